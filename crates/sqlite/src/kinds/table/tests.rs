use std::collections::BTreeSet;

use evenkeel_core::{Danger, ObjectId, Outcome, Pair};

use super::diff::{Change, compare};
use super::read::table;
use super::{Constraint, Direction, Kept, Numbering, Rule, Storage, Table, Timing, Typing};
use crate::kinds::table::render;
use crate::quarantine::Quarantine;

#[track_caller]
fn read(sql: &str) -> Table {
    table(sql).unwrap_or_else(|| panic!("not understood: {sql}"))
}

fn rules(table: &Table) -> Vec<&Rule> {
    table.constraints.iter().map(|constraint| &constraint.rule).collect()
}

#[test]
fn formatting_and_place_make_no_difference() {
    let same = [
        ("CREATE TABLE t (a INT)", "create table \"t\" ( [A] int )"),
        ("CREATE TABLE t (a INT, b)", "CREATE TABLE t(b /* , c */, -- d\n a INT)"),
        ("CREATE TABLE t (a PRIMARY KEY)", "CREATE TABLE t (a, PRIMARY KEY (\"a\" ASC))"),
        ("CREATE TABLE t (a UNIQUE, b)", "CREATE TABLE t (a, b, UNIQUE (a))"),
        ("CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a, CHECK ((A>0)))"),
        (
            "CREATE TABLE t (a REFERENCES p (x))",
            "CREATE TABLE t (a, FOREIGN KEY (a) REFERENCES P(\"X\") ON DELETE NO ACTION)",
        ),
        ("CREATE TABLE t (a DEFAULT 1, b DEFAULT 'x')", "CREATE TABLE t (a DEFAULT (1), b DEFAULT \"x\")"),
        ("CREATE TABLE t (a DEFAULT x)", "CREATE TABLE t (a DEFAULT 'x')"),
        ("CREATE TABLE t (a COLLATE BINARY NULL)", "CREATE TABLE t (a)"),
        ("CREATE TABLE t (a, b AS (a + 1))", "CREATE TABLE t (a, b GENERATED ALWAYS AS ([a]+1) VIRTUAL)"),
        ("CREATE TABLE t (a UNIQUE ON CONFLICT ABORT)", "CREATE TABLE t (a UNIQUE)"),
        ("CREATE TABLE t (a, UNIQUE (a) CHECK (a))", "CREATE TABLE t (a, CHECK (a), UNIQUE (a))"),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER, PRIMARY KEY (a DESC))"),
        (
            "CREATE TABLE t (a REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE t (a REFERENCES p)",
        ),
    ];
    for (one, other) in same {
        let mut renamed = read(other);
        if let Some(column) = renamed.columns.get_mut("a") {
            column.name = "a".to_owned();
        }
        assert_eq!(read(one), renamed, "{one} and {other}");
    }
}

#[test]
fn meaning_makes_a_difference() {
    let different = [
        ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INTEGER)"),
        ("CREATE TABLE t (a INT)", "CREATE TABLE t (A INT)"),
        ("CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT 'X')"),
        ("CREATE TABLE t (a DEFAULT null)", "CREATE TABLE t (a DEFAULT 'null')"),
        ("CREATE TABLE t (a CHECK (a = 'x'))", "CREATE TABLE t (a CHECK (a = 'X'))"),
        ("CREATE TABLE t (a CHECK (a > 0))", "CREATE TABLE t (a CONSTRAINT pos CHECK (a > 0))"),
        ("CREATE TABLE t (a, b, UNIQUE (a, b))", "CREATE TABLE t (a, b, UNIQUE (b, a))"),
        ("CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE)"),
        ("CREATE TABLE t (a NOT NULL)", "CREATE TABLE t (a NOT NULL ON CONFLICT FAIL)"),
        ("CREATE TABLE t (a, b AS (a))", "CREATE TABLE t (a, b AS (a) STORED)"),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)"),
        ("CREATE TABLE t (a PRIMARY KEY)", "CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID"),
        ("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT"),
        ("CREATE TABLE t (a REFERENCES p)", "CREATE TABLE t (a REFERENCES p ON UPDATE CASCADE)"),
        ("CREATE TABLE t (a REFERENCES p)", "CREATE TABLE t (a REFERENCES p DEFERRABLE INITIALLY DEFERRED)"),
        ("CREATE TABLE t (a COLLATE NOCASE)", "CREATE TABLE t (a)"),
    ];
    for (one, other) in different {
        assert_ne!(read(one), read(other), "{one} and {other}");
    }
}

