//! What a database told when its catalog was read, kept so that the catalog can be had again without the database. Must
//! not know where it is kept.

use evenkeel_core::Selection;
use evenkeel_sources::checksum;
use evenkeel_sources::lexer::Dialect;

use crate::error::EngineError;
use crate::packed::{pack, unpack};
use crate::state::State;

/// What is kept of a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keeping {
    #[default]
    State,
    /// Also the rows, so that they can be read again.
    Rows,
}

/// A catalog and, where it was asked for, the rows that it was made of.
pub(crate) struct Look {
    pub(crate) state: State,
    pub(crate) rows: Option<CatalogRows>,
}

/// The rows of a catalog in any order: for each cell its length and its text, `-` for none, and a line end behind each
/// row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CatalogRows(Vec<u8>);

impl CatalogRows {
    pub(crate) fn push<'a>(&mut self, cells: impl IntoIterator<Item = Option<&'a str>>) {
        for cell in cells {
            match cell {
                None => self.0.push(b'-'),
                Some(text) => {
                    self.0.extend_from_slice(text.len().to_string().as_bytes());
                    self.0.push(b':');
                    self.0.extend_from_slice(text.as_bytes());
                }
            }
        }
        self.0.push(b'\n');
    }

    pub(crate) fn pack(&self) -> String {
        pack(&self.0)
    }

    pub(crate) fn unpack(text: &str) -> Option<CatalogRows> {
        unpack(text).map(CatalogRows)
    }

    /// The rows again; nothing where they are none.
    fn rows(&self) -> Option<Vec<Vec<Option<&str>>>> {
        let mut rows = Vec::new();
        let mut row = Vec::new();
        let mut rest = std::str::from_utf8(&self.0).ok()?;
        while let Some(first) = rest.chars().next() {
            match first {
                '\n' => rows.push(std::mem::take(&mut row)),
                '-' => row.push(None),
                _ => {
                    let (length, behind) = rest.split_once(':')?;
                    let text = behind.get(..length.parse().ok()?)?;
                    row.push(Some(text));
                    rest = &behind[text.len()..];
                    continue;
                }
            }
            rest = &rest[1..];
        }
        Some(rows)
    }

    /// The catalog that the rows make.
    ///
    /// # Errors
    /// They are not rows as this version reads them.
    pub(crate) fn read(&self, dialect: Dialect, selection: &Selection) -> Result<State, EngineError> {
        let rows =
            self.rows().ok_or_else(|| EngineError::Catalog("what was kept of it is damaged".to_owned()))?;
        let state = match dialect {
            Dialect::Postgres => postgres(&rows),
            Dialect::Sqlite => sqlite(&rows),
        };
        Ok(state.map_err(EngineError::Catalog)?.selected(selection))
    }
}

fn postgres(rows: &[Vec<Option<&str>>]) -> Result<State, String> {
    let mut reader = evenkeel_postgres::inspect::Reader::new();
    rows.iter().try_for_each(|row| reader.row(row)).map_err(|error| error.to_string())?;
    reader.finish().map(State::Postgres).map_err(|error| error.to_string())
}

fn sqlite(rows: &[Vec<Option<&str>>]) -> Result<State, String> {
    let mut reader = evenkeel_sqlite::inspect::Reader::new();
    rows.iter().try_for_each(|row| reader.row(row)).map_err(|error| error.to_string())?;
    reader.finish().map(State::Sqlite).map_err(|error| error.to_string())
}

/// Told by versions that ask a database the same questions, and so understand each other's rows.
pub(crate) fn form(dialect: Dialect) -> String {
    let questions = match dialect {
        Dialect::Postgres => evenkeel_postgres::inspect::questions(),
        Dialect::Sqlite => evenkeel_sqlite::inspect::script().to_owned(),
    };
    checksum::bytes(&questions).as_str()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let all: [&[Option<&str>]; 3] =
            [&[Some("a"), None, Some("")], &[], &[Some("ü\n-3:x"), Some("-"), Some("12")]];
        let mut rows = CatalogRows::default();
        all.iter().for_each(|row| rows.push(row.iter().copied()));
        let again = CatalogRows::unpack(&rows.pack()).unwrap();
        assert_eq!(again.rows().unwrap(), all);
        assert_eq!(CatalogRows(b"9:short".to_vec()).rows(), None);
    }
}
