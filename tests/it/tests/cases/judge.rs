//! One case on one server, there and back, before every judge.

use std::sync::Arc;

use evenkeel_core::{Pair, Plan, render};
use evenkeel_engine::connect::Session;
use evenkeel_engine::{PlanningError, RenamePolicy, State, plan};

use crate::folder::Case;
use crate::rows::{self, Holders, Watch};
use crate::server::{self, Server, batch, inspect};
use crate::{Answer, PLANS_OF, apply, dump, mended, online, page, shuffle};

/// A schema as PostgreSQL makes it from its text.
struct Side {
    session: Session,
    schema: Schema,
}

/// What is compared of it.
pub(crate) struct Schema {
    pub(crate) state: State,
    dump: Option<String>,
    holders: Holders,
}

impl Side {
    async fn make(case: &Case, server: &Server, purpose: &str, schema: &str) -> Answer<Side> {
        let session = server.with_schema(purpose, &[&case.setup, schema]).await?;
        let (session, state) = inspect(session).await?;
        if server.major == PLANS_OF {
            page::see(&state);
        }
        mended::names_what_is_there(&session, &state, server.major).await?;
        let dump = dump::dump(server, session.target())?;
        let holders = rows::holders(&session).await?;
        Ok(Side { session, schema: Schema { state, dump, holders } })
    }
}

pub(crate) fn both_ways(case: &Case, server: &Arc<Server>) -> Answer {
    server::run(judge(case, server))
}

/// The way in one direction, or the sentence that says why there is none.
type Way = Result<Plan, String>;

/// All that is wrong, not only the first.
async fn judge(case: &Case, server: &Server) -> Answer {
    let Side { session: there, schema: old } = Side::make(case, server, "old", &case.schemas.old).await?;
    let Side { session: mut back, schema: new } = Side::make(case, server, "new", &case.schemas.new).await?;
    let ways = ways(Pair::of(&old.state, &new.state))?;
    let mut wrong = Vec::new();
    if server.major == PLANS_OF {
        wrong.extend(case.compare_plans(&told(&ways)).err());
    }
    if let (PLANS_OF, true, Ok(plan)) = (server.major, case.is_own(), &ways.old) {
        wrong.extend(shuffle::gives_the_same_plan(case, server, &old.state, plan).await.err());
    }
    batch(&there, &case.data).await.map_err(|error| format!("data.sql: {error}"))?;
    if let Ok(plan) = &ways.old {
        match travel(server, there, plan, Pair::of(&old, &new)).await {
            Ok((session, undeclared)) => {
                wrong.extend(undeclared.into_iter().map(|error| format!("forward: {error}")));
                // The way back is gone with the rows that came through.
                back = session;
            }
            Err(error) => wrong.push(format!("forward: {error}")),
        }
    }
    if let Ok(plan) = &ways.new {
        let back = travel(server, back, plan, Pair::of(&new, &old)).await;
        wrong.extend(complaints(back).into_iter().map(|error| format!("backward: {error}")));
    }
    let plain = ways.as_ref().map(|way| way.as_ref().ok());
    wrong.extend(online::both_ways(case, server, Pair::of(&old, &new), plain).await?);
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n\n")) }
}

pub(crate) fn complaints(end: Answer<(Session, Vec<String>)>) -> Vec<String> {
    match end {
        Ok((_, undeclared)) => undeclared,
        Err(error) => vec![error],
    }
}

/// The way there and the way back. A circle is never an answer; a refusal is one when `plan.sql` says so.
fn ways(states: Pair<&State>) -> Answer<Pair<Way>> {
    let way = |states| match plan(states, RenamePolicy::Off) {
        Ok(plan) => Ok(Ok(plan)),
        Err(error @ PlanningError::Loop(_)) => Err(format!("there is no plan: {error}")),
        Err(error) => Ok(Err(error.to_string())),
    };
    Ok(Pair::of(way(states)?, way(states.reversed())?))
}

fn told(ways: &Pair<Way>) -> String {
    let told = |way: &Way| match way {
        Ok(plan) if plan.is_empty() => "-- nothing to do\n".to_owned(),
        Ok(plan) => render::explained(plan),
        Err(refusal) => refusal.lines().flat_map(|line| ["-- refused: ", line, "\n"]).collect(),
    };
    format!("-- forward\n\n{}\n-- backward\n\n{}", told(&ways.old), told(&ways.new))
}

/// Takes a database along a plan; its session comes back with the undeclared locks.
pub(crate) async fn travel(
    server: &Server,
    session: Session,
    plan: &Plan,
    schemas: Pair<&Schema>,
) -> Answer<(Session, Vec<String>)> {
    let wanted = schemas.new;
    let watch = Watch::of(&schemas.old.holders, &wanted.holders, plan);
    let before = watch.look(&session).await?;
    let undeclared = apply::apply(&session, plan).await?;
    let by = |error| format!("{error}\nby the plan\n{}", render::explained(plan));
    let after = watch.look(&session).await.map_err(by)?;
    let (session, state) = inspect(session).await?;
    same(&state, &wanted.state).map_err(by)?;
    rows::compare(&before, &after).map_err(by)?;
    if let Some((found, wanted)) = dump::dump(server, session.target())?.zip(wanted.dump.as_ref()) {
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
    let (State::Postgres(one), State::Postgres(other)) = (found, wanted) else {
        return Err("a catalog is not PostgreSQL's".to_owned());
    };
    let unlike = one.entries().iter().zip(other.entries()).find(|(a, b)| a.id != b.id || a.node != b.node);
    if unlike.is_some() || one.entries().len() != other.entries().len() {
        return Err(format!("the catalogs differ: {unlike:#?}"));
    }
    match found.fingerprint() == wanted.fingerprint() {
        true => Ok(()),
        false => Err("the fingerprints differ".to_owned()),
    }
}
