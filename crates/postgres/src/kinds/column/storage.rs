//! How values of a column are kept (manual, 73.2). Must not know other facets.

use evenkeel_core::sql::Sql;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Storage {
    #[serde(rename = "p")]
    Plain,
    #[serde(rename = "e")]
    External,
    #[serde(rename = "m")]
    Main,
    #[serde(rename = "x")]
    Extended,
}

impl Storage {
    pub(super) fn word(self) -> Sql {
        Sql::raw(match self {
            Storage::Plain => "PLAIN",
            Storage::External => "EXTERNAL",
            Storage::Main => "MAIN",
            Storage::Extended => "EXTENDED",
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Compression {
    #[serde(rename = "p")]
    Pglz,
    #[serde(rename = "l")]
    Lz4,
}

impl Compression {
    pub(super) fn word(self) -> Sql {
        Sql::raw(match self {
            Compression::Pglz => "pglz",
            Compression::Lz4 => "lz4",
        })
    }
}
