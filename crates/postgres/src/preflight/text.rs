//! Lists inside definitions as the server tells them. Must not know what the definitions define.

/// The items of a list, cut at commas outside quotes and parentheses.
pub(crate) fn items(list: &str) -> Vec<&str> {
    cut(list, ',').into_iter().map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// The expression that an item of an index begins with: behind it stand a collation, an operator class, an order.
pub(crate) fn expression(item: &str) -> &str {
    cut(item, ' ').first().copied().unwrap_or(item)
}

/// What stands between the first parenthesis and the one that closes it, and what follows.
pub(crate) fn parenthesised(text: &str) -> Option<(&str, &str)> {
    let open = text.find('(')?;
    let mut walk = Walk::default();
    let close = text[open..].char_indices().find(|(_, c)| {
        walk.step(*c);
        walk.depth == 0 && walk.quote.is_none()
    });
    let close = open + close?.0;
    Some((&text[open + 1..close], &text[close + 1..]))
}

fn cut(text: &str, at: char) -> Vec<&str> {
    let mut walk = Walk::default();
    text.split(|c| {
        let outside = walk.depth == 0 && walk.quote.is_none();
        walk.step(c);
        outside && c == at
    })
    .collect()
}

/// Where a reader of a text is.
#[derive(Default)]
struct Walk {
    depth: usize,
    quote: Option<char>,
}

impl Walk {
    fn step(&mut self, c: char) {
        match (self.quote, c) {
            (Some(open), c) if c == open => self.quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => self.quote = Some(c),
            (None, '(' | '[') => self.depth += 1,
            (None, ')' | ']') => self.depth = self.depth.saturating_sub(1),
            (None, _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{expression, items, parenthesised};

    #[test]
    fn lists_are_cut_outside_quotes_and_parentheses() {
        assert_eq!(
            items(r#"a, "b, c", f(d, e) DESC, 'x,''y'"#),
            ["a", r#""b, c""#, "f(d, e) DESC", "'x,''y'"]
        );
        assert_eq!(expression("lower(a || ' ') text_pattern_ops DESC"), "lower(a || ' ')");
        assert_eq!(expression(r#""two words" DESC"#), r#""two words""#);
        assert_eq!(parenthesised("UNIQUE (a, (b)) INCLUDE (c)"), Some(("a, (b)", " INCLUDE (c)")));
        assert_eq!(parenthesised("no list"), None);
    }
}
