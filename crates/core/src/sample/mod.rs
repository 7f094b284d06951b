//! Rows that are made up. Which values go together is for the database to find: a sample offers values and names the rules,
//! and the first choice that meets them is taken. Must not know any database.

mod constants;
mod key;
mod stand;

use std::collections::BTreeSet;

use crate::object::ObjectId;
use crate::sql;
use crate::sql::{Ident, Name, Sql};

pub use constants::{Constants, SHAPES};
pub use key::Key;
pub use stand::{Column, Itself, Stand};

/// Values of one column, or of several that belong together, of which one is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub columns: Vec<String>,
    /// Answers them, the best first.
    pub rows: Sql,
}

impl Offer {
    /// One of these values, of which there is at least one.
    pub fn of(column: &str, values: &[Sql]) -> Self {
        let rows = values.iter().map(|value| sql!("({})", value));
        Offer { columns: vec![column.to_owned()], rows: sql!("VALUES {}", Sql::join(rows, ", ")) }
    }
}

/// A row that a table may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub table: Name,
    pub offers: Vec<Offer>,
    /// Conditions on the columns that are offered.
    pub rules: Vec<Sql>,
}

impl Sample {
    /// Adds the row, and answers one where one was added.
    pub fn statement(&self) -> Sql {
        if self.offers.is_empty() {
            return sql!("INSERT INTO {} DEFAULT VALUES RETURNING 1", self.table);
        }
        let named = |(at, offer)| (sql!("evenkeel_offer_{}", at + 1), offer);
        let offers: Vec<(Sql, &Offer)> = self.offers.iter().enumerate().map(named).collect();
        let with = offers
            .iter()
            .map(|(name, offer)| sql!("{} ({}) AS ({})", name, list(&offer.columns), offer.rows));
        let columns: Vec<String> = self.offers.iter().flat_map(|offer| offer.columns.clone()).collect();
        let chosen = sql!(
            "WITH {} INSERT INTO {} ({}) SELECT {} FROM {}",
            Sql::join(with, ", "),
            self.table,
            list(&columns),
            list(&columns),
            Sql::join(offers.iter().map(|(name, _)| name), ", ")
        );
        let rules = self.rules.iter().map(|rule| sql!("({})", rule));
        let rules = match self.rules.is_empty() {
            true => Sql::default(),
            false => sql!(" WHERE {}", Sql::join(rules, " AND ")),
        };
        sql!("{}{} LIMIT 1 RETURNING 1", chosen, rules)
    }
}

fn list(columns: &[String]) -> Sql {
    Sql::join(columns.iter().map(|column| Ident::new(column)), ", ")
}

/// How a table comes to hold rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    pub table: ObjectId,
    /// For each row what is tried, until one is taken.
    pub rows: Vec<Vec<Sample>>,
}

/// No more tables than this are filled only because others refer to them: a chain of references may be as long as a schema.
const NEAR: usize = 40;

/// These tables and those nearest that they refer to, those first that others refer to as far as there is a first.
pub fn in_order(
    wanted: impl IntoIterator<Item = ObjectId>,
    refers_to: &dyn Fn(&ObjectId) -> Vec<ObjectId>,
) -> Vec<ObjectId> {
    let wanted: Vec<ObjectId> = wanted.into_iter().collect();
    let mut near: BTreeSet<ObjectId> = wanted.iter().cloned().collect();
    let (most, mut ring) = (near.len() + NEAR, wanted.clone());
    while !ring.is_empty() && near.len() < most {
        let targets: BTreeSet<ObjectId> = ring.iter().flat_map(refers_to).collect();
        ring = targets.difference(&near).take(most - near.len()).cloned().collect();
        near.extend(ring.iter().cloned());
    }
    let near_targets =
        |id: &ObjectId| refers_to(id).into_iter().filter(|target| near.contains(target)).collect();
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    wanted.iter().for_each(|table| visit(table, &near_targets, &mut seen, &mut order));
    order
}

fn visit(
    table: &ObjectId,
    refers_to: &dyn Fn(&ObjectId) -> Vec<ObjectId>,
    seen: &mut BTreeSet<ObjectId>,
    order: &mut Vec<ObjectId>,
) {
    if seen.insert(table.clone()) {
        refers_to(table).iter().for_each(|other| visit(other, refers_to, seen, order));
        order.push(table.clone());
    }
}

#[cfg(test)]
mod tests;
