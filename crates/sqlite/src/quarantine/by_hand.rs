//! Putting one thing back by hand, into a database that may have changed since. Must not know how it is sent.

use evenkeel_core::sql;
use evenkeel_core::sql::{Ident, Sql};

use super::{BECAME, Holds};

/// How a thing comes back, given the columns that its table has now (none where it is not there).
///
/// # Errors
/// Why it cannot, as a sentence.
pub fn returned(holds: &Holds, name: &str, there: &[String]) -> Result<Vec<Sql>, String> {
    let place = Ident::new(name);
    let has =
        |table: &str, column: &String| match there.iter().any(|known| known.eq_ignore_ascii_case(column)) {
            true => Ok(()),
            false => Err(format!("{table} has no column {column}; add it, and restore again")),
        };
    match holds {
        Holds::Rows { table, .. } if there.is_empty() => {
            Ok(vec![sql!("CREATE TABLE {} AS SELECT * FROM {}", Ident::new(table), place)])
        }
        Holds::Rows { table, columns } => {
            columns.iter().try_for_each(|column| has(table, column))?;
            let list = Sql::join(columns.iter().map(|column| Ident::new(column)), ", ");
            Ok(vec![sql!("INSERT INTO {} ({}) SELECT {} FROM {}", Ident::new(table), list, list, place)])
        }
        Holds::Values { table, .. } if there.is_empty() => {
            Err(format!("there is no table {table} any more; restore that first"))
        }
        Holds::Values { table, key, dropped, altered } => {
            key.iter().chain(dropped).chain(altered).try_for_each(|column| has(table, column))?;
            let target = Ident::new(table);
            let same = key.iter().map(|part| {
                let part = Ident::new(part);
                sql!("{}.{} = {}.{}", place, part, target, part)
            });
            let same = Sql::join(same, " AND ");
            let back = |column: &String, condition: Sql| {
                let column = Ident::new(column);
                let value = sql!("(SELECT {}.{} FROM {} WHERE {})", place, column, place, same);
                let waits = sql!("EXISTS (SELECT 1 FROM {} WHERE {}{})", place, same, condition);
                sql!("UPDATE {} SET {} = {} WHERE {}", target, column, value, waits)
            };
            let empty = |column: &String| sql!(" AND {}.{} IS NULL", target, Ident::new(column));
            let became = |column: &String| {
                let name = [BECAME, column].concat();
                sql!(" AND {}.{} IS {}.{}", place, Ident::new(&name), target, Ident::new(column))
            };
            let gone = dropped.iter().map(|column| back(column, empty(column)));
            Ok(gone.chain(altered.iter().map(|column| back(column, became(column)))).collect())
        }
    }
}

impl Holds {
    /// The table that it was of.
    pub fn table(&self) -> &str {
        match self {
            Holds::Rows { table, .. } | Holds::Values { table, .. } => table,
        }
    }
}
