//! Pairs of branches that nobody wrote, put behind each other in both orders: both come to one catalog, or both name the
//! same objects in conflict.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_core::{ObjectId, Pair, render};
use evenkeel_engine::connect::Environment;
use evenkeel_engine::planning::Online;
use evenkeel_engine::scratch::ScratchRequest;
use evenkeel_engine::workshop::{Branches, Conflict, Merged};
use evenkeel_engine::{RenamePolicy, State, Workshop, plan};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Content, Migration, MigrationName, Script};
use libtest_mimic::Trial;

use crate::invent::Invention;
use crate::judge::same;
use crate::random::Random;
use crate::server::{self, Server, inspect};
use crate::{Answer, trial};

/// How many pairs are tried where `EVENKEEL_BRANCHES` does not say.
const SAMPLE: u64 = 6;
const PARTS: usize = 2;

static MERGED: AtomicUsize = AtomicUsize::new(0);
static DISPUTED: AtomicUsize = AtomicUsize::new(0);
static REORDERED: AtomicUsize = AtomicUsize::new(0);
static UNPLANNED: AtomicUsize = AtomicUsize::new(0);

/// What came of the pairs; nothing where none was tried.
pub(crate) fn told() -> Option<String> {
    let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let (merged, disputed, unplanned) = (of(&MERGED), of(&DISPUTED), of(&UNPLANNED));
    let reordered = of(&REORDERED);
    (merged + disputed + unplanned > 0).then(|| {
        format!(
            "{merged} pairs of branches came to one catalog ({reordered} but for the order of labels), {disputed} were disputed by name, {unplanned} have no plan"
        )
    })
}

pub(crate) fn trials(server: &Arc<Server>) -> Vec<Trial> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (count, first) =
        (number("EVENKEEL_BRANCHES").unwrap_or(SAMPLE), number("EVENKEEL_SEED").unwrap_or(1));
    let part = |at: usize| {
        let server = Arc::clone(server);
        let seeds: Vec<u64> = (first..first + count).skip(at).step_by(PARTS).collect();
        trial(format!("branches::part_{at}"), move || server::run(merge_all(&seeds, &server)))
    };
    (0..PARTS).take(usize::try_from(count).unwrap_or(PARTS)).map(part).collect()
}

async fn merge_all(seeds: &[u64], server: &Server) -> Answer {
    let mut wrong = Vec::new();
    for seed in seeds {
        let random = &mut Random::of(seed.wrapping_mul(0x9E37_79B9));
        if let Err(error) = merge(random, server).await {
            wrong.push(format!("EVENKEEL_SEED={seed} EVENKEEL_BRANCHES=1\n{error}"));
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!("{} of {} pairs fail\n\n{}", wrong.len(), seeds.len(), wrong.join("\n\n"))),
    }
}

async fn state(invention: &Invention, server: &Server) -> Answer<State> {
    Ok(inspect(server.with_schema("branch", &[&invention.script()]).await?).await?.1)
}

async fn merge(random: &mut Random, server: &Server) -> Answer {
    let old = Invention::of(random);
    let (one, other) = (old.edited(random), old.edited(random));
    let other = if random.below(2) == 0 { other.crossing(&old, &one, random) } else { other };
    let old = state(&old, server).await?;
    let ends = Pair::of(state(&one, server).await?, state(&other, server).await?);
    let empty = State::empty(Dialect::Postgres);
    let steps = [(1, "base", &empty, &old), (2, "one", &old, &ends.old), (3, "other", &old, &ends.new)];
    let mut made = Vec::new();
    for (number, name, from, to) in steps {
        let Ok(plan) = plan(Pair::of(from, to), RenamePolicy::Off) else {
            UNPLANNED.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        };
        made.push(migration(number, name, render::script(&plan))?);
    }
    let environment = Environment::of_process();
    let request = ScratchRequest {
        url: Some(server.target.clone()),
        major: Some(server.major),
        ..ScratchRequest::new(&environment)
    };
    let workshop = Workshop::postgres(&request).await.map_err(|error| error.to_string())?;
    let judged = in_both_orders(&workshop, &made).await;
    workshop.close().await.map_err(|error| error.to_string())?;
    judged.map_err(|error| {
        let texts: Vec<&str> =
            made[1..].iter().map(|migration| migration.content.file().text.as_str()).collect();
        format!("{error}\n-- one\n{}\n-- other\n{}", texts[0], texts[1])
    })
}

