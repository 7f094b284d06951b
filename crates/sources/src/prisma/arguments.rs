//! Reads the arguments of an attribute by their names. What nobody asked for is a mistake. Must not know what the
//! attributes do.

use super::ast::{Argument, Attribute, Span, Value, Word};
use super::error::{Fault, Problem};

/// The arguments of one attribute.
pub(super) struct Arguments<'a> {
    title: String,
    at: &'a Span,
    known: &'static [&'static str],
    found: Vec<(&'static str, &'a Value)>,
}

impl<'a> Arguments<'a> {
    /// Sorts the arguments by name. Those without one are the first of the known, up to `unnamed` of them.
    pub(super) fn of(
        title: &str,
        attribute: &'a Attribute,
        unnamed: usize,
        known: &'static [&'static str],
        faults: &mut Vec<Fault>,
    ) -> Self {
        Self::among(title, &attribute.arguments, &attribute.at, (unnamed, known), faults)
    }

    /// The same for what stands in any parentheses.
    pub(super) fn among(
        title: &str,
        written: &'a [Argument],
        at: &'a Span,
        (unnamed, known): (usize, &'static [&'static str]),
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut all = Self { title: title.to_owned(), at, known, found: Vec::new() };
        let mut taken = 0;
        for Argument { name, value } in written {
            let (key, at) = match name {
                Some(word) => (known.iter().find(|known| **known == word.text), &word.at),
                None => {
                    taken += 1;
                    (known.iter().take(unnamed).nth(taken - 1), value.at())
                }
            };
            match (key, name) {
                (Some(key), _) if all.get(key).is_some() => {
                    let what = format!("the argument {key} of {title}");
                    faults.push(Fault::new(Problem::Twice { what }, at.clone()));
                }
                (Some(key), _) => all.found.push((key, value)),
                (None, Some(word)) => {
                    let attribute = title.to_owned();
                    let problem = Problem::NoArgument { attribute, argument: word.text.clone() };
                    faults.push(Fault::new(problem, at.clone()));
                }
                (None, None) => {
                    let attribute = title.to_owned();
                    faults.push(Fault::new(Problem::TooMany { attribute, most: unnamed }, at.clone()));
                }
            }
        }
        all
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        debug_assert!(self.known.contains(&name), "{name} is an argument of {}", self.title);
        self.found.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    pub(super) fn need(&self, name: &'static str, faults: &mut Vec<Fault>) -> Option<&'a Value> {
        let found = self.get(name);
        if found.is_none() {
            let problem = Problem::Lacks { attribute: self.title.clone(), argument: name };
            faults.push(Fault::new(problem, self.at.clone()));
        }
        found
    }

    pub(super) fn text(&self, name: &str, faults: &mut Vec<Fault>) -> Option<Word> {
        self.get(name).and_then(|value| text(value, faults))
    }
}

/// A string.
pub(super) fn text(value: &Value, faults: &mut Vec<Fault>) -> Option<Word> {
    match value {
        Value::Text(text, at) => Some(Word { text: text.clone(), at: at.clone() }),
        Value::Number(..) | Value::Word(_) | Value::Call(..) | Value::List(..) | Value::Object(..) => {
            faults.push(not(value, "string"));
            None
        }
    }
}

/// A name.
pub(super) fn word<'a>(value: &'a Value, faults: &mut Vec<Fault>) -> Option<&'a Word> {
    match value {
        Value::Word(word) => Some(word),
        Value::Text(..) | Value::Number(..) | Value::Call(..) | Value::List(..) | Value::Object(..) => {
            faults.push(not(value, "name"));
            None
        }
    }
}

/// A list, or one value for a list of one.
pub(super) fn list(value: &Value) -> &[Value] {
    match value {
        Value::List(values, _) => values,
        Value::Text(..) | Value::Number(..) | Value::Word(_) | Value::Call(..) | Value::Object(..) => {
            std::slice::from_ref(value)
        }
    }
}

pub(super) fn not(value: &Value, what: &'static str) -> Fault {
    Fault::new(Problem::Value(shown(value), what), value.at().clone())
}

/// The value in a message.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Text(text, _) => format!("\"{text}\""),
        Value::Number(number, _) => number.clone(),
        Value::Word(word) => word.text.clone(),
        Value::Call(word, ..) => format!("{}()", word.text),
        Value::List(..) => "[…]".to_owned(),
        Value::Object(..) => "{…}".to_owned(),
    }
}
