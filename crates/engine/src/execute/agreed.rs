//! Whether what is about to be run is what was agreed upon: the plan on file, and who approved of it. Must not know how a
//! statement is sent.

use evenkeel_sources::{Migration, Migrations};

use super::options::MigrateOptions;
use super::postgres::Lock;
use super::survey::survey;
use super::watch::Watch;
use crate::adopt;
use crate::database::Database;
use crate::error::EngineError;
use crate::ledger::{Approval, Entry, EventKind, LedgerView};
use crate::plan_file::{Unlike, whole};

/// Who said yes to a migration, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Yeses {
    /// To it as it stands.
    pub now: Vec<String>,
    /// To what it was before its files were changed, and not since.
    pub outdated: Vec<String>,
}

impl Yeses {
    /// What the ledger says about a migration as it stands. Where it is not on disk any more, nothing can have changed.
    pub fn to(name: &str, migration: Option<&Migration>, ledger: &LedgerView) -> Yeses {
        let mut yeses = Yeses::default();
        let (now, outdated): (Vec<_>, Vec<_>) = ledger
            .approvals(name)
            .iter()
            .partition(|one| migration.is_none_or(|migration| Yeses::is_to(one, migration)));
        for one in now {
            add(&mut yeses.now, &one.by);
        }
        for one in outdated.into_iter().filter(|one| !yeses.now.contains(&one.by)) {
            add(&mut yeses.outdated, &one.by);
        }
        yeses
    }

    /// Whether an approval is one of all that a migration is made of now.
    pub fn is_to(approval: &Approval, migration: &Migration) -> bool {
        approval.bytes.as_deref() == Some(whole(migration).as_str())
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

/// A migration that too few people have approved of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unapproved {
    pub migration: String,
    pub required: usize,
    pub yeses: Yeses,
}

impl std::fmt::Display for Unapproved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.migration)?;
        let Yeses { now, outdated } = &self.yeses;
        match (now.is_empty(), outdated.is_empty()) {
            (false, _) => write!(f, "approved by {} alone", now.join(", ")),
            (true, false) => write!(f, "changed since {} approved of it", outdated.join(", ")),
            (true, true) => f.write_str("nobody has approved of it"),
        }
    }
}

/// Refuses to run anything else than what was agreed upon.
///
/// # Errors
/// The database or the files are not what the plan saw, or too few people have approved.
pub(super) async fn on(
    database: &Database,
    migrations: &Migrations,
    pending: &[&Migration],
    ledger: &LedgerView,
    options: &MigrateOptions,
) -> Result<(), EngineError> {
    as_planned(database, migrations, pending, ledger, options).await?;
    let open = pending.iter().filter_map(|one| unapproved(one, ledger, options));
    let open: Vec<Unapproved> = open.collect();
    if !open.is_empty() {
        return Err(EngineError::Unapproved { migrations: open });
    }
    if let Some(by) = &options.consent.by {
        write_down(database, pending, by, ledger, options).await?;
    }
    Ok(())
}

/// Refuses to run anything else than what the plan on file says. Where nothing is left to do, nothing is to be refused.
///
/// # Errors
/// The database or the files are not what the plan saw.
pub(super) async fn as_planned(
    database: &Database,
    migrations: &Migrations,
    pending: &[&Migration],
    ledger: &LedgerView,
    options: &MigrateOptions,
) -> Result<(), EngineError> {
    let Some(plan) = options.planned.as_deref().filter(|_| !pending.is_empty()) else { return Ok(()) };
    let mut unlike: Vec<Unlike> = plan.unlike(migrations, pending, ledger);
    if !plan.is_begun(ledger) {
        unlike.extend(plan.unlike_catalog(database, &database.inspect().await?));
    }
    match unlike.is_empty() {
        true => Ok(()),
        false => Err(EngineError::NotAsPlanned { unlike }),
    }
}

/// A yes counts for the files that it was given to, and once for each name. What is half applied was agreed to before.
fn unapproved(migration: &Migration, ledger: &LedgerView, options: &MigrateOptions) -> Option<Unapproved> {
    let (name, required) = (migration.name.as_str(), options.consent.required);
    if required == 0 || ledger.half_applied().any(|record| record.migration == name) {
        return None;
    }
    let mut yeses = Yeses::to(name, Some(migration), ledger);
    if let Some(by) = &options.consent.by {
        add(&mut yeses.now, by);
    }
    (yeses.now.len() < required).then(|| Unapproved { migration: name.to_owned(), required, yeses })
}

/// Writes down who approves of migrations, except of those of which that stands there already. Returns the others.
async fn write_down(
    database: &Database,
    pending: &[&Migration],
    by: &str,
    ledger: &LedgerView,
    options: &MigrateOptions,
) -> Result<Vec<String>, EngineError> {
    let is_new = |one: &&&Migration| {
        let yeses = Yeses::to(one.name.as_str(), Some(one), ledger);
        !yeses.now.iter().any(|name| name == by)
    };
    let sums = |one: &&Migration| (one.name.to_string(), one.content.meaning(database.dialect()), whole(one));
    let sums: Vec<_> = pending.iter().filter(is_new).map(sums).collect();
    let entries: Vec<Entry<'_>> = sums
        .iter()
        .map(|(name, meaning, whole)| Entry {
            checksum: Some(meaning.as_str()),
            bytes: Some(whole.as_str()),
            message: Some(by),
            ..Entry::new(name, EventKind::Approved)
        })
        .collect();
    if !entries.is_empty() {
        database.create_ledger().await?;
        database.add_to_ledger(&options.author, &entries).await?;
    }
    Ok(sums.into_iter().map(|(name, _, _)| name).collect())
}

/// What came of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approved {
    /// All of the plan is applied.
    Late,
    /// The same person had approved of all of it.
    Before,
    /// Of these migrations.
    Now(Vec<String>),
}

/// Writes into the ledger that somebody approves of a plan, as long as everything is as that saw it.
///
/// # Errors
/// The plan is outdated, or the ledger cannot be written.
pub async fn approve(
    database: &Database,
    migrations: &Migrations,
    by: &str,
    options: &MigrateOptions,
    watch: &mut dyn Watch,
) -> Result<Approved, EngineError> {
    let lock = match database {
        Database::Postgres(session) => Some(Lock::take(session, options.wait, watch).await?),
        Database::Sqlite(_) => None,
    };
    let done = approve_under_lock(database, migrations, by, options).await;
    if let Some(lock) = lock {
        lock.release().await;
    }
    done
}

async fn approve_under_lock(
    database: &Database,
    migrations: &Migrations,
    by: &str,
    options: &MigrateOptions,
) -> Result<Approved, EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    let ledger = adopt::seen(database, migrations, options.beside.as_ref(), ledger).await?;
    let pending = survey(database.dialect(), migrations, &ledger, options)?.pending;
    if pending.is_empty() {
        return Ok(Approved::Late);
    }
    as_planned(database, migrations, &pending, &ledger, options).await?;
    let fresh = write_down(database, &pending, by, &ledger, options).await?;
    Ok(if fresh.is_empty() { Approved::Before } else { Approved::Now(fresh) })
}
