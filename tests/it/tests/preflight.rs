//! Rows on which a migration would fail are found before its first statement; once they are mended it passes.

use evenkeel_engine::{Database, Place};
use evenkeel_sources::folder::{Manifest, Question};

use crate::postgres::Server;
use crate::program::{Project, assert_told};

/// A change of a schema, and rows that it does not bear.
struct Change {
    old: &'static str,
    rows: &'static str,
    new: &'static str,
    /// What is said about the rows.
    told: &'static [&'static str],
    /// With what the server would refuse the statement.
    sqlstate: &'static str,
}

/// A project whose second migration is generated and pending, with the rows in place.
fn pending(url: String, run: impl Fn(&Project, &str), change: &Change) -> Project {
    let project = Project::at(url);
    project.write("evenkeel.toml", "online = \"never\"\n");
    project.write("schema.sql", change.old);
    project.done(&["generate", "first"]);
    project.done(&["migrate", "--create-database"]);
    run(&project, change.rows);
    project.write("schema.sql", change.new);
    let generated = project.run(&["generate", "second", "--renames", "off"]);
    assert_eq!(generated.code, 0, "{generated}");
    assert!(generated.stderr.contains("note: would fail on rows of this database: "), "{generated}");
    project
}

fn questions(project: &Project) -> Vec<Question> {
    let last = project.migrations().pop().unwrap();
    Manifest::parse(&project.read(&format!("migrations/{last}/migration.toml"))).unwrap().questions
}

/// Refused before the first statement, would fail without the question, and passes after the proposed mending.
fn refused_then_mended(change: &Change) {
    let server = Server::start();
    let project = pending(server.url(), |_, rows| server.sql(rows), change);
    let before = server.rows("SELECT count(*) FROM evenkeel.ledger");
    let refused = project.run(&["migrate"]);
    assert_eq!(refused.code, 4, "{refused}");
    for line in change.told {
        assert!(refused.stderr.contains(&format!("  {line}\n")), "{line}\n{refused}");
    }
    assert_eq!(server.rows("SELECT count(*) FROM evenkeel.ledger"), before, "nothing was run");
    let failed = project.run(&["migrate", "--no-preflight"]);
    assert_eq!(failed.code, 1, "{failed}");
    assert!(failed.stderr.contains(change.sqlstate), "{failed}");
    for question in questions(&project) {
        server.sql(&question.mend.unwrap_or_else(|| panic!("{} cannot be mended", question.object)));
    }
    project.done(&["migrate"]);
    assert_eq!(project.run(&["drift", "--exit-code"]).code, 0);
}

const USERS: &str = "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);\n";

#[test]
fn nulls_before_not_null() {
    refused_then_mended(&Change {
        old: USERS,
        rows: "INSERT INTO users VALUES (1, 'a', 1), (2, NULL, 2), (3, NULL, 3)",
        new: "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, age integer);
              CREATE TABLE aside (id integer);",
        told: &[
            "column public.users.email may not be null any more, and there are rows where it is: 2 rows: (2), (3)",
            "  all of them: SELECT t.id FROM public.users AS t WHERE t.email IS NULL;",
            "  to mend, for one: UPDATE public.users AS t SET email = '' WHERE t.email IS NULL;",
        ],
        sqlstate: "23502",
    });
}

#[test]
fn rows_that_break_a_check() {
    refused_then_mended(&Change {
        old: USERS,
        rows: "INSERT INTO users SELECT i, 'a', i - 4 FROM generate_series(1, 12) AS i",
        new: "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer CHECK (age >= 0));",
        told: &[
            "check public.users.users_age_check does not hold for every row: 3 rows: (1), (2), (3)",
            "  to mend, for one: DELETE FROM public.users AS t WHERE NOT ((age >= 0));",
        ],
        sqlstate: "23514",
    });
}