#[test]
fn everything_is_read() {
    let table = read(
        "CREATE TABLE IF NOT EXISTS main.\"big one\" (
            id INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT FAIL AUTOINCREMENT,
            [a b] DECIMAL (10 , -2) NOT NULL ON CONFLICT IGNORE DEFAULT -1.5 COLLATE \"NoCase\",
            c TEXT REFERENCES \"P q\" (\"x\") ON DELETE SET NULL ON UPDATE SET DEFAULT MATCH FULL
                DEFERRABLE INITIALLY DEFERRED CHECK (length(\"c\") > 1),
            d INT GENERATED ALWAYS AS (id * 2) STORED,
            CONSTRAINT pair UNIQUE (c COLLATE RTRIM DESC, `a b`)
            FOREIGN KEY (c, d) REFERENCES other
        ) STRICT",
    );
    assert_eq!(
        (table.name.as_str(), table.storage, table.typing),
        ("big one", Storage::Rowid, Typing::Strict)
    );
    assert_eq!(table.layout.0, ["id", "a b", "c", "d"]);
    assert_eq!((table.rowid_alias(), table.numbering()), (Some("id"), Numbering::Autoincrement));
    let column = table.column("A B").unwrap();
    assert_eq!(column.type_name, "DECIMAL(10,-2)");
    assert_eq!((column.default.as_deref(), column.collation.as_deref()), (Some("- 1.5"), Some("nocase")));
    assert!(column.text.0.starts_with("[a b] DECIMAL") && column.text.0.ends_with("\"NoCase\""));
    let generated = table.column("d").unwrap().generated.clone().unwrap();
    assert_eq!((generated.expression.as_str(), generated.kept), ("id * 2", Kept::Stored));
    assert_eq!(table.column("d").unwrap().type_name, "INT");
    let rules = rules(&table);
    assert_eq!(rules.len(), 5);
    let deferred = rules.iter().filter(|rule| match rule {
        Rule::ForeignKey(key) => {
            key.timing == Timing::Deferred && key.table == "p q" && key.on_update == "set default"
        }
        Rule::PrimaryKey { .. } | Rule::Unique { .. } | Rule::Check { .. } => false,
    });
    assert_eq!(deferred.count(), 1);
    let pair = table.constraints.iter().find(|constraint| constraint.name.as_deref() == Some("pair"));
    let Some(Constraint { rule: Rule::Unique { parts, .. }, .. }) = pair else { panic!("{pair:?}") };
    assert_eq!((parts[0].collation.as_deref(), parts[0].direction), (Some("rtrim"), Direction::Descending));
}

#[test]
fn hostile_names_are_names() {
    let names = [
        ("\"a\"\"b\"", "a\"b"),
        ("[a'b]", "a'b"),
        ("`a``b`", "a`b"),
        ("'a''b'", "a'b"),
        ("\"); DROP TABLE t; --\"", "); DROP TABLE t; --"),
        ("\"select\"", "select"),
        ("\"a, b INT\"", "a, b INT"),
        ("größe", "größe"),
        ("\"a\nb\"", "a\nb"),
        ("\"/* x\"", "/* x"),
        ("key", "key"),
        ("\"\"", ""),
    ];
    for (written, name) in names {
        let table = read(&["CREATE TABLE ", written, " (", written, " INT NOT NULL, x)"].concat());
        assert_eq!(table.name, name);
        let column = table.column(name).unwrap();
        assert_eq!((column.name.as_str(), column.type_name.as_str()), (name, "INT"));
        assert!(column.not_null.is_some());
        assert_eq!(table.columns.len(), 2);
    }
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    for sql in [
        "",
        "CREATE TABLE t",
        "CREATE TABLE t (",
        "CREATE TABLE t ()",
        "CREATE VIEW t (a)",
        "CREATE TABLE t (a INT 5)",
        "CREATE TABLE t (a) WITH MAGIC",
        "CREATE TABLE t (a CHECK a > 0)",
        "CREATE TABLE t (a, A)",
        "CREATE TABLE t (a UNIQUE ON CONFLICT EXPLODE)",
        "CREATE TABLE t (a, UNIQUE (a + 1))",
    ] {
        assert_eq!(table(sql), None, "{sql}");
    }
}

fn change(old: &str, new: &str) -> Outcome<Change> {
    let (old, new) = (read(old), read(new));
    compare(Pair::of(&old, &new))
}

#[test]
fn alter_table_is_used_where_it_can() {
    let base = "CREATE TABLE t (a INT, b INT)";
    let adds = |keys: &[&str]| {
        let added = keys.iter().map(|key| (*key).to_owned()).collect();
        Outcome::Alter(Change::Columns { added, dropped: Vec::new() })
    };
    let rebuild = Outcome::Alter(Change::Rebuild);
    let cases = [
        ("c TEXT", adds(&["c"])),
        ("c TEXT, d TEXT", adds(&["c", "d"])),
        ("c INT NOT NULL DEFAULT 1", adds(&["c"])),
        ("c INT DEFAULT (-1)", adds(&["c"])),
        ("c INT CHECK (c > 0)", adds(&["c"])),
        ("c INT REFERENCES p", adds(&["c"])),
        ("c INT AS (a + b)", adds(&["c"])),
        ("c INT NOT NULL", rebuild.clone()),
        ("c INT NOT NULL DEFAULT NULL", rebuild.clone()),
        ("c INT UNIQUE", rebuild.clone()),
        ("c INT PRIMARY KEY", rebuild.clone()),
        ("c INT DEFAULT CURRENT_TIME", rebuild.clone()),
        ("c INT DEFAULT (1 + 1)", rebuild.clone()),
        ("c INT DEFAULT 1 REFERENCES p", rebuild.clone()),
        ("c INT AS (a + b) STORED", rebuild.clone()),
        ("c INT AS (d), d INT", rebuild.clone()),
        ("c INT, CHECK (c > 0)", rebuild.clone()),
        ("c INT, UNIQUE (a)", rebuild.clone()),
    ];
    for (more, expect) in cases {
        let new = ["CREATE TABLE t (a INT, b INT, ", more, ")"].concat();
        assert_eq!(change(base, &new), expect, "{more}");
        let back = match expect {
            Outcome::Alter(Change::Columns { added, .. }) if !more.contains("REFERENCES") => {
                Outcome::Alter(Change::Columns { added: Vec::new(), dropped: added })
            }
            Outcome::Same | Outcome::Alter(_) | Outcome::Recreate | Outcome::Cannot(_) => continue,
        };
        assert_eq!(change(&new, base), back, "without {more}");
    }
    assert_eq!(change("CREATE TABLE t (a, b, c AS (b))", "CREATE TABLE t (a)"), rebuild);
    assert_eq!(change("CREATE TABLE t (a, b UNIQUE)", "CREATE TABLE t (a)"), rebuild);
    assert_eq!(change("CREATE TABLE t (a, b, CHECK (a < b))", "CREATE TABLE t (a)"), rebuild);
    assert_eq!(change("CREATE TABLE t (a, b)", "CREATE TABLE t (b, a)"), Outcome::Same);
}

fn dangers(old: &str, new: &str) -> BTreeSet<(Danger, String)> {
    let (old, new) = (read(old), read(new));
    let pair = Pair::of(&old, &new);
    let Outcome::Alter(change) = compare(pair) else { panic!("no change") };
    let steps = render::alter(&ObjectId::new("table", &["t"]), pair, &change, &Quarantine::None);
    let hazards = steps.iter().flat_map(|step| &step.hazards);
    hazards.map(|hazard| (hazard.danger, hazard.object.dotted())).collect()
}

#[test]
fn hazards_are_told() {
    use Danger::{DataLoss, MayFail, Rewrite};
    type Case = (&'static str, &'static str, &'static [(Danger, &'static str)]);
    let cases: &[Case] = &[
        ("(a)", "(a, b)", &[]),
        ("(a, b)", "(a)", &[(DataLoss, "t.b"), (Rewrite, "t")]),
        ("(a, b AS (a))", "(a)", &[(Rewrite, "t")]),
        ("(a, b UNIQUE)", "(a)", &[(DataLoss, "t.b"), (Rewrite, "t")]),
        ("(a)", "(a NOT NULL)", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a)", "(a, b NOT NULL)", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a)", "(a, b NOT NULL DEFAULT (1+1))", &[(Rewrite, "t")]),
        ("(a)", "(a UNIQUE)", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a UNIQUE)", "(a)", &[(Rewrite, "t")]),
        ("(a UNIQUE)", "(a UNIQUE COLLATE NOCASE)", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a)", "(a, CHECK (a > 0))", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a)", "(a REFERENCES p)", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a INT)", "(a INT) STRICT", &[(MayFail, "t"), (Rewrite, "t")]),
        ("(a TEXT)", "(a INT)", &[(DataLoss, "t.a"), (Rewrite, "t")]),
        ("(a INT)", "(a TEXT)", &[(Rewrite, "t")]),
        ("(a, b)", "(a, b AS (a))", &[(DataLoss, "t.b"), (Rewrite, "t")]),
    ];
    for (old, new, expect) in cases {
        let expect: BTreeSet<(Danger, String)> =
            expect.iter().map(|(danger, object)| (*danger, (*object).to_owned())).collect();
        let [old, new] = [old, new].map(|rest| ["CREATE TABLE t ", rest].concat());
        assert_eq!(dangers(&old, &new), expect, "{old} to {new}");
    }
}

