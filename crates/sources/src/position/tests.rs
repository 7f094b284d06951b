use super::*;

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let table = [
        ("", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("a\nbc", 2, (2, 1)),
        ("a\r\nbc", 4, (2, 2)),
        ("äöü x", 7, (1, 5)),
        ("äöü", 1, (1, 1)),
        ("\u{feff}ab", 4, (1, 2)),
        ("a\n", 99, (2, 1)),
    ];
    for (text, offset, (line, column)) in table {
        assert_eq!(position(text, offset), Position { line, column }, "{text:?} {offset}");
    }
}

#[test]
fn characters_become_bytes() {
    let table =
        [("aäb", 0, Some(0)), ("aäb", 2, Some(3)), ("aäb", 3, Some(4)), ("aäb", 4, None), ("", 0, Some(0))];
    for (text, index, expected) in table {
        assert_eq!(byte_of_char(text, index), expected, "{text:?} {index}");
    }
}

#[test]
fn a_location_reads_like_a_compiler_message() {
    let location = Location::new(Path::new("db/schema.sql"), "a\nbc", 3);
    assert_eq!(location.to_string(), "db/schema.sql:2:2");
}

#[test]
fn an_excerpt_holds_whole_lines() {
    let text = "one\r\ntwo three\r\nfour";
    let table = [
        (9..14, Excerpt { first_line: 2, text: "two three".into(), marked: 4..9 }),
        (1..7, Excerpt { first_line: 1, text: "one\r\ntwo three".into(), marked: 1..7 }),
        (20..25, Excerpt { first_line: 3, text: "four".into(), marked: 4..4 }),
    ];
    for (range, expected) in table {
        assert_eq!(excerpt(text, range.clone()), expected, "{range:?}");
    }
    assert_eq!(excerpt("\u{feff}ab", 4..5), Excerpt { first_line: 1, text: "ab".into(), marked: 1..2 });
}
