use super::read;

#[test]
fn formatting_makes_no_difference() {
    let one = read("CREATE VIEW v(x) AS SELECT a FROM t");
    assert!(one.is_some());
    assert_eq!(one, read("create view if not exists main.\"v\" ( x )\nas select \"a\" from [t] -- end"));
    assert_ne!(one, read("CREATE VIEW v(X) AS SELECT a FROM t"));
}

#[test]
fn a_comment_at_the_end_is_left_out() {
    assert_eq!(read("CREATE VIEW v AS SELECT 1 -- one").unwrap().text.0, "CREATE VIEW v AS SELECT 1");
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    assert_eq!(read("CREATE TABLE v (a)"), None);
    assert_eq!(read("CREATE VIEW"), None);
}