#[test]
fn values_twice_before_unique() {
    refused_then_mended(&Change {
        old: USERS,
        rows: "INSERT INTO users VALUES (1, 'a', 1), (2, 'b', 2), (3, 'a', 3), (4, NULL, 4), (5, NULL, 5)",
        new: "CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE, age integer);",
        told: &["unique public.users.users_email_key would hold values twice: 1 row: (a)"],
        sqlstate: "23505",
    });
}

#[test]
fn values_twice_before_a_unique_index_over_an_expression() {
    refused_then_mended(&Change {
        old: USERS,
        rows: "INSERT INTO users VALUES (1, 'a', 1), (2, 'A', 2), (3, 'B', -3), (4, 'b', 4)",
        new: "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer);
              CREATE UNIQUE INDEX by_email ON users (lower(email) DESC) WHERE age > 0;",
        told: &["index public.by_email would hold values twice: 1 row: (a)"],
        sqlstate: "23505",
    });
}

#[test]
fn rows_that_exclude_one_another() {
    refused_then_mended(&Change {
        old: "CREATE TABLE stays (id integer PRIMARY KEY, during int4range);",
        rows: "INSERT INTO stays VALUES (1, '[1,5)'), (2, '[5,9)'), (3, '[4,6)')",
        new: "CREATE TABLE stays (id integer PRIMARY KEY, during int4range, EXCLUDE USING gist (during WITH &&));",
        told: &["exclusion public.stays.stays_during_excl would refuse rows that meet others: 1 row: (3)"],
        sqlstate: "23P01",
    });
}

#[test]
fn orphans_before_a_foreign_key() {
    refused_then_mended(&Change {
        old: "CREATE TABLE users (id integer PRIMARY KEY);
              CREATE TABLE notes (id integer PRIMARY KEY, user_id integer);",
        rows: "INSERT INTO users VALUES (1); INSERT INTO notes VALUES (1, 1), (2, 7), (3, NULL), (4, 8)",
        new: "CREATE TABLE users (id integer PRIMARY KEY);
              CREATE TABLE notes (id integer PRIMARY KEY, user_id integer REFERENCES users);",
        told: &[
            "foreign_key public.notes.notes_user_id_fkey refers to rows that are not there: 2 rows: (2, 7), (4, 8)",
        ],
        sqlstate: "23503",
    });
}

#[test]
fn a_foreign_key_to_a_table_that_is_new() {
    refused_then_mended(&Change {
        old: "CREATE TABLE notes (id integer PRIMARY KEY, user_id integer NOT NULL);",
        rows: "INSERT INTO notes VALUES (1, 1)",
        new: "CREATE TABLE users (id integer PRIMARY KEY);
              CREATE TABLE notes (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users);",
        told: &[
            "foreign_key public.notes.notes_user_id_fkey refers to rows that are not there: 1 row: (1, 1)",
        ],
        sqlstate: "23503",
    });
}

#[test]
fn values_that_do_not_cast_or_overflow() {
    refused_then_mended(&Change {
        old: "CREATE TABLE t (id integer PRIMARY KEY, word text, big bigint NOT NULL);",
        rows: "INSERT INTO t VALUES (1, '12', 1), (2, 'x', 2), (3, NULL, 3000000000)",
        new: "CREATE TABLE t (id integer PRIMARY KEY, word integer, big integer NOT NULL);",
        told: &[
            "column public.t.big has values that integer cannot hold: 1 row: (3, 3000000000)",
            "column public.t.word has values that integer cannot hold: 1 row: (2, x)",
        ],
        sqlstate: "22",
    });
}

#[test]
fn labels_in_use() {
    refused_then_mended(&Change {
        old: "CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TABLE t (id integer PRIMARY KEY, mood mood);",
        rows: "INSERT INTO t VALUES (1, 'ok'), (2, 'sad')",
        new: "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE t (id integer PRIMARY KEY, mood mood);",
        told: &["column public.t.mood has values that public.mood cannot hold: 1 row: (2, sad)"],
        sqlstate: "22P02",
    });
}

