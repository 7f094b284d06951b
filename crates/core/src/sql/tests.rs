use super::*;

#[test]
fn identifiers_quote_themselves_when_they_must() {
    for (name, text) in [
        ("users", "users"),
        ("Users", "\"Users\""),
        ("select", "\"select\""),
        ("a b", "\"a b\""),
        ("1a", "\"1a\""),
        ("", "\"\""),
        ("x\"; DROP TABLE y; --", "\"x\"\"; DROP TABLE y; --\""),
        ("naïve", "\"naïve\""),
        ("a$1", "\"a$1\""),
    ] {
        assert_eq!(Ident::new(name).to_string(), text);
    }
}

#[test]
fn literals_double_their_quotes() {
    assert_eq!(Literal("it's").to_string(), "'it''s'");
}

#[test]
fn dollar_quotes_are_not_in_the_text() {
    for (text, quoted) in [
        ("SELECT 1", "$$SELECT 1$$"),
        ("SELECT $1", "$$SELECT $1$$"),
        ("it costs 5$", "$body$it costs 5$$body$"),
        ("DO $$ x $$", "$body$DO $$ x $$$body$"),
        ("$body$ and $$", "$bodyy$$body$ and $$$bodyy$"),
    ] {
        assert_eq!(DollarQuoted(text).to_string(), quoted);
    }
}

#[test]
fn holes_are_filled_in_order() {
    let made =
        sql!("ALTER TABLE {} ADD COLUMN {} {}", Name::new(["a", "B"]), Ident::new("c"), Sql::raw("text"));
    assert_eq!(made.as_str(), "ALTER TABLE a.\"B\" ADD COLUMN c text");
}

#[test]
fn a_brace_in_a_value_is_no_hole() {
    assert_eq!(sql!("COMMENT IS {} {}", Literal("{}"), 1_i32).as_str(), "COMMENT IS '{}' 1");
}

#[test]
#[should_panic(expected = "every value has a hole")]
fn a_value_without_a_hole_is_a_bug() {
    let _ = sql!("SELECT {}", 1_i32, 2_i32);
}

#[test]
fn reserved_words_are_sorted_and_found() {
    assert!(keywords::RESERVED.is_sorted());
    assert!(keywords::RESERVED.iter().all(|word| keywords::is_reserved(word)));
    let names = ["", "abor", "users", "usera", "xmltables", "zone_of", "_user", "été"];
    assert!(names.iter().all(|name| !keywords::is_reserved(name)));
}
