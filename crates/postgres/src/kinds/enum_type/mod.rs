//! Enum types (manual, 8.7). Labels are added in place; taking one away or moving one rebuilds the type and the
//! columns that use it, since PostgreSQL can do neither.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Boundary, Catalog, ObjectId, Outcome, Pair, Shape, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank, type_slot};
use super::satellite::named;
use super::{Inventory, Kind, Object, Reach, Remake, Site, rebuild};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    pub schema: String,
    pub name: String,
    pub labels: Vec<String>,
}

impl EnumType {
    /// Labels that are gone afterwards.
    pub(crate) fn without<'a>(&'a self, new: &EnumType) -> Vec<&'a str> {
        self.labels.iter().filter(|label| !new.labels.contains(label)).map(String::as_str).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Every old label stays, in its order.
    AddLabels,
    Rebuild,
}

impl EnumType {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn declaration(&self) -> Sql {
        let labels = Sql::join(self.labels.iter().map(|label| Literal(label)), ", ");
        sql!("CREATE TYPE {} AS ENUM ({})", self.qualified(), labels)
    }

    fn add_labels(&self, old: &EnumType) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut present = old.labels.clone();
        for (at, label) in self.labels.iter().enumerate() {
            if present.contains(label) {
                continue;
            }
            let place = match at.checked_sub(1).map(|before| &self.labels[before]) {
                Some(before) if present.last() == Some(before) => Sql::default(),
                Some(before) => sql!(" AFTER {}", Literal(before)),
                None => old.labels.first().map(|first| sql!(" BEFORE {}", Literal(first))).unwrap_or_default(),
            };
            present.insert(at.min(present.len()), label.clone());
            let sql = sql!("ALTER TYPE {} ADD VALUE {}{}", self.qualified(), Literal(label), place);
            steps.push(Step::new(&self.id(), Action::Alter, sql).at(Boundary::CommitAfter));
        }
        steps
    }
}

impl Kind for EnumType {
    const NAME: &'static str = "enum";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("TYPE", &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        let stay: Vec<&String> = pair.new.labels.iter().filter(|label| pair.old.labels.contains(label)).collect();
        match stay.into_iter().eq(&pair.old.labels) {
            true => Outcome::Alter(Change::AddLabels),
            false => Outcome::Alter(Change::Rebuild),
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![type_slot(&self.schema, &self.name)]
    }

    fn shape(&self, _: &Catalog<Object>) -> Option<Shape> {
        Some(Shape(format!("{}\0{}", self.schema, self.labels.join("\0"))))
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, self.declaration())]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP TYPE {}", self.qualified()))]
    }

    fn alter(pair: Pair<&Self>, change: &Change, site: &Site<'_>) -> Vec<Step> {
        match change {
            Change::AddLabels => pair.new.add_labels(pair.old),
            Change::Rebuild => rebuild::steps(site),
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER TYPE {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }

    fn reach(change: &Change) -> Reach {
        match change {
            Change::AddLabels => Reach::Itself,
            Change::Rebuild => Reach::Users,
        }
    }

    fn remake(pair: Pair<&Self>, site: &Site<'_>) -> Remake {
        let parked = rebuild::parked(&pair.old.name);
        let rename = sql!("ALTER TYPE {} RENAME TO {}", pair.old.qualified(), Ident::new(&parked));
        let drop = sql!("DROP TYPE {}", Name::new([pair.old.schema.as_str(), &parked]));
        let step = |sql| Step::new(&pair.new.id(), Action::Alter, sql);
        let create = pair.new.create(site).into_iter().map(|create| Step { action: Action::Alter, ..create });
        Remake { aside: vec![step(rename)], create: create.collect(), gone: vec![step(drop)] }
    }
}