#[test]
fn values_that_break_the_rules_of_a_domain() {
    refused_then_mended(&Change {
        old: "CREATE DOMAIN price AS numeric; CREATE TABLE t (id integer PRIMARY KEY, value price, other price);",
        rows: "INSERT INTO t VALUES (1, 3, -1), (2, -3, 1)",
        new: "CREATE DOMAIN price AS numeric CONSTRAINT positive CHECK (VALUE > 0);
              CREATE TABLE t (id integer PRIMARY KEY, value price, other price);",
        told: &[
            "domain_check public.price.positive does not hold for all values of column public.t.value: 1 row: (2, -3)",
            "domain_check public.price.positive does not hold for all values of column public.t.other: 1 row: (1, -1)",
        ],
        sqlstate: "23514",
    });
}

#[test]
fn rows_outside_a_partitions_bound() {
    const OLD: &str = "CREATE TABLE t (a integer, b text) PARTITION BY RANGE (a);
        CREATE TABLE other PARTITION OF t DEFAULT;
        CREATE TABLE one (a integer, b text);";
    refused_then_mended(&Change {
        old: OLD,
        rows: "INSERT INTO one VALUES (1, 'a'), (10, 'b'); INSERT INTO t VALUES (5, 'c'), (50, 'd')",
        new: "CREATE TABLE t (a integer, b text) PARTITION BY RANGE (a);
              CREATE TABLE other PARTITION OF t DEFAULT;
              CREATE TABLE one PARTITION OF t FOR VALUES FROM (1) TO (10);",
        told: &[
            "partition public.one has rows outside its bound: 1 row: ((0,2))",
            "partition public.one would hold rows that are in the default partition public.other: 1 row: ((0,1))",
        ],
        sqlstate: "23514",
    });
}

const EMPTY_EMAIL: Change = Change {
    old: USERS,
    rows: "INSERT INTO users VALUES (1, NULL, 1)",
    new: "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, age integer);",
    told: &[],
    sqlstate: "",
};

#[test]
fn what_a_refusal_says() {
    let server = Server::start();
    let project = pending(server.url(), |_, rows| server.sql(rows), &EMPTY_EMAIL);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 4
    --- stderr
    error[rows-in-the-way]: migration [time]_second would fail on rows that are there, so nothing of it was run
      column public.users.email may not be null any more, and there are rows where it is: 1 row: (1)
        all of them: SELECT t.id FROM public.users AS t WHERE t.email IS NULL;
        to mend, for one: UPDATE public.users AS t SET email = '' WHERE t.email IS NULL;
    hint: mend the rows, or let statements before that one in migration.sql do it, and migrate again; --no-preflight tries all the same
    "#);
    let json = project.json(&["migrate"]);
    assert_eq!(json["error"]["code"], "rows-in-the-way");
    assert_eq!(json["error"]["objects"][0], "column public.users.email");
}

#[test]
fn a_statement_that_may_mend_the_rows_first_is_believed() {
    let server = Server::start();
    let project = pending(server.url(), |_, rows| server.sql(rows), &EMPTY_EMAIL);
    let file = format!("migrations/{}/migration.sql", project.migrations().pop().unwrap());
    let text = project.read(&file);
    project.write(&file, format!("UPDATE users SET email = 'none' WHERE email IS NULL;\n{text}"));
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    applied [time]_second in [took]
    done: 1 migration applied
    --- stderr
    note: [time]_second was not checked: whether column public.users.email may not be null any more, and there are rows where it is: the statement at line 1 may change its rows first
    "#);
    assert_eq!(server.rows("SELECT email FROM users"), ["none"]);
}

#[test]
fn a_statement_behind_or_about_something_else_mends_nothing() {
    let server = Server::start();
    let project = pending(server.url(), |_, rows| server.sql(rows), &EMPTY_EMAIL);
    let file = format!("migrations/{}/migration.sql", project.migrations().pop().unwrap());
    let text = project.read(&file);
    project.write(&file, format!("SELECT 1;\n{text}\nUPDATE users SET email = 'none';\n"));
    assert_eq!(project.run(&["migrate"]).code, 4);
}

