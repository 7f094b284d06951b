//! The types of Prisma and what they are in each database. Must not know fields.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use super::arguments::shown;
use super::ast::{Attribute, Value};
use super::error::{Fault, Problem};
use crate::lexer::Dialect;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Int,
    BigInt,
    Float,
    Decimal,
    Boolean,
    String,
    DateTime,
    Bytes,
    Json,
}

pub(super) const SCALARS: &[(&str, Scalar)] = &[
    ("Int", Scalar::Int),
    ("BigInt", Scalar::BigInt),
    ("Float", Scalar::Float),
    ("Decimal", Scalar::Decimal),
    ("Boolean", Scalar::Boolean),
    ("String", Scalar::String),
    ("DateTime", Scalar::DateTime),
    ("Bytes", Scalar::Bytes),
    ("Json", Scalar::Json),
];

impl Scalar {
    pub(super) fn named(name: &str) -> Option<Scalar> {
        SCALARS.iter().find(|(known, _)| *known == name).map(|(_, scalar)| *scalar)
    }

    pub(super) fn name(self) -> &'static str {
        SCALARS.iter().find(|(_, scalar)| *scalar == self).map_or("", |(name, _)| name)
    }

    /// The type where no `@db.` says another.
    pub(super) fn usual(self, dialect: Dialect) -> Sql {
        Sql::raw(match (dialect, self) {
            (_, Scalar::Int) => "INTEGER",
            (_, Scalar::BigInt) => "BIGINT",
            (_, Scalar::Boolean) => "BOOLEAN",
            (_, Scalar::String) => "TEXT",
            (_, Scalar::Json) => "JSONB",
            (Dialect::Postgres, Scalar::Float) => "DOUBLE PRECISION",
            (Dialect::Postgres, Scalar::Decimal) => "DECIMAL(65,30)",
            (Dialect::Postgres, Scalar::DateTime) => "TIMESTAMP(3)",
            (Dialect::Postgres, Scalar::Bytes) => "BYTEA",
            (Dialect::Sqlite, Scalar::Float) => "REAL",
            (Dialect::Sqlite, Scalar::Decimal) => "DECIMAL",
            (Dialect::Sqlite, Scalar::DateTime) => "DATETIME",
            (Dialect::Sqlite, Scalar::Bytes) => "BLOB",
        })
    }
}

/// What a native type takes in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Nothing,
    /// A number from 1.
    Length,
    /// A number from 0 to 6.
    Precision,
    /// Two numbers.
    Scale,
}

impl Takes {
    fn told(self) -> &'static str {
        match self {
            Takes::Nothing => "nothing in parentheses",
            Takes::Length => "one number from 1, or nothing",
            Takes::Precision => "one number from 0 to 6, or nothing",
            Takes::Scale => {
                "two numbers, or nothing: up to 1000 digits, and how many of them stand behind the point"
            }
        }
    }

    fn fit(self, numbers: &[u32]) -> bool {
        match (self, numbers) {
            (_, []) => true,
            (Takes::Length, [length]) => *length > 0,
            (Takes::Precision, [digits]) => *digits <= 6,
            (Takes::Scale, [digits, scale]) => (1..=1000).contains(digits) && scale <= digits,
            (Takes::Nothing | Takes::Length | Takes::Precision | Takes::Scale, _) => false,
        }
    }
}

/// All of PostgreSQL: the name behind `@db.`, for which scalar, what it takes and what it is called there.
const POSTGRES: &[(&str, Scalar, Takes, &str)] = &[
    ("SmallInt", Scalar::Int, Takes::Nothing, "SMALLINT"),
    ("Integer", Scalar::Int, Takes::Nothing, "INTEGER"),
    ("Oid", Scalar::Int, Takes::Nothing, "OID"),
    ("BigInt", Scalar::BigInt, Takes::Nothing, "BIGINT"),
    ("Decimal", Scalar::Decimal, Takes::Scale, "DECIMAL"),
    ("Money", Scalar::Decimal, Takes::Nothing, "MONEY"),
    ("Real", Scalar::Float, Takes::Nothing, "REAL"),
    ("DoublePrecision", Scalar::Float, Takes::Nothing, "DOUBLE PRECISION"),
    ("Boolean", Scalar::Boolean, Takes::Nothing, "BOOLEAN"),
    ("Text", Scalar::String, Takes::Nothing, "TEXT"),
    ("VarChar", Scalar::String, Takes::Length, "VARCHAR"),
    ("Char", Scalar::String, Takes::Length, "CHAR"),
    ("Citext", Scalar::String, Takes::Nothing, "CITEXT"),
    ("Bit", Scalar::String, Takes::Length, "BIT"),
    ("VarBit", Scalar::String, Takes::Length, "VARBIT"),
    ("Uuid", Scalar::String, Takes::Nothing, "UUID"),
    ("Inet", Scalar::String, Takes::Nothing, "INET"),
    ("Xml", Scalar::String, Takes::Nothing, "XML"),
    ("Timestamp", Scalar::DateTime, Takes::Precision, "TIMESTAMP"),
    ("Timestamptz", Scalar::DateTime, Takes::Precision, "TIMESTAMPTZ"),
    ("Date", Scalar::DateTime, Takes::Nothing, "DATE"),
    ("Time", Scalar::DateTime, Takes::Precision, "TIME"),
    ("Timetz", Scalar::DateTime, Takes::Precision, "TIMETZ"),
    ("ByteA", Scalar::Bytes, Takes::Nothing, "BYTEA"),
    ("Json", Scalar::Json, Takes::Nothing, "JSON"),
    ("JsonB", Scalar::Json, Takes::Nothing, "JSONB"),
];

/// Reads `@db.Name(…)`, with `name` for what stands behind the point.
pub(super) fn native(
    dialect: Dialect,
    name: &str,
    attribute: &Attribute,
    scalar: Scalar,
) -> Result<Sql, Fault> {
    let at = attribute.name.at.clone();
    let known = match dialect {
        Dialect::Postgres => POSTGRES.iter().find(|(known, ..)| *known == name),
        Dialect::Sqlite => None,
    };
    let Some((_, fitting, takes, sql)) = known else {
        let database = super::called(dialect);
        return Err(Fault::new(Problem::NoNative { name: name.to_owned(), database }, at));
    };
    if *fitting != scalar {
        let problem = Problem::NativeMisfit {
            native: name.to_owned(),
            scalar: scalar.name().to_owned(),
            fitting: fitting.name(),
        };
        return Err(Fault::new(problem, at));
    }
    let wrong = || Problem::NativeArguments { name: name.to_owned(), takes: takes.told() };
    let numbers: Option<Vec<u32>> = attribute.arguments.iter().map(|one| number(&one.value)).collect();
    let numbers = numbers.filter(|numbers| takes.fit(numbers));
    let numbers = numbers.ok_or_else(|| Fault::new(wrong(), attribute.at.clone()))?;
    let of = Sql::raw(sql);
    Ok(match numbers.as_slice() {
        [] => of,
        [one] => sql!("{}({})", of, *one),
        [one, two, ..] => sql!("{}({},{})", of, *one, *two),
    })
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(..) => shown(value).parse().ok(),
        Value::Text(..) | Value::Word(_) | Value::Call(..) | Value::List(..) | Value::Object(..) => None,
    }
}
