//! A plan is tried out before anybody sees it, and what does not lead where it says is not shown. Must not know any command.

use evenkeel_core::{Direction, Pair, Plan};
use evenkeel_engine::planning::Kept;
use evenkeel_engine::state::State;
use evenkeel_engine::workshop::{Disproof, Proof, Verdict, Way, WayBack};
use serde::Serialize;

use super::{Planned, Reverse};
use crate::commands::states::Workbench;
use crate::failure::Failure;
use crate::report::Report;
use crate::settings::Proving;

/// What is known of a plan, for programs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub(in crate::commands) enum Proved {
    /// It leads where it says.
    Proved {
        rows: u64,
        tables: usize,
        without_rows: Vec<Bare>,
        #[serde(skip_serializing_if = "Option::is_none")]
        way_back: Option<&'static str>,
    },
    Untried {
        why: String,
    },
}

/// A table without rows, and why.
#[derive(Debug, Serialize)]
pub(in crate::commands) struct Bare {
    table: String,
    why: String,
}

impl Planned {
    /// Tries the plan out, and the way back with it where there is one. The renames were tried when they were found.
    pub(in crate::commands) async fn prove(
        &self,
        new: &State,
        back: Option<&Reverse>,
        proving: Proving,
        bench: &mut Workbench,
        report: &mut Report<'_>,
    ) -> Result<Proved, Failure> {
        let plan = Plan { steps: self.plan.steps[self.renaming..].to_vec(), repairs: Vec::new() };
        let back = back.map(Reverse::changes);
        let kept = self.kept.clone().unwrap_or(Kept::Nothing);
        let states = Pair::of(&self.renamed, self.converted.as_ref().unwrap_or(new));
        let way = Way { states, plan: &plan, kept: &kept, back: back.as_ref() };
        tried(&way, proving, bench, report).await
    }
}

/// Tries out a plan that keeps nothing in quarantine and has no way back.
pub(in crate::commands) async fn prove(
    states: Pair<&State>,
    plan: &Plan,
    proving: Proving,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Proved, Failure> {
    let way = Way { states, plan, kept: &Kept::Nothing, back: None };
    tried(&way, proving, bench, report).await
}

async fn tried(
    way: &Way<'_>,
    proving: Proving,
    bench: &mut Workbench,
    report: &mut Report<'_>,
) -> Result<Proved, Failure> {
    let untried = |why: &str| Ok(Proved::Untried { why: why.to_owned() });
    match proving {
        Proving::Never => return untried("nobody wanted it"),
        Proving::Always | Proving::Usually if way.plan.is_empty() => {
            return untried("there is nothing to try");
        }
        Proving::Usually if !bench.has_workshop() => {
            report.detail("not tried out, for no throw-away database was at hand; --prove makes one");
            return untried("no throw-away database was at hand");
        }
        Proving::Always | Proving::Usually => {}
    }
    let verdict = match bench.workshop(report).await {
        Ok(workshop) => workshop.proved(way).await?,
        Err(failure) => Verdict::Untried(failure.message.clone()),
    };
    judged(verdict, report)
}

/// Says how a plan was tried out.
///
/// # Errors
/// It does not lead where it says.
fn judged(verdict: Verdict, report: &mut Report<'_>) -> Result<Proved, Failure> {
    match verdict {
        Verdict::Proved(proof) => Ok(told(&proof, report)),
        Verdict::Untried(why) => {
            report.note(&format!("the plan could not be tried out: {why}"));
            Ok(Proved::Untried { why })
        }
        Verdict::Wrong(disproof) => Err(wrong(&disproof)),
    }
}

fn told(proof: &Proof, report: &mut Report<'_>) -> Proved {
    let Proof { rows, tables, bare, beyond, back } = proof;
    let held = match (rows, tables) {
        (0, _) => "without rows".to_owned(),
        (1, _) => "with 1 row".to_owned(),
        (rows, 1) => format!("with {rows} rows in 1 table"),
        (rows, tables) => format!("with {rows} rows in {tables} tables"),
    };
    report.detail(&format!("tried out {held}: the plan leads where it says"));
    for (table, why) in bare {
        report.detail(&format!("tried out without rows of {table}: {why}"));
    }
    if *beyond > 0 {
        report.detail(&format!("tried out without rows of {beyond} more tables, because there are so many"));
    }
    let way_back = match back {
        WayBack::None => None,
        WayBack::Proved => Some("proved"),
        WayBack::WithoutRows(why) => {
            report.detail(&format!("the way back was tried out without rows: {why}"));
            Some("without-rows")
        }
        WayBack::Untried(why) => {
            report.detail(&format!("the way back was not tried out: {why}"));
            Some("untried")
        }
    };
    let bare = bare.iter().map(|(table, why)| Bare { table: table.dotted(), why: why.clone() });
    Proved::Proved { rows: *rows, tables: *tables, without_rows: bare.collect(), way_back }
}

fn wrong(disproof: &Disproof) -> Failure {
    let (what, lapse) = match disproof.direction {
        Direction::There => ("the plan", &disproof.lapse),
        Direction::Back => ("the way back", &disproof.lapse),
    };
    let message = format!("{what} does not lead where it says, so it is not shown: {lapse}");
    let failure = Failure::new("unproved-plan", message).objects(lapse.objects());
    let failure = match disproof.write(&std::env::temp_dir()) {
        Ok(folder) => failure.hint(format!(
            "this is a mistake in evenkeel, unless something in the schema changes what statements do; please report it with \
             what is in {}: both schemas, the plan and what went wrong, and nothing of your rows",
            folder.display()
        )),
        Err(error) => failure.hint(format!(
            "this is a mistake in evenkeel; what is needed to find it cannot be written down: {error}"
        )),
    };
    failure.hint("--no-prove shows the plan all the same")
}
