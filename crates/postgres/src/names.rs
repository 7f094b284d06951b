//! Names that evenkeel chooses itself. Must not know what bears them.

/// The longest name that PostgreSQL keeps whole.
const LONGEST: usize = 63;
/// For a number behind it, where the first choice is taken.
const NUMBER: usize = 4;

/// Words and what follows them as a name that nobody has; the same each time.
pub(crate) fn free(words: &str, behind: &str, is_taken: impl Fn(&str) -> bool) -> String {
    free_with_room(words, behind, 0, is_taken)
}

/// As [`free`], so short that `more` bytes can be put behind it.
pub(crate) fn free_with_room(
    words: &str,
    behind: &str,
    more: usize,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let room = (LONGEST - NUMBER).saturating_sub(behind.len() + 1 + more);
    let end = (0..=room.min(words.len())).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
    let plain = [&words[..end], "_", behind].concat();
    let numbered = (2..).map(|number: usize| format!("{plain}_{number}"));
    let mut names = std::iter::once(plain.clone()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::{free, free_with_room};

    #[test]
    fn a_name_is_short_enough_and_nobody_has_it() {
        assert_eq!(free("orders_user", "new", |_| false), "orders_user_new");
        assert_eq!(free("orders", "new", |name| name == "orders_new"), "orders_new_2");
        let long = free(&"ä".repeat(40), "new", |_| false);
        assert!(long.len() <= 63 && long.ends_with("ä_new"), "{long}");
        let roomy = free_with_room(&"a".repeat(80), "new", 4, |name| name.ends_with("_new"));
        assert!(roomy.len() + 4 <= 63 && roomy.ends_with("_new_2"), "{roomy}");
    }
}
