//! The statements of a schema in another order give the same plan.

use std::path::PathBuf;

use evenkeel_core::{Pair, Plan, render};
use evenkeel_engine::connect::Environment;
use evenkeel_engine::scratch::ScratchRequest;
use evenkeel_engine::{RenamePolicy, State, Workshop, plan};
use evenkeel_sources::Script;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;

use crate::Answer;
use crate::folder::Case;
use crate::random::Random;
use crate::server::Server;

/// A schema whose statements have to stay as they are begins with this line and says why.
const IN_ORDER: &str = "-- in this order:";

pub(crate) async fn gives_the_same_plan(case: &Case, server: &Server, old: &State, wanted: &Plan) -> Answer {
    let Some(text) = shuffled(&case.schemas.new, case.name.len() as u64)? else { return Ok(()) };
    let request = ScratchRequest {
        url: Some(server.target.clone()),
        ..ScratchRequest::new(&Environment::of_process())
    };
    let workshop = Workshop::postgres(&request).await.map_err(|error| error.to_string())?;
    let script = |path: &str, text: &str| Script { path: PathBuf::from(path), text: text.to_owned() };
    let loaded = workshop.desired(&[script("new.sql", &text), script("setup.sql", &case.setup)]).await;
    let closed = workshop.close().await;
    let state = loaded.map_err(|error| format!("in another order: {error}\nin\n{text}"))?;
    closed.map_err(|error| error.to_string())?;
    let found = plan(Pair::of(old, &state), RenamePolicy::Off).map_err(|error| error.to_string())?;
    match render::explained(&found) == render::explained(wanted) {
        true => Ok(()),
        false => Err(format!("in another order\n{text}\nthe plan is another\n{}", render::explained(&found))),
    }
}

/// The statements in another order, where there is one that means the same.
fn shuffled(text: &str, seed: u64) -> Answer<Option<String>> {
    if text.starts_with(IN_ORDER) {
        return Ok(None);
    }
    let statements = split(Dialect::Postgres, text).map_err(|error| error.to_string())?;
    let mut texts: Vec<&str> = statements.iter().map(|statement| statement.text(text)).collect();
    Random::of(seed).shuffle(&mut texts);
    if texts.len() < 2 {
        return Ok(None);
    }
    Ok(Some(texts.into_iter().flat_map(|text| [text, ";\n"]).collect()))
}
