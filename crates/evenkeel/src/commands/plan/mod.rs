//! `evenkeel plan`: what migrate would do to the database at hand and to those who use it. Nothing is changed.

mod text;

use std::collections::BTreeMap;

use evenkeel_core::{Blocks, Danger, ObjectId};
use evenkeel_engine::adopt;
use evenkeel_engine::database::Database;
use evenkeel_engine::execute::{Goal, Inquiry, MigrateOptions, inquire, pending};
use evenkeel_engine::plan_file::{Draft, PlanFile};
use evenkeel_engine::portrait::{Burden, OpenTransaction};
use evenkeel_engine::timing::{Pace, shape};
use evenkeel_engine::trace::{Trace, Traced};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use evenkeel_sources::{Migration, Script};
use serde::Serialize;

use self::text::Detail;
use super::migrate::{Missing, begin, sentence};
use super::states::Workbench;
use super::work::Work;
use crate::arguments::Plan;
use crate::clock;
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::report::Report;

/// All that is known before anything is done.
struct Forecast<'a> {
    dialect: Dialect,
    pending: Vec<&'a Migration>,
    /// Of each pending migration, as far as they could be run in a copy.
    traces: Vec<Trace>,
    /// Why nothing was traced, if so.
    untraced: Option<String>,
    inquiries: Vec<(Inquiry, usize)>,
    burdens: BTreeMap<String, Burden>,
    oldest: Option<OpenTransaction>,
    /// How fast statements went here, by their shape.
    paces: BTreeMap<String, Pace>,
}

/// A danger with what it weighs here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Weighed {
    danger: Danger,
    table: String,
    why: String,
    /// In words; nothing where the table is not there yet.
    size: Option<String>,
    expected: Option<Expected>,
}

/// How long a statement will take at the pace of earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Expected {
    milliseconds: u64,
    /// How many there were.
    earlier: u64,
}

pub(super) async fn run(
    arguments: &Plan,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let place = work.place()?;
    let (migrations, opened) = begin(&place, Missing::AnError, None, work, report).await?;
    let database = opened?.database;
    let goal = arguments.to.clone().map_or(Goal::All, Goal::To);
    let options = MigrateOptions { goal, ..work.options(None) };
    let summary = pending(&database, &migrations, &options).await?;
    let is_pending = |one: &&Migration| summary.applied.iter().any(|name| name == one.name.as_str());
    let chosen: Vec<&Migration> = migrations.list.iter().filter(is_pending).collect();
    if chosen.is_empty() {
        report.say(&sentence(&summary, &migrations, &options));
        report.finish(&serde_json::json!({ "pending": [] }));
        return Ok(ExitStatus::Done);
    }
    let forecast = forecast(arguments, &database, chosen, &options, work, report).await?;
    let detail = if arguments.trace { Detail::All } else { Detail::Felt };
    report.result(&text::told(&forecast, detail));
    let json = text::json(&forecast);
    if let Some(file) = &arguments.out {
        let ledger = work.ledger(&database, &migrations).await?;
        let draft = Draft {
            made_at: clock::now(),
            service: &work.settings.service,
            database: place.to_string(),
            to: arguments.to.clone(),
            pending: &forecast.pending,
            forecast: json.clone(),
        };
        PlanFile::drawn(&database, &ledger, draft).await?.write(file)?;
        report.say(&format!("\nwrote {}", file.display()));
    }
    report.finish(&json);
    Ok(if arguments.exit_code { ExitStatus::Differs } else { ExitStatus::Done })
}

