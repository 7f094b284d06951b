//! Where another tool's ledger stands. Must not know what is in it.

use evenkeel_core::{Literal, Name, Sql, sql};
use evenkeel_sources::lexer::Dialect;

use super::{Beside, Rules};

/// A table of either dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) dialect: Dialect,
    /// Nothing in SQLite.
    pub(super) schema: Option<String>,
    pub(super) bare: String,
}

impl Table {
    pub(super) fn of(beside: &Beside, rules: &dyn Rules, dialect: Dialect) -> Table {
        let (schema, table) = rules.usual_place();
        let schema = match dialect {
            Dialect::Postgres => Some(beside.schema.clone().unwrap_or_else(|| schema.to_owned())),
            Dialect::Sqlite => None,
        };
        Table { dialect, schema, bare: beside.table.clone().unwrap_or_else(|| table.to_owned()) }
    }

    pub(super) fn name(&self) -> Name {
        Name::new(self.schema.as_deref().into_iter().chain([self.bare.as_str()]))
    }

    /// Another table of the same tool, with a name that goes on.
    pub(super) fn beside(&self, ending: &str) -> Name {
        self.beside_it(&[self.bare.as_str(), ending].concat())
    }

    /// Another table of the same tool, in the same schema.
    pub(super) fn beside_it(&self, bare: &str) -> Name {
        Name::new(self.schema.as_deref().into_iter().chain([bare]))
    }

    /// Makes the table where it is missing, and its schema.
    pub(super) fn create(&self, columns: &Sql) -> Vec<Sql> {
        let schema = self.schema.as_deref().filter(|schema| *schema != "public");
        let schema = schema.map(|schema| sql!("CREATE SCHEMA IF NOT EXISTS {}", Name::new([schema])));
        let made = sql!("CREATE TABLE IF NOT EXISTS {} {}", self.name(), columns);
        schema.into_iter().chain([made]).collect()
    }

    /// Now, as a column of type timestamp takes it.
    pub(super) fn now(&self) -> Sql {
        Sql::raw(match self.dialect {
            Dialect::Postgres => "pg_catalog.now()",
            Dialect::Sqlite => "CURRENT_TIMESTAMP",
        })
    }

    /// One of two ways to say a thing.
    pub(super) fn either(&self, postgres: &'static str, sqlite: &'static str) -> Sql {
        Sql::raw(match self.dialect {
            Dialect::Postgres => postgres,
            Dialect::Sqlite => sqlite,
        })
    }

    /// Bytes, from their hexadecimal digits.
    pub(super) fn bytes(&self, hex: &str) -> Sql {
        match self.dialect {
            Dialect::Postgres => sql!("pg_catalog.decode({}, 'hex')", Literal(hex)),
            Dialect::Sqlite => sql!("unhex({})", Literal(hex)),
        }
    }
}
