//! The statements for tables. Must not know why they are needed.

use evenkeel_core::plan::Step;
use evenkeel_core::{Action, Danger, Ident, ObjectId, Pair, Sql, sql};

use super::diff::{Change, inline};
use super::hazards::{column_id, dropped};
use super::rebuild::rebuild;
use super::{Rule, Table};
use crate::quarantine::Quarantine;

pub fn create(id: &ObjectId, table: &Table) -> Vec<Step> {
    vec![Step::new(id, Action::Create, Sql::from_database(table.text.0.as_str()))]
}

pub fn drop(id: &ObjectId, table: &Table) -> Vec<Step> {
    let why = format!("table {} is dropped with all its rows", id.dotted());
    let sql = sql!("DROP TABLE {}", Ident::new(&table.name));
    vec![Step::new(id, Action::Drop, sql).risking(Danger::DataLoss, why)]
}

/// Columns are put on before others are taken off, for a table needs one at all times.
pub fn alter(id: &ObjectId, pair: Pair<&Table>, change: &Change, quarantine: &Quarantine) -> Vec<Step> {
    match change {
        Change::Rebuild => rebuild(id, pair, quarantine),
        Change::Columns { added, dropped } => added
            .iter()
            .map(|key| add(id, pair.new, key))
            .chain(dropped.iter().map(|key| take_off(id, pair.old, key)))
            .collect(),
    }
}

fn add(id: &ObjectId, table: &Table, key: &str) -> Step {
    let column = &table.columns[key];
    let definition = Sql::from_database(column.text.0.as_str());
    let sql = sql!("ALTER TABLE {} ADD COLUMN {}", Ident::new(&table.name), definition);
    let step = Step::new(id, Action::Alter, sql);
    match inline(table, key).any(|rule| matches!(rule, Rule::Check { .. })) {
        true => {
            step.risking(Danger::MayFail, format!("rows may break the CHECK of new column {}", column.name))
        }
        false => step,
    }
}

fn take_off(id: &ObjectId, table: &Table, key: &str) -> Step {
    let column = &table.columns[key];
    let sql = sql!("ALTER TABLE {} DROP COLUMN {}", Ident::new(&table.name), Ident::new(&column.name));
    let mut step = Step::new(id, Action::Alter, sql);
    step.hazards.extend(dropped(id, column));
    let why = format!("the rows are written anew without {}", column_id(id, column).dotted());
    step.risking(Danger::Rewrite, why)
}
