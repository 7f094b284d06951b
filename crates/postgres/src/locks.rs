//! PostgreSQL's table-level locks and what each keeps waiting (manual, 13.3.1). Must not know which statement
//! takes which: the kinds say that beside the statement.

use evenkeel_core::{Blocks, Lock, ObjectId};

/// The modes that schema changes take, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    AccessExclusive,
}

impl Mode {
    /// On a table.
    pub(crate) fn on(self, schema: &str, table: &str) -> Lock {
        self.of(ObjectId::new("table", &[schema, table]))
    }

    /// On a relation of any kind.
    pub(crate) fn of(self, relation: ObjectId) -> Lock {
        let (mode, blocks) = match self {
            Mode::ShareUpdateExclusive => ("SHARE UPDATE EXCLUSIVE", Blocks::Schema),
            Mode::Share => ("SHARE", Blocks::Writers),
            Mode::ShareRowExclusive => ("SHARE ROW EXCLUSIVE", Blocks::Writers),
            Mode::AccessExclusive => ("ACCESS EXCLUSIVE", Blocks::Everyone),
        };
        Lock { relation, mode, blocks }
    }
}
