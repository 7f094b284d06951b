//! What is to be run, and whether it may. Must not know a database: it compares what is on disk with what the ledger
//! says.

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Migration, Migrations};

use super::options::{Goal, MigrateOptions, OutOfOrder};
use crate::error::{EngineError, Fault};
use crate::history::{Condition, Standing, open_forks, standing};
use crate::ledger::LedgerView;
use crate::nearest::nearest;

/// What a run has to do.
#[derive(Debug, Default)]
pub(crate) struct Survey<'a> {
    pub(crate) pending: Vec<&'a Migration>,
    /// Applied, and only comments or white space differ now.
    pub(crate) reworded: Vec<String>,
    /// Whether everything before the first pending one is applied, so that its `before` can be compared.
    pub(crate) in_line: bool,
}

/// Compares disk and ledger.
///
/// # Errors
/// Everything that keeps the run from starting, all at once.
pub(crate) fn survey<'a>(
    dialect: Dialect,
    migrations: &'a Migrations,
    ledger: &LedgerView,
    options: &MigrateOptions,
) -> Result<Survey<'a>, EngineError> {
    let standings = standing(dialect, migrations, ledger);
    let mut faults: Vec<Fault> =
        standings.iter().filter_map(|one| fault(one, options.out_of_order)).collect();
    faults.extend(open_forks(migrations, ledger).into_iter().cloned().map(Fault::Forked));
    if !faults.is_empty() {
        return Err(EngineError::History(faults));
    }
    let all: Vec<(&Migration, &Standing)> =
        migrations.list.iter().zip(&standings).filter(|(_, one)| one.condition.is_pending()).collect();
    let in_line = all.iter().all(|(_, one)| !matches!(one.condition, Condition::OutOfOrder { .. }));
    let first = all.first().map(|(migration, _)| migration.name.as_str());
    let pending = chosen(migrations, all.iter().map(|(migration, _)| *migration).collect(), &options.goal)?;
    let starts_there = pending.first().map(|migration| migration.name.as_str()) == first;
    let reworded = standings.iter().filter(|one| one.condition == Condition::Reworded);
    Ok(Survey {
        pending,
        reworded: reworded.map(|one| one.migration.clone()).collect(),
        in_line: in_line && starts_there,
    })
}

fn fault(one: &Standing, out_of_order: OutOfOrder) -> Option<Fault> {
    let migration = one.migration.clone();
    match (&one.condition, out_of_order) {
        (Condition::Edited, _) => Some(Fault::Edited { migration }),
        (Condition::Missing, _) => Some(Fault::Missing { migration }),
        (Condition::HalfFolded { lacking }, _) => {
            Some(Fault::HalfFolded { migration, lacking: lacking.clone() })
        }
        (Condition::OutOfOrder { applied }, OutOfOrder::Refuse) => {
            Some(Fault::OutOfOrder { migration, applied: applied.clone() })
        }
        (Condition::HalfTakenBack { .. }, _) => Some(Fault::HalfTakenBack { migration }),
        (Condition::OutOfOrder { .. }, OutOfOrder::Allow)
        | (
            Condition::Applied
            | Condition::Reworded
            | Condition::Pending
            | Condition::HalfApplied { .. }
            | Condition::Failed
            | Condition::RolledBack,
            _,
        ) => None,
    }
}

fn chosen<'a>(
    migrations: &'a Migrations,
    pending: Vec<&'a Migration>,
    goal: &Goal,
) -> Result<Vec<&'a Migration>, EngineError> {
    let place = |name: &str| migrations.list.iter().position(|migration| migration.name.as_str() == name);
    let known = |name: &str| place(name).ok_or_else(|| unknown(migrations, name));
    match goal {
        Goal::All => Ok(pending),
        Goal::To(name) => {
            let last = known(name)?;
            let in_time = |migration: &&Migration| place(migration.name.as_str()) <= Some(last);
            Ok(pending.into_iter().filter(in_time).collect())
        }
        Goal::Only(name) => {
            let only = known(name)?;
            let it = |migration: &&Migration| place(migration.name.as_str()) == Some(only);
            Ok(pending.into_iter().filter(it).collect())
        }
    }
}

pub(crate) fn unknown(migrations: &Migrations, name: &str) -> EngineError {
    let names = migrations.list.iter().map(|migration| migration.name.as_str());
    EngineError::UnknownMigration { name: name.to_owned(), nearest: nearest(name, names) }
}
