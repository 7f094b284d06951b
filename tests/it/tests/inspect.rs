//! `evenkeel inspect TABLE`: one table with all that belongs to it, how large it is and where it comes from.

use crate::postgres::Server;
use crate::program::Project;

const FIRST: &str = "CREATE TABLE users (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);\n\
     CREATE TABLE posts (id integer PRIMARY KEY, author integer REFERENCES users (id));\n";
const SECOND: &str = "ALTER TABLE users ADD COLUMN age integer DEFAULT 7 CONSTRAINT grown CHECK (age > 5);\n\
     CREATE INDEX by_age ON users (age);\n\
     INSERT INTO users (email) SELECT 'x' || g FROM generate_series(1, 5000) g;\n";
const THIRD: &str = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';\n\
     CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();\n\
     ALTER TABLE users ENABLE ROW LEVEL SECURITY;\n\
     CREATE POLICY own ON users FOR SELECT USING (id > 0);\n";

fn project(server: &Server) -> Project {
    let project = Project::at(server.url());
    for (number, sql) in [FIRST, SECOND, THIRD].iter().enumerate() {
        project.write(&format!("migrations/2026010100000{number}_m{number}/migration.sql"), sql);
    }
    project.done(&["migrate"]);
    project
}

#[test]
fn a_table_with_all_that_belongs_to_it() {
    let server = Server::start();
    let project = project(&server);
    let told = project.done(&["inspect", "users"]);
    for line in [
        "Table public.users (row security)\n",
        " age    | integer |           |          | 7\n",
        "    users_pkey PRIMARY KEY (id)\n",
        "    by_age btree (age)\n",
        "    grown CHECK ((age > 5))\n",
        "Referenced by:\n    public.posts posts_author_fkey FOREIGN KEY (author) REFERENCES public.users(id)\n",
        "Triggers:\n    touched BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch()\n",
        "Policies:\n    own FOR SELECT TO PUBLIC USING ((id > 0))\n",
        "Rows: unknown: it was never analyzed\n",
        "    20260101000000_m0: table, column email, column id, identity id, primary key users_pkey\n",
        "    20260101000001_m1: check grown, column age, default age, index by_age\n",
        "    20260101000002_m2: policy own, trigger touched\n",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    server.sql("ANALYZE users");
    let told = project.done(&["inspect", "public.users"]);
    assert!(told.contains("Rows: about 5000, as estimated when it was last analyzed\n"), "{told}");
    assert!(told.contains(" of indexes\n"), "{told}");
}

#[test]
fn programs_get_it_as_values() {
    let server = Server::start();
    let project = project(&server);
    server.sql("ANALYZE users; CREATE INDEX by_hand ON users (email)");
    let json = project.json(&["inspect", "users"]);
    let table = &json["tables"][0];
    assert_eq!((&table["kind"], &table["name"]), (&"table".into(), &"public.users".into()));
    assert_eq!((&table["rows"], &table["rows_are"]), (&5000.into(), &"estimate".into()));
    assert_eq!(table["migration"], "20260101000000_m0");
    let part =
        |name: &str| table["objects"].as_array().unwrap().iter().find(|part| part["name"] == name).unwrap();
    assert_eq!(part("by_age")["migration"], "20260101000001_m1");
    assert_eq!(part("by_age")["found"], "replay");
    assert_eq!(part("by_hand")["migration"], serde_json::Value::Null);
    let told = project.done(&["inspect", "users"]);
    assert!(told.ends_with("    unknown: index by_hand\n"), "{told}");
}

#[test]
fn without_a_scratch_the_text_of_the_migrations_tells() {
    let server = Server::start();
    let project = project(&server);
    let told = project.done(&["inspect", "users", "--scratch-url", "postgres://postgres@127.0.0.1:1/none"]);
    for line in [
        "    20260101000000_m0 (by its text): table, column email, column id, identity id\n",
        "    20260101000001_m1 (by its text): check grown, column age, default age, index by_age\n",
        "    20260101000002_m2 (by its text): policy own, trigger touched\n",
        "    unknown: primary key users_pkey\n",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn a_name_that_is_nearly_right() {
    let server = Server::start();
    let project = project(&server);
    for (wrong, right) in [("usres", "users"), ("public.post", "public.posts")] {
        let ran = project.run(&["inspect", wrong]);
        assert_eq!(ran.code, 2, "{ran}");
        assert!(
            ran.stderr.contains(&format!("error[no-such-table]: there is no table or view `{wrong}`")),
            "{ran}"
        );
        assert!(ran.stderr.contains(&format!("hint: did you mean {right}?")), "{ran}");
    }
}

#[test]
fn sqlite_tables_too() {
    let project = Project::sqlite();
    project.write(
        "migrations/20260101000000_a/migration.sql",
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);\nINSERT INTO users (email) VALUES ('a'), ('b');\n",
    );
    project.write(
        "migrations/20260101000001_b/migration.sql",
        "ALTER TABLE users ADD COLUMN age INTEGER;\nCREATE INDEX by_age ON users (age);\n",
    );
    project.done(&["migrate", "--create-database"]);
    let told = project.done(&["inspect", "users"]);
    for line in [
        "Table users\n",
        "    by_age (age)\n",
        "Size: 8192 bytes with 4096 bytes of indexes\n",
        "Rows: 2\n",
        "    20260101000000_a: table, column email, column id\n",
        "    20260101000001_b: column age, index by_age\n",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let ran = project.run(&["inspect", "user"]);
    assert!(ran.stderr.contains("hint: did you mean users?"), "{ran}");
}
