use super::read;

#[test]
fn words_that_may_be_left_out_make_no_difference() {
    let short = read("CREATE TRIGGER r DELETE ON T BEGIN SELECT 1; END");
    assert!(short.is_some());
    assert_eq!(
        short,
        read("create trigger if not exists \"r\" before delete on \"t\" for each row begin select 1 ; end")
    );
    assert_ne!(short, read("CREATE TRIGGER r AFTER DELETE ON t BEGIN SELECT 1; END"));
}

#[test]
fn the_parts_are_read() {
    let trigger =
        read("CREATE TRIGGER \"r x\" INSTEAD OF UPDATE OF a, b ON [v w] WHEN new.a > 1 BEGIN SELECT 1; END")
            .unwrap();
    assert_eq!((trigger.name.as_str(), trigger.on.as_str()), ("r x", "v w"));
    assert_eq!(trigger.event, "instead of update of a , b");
    assert_eq!(trigger.body, "when new . a > 1 begin select 1 ; end");
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    assert_eq!(read("CREATE TRIGGER r"), None);
    assert_eq!(read("CREATE TABLE r (a)"), None);
}
