//! What a database remembers of its migrations and whether that holds together; what runs that died have left in it.
//! Must not know how any of it came about.

use evenkeel_core::{Sql, sql};
use evenkeel_sources::Migrations;
use evenkeel_sources::lexer::Dialect;

use super::programs::version;
use super::{Finding, Subject, typed, unanswered};
use crate::backfill::{self, Progress};
use crate::connect::Session;
use crate::database::Database;
use crate::execute::{holder, orphans};
use crate::history::{Condition, Standing, standing};
use crate::ledger::{LedgerView, Row};

/// Indexes that a concurrent build left behind: they cost every write and help no read.
const INVALID_INDEXES: &str = "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), \
     (c.relname ~ '_cc(new|old)[0-9]*$')::text \
     FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
     WHERE NOT i.indisvalid AND c.relkind = 'i' AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM \
     pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid OR p.relid = i.indrelid) ORDER BY 1";

/// The ledger's rows, and the migrations on disk beside them.
pub(super) async fn ledger(subject: &Subject, database: Database) -> Vec<Finding> {
    let rows = match database.ledger_rows(&subject.service).await {
        Ok(rows) => rows,
        Err(error) => {
            let why = error.hint();
            return vec![Finding::broken("ledger-unreadable", error.to_string()).remedies(why)];
        }
    };
    let view = LedgerView::of(rows.iter().cloned());
    let mut findings: Vec<Finding> = newer(&rows).into_iter().collect();
    if let Some(migrations) = &subject.migrations {
        findings.extend(history(database.dialect(), migrations, &view));
        findings.extend(backfills(subject, &database, migrations).await);
    }
    if findings.is_empty() {
        let applied = view.applied().len();
        findings
            .push(Finding::fine("ledger", format!("the ledger is readable and tells of {applied} applied")));
    }
    findings
}

/// Rows of a later version may mean what this one does not know.
fn newer(rows: &[Row]) -> Option<Finding> {
    let newest = rows.iter().filter_map(|row| Some((version(&row.tool)?, &row.tool))).max()?;
    let own = env!("CARGO_PKG_VERSION");
    (Some(newest.0) > version(own)).then(|| {
        Finding::warning(
            "old-evenkeel",
            format!("{} has written into the ledger, and this program is version {own}", newest.1),
        )
        .remedy(format!("update to {} or later", newest.1))
    })
}

/// Rows that a migration made room for and that are not filled.
async fn backfills(subject: &Subject, database: &Database, migrations: &Migrations) -> Vec<Finding> {
    let standings = match backfill::standings(database, migrations, &subject.service).await {
        Ok(standings) => standings,
        Err(error) => return vec![unanswered("how far backfills are", &error)],
    };
    let told = |one: &backfill::Standing| {
        let (name, command) = (&one.migration, format!("evenkeel backfill {}", one.migration));
        let finding = match one.progress {
            Progress::Waiting | Progress::Done => return None,
            Progress::Pending => {
                Finding::warning("backfill-open", format!("the backfill of {name} is not begun"))
            }
            Progress::Running => {
                let cause = format!("the backfill of {name} is begun and not done: {} rows are", one.rows);
                Finding::warning("backfill-open", cause)
            }
            Progress::Unverified => {
                let cause =
                    format!("the backfill of {name} has taken every row, and verify.sql does not hold");
                Finding::broken("backfill-unverified", cause)
            }
        };
        Some(finding.remedy(command))
    };
    standings.iter().filter_map(told).collect()
}

fn history(dialect: Dialect, migrations: &Migrations, view: &LedgerView) -> Vec<Finding> {
    let standings = standing(dialect, migrations, view);
    let mut findings: Vec<Finding> = standings.iter().filter_map(trouble).collect();
    findings.extend(migrations.forks.iter().map(|fork| {
        let message = format!("the history forks: {fork}");
        Finding::broken("forked-history", message).remedy("evenkeel rebase")
    }));
    findings
}

