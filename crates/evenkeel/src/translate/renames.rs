//! Renames in words, and as they are typed. Must not know how they are found.

use evenkeel_core::rename::Candidate;
use evenkeel_core::{Ident, ObjectId, Pair};
use evenkeel_engine::workshop::Rename;

use crate::failure::Failure;

/// Names both readings, and for each how to say that it is meant.
pub(super) fn ambiguous(code: &'static str, candidates: &[Candidate]) -> Failure {
    let message = match candidates.len() {
        1 => "a drop and an add look like a rename, and nobody has said which it is".to_owned(),
        many => {
            format!("{many} pairs of a drop and an add look like renames, and nobody has said which they are")
        }
    };
    let readings = candidates.iter().map(|Pair { old, new }| {
        format!(
            "{old} was renamed to {}, or {old} is dropped with what it holds and {} is new",
            Ident::new(new.name()),
            new.dotted()
        )
    });
    let renames: Vec<String> =
        candidates.iter().map(|candidate| shell_word(&rename_argument(candidate))).collect();
    let first = &candidates[0];
    Failure::refusal(code, message)
        .details(readings)
        .objects(candidates.iter().flat_map(|Pair { old, new }| [old.to_string(), new.to_string()]))
        .hint(format!(
            "if it was renamed: --rename {}, or `-- evenkeel: rename {}` above {} in the schema",
            renames.join(" --rename "),
            Ident::new(first.old.name()),
            Ident::new(first.new.name()),
        ))
        .hint("if it is dropped and something new is added: --renames off")
}

/// What `--rename` takes to say that this is one.
pub(crate) fn rename_argument(candidate: &Candidate) -> String {
    argument(&candidate.old, candidate.new.name())
}

/// What `--rename` would have taken for a rename that was done.
pub(crate) fn told_rename(rename: &Rename) -> String {
    match rename {
        Rename::Object { object, to } => argument(object, to),
        Rename::Label { of, from, to } => {
            format!("label:{}={}", of.child("label", from).dotted(), Ident::new(to))
        }
    }
}

fn argument(old: &ObjectId, new: &str) -> String {
    let kind = match old.kind() {
        "table" | "column" => "",
        "check" | "unique" | "primary_key" | "foreign_key" | "exclusion" => "constraint:",
        "enum" | "domain" | "composite" | "range" => "type:",
        "index" => "index:",
        "sequence" => "sequence:",
        "schema" => "schema:",
        "view" | "materialized_view" => "view:",
        _ => "",
    };
    format!("{kind}{}={}", old.dotted(), Ident::new(new))
}

/// As a POSIX shell reads it back, in the quotes that need the fewest escapes.
pub(crate) fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c);
    let harmless_in_double = |c: char| !"\"$`\\!".contains(c);
    match () {
        () if !text.is_empty() && text.chars().all(plain) => text.to_owned(),
        () if text.contains('\'') && text.chars().all(harmless_in_double) => format!("\"{text}\""),
        () => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
