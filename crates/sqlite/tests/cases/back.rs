//! There, back and there again with rows: what a plan takes away waits in quarantine and comes back. Must not know what
//! a case is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use evenkeel_core::Direction;
use evenkeel_core::delta::{Delta, diff};
use evenkeel_core::planner::plan_delta;
use evenkeel_core::render::script;
use evenkeel_core::{Catalog, Ident, Pair, Sql, View, sql};
use evenkeel_sqlite::preflight::questions;
use evenkeel_sqlite::quarantine::{Choice, Quarantine, choose};
use evenkeel_sqlite::{Change, Object, Sqlite};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::{Answer, carry_out, database, execute, inspect, verify};

/// Turns the rows into the new schema, back and into the new one again. What the plan itself calls a loss is not
/// expected back.
pub(crate) fn there_and_back(old: &str, new: &str, data: &str) -> Answer {
    let db = database(old)?;
    execute(&db, data)?;
    let states = Pair::of(inspect(&db)?, inspect(&database(new)?)?);
    let Ok(delta) = delta(&Sqlite::default(), states.as_ref()) else { return Ok(()) };
    let choice =
        choose(&View { catalogs: states.as_ref(), delta: &delta }, "20260101000000_change", "20260101000000");
    let choice = Arc::new(choice);
    let filling = Sqlite { quarantine: Quarantine::Fill(Arc::clone(&choice)) };
    let there = plan_delta(&filling, states.as_ref(), &delta).map_err(|error| error.to_string())?;
    let emptying = Sqlite { quarantine: Quarantine::Empty(Arc::clone(&choice)) };
    let reversed = states.as_ref().reversed();
    let delta = self::delta(&emptying, reversed)?;
    let back = plan_delta(&emptying, reversed, &delta).map_err(|error| error.to_string())?;
    let by = |error: String| format!("{error}\nby\n{}\nand back by\n{}", script(&there), script(&back));
    let before = rows(&db, &states.old)?;
    // Rows that do not fit the new schema are no matter of the way back.
    if carry_out(&db, &there).is_err() {
        return Ok(());
    }
    verify(&db, &states.new).map_err(by)?;
    misfits(&db, &View { catalogs: reversed, delta: &delta }, &choice).map_err(by)?;
    carry_out(&db, &back).map_err(by)?;
    verify(&db, &states.old).map_err(by)?;
    if there.losses().next().is_none() {
        let after = rows(&db, &states.old)?;
        if before != after {
            return Err(by(format!("the rows were\n{before:#?}\nand are\n{after:#?}")));
        }
    }
    carry_out(&db, &there).map_err(by)?;
    verify(&db, &states.new).map_err(by)
}

fn delta(dialect: &Sqlite, states: Pair<&Catalog<Object>>) -> Result<Delta<Change>, String> {
    let delta = diff(dialect, states);
    match delta.obstacles.first() {
        None => Ok(delta),
        Some(obstacle) => Err(obstacle.to_string()),
    }
}

/// Nothing was written since, so everything fits.
fn misfits(db: &Connection, view: &View<'_, Sqlite>, choice: &Choice) -> Answer {
    for check in questions(view, choice, Direction::Back).iter().filter(|check| !check.is_loss) {
        let mut statement =
            db.prepare(check.rows.as_str()).map_err(|error| format!("{error} in {}", check.rows))?;
        let found = statement.query([]).and_then(|mut rows| Ok(rows.next()?.is_some()));
        if found.map_err(|error| error.to_string())? {
            return Err(format!("{} {}: {}", check.object, check.why, check.rows));
        }
    }
    Ok(())
}

type Rows = BTreeMap<String, Vec<String>>;

/// Every stored value of every table, and the highest numbers that were ever given.
fn rows(db: &Connection, state: &Catalog<Object>) -> Result<Rows, String> {
    let mut all = Rows::new();
    for (_, object) in state.modelled() {
        let Some(table) = object.table() else { continue };
        let stored = table.columns.values().filter(|column| column.generated.is_none());
        let columns: Vec<Sql> = stored.map(|column| Ident::new(&column.name).into()).collect();
        let count = columns.len();
        let query = sql!("SELECT {} FROM {}", Sql::join(columns, ", "), Ident::new(&table.name));
        let mut statement = db.prepare(query.as_str()).map_err(|error| format!("{error} in {query}"))?;
        let found = statement.query_map([], |row| {
            (0..count)
                .map(|at| row.get::<_, Value>(at))
                .collect::<Result<Vec<_>, _>>()
                .map(|row| format!("{row:?}"))
        });
        let mut rows: Vec<String> = found.and_then(Iterator::collect).map_err(|error| error.to_string())?;
        rows.sort();
        all.insert(table.name.clone(), rows);
    }
    Ok(all)
}
