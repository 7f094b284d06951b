use std::path::{Path, PathBuf};

use super::*;
use crate::explain::Explain;
use crate::files::{self, Wanted, has_extension};

fn script(text: &str) -> Script {
    Script { path: PathBuf::from("schema.prisma"), text: text.to_owned() }
}

fn dialect_of(files: &[Script]) -> Dialect {
    match files.iter().any(|file| file.text.contains("\"sqlite\"")) {
        true => Dialect::Sqlite,
        false => Dialect::Postgres,
    }
}

/// Statements without comments and in order, every stretch of white space as one space.
fn statements(sql: &str) -> Vec<String> {
    let lines = sql.lines().filter(|line| !line.starts_with("-- "));
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut found: Vec<String> = text
        .split(";\n")
        .map(|statement| {
            let words = statement.trim().trim_end_matches(';').split_whitespace();
            let plain = words.collect::<Vec<_>>().join(" ");
            let plain = plain.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(", ", ",");
            let plain = plain.replace("\"public\".", "").replace("VERSION \"1.1\"", "VERSION '1.1'");
            // Prisma does not make the schema that it puts an extension into.
            let plain = plain.replace("CREATE SCHEMA \"ext\"", "");
            plain
                .replace(" IF NOT EXISTS", "")
                .replace(" WITH SCHEMA", " SCHEMA")
                .replace(" WITH VERSION", " VERSION")
        })
        .filter(|statement| !statement.is_empty() && statement != "CREATE SCHEMA \"public\"")
        .collect();
    found.sort();
    found
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/prisma");
    files::entries(&folder).unwrap()
}

fn files_of(case: &Path) -> Vec<Script> {
    let wanted =
        Wanted { file: &|file| has_extension(file, "prisma"), hidden: &|_| false, folder: &|_| true };
    files::below(case, &wanted).unwrap().iter().map(|file| files::read(file).unwrap()).collect()
}

