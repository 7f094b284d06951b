//! What a project does not look at, by patterns of its settings: a script leaves it as it is. Must not know where the
//! patterns were written.

use evenkeel_core::selection::{Pattern, Selection};
use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

const QUERY: &str = include_str!("unwatched.sql");

/// The statements that name it; nothing where everything is looked at.
pub(super) fn statements(selection: &Selection) -> String {
    if selection.is_everything() {
        return String::new();
    }
    let included = selection.include.iter().map(|pattern| row(pattern, "false"));
    let excluded = selection.exclude.iter().map(|pattern| row(pattern, "true"));
    QUERY.replace("{patterns}", Sql::join(included.chain(excluded), ",\n").as_str())
}

fn row(pattern: &Pattern, excluded: &'static str) -> Sql {
    let kind = pattern.kind().map_or_else(|| Sql::raw("NULL"), |glob| Literal(&like(glob)).into());
    let parts = Sql::join(pattern.parts().map(|glob| sql!("{}", Literal(&like(glob)))), ", ");
    sql!("    ({}, {}, ARRAY[{}]::text[])", Sql::raw(excluded), kind, parts)
}

/// A glob as LIKE understands it.
fn like(glob: &str) -> String {
    let mut text = String::new();
    for letter in glob.chars() {
        match letter {
            '*' => text.push('%'),
            '?' => text.push('_'),
            '%' | '_' | '\\' => text.extend(['\\', letter]),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_are_what_like_understands() {
        assert_eq!(like("tmp_*"), "tmp\\_%");
        assert_eq!(like("a?b%"), "a_b\\%");
    }

    #[test]
    fn everything_needs_no_statement() {
        assert_eq!(statements(&Selection::default()), "");
    }
}
