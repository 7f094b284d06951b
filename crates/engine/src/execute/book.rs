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
        match self {
            Book::Nothing => Vec::new(),
            Book::Up | Book::Down => {
                let opens = self.opens(material, part) && part.way == Way::InTransaction;
                let started = opens.then(|| self.started(material));
                started.into_iter().chain(self.ended(material, part, stamp)).collect()
            }
        }
    }

    /// The rows that come before a statement that cannot run in a transaction.
    pub(crate) fn before<'a>(self, material: &'a Material, part: &'a Part) -> Vec<Entry<'a>> {
        match self {
            Book::Nothing => Vec::new(),
            Book::Up | Book::Down => {
                let started = self.opens(material, part).then(|| self.started(material));
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

    fn started(self, material: &Material) -> Entry<'_> {
        let event = match self {
            Book::Up | Book::Nothing => EventKind::Started,
            Book::Down => EventKind::TakingBack,
        };
        Entry {
            checksum: Some(material.checksum.as_str()),
            bytes: Some(material.bytes.as_str()),
            script: material.script().filter(|_| self != Book::Down),
            ..Entry::new(&material.migration, event)
        }
    }

    /// The row with which the whole script is done.
    pub(crate) fn end<'a>(self, material: &'a Material, stamp: Option<&'a str>) -> Entry<'a> {
        match self {
            Book::Up | Book::Nothing => applied(material, stamp),
            Book::Down => {
                Entry { fingerprint: stamp, ..Entry::new(&material.migration, EventKind::RolledBack) }
            }
        }
    }

    fn ended<'a>(self, material: &'a Material, part: &'a Part, stamp: Option<&'a str>) -> Vec<Entry<'a>> {
        let closes = material.closing() == Some(part.index);
        let kind = match part.way {
            Way::InTransaction if closes => {
                return vec![Entry { elapsed: Elapsed::SinceTransaction, ..self.end(material, stamp) }];
            }
            Way::InTransaction => EventKind::Segment,
            Way::Alone(_) => EventKind::JournalAfter,
            Way::ForSession if closes => return vec![self.end(material, stamp)],
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
        let end = closes.then(|| self.end(material, stamp));
        [done].into_iter().chain(end).collect()
    }

    /// Whether the part is the first of several that leave something in the ledger.
    fn opens(self, material: &Material, part: &Part) -> bool {
        let lasting = |part: &&Part| part.way != Way::ForSession;
        let first = material.parts.iter().find(lasting).map(|first| first.index);
        let several = material.closing() != Some(part.index) || part.way != Way::InTransaction;
        first == Some(part.index) && several
    }
}

/// The row that makes a migration applied.
pub(crate) fn applied<'a>(material: &'a Material, stamp: Option<&'a str>) -> Entry<'a> {
    Entry {
        checksum: Some(material.checksum.as_str()),
        bytes: Some(material.bytes.as_str()),
        script: material.script(),
        fingerprint: stamp,
        statements: Some(material.parts.iter().map(|part| part.statements.len()).sum()),
        ..Entry::new(&material.migration, EventKind::Applied)
    }
}
