//! How a team wants its names: in a way of writing, or like a pattern. Must not know what is named.

use std::fmt;

use wildmatch::WildMatch;

/// The kinds of objects whose names somebody chooses.
pub const NAMED: &[&str] = &[
    "check",
    "column",
    "domain",
    "enum",
    "exclusion",
    "foreign_key",
    "function",
    "index",
    "materialized_view",
    "policy",
    "primary_key",
    "procedure",
    "schema",
    "sequence",
    "table",
    "trigger",
    "unique",
    "view",
];

/// What a name has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameShape {
    /// `order_items`
    Snake,
    /// `orderItems`
    Camel,
    /// `OrderItems`
    Pascal,
    /// Such as `*_idx`: `*` stands for any text, `?` for one character.
    Like(String),
}

impl NameShape {
    /// As it is written in the settings.
    pub fn parse(text: &str) -> Option<NameShape> {
        match text {
            "snake_case" => Some(NameShape::Snake),
            "camelCase" => Some(NameShape::Camel),
            "PascalCase" => Some(NameShape::Pascal),
            pattern if pattern.contains(['*', '?']) => Some(NameShape::Like(pattern.to_owned())),
            _ => None,
        }
    }

    pub(super) fn fits(&self, name: &str) -> bool {
        let first = name.chars().next();
        let plain = || name.chars().all(char::is_alphanumeric);
        match self {
            NameShape::Snake => name.chars().all(|c| c == '_' || c.is_numeric() || c.is_lowercase()),
            NameShape::Camel => plain() && first.is_some_and(char::is_lowercase),
            NameShape::Pascal => plain() && first.is_some_and(char::is_uppercase),
            NameShape::Like(pattern) => WildMatch::new(pattern).matches(name),
        }
    }
}

impl fmt::Display for NameShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameShape::Snake => f.write_str("snake_case"),
            NameShape::Camel => f.write_str("camelCase"),
            NameShape::Pascal => f.write_str("PascalCase"),
            NameShape::Like(pattern) => write!(f, "like {pattern}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NameShape;

    #[test]
    fn a_name_fits_its_shape() {
        for (shape, good, bad) in [
            ("snake_case", "order_items2", "orderItems"),
            ("camelCase", "orderItems", "order_items"),
            ("PascalCase", "OrderItems", "orderItems"),
            ("*_idx", "orders_total_idx", "by_total"),
        ] {
            let shape = NameShape::parse(shape).expect("it is one");
            assert!(shape.fits(good) && !shape.fits(bad), "{shape}");
        }
        assert_eq!(NameShape::parse("snake"), None);
    }
}
