//! Patterns with `*` (any text) and `?` (one character), for choosing cases by name.

use wildmatch::WildMatch;

/// Whether the whole of `text` fits the pattern.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    WildMatch::new(pattern).matches(text)
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
