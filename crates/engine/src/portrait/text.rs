//! Which migration says that it makes something. Must not know a database: a name that the database gave by itself stands
//! in no text.

use evenkeel_core::ObjectId;
use evenkeel_sources::lexer::{Dialect, Token, name, tokens};
use evenkeel_sources::split::split;
use evenkeel_sources::{Migration, Script};

/// The last migration with a statement that makes the object, unless it was dropped again later.
pub(super) fn maker(dialect: Option<Dialect>, history: &[Migration], id: &ObjectId) -> Option<String> {
    let dialect = dialect.unwrap_or(Dialect::Postgres);
    let words = first_words(id.kind());
    let mut found = None;
    for migration in history {
        // A program tells in its own language.
        let Some(Script { text, .. }) = migration.content.sql() else { continue };
        for statement in split(dialect, text).unwrap_or_default() {
            let sql = statement.text(text);
            let all: Vec<Token> = tokens(dialect, sql).unwrap_or_default();
            let said: Vec<Token> = all.into_iter().filter(|token| token.is_significant()).collect();
            let names: Vec<String> = said.iter().filter_map(|token| name(dialect, sql, *token)).collect();
            let makes = words.iter().any(|words| begins(sql, &said, words)) && mentions(&names, id);
            if makes && found.is_none() {
                found = Some(migration.name.to_string());
            }
            let drops = begins(sql, &said, &["drop"]) && names.iter().any(|name| name == own_table(id));
            if drops && (begins(sql, &said, &["drop", "table"]) || names.iter().any(|name| name == id.name()))
            {
                found = None;
            }
        }
    }
    found
}

fn own_table(id: &ObjectId) -> &str {
    let parts = id.parts().count();
    match id.kind() {
        "index" => id.name(),
        _ if parts >= 3 => id.parts().nth(parts - 2).unwrap_or_default(),
        "column" => id.first(),
        _ => id.name(),
    }
}

fn mentions(names: &[String], id: &ObjectId) -> bool {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    has(own_table(id)) && has(id.name())
}

/// How statements begin that make objects of a kind; other words may stand between.
fn first_words(kind: &str) -> &'static [&'static [&'static str]] {
    const IN_TABLE: &[&[&str]] = &[&["create", "table"], &["alter", "table"]];
    match kind {
        "table" => &[&["create", "table"]],
        "view" | "materialized_view" => &[&["create", "view"]],
        "index" => &[&["create", "index"]],
        "trigger" => &[&["create", "trigger"]],
        "policy" => &[&["create", "policy"]],
        "rule" => &[&["create", "rule"]],
        "statistics" => &[&["create", "statistics"]],
        _ => IN_TABLE,
    }
}

/// Whether these words are the first one and one of the few behind it.
fn begins(sql: &str, said: &[Token], words: &[&str]) -> bool {
    const NEAR: usize = 5;
    let is = |token: &Token, word: &str| token.text(sql).eq_ignore_ascii_case(word);
    match words {
        [] => true,
        [first] => said.first().is_some_and(|token| is(token, first)),
        [first, second, ..] => {
            said.first().is_some_and(|token| is(token, first))
                && said.iter().skip(1).take(NEAR).any(|token| is(token, second))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{folder, load};

    #[test]
    fn the_statement_that_makes_a_thing_is_found() {
        let folder = folder(&[
            (
                "1_a/migration.sql",
                "CREATE TABLE shop.orders (id integer, note text);\nCREATE TABLE other (x integer);",
            ),
            (
                "2_b/migration.sql",
                "ALTER TABLE shop.orders ADD COLUMN \"Weird\" text; CREATE UNIQUE INDEX by_note ON shop.orders (note);",
            ),
            ("3_c/migration.sql", "DROP TABLE other;"),
            ("4_d/migration.sql", "CREATE TABLE other (x integer);"),
        ]);
        let history = load(&folder).list;
        let maker = |kind, path: &[&str]| maker(None, &history, &ObjectId::new(kind, path));
        assert_eq!(maker("table", &["shop", "orders"]).as_deref(), Some("1_a"));
        assert_eq!(maker("column", &["shop", "orders", "note"]).as_deref(), Some("1_a"));
        assert_eq!(maker("column", &["shop", "orders", "Weird"]).as_deref(), Some("2_b"));
        assert_eq!(maker("index", &["shop", "by_note"]).as_deref(), Some("2_b"));
        assert_eq!(maker("primary_key", &["shop", "orders", "orders_pkey"]), None);
        assert_eq!(maker("table", &["public", "other"]).as_deref(), Some("4_d"));
    }
}
