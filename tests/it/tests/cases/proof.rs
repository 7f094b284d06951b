//! Every case's plan with quarantine and by recipes, tried out as commands try plans out: there on rows that are made up, and
//! back. None may be taken for wrong, and the rows that no table takes are told. Must not know how rows are made up.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use evenkeel_core::{Pair, render};
use evenkeel_engine::State;
use evenkeel_engine::connect::Environment;
use evenkeel_engine::planning::{Label, Online, plan_back, plan_keeping};
use evenkeel_engine::scratch::ScratchRequest;
use evenkeel_engine::workshop::{Verdict, Way, WayBack, Workshop};

use crate::Answer;
use crate::folder::Case;
use crate::server::{self, Server, inspect};

static PLANS: AtomicUsize = AtomicUsize::new(0);
static BACK: AtomicUsize = AtomicUsize::new(0);
static ROWS: AtomicU64 = AtomicU64::new(0);
static BARE: Mutex<Vec<String>> = Mutex::new(Vec::new());

pub(crate) fn told() -> Option<String> {
    let (plans, back) = (PLANS.load(Ordering::Relaxed), BACK.load(Ordering::Relaxed));
    let rows = ROWS.load(Ordering::Relaxed);
    let mut bare = BARE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    bare.sort();
    let bare = bare.join("\n  ");
    (plans > 0).then(|| {
        format!("{plans} plans were tried out on {rows} rows, {back} of them there and back; without rows of\n  {bare}")
    })
}

fn note(case: &str, what: &str) {
    BARE.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{case}: {what}"));
}

pub(crate) fn both_ways(case: &Case, server: &Server) -> Answer {
    server::run(async {
        let state = async |purpose: &str, schema: &str| -> Answer<State> {
            Ok(inspect(server.with_schema(purpose, &[&case.setup, schema]).await?).await?.1)
        };
        let states = Pair::of(state("old", &case.schemas.old).await?, state("new", &case.schemas.new).await?);
        let request = ScratchRequest {
            url: Some(server.target.clone()),
            ..ScratchRequest::new(&Environment::of_process())
        };
        let workshop = Workshop::postgres(&request).await.map_err(|error| error.to_string())?;
        let there = tried(case, &workshop, states.as_ref()).await;
        let back = tried(case, &workshop, states.as_ref().reversed()).await;
        workshop.close().await.map_err(|error| error.to_string())?;
        there.and(back)
    })
}

async fn tried(case: &Case, workshop: &Workshop, states: Pair<&State>) -> Answer {
    let label = Label { migration: "20260101000000_change".into(), stamp: "20260101000000".into() };
    let Ok((plan, kept)) = plan_keeping(states, label, &Online::everywhere()) else { return Ok(()) };
    let back = plan_back(states.reversed(), &kept, &Online::everywhere()).ok().map(|(back, _)| back);
    let way = Way { states, plan: &plan, kept: &kept, back: back.as_ref() };
    match workshop.proved(&way).await.map_err(|error| error.to_string())? {
        Verdict::Proved(proof) => {
            PLANS.fetch_add(1, Ordering::Relaxed);
            ROWS.fetch_add(proof.rows, Ordering::Relaxed);
            proof.bare.iter().for_each(|(table, why)| note(&case.name, &format!("{table}: {why}")));
            match proof.back {
                WayBack::None => {}
                WayBack::Proved => drop(BACK.fetch_add(1, Ordering::Relaxed)),
                WayBack::WithoutRows(why) | WayBack::Untried(why) => {
                    note(&case.name, &format!("the way back: {why}"));
                }
            }
            Ok(())
        }
        Verdict::Untried(why) => {
            note(&case.name, &format!("everything: {why}"));
            Ok(())
        }
        Verdict::Wrong(disproof) => {
            let files: Vec<String> =
                disproof.files.iter().map(|(name, text)| format!("--- {name}\n{text}")).collect();
            let way = back.as_ref().map(render::script).unwrap_or_default();
            Err(format!("{:?}: {}\n{}\n{way}", disproof.direction, disproof.lapse, files.join("\n")))
        }
    }
}
