//! Where schemas and migrations come from: SQL files, migrations on disk, and what the user names.
//!
//! No database drivers. Files are read and written only in [`files`] and [`folder`]; everything else
//! is a function from text to value.

pub mod checksum;
mod cursor;
pub mod explain;
pub mod lexer;
pub mod position;
pub mod segments;
pub mod split;
pub mod statement;