#[test]
fn rows_that_an_earlier_migration_may_change_are_asked_right_before_theirs() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", USERS);
    project.done(&["generate", "first"]);
    project.write("schema.sql", EMPTY_EMAIL.new);
    project.done(&["generate", "second"]);
    let second = project.migrations().pop().unwrap();
    let first = format!("migrations/{}/migration.sql", project.migrations()[0]);
    let text = project.read(&first);
    project.write(&first, format!("{text}INSERT INTO users VALUES (1, NULL, 1);\n"));
    let refused = project.run(&["migrate"]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(refused.stderr.contains(&format!("migration {second} would fail on rows")), "{refused}");
    assert_eq!(server.rows("SELECT count(*) FROM users"), ["1"], "the first one stays applied");
}

#[test]
fn a_question_without_an_answer_in_time_refuses_nothing() {
    let server = Server::start();
    let project = pending(server.url(), |_, rows| server.sql(rows), &EMPTY_EMAIL);
    project.write("evenkeel.toml", "[preflight]\ntimeout = \"200ms\"\n");
    server.sql("UPDATE users SET email = 'a'");
    let last = project.migrations().pop().unwrap();
    let toml = format!("migrations/{last}/migration.toml");
    let slow = "SELECT t.id FROM public.users AS t, pg_sleep(60) WHERE t.email IS NULL OR true";
    let text = project.read(&toml);
    let text = text.replace("SELECT t.id FROM public.users AS t WHERE t.email IS NULL", slow);
    project.write(&toml, text);
    assert_told!(project.run(&["migrate"]), @r#"
    exit 0
    --- stdout
    applied [time]_second in [took]
    done: 1 migration applied
    --- stderr
    note: [time]_second was not checked: whether column public.users.email may not be null any more, and there are rows where it is: there was no answer within 200 ms
    "#);
}

#[test]
fn questions_can_be_left_out_for_a_project() {
    let server = Server::start();
    let project = pending(server.url(), |_, rows| server.sql(rows), &EMPTY_EMAIL);
    project.write("evenkeel.toml", "[preflight]\nenabled = false\n");
    let failed = project.run(&["migrate"]);
    assert!(failed.code == 1 && failed.stderr.contains("23502"), "{failed}");
}

#[test]
fn a_column_that_is_new_and_may_not_be_null() {
    let server = Server::start();
    let new = "CREATE TABLE users (id integer PRIMARY KEY, email text, age integer, nick text NOT NULL);";
    let project = pending(server.url(), |_, rows| server.sql(rows), &Change { new, ..EMPTY_EMAIL });
    assert_told!(project.run(&["migrate"]), @r#"
    exit 4
    --- stderr
    error[rows-in-the-way]: migration [time]_second would fail on rows that are there, so nothing of it was run
      column public.users.nick has no DEFAULT and may not be null, and there are rows that need a value: 1 row: (1)
        all of them: SELECT t.id FROM public.users AS t;
    hint: mend the rows, or let statements before that one in migration.sql do it, and migrate again; --no-preflight tries all the same
    "#);
}

#[test]
fn a_way_back_asks_about_unique_indexes_and_exclusion_too() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write(
        "schema.sql",
        "CREATE TABLE stays (id integer PRIMARY KEY, room integer, during int4range,
            EXCLUDE USING gist (during WITH &&) WHERE (room > 0));
         CREATE UNIQUE INDEX by_room ON stays (abs(room));",
    );
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    project
        .write("schema.sql", "CREATE TABLE stays (id integer PRIMARY KEY, room integer, during int4range);");
    project.done(&["generate", "second"]);
    project.done(&["migrate"]);
    server.sql("INSERT INTO stays VALUES (1, 7, '[1,4)'), (2, 7, '[3,5)'), (3, -1, '[1,9)')");
    let refused = project.run(&["rollback"]);
    assert_eq!(refused.code, 1, "{refused}");
    for line in [
        "  exclusion public.stays.stays_during_excl would refuse rows that meet others: 1 row: (2)\n",
        "  index public.by_room would hold values twice: 1 row: (7)\n",
    ] {
        assert!(refused.stderr.contains(line), "{refused}");
    }
    server.sql("DELETE FROM stays WHERE id = 2");
    project.done(&["rollback"]);
}

