//! Whether the database still is what its history made, as far as the ledger alone tells. Must not replay anything.

use evenkeel_core::Pair;
use evenkeel_engine::database::Database;
use evenkeel_engine::ledger::{Gap, LedgerView, Recall};
use evenkeel_engine::planning::{Difference, differences};
use evenkeel_engine::stamp::{Agreement, Stamp};
use serde::Serialize;

use crate::commands::drift::{how, summary};
use crate::failure::Failure;

/// What came of the look.
pub(super) enum Drifted {
    No,
    /// In these objects.
    In(Vec<Difference>),
    /// Its fingerprint is another one; in which objects takes a replay to say.
    Somehow,
    Unknown(Gap),
}

#[derive(Serialize)]
pub(super) struct DriftJson {
    /// Nothing where the ledger does not tell.
    drifted: Option<bool>,
    objects: Vec<ObjectJson>,
}

#[derive(Serialize)]
struct ObjectJson {
    kind: &'static str,
    name: String,
    how: &'static str,
}

pub(super) async fn look(
    database: &Database,
    ledger: &LedgerView,
    service: &str,
) -> Result<Drifted, Failure> {
    if ledger.applied().is_empty() {
        return Ok(Drifted::No);
    }
    if ledger.half_applied().next().is_some() || ledger.half_taken_back().is_some() {
        return Ok(Drifted::Unknown(Gap::HalfWay));
    }
    let now = database.inspect().await?;
    let gap = match database.recalled(service).await? {
        Recall::Known(_) if ledger.is_ahead() => Gap::Outdated,
        Recall::Known(remembered) => {
            let now = now.leaving_to_other_tools(&remembered);
            let found = differences(Pair::of(&remembered, &now))?;
            return Ok(if found.is_empty() { Drifted::No } else { Drifted::In(found) });
        }
        Recall::Unknown(gap) => gap,
    };
    let known = ledger.fingerprint().map(Stamp::from);
    let found = known.map(|known| known.compare(&Stamp::new(database.major(), now.fingerprint())));
    Ok(match found {
        Some(Agreement::Same) => Drifted::No,
        Some(Agreement::Different) => Drifted::Somehow,
        Some(Agreement::NotComparable) | None => Drifted::Unknown(gap),
    })
}

impl Drifted {
    pub(super) fn is_there(&self) -> bool {
        match self {
            Drifted::In(_) | Drifted::Somehow => true,
            Drifted::No | Drifted::Unknown(_) => false,
        }
    }

    /// How many objects, at least.
    pub(super) fn size(&self) -> usize {
        match self {
            Drifted::In(found) => found.len(),
            Drifted::Somehow => 1,
            Drifted::No | Drifted::Unknown(_) => 0,
        }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Drifted::No => Vec::new(),
            Drifted::In(found) => summary(found),
            Drifted::Somehow => vec!["the database is not what its last migration left".to_owned()],
            Drifted::Unknown(gap) => vec![format!("not known, because {}", gap.why())],
        }
    }

    pub(super) fn json(&self) -> DriftJson {
        let (drifted, found): (_, &[Difference]) = match self {
            Drifted::No => (Some(false), &[]),
            Drifted::In(found) => (Some(true), found),
            Drifted::Somehow => (Some(true), &[]),
            Drifted::Unknown(_) => (None, &[]),
        };
        let object = |one: &Difference| ObjectJson {
            kind: one.object.kind(),
            name: one.object.dotted(),
            how: how(one.side),
        };
        DriftJson { drifted, objects: found.iter().map(object).collect() }
    }
}
