use super::*;
use Dialect::{Postgres, Sqlite};

#[test]
fn the_same_meaning_has_the_same_checksum() {
    let table = [
        (Postgres, "select 1;", "SELECT\r\n  1 -- one\n ; ;"),
        (Postgres, "select 1", "/* a */ select 1;"),
        (Postgres, "\u{feff}select 1", "select 1"),
        (Sqlite, "create table [A] (b)", "CREATE  TABLE [A](B);"),
    ];
    for (dialect, one, two) in table {
        assert_eq!(meaning(dialect, one), meaning(dialect, two), "{one} / {two}");
    }
}

#[test]
fn another_meaning_has_another_checksum() {
    let table = [
        (Postgres, "select 'a'", "select 'A'"),
        (Postgres, "select \"a\"", "select \"A\""),
        (Postgres, "select ab", "select a b"),
        (Postgres, "select 5 @ -1", "select 5 @-1"),
        (Postgres, "a; b", "a b"),
        (Postgres, "select $$a b$$", "select $$a  b$$"),
        (Postgres, "select 'a -- b'", "select 'a'"),
        (Postgres, "copy t from stdin;\n1\n\\.\n", "copy t from stdin;\n2\n\\.\n"),
        (Postgres, "'broken", "\"broken"),
        (Postgres, "", "a"),
    ];
    for (dialect, one, two) in table {
        assert_ne!(meaning(dialect, one), meaning(dialect, two), "{one} / {two}");
    }
}

#[test]
fn bytes_are_plain_sha256() {
    assert_eq!(bytes("abc").as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(meaning(Postgres, "a").as_str().len(), 64);
}

#[test]
fn only_digits_are_a_checksum() {
    let good = bytes("abc");
    assert_eq!(Checksum::try_from(good.to_string()), Ok(good.clone()));
    for bad in ["", "abc", &good.as_str().to_uppercase(), &format!("{good}0")] {
        assert!(Checksum::try_from(bad.to_owned()).is_err(), "{bad}");
    }
}
