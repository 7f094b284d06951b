use super::*;
use Dialect::{Postgres, Sqlite};

fn texts(dialect: Dialect, script: &str) -> Vec<&str> {
    split(dialect, script).unwrap().iter().map(|statement| statement.text(script)).collect()
}

#[test]
fn postgres_statements() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        ("-- only\n/* comments ; */\n", &[]),
        (";;\n;", &[]),
        ("select 1", &["select 1"]),
        ("select 1;", &["select 1"]),
        ("\u{feff}a; b\r\n;\r\nc -- ;", &["a", "b", "c"]),
        (
            "select ';', \";\", $$;$$, $x$;$$;$x$, E'\\';', U&';'; b",
            &["select ';', \";\", $$;$$, $x$;$$;$x$, E'\\';', U&';'", "b"],
        ),
        ("a /* ; /* ; */ ; */ b; c", &["a /* ; /* ; */ ; */ b", "c"]),
        (
            "create rule r as on insert to t do (select 1; select 2); b",
            &["create rule r as on insert to t do (select 1; select 2)", "b"],
        ),
        (
            "create function f() returns int begin atomic select case when true then 1 end; select 2; end; b",
            &[
                "create function f() returns int begin atomic select case when true then 1 end; select 2; end",
                "b",
            ],
        ),
        (
            "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1; END; b",
            &["CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT 1; END", "b"],
        ),
        (
            "create function begin() returns int return 1; b",
            &["create function begin() returns int return 1", "b"],
        ),
        ("begin; select case when a then b end; end;", &["begin", "select case when a then b end", "end"]),
        ("select 1); b", &["select 1)", "b"]),
        ("a -- tail\n; b", &["a", "b"]),
        ("--\n\\restrict aB1'\r\na;\n\\unrestrict aB1\n", &["a"]),
    ];
    for (script, expected) in table {
        assert_eq!(&texts(Postgres, script), expected, "{script}");
    }
}

#[test]
fn sqlite_statements() {
    let trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\n  UPDATE a SET b = CASE WHEN 1 THEN 2 END;\n  DELETE FROM c;\nEND";
    let both = format!("{trigger};\nselect 1;");
    let table: &[(&str, &[&str])] = &[
        (&both, &[trigger, "select 1"]),
        ("create table [a;b] (`c;d` int); x", &["create table [a;b] (`c;d` int)", "x"]),
        ("select $$ ; b", &["select $$", "b"]),
        ("select 'a\\'; b", &["select 'a\\'", "b"]),
        ("begin; end; c", &["begin", "end", "c"]),
        ("/* a /* b */ c; d", &["c", "d"]),
    ];
    for (script, expected) in table {
        assert_eq!(&texts(Sqlite, script), expected, "{script}");
    }
}

#[test]
fn a_statement_knows_what_stands_before_it() {
    let script = "-- one\na;\n\n-- two\nb ;\n-- end";
    let found = split(Postgres, script).unwrap();
    assert_eq!(&script[found[0].leading.clone()], "-- one\n");
    assert_eq!(&script[found[1].leading.clone()], "\n\n-- two\n");
    assert_eq!(&script[found[1].range.clone()], "b");
    assert_eq!(&script[found[1].end..], "\n-- end");
}

#[test]
fn copy_data_is_no_sql() {
    let script = "copy t from stdin;\nit's\t1;\n\\.\nselect 1;";
    let found = split(Postgres, script).unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(&script[found[0].copy_data.clone().unwrap()], "it's\t1;\n\\.\n");
    assert_eq!(found[1].text(script), "select 1");
    assert_eq!(found[0].sql_end(), "copy t from stdin;\n".len());
    assert_eq!(
        texts(Postgres, "copy t to stdout; a; copy t from 'stdin'; b"),
        ["copy t to stdout", "a", "copy t from 'stdin'", "b"]
    );
}

