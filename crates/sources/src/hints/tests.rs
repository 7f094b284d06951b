use super::*;
use crate::explain::Explain;
use crate::lexer::Dialect::{self, Postgres, Sqlite};

/// `subject schema.old -> new` of each hint.
fn read(dialect: Dialect, script: &str) -> Vec<String> {
    hints(dialect, script).unwrap_or_else(|error| panic!("{error}: {script}")).iter().map(line).collect()
}

fn line(hint: &RenameHint) -> String {
    let schema = hint.schema.as_deref().map_or(String::new(), |schema| format!("{schema}."));
    let subject = match &hint.subject {
        Subject::Schema => "schema".to_owned(),
        Subject::Table => "table".to_owned(),
        Subject::Column { table } => format!("column of {schema}{table}"),
        Subject::Constraint { table } => format!("constraint of {schema}{table}"),
        Subject::Index => "index".to_owned(),
        Subject::Sequence => "sequence".to_owned(),
        Subject::Type => "type".to_owned(),
        Subject::EnumLabel { r#type } => format!("label of {schema}{type}"),
        Subject::View => "view".to_owned(),
    };
    let own = if subject.contains(" of ") { String::new() } else { schema };
    format!("{subject} {own}{} -> {}", hint.old, hint.new)
}

#[test]
fn a_hint_above_a_statement() {
    let table = [
        ("create table s.New_Name (a int)", "table s.x -> new_name"),
        ("CREATE UNLOGGED TABLE IF NOT EXISTS \"New\" (a int)", "table x -> New"),
        ("create foreign table t (a int) server s", "table x -> t"),
        ("create type s.t as (a int)", "type s.x -> t"),
        ("create domain t as text", "type x -> t"),
        ("create schema if not exists t", "schema x -> t"),
        ("create unique index concurrently if not exists t on only s.u (a)", "index s.x -> t"),
        ("create index t on u (a)", "index x -> t"),
        ("create sequence s.t", "sequence s.x -> t"),
        ("create or replace view s.t as select 1", "view s.x -> t"),
        ("create materialized view t as select 1", "view x -> t"),
        ("alter table only s.u add constraint t check (true)", "constraint of s.u x -> t"),
        ("alter table u add column if not exists t int", "column of u x -> t"),
    ];
    for (sql, expected) in table {
        assert_eq!(
            read(Postgres, &format!("select 1;\n-- evenkeel: rename x\n-- why\n\n{sql};")),
            [expected],
            "{sql}"
        );
        assert_eq!(read(Postgres, &format!("{sql}; /* Evenkeel: rename X */")), [expected], "{sql}");
    }
}

#[test]
fn hints_inside_a_table() {
    let script = "create table s.t ( -- evenkeel: rename old_t
  id int primary key,
  -- evenkeel: rename tel
  phone numeric(10, 2) default (1),
  mail text, -- evenkeel: rename \"E Mail\"
  \"exclude\" text not null -- evenkeel: rename out
  , exclude text, -- evenkeel: rename e
  -- evenkeel: rename c_old
  constraint c check (a in (1, 2))
);";
    assert_eq!(
        read(Postgres, script),
        [
            "table s.old_t -> t",
            "column of s.t tel -> phone",
            "column of s.t E Mail -> mail",
            "column of s.t out -> exclude",
            "column of s.t e -> exclude",
            "constraint of s.t c_old -> c",
        ]
    );
    let found = hints(Postgres, script).unwrap();
    assert!(script[found[1].offset.unwrap()..].starts_with("-- evenkeel: rename tel"));
    assert_eq!(
        read(Postgres, "create table t (a int, b int -- evenkeel: rename c\n)"),
        ["column of t c -> b"]
    );
    let partition = "create table p partition of q (\n-- evenkeel: rename x\na not null) for values in (1)";
    assert_eq!(read(Postgres, partition), ["column of p x -> a"]);
}

#[test]
fn hints_inside_an_enum() {
    let script = "create type mood as enum (
  'it''s', -- evenkeel: rename Its
  -- evenkeel: rename 'so so'
  'fine',
  /* evenkeel: rename \"Old One\" */ 'x'
);";
    assert_eq!(
        read(Postgres, script),
        ["label of mood Its -> it's", "label of mood so so -> fine", "label of mood Old One -> x",]
    );
}

#[test]
fn sqlite_keeps_names_as_written() {
    let script =
        "-- evenkeel: rename Old\nCREATE TABLE [New Table] (\n  `Id` int -- evenkeel: rename [The Id]\n)";
    assert_eq!(read(Sqlite, script), ["table Old -> New Table", "column of New Table The Id -> Id"]);
}

#[test]
fn what_only_looks_like_a_hint() {
    let script = "create function f() returns text return $$\n-- evenkeel: rename x\n$$;
        -- evenkeel is a tool\n-- see evenkeel: rename x\nselect '-- evenkeel: rename x';
        copy t from stdin;\n-- evenkeel: rename x\n\\.\n";
    assert_eq!(read(Postgres, script), Vec::<String>::new());
}