async fn forecast<'a>(
    arguments: &Plan,
    database: &Database,
    pending: Vec<&'a Migration>,
    options: &MigrateOptions,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Forecast<'a>, Failure> {
    let (traces, untraced) = match (arguments.no_trace, database.dialect()) {
        (false, Dialect::Postgres) => traced(database, &pending, work, report).await?,
        (true, Dialect::Postgres) => (Vec::new(), None),
        (_, Dialect::Sqlite) => (Vec::new(), None),
    };
    let inquiries = inquire(database, &pending, options).await?;
    let mut burdens = BTreeMap::new();
    let statements = traces.iter().flat_map(|trace| &trace.statements);
    for [schema, name] in statements.flat_map(Traced::tables) {
        let table = ObjectId::new("table", &[schema, name]);
        // A table that an earlier one of these migrations makes is not there yet, and weighs nothing.
        if let Ok(burden) = database.burden(&table).await {
            burdens.insert(table.dotted(), burden);
        }
    }
    let oldest = database.oldest_transaction().await?;
    let paces = database.paces().await?;
    Ok(Forecast { dialect: database.dialect(), pending, traces, untraced, inquiries, burdens, oldest, paces })
}

/// Runs the migrations in a copy of the schema. Without a server for it, or where the copy cannot be made, only locks stay
/// untold.
async fn traced(
    database: &Database,
    pending: &[&Migration],
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(Vec<Trace>, Option<String>), Failure> {
    let state = database.inspect().await?;
    let rows = adopt::consulted(database, work.settings.beside.as_ref()).await?;
    let mut bench = Workbench::of_project(work)?;
    let traced = match bench.workshop(report).await {
        Ok(workshop) => workshop.trace(&state, &rows, pending).await.map_err(|error| error.to_string()),
        Err(failure) => Err(failure.message.clone()),
    };
    bench.close(report).await;
    Ok(match traced {
        Ok(traces) => (traces, None),
        Err(why) => (Vec::new(), Some(why)),
    })
}

/// What a statement does that others feel, with what it weighs here.
fn hazards(traced: &Traced, forecast: &Forecast<'_>) -> Vec<Weighed> {
    let pace = forecast.paces.get(&shape(forecast.dialect, &traced.sql));
    let name = |[schema, table]: &[String; 2]| ObjectId::new("table", &[schema, table]).dotted();
    let weighed = |danger: Danger, table: &[String; 2], why: String| {
        let table = name(table);
        let burden = forecast.burdens.get(&table);
        let expected =
            pace.zip(burden.and_then(|burden| burden.weight.bytes)).map(|(pace, bytes)| Expected {
                milliseconds: u64::try_from(pace.over(bytes).as_millis()).unwrap_or(u64::MAX),
                earlier: pace.statements,
            });
        Weighed { danger, table, why, size: burden.map(text::size), expected }
    };
    let meanwhile = |table: &[String; 2]| {
        traced.keeps_waiting(table).map(|blocks| match blocks {
            Blocks::Everyone => "nobody else reads or writes it",
            Blocks::Writers | Blocks::Schema => "nobody else writes it",
        })
    };
    let mut found = Vec::new();
    for table in &traced.rewrites {
        let waiting = meanwhile(table).map(|waiting| format!(" while {waiting}")).unwrap_or_default();
        found.push(weighed(Danger::Rewrite, table, format!("it is written anew with its indexes{waiting}")));
    }
    for (index, table) in &traced.builds {
        if let (Some(waiting), false) = (meanwhile(table), traced.rewrites.contains(table)) {
            found.push(weighed(
                Danger::LongLock,
                table,
                format!("the index {index} is built while {waiting}"),
            ));
        }
    }
    let built = |table: &[String; 2]| traced.builds.iter().any(|(_, on)| on == table);
    for table in traced.reads.iter().filter(|table| !built(table)) {
        if let Some(waiting) = meanwhile(table) {
            found.push(weighed(Danger::LongLock, table, format!("all its rows are read while {waiting}")));
        }
    }
    found
}

/// The statements of a migration that was not traced, with their lines.
fn statements(dialect: Dialect, migration: &Migration) -> Vec<(usize, &str)> {
    let Some(Script { text, .. }) = migration.content.sql() else { return Vec::new() };
    let statements = split(dialect, text).unwrap_or_default();
    let line = |at| evenkeel_sources::position::position(text, at).line;
    statements.iter().map(|one| (line(one.range.start), one.text(text))).collect()
}

fn total(migrations: &[&Migration]) -> String {
    match migrations.len() {
        1 => "1 migration is pending".to_owned(),
        many => format!("{many} migrations are pending"),
    }
}
