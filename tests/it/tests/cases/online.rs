//! The ways by recipes, where they are not the plain ones: with rows, from the old schema to the new one and back, each
//! ends where the plain one ends. Must not know the recipes.

use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_core::{Pair, Plan, render};
use evenkeel_engine::planning::{Online, plan_online};
use evenkeel_engine::{RenamePolicy, State};

use crate::folder::Case;
use crate::judge::{Schema, travel};
use crate::server::{Server, batch};
use crate::{Answer, PLANS_OF};

static WAYS: AtomicUsize = AtomicUsize::new(0);

/// How many ways there were.
pub(crate) fn told() -> Option<String> {
    let ways = WAYS.load(Ordering::Relaxed);
    (ways > 0).then(|| format!("{ways} ways by recipes ended where the plain ones end"))
}

/// All that is wrong with the way there and the way back.
pub(crate) async fn both_ways(
    case: &Case,
    server: &Server,
    schemas: Pair<&Schema>,
    plain: Pair<Option<&Plan>>,
) -> Answer<Vec<String>> {
    let states = Pair::of(&schemas.old.state, &schemas.new.state);
    let ways = Pair::of(differing(states, plain.old)?, differing(states.reversed(), plain.new)?);
    let mut wrong = Vec::new();
    if server.major == PLANS_OF {
        wrong.extend(case.compare_recipes(&written(&ways)).err());
    }
    let mut there = None;
    if let Some(plan) = ways.old {
        let session = server.with_schema("online", &[&case.setup, &case.schemas.old]).await?;
        batch(&session, &case.data).await.map_err(|error| format!("data.sql: {error}"))?;
        match travel(server, session, &plan, schemas).await {
            Ok((session, undeclared)) => {
                wrong.extend(undeclared.into_iter().map(|error| format!("online: {error}")));
                there = Some(session);
            }
            Err(error) => wrong.push(format!("online: {error}")),
        }
    }
    if let Some(plan) = ways.new {
        let session = match there {
            Some(session) => session,
            None => server.with_schema("online", &[&case.setup, &case.schemas.new]).await?,
        };
        let back = travel(server, session, &plan, schemas.reversed()).await;
        wrong.extend(
            crate::judge::complaints(back).into_iter().map(|error| format!("online, backward: {error}")),
        );
    }
    Ok(wrong)
}

fn written(ways: &Pair<Option<Plan>>) -> String {
    let told = |way: &Option<Plan>| way.as_ref().map_or("-- as plain\n".to_owned(), render::explained);
    format!("-- forward\n\n{}\n-- backward\n\n{}", told(&ways.old), told(&ways.new))
}

/// The plan by recipes, where there is a plain one and it is another.
fn differing(states: Pair<&State>, plain: Option<&Plan>) -> Answer<Option<Plan>> {
    let Some(plain) = plain else { return Ok(None) };
    let plan = plan_online(states, RenamePolicy::Off, &Online::everywhere());
    let plan = plan.map_err(|error| format!("by recipes there is no plan: {error}"))?;
    let differs = render::explained(&plan) != render::explained(plain);
    WAYS.fetch_add(usize::from(differs), Ordering::Relaxed);
    Ok(differs.then_some(plan))
}
