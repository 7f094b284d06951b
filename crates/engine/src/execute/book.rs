//! Which rows the ledger gets for a part of a script. Must not know how they are written.

use super::material::{Material, Part, Way};
use crate::ledger::{Elapsed, Entry, EventKind};

/// What is being run, as far as the ledger is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Book {
    /// A migration.
    Up,
    /// The way back of a migration.
    Down,
    /// Something that no ledger knows about.
    Nothing,
}

impl Book {
    /// The rows that commit together with a part that is done.
    pub(crate) fn done<'a>(
        self,
        material: &'a Material,
        part: &'a Part,
        stamp: Option<&'a str>,
    ) -> Vec<Entry<'a>> {
        let closes = material.closing() == Some(part.index);
        match self {
            Book::Nothing => Vec::new(),
            Book::Down if closes => vec![Entry {
                fingerprint: stamp,
                elapsed: Elapsed::SinceTransaction,
                ..Entry::new(&material.migration, EventKind::RolledBack)
            }],
            Book::Down => Vec::new(),
            Book::Up => {
                let started =
                    (self.opens(material, part) && part.way == Way::InTransaction).then(|| started(material));
                started.into_iter().chain(done_up(material, part, stamp)).collect()
            }
        }
    }

    /// The rows that come before a statement that cannot run in a transaction.
    pub(crate) fn before<'a>(self, material: &'a Material, part: &'a Part) -> Vec<Entry<'a>> {
        match self {
            Book::Nothing | Book::Down => Vec::new(),
            Book::Up => {
                let started = self.opens(material, part).then(|| started(material));
                let journal = Entry {
                    segment: Some(part.index),
                    statement: Some(part.first),
                    checksum: Some(part.checksum.as_str()),
                    ..Entry::new(&material.migration, EventKind::JournalBefore)
                };
                started.into_iter().chain([journal]).collect()
            }
        }
    }

    /// Whether the part is the first of several that leave something in the ledger.
    fn opens(self, material: &Material, part: &Part) -> bool {
        let lasting = |part: &&Part| part.way != Way::ForSession;
        let first = material.parts.iter().find(lasting).map(|first| first.index);
        let several = material.closing() != Some(part.index) || part.way != Way::InTransaction;
        first == Some(part.index) && several
    }
}

fn started(material: &Material) -> Entry<'_> {
    Entry {
        checksum: Some(material.checksum.as_str()),
        bytes: Some(material.bytes.as_str()),
        ..Entry::new(&material.migration, EventKind::Started)
    }
}

/// The row that makes a migration applied.
pub(crate) fn applied<'a>(material: &'a Material, stamp: Option<&'a str>) -> Entry<'a> {
    Entry {
        checksum: Some(material.checksum.as_str()),
        bytes: Some(material.bytes.as_str()),
        fingerprint: stamp,
        statements: Some(material.parts.iter().map(|part| part.statements.len()).sum()),
        ..Entry::new(&material.migration, EventKind::Applied)
    }
}

fn done_up<'a>(material: &'a Material, part: &'a Part, stamp: Option<&'a str>) -> Vec<Entry<'a>> {
    let closes = material.closing() == Some(part.index);
    let kind = match part.way {
        Way::InTransaction if closes => {
            return vec![Entry { elapsed: Elapsed::SinceTransaction, ..applied(material, stamp) }];
        }
        Way::InTransaction => EventKind::Segment,
        Way::Alone(_) => EventKind::JournalAfter,
        Way::ForSession if closes => return vec![applied(material, stamp)],
        Way::ForSession => return Vec::new(),
    };
    let done = Entry {
        segment: Some(part.index),
        statement: Some(part.first),
        statements: Some(part.statements.len()),
        checksum: Some(part.checksum.as_str()),
        elapsed: if kind == EventKind::Segment { Elapsed::SinceTransaction } else { Elapsed::Unknown },
        ..Entry::new(&material.migration, kind)
    };
    let end = closes.then(|| applied(material, stamp));
    [done].into_iter().chain(end).collect()
}
