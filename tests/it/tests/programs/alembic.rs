//! Alembic, whose revisions say as SQL what they do.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::events;
use crate::postgres::Server;
use crate::program::{Project, assert_told};

const SETTINGS: &str = "[alembic]\nscript_location = %(here)s/alembic\n";
const ENVIRONMENT: &str = "import os

from alembic import context

context.configure(url=os.environ['DATABASE_URL'].replace('postgres://', 'postgresql://'), literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
";
const USERS: &str = "\"\"\"users\"\"\"
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

revision: str = 'c1'
down_revision: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    users = op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), sa.Column('email', sa.Text))
    op.bulk_insert(users, [{'email': 'a;'}, {'email': 'b'}])
    op.get_bind().execute(sa.text(\"UPDATE users SET email = 'c' WHERE email = 'b'\"))


def downgrade() -> None:
    op.drop_table('users')
";
const NAME: &str = "from alembic import op
import sqlalchemy as sa

revision = \"b2\"
down_revision = (
    \"c1\",  # users
)
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('users', sa.Column('name', sa.Text))


def downgrade():
    op.drop_column('users', 'name')
";
const INDEX: &str = "from alembic import op

revision = 'a3'
down_revision = 'b2'


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index('by_email', 'users', ['email'], postgresql_concurrently=True)


def downgrade():
    op.drop_index('by_email')
";

/// Where Alembic is installed.
fn environment() -> PathBuf {
    let folder = std::env::var_os("EVENKEEL_TEST_ALEMBIC");
    PathBuf::from(folder.expect("these tests need Alembic from PyPI: `cargo xtask test` installs it"))
}

fn two(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write(
        "evenkeel.toml",
        "[migrations]\ndir = \"alembic/versions\"\nformat = \"alembic\"\n\n[adopt]\nmode = \"guest\"\n",
    );
    project.write("alembic.ini", SETTINGS);
    project.write("alembic/env.py", ENVIRONMENT);
    symlink(environment(), project.path(".venv")).unwrap();
    project.write("alembic/versions/c1_users.py", USERS);
    project.write("alembic/versions/b2_name.py", NAME);
    project.write("alembic/versions/__init__.py", "");
    project
}

fn ledger(server: &Server) -> Vec<String> {
    server.rows("SELECT version_num FROM alembic_version")
}

#[test]
fn up_and_down_in_both_ledgers() {
    let server = Server::start();
    let project = two(&server);
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied c1_users in [took]
    applied b2_name in [took]
    done: 2 migrations applied
    ");
    assert_eq!(events(&server), ["c1_users applied", "b2_name applied"]);
    assert_eq!(ledger(&server), ["b2"]);
    assert_eq!(server.rows("SELECT email FROM users ORDER BY id"), ["a;", "c"]);
    project.done(&["rollback"]);
    assert_eq!(ledger(&server), ["c1"]);
    project.done(&["rollback"]);
    assert_eq!(ledger(&server), Vec::<String>::new());
    assert_eq!(server.rows("SELECT to_regclass('users') IS NULL"), ["t"]);
}

#[test]
fn what_alembic_applied_is_taken_over() {
    let server = Server::start();
    let project = two(&server);
    server.sql(
        "CREATE TABLE users (id serial PRIMARY KEY, email text); CREATE TABLE alembic_version (version_num \
         varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY); INSERT INTO alembic_version VALUES ('c1')",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 0
    --- stdout
    applied b2_name in [took]
    done: 1 migration applied
    --- stderr
    note: 1 migration, applied by alembic, counts as applied here
    ");
    assert_eq!(ledger(&server), ["b2"]);
    server.sql("UPDATE alembic_version SET version_num = 'z9'");
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[missing-migration]: migration z9 was applied and is not on disk
    hint: bring the folder back from version control; was another branch applied to this database?
    ");
}

#[test]
fn what_commits_in_between_runs_outside_of_a_transaction() {
    let server = Server::start();
    let project = two(&server);
    project.write("alembic/versions/a3_index.py", INDEX);
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_email'::regclass"), ["t"]);
    assert_eq!(
        events(&server)[2..],
        ["a3_index started", "a3_index journal-before", "a3_index journal-after", "a3_index applied"]
    );
}

#[test]
fn a_failure_stands_at_its_statement() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "alembic/versions/a3_index.py",
        INDEX
            .replace("with op.get_context().autocommit_block():", "if True:")
            .replace("'users'", "'nobody'")
            .replace(", postgresql_concurrently=True", ""),
    );
    assert_told!(project.run(&["migrate"]), @r#"
    exit 1
    --- stdout
    applied c1_users in [took]
    applied b2_name in [took]
    --- stderr
    note: what ran before that stays applied: 2 migrations
    error[program-failed]: migration a3_index failed: relation "nobody" does not exist
      statement: CREATE INDEX by_email ON nobody (email)
    SQLSTATE 42P01
    hint: once that is mended, run `evenkeel migrate` again
    "#);
    assert_eq!(ledger(&server), ["b2"]);
}

#[test]
fn what_has_to_ask_the_database_is_refused_by_name() {
    let server = Server::start();
    let project = two(&server);
    project.write(
        "alembic/versions/a3_rows.py",
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a3'\ndown_revision = 'b2'\n\n\ndef upgrade():\n    \
         for row in op.get_bind().execute(sa.text('SELECT id FROM users')):\n        op.execute(f'SELECT {row.id}')\n",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stdout
    applied c1_users in [took]
    applied b2_name in [took]
    --- stderr
    note: what ran before that stays applied: 2 migrations
    error[not-as-sql]: alembic/versions/a3_rows.py cannot be had as SQL: TypeError: 'NoneType' object is not iterable
    hint: evenkeel runs what `alembic upgrade --sql` prints; what has to see the database is run by alembic itself: alembic upgrade a3, and then evenkeel migrate takes it over
    ");
    assert_eq!(ledger(&server), ["b2"]);
    project.write(
        "alembic/versions/a3_rows.py",
        "from alembic import context\n\nrevision = 'a3'\ndown_revision = 'b2'\n\n\ndef upgrade():\n    \
         if not context.is_offline_mode():\n        pass\n",
    );
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[not-as-sql]: alembic/versions/a3_rows.py cannot be had as SQL: it asks whether it is only printed, and would do less then
    hint: evenkeel runs what `alembic upgrade --sql` prints; what has to see the database is run by alembic itself: alembic upgrade a3, and then evenkeel migrate takes it over
    ");
}

#[test]
fn revisions_that_are_not_one_line_are_refused_by_name() {
    let server = Server::start();
    let project = two(&server);
    project.write("alembic/versions/d4_fork.py", "revision = 'd4'\ndown_revision = 'c1'\n");
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[bad-migration]: alembic/versions/b2_name.py and alembic/versions/d4_fork.py both come next after the same revision
    hint: evenkeel runs revisions in one line: let each name the one before it as `down_revision`
    ");
    project.write("alembic/versions/d4_fork.py", "revision = 'd4'\ndown_revision = 'b2', 'c1'\n");
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[bad-migration]: alembic/versions/d4_fork.py brings branches together: b2 and c1
    hint: evenkeel runs revisions in one line: let each name the one before it as `down_revision`
    ");
    project.write("alembic/versions/d4_fork.py", "revision = 'd4'\ndown_revision = 'e5'\n");
    assert_told!(project.run(&["status"]), @r"
    exit 1
    --- stderr
    error[bad-migration]: alembic/versions/d4_fork.py comes after e5, to which no line of revisions leads
    hint: take the file of that revision back from version control, or name another as `down_revision`
    ");
}

#[test]
fn alembic_itself_has_to_be_there() {
    let server = Server::start();
    let project = two(&server);
    std::fs::remove_file(project.path(".venv")).unwrap();
    let mut command = project.command(&["migrate"]);
    command.env("PATH", project.path("bin")).env_remove("VIRTUAL_ENV");
    assert_told!(project.ran(command.output().unwrap()), @r"
    exit 1
    --- stderr
    error[no-package]: alembic cannot be found from [project]
    hint: evenkeel looks for it in .venv, venv and env there and above, in the active environment, and on the PATH: pip install alembic
    ");
    std::fs::remove_file(project.path("alembic.ini")).unwrap();
    assert_told!(project.run(&["migrate"]), @r"
    exit 1
    --- stderr
    error[no-tool-settings]: the migrations are Alembic's programs, and no alembic.ini stands in alembic/versions or above it
    hint: migrations belong into the project that has their alembic.ini; see `dir` under [migrations]
    ");
}

#[test]
fn init_finds_them() {
    let server = Server::start();
    let project = two(&server);
    std::fs::remove_file(project.path("evenkeel.toml")).unwrap();
    assert_told!(project.run(&["init"]), @r"
    exit 0
    --- stdout
    wrote evenkeel.toml: postgres in schema.sql
    --- stderr
    note: 2 migrations of alembic in alembic/versions
    hint: evenkeel status shows where they stand; evenkeel migrate applies what is pending
    hint: write your CREATE statements into schema.sql, or take them from a database:
          evenkeel inspect --url URL > schema.sql
    ");
    let written = project.read("evenkeel.toml");
    assert!(
        written.contains("dir = \"alembic/versions\"\nformat = \"alembic\"\n\n[adopt]\nmode = \"guest\""),
        "{written}"
    );
    project.done(&["migrate"]);
}