#[test]
fn a_hint_that_is_not_understood_is_an_error() {
    use Problem::*;
    let table = [
        ("-- evenkeel: rename x", 0, NothingFollows),
        ("create table t (a int\n-- evenkeel: rename x\n);", 22, NothingFollows),
        ("create table t (a int\n-- evenkeel: rename x\nnot null);", 22, NothingFollows),
        ("-- evenkeel: rename x\ncreate function f() returns int return 1;", 0, NothingFollows),
        ("-- evenkeel: rename x\ninsert into t values (1);", 0, NothingFollows),
        ("-- evenkeel: renam x\ncreate table t ();", 0, UnknownWord("renam".into())),
        ("-- evenkeel:\ncreate table t ();", 0, Malformed),
        ("-- evenkeel: rename\ncreate table t ();", 0, Malformed),
        ("-- evenkeel rename x\ncreate table t ();", 0, Malformed),
        ("-- evenkeel: rename x y\ncreate table t ();", 0, Malformed),
        ("-- evenkeel: rename s.x\ncreate table t ();", 0, Malformed),
        ("-- evenkeel: rename 'x'\ncreate table t ();", 0, Malformed),
        ("-- evenkeel: rename \"x\ncreate table t ();", 0, Malformed),
        ("-- evenkeel: rename x\n-- evenkeel: rename y\ncreate table t ();", 22, Twice),
        ("-- evenkeel: rename T\ncreate table t ();", 0, SameName("t".into())),
        ("create table t (\n-- evenkeel: rename x\nunique (a));", 17, NoName),
        ("-- evenkeel: rename x\ncreate index on t (a);", 0, NoName),
    ];
    for (script, offset, expected) in table {
        let error = hints(Postgres, script).unwrap_err();
        assert_eq!(error.range().unwrap().start, offset, "{script}");
        assert!(error.hint().is_some());
        match error {
            HintError::Hint { problem, range: _ } => assert_eq!(problem, expected, "{script}"),
            HintError::Split(error) => panic!("{error}"),
        }
    }
}

#[test]
fn command_line_renames() {
    let table: &[(&str, &[&str])] = &[
        ("old=New", &["table old -> new"]),
        ("\"Old Name\"=\"New Name\"", &["table Old Name -> New Name"]),
        ("t.a=b", &["column of t a -> b", "table t.a -> b"]),
        ("s.t.a=b", &["column of s.t a -> b"]),
        ("table:s.a=b", &["table s.a -> b"]),
        ("column:t.a=b", &["column of t a -> b"]),
        ("index:s.a=b", &["index s.a -> b"]),
        ("type:a=b", &["type a -> b"]),
        ("label:mood.a=b", &["label of mood a -> b"]),
        ("schema:a=b", &["schema a -> b"]),
        ("constraint:s.t.a=b", &["constraint of s.t a -> b"]),
        ("view:a=b", &["view a -> b"]),
        ("sequence:a=b", &["sequence a -> b"]),
        ("t.\"a=b\" = c", &[]),
    ];
    for (text, expected) in table {
        let found = match parse_argument(Postgres, text) {
            Ok(RenameArgument::Clear(hint)) => vec![line(&hint)],
            Ok(RenameArgument::Either { column, table }) => vec![line(&column), line(&table)],
            Err(_) => vec![],
        };
        assert_eq!(&found, expected, "{text}");
    }
}

#[test]
fn command_line_renames_that_are_not_understood() {
    for text in [
        "",
        "a",
        "=b",
        "a=",
        "a.=b",
        "a=b.c",
        "a.b.c.d=e",
        "schema:a.b=c",
        "column:a=b",
        "index:a.b.c=d",
        "a<b",
    ] {
        let error = parse_argument(Postgres, text).unwrap_err();
        assert_eq!(error.to_string(), format!("\"{text}\" is no rename"));
    }
    assert_eq!(
        parse_argument(Postgres, "t.a=A").unwrap_err().to_string(),
        "\"a\" would be renamed to itself"
    );
}

#[test]
fn how_values_are_converted() {
    let script = "create table s.t (
  -- evenkeel: using to_timestamp(a / 1000.0)
  a timestamptz,
  -- evenkeel: rename bb
  -- evenkeel: using case b when 'x)' then 1 end
  b int, -- why
  c date /* evenkeel: using (c::text)::date */
);";
    let found = conversions(Postgres, script).unwrap();
    let told: Vec<_> = found.iter().map(|it| (it.column.as_str(), it.expression.as_str())).collect();
    assert_eq!(
        told,
        [("a", "to_timestamp(a / 1000.0)"), ("b", "case b when 'x)' then 1 end"), ("c", "(c::text)::date")]
    );
    assert_eq!((found[0].schema.as_deref(), found[0].table.as_str()), (Some("s"), "t"));
    assert_eq!(read(Postgres, script), ["column of s.t bb -> b"]);
}

#[test]
fn conversions_that_are_none() {
    for (hint, problem) in [
        ("using", Problem::NoExpression),
        ("using a)", Problem::NoExpression),
        ("using (a", Problem::NoExpression),
        ("using a; drop table t", Problem::NoExpression),
        ("using a -- b", Problem::NoExpression),
        ("using 'a", Problem::NoExpression),
    ] {
        let script = format!("create table t (\n  -- evenkeel: {hint}\n  a int);");
        let error = conversions(Postgres, &script).unwrap_err();
        assert!(matches!(error, HintError::Hint { problem: found, .. } if found == problem), "{hint}");
    }
    let beside_a_table = "-- evenkeel: using a\ncreate table t (a int);";
    let error = conversions(Postgres, beside_a_table).unwrap_err();
    assert!(matches!(error, HintError::Hint { problem: Problem::NoColumn, .. }));
}