#[test]
fn what_is_derived_is_what_prisma_writes() {
    let cases = cases();
    assert!(cases.len() > 30, "{} cases", cases.len());
    let mut differing = Vec::new();
    for case in cases {
        let files = files_of(&case);
        let derived = derive(&files, dialect_of(&files), &Forms::default());
        let derived = derived.unwrap_or_else(|faults| panic!("{}: {faults:#?}", case.display()));
        let wanted = files::read(&case.join("prisma.sql")).unwrap();
        if statements(&derived.script.text) != statements(&wanted.text) {
            differing.push(format!(
                "{}:\n{:#?}\n{:#?}",
                case.display(),
                statements(&derived.script.text),
                statements(&wanted.text)
            ));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn faults(text: &str) -> Vec<String> {
    let errors = derive(&[script(text)], Dialect::Postgres, &Forms::default()).unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

fn hint_of(text: &str) -> Option<String> {
    derive(&[script(text)], Dialect::Postgres, &Forms::default()).unwrap_err()[0].hint()
}

/// A schema of PostgreSQL; its blocks begin on line 4.
fn postgres(blocks: &str) -> String {
    format!("datasource db {{\n  provider = \"postgresql\"\n}}\n{blocks}\n")
}

#[test]
fn what_cannot_be_read_is_said_line_by_line() {
    let table: &[(&str, &[&str])] = &[
        ("model A { id Int @id }", &["4:11: expected the end of the line"]),
        ("model A {\n  id Int @id", &["4:7: the block A is never closed"]),
        ("modle A {\n}", &["4:1: `modle` begins no block"]),
        ("model A {\n  id\n  b Int = 3\n}", &["5:5: expected a type", "6:9: expected the end of the line"]),
        (
            "model A {\n  id Int @id @map(\"x\n}",
            &["5:18: `)` is missing: what this opens is never closed", "5:19: this string is never closed"],
        ),
        (
            "model A {\n  id Int @id @map(\"\\x\")\n}",
            &[
                "5:18: `)` is missing: what this opens is never closed",
                "5:19: a string holds an escape that JSON does not know",
            ],
        ),
        ("model A {\n  id Int @id @default(1,)\n}", &["5:25: expected a value"]),
        (
            "model A {\n  id Int @id\n  @@index([id\n}",
            &["6:11: `]` is missing: what this opens is never closed"],
        ),
        ("model A {\n  id Int @id\n  b  Int[]?\n}", &["6:11: a list is never optional"]),
        ("model A {\n  id Int @id %\n}", &["5:14: `%` means nothing here"]),
        ("/* no end", &["4:1: this comment is never closed"]),
    ];
    for (text, expected) in table {
        let expected: Vec<String> = expected.iter().map(|one| format!("schema.prisma:{one}")).collect();
        assert_eq!(faults(&postgres(text)), expected, "{text}");
    }
}

#[test]
fn the_datasource_is_asked_for() {
    let without = |text: &str| faults(text);
    assert_eq!(without("model A {\n  id Int @id\n}\n"), ["schema.prisma:1:1: there is no datasource"]);
    assert_eq!(
        without("datasource db {\n  provider = \"mysql\"\n}\n"),
        ["schema.prisma:2:14: evenkeel does not know databases of the provider mysql"]
    );
    assert_eq!(
        without("datasource db {\n  provider = \"sqlite\"\n}\n"),
        ["schema.prisma:1:12: the datasource is of SQLite, and the database is one of PostgreSQL"]
    );
    assert_eq!(without("datasource db {\n}\n"), ["schema.prisma:1:12: the datasource has no provider"]);
}

/// Each stands in a model whose first line is line 5.
const FIELDS: &[(&str, &str)] = &[
    ("b Strin", "6:5: there is no type Strin"),
    ("b Foo", "6:5: there is no type Foo"),
    ("b Int @foo", "6:10: there is no attribute @foo"),
    ("b Int @db.Foo", "6:10: PostgreSQL has no native type Foo"),
    ("b Int @db.VarChar(3)", "6:10: @db.VarChar is no type for Int, only for String"),
    ("b String @db.VarChar(0)", "6:12: @db.VarChar takes one number from 1, or nothing"),
    ("b DateTime @db.Timestamp(7)", "6:14: @db.Timestamp takes one number from 0 to 6, or nothing"),
    ("b String @db.Text(7)", "6:12: @db.Text takes nothing in parentheses"),
    ("b Int @default(\"x\")", "6:18: `\"x\"` is no default for Int"),
    ("b Int @default(1.5)", "6:18: `1.5` is no default for Int"),
    ("b Int[] @default(5)", "6:20: `5` is no default for Int[]"),
    ("b Json @default(\"{\")", "6:19: `\"{\"` is no default for Json"),
    ("b DateTime @default(\"yesterday\")", "6:23: `\"yesterday\"` is no default for DateTime"),
    ("b Int @default(now())", "6:18: `now()` is no default for Int"),
    ("b BigInt @default(sequence())", "6:21: PostgreSQL has no function sequence()"),
    ("b Int @default(1) @default(2)", "6:21: @default is declared twice"),
    ("b Int @default(1, map: \"x\")", "6:21: @default takes no argument map"),
    ("b Int @default(1, 2)", "6:21: @default takes 1 arguments without a name, and this is one more"),
    ("b Int @default", "6:9: @default lacks the argument value"),
    ("b Int @map(3)", "6:14: `3` is no string"),
    ("b Int @updatedAt", "6:9: @updatedAt cannot stand here: only a DateTime is set when a row is"),
    ("b Int? @id", "6:10: the model A has a second primary key"),
    ("id Int", "6:3: the field id of A is declared twice"),
    ("b Int @map(\"id\")", "6:3: a second column here would have the name id in the database"),
    ("@@index([idd])", "6:12: the model A has no field idd"),
    ("@@index([id], type: Foo)", "6:23: no index is of the type Foo"),
    ("@@index([id(ops: FooOps)], type: Gin)", "6:20: there is no operator class FooOps"),
    ("@@index([id(sort: Up)])", "6:21: `Up` is no order: Asc or Desc"),
    ("@@index([id(length: 3)])", "6:12: PostgreSQL has no such thing as a key on the beginning of a value"),
    (
        "@@unique([id], map: \"A_pkey\")",
        "6:3: a second index here would have the name A_pkey in the database",
    ),
    ("@@fulltext([id])", "6:5: there is no attribute @@fulltext"),
    ("@@schema(\"x\")", "6:12: the datasource does not name the schema x"),
    ("b A @relation(fields: [id], references: [id])", "6:3: the model A has no field that leads back to A"),
];

#[test]
fn what_a_field_cannot_be_is_said_at_its_place() {
    for (line, expected) in FIELDS {
        let text = postgres(&format!("model A {{\n  id Int @id\n  {line}\n}}"));
        assert_eq!(faults(&text), [format!("schema.prisma:{expected}")], "{line}");
    }
}

const RELATIONS: &[(&str, &str, &str)] = &[
    ("b B", "a A[]", "6:3: neither side of this relation says which fields hold it"),
    (
        "b B @relation(fields: [x], references: [id])",
        "n Int",
        "6:3: the model B has no field that leads back to A",
    ),
    ("b B @relation(fields: [y], references: [id])", "a A[]", "6:26: the model A has no field y"),
    ("b B @relation(fields: [x], references: [x])", "a A[]", "6:43: the model B has no field x"),
    ("b B @relation(fields: [x])", "a A[]", "6:3: @relation lacks the argument references"),
    (
        "b B @relation(fields: [x, id], references: [id])",
        "a A[]",
        "6:3: 2 fields hold this relation, and it leads to 1",
    ),
    (
        "b B @relation(fields: [t], references: [id])",
        "a A[]",
        "6:3: t is String, and what it leads to, id, is Int",
    ),
    (
        "b B @relation(fields: [x], references: [n])",
        "a A[]\n  n Int",
        "6:3: what a relation leads to has to be unique, and no key of B has just these fields",
    ),
    (
        "b B @relation(fields: [x], references: [id])",
        "a A?",
        "6:3: one row leads to at most one here, so the fields that hold the relation have to be unique",
    ),
    (
        "b B @relation(fields: [o], references: [id])",
        "a A[]",
        "6:3: this relation is required, and a field that holds it is optional",
    ),
    (
        "b B @relation(fields: [x], references: [id], onDelete: Drop)",
        "a A[]",
        "6:58: there is no such action as Drop",
    ),
    (
        "b B[] @relation(fields: [x], references: [id])",
        "a A[]",
        "6:3: a list does not hold a relation; its other side does",
    ),
    (
        "b B[] @relation(onDelete: Cascade)",
        "a A[]",
        "6:3: the argument onDelete cannot stand here: nobody can say how a relation of many to many is kept",
    ),
    (
        "b B[] @default(1)",
        "a A[]",
        "6:9: @default cannot stand here: this field is a relation, and holds no column",
    ),
    ("@@index([b])\n  b B[]", "a A[]", "6:12: b is a relation, and holds no column"),
];

#[test]
fn what_a_relation_cannot_be_is_said_at_its_place() {
    for (one, other, expected) in RELATIONS {
        let text = postgres(&format!(
            "model A {{\n  id Int @id\n  {one}\n  x Int\n  t String\n  o Int?\n}}\nmodel B {{\n  id Int @id\n  {other}\n}}"
        ));
        assert_eq!(faults(&text), [format!("schema.prisma:{expected}")], "{one} and {other}");
    }
    let twice = postgres("model A {\n  id Int @id\n  b B[]\n  c B[]\n}\nmodel B {\n  id Int @id\n  a A[]\n}");
    assert_eq!(
        faults(&twice)[0],
        "schema.prisma:6:3: more than one relation leads from A to B, and they have the same name or none"
    );
}

#[test]
fn blocks_are_held_to_their_rules() {
    let table = [
        (
            "model A {\n  a Int\n}",
            "4:7: the model A has no @id, @@id, @unique or @@unique whose fields are all required",
        ),
        (
            "model A {\n  a Int?\n\n  @@id([a])\n}",
            "7:3: a field of a primary key is never optional or a list",
        ),
        ("enum E {\n}", "4:6: the enum E has no label"),
        ("enum E {\n  A\n  A\n}", "6:3: the label A of E is declared twice"),
        (
            "enum E {\n  A\n}\nmodel M {\n  id Int @id\n  e E @default(B)\n}",
            "9:16: the enum E has no label B",
        ),
        ("enum E {\n  A\n}\nmodel E {\n  id Int @id\n}", "4:6: E is declared twice"),
        (
            "type T {\n  a Int\n}",
            "4:6: no database has composite types that Prisma would make; they are for MongoDB",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(faults(&postgres(text)), [format!("schema.prisma:{expected}")], "{text}");
    }
}

#[test]
fn hints_name_what_was_meant() {
    let field = |line: &str| postgres(&format!("model Account {{\n  id Int @id\n  {line}\n}}"));
    assert_eq!(hint_of(&field("b Strin")).as_deref(), Some("did you mean String?"));
    assert_eq!(hint_of(&field("b Foo")), None);
    assert_eq!(hint_of(&field("@@index([idd])")).as_deref(), Some("did you mean id?"));
}

/// Before Prisma 6, pairs had a unique index; what a database has is kept.
#[test]
fn pairs_keep_the_form_that_the_database_has() {
    let text = postgres("model A {\n  id Int @id\n  b B[]\n}\nmodel B {\n  id Int @id\n  a A[]\n}");
    let derived = |forms: &Forms| derive(&[script(&text)], Dialect::Postgres, forms).unwrap().script.text;
    let new = derived(&Forms::default());
    assert!(new.contains("CONSTRAINT \"_AToB_AB_pkey\" PRIMARY KEY (\"A\", \"B\")"), "{new}");
    assert!(!new.contains("_AB_unique"), "{new}");
    let mut forms = Forms::default();
    forms.learn_index("public", "_AToB_AB_unique");
    let old = derived(&forms);
    assert!(old.contains("CREATE UNIQUE INDEX \"_AToB_AB_unique\" ON \"_AToB\" (\"A\", \"B\")"), "{old}");
    assert!(!old.contains("_AB_pkey"), "{old}");
}

#[test]
fn what_prisma_takes_no_notice_of_is_as_the_database_has_it() {
    let text = postgres("enum E {\n  A\n  B\n  N\n}\nmodel M {\n  id Int @id\n  l Int[]\n  u Int @unique\n}");
    let mut forms = Forms::default();
    forms.learn_labels("public", "E", &["B".to_owned(), "A".to_owned()]);
    forms.learn_required("public", "M", "l");
    forms.learn_unique("public", "M_u_key");
    let sql = derive(&[script(&text)], Dialect::Postgres, &forms).unwrap().script.text;
    let parts =
        ["'B',\n    'A',\n    'N'", "\"l\" INTEGER[] NOT NULL", "ADD CONSTRAINT \"M_u_key\" UNIQUE (\"u\")"];
    for part in parts {
        assert!(sql.contains(part), "{part} in {sql}");
    }
}

/// Prisma itself forgets the quotes of a label, and those of a JSON value in SQLite.
#[test]
fn quotes_are_kept_where_prisma_forgets_them() {
    let text = postgres("enum E {\n  A @map(\"it's\")\n}");
    let sql = derive(&[script(&text)], Dialect::Postgres, &Forms::default()).unwrap().script.text;
    assert_eq!(sql, "CREATE TYPE \"E\" AS ENUM (\n    'it''s'\n);\n\n");
    let text = "datasource db {\n  provider = \"sqlite\"\n}\nmodel A {\n  id Int @id\n  j Json @default(\"{}\")\n}\n";
    let sql = derive(&[script(text)], Dialect::Sqlite, &Forms::default()).unwrap().script.text;
    assert!(sql.contains("\"j\" JSONB NOT NULL DEFAULT '{}'"), "{sql}");
}

#[test]
fn each_line_of_the_sql_knows_its_place_and_keeps_its_remarks() {
    let text = postgres(
        "model A {\n  id Int @id\n  // evenkeel: rename old\n  b Int @default(dbgenerated(\"oops(\"))\n}",
    );
    let derived = derive(&[script(&text)], Dialect::Postgres, &Forms::default()).unwrap();
    let sql = &derived.script.text;
    assert!(
        sql.contains("    -- evenkeel: rename old\n    \"b\"")
            || sql.contains("-- evenkeel: rename old\n    \"b\""),
        "{sql}"
    );
    let (file, range) = derived.origin(sql.find("oops").unwrap()).unwrap();
    assert_eq!(&file.text[range], "b Int @default(dbgenerated(\"oops(\"))");
}
