//! A schema that is declared by models: schema.prisma, with SQL files beside it for what models cannot say.

use std::path::Path;

use crate::postgres::Server;
use crate::program::{Project, assert_told};

const USER: &str = "datasource db {\n  provider = \"postgresql\"\n}\n\nmodel User {\n  id    Int    @id @default(autoincrement())\n  email String @unique\n}\n";

/// A project whose models stand in `prisma/` and whose other SQL in `sql/`.
fn project(server: &Server, models: &str) -> Project {
    let project = Project::at(server.url());
    project.write("evenkeel.toml", "schema = [\"prisma/schema.prisma\", \"sql\"]\n");
    project.write("prisma/schema.prisma", models);
    project.write(
        "sql/checks.sql",
        "ALTER TABLE \"User\" ADD CONSTRAINT email_check CHECK (email LIKE '%@%');\n",
    );
    project
}

#[test]
fn models_and_sql_are_one_schema() {
    let server = Server::start();
    let project = project(&server, USER);
    project.done(&["generate", "users"]);
    project.done(&["migrate"]);
    assert_eq!(project.done(&["diff"]), "");
    // What only the database has and models cannot say stays; what they could say goes.
    server.sql(
        "CREATE VIEW mails AS SELECT email FROM \"User\"; CREATE INDEX few ON \"User\" (email) WHERE id > 3",
    );
    server.sql("CREATE TABLE extra (id integer PRIMARY KEY)");
    assert_told!(project.run(&["diff"]), @r#"
    exit 0
    --- stdout
    -- hazard data-loss: table public.extra: the table and all its rows are lost
    DROP TABLE public.extra;
    --- stderr
    note: left alone, for no model says it: index public.few, view public.mails
    "#);
    server.sql("DROP TABLE extra; DROP VIEW mails; DROP INDEX few");
    let renamed = USER.replace("  email String", "  // evenkeel: rename email\n  mail String");
    project.write("prisma/schema.prisma", renamed);
    project.write(
        "sql/checks.sql",
        "ALTER TABLE \"User\" ADD CONSTRAINT email_check CHECK (mail LIKE '%@%');\n",
    );
    let told = project.done(&["generate", "mail"]);
    assert!(told.contains("mail"), "{told}");
    project.done(&["migrate"]);
    assert_eq!(server.rows("SELECT mail FROM \"User\""), Vec::<String>::new());
}

#[test]
fn what_is_wrong_is_shown_where_it_was_written() {
    let server = Server::start();
    let wrong = USER.replace("  email", "  role  Rol\n  boss  User?\n  email");
    assert_told!(project(&server, &wrong).run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[bad-prisma-schema]: there is no type Rol
     --> prisma/schema.prisma:7:9
      |
    7 |   role  Rol
      |         ^^^
      prisma/schema.prisma:8:3: the model User has no field that leads back to User
    "#);
    let unknown = USER.replace("  email", "  key   String @default(dbgenerated(\"nothing()\"))\n  email");
    assert_told!(project(&server, &unknown).run(&["generate"]), @r#"
    exit 1
    --- stderr
    error[sql-failed]: function nothing() does not exist
     --> prisma/schema.prisma:7:3
      |
    7 |   key   String @default(dbgenerated("nothing()"))
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      prisma/schema.prisma:8:16: relation "User" does not exist
      sql/checks.sql:1:1: relation "User" does not exist
    SQLSTATE 42883
    hint: No function matches the given name and argument types. You might need to add explicit type casts.
    "#);
}

/// Each case holds what Prisma's own engine wrote for it.
#[test]
fn every_case_makes_what_prisma_makes() {
    let server = Server::start();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/prisma");
    let folder = |name: &str| cases.join(name);
    // All of them are compared as text beside the parser; here a few go all the way.
    for name in ["defaults", "default_lists", "index_types", "multi_schema", "many_to_many", "several_files"]
    {
        let project = Project::at(server.url());
        let schema = ["schema.prisma", "schema"].map(|file| folder(name).join(file));
        let schema = schema.iter().find(|path| path.exists()).unwrap();
        let (from, to) = (folder(name).join("prisma.sql"), schema);
        let plan = project.done(&["diff", "--from", from.to_str().unwrap(), "--to", to.to_str().unwrap()]);
        assert_eq!(plan, "", "{name}");
    }
}
