//! What `@default` makes of a column. Functions of the client make nothing. Must not know models.

use evenkeel_core::sql;
use evenkeel_core::sql::{Literal, Sql};

use super::arguments::{shown, text};
use super::ast::{Argument, Arity, Span, Value, Word};
use super::error::{Fault, Problem};
use super::native::Scalar;
use super::schema::{EnumType, Filled};
use crate::lexer::Dialect;

/// What a column holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content<'a> {
    Scalar(Scalar),
    Enum(&'a EnumType),
    Unsupported,
}

impl Content<'_> {
    fn told(self) -> String {
        match self {
            Content::Scalar(scalar) => scalar.name().to_owned(),
            Content::Enum(found) => found.name.name.clone(),
            Content::Unsupported => "an unsupported type".to_owned(),
        }
    }
}

/// A field with a default.
pub(super) struct Default<'a> {
    pub(super) dialect: Dialect,
    pub(super) content: Content<'a>,
    pub(super) arity: Arity,
    /// The column's type, without the brackets of a list.
    pub(super) element: &'a Sql,
}

impl Default<'_> {
    /// Reads the value of a `@default`.
    pub(super) fn read(&self, value: &Value, faults: &mut Vec<Fault>) -> Result<Filled, Fault> {
        match (value, self.arity) {
            (Value::Call(function, arguments, at), _) => self.call(function, arguments, at, faults),
            (Value::List(values, _), Arity::List) => {
                let literals: Result<Vec<Sql>, Fault> =
                    values.iter().map(|value| self.literal(value)).collect();
                let array = sql!("ARRAY[{}]::{}[]", Sql::join(literals?, ", "), *self.element);
                Ok(Filled::Default(array))
            }
            (_, Arity::List) => Err(self.misfit(value)),
            (_, Arity::Required | Arity::Optional) => Ok(Filled::Default(self.literal(value)?)),
        }
    }

    fn misfit(&self, value: &Value) -> Fault {
        let list = if self.arity == Arity::List { "[]" } else { "" };
        let problem = Problem::Default(shown(value), format!("{}{list}", self.content.told()));
        Fault::new(problem, value.at().clone())
    }

    fn call(
        &self,
        function: &Word,
        arguments: &[Argument],
        at: &Span,
        faults: &mut Vec<Fault>,
    ) -> Result<Filled, Fault> {
        let misfit = || {
            let problem = Problem::Default(format!("{}()", function.text), self.content.told());
            Err(Fault::new(problem, at.clone()))
        };
        let scalar = match self.content {
            Content::Scalar(scalar) => Some(scalar),
            Content::Enum(_) | Content::Unsupported => None,
        };
        match (function.text.as_str(), scalar) {
            ("dbgenerated", _) => Ok(match arguments.first() {
                None => Filled::Nothing,
                Some(argument) => match text(&argument.value, faults) {
                    Some(expression) => Filled::Default(Sql::from_database(expression.text)),
                    None => Filled::Nothing,
                },
            }),
            ("autoincrement", Some(Scalar::Int | Scalar::BigInt)) if self.arity == Arity::Required => {
                Ok(Filled::Counted)
            }
            ("now", Some(Scalar::DateTime)) if self.arity != Arity::List => {
                Ok(Filled::Default(Sql::raw("CURRENT_TIMESTAMP")))
            }
            ("uuid" | "cuid" | "ulid" | "nanoid", Some(Scalar::String)) => Ok(Filled::Nothing),
            ("autoincrement" | "now" | "uuid" | "cuid" | "ulid" | "nanoid", _) => misfit(),
            (other, _) => {
                let problem = Problem::NoFunction(super::called(self.dialect), other.to_owned());
                Err(Fault::new(problem, function.at.clone()))
            }
        }
    }

    fn literal(&self, value: &Value) -> Result<Sql, Fault> {
        match self.content {
            Content::Scalar(scalar) => literal(self.dialect, scalar, value).ok_or_else(|| self.misfit(value)),
            Content::Enum(found) => match value {
                Value::Word(word) => match found.labels.iter().find(|label| label.word == word.text) {
                    Some(label) => Ok(Literal(&label.name).into()),
                    None => {
                        let name = found.name.name.clone();
                        let problem = Problem::NoLabel { name, label: word.text.clone() };
                        Err(Fault::new(problem, word.at.clone()))
                    }
                },
                Value::Text(..)
                | Value::Number(..)
                | Value::Call(..)
                | Value::List(..)
                | Value::Object(..) => Err(self.misfit(value)),
            },
            Content::Unsupported => Err(self.misfit(value)),
        }
    }
}

fn literal(dialect: Dialect, scalar: Scalar, value: &Value) -> Option<Sql> {
    match (scalar, value) {
        (Scalar::Int | Scalar::BigInt, Value::Number(number, _)) => {
            (!number.contains('.')).then(|| Sql::from_database(number))
        }
        (Scalar::Float | Scalar::Decimal, Value::Number(number, _)) => Some(Sql::from_database(number)),
        (Scalar::Decimal, Value::Text(text, _)) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let number = !digits.is_empty() && digits.split('.').count() <= 2;
            let plain = digits
                .split('.')
                .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty());
            (number && plain).then(|| Sql::from_database(text))
        }
        (Scalar::Boolean, Value::Word(word)) => match word.text.as_str() {
            "true" => Some(Sql::raw("true")),
            "false" => Some(Sql::raw("false")),
            _ => None,
        },
        (Scalar::String, Value::Text(text, _)) => Some(Literal(text).into()),
        (Scalar::Json, Value::Text(text, _)) => {
            serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
            Some(Literal(text).into())
        }
        (Scalar::Bytes, Value::Text(text, _)) => {
            let hex = hex::encode(base64(text)?);
            Some(match dialect {
                Dialect::Postgres => Literal(&format!("\\x{hex}")).into(),
                // As Prisma writes it, though SQLite takes it for text.
                Dialect::Sqlite => Literal(&hex).into(),
            })
        }
        (Scalar::DateTime, Value::Text(text, _)) => Some(Literal(&moment(text)?).into()),
        _ => None,
    }
}

fn base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// A moment of RFC 3339 as Prisma writes it: its own time of day, and its own distance from UTC.
fn moment(text: &str) -> Option<String> {
    use time::format_description::well_known::Rfc3339;
    let moment = time::OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let nanoseconds = format!("{:09}", moment.nanosecond());
    // In groups of three digits, and none where all are zero.
    let groups = nanoseconds.trim_end_matches('0').len().div_ceil(3);
    let fraction = match groups {
        0 => String::new(),
        groups => format!(".{}", &nanoseconds[..groups * 3]),
    };
    let (hours, minutes, _) = moment.offset().as_hms();
    let sign = if moment.offset().is_negative() { '-' } else { '+' };
    let (date, at) = (moment.date(), moment.time());
    Some(format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}{fraction} {sign}{:02}:{:02}",
        date.year(),
        u8::from(date.month()),
        date.day(),
        at.hour(),
        at.minute(),
        at.second(),
        hours.unsigned_abs(),
        minutes.unsigned_abs(),
    ))
}
