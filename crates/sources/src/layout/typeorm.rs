//! TypeORM: the files with a class whose name ends in a moment, in the order of these; the ledger has the name of the class,
//! or the one that the class gives itself.

use super::LayoutError;
use super::programs::{Order, Rules};
use crate::files::Script;
use crate::folder::{Tool, program_words};

/// Digits of a moment in milliseconds.
const MOMENT: usize = 13;

pub(super) const RULES: Rules = Rules {
    tool: Tool::TypeOrm,
    endings: &["js", "cjs", "mjs", "ts", "cts", "mts"],
    key,
    order: Order::End(MOMENT),
};

fn key(script: &Script) -> Result<Option<String>, LayoutError> {
    let mut classes = classes(&script.text);
    let class = classes.next();
    match (class, classes.find(|other| Some(*other) != class)) {
        (Some(first), Some(second)) => Err(LayoutError::Several {
            path: script.path.clone(),
            first: first.to_owned(),
            second: second.to_owned(),
        }),
        (class, _) => Ok(given(&script.text).or(class).map(str::to_owned)),
    }
}

/// Classes that a migration can be. In older JavaScript they are functions.
fn classes(text: &str) -> impl Iterator<Item = &str> {
    let pairs = program_words(text).zip(program_words(text).skip(1));
    let named = pairs.filter(|(word, _)| ["class", "function"].contains(word)).map(|(_, name)| name);
    named.filter(|name| has_moment(name))
}

/// What stands in `name = "…"`, as a property and not in some SQL.
fn given(text: &str) -> Option<&str> {
    let mut properties = text.match_indices("name").filter(|(at, _)| begins_here(&text[..*at]));
    properties.find_map(|(at, word)| {
        let rest = text[at + word.len()..].trim_start();
        let rest =
            rest.strip_prefix(':').map_or(rest, |typed| typed.trim_start().trim_start_matches("string"));
        let value = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| "\"'`".contains(*quote))?;
        value[1..].split(quote).next().filter(|name| has_moment(name))
    })
}

/// Whether nothing stands before a property but what may.
fn begins_here(before: &str) -> bool {
    let before = before.strip_suffix("this.").unwrap_or(before);
    let beginning = before.rsplit(['\n', '{', '}', ';']).next().unwrap_or_default();
    beginning.split_whitespace().all(|word| ["public", "readonly", "override"].contains(&word))
}

fn has_moment(name: &str) -> bool {
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits >= MOMENT && name.len() > digits
}
