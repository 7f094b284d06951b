//! Scripts for strayed databases, of which every kind has its part: the inventory names what the catalog names, and what
//! a case's plan changes its script changes too, there and back, with the rows that are there.

use std::collections::BTreeSet;
use std::sync::Arc;

use evenkeel_core::{Pair, render};
use evenkeel_engine::connect::Session;
use evenkeel_engine::planning::{Label, Online, plan_keeping};
use evenkeel_engine::{RenamePolicy, State, plan};
use evenkeel_postgres::inspect::kinds;
use evenkeel_postgres::mend::{List, is_listed, question};
use evenkeel_sources::lexer::Dialect;
use libtest_mimic::Trial;

use crate::folder::Case;
use crate::judge::same;
use crate::rows::{self, Watch};
use crate::server::{self, Server, batch, inspect};
use crate::{Answer, dump, histories, share, trial};

/// The schemas of a database that are not the server's.
fn schemas(state: &State) -> Vec<String> {
    state.objects().into_iter().filter(|id| id.kind() == "schema").map(|id| id.name().to_owned()).collect()
}

/// Whether scripts find the very objects that the catalog holds.
pub(crate) async fn names_what_is_there(session: &Session, state: &State, major: u32) -> Answer {
    let State::Postgres(catalog) = state else { return Err("a catalog is not PostgreSQL's".to_owned()) };
    let asked = ["SET search_path = ''; ", &question(&schemas(state), major)].concat();
    let rows = session.rows(&asked).await.map_err(|error| format!("the inventory: {error}"))?;
    batch(session, "RESET search_path").await?;
    let list = List::of(&rows);
    let listed =
        |id: &&evenkeel_core::ObjectId| kinds().any(|kind| kind == id.kind()) && is_listed(id.kind());
    let own = |id: &&evenkeel_core::ObjectId| {
        matches!(id.kind(), "extension" | "language") && id.name() == "plpgsql"
    };
    let there: Vec<_> = catalog.modelled().map(|(id, _)| id).filter(listed).filter(|id| !own(id)).collect();
    let missed: Vec<String> =
        there.iter().filter(|id| list.object(id).is_none()).map(ToString::to_string).collect();
    let known: BTreeSet<_> =
        there.iter().filter_map(|id| list.object(id)).map(|it| (&it.kind, &it.name)).collect();
    let beyond = list.objects().filter(|it| !known.contains(&(&it.kind, &it.name)));
    let beyond: Vec<String> = beyond.map(|it| [it.kind.as_str(), " ", &it.name].concat()).collect();
    match missed.is_empty() && beyond.is_empty() {
        true => Ok(()),
        false => Err(format!("the inventory does not name {missed:?}, and names {beyond:?} too")),
    }
}

pub(crate) fn trials(cases: &[Case], server: &Arc<Server>) -> Vec<Trial> {
    let of = |case: Case| {
        let server = Arc::clone(server);
        trial(format!("mend::{}", case.name), move || both_ways(&case, &server))
    };
    share::of_each_kind(cases, server.major).into_iter().map(of).collect()
}

/// The cases of which the script does not bring every database home yet, each with a part of what it says instead.
const NOT_YET: &str = include_str!("not_mended.txt");

fn both_ways(case: &Case, server: &Server) -> Answer {
    let mut wrong = Vec::new();
    let sides = Pair::of(&case.schemas.old, &case.schemas.new);
    let forward = server::run(Box::pin(home(case, sides, &case.data, server)));
    wrong.extend(forward.err().map(|error| format!("forward: {error}")));
    let backward = server::run(Box::pin(home(case, sides.reversed(), "", server)));
    wrong.extend(backward.err().map(|error| format!("backward: {error}")));
    let known = NOT_YET.lines().find_map(|line| line.strip_prefix(&case.name)?.strip_prefix(": "));
    match (wrong.is_empty(), known) {
        (true, None) => Ok(()),
        (false, Some(known)) if wrong.iter().any(|told| told.contains(known)) => Ok(()),
        (true, Some(known)) => Err(format!("it comes home now, and not_mended.txt says: {known}")),
        (false, _) => Err(wrong.join("\n\n")),
    }
}

/// Brings a database with one schema to the other, of a history that has both.
async fn home(case: &Case, sides: Pair<&String>, data: &str, server: &Server) -> Answer {
    let wanted = server.with_schema("declared", &[&case.setup, sides.new]).await?;
    let (wanted, declared) = inspect(wanted).await?;
    let told = dump::dump(server, wanted.target())?;
    let holders = rows::holders(&wanted).await?;
    let session = server.with_schema("strayed", &[&case.setup, sides.old]).await?;
    batch(&session, data).await?;
    let (session, before) = inspect(session).await?;
    let empty = State::empty(Dialect::Postgres);
    // What no plan leads to no script does.
    let Ok(direct) = plan(Pair::of(&before, &declared), RenamePolicy::Off) else { return Ok(()) };
    let (mut migrations, mut kept) = (Vec::new(), Vec::new());
    for (at, states) in [Pair::of(&empty, &before), Pair::of(&before, &declared)].into_iter().enumerate() {
        let stamp = format!("2026010100000{at}");
        let label = Label { migration: format!("{stamp}_step"), stamp: stamp.clone() };
        let Ok((plan, _)) = plan_keeping(states, label, &Online::Never) else { return Ok(()) };
        migrations.push(histories::migration(&stamp, render::script(&plan))?);
        kept.extend(plan.losses().map(|loss| loss.object.dotted()));
    }
    let script = histories::script(&declared, &migrations, &kept, server).await?;
    let script = histories::written(&script)?;
    let watch = Watch::of(&rows::holders(&session).await?, &holders, &direct);
    let had = watch.look(&session).await?;
    match histories::psql(server, &session, script.path()) {
        // By name, and nothing is changed.
        Err(error) if error.contains("no statement turns it into the table that is declared") => {
            return Ok(());
        }
        other => other?,
    }
    let (session, found) = inspect(session).await?;
    same(&found, &declared)?;
    rows::compare(&had, &watch.look(&session).await?)?;
    if let Some((found, wanted)) = dump::dump(server, session.target())?.zip(told.as_ref()) {
        dump::compare(server, &found, wanted).await?;
    }
    Ok(())
}
