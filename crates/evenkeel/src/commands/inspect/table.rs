//! One table, as `\d` of psql shows it and a little more: how large it is, and which migration made each part.

use std::collections::BTreeMap;
use std::fmt::Write;

use evenkeel_core::ObjectId;
use evenkeel_engine::database::Database;
use evenkeel_engine::nearest::did_you_mean;
use evenkeel_engine::portrait::{Origin, Rows, Weight, is_cheap, origins};
use evenkeel_engine::state::State;
use serde::Serialize;

use crate::commands::source::Spec;
use crate::commands::states::Workbench;
use crate::commands::work::Work;
use crate::failure::Failure;
use crate::report::Report;

#[derive(Serialize)]
struct TableJson {
    kind: String,
    name: String,
    migration: Option<String>,
    #[serde(flatten)]
    weight: Option<WeightJson>,
    description: String,
    objects: Vec<PartJson>,
}

#[derive(Serialize)]
struct WeightJson {
    bytes: Option<u64>,
    index_bytes: Option<u64>,
    rows: Option<u64>,
    /// `exact`, `estimate`, `at-most` or `unknown`.
    rows_are: &'static str,
}

#[derive(Serialize)]
struct PartJson {
    kind: String,
    name: String,
    definition: Option<serde_json::Value>,
    migration: Option<String>,
    /// How the migration was found out: `replay`, `text` or nothing.
    found: Option<&'static str>,
}

/// What is known of a table beyond its definition.
struct Facts {
    weight: Option<Weight>,
    /// Nothing where there is no history to look at.
    origins: Option<BTreeMap<ObjectId, Origin>>,
}

