//! What the rows of a table refer to. Must not know values.

use crate::object::ObjectId;
use crate::sql;
use crate::sql::{Ident, Name, Sql};

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub target: ObjectId,
    /// The columns that refer, and those that they refer to.
    pub columns: Vec<String>,
    pub to: Vec<String>,
}

impl Key {
    /// The rows that it can refer to, that of a number first.
    pub(super) fn rows(&self, number: usize) -> Sql {
        let to = Sql::join(self.to.iter().map(|name| Ident::new(name)), ", ");
        let target = Name::from(&self.target);
        let some = sql!("SELECT {} FROM {} ORDER BY {}", to, target, to);
        sql!(
            "SELECT * FROM ({} LIMIT 1 OFFSET {}) AS one UNION ALL SELECT * FROM ({} LIMIT 3) AS others",
            some,
            number,
            some
        )
    }

    /// As [`Key::rows`], and nothing where there are none.
    pub(super) fn rows_or_nothing(&self, number: usize) -> Sql {
        let nothing = Sql::join(self.columns.iter().map(|_| "NULL"), ", ");
        sql!("{} UNION ALL SELECT {}", self.rows(number), nothing)
    }

    /// That what stands in its columns refers to a row, or that one of them is empty.
    pub(super) fn rule(&self) -> Sql {
        let same = self.columns.iter().zip(&self.to);
        let same = same.map(|(own, other)| sql!("target.{} = {}", Ident::new(other), Ident::new(own)));
        let empty = Sql::join(self.columns.iter().map(|own| sql!("{} IS NULL", Ident::new(own))), " OR ");
        sql!(
            "{} OR EXISTS (SELECT 1 FROM {} AS target WHERE {})",
            empty,
            Name::from(&self.target),
            Sql::join(same, " AND ")
        )
    }

    /// That a row refers to itself.
    pub(super) fn reflexive(&self) -> Sql {
        let same = self.columns.iter().zip(&self.to);
        Sql::join(same.map(|(own, other)| sql!("{} = {}", Ident::new(own), Ident::new(other))), " AND ")
    }
}
