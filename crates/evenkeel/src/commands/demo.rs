//! `evenkeel demo`: the whole story on a database that is thrown away afterwards.

use std::path::{Path, PathBuf};

use evenkeel_engine::connect::Environment;
use evenkeel_engine::place::Place;
use evenkeel_engine::scratch::{Scratch, ScratchRequest};

use crate::arguments::Demo;
use crate::demo::{Client, Stage, tell};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::{Hue, Report};
use crate::surroundings::Surroundings;

const SQLITE: Client = Client { query: "sqlite3 app.db", file: "sqlite3 app.db <" };
const POSTGRES: Client =
    Client { query: "psql $DATABASE_URL -Atc", file: "psql $DATABASE_URL -v ON_ERROR_STOP=1 -f" };

pub(super) fn run(
    arguments: &Demo,
    surroundings: &Surroundings,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let folder = tempfile::Builder::new().prefix("evenkeel-demo-").tempdir().map_err(|error| {
        Failure::new("no-temporary-folder", format!("no temporary folder can be made: {error}"))
            .hint("TMPDIR names the folder for them")
    })?;
    // Everything that is printed names files as they are seen from here.
    std::env::set_current_dir(folder.path()).map_err(|error| {
        Failure::new("no-temporary-folder", format!("the temporary folder is gone: {error}"))
    })?;
    let environment = without_databases(&surroundings.environment);
    match arguments.postgres {
        true => on_postgres(&environment, folder.path(), report),
        false => on_sqlite(&environment, folder.path(), report),
    }
}

fn on_sqlite(
    environment: &Environment,
    folder: &Path,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    report.say("The story of a schema, on an SQLite database that is thrown away afterwards.");
    let file = PathBuf::from("app.db");
    let where_it_is = (Place::Sqlite(file), "sqlite:app.db".to_owned(), SQLITE);
    play(environment, folder, where_it_is, report)
}

fn on_postgres(
    environment: &Environment,
    folder: &Path,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    report.say("The story of a schema, on a PostgreSQL server that is thrown away afterwards.");
    let runtime = crate::runtime()?;
    let scratch = runtime.block_on(Scratch::acquire(&ScratchRequest::new(environment)))?;
    report.say(&format!("The server is {}.", scratch.how()));
    let target = scratch.target().with_database("app");
    let url = target.to_url_without_password();
    let told = play(environment, folder, (Place::Postgres(target), url, POSTGRES), report);
    let closed = runtime.block_on(scratch.close());
    let status = told?;
    closed?;
    Ok(status)
}

fn play(
    environment: &Environment,
    folder: &Path,
    where_it_is: (Place, String, Client),
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let mut stage = Stage::new(report, environment, folder, where_it_is);
    tell(&mut stage)?;
    let (acts, took) = stage.close();
    let paint = report.paint();
    report.say("");
    report.say(&paint.hue(Hue::Good, &format!("Every promise held. It took {:.1} s.", took.as_secs_f64())));
    report.say("Begin with your own: evenkeel init");
    report.finish(&serde_json::json!({ "steps": acts, "milliseconds": took.as_millis() }));
    Ok(ExitStatus::Done)
}

/// The story must not meet a database that somebody cares for.
fn without_databases(environment: &Environment) -> Environment {
    let mut environment = environment.clone();
    environment.vars.retain(|name, _| !(name.starts_with("PG") || name == "DATABASE_URL"));
    environment
}
