//! What the rules of a schema compare values with: the surest way to values that they allow. Must not know what the rules say.

use crate::sql::{Sql, mentions};

/// The constants in an expression as a database tells it, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constants {
    texts: Vec<String>,
    numbers: Vec<i64>,
}

/// Longer texts than these are not made up because a rule speaks of their length.
const LONGEST: i64 = 200;

impl Constants {
    /// What these rules compare a column with.
    pub fn about<'a>(rules: impl IntoIterator<Item = &'a Sql>, column: &str) -> Self {
        let mut constants = Constants::default();
        let about = rules.into_iter().filter(|rule| mentions(rule.as_str(), column));
        about.for_each(|rule| constants.read(rule.as_str()));
        constants
    }

    fn read(&mut self, expression: &str) {
        let mut rest = expression;
        while let Some(c) = rest.chars().next() {
            let end = match c {
                '\'' => self.text(rest),
                '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
                _ if c.is_alphabetic() || c == '_' => {
                    word(rest, |c| c.is_alphanumeric() || c == '_' || c == '$')
                }
                _ if c.is_ascii_digit() => self.number(rest),
                _ => c.len_utf8(),
            };
            rest = &rest[end..];
        }
    }

    /// Reads one in quotes, and answers where it ends.
    fn text(&mut self, quoted: &str) -> usize {
        let mut end = 1;
        while let Some(at) = quoted[end..].find('\'') {
            end += at + 1;
            if !quoted[end..].starts_with('\'') {
                let text = quoted[1..end - 1].replace("''", "'");
                // A negative number stands in quotes.
                match text.parse() {
                    Ok(number) => self.numbers.push(number),
                    Err(_) => self.texts.push(text),
                }
                return end;
            }
            end += 1;
        }
        quoted.len()
    }

    fn number(&mut self, digits: &str) -> usize {
        let end = word(digits, |c| c.is_ascii_digit() || c == '.');
        self.numbers.extend(digits[..end].split('.').next().and_then(|whole| whole.parse::<i64>().ok()));
        end
    }

    /// The numbers and those beside them.
    pub fn numbers(&self) -> impl Iterator<Item = String> {
        let around = |number: &i64| [Some(*number), number.checked_add(1), number.checked_sub(1)];
        self.numbers.iter().flat_map(around).flatten().map(|number| number.to_string())
    }

    /// The texts, and some as long as the numbers say.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        let lengths = self.numbers.iter().filter(|length| (1..=LONGEST).contains(*length));
        let long = lengths.flat_map(|length| [*length, length + 1]);
        let long = long.filter_map(|length| usize::try_from(length).ok());
        let long = long.flat_map(|length| ["a", "b", "c"].map(|letter| letter.repeat(length)));
        self.texts.iter().cloned().chain(long)
    }

    /// The texts that may be moments.
    pub fn dates(&self) -> impl Iterator<Item = String> {
        let is_date = |text: &&String| {
            let mut parts = text.splitn(3, '-').map(|part| part.starts_with(|c: char| c.is_ascii_digit()));
            parts.by_ref().take(3).filter(|is_number| *is_number).count() == 3
        };
        self.texts.iter().filter(is_date).cloned()
    }
}

/// Texts of the shapes that rules ask for, the plainest first.
pub const SHAPES: &[&str] = &[
    "a",
    "b",
    "c",
    "A",
    "AB",
    "ABC",
    "AB1",
    "ab-1",
    "12345",
    "a@example.org",
    "https://example.org/a",
    "+12025550100",
    "#a1b2c3",
    "en-US",
    "2001-01-01",
    "00000000-0000-4000-8000-000000000001",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "{}",
    "",
];

fn word(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::Constants;

    use crate::sql::Sql;

    fn of(expression: &str) -> Constants {
        let rules = [Sql::from_database(expression), Sql::raw("other > 7")];
        let column = expression.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap();
        Constants::about(&rules, column)
    }

    #[test]
    fn constants_are_found_outside_of_names() {
        let found = of(
            r#"((a1 > 0) AND ("b 2" <> 'it''s'::text) AND (c < '-5'::integer) AND (d >= '2020-01-31'::date))"#,
        );
        assert_eq!(found.numbers().collect::<Vec<_>>(), ["0", "1", "-1", "-5", "-4", "-6"]);
        assert_eq!(found.texts().collect::<Vec<_>>(), ["it's", "2020-01-31"]);
        assert_eq!(found.dates().collect::<Vec<_>>(), ["2020-01-31"]);
    }

    #[test]
    fn texts_are_as_long_as_rules_want_them() {
        let found: Vec<usize> = of("(code_length(code) = 8)").texts().map(|text| text.len()).collect();
        assert_eq!(found, [8, 8, 8, 9, 9, 9]);
    }
}
