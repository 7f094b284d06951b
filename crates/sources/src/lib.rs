//! Where schemas and migrations come from: SQL files, migrations on disk, and what the user names.
//!
//! No database drivers. Files are read and written only in [`files`] and [`folder`]; everything else
//! is a function from text to value. Every error says through [`Explain`] which bytes are at fault and
//! what to do.

pub mod backfill;
pub mod checksum;
mod cursor;
pub mod declared;
pub mod derived;
pub mod embedding;
pub mod explain;
pub mod extensions;
pub mod files;
pub mod folder;
pub mod hints;
pub mod layout;
pub mod lexer;
pub mod pace;
pub mod position;
pub mod prisma;
pub mod remark;
pub mod segments;
pub mod snapshot;
pub mod span;
pub mod spec;
pub mod split;
pub mod statement;
pub mod wording;

pub use backfill::Backfill;
pub use checksum::Checksum;
pub use declared::{Declared, SchemaPaths};
pub use derived::Derived;
pub use explain::{Explain, InFile};
pub use files::Script;
pub use folder::{Content, Migration, MigrationName, Migrations, Program};
pub use hints::{ConversionHint, RenameHint, Subject};
pub use layout::{Layout, Origin};
pub use lexer::Dialect;
pub use pace::{Pace, StatementPace};
pub use position::Location;
pub use segments::Segment;
pub use spec::{DatabaseUrl, StateSpec};
pub use split::Statement;
