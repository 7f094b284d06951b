//! The server itself: its version, what stands before it, whether it takes changes, its clock. Must not know the project.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Finding, unanswered};
use crate::connect::{ServerVersion, Session};
use crate::error::EngineError;
use crate::execute::{Pooling, situation};

/// The versions that evenkeel is made for.
const SUPPORTED: std::ops::RangeInclusive<u32> = 14..=18;
/// A server that answers later than this does not answer because another session of ours has its only place.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);
/// Clocks that differ by less do nobody harm.
const SKEW_ALLOWED: Duration = Duration::from_secs(5);

pub(super) async fn examine(session: &Session) -> Vec<Finding> {
    let mut findings = vec![version(session.server_version())];
    findings.push(changes(session).await);
    findings.push(pooler(session).await);
    findings.push(clock(session).await);
    findings
}

fn version(version: ServerVersion) -> Finding {
    let (oldest, newest) = (SUPPORTED.start(), SUPPORTED.end());
    match version.major() {
        major if major < *oldest => Finding::broken(
            "server-too-old",
            format!("the server is PostgreSQL {version}; supported are {oldest} to {newest}"),
        )
        .remedy(format!(
            "bring the server to PostgreSQL {oldest} or later: pg_upgrade, or the provider's upgrade"
        )),
        major if major > *newest => Finding::warning(
            "server-too-new",
            format!("the server is PostgreSQL {version}; known to work are {oldest} to {newest}"),
        )
        .remedy("update evenkeel"),
        _ => Finding::fine("server-version", format!("the server is PostgreSQL {version}")),
    }
}

async fn changes(session: &Session) -> Finding {
    match situation(session).await {
        Ok(_) => Finding::fine("takes-changes", "the server takes changes"),
        Err(error @ EngineError::ReadOnly { why, .. }) => {
            let code = match why {
                crate::error::ReadOnly::Replica => "replica",
                crate::error::ReadOnly::Setting => "read-only",
            };
            Finding::broken(code, error.to_string()).remedies(error.hint())
        }
        Err(error) => unanswered("whether the server takes changes", &error),
    }
}

async fn pooler(session: &Session) -> Finding {
    match Pooling::found_out(session, ANSWER_LIMIT).await {
        Ok(Some(Pooling::None)) => {
            Finding::fine("no-pooler", "no pooler gives transactions to whichever session of the server is free")
        }
        Ok(Some(Pooling::Transaction)) => Finding::warning(
            "transaction-pooler",
            "a pooler in transaction mode stands before the server: what fits into transactions is run right; CREATE \
             INDEX CONCURRENTLY and settings of the session are refused",
        )
        .remedy("give the URL of the server itself, or of the pooler in session mode, for migrations"),
        Ok(None) => Finding::broken(
            "one-connection",
            "a pooler stands before the server and has one connection only; a run needs two",
        )
        .remedy("give the URL of the server itself, or raise default_pool_size of the pooler to 2 or more"),
        Err(error) => unanswered("whether a pooler is in the way", &error),
    }
}

/// The server's clock beside the one of this machine, as near as one round trip tells.
async fn clock(session: &Session) -> Finding {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let before = now();
    let question = "SELECT (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::bigint";
    let rows = session.rows(question).await;
    let trip = now().saturating_sub(before);
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return unanswered("the server's clock", &error),
    };
    let told = rows.first().and_then(|row| row.first()?.as_ref()?.parse().ok()).map(Duration::from_millis);
    let Some(server) = told else { return unanswered("the server's clock", &"it told no time") };
    let here = before + trip / 2;
    let (skew, way) = match server > here {
        true => (server - here, "ahead of"),
        false => (here - server, "behind"),
    };
    if skew <= SKEW_ALLOWED + trip {
        return Finding::fine("clock", "the server's clock and this machine's agree");
    }
    Finding::warning(
        "clock-skew",
        format!(
            "the server's clock is {} s {way} this machine's: the ledger's times and the stamps of new migrations do not \
             fit together",
            skew.as_secs()
        ),
    )
    .remedy("timedatectl set-ntp true    (on whichever of the two is wrong)")
}
