//! Schemas that have nothing to do with one another, turned into each other: a sample of all ordered pairs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use evenkeel_core::Pair;
use evenkeel_engine::{PlanningError, RenamePolicy, State, plan};
use libtest_mimic::Trial;

use crate::folder::Case;
use crate::judge::same;
use crate::random::Random;
use crate::server::{self, Server, inspect};
use crate::{Answer, apply, trial};

/// How many pairs are tried where not all of them are.
const SAMPLE: usize = 64;
/// How many tests they are spread over, so that workers share them.
const PARTS: usize = 8;
/// More failures than these tell nothing new.
const TOLD: usize = 8;

/// One side of a case.
struct Schema {
    name: String,
    setup: String,
    text: String,
}

struct Schemas {
    all: Vec<Schema>,
    /// The catalogs that were read, by (setup, schema).
    known: Mutex<BTreeMap<(String, usize), State>>,
}

pub(crate) fn trials(cases: &[Case], server: &Arc<Server>) -> Vec<Trial> {
    let fitting = cases.iter().filter(|case| case.fits(server.major));
    let all: Vec<Schema> = fitting.flat_map(sides).collect();
    let pairs = chosen(all.len());
    let schemas = Arc::new(Schemas { all, known: Mutex::default() });
    let size = pairs.len().div_ceil(PARTS).max(1);
    let parts = pairs.chunks(size).map(<[_]>::to_vec).enumerate();
    parts
        .map(|(number, part)| {
            let (schemas, server) = (Arc::clone(&schemas), Arc::clone(server));
            trial(format!("pairs::part_{number}"), move || server::run(turn_all(&schemas, &part, &server)))
        })
        .collect()
}

fn sides(case: &Case) -> [Schema; 2] {
    let side = |which: &str, text: &str| Schema {
        name: format!("{}/{which}", case.name),
        setup: case.setup.clone(),
        text: text.to_owned(),
    };
    [side("old", &case.schemas.old), side("new", &case.schemas.new)]
}

fn seed() -> u64 {
    std::env::var("EVENKEEL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_250_101)
}

/// A sample of a size that `EVENKEEL_PAIRS` may give, or all with `EVENKEEL_ALL_PAIRS`, in random order.
fn chosen(count: usize) -> Vec<Pair<usize>> {
    if count < 2 {
        return Vec::new();
    }
    let mut random = Random::of(seed());
    if std::env::var_os("EVENKEEL_ALL_PAIRS").is_some() {
        let others = |old| (0..count).filter(move |new| *new != old).map(move |new| Pair::of(old, new));
        let mut all: Vec<_> = (0..count).flat_map(others).collect();
        random.shuffle(&mut all);
        return all;
    }
    let wanted = std::env::var("EVENKEEL_PAIRS").ok().and_then(|pairs| pairs.parse().ok()).unwrap_or(SAMPLE);
    let any = |random: &mut Random| {
        let old = random.below(count);
        Pair::of(old, (old + 1 + random.below(count - 1)) % count)
    };
    (0..wanted).map(|_| any(&mut random)).collect()
}

async fn turn_all(schemas: &Schemas, pairs: &[Pair<usize>], server: &Server) -> Answer {
    let mut wrong = Vec::new();
    for pair in pairs {
        if let Err(error) = turn(schemas, *pair, server).await {
            let names = pair.map(|at| schemas.all[at].name.as_str());
            wrong.push(format!("{} to {}: {error}", names.old, names.new));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let count = wrong.len();
    wrong.truncate(TOLD);
    Err(format!("{count} pairs fail with EVENKEEL_SEED={}\n\n{}", seed(), wrong.join("\n\n")))
}

async fn turn(schemas: &Schemas, pair: Pair<usize>, server: &Server) -> Answer {
    let sides = pair.map(|at| &schemas.all[at]);
    let setup = match sides.map(|side| &side.setup).differs() {
        true => [sides.old.setup.as_str(), "\n", &sides.new.setup].concat(),
        false => sides.old.setup.clone(),
    };
    let wanted = schemas.catalog(&setup, pair.new, server).await?;
    let session = server.with_schema("old", &[&setup, &sides.old.text]).await?;
    let (session, now) = inspect(session).await?;
    let plan = match plan(Pair::of(&now, &wanted), RenamePolicy::Off) {
        Ok(plan) => plan,
        // Kinds that are not modelled cannot be planned for, and that has been said.
        Err(PlanningError::Unmodelled(_)) => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    apply::apply_quickly(&session, &plan).await?;
    let (_, result) = inspect(session).await?;
    same(&result, &wanted)
        .map_err(|error| format!("{error}\nby the plan\n{}", evenkeel_core::render::script(&plan)))
}

impl Schemas {
    async fn catalog(&self, setup: &str, at: usize, server: &Server) -> Answer<State> {
        let key = (setup.to_owned(), at);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(state) = known {
            return Ok(state);
        }
        let session = server.with_schema("new", &[setup, &self.all[at].text]).await?;
        let (_, state) = inspect(session).await?;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, state.clone());
        Ok(state)
    }
}