/// Describes the tables of this name, of which there may be one in each of several schemas.
pub(super) async fn describe(
    state: &State,
    spec: &Spec,
    name: &str,
    bench: &mut Workbench,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<(), Failure> {
    let found = state.relations_named(name);
    if found.is_empty() {
        return Err(unknown(state, name));
    }
    let mut texts = Vec::new();
    let mut values = Vec::new();
    for id in &found {
        let facts = facts(state, spec, id, bench, work, report).await?;
        let text = told(state, id, &facts);
        values.push(json(state, id, &facts, &text));
        texts.push(text);
    }
    report.result(&texts.join("\n"));
    report.finish(&serde_json::json!({ "table": name, "tables": values }));
    Ok(())
}

fn unknown(state: &State, name: &str) -> Failure {
    let failure = Failure::usage("no-such-table", format!("there is no table or view `{name}`"));
    let near = did_you_mean(&state.relations_near(name));
    failure.hint(near.unwrap_or_else(|| "evenkeel inspect prints all there are".to_owned()))
}

/// Only a database has rows, and only one with a ledger a history.
async fn facts(
    state: &State,
    spec: &Spec,
    id: &ObjectId,
    bench: &mut Workbench,
    work: &Work<'_>,
    report: &mut Report<'_>,
) -> Result<Facts, Failure> {
    let Spec::Database(place) = spec else { return Ok(Facts { weight: None, origins: None }) };
    let database = Database::open(place, None).await?;
    let weight = match database.weigh(id).await {
        Ok(weight) => Some(weight),
        Err(error) => {
            report.note(&format!("how large it is cannot be seen: {error}"));
            None
        }
    };
    let (Ok(migrations), Ok(ledger)) =
        (work.migrations_so_far().await, database.ledger(&work.settings.service).await)
    else {
        return Ok(Facts { weight, origins: None });
    };
    let applied: Vec<String> = ledger.applied().iter().map(|record| record.migration.clone()).collect();
    if applied.is_empty() || migrations.list.is_empty() {
        return Ok(Facts { weight, origins: None });
    }
    let wanted: Vec<ObjectId> = [id.clone()].into_iter().chain(state.belongings(id)).collect();
    let workshop = match is_cheap(&migrations) {
        true => bench.workshop_if_any(report).await,
        false => None,
    };
    Ok(Facts { weight, origins: Some(origins(workshop, &migrations, &applied, &wanted).await) })
}

fn told(state: &State, id: &ObjectId, facts: &Facts) -> String {
    let mut text = state.describe(id).unwrap_or_default();
    let mut line = |line: String| writeln!(text, "{line}").expect("writing to a string does not fail");
    if let Some(weight) = &facts.weight {
        line(format!("Size: {}", size(weight)));
        line(format!("Rows: {}", rows(weight.rows)));
    }
    if let Some(origins) = &facts.origins {
        line("Made by:".to_owned());
        for (made, parts) in by_migration(id, origins) {
            line(format!("    {made}: {}", parts.join(", ")));
        }
    }
    text
}

fn size(weight: &Weight) -> String {
    match (weight.bytes, weight.index_bytes) {
        (Some(bytes), Some(indexes)) => format!("{} with {} of indexes", in_units(bytes), in_units(indexes)),
        (Some(bytes), None) => in_units(bytes),
        (None, _) => "not measured, which would read the whole file".to_owned(),
    }
}

pub(in crate::commands) fn in_units(count: u64) -> String {
    match count {
        0..10_240 => format!("{count} bytes"),
        10_240..10_485_760 => format!("{} kB", count >> 10),
        10_485_760..10_737_418_240 => format!("{} MB", count >> 20),
        _ => format!("{} GB", count >> 30),
    }
}

fn rows(rows: Rows) -> String {
    match rows {
        Rows::Exactly(rows) => rows.to_string(),
        Rows::About(rows) => format!("about {rows}, as estimated when it was last analyzed"),
        Rows::AtMost(rows) => format!("at most {rows}, by the numbers of the first and the last"),
        Rows::Unknown => "unknown: it was never analyzed".to_owned(),
    }
}

/// The parts that each migration made, in the order of the migrations; what nobody is known to have made comes last.
fn by_migration(table: &ObjectId, origins: &BTreeMap<ObjectId, Origin>) -> Vec<(String, Vec<String>)> {
    let mut made: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    for (id, origin) in origins {
        let key = match origin {
            Origin::Replay(migration) => (false, migration.clone()),
            Origin::Text(migration) => (false, format!("{migration} (by its text)")),
            Origin::Unknown => (true, "unknown".to_owned()),
        };
        let name = if id == table {
            id.kind().to_owned()
        } else {
            format!("{} {}", id.kind().replace('_', " "), id.name())
        };
        let parts = made.entry(key).or_default();
        match id == table {
            true => parts.insert(0, name),
            false => parts.push(name),
        }
    }
    made.into_iter().map(|((_, migration), parts)| (migration, parts)).collect()
}

fn json(state: &State, id: &ObjectId, facts: &Facts, text: &str) -> TableJson {
    let origin = |id: &ObjectId| facts.origins.as_ref().and_then(|origins| origins.get(id));
    let migration = |id: &ObjectId| origin(id).and_then(Origin::migration).map(str::to_owned);
    let part = |part: ObjectId| PartJson {
        kind: part.kind().to_owned(),
        name: part.name().to_owned(),
        definition: state.definition(&part),
        migration: migration(&part),
        found: match origin(&part) {
            Some(Origin::Replay(_)) => Some("replay"),
            Some(Origin::Text(_)) => Some("text"),
            Some(Origin::Unknown) | None => None,
        },
    };
    TableJson {
        kind: id.kind().to_owned(),
        name: id.dotted(),
        migration: migration(id),
        weight: facts.weight.as_ref().map(weight_json),
        description: text.to_owned(),
        objects: state.belongings(id).into_iter().map(part).collect(),
    }
}

fn weight_json(weight: &Weight) -> WeightJson {
    let (rows, rows_are) = match weight.rows {
        Rows::Exactly(rows) => (Some(rows), "exact"),
        Rows::About(rows) => (Some(rows), "estimate"),
        Rows::AtMost(rows) => (Some(rows), "at-most"),
        Rows::Unknown => (None, "unknown"),
    };
    WeightJson { bytes: weight.bytes, index_bytes: weight.index_bytes, rows, rows_are }
}