#[test]
fn a_rebuild_follows_the_procedure() {
    let old = read("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, \"A b\" TEXT, gone INT UNIQUE)");
    let new = read(
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, \"a b\" TEXT, c AS (id), up REFERENCES t, CHECK (t.id > 0))",
    );
    let steps =
        super::rebuild::rebuild(&ObjectId::new("table", &["t"]), Pair::of(&old, &new), &Quarantine::None);
    let statements: Vec<String> = steps.iter().map(|step| step.statement.sql().to_string()).collect();
    assert_eq!(
        statements,
        [
            "CREATE TABLE evenkeel_new_t (id INTEGER PRIMARY KEY AUTOINCREMENT, \"a b\" TEXT, c AS (id), up REFERENCES t, CHECK (evenkeel_new_t.id > 0))",
            "INSERT OR ABORT INTO evenkeel_new_t (id, \"a b\")\nSELECT id, \"A b\" FROM t",
            "DELETE FROM sqlite_sequence WHERE name = 'evenkeel_new_t'",
            "INSERT INTO sqlite_sequence (name, seq)\nSELECT 'evenkeel_new_t', seq FROM sqlite_sequence WHERE name = 't'",
            "DROP TABLE t",
            "ALTER TABLE evenkeel_new_t RENAME TO t",
        ]
    );
}
