use super::{Kind, tokens};

fn raws(sql: &str) -> Vec<&str> {
    tokens(sql).iter().map(|token| token.raw).collect()
}

#[test]
fn white_space_and_comments_are_passed_over() {
    assert_eq!(raws("a --x\n/* ' */b/**/\tc --"), ["a", "b", "c"]);
    assert_eq!(raws("a /* open"), ["a"]);
}

#[test]
fn quotes_hold_anything() {
    assert_eq!(
        raws(r#"'it''s' "a""b" `x``y` [z"'] x'0f'"#),
        ["'it''s'", r#""a""b""#, "`x``y`", "[z\"']", "x'0f'"]
    );
    let contents: Vec<String> =
        tokens(r#"'it''s' "a""b" `x``y` [z"]"#).iter().map(super::Token::content).collect();
    assert_eq!(contents, ["it's", "a\"b", "x`y", "z\""]);
}

#[test]
fn numbers_and_marks() {
    assert_eq!(
        raws("1.5e-3+.5->>'$.a'||0xFF-1"),
        ["1.5e-3", "+", ".5", "->>", "'$.a'", "||", "0xFF", "-", "1"]
    );
    assert_eq!(raws("a<=b<>c!=d"), ["a", "<=", "b", "<>", "c", "!=", "d"]);
    assert_eq!(raws("t.a"), ["t", ".", "a"]);
}

#[test]
fn names_of_all_alphabets_are_words() {
    let found = tokens("größe 名前 _a$1");
    assert!(found.iter().all(|token| token.kind == Kind::Word));
    assert_eq!(found.len(), 3);
}

#[test]
fn an_open_quote_reaches_to_the_end() {
    assert_eq!(raws("'abc"), ["'abc"]);
    assert_eq!(raws("\"é"), ["\"é"]);
    assert_eq!(raws("[é"), ["[é"]);
}