fn trouble(one: &Standing) -> Option<Finding> {
    let name = &one.migration;
    let failure = one.record.as_ref().and_then(|record| record.failure.as_ref());
    let finding = match &one.condition {
        Condition::HalfApplied { done } => Finding::broken(
            "half-applied",
            format!("migration {name} is half applied: {done} of its parts are done"),
        )
        .remedy("evenkeel migrate"),
        Condition::HalfTakenBack { done } => Finding::broken(
            "half-taken-back",
            format!("migration {name} is half taken back: {done} parts of its way back are done"),
        )
        .remedy("evenkeel rollback"),
        Condition::Failed => {
            let why = failure.map(|failure| format!(": {}", failure.message)).unwrap_or_default();
            Finding::broken("failed-migration", format!("the last attempt at migration {name} failed{why}"))
                .remedy("evenkeel migrate")
        }
        Condition::Edited => {
            Finding::broken("edited-migration", format!("migration {name} was edited after it was applied"))
                .remedy("evenkeel status")
        }
        Condition::Missing => {
            Finding::broken("missing-migration", format!("migration {name} was applied and is not on disk"))
                .remedy("evenkeel status")
        }
        Condition::OutOfOrder { applied } => Finding::broken(
            "out-of-order",
            format!("migration {name} is pending, but the later {applied} is applied already"),
        )
        .remedy("evenkeel status"),
        Condition::HalfFolded { lacking } => Finding::broken(
            "half-folded-migration",
            format!("migration {name} stands for others, of which the database lacks {}", lacking.join(", ")),
        )
        .remedy("evenkeel status"),
        Condition::Applied | Condition::Reworded | Condition::Pending | Condition::RolledBack => return None,
    };
    Some(finding)
}

/// What is in the database beside the ledger.
pub(super) async fn on_server(subject: &Subject, session: &Session) -> Vec<Finding> {
    let mut findings = match session.rows(INVALID_INDEXES).await {
        Ok(rows) => rows.iter().filter_map(|row| invalid_index(row)).collect(),
        Err(error) => vec![unanswered("whether indexes are valid", &error)],
    };
    findings.extend(lock(subject, session).await);
    findings
}

fn invalid_index(row: &[Option<String>]) -> Option<Finding> {
    let name = row.first()?.as_ref()?;
    let is_copy = row.get(1)?.as_deref() == Some("true");
    let finding = Finding::broken(
        "invalid-index",
        format!(
            "the index {name} is not valid: a build of it was cut off, and it only costs what is written"
        ),
    );
    let index = Sql::from_database(name.clone());
    Some(match is_copy {
        true => finding.remedy(typed(&sql!("DROP INDEX CONCURRENTLY {}", index))),
        false => finding
            .remedy(typed(&sql!("REINDEX INDEX CONCURRENTLY {}", index)))
            .remedy(typed(&sql!("DROP INDEX CONCURRENTLY {}", index))),
    })
}

async fn lock(subject: &Subject, session: &Session) -> Vec<Finding> {
    let holder = match holder(session).await {
        Ok(holder) => holder,
        Err(error) => return vec![unanswered("who holds the runners' lock", &error)],
    };
    let Some(holder) = holder else {
        let left = orphans(session).await.unwrap_or_default();
        return left
            .iter()
            .map(|orphan| {
                let cause = format!("the server still runs what a run that is no more had sent it: {orphan}");
                Finding::warning("still-running", cause)
                    .remedy(typed(&sql!("SELECT pg_terminate_backend({})", orphan.pid)))
            })
            .collect();
    };
    let works = holder.migration.is_some();
    vec![match !works && holder.age >= subject.stale_after {
        true => Finding::broken(
            "stale-lock",
            format!("the runners' lock is held and nobody works under it: {holder}; no other run can begin"),
        )
        .remedy(
            typed(&sql!("SELECT pg_terminate_backend({})", holder.pid)) + "    (when that run is no more)",
        ),
        false => Finding::warning("run-under-way", format!("a run is under way: {holder}")),
    }]
}
