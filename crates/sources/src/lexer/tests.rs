use super::*;
use TokenKind::*;

fn kinds(dialect: Dialect, text: &str) -> Vec<(TokenKind, &str)> {
    tokens(dialect, text)
        .unwrap()
        .into_iter()
        .filter(|token| token.is_significant())
        .map(|token| (token.kind, token.text(text)))
        .collect()
}

#[test]
fn postgres_tokens() {
    let table: &[(&str, &[(TokenKind, &str)])] = &[
        ("a.\"B\"\"c\"", &[(Word, "a"), (Dot, "."), (Quoted, "\"B\"\"c\"")]),
        ("E'it\\'s' e'x'", &[(String, "E'it\\'s'"), (String, "e'x'")]),
        (
            "U&\"d\\0061\" U&'x' B'1' X'f' N'n'",
            &[
                (Quoted, "U&\"d\\0061\""),
                (String, "U&'x'"),
                (String, "B'1'"),
                (String, "X'f'"),
                (String, "N'n'"),
            ],
        ),
        ("$$a;b$$ $x$ $$ $x$ $1", &[(String, "$$a;b$$"), (String, "$x$ $$ $x$"), (Parameter, "$1")]),
        (
            "a->>'b' @ -1 @-1 x::int",
            &[
                (Word, "a"),
                (Operator, "->>"),
                (String, "'b'"),
                (Operator, "@"),
                (Operator, "-"),
                (Number, "1"),
                (Operator, "@-"),
                (Number, "1"),
                (Word, "x"),
                (Operator, "::"),
                (Word, "int"),
            ],
        ),
        ("a /* x /* y */ ; */ b -- c ;", &[(Word, "a"), (Word, "b")]),
        ("\\d", &[(Backslash, "\\"), (Word, "d")]),
        ("naïve 1.5e3", &[(Word, "naïve"), (Number, "1.5e3")]),
    ];
    for (text, expected) in table {
        assert_eq!(&kinds(Dialect::Postgres, text), expected, "{text}");
    }
}

#[test]
fn sqlite_tokens() {
    let table: &[(&str, &[(TokenKind, &str)])] = &[
        (
            "[a;b] `c``;d` \"e\" 'f''g'",
            &[(Quoted, "[a;b]"), (Quoted, "`c``;d`"), (Quoted, "\"e\""), (String, "'f''g'")],
        ),
        ("e'\\' x'ff'", &[(Word, "e"), (String, "'\\'"), (String, "x'ff'")]),
        ("a /* x /* y */ b", &[(Word, "a"), (Word, "b")]),
        (
            "$$a $b :c @d ?1",
            &[(Parameter, "$$a"), (Parameter, "$b"), (Parameter, ":c"), (Parameter, "@d"), (Parameter, "?1")],
        ),
        (
            "1e+5 0xff .5 a->>b--c",
            &[
                (Number, "1e+5"),
                (Number, "0xff"),
                (Number, ".5"),
                (Word, "a"),
                (Operator, "->>"),
                (Word, "b"),
            ],
        ),
        ("größe\u{feff}x", &[(Word, "größe"), (Word, "x")]),
    ];
    for (text, expected) in table {
        assert_eq!(&kinds(Dialect::Sqlite, text), expected, "{text}");
    }
}

#[test]
fn what_does_not_end_is_reported_where_it_begins() {
    use Unterminated as U;
    let table = [
        (Dialect::Postgres, "select 'abc", 7, U::String),
        (Dialect::Postgres, "select E'abc\\'", 7, U::String),
        (Dialect::Postgres, "a \"b", 2, U::Name),
        (Dialect::Postgres, "a /* /* */", 2, U::Comment),
        (Dialect::Postgres, "do $a$ $b$", 3, U::DollarQuote),
        (Dialect::Sqlite, "a 'b''", 2, U::String),
        (Dialect::Sqlite, "a [b", 2, U::Name),
        (Dialect::Sqlite, "a `b", 2, U::Name),
        (Dialect::Sqlite, "a /*/", 2, U::Comment),
    ];
    for (dialect, text, offset, what) in table {
        assert_eq!(tokens(dialect, text), Err(LexError { offset, what }), "{text}");
    }
}

#[test]
fn names_fold_as_their_dialect_does() {
    let table = [
        (Dialect::Postgres, "Foo", Some("foo")),
        (Dialect::Postgres, "\"Foo \"\"x\"\"\"", Some("Foo \"x\"")),
        (Dialect::Postgres, "'foo'", None),
        (Dialect::Postgres, "U&\"foo\"", None),
        (Dialect::Postgres, "\"\"", None),
        (Dialect::Sqlite, "Foo", Some("Foo")),
        (Dialect::Sqlite, "[Foo bar]", Some("Foo bar")),
        (Dialect::Sqlite, "`a``b`", Some("a`b")),
        (Dialect::Sqlite, "'a'", Some("a")),
    ];
    for (dialect, text, expected) in table {
        let token = tokens(dialect, text).unwrap()[0];
        assert_eq!(name(dialect, text, token).as_deref(), expected, "{text}");
    }
}
