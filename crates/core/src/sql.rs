//! The only way SQL text comes into being: fixed words with typed holes. Must not know what the SQL means.
//!
//! A template is `&'static str`, so no run-time text can become syntax; names and values fill its `{}` holes
//! through types that quote themselves. What the database itself rendered (an expression, a definition) is
//! carried as [`Sql`] made by [`Sql::from_database`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::object::ObjectId;

mod keywords;

/// An identifier; quotes itself when it has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ident<'a>(&'a str);

impl<'a> Ident<'a> {
    pub fn new(name: &'a str) -> Self {
        Ident(name)
    }

    fn is_plain(self) -> bool {
        let mut bytes = self.0.bytes();
        let starts_well = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
        starts_well
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && !keywords::is_reserved(self.0)
    }
}

impl fmt::Display for Ident<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_plain() {
            true => f.write_str(self.0),
            false => write!(f, "\"{}\"", self.0.replace('"', "\"\"")),
        }
    }
}

/// A name of several parts, such as `schema.table`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(Vec<String>);

impl Name {
    pub fn new<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        Name(parts.into_iter().map(str::to_owned).collect())
    }

    /// The first `count` parts of an object's path.
    pub fn of(id: &ObjectId, count: usize) -> Self {
        Name::new(id.parts().take(count))
    }
}

impl From<&ObjectId> for Name {
    fn from(id: &ObjectId) -> Self {
        Name::new(id.parts())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            write!(f, "{}", Ident::new(part))?;
        }
        Ok(())
    }
}

/// A string literal, for servers with `standard_conforming_strings = on` (the default since PostgreSQL 9.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.0.replace('\'', "''"))
    }
}

/// A text between dollar quotes, such as a function's body: it stays as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DollarQuoted<'a>(pub &'a str);

impl fmt::Display for DollarQuoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0;
        // A text that ends with a dollar sign would lend it to the closing quote.
        let mut tag = match text.contains("$$") || text.ends_with('$') {
            true => "$body".to_owned(),
            false => "$".to_owned(),
        };
        while tag.len() > 1 && text.contains(&tag) {
            tag.push('y');
        }
        write!(f, "{tag}${text}{tag}$")
    }
}

/// SQL text that is safe to send.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sql(String);

impl Sql {
    /// Fixed text.
    pub fn raw(text: &'static str) -> Self {
        Sql(text.to_owned())
    }

    /// Text that the database rendered from its own catalog, such as an expression or a type's name.
    pub fn from_database(text: impl Into<String>) -> Self {
        Sql(text.into())
    }

    /// Fills the `{}` holes of a template, in order. See [`sql!`](crate::sql!).
    pub fn fill(template: &'static str, holes: &[&dyn Hole]) -> Self {
        let mut text = String::with_capacity(template.len() + 16 * holes.len());
        let mut pieces = template.split("{}");
        text.push_str(pieces.next().unwrap_or_default());
        let mut filled = 0;
        for (piece, hole) in pieces.zip(holes) {
            hole.write_to(&mut text);
            text.push_str(piece);
            filled += 1;
        }
        assert_eq!(filled, template.matches("{}").count(), "every hole of {template:?} is filled");
        assert_eq!(filled, holes.len(), "every value has a hole in {template:?}");
        Sql(text)
    }

    /// Puts the parts behind one another with a fixed text between them.
    pub fn join(parts: impl IntoIterator<Item = impl Into<Sql>>, between: &'static str) -> Self {
        let texts: Vec<String> = parts.into_iter().map(|part| part.into().0).collect();
        Sql(texts.join(between))
    }

    #[must_use]
    pub fn and(mut self, more: impl Into<Sql>) -> Self {
        self.0.push_str(&more.into().0);
        self
    }

    pub fn push(&mut self, more: impl Into<Sql>) {
        self.0.push_str(&more.into().0);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Ident<'_>> for Sql {
    fn from(ident: Ident<'_>) -> Self {
        Sql(ident.to_string())
    }
}

impl From<&Name> for Sql {
    fn from(name: &Name) -> Self {
        Sql(name.to_string())
    }
}

impl From<Name> for Sql {
    fn from(name: Name) -> Self {
        Sql(name.to_string())
    }
}

impl From<Literal<'_>> for Sql {
    fn from(literal: Literal<'_>) -> Self {
        Sql(literal.to_string())
    }
}

impl From<DollarQuoted<'_>> for Sql {
    fn from(text: DollarQuoted<'_>) -> Self {
        Sql(text.to_string())
    }
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Sql::raw(text)
    }
}

impl From<&Sql> for Sql {
    fn from(sql: &Sql) -> Self {
        sql.clone()
    }
}

/// Whether a column's name stands in an expression as a word. A word that only looks like it costs a detour, no more.
pub fn mentions(expression: &str, column: &str) -> bool {
    let name = Ident::new(column).to_string();
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == '"';
    expression.match_indices(&name).any(|(at, _)| {
        !expression[..at].ends_with(part_of_word) && !expression[at + name.len()..].starts_with(part_of_word)
    })
}

/// What may stand in a hole of a template.
pub trait Hole {
    fn write_to(&self, text: &mut String);
}

macro_rules! holes {
    ($($ty:ty),*) => { $(impl Hole for $ty {
        fn write_to(&self, text: &mut String) {
            use std::fmt::Write;
            write!(text, "{self}").expect("writing to a string does not fail");
        }
    })* };
}
holes!(Name, Literal<'_>, DollarQuoted<'_>, Sql, i16, i32, i64, u32, u64, usize);

/// Names are most of what is written, and most are plain.
impl Hole for Ident<'_> {
    fn write_to(&self, text: &mut String) {
        match self.is_plain() {
            true => text.push_str(self.0),
            false => text.extend(["\"", &self.0.replace('"', "\"\""), "\""]),
        }
    }
}

impl<T: Hole + ?Sized> Hole for &T {
    fn write_to(&self, text: &mut String) {
        (**self).write_to(text);
    }
}

/// `sql!("ALTER TABLE {} ADD {}", name, definition)`: typed holes in fixed text.
#[macro_export]
macro_rules! sql {
    ($template:literal $(, $hole:expr)* $(,)?) => {
        $crate::sql::Sql::fill($template, &[$(&$hole as &dyn $crate::sql::Hole),*])
    };
}

#[cfg(test)]
mod tests;
