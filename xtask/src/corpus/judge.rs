//! Judges the tool on one pair: plan, apply, compare with what `pg_dump` sees, plan again, count the rows.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::case::{Case, Side, Way};
use super::rows::Rows;
use super::verdict::{Record, Verdict};
use crate::binary::{self, Evenkeel};
use crate::compare;
use crate::failure::Failure;
use crate::paths;
use crate::process::Ended;
use crate::servers::{Client, ScriptError};
use crate::sqltext::{Dump, is_empty_plan};

/// The database that the plan changes. The other databases are named after their sides and only read.
const CHANGED: &str = "changed";
const RESTORED: &str = "restored";

/// A cluster, a folder and the tool, for one case at a time.
pub(super) struct Judge<'a> {
    pub(super) client: Client<'a>,
    pub(super) evenkeel: &'a Evenkeel,
    pub(super) work: PathBuf,
    /// Where plans are kept for people to read.
    pub(super) keep: Option<&'a Path>,
}

/// What ends a judgement early.
enum Stop {
    Verdict(Verdict),
    /// The judge itself failed, not the tool.
    Broken(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

impl Judge<'_> {
    /// A verdict for every way.
    pub(super) fn judge(&self, case: &Case, ways: &[Way]) -> Vec<Record> {
        let records = ways.iter().map(|&way| {
            let started = Instant::now();
            let verdict = match self.judge_way(case, way) {
                Ok(()) => Verdict::Pass,
                Err(Stop::Verdict(verdict)) => verdict,
                Err(Stop::Broken(failure)) => Verdict::ToolError { detail: failure.to_string() },
            };
            let elapsed_ms = started.elapsed().as_millis();
            Record { suite: case.suite.clone(), case: case.name.clone(), way, verdict, elapsed_ms }
        });
        let mut records: Vec<Record> = records.collect();
        if let Err(failure) = self.leave_clean() {
            // The next case would stumble over what is left.
            records.push(self.broken(case, ways, &failure));
        }
        records
    }

    fn broken(&self, case: &Case, ways: &[Way], failure: &Failure) -> Record {
        let detail = format!("the cluster cannot be cleaned after it: {failure}");
        let verdict = Verdict::ToolError { detail };
        let way = ways.last().copied().unwrap_or(Way::Forward);
        Record { suite: case.suite.clone(), case: case.name.clone(), way, verdict, elapsed_ms: 0 }
    }

    fn leave_clean(&self) -> Result<(), Failure> {
        if self.client.roles()?.is_empty() {
            return Ok(());
        }
        for database in [CHANGED, RESTORED, Side::Old.name(), Side::New.name()] {
            self.client.drop(database)?;
        }
        self.client.drop_roles()
    }

    fn judge_way(&self, case: &Case, way: Way) -> Result<(), Stop> {
        self.load(case, way.from(), CHANGED)?;
        self.load(case, way.to(), way.to().name())?;
        let wanted = self.client.dump(way.to().name())?;
        let before = self.seeded(case, way)?;
        let plan = self.plan(way)?;
        self.keep_plan(case, way, &plan)?;
        if !is_empty_plan(&plan) {
            self.apply(&plan)?;
        }
        self.compare(&wanted)?;
        let again = self.plan(way)?;
        if !is_empty_plan(&again) {
            return Err(Stop::Verdict(Verdict::NotEmpty { plan: again }));
        }
        self.count(before)
    }

    fn load(&self, case: &Case, side: Side, database: &str) -> Result<(), Stop> {
        let file = self.work.join("load.sql");
        paths::write(&file, case.script(side)?)?;
        self.client.create(database)?;
        let loaded = self.client.load(database, &file)?;
        let skipped = |ScriptError(error)| {
            let detail = format!("{} does not load: {error}", side.name());
            Stop::Verdict(Verdict::Skipped { detail })
        };
        loaded.map_err(skipped)
    }

    /// Puts the case's rows in and tells what the tables hold then.
    fn seeded(&self, case: &Case, way: Way) -> Result<Option<Rows>, Stop> {
        let seed = case.seed(way.from())?;
        if seed.is_empty() {
            return Ok(None);
        }
        let file = self.work.join("seed.sql");
        paths::write(&file, seed)?;
        if let Err(ScriptError(error)) = self.client.load(CHANGED, &file)? {
            let detail = format!("seed.sql does not load: {error}");
            return Err(Stop::Verdict(Verdict::Skipped { detail }));
        }
        Ok(Some(Rows::of(self.client, CHANGED)?))
    }

    fn plan(&self, way: Way) -> Result<String, Stop> {
        let (from, to) = (self.client.url(CHANGED), self.client.url(way.to().name()));
        let arguments = ["diff", "--from", &from, "--to", &to, "--renames", "off"];
        let ended = self.evenkeel.run(&self.work, &arguments)?;
        if ended.status.success() {
            return Ok(ended.stdout);
        }
        Err(Stop::Verdict(failed(&ended)))
    }

    fn keep_plan(&self, case: &Case, way: Way, plan: &str) -> Result<(), Failure> {
        let Some(folder) = self.keep else { return Ok(()) };
        let file = folder.join(&case.suite).join(format!("{}.{}.sql", case.name, way.name()));
        paths::write(&file, plan)
    }

    fn apply(&self, plan: &str) -> Result<(), Stop> {
        let file = self.work.join("plan.sql");
        paths::write(&file, plan)?;
        let applied = self.client.load(CHANGED, &file)?;
        applied.map_err(|ScriptError(detail)| Stop::Verdict(Verdict::ApplyError { detail }))
    }

    fn compare(&self, wanted: &str) -> Result<(), Stop> {
        let got = self.client.dump(CHANGED)?;
        let differences = Dump::read(&got).differences(&Dump::read(wanted));
        if differences.is_empty()
            || compare::same_restored(self.client, RESTORED, &self.work, [&got, wanted])?
        {
            return Ok(());
        }
        Err(Stop::Verdict(Verdict::Wrong { differences }))
    }

    fn count(&self, before: Option<Rows>) -> Result<(), Stop> {
        let Some(before) = before else { return Ok(()) };
        let lost = before.lost(&Rows::of(self.client, CHANGED)?);
        if lost.is_empty() { Ok(()) } else { Err(Stop::Verdict(Verdict::DataLost { lost })) }
    }
}

/// The tool's refusal where it named a code, else its error.
fn failed(ended: &Ended) -> Verdict {
    match binary::refusal(&ended.stderr) {
        Some(refusal) => Verdict::Refused { code: refusal.code, names: refusal.names },
        None => Verdict::ToolError { detail: format!("{}: {}", ended.status, ended.stderr.trim()) },
    }
}