#[test]
fn renamed_things_are_asked_about_by_their_old_names() {
    let server = Server::start();
    let project = Project::at(server.url());
    project.write("schema.sql", USERS);
    project.done(&["generate", "first"]);
    project.done(&["migrate"]);
    server.sql(EMPTY_EMAIL.rows);
    project.write(
        "schema.sql",
        "CREATE TABLE people (id integer PRIMARY KEY, mail text NOT NULL, age integer);",
    );
    let renames = ["--rename", "users=people", "--rename", "people.email=mail"];
    project.done(&[&["generate", "second"], &renames[..]].concat());
    let refused = project.run(&["migrate"]);
    assert_eq!(refused.code, 4, "{refused}");
    assert!(
        refused.stderr.contains("  all of them: SELECT t.id FROM public.users AS t WHERE t.email IS NULL;"),
        "{refused}"
    );
    for question in questions(&project) {
        server.sql(&question.mend.unwrap());
    }
    project.done(&["migrate"]);
}

/// Runs statements on the project's SQLite file.
fn on_sqlite(project: &Project, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let database = Database::open(&Place::Sqlite(project.path("app.db")), None).await.unwrap();
        database.run(sql).await.unwrap();
    });
}

fn refused_on_sqlite(change: &Change) {
    let project = pending("sqlite:app.db".to_owned(), on_sqlite, change);
    let refused = project.run(&["migrate"]);
    assert_eq!(refused.code, 4, "{refused}");
    for line in change.told {
        assert!(refused.stderr.contains(&format!("  {line}\n")), "{line}\n{refused}");
    }
    let failed = project.run(&["migrate", "--no-preflight"]);
    assert!(failed.code == 1 && failed.stderr.contains(change.sqlstate), "{failed}");
    for question in questions(&project) {
        on_sqlite(&project, &question.mend.unwrap_or_else(|| panic!("{} cannot be mended", question.object)));
    }
    project.done(&["migrate"]);
}

#[test]
fn sqlite_asks_before_it_makes_a_table_anew() {
    let old = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER);";
    let rows = "INSERT INTO t VALUES (1, NULL, -1), (2, 'x', 2), (3, 'x', 3)";
    refused_on_sqlite(&Change {
        old,
        rows,
        new: "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER);",
        told: &[
            "column t.a may not be null any more, and there are rows where it is: 1 row: (1)",
            "  all of them: SELECT id FROM t WHERE a IS NULL;",
            "  to mend, for one: UPDATE t SET a = '' WHERE a IS NULL;",
        ],
        sqlstate: "NOT NULL",
    });
    refused_on_sqlite(&Change {
        old,
        rows,
        new: "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, b INTEGER);",
        told: &["table t would hold values twice in (a): 1 row: (x)"],
        sqlstate: "UNIQUE",
    });
    refused_on_sqlite(&Change {
        old,
        rows,
        new: "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER CHECK (b > 0));",
        told: &["table t has rows that break CHECK (b > 0): 1 row: (1)"],
        sqlstate: "CHECK",
    });
    refused_on_sqlite(&Change {
        old,
        rows,
        new: "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER); CREATE UNIQUE INDEX i ON t (lower(a));",
        told: &["index i would hold values twice in (lower(a)): 1 row: (x)"],
        sqlstate: "UNIQUE",
    });
    refused_on_sqlite(&Change {
        old: "CREATE TABLE u (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, u INTEGER);",
        rows: "INSERT INTO u VALUES (1); INSERT INTO t VALUES (1, 1), (2, 7)",
        new: "CREATE TABLE u (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, u INTEGER REFERENCES u);",
        told: &["table t refers to rows of u that are not there: 1 row: (2)"],
        sqlstate: "",
    });
}
