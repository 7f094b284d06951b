//! Which rows the ledger gets for a part of a script. Must not know how they are written.

use evenkeel_sources::Checksum;

use super::document::Document;
use super::material::{Material, Part, Way};
use super::ready::Ready;
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

    /// The rows by which a statement that was announced and refused is to be begun anew.
    pub(crate) fn undone<'a>(self, material: &'a Material, part: &'a Part) -> Vec<Entry<'a>> {
        self.withdrawn(material, part.index, &part.checksum)
    }

    /// The rows that come before a program that runs outside of a transaction.
    pub(crate) fn before_program(self, document: &Document) -> Vec<Entry<'_>> {
        match self {
            Book::Nothing => Vec::new(),
            Book::Up | Book::Down => {
                let journal = Entry {
                    segment: Some(0),
                    statement: Some(1),
                    checksum: Some(document.checksum.as_str()),
                    ..Entry::new(&document.migration, EventKind::JournalBefore)
                };
                vec![self.started(document), journal]
            }
        }
    }

    /// The rows with which a program is done that ran outside of a transaction.
    pub(crate) fn after_program<'a>(self, document: &'a Document, stamp: Option<&'a str>) -> Vec<Entry<'a>> {
        match self {
            Book::Nothing => Vec::new(),
            Book::Up | Book::Down => {
                let journal = Entry {
                    segment: Some(0),
                    statement: Some(1),
                    checksum: Some(document.checksum.as_str()),
                    ..Entry::new(&document.migration, EventKind::JournalAfter)
                };
                vec![journal, self.end(document, None, stamp)]
            }
        }
    }

    /// The row by which a program that failed outside of a transaction is to be begun anew.
    pub(crate) fn undone_program(self, document: &Document) -> Vec<Entry<'_>> {
        self.withdrawn(document, 0, &document.checksum)
    }

    fn withdrawn<'a>(self, document: &'a Document, segment: usize, checksum: &'a Checksum) -> Vec<Entry<'a>> {
        match self {
            Book::Nothing => Vec::new(),
            Book::Up | Book::Down => vec![Entry {
                segment: Some(segment),
                checksum: Some(checksum.as_str()),
                ..Entry::new(&document.migration, EventKind::JournalUndone)
            }],
        }
    }

    fn started(self, material: &Document) -> Entry<'_> {
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
    pub(crate) fn end<'a>(
        self,
        document: &'a Document,
        statements: Option<usize>,
        stamp: Option<&'a str>,
    ) -> Entry<'a> {
        match self {
            Book::Up | Book::Nothing => applied_as(document, statements, stamp),
            Book::Down => {
                Entry { fingerprint: stamp, ..Entry::new(&document.migration, EventKind::RolledBack) }
            }
        }
    }

    fn ended<'a>(self, material: &'a Material, part: &'a Part, stamp: Option<&'a str>) -> Vec<Entry<'a>> {
        let closes = material.closing() == Some(part.index);
        let end = || self.end(material, Some(material.statements()), stamp);
        let kind = match part.way {
            Way::InTransaction if closes => {
                return vec![Entry { elapsed: Elapsed::SinceTransaction, ..end() }];
            }
            Way::InTransaction => EventKind::Segment,
            Way::Alone(_) => EventKind::JournalAfter,
            Way::ForSession if closes => return vec![end()],
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
        [done].into_iter().chain(closes.then(end)).collect()
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
pub(crate) fn applied<'a>(ready: &'a Ready, stamp: Option<&'a str>) -> Entry<'a> {
    applied_as(ready.document(), ready.statements(), stamp)
}

fn applied_as<'a>(document: &'a Document, statements: Option<usize>, stamp: Option<&'a str>) -> Entry<'a> {
    Entry {
        checksum: Some(document.checksum.as_str()),
        bytes: Some(document.bytes.as_str()),
        script: document.script(),
        fingerprint: stamp,
        statements,
        ..Entry::new(&document.migration, EventKind::Applied)
    }
}
