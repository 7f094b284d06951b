//! What is not as a plan on file saw it. Must not know what is done about it.

use std::collections::BTreeSet;
use std::fmt;

use evenkeel_core::ObjectId;
use evenkeel_sources::{Migration, Migrations};

use super::{PlanFile, files};
use crate::database::Database;
use crate::database::look::{CatalogRows, form};
use crate::ledger::{LedgerView, Phase, Record};
use crate::planning::Side;
use crate::stamp::Stamp;
use crate::state::State;
use crate::stray::Strayed;

/// One thing that is not as the plan saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlike {
    AppliedSince {
        migration: String,
    },
    TakenBackSince {
        migration: String,
    },
    /// The migrations are the same, and yet it is not the same ledger.
    OtherLedger {
        migration: String,
    },
    File {
        migration: String,
        file: String,
        change: Change,
    },
    /// It is pending, and the plan does not know it.
    Unplanned {
        migration: String,
    },
    /// The plan would run it, and it is not there any more.
    Gone {
        migration: String,
    },
    Object {
        object: ObjectId,
        change: Change,
    },
    /// It cannot be told what.
    Catalog,
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Came,
    Went,
    Changed,
}

impl fmt::Display for Unlike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unlike::AppliedSince { migration } => write!(f, "migration {migration} was applied since"),
            Unlike::TakenBackSince { migration } => {
                write!(f, "migration {migration} was applied then, and is not now")
            }
            Unlike::OtherLedger { migration } => {
                write!(
                    f,
                    "migration {migration} was applied at another time: this is another database, or it was applied anew"
                )
            }
            Unlike::File { migration, file, change } => {
                write!(f, "{file} of migration {migration} {change} since")
            }
            Unlike::Unplanned { migration } => {
                write!(f, "migration {migration} is pending, and was not there then")
            }
            Unlike::Gone { migration } => write!(f, "migration {migration} is not there any more"),
            Unlike::Object { object, change } => write!(f, "{object} {change} since"),
            Unlike::Catalog => f.write_str("the schema of the database was changed since"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Change::Came => "was added",
            Change::Went => "was removed",
            Change::Changed => "was changed",
        })
    }
}

impl PlanFile {
    /// What of the history and the files is not as the plan saw it. What the plan itself has applied already, in a run that was
    /// cut off, is as it should be.
    pub(crate) fn unlike(
        &self,
        migrations: &Migrations,
        pending: &[&Migration],
        ledger: &LedgerView,
    ) -> Vec<Unlike> {
        let mut found = self.unlike_history(ledger);
        for planned in &self.migrations {
            let there = migrations.list.iter().find(|one| one.name.as_str() == planned.migration);
            let Some(there) = there else {
                found.push(Unlike::Gone { migration: planned.migration.clone() });
                continue;
            };
            let now = files(there);
            let names: BTreeSet<&String> = planned.files.keys().chain(now.keys()).collect();
            for file in names {
                let change = match (planned.files.get(file), now.get(file)) {
                    (Some(then), Some(now)) if then == now => continue,
                    (Some(_), Some(_)) => Change::Changed,
                    (Some(_), None) => Change::Went,
                    (None, _) => Change::Came,
                };
                found.push(Unlike::File { migration: planned.migration.clone(), file: file.clone(), change });
            }
        }
        let own = self.names();
        let unplanned = pending.iter().map(|one| one.name.as_str()).filter(|name| !own.contains(name));
        found.extend(unplanned.map(|name| Unlike::Unplanned { migration: name.to_owned() }));
        found
    }

    fn unlike_history(&self, ledger: &LedgerView) -> Vec<Unlike> {
        let own = self.names();
        let applied = ledger.applied();
        let mut found = Vec::new();
        for migration in &self.seen.applied {
            if !ledger.is_applied(migration) {
                found.push(Unlike::TakenBackSince { migration: migration.clone() });
            }
        }
        for record in &applied {
            let name = record.migration.as_str();
            if !self.seen.applied.iter().any(|known| known == name) && !own.contains(&name) {
                found.push(Unlike::AppliedSince { migration: name.to_owned() });
            }
        }
        let last = self.seen.last.as_ref().filter(|_| found.is_empty());
        let moved = last.filter(|last| ledger.record(&last.migration).is_none_or(|now| now.row != last.row));
        found.extend(moved.map(|last| Unlike::OtherLedger { migration: last.migration.clone() }));
        found
    }

    /// Whether a run of this plan has done something already.
    pub(crate) fn is_begun(&self, ledger: &LedgerView) -> bool {
        let names = self.names();
        let own = ledger.half_applied().find(|record| names.contains(&record.migration.as_str()));
        let half = own.map(|record| (record.migration.clone(), parts(record)));
        half != self.seen.begun || names.iter().any(|name| ledger.is_applied(name))
    }

    /// What of the catalog is not as the plan saw it.
    pub(crate) fn unlike_catalog(&self, database: &Database, now: &State) -> Vec<Unlike> {
        let stamp = Stamp::new(database.major(), now.fingerprint()).to_string();
        if stamp == self.seen.stamp {
            return Vec::new();
        }
        let known = (self.seen.form == form(database.dialect())).then_some(&self.seen.catalog);
        let then = known.and_then(|rows| CatalogRows::unpack(rows));
        let then = then.and_then(|rows| rows.read(database.dialect(), database.selection()).ok());
        let objects = then.map(|then| Strayed::between(then, now).objects).unwrap_or_default();
        let changed = objects.into_iter().map(|difference| Unlike::Object {
            object: difference.object,
            change: match difference.side {
                Side::OnlyOld => Change::Went,
                Side::OnlyNew => Change::Came,
                Side::Both => Change::Changed,
            },
        });
        let changed: Vec<Unlike> = changed.collect();
        if changed.is_empty() { vec![Unlike::Catalog] } else { changed }
    }
}

/// How many parts of a migration are done.
pub(super) fn parts(record: &Record) -> usize {
    match &record.phase {
        Phase::HalfApplied { done, .. } => done.len(),
        Phase::Applied | Phase::HalfTakenBack { .. } | Phase::Failed | Phase::RolledBack => 0,
    }
}
