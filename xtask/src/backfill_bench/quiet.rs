//! Unbraked, with nobody else at work: how near batches come to one plain UPDATE, and whether they grow slower on the way.

use std::time::Instant;

use super::pulse::{Pulse, rate};
use super::{DATABASE, Ground, told};
use crate::failure::Failure;
use crate::report;

const TEMPLATE: &str = "template_of_big";
const UNBRAKED: &str =
    "table = \"big\"\n[brakes]\nreplica_lag = \"off\"\nlong_transactions = \"off\"\nwaiting = \"off\"\n";
const RATIO: f64 = 0.7;
const STEADY: f64 = 0.9;

pub(super) fn run(ground: &Ground<'_>, table: &mut Vec<Vec<String>>) -> Result<bool, Failure> {
    let rows = ground.arguments.rows;
    report::note(format!("making a table of {rows} rows"));
    ground.client().create(TEMPLATE)?;
    let fill = format!("INSERT INTO big SELECT g, md5(g::text) FROM generate_series(1, {rows}) g");
    ground.psql(
        TEMPLATE,
        &[
            "CREATE TABLE big (id bigint PRIMARY KEY, name text NOT NULL, filled text)",
            &fill,
            "VACUUM (ANALYZE, FREEZE) big",
        ],
    )?;
    report::note("one plain UPDATE");
    fresh(ground)?;
    let begun = Instant::now();
    ground.psql(DATABASE, &["UPDATE big SET filled = upper(name)"])?;
    let plain = rows as f64 / begun.elapsed().as_secs_f64();
    report::note("the same in batches");
    fresh(ground)?;
    let sql = "UPDATE big SET filled = upper(name) WHERE id BETWEEN :first AND :last;\n";
    let project = ground.project("SELECT 1;\n", UNBRAKED, sql)?;
    let pulse = Pulse::start(ground)?;
    let begun = Instant::now();
    ground.evenkeel(project.path(), "backfill")?;
    let batched = rows as f64 / begun.elapsed().as_secs_f64();
    let beats = pulse.stop()?;
    let left =
        ground.psql(DATABASE, &["SELECT count(*) FROM big WHERE filled IS DISTINCT FROM upper(name)"])?;
    let tenth = rows as f64 / 10.0;
    let first = rate(&beats, 0.0, tenth).unwrap_or_default();
    let last = rate(&beats, rows as f64 - tenth, rows as f64).unwrap_or_default();
    table.push(told("plain UPDATE, rows/s", format!("{plain:.0}"), "–"));
    table.push(told("backfill, rows/s", format!("{batched:.0}"), "–"));
    table.push(told("backfill / plain", format!("{:.2}", batched / plain), "≥ 0.7"));
    table.push(told("last tenth / first tenth", format!("{:.2}", last / first.max(0.001)), "≥ 0.9"));
    table.push(told("rows left out", left.trim().to_owned(), "0"));
    Ok(batched / plain >= RATIO && last / first.max(0.001) >= STEADY && left.trim() == "0")
}

/// A copy of the table, with nothing left to be written.
fn fresh(ground: &Ground<'_>) -> Result<(), Failure> {
    ground.psql(
        "postgres",
        &["DROP DATABASE IF EXISTS filled WITH (FORCE)", "CREATE DATABASE filled TEMPLATE template_of_big"],
    )?;
    ground.psql(DATABASE, &["CHECKPOINT", "SELECT count(*) FROM big"]).map(drop)
}
