//! The tables and columns that were read, by the numbers under which other rows know them. Must not know the other rows.

use super::assemble::Map;
use super::{Address, Row};
use crate::kinds::Object;
use crate::kinds::table::Table;

#[derive(Default)]
pub struct Tables<'a> {
    tables: Map<u32, &'a Table>,
    columns: Map<Address, &'a str>,
}

impl<'a> Tables<'a> {
    pub(super) fn of(rows: impl Iterator<Item = &'a Row<Object>>) -> Self {
        let mut read = Tables::default();
        for Row { address, value, .. } in rows {
            if let Object::Table(table) = value {
                read.tables.insert(address.1, table);
            }
            if let Object::Column(column) = value {
                read.columns.insert(*address, &column.name);
            }
        }
        read
    }

    pub(crate) fn table(&self, oid: u32) -> Option<&'a Table> {
        self.tables.get(&oid).copied()
    }

    /// The names of columns of one table.
    pub(crate) fn columns(&self, table: u32, numbers: &[i32]) -> impl Iterator<Item = &'a str> {
        /// The oid of `pg_class`, in which all columns have their addresses.
        const PG_CLASS: u32 = 1259;
        numbers.iter().filter_map(move |number| self.columns.get(&(PG_CLASS, table, *number)).copied())
    }
}
