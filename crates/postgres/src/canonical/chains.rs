//! Chains of AND and of OR. Must not know what is chained.

/// `((a AND b) AND c)`, which `x BETWEEN y AND z AND c` is first told as, is `(a AND b AND c)` from the next reading on.
pub(super) fn settled(text: String) -> String {
    if !text.contains("((") {
        return text;
    }
    let mut gone: Vec<usize> =
        groups(&text).iter().filter(|it| it.leads_its_chain(&text)).flat_map(Group::ends).collect();
    if gone.is_empty() {
        return text;
    }
    gone.sort_unstable();
    let mut settled = String::with_capacity(text.len());
    let mut from = 0;
    for at in gone {
        settled.push_str(&text[from..at]);
        from = at + 1;
    }
    settled + &text[from..]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    And,
    Or,
}

impl Link {
    fn at_start(text: &str) -> Option<Link> {
        match (text.starts_with(" AND "), text.starts_with(" OR ")) {
            (true, _) => Some(Link::And),
            (_, true) => Some(Link::Or),
            (false, false) => None,
        }
    }
}

/// What stands between two parentheses.
struct Group {
    open: usize,
    close: usize,
    /// What links its parts, where they are linked.
    link: Option<Link>,
}

impl Group {
    /// Whether it is the first part of a chain that is linked as its own parts are.
    fn leads_its_chain(&self, text: &str) -> bool {
        let first = self.open > 0 && text.as_bytes()[self.open - 1] == b'(';
        first && self.link.is_some() && self.link == Link::at_start(&text[self.close + 1..])
    }

    fn ends(&self) -> [usize; 2] {
        [self.open, self.close]
    }
}

fn groups(text: &str) -> Vec<Group> {
    let (mut found, mut open) = (Vec::new(), Vec::<(usize, Option<Link>)>::new());
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), _) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'(') => open.push((at, None)),
            (None, b')') => {
                if let Some((start, link)) = open.pop() {
                    found.push(Group { open: start, close: at, link });
                }
            }
            (None, b' ') => {
                if let Some((_, link @ None)) = open.last_mut() {
                    *link = Link::at_start(&text[at..]);
                }
            }
            (None, _) => {}
        }
    }
    found
}
