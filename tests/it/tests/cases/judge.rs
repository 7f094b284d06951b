//! One case on one server, there and back, before every judge.

use std::sync::Arc;

use evenkeel_core::{Pair, Plan, render};
use evenkeel_engine::connect::Session;
use evenkeel_engine::{RenamePolicy, State, plan};

use crate::folder::Case;
use crate::rows::{self, Watch};
use crate::server::{self, Server, batch, inspect};
use crate::{Answer, PLANS_OF, apply, dump, shuffle};

/// A schema as PostgreSQL makes it from its text.
struct Side {
    session: Session,
    state: State,
    dump: Option<String>,
}

impl Side {
    async fn make(case: &Case, server: &Server, purpose: &str, schema: &str) -> Answer<Side> {
        let session = server.with_schema(purpose, &[&case.setup, schema]).await?;
        let (session, state) = inspect(session).await?;
        let dump = dump::dump(server, session.target())?;
        Ok(Side { session, state, dump })
    }
}

pub(crate) fn both_ways(case: &Case, server: &Arc<Server>) -> Answer {
    server::run(judge(case, server))
}

/// All that is wrong, not only the first.
async fn judge(case: &Case, server: &Server) -> Answer {
    let old = Side::make(case, server, "old", &case.schemas.old).await?;
    let new = Side::make(case, server, "new", &case.schemas.new).await?;
    let planned = planned(Pair::of(&old.state, &new.state));
    let plans = match planned {
        Ok(plans) => plans,
        Err(error) => return Err(format!("there is no plan: {error}")),
    };
    let mut wrong = Vec::new();
    if server.major == PLANS_OF {
        wrong.extend(case.compare_plans(&told(&plans)).err());
        wrong.extend(shuffle::gives_the_same_plan(case, server, &old.state, &plans.old).await.err());
    }
    batch(&old.session, &case.data).await.map_err(|error| format!("data.sql: {error}"))?;
    let goods = Pair::of((&old.state, &old.dump), (&new.state, &new.dump));
    match travel(server, old.session, &plans.old, goods.new, &new.session).await {
        Ok((session, undeclared)) => {
            wrong.extend(undeclared.into_iter().map(|error| format!("forward: {error}")));
            // With the rows that came through; a third database tells what the old schema holds.
            let fresh = server.with_schema("fresh", &[&case.setup, &case.schemas.old]).await?;
            let back = travel(server, session, &plans.new, goods.old, &fresh).await;
            wrong.extend(complaints(back).into_iter().map(|error| format!("backward: {error}")));
        }
        Err(error) => {
            wrong.push(format!("forward: {error}"));
            let fresh = server.with_schema("fresh", &[&case.setup, &case.schemas.old]).await?;
            let back = travel(server, new.session, &plans.new, goods.old, &fresh).await;
            wrong.extend(complaints(back).into_iter().map(|error| format!("backward without rows: {error}")));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n\n")) }
}

fn complaints(end: Answer<(Session, Vec<String>)>) -> Vec<String> {
    match end {
        Ok((_, undeclared)) => undeclared,
        Err(error) => vec![error],
    }
}

/// The way there and the way back.
fn planned(states: Pair<&State>) -> Answer<Pair<Plan>> {
    let way = |states| plan(states, RenamePolicy::Off).map_err(|error| error.to_string());
    Ok(Pair::of(way(states)?, way(states.reversed())?))
}

fn told(plans: &Pair<Plan>) -> String {
    let told = |plan: &Plan| match plan.is_empty() {
        true => "-- nothing to do\n".to_owned(),
        false => render::explained(plan),
    };
    format!("-- forward\n\n{}\n-- backward\n\n{}", told(&plans.old), told(&plans.new))
}

/// Takes a database along a plan; its session comes back with the undeclared locks.
async fn travel(
    server: &Server,
    session: Session,
    plan: &Plan,
    (wanted, wanted_dump): (&State, &Option<String>),
    sample: &Session,
) -> Answer<(Session, Vec<String>)> {
    let watch = Watch::of(&session, sample, plan).await?;
    let before = watch.look(&session).await?;
    let undeclared = apply::apply(&session, plan).await?;
    let by = |error| format!("{error}\nby the plan\n{}", render::explained(plan));
    let after = watch.look(&session).await.map_err(by)?;
    let (session, state) = inspect(session).await?;
    same(&state, wanted).map_err(by)?;
    rows::compare(&before, &after).map_err(by)?;
    if let Some((found, wanted)) = dump::dump(server, session.target())?.zip(wanted_dump.as_ref()) {
        dump::compare(server, &found, wanted).await.map_err(by)?;
    }
    Ok((session, undeclared))
}

/// Equal by plan, by every definition, by what is not modelled, and by fingerprint.
pub(crate) fn same(found: &State, wanted: &State) -> Answer {
    let rest = plan(Pair::of(found, wanted), RenamePolicy::Off);
    let rest = rest.map_err(|error| format!("there is no second plan: {error}"))?;
    if !rest.is_empty() {
        return Err(format!("this is left to do:\n{}", render::script(&rest)));
    }
    let objects = Pair::of(found.to_json(), wanted.to_json()).map(|mut state| state["objects"].take());
    if objects.differs() {
        let lists = objects.map(|objects| objects.as_array().cloned().unwrap_or_default());
        let unlike = lists.old.iter().zip(&lists.new).find(|(a, b)| a != b);
        return Err(format!("the catalogs differ: {unlike:#?}"));
    }
    match found.fingerprint() == wanted.fingerprint() {
        true => Ok(()),
        false => Err("the fingerprints differ".to_owned()),
    }
}
