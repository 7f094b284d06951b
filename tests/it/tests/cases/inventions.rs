//! Invented schemas turned into each other, there and back, judged by our own reading and by `pg_dump`. What fails is made as small as
//! it can be and shown as a case.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_core::{Pair, render};
use evenkeel_engine::connect::Session;
use evenkeel_engine::{PlanningError, RenamePolicy, State, plan};
use libtest_mimic::Trial;

use crate::invent::Invention;
use crate::judge::same;
use crate::random::Random;
use crate::server::{self, Server, batch, inspect};
use crate::{Answer, apply, dump, trial};

static REFUSED: AtomicUsize = AtomicUsize::new(0);

/// How many pairs ended in a refusal, which tests nothing.
pub(crate) fn refused() -> usize {
    REFUSED.load(Ordering::Relaxed)
}

/// How many pairs are invented where `EVENKEEL_INVENTIONS` does not say.
const SAMPLE: u64 = 60;
const PARTS: u64 = 6;
/// More failures than these tell nothing new.
const TOLD: usize = 3;

pub(crate) fn trials(server: &Arc<Server>) -> Vec<Trial> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (count, first) =
        (number("EVENKEEL_INVENTIONS").unwrap_or(SAMPLE), number("EVENKEEL_SEED").unwrap_or(1));
    let part = |at: u64| {
        let server = Arc::clone(server);
        let seeds: Vec<u64> = (first..first + count).filter(|seed| (seed - first) % PARTS == at).collect();
        trial(format!("inventions::part_{at}"), move || server::run(turn_all(&seeds, &server)))
    };
    (0..PARTS.min(count)).map(part).collect()
}

async fn turn_all(seeds: &[u64], server: &Server) -> Answer {
    let mut wrong = Vec::new();
    let mut refused = 0;
    for seed in seeds {
        let random = &mut Random::of(*seed);
        let old = Invention::of(random);
        let pair = Pair::of(old.clone(), old.edited(random));
        match turn(&pair, server).await {
            Ok(ends) => {
                let count = [ends.old, ends.new].iter().filter(|end| matches!(end, End::Refused)).count();
                refused += count;
                REFUSED.fetch_add(count, Ordering::Relaxed);
            }
            Err(_) if wrong.len() >= TOLD => wrong.push(String::new()),
            Err(_) => {
                let failure = shown(*seed, &smallest(pair, server).await, server).await;
                // A long run tells of it at once.
                let _ = crate::say(&failure, ExitCode::FAILURE);
                wrong.push(failure);
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let count = wrong.len();
    wrong.truncate(TOLD);
    Err(format!("{count} of {} pairs fail ({refused} are refused)\n\n{}", seeds.len(), wrong.join("\n\n")))
}

enum End {
    Reached,
    /// By the name of what stands in the way.
    Refused,
}

/// An invention as PostgreSQL took it.
struct Side {
    session: Session,
    state: State,
    dump: Option<String>,
}

impl Side {
    async fn made(invention: &Invention, purpose: &str, server: &Server) -> Answer<Side> {
        let (session, state) = inspect(server.with_schema(purpose, &[&invention.script()]).await?).await?;
        let dump = dump::dump(server, session.target())?;
        Ok(Side { session, state, dump })
    }
}

/// There, and back again from what was made of the new one.
async fn turn(pair: &Pair<Invention>, server: &Server) -> Answer<Pair<End>> {
    let Side { session: there, state: old, dump: old_dump } = Side::made(&pair.old, "old", server).await?;
    let Side { session: back, state: new, dump: new_dump } = Side::made(&pair.new, "new", server).await?;
    let forward = travel(there, Pair::of(&old, &new), new_dump, server).await?;
    let backward = travel(back, Pair::of(&new, &old), old_dump, server).await;
    Ok(Pair::of(forward, backward.map_err(|error| ["backward: ", &error].concat())?))
}

async fn travel(
    session: Session,
    states: Pair<&State>,
    wanted: Option<String>,
    server: &Server,
) -> Answer<End> {
    let plan = match plan(states, RenamePolicy::Off) {
        Ok(plan) => plan,
        Err(PlanningError::Unmodelled(_)) => return Ok(End::Refused),
        Err(error) => return Err(error.to_string()),
    };
    // In a session of its own, as a script is.
    let session = server.again(session).await?;
    apply::apply_quickly(&session, &plan).await?;
    let by = |error| format!("{error}\nby the plan\n{}", render::script(&plan));
    let (session, result) = inspect(session).await?;
    same(&result, states.new).map_err(by)?;
    if let Some((found, wanted)) = dump::dump(server, session.target())?.zip(wanted) {
        dump::compare(server, &found, &wanted).await.map_err(by)?;
    }
    Ok(End::Reached)
}

/// Leaves out, many at once and then one by one, whatever the failure does not need.
async fn smallest(mut pair: Pair<Invention>, server: &Server) -> Pair<Invention> {
    let mut size = pair.old.keys().count().max(pair.new.keys().count());
    while size > 1 {
        size = size.div_ceil(4);
        for what in [Pair::of(true, true), Pair::of(true, false), Pair::of(false, true)] {
            pair = cut_down(pair, what, size, server).await;
        }
    }
    pair
}

/// Leaves out so many things at a time from one side or both.
async fn cut_down(
    mut pair: Pair<Invention>,
    what: Pair<bool>,
    size: usize,
    server: &Server,
) -> Pair<Invention> {
    let mut keys: Vec<_> = pair.old.keys().chain(pair.new.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for keys in keys.rchunks(size).map(<[_]>::to_vec) {
        let cut = |side: &Invention, cut: bool| if cut { side.without(&keys) } else { side.clone() };
        let smaller = Pair::of(cut(&pair.old, what.old), cut(&pair.new, what.new));
        let count = |pair: &Pair<Invention>| pair.old.keys().count() + pair.new.keys().count();
        if count(&smaller) < count(&pair) && turn(&smaller, server).await.is_err() {
            pair = smaller;
        }
    }
    pair
}

async fn shown(seed: u64, pair: &Pair<Invention>, server: &Server) -> String {
    let error = turn(pair, server).await.err().unwrap_or_else(|| "it fails not every time".to_owned());
    let mut told = format!("EVENKEEL_SEED={seed} EVENKEEL_INVENTIONS=1\n");
    for (name, side) in [("old.sql", &pair.old), ("new.sql", &pair.new)] {
        told += &format!("-- {name}\n{}", accepted(side, server).await);
    }
    told + &error
}

/// The statements that PostgreSQL takes.
async fn accepted(side: &Invention, server: &Server) -> String {
    let Ok(session) = server.fresh("shown").await else { return String::new() };
    let mut text = String::new();
    for statement in side.statements() {
        if batch(&session, &statement).await.is_ok() {
            text += &format!("{statement};\n");
        }
    }
    text
}
