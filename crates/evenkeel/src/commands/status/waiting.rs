//! What still waits behind migrations that are applied: backfills that are not done, and what lies in quarantine. Must
//! not count rows, which takes long where there are many.

use evenkeel_engine::backfill::{self, Progress, standings};
use evenkeel_engine::database::Database;
use evenkeel_engine::quarantine::{Extent, extent};
use evenkeel_sources::Migrations;
use serde::Serialize;

use crate::commands::backfill::remark;
use crate::commands::quarantine::room;
use crate::failure::Failure;
use crate::report::{Hue, Paint};

pub(super) struct Waiting {
    /// Of migrations that are applied; in order.
    backfills: Vec<backfill::Standing>,
    quarantine: Extent,
}

#[derive(Serialize)]
pub(super) struct BackfillJson {
    migration: String,
    progress: &'static str,
    rows: u64,
    total: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct QuarantineJson {
    things: usize,
    bytes: Option<u64>,
}

pub(super) async fn look(
    database: &Database,
    migrations: &Migrations,
    service: &str,
) -> Result<Waiting, Failure> {
    let is_open = |one: &backfill::Standing| match one.progress {
        Progress::Pending | Progress::Running | Progress::Unverified => true,
        Progress::Waiting | Progress::Done => false,
    };
    let mut backfills = standings(database, migrations, service).await?;
    backfills.retain(is_open);
    Ok(Waiting { backfills, quarantine: extent(database).await? })
}

impl Waiting {
    /// How many backfills are not done.
    pub(super) fn backfills(&self) -> usize {
        self.backfills.len()
    }

    pub(super) fn lines(&self, paint: Paint) -> Vec<String> {
        let word = |word: &str| paint.hue(Hue::Warning, &format!("{word:<13}"));
        let told =
            |one: &backfill::Standing| format!("  {} {}{}", word("backfill"), one.migration, remark(one));
        let mut lines: Vec<String> = self.backfills.iter().map(told).collect();
        let Extent { things, bytes } = self.quarantine;
        let things = match things {
            0 => return lines,
            1 => "1 table waits".to_owned(),
            many => format!("{many} tables wait"),
        };
        lines.push(format!("  {} {things}{}", word("quarantine"), room(bytes)));
        lines
    }

    pub(super) fn hint(&self) -> Option<&'static str> {
        let is_left = |one: &backfill::Standing| one.progress != Progress::Unverified;
        match (self.backfills.is_empty(), self.backfills.iter().any(is_left)) {
            (true, _) => None,
            (false, true) => Some("evenkeel backfill goes on with what is not filled yet"),
            (false, false) => Some("mend the rows that verify.sql finds; then evenkeel backfill asks again"),
        }
    }

    pub(super) fn json(&self) -> (Vec<BackfillJson>, QuarantineJson) {
        let told = |one: &backfill::Standing| BackfillJson {
            migration: one.migration.clone(),
            progress: one.progress.word(),
            rows: one.rows,
            total: one.total,
        };
        let Extent { things, bytes } = self.quarantine;
        (self.backfills.iter().map(told).collect(), QuarantineJson { things, bytes })
    }
}