fn migration(number: u32, name: &str, text: String) -> Answer<Migration> {
    let name = MigrationName::parse(&format!("{number}_{name}")).map_err(|error| error.to_string())?;
    let dir = PathBuf::from("migrations").join(name.as_str());
    let up = Script { path: dir.join("migration.sql"), text };
    let content = Content::Sql { up, down: None };
    Ok(Migration { name, dir, content, manifest: None, backfill: None, origin: None })
}

async fn in_both_orders(workshop: &Workshop, made: &[Migration]) -> Answer {
    let merged = async |ours: &Migration, theirs: &Migration| {
        let branches = Branches {
            base: &made[..1],
            ours: std::slice::from_ref(ours),
            theirs: std::slice::from_ref(theirs),
            online: &Online::Never,
        };
        workshop.merged(branches).await.map_err(|error| error.to_string())
    };
    match (merged(&made[1], &made[2]).await?, merged(&made[2], &made[1]).await?) {
        (Merged::As(one), Merged::As(other)) => {
            MERGED.fetch_add(1, Ordering::Relaxed);
            but_for_order(&one[0].after, &other[0].after)
        }
        (Merged::Conflicts { conflicts: one, .. }, Merged::Conflicts { conflicts: other, .. }) => {
            DISPUTED.fetch_add(1, Ordering::Relaxed);
            match objects(&one) == objects(&other) {
                true => Ok(()),
                false => Err(format!("one order disputes {one:#?}, the other {other:#?}")),
            }
        }
        (Merged::Stuck { near: one, .. }, Merged::Stuck { near: other, .. })
            if !one.is_empty() && one == other =>
        {
            DISPUTED.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        (one, other) => Err(format!("one order: {}\nthe other: {}", short(&one), short(&other))),
    }
}

/// Labels that both branches add at one place come in the order of the branches, so the two ends differ in no more than
/// that.
fn but_for_order(one: &State, other: &State) -> Answer {
    let all: BTreeSet<&ObjectId> = one.objects().into_iter().chain(other.objects()).collect();
    let differing = all.into_iter().filter(|id| one.definition(id) != other.definition(id));
    let differing: Vec<&ObjectId> = differing.collect();
    let sorted = |state: &State, id: &ObjectId| {
        let mut labels: Vec<String> = serde_json::from_value(state.definition(id)?["labels"].take()).ok()?;
        labels.sort();
        Some(labels)
    };
    let reordered = |id: &&ObjectId| sorted(one, id).is_some_and(|list| Some(list) == sorted(other, id));
    if differing.is_empty() || !differing.iter().all(reordered) {
        return same(one, other);
    }
    REORDERED.fetch_add(1, Ordering::Relaxed);
    Ok(())
}

fn objects(conflicts: &[Conflict]) -> BTreeSet<String> {
    conflicts.iter().map(|one| format!("{} {}", one.object, one.fact.as_deref().unwrap_or(""))).collect()
}

fn short(merged: &Merged) -> String {
    match merged {
        Merged::As(_) => "they come to one catalog".to_owned(),
        Merged::Conflicts { conflicts, .. } => {
            let lines: Vec<String> = conflicts.iter().map(ToString::to_string).collect();
            format!("disputed:\n  {}", lines.join("\n  "))
        }
        Merged::Stuck { why, near, .. } => {
            let lines: Vec<String> = near.iter().map(ToString::to_string).collect();
            format!("stuck: {why}\n  {}", lines.join("\n  "))
        }
    }
}