#[test]
fn what_is_no_script_is_refused_where_it_stands() {
    let table = [
        (Postgres, "a; 'b", 3, 1, What::UnterminatedString),
        (Postgres, "a; E'b", 3, 2, What::UnterminatedString),
        (Postgres, "a \"b", 2, 1, What::UnterminatedName),
        (Postgres, "a /* b", 2, 2, What::UnterminatedComment),
        (Postgres, "do $fn$ x", 3, 4, What::UnterminatedDollarQuote("$fn$".into())),
        (Postgres, "a;\n\\connect db user\nb", 3, 16, What::PsqlCommand("\\connect".into())),
        (Postgres, "select 1 \\gset\n", 9, 5, What::PsqlCommand("\\gset".into())),
        (Postgres, "select 1 \\restrict x", 9, 11, What::PsqlCommand("\\restrict".into())),
        (Postgres, "\\restricted", 0, 11, What::PsqlCommand("\\restricted".into())),
        (Postgres, "select :'name'", 7, 7, What::PsqlVariable(":'name'".into())),
        (Postgres, "select * from :\"t\" where a =:b", 14, 4, What::PsqlVariable(":\"t\"".into())),
        (Postgres, "select a[1:n], b[:n] from t where a =:b", 37, 2, What::PsqlVariable(":b".into())),
        (Postgres, "a\0b", 1, 1, What::Nul),
        (Sqlite, "a;\n.read x\n", 3, 7, What::ShellCommand(".read".into())),
        (Sqlite, "a [b", 2, 1, What::UnterminatedName),
    ];
    for (dialect, script, offset, len, what) in table {
        let error = split(dialect, script).unwrap_err();
        assert_eq!(error, SplitError { offset, len, what }, "{script}");
    }
}

/// A small generator, so that a failure can be repeated from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

const PIECES: &[&str] = &[
    ";", "'", "\"", "`", "[", "]", "(", ")", "$$", "$a$", "$1", "--", "/*", "*/", "\n", "\r\n", " ", "\\",
    "E'", "U&\"", "create", "function", "trigger", "begin", "atomic", "case", "end", "copy", "from", "stdin",
    "\\.", "ä", "漢", "1e", "0x", ".", "..", ",", "<", "-", "@", "\t", "temp", "or", "replace", "\u{b}",
    "\u{a0}",
];

#[test]
fn any_text_is_covered_in_order_or_refused() {
    for seed in 1..4000_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mark = ["", "\u{feff}"][dice.roll(2)];
        let pieces: String = (0..dice.roll(40)).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        let script = format!("{mark}{pieces}");
        for dialect in [Postgres, Sqlite] {
            match split(dialect, &script) {
                Ok(statements) => check_cover(dialect, &script, &statements),
                Err(error) => {
                    assert!(script.get(error.offset..error.offset + error.len).is_some(), "{script:?}");
                }
            }
        }
    }
}

fn check_cover(dialect: Dialect, script: &str, statements: &[Statement]) {
    let mut at = 0;
    for statement in statements {
        assert_eq!(statement.leading.start, at, "{script:?}");
        assert_eq!(statement.leading.end, statement.range.start, "{script:?}");
        assert!(statement.range.start < statement.range.end, "{script:?}");
        assert!(statement.range.end <= statement.end, "{script:?}");
        assert_eq!(texts(dialect, statement.text(script)), [statement.text(script)], "{script:?}");
        at = statement.end;
    }
    assert!(texts(dialect, &script[at..]).is_empty(), "{script:?}");
}

#[test]
fn casts_slices_and_named_arguments_are_no_variables() {
    for sql in
        ["select 'a'::text", "select a[1:n], a[ :n], a[m:] from t", "select f(a := b)", "select ':x', $$:x$$"]
    {
        assert_eq!(texts(Postgres, sql), [sql]);
    }
}

#[test]
fn each_command_of_psql_has_its_way_out() {
    let hint = |script: &str| {
        use crate::explain::Explain;
        split(Postgres, script).unwrap_err().hint().unwrap()
    };
    assert!(hint("\\i other.sql").starts_with("put the text of that file here"));
    assert!(hint("\\copy t from 'x'").contains("INSERT"));
    assert!(hint("\\connect other").contains("a migration of its own"));
    assert!(hint("\\set a 1").contains("the value itself"));
    assert!(hint("select 1 \\gexec").contains("EXECUTE in a DO block"));
    assert_eq!(hint("\\timing on"), "remove the line with \\timing; only SQL can be run");
}
