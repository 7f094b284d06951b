//! What migrate would do is told before: locks seen in a throw-away copy, sizes of the tables here, rows in the way.

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const OLD: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);
CREATE INDEX by_age ON users (age);
CREATE TABLE notes (id integer PRIMARY KEY, user_id integer);
";
const NEW: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, age bigint);
CREATE INDEX by_age ON users (age);
CREATE TABLE notes (id integer PRIMARY KEY, user_id integer REFERENCES users);
CREATE INDEX by_user ON notes (user_id);
CREATE TABLE aside (id integer);
";

fn project(server: &Server) -> Project {
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "online = \"never\"\n");
    project.write("schema.sql", OLD);
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO users SELECT i, 'a', i FROM generate_series(1, 1000) AS i; INSERT INTO notes VALUES (1, 1)");
    server.sql("VACUUM ANALYZE users, notes");
    project
}

#[test]
fn locks_sizes_and_rows_of_what_is_pending() {
    let server = Server::start();
    let project = project(&server);
    assert_told!(project.run(&["plan", "--exit-code"]), @r"
    exit 0
    --- stdout
    up to date: 1 migration applied
    ");
    project.write("schema.sql", NEW);
    project.done(&["generate", "second"]);
    server.sql("INSERT INTO users VALUES (0)");
    let before = server.rows("SELECT count(*) FROM evenkeel.ledger");
    let told = project.run(&["plan", "--exit-code"]);
    assert_eq!(told.code, 3, "{told}");
    assert_told!(told, @r"
    exit 3
    --- stdout
    1 migration is pending

    [time]_second (migrations/[time]_second/migration.sql)
      3: CREATE TABLE public.aside (
             id integer
         )
      11: ALTER TABLE public.users ALTER COLUMN email SET NOT NULL,
              ALTER COLUMN age TYPE bigint USING age::bigint
          locks public.users: ACCESS EXCLUSIVE (readers and writers wait)
          rewrite: table public.users: it is written anew with its indexes while nobody else reads or writes it: about 1000 rows, 168 kB, 2 indexes
      15: CREATE INDEX by_user ON public.notes USING btree (user_id)
          locks public.notes: SHARE (writers wait)
          long-lock: table public.notes: the index by_user is built while nobody else writes it: about 1 row, 56 kB, 1 index
      19: ALTER TABLE public.notes ADD CONSTRAINT notes_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id)
          locks public.notes: SHARE ROW EXCLUSIVE (writers wait)
          long-lock: table public.notes: all its rows are read while nobody else writes it: about 1 row, 56 kB, 1 index
      would fail: column public.users.email may not be null any more, and there are rows where it is: 1 row: (0)
          all of them: SELECT t.id FROM public.users AS t WHERE t.email IS NULL;
          to mend, for one: UPDATE public.users AS t SET email = '' WHERE t.email IS NULL;
    ");
    assert_eq!(server.rows("SELECT count(*) FROM evenkeel.ledger"), before, "nothing was run");
    assert_eq!(project.run(&["plan"]).code, 0);
    let json = project.json(&["plan"]);
    let statement = &json["pending"][0]["statements"][1];
    assert_eq!(statement["rewrites"][0], "public.users", "{json}");
    assert_eq!(statement["locks"][0]["mode"], "ACCESS EXCLUSIVE", "{json}");
    assert_eq!(json["sizes"]["public.users"]["rows"], 1000, "{json}");
    assert_eq!(json["pending"][0]["rows"]["findings"][0]["first"][0], "(0)", "{json}");
}

#[test]
fn every_lock_and_reading_is_told_for_who_wants_it() {
    let server = Server::start();
    let project = project(&server);
    let sql = "ALTER TABLE notes ADD CHECK (id > 0) NOT VALID;\nALTER TABLE notes VALIDATE CONSTRAINT notes_id_check;\n\
               CREATE INDEX CONCURRENTLY by_user ON notes (user_id);\nINSERT INTO notes VALUES (2, 2);\n";
    project.write("migrations/20990101000000_by_hand/migration.sql", sql);
    assert_told!(project.run(&["plan", "--trace"]), @r"
    exit 0
    --- stdout
    1 migration is pending

    [time]_by_hand (migrations/[time]_by_hand/migration.sql)
      1: ALTER TABLE notes ADD CHECK (id > 0) NOT VALID
          locks public.notes: ACCESS EXCLUSIVE (readers and writers wait)
      2: ALTER TABLE notes VALIDATE CONSTRAINT notes_id_check
          reads all rows of public.notes
          long-lock: table public.notes: all its rows are read while nobody else reads or writes it: about 1 row, 56 kB, 1 index
      3: CREATE INDEX CONCURRENTLY by_user ON notes (user_id)   -- by itself, outside a transaction
          reads all rows of public.notes
          builds index by_user of public.notes
      4: INSERT INTO notes VALUES (2, 2)
    ");
    assert_told!(project.run(&["plan", "--no-trace"]), @r"
    exit 0
    --- stdout
    1 migration is pending

    [time]_by_hand (migrations/[time]_by_hand/migration.sql)
      1: ALTER TABLE notes ADD CHECK (id > 0) NOT VALID
      2: ALTER TABLE notes VALIDATE CONSTRAINT notes_id_check
      3: CREATE INDEX CONCURRENTLY by_user ON notes (user_id)
      4: INSERT INTO notes VALUES (2, 2)
    ");
}

#[test]
fn what_needs_rows_ends_the_copy_and_is_said() {
    let server = Server::start();
    let project = project(&server);
    let sql = "ALTER TABLE notes ADD seen boolean;\nDO $$ BEGIN IF NOT EXISTS (SELECT FROM notes) THEN RAISE 'no notes'; END IF; END $$;\n";
    project.write("migrations/20990101000000_by_hand/migration.sql", sql);
    assert_told!(project.run(&["plan"]), @r"
    exit 0
    --- stdout
    1 migration is pending

    [time]_by_hand (migrations/[time]_by_hand/migration.sql)
      1: ALTER TABLE notes ADD seen boolean
          locks public.notes: ACCESS EXCLUSIVE (readers and writers wait)
      2: DO $$ BEGIN IF NOT EXISTS (SELECT FROM notes) THEN RAISE 'no notes'; END IF; END $$
      the locks of these are not told, because a copy without rows says: no notes
    ");
    project.done(&["migrate"]);
}

#[test]
fn sqlite_has_no_locks_to_tell() {
    let project = Project::sqlite().with_migration("CREATE TABLE t (a INTEGER);\n");
    project.done(&["migrate", "--create-database"]);
    project.write("migrations/20260102000000_more/migration.sql", "ALTER TABLE t ADD b INTEGER;\n");
    assert_told!(project.run(&["plan"]), @r"
    exit 0
    --- stdout
    1 migration is pending

    [time]_more (migrations/[time]_more/migration.sql)
      1: ALTER TABLE t ADD b INTEGER

    nobody else writes to the file while a migration runs
    ");
}
