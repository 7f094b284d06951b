//! Patterns with `*` (any text) and `?` (one character), for choosing cases by name.

/// Whether the whole of `text` fits the pattern.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let mut characters = pattern.chars();
    match characters.next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = characters.as_str();
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.into_iter().any(|at| fits(rest, &text[at..]))
        }
        Some(wanted) => {
            let mut found = text.chars();
            let fit = found.next().is_some_and(|character| wanted == '?' || wanted == character);
            fit && fits(characters.as_str(), found.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_and_question_marks() {
        assert!(fits("migra/*", "migra/rls2"));
        assert!(fits("*rls?", "migra/rls2"));
        assert!(!fits("rls*", "migra/rls2"));
        assert!(!fits("migra/rls", "migra/rls2"));
    }
}
