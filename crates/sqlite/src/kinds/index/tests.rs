use std::collections::BTreeSet;

use super::{Index, Uniqueness, read};

fn of(sql: &str) -> Option<Index> {
    read(sql, &BTreeSet::from(["a".to_owned(), "group".to_owned()]))
}

#[test]
fn parts_and_predicate_are_read() {
    let index = of(
        "CREATE UNIQUE INDEX \"i x\" ON T (lower(A), \"group\" COLLATE nocase DESC) WHERE (a > \"x\") -- y",
    )
    .unwrap();
    assert_eq!(
        (index.name.as_str(), index.table.as_str(), index.uniqueness),
        ("i x", "t", Uniqueness::Unique)
    );
    assert_eq!(index.parts, ["lower ( a )", "\"group\" collate nocase desc"]);
    assert_eq!(index.predicate.as_deref(), Some("a > 'x'"));
    assert!(index.text.0.ends_with("\"x\")"));
}

#[test]
fn ascending_is_what_is_meant() {
    assert_eq!(of("CREATE INDEX i ON t (a ASC)"), of("create index [i] on [t]([a])"));
    assert_ne!(of("CREATE INDEX i ON t (a)"), of("CREATE INDEX i ON t (a DESC)"));
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    for sql in [
        "",
        "CREATE INDEX i",
        "CREATE INDEX i ON t",
        "CREATE INDEX i ON t (a",
        "CREATE INDEX i ON t (a) USING x",
    ] {
        assert_eq!(of(sql), None, "{sql}");
    }
}
