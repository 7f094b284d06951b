//! Enum types (manual, 8.7). Labels are added in place; taking one away or moving one rebuilds the type and the
//! columns that use it, since PostgreSQL can do neither.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Boundary, Catalog, Danger, ObjectId, Outcome, Pair, Shape, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank, type_slot};
use super::satellite::named;
use super::{Kind, Object, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    pub schema: String,
    pub name: String,
    pub labels: Vec<String>,
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

    /// The name under which the old type waits until no column uses it any more.
    fn parked_name(&self) -> String {
        let room = 63 - "__evenkeel_old".len();
        let end = (0..=room.min(self.name.len())).rev().find(|end| self.name.is_char_boundary(*end)).unwrap_or(0);
        self.name[..end].to_owned() + "__evenkeel_old"
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

    /// Old type aside, new type made, columns moved over (the parts of this work), old type gone.
    fn rebuild(&self, old: &EnumType, site: &Site<'_>) -> Vec<Step> {
        let gone: Vec<&str> =
            old.labels.iter().filter(|label| !self.labels.contains(label)).map(String::as_str).collect();
        let parked = old.parked_name();
        let aside = sql!("ALTER TYPE {} RENAME TO {}", old.qualified(), Ident::new(&parked));
        let mut steps = vec![
            Step::new(&self.id(), Action::Alter, aside),
            Step::new(&self.id(), Action::Alter, self.declaration()),
        ];
        for part in &site.work.parts {
            let inner = Site { view: site.view, work: part };
            if let (Pair { old: Some(before), new: Some(after) }, Some(change)) = (part.objects, part.change) {
                steps.extend(Object::alter(Pair::of(before, after), change, &inner));
            }
        }
        if !gone.is_empty() {
            for step in steps.iter_mut().skip(2) {
                let why = format!("rows that hold {} do not fit the new type", gone.join(", "));
                *step = step.clone().risking(Danger::MayFail, why);
            }
        }
        let drop = sql!("DROP TYPE {}", Name::new([self.schema.as_str(), &parked]));
        steps.push(Step::new(&self.id(), Action::Alter, drop));
        steps
    }
}

impl Kind for EnumType {
    const NAME: &'static str = "enum";
    const INSPECT: &'static str = include_str!("inspect.sql");
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
            Change::Rebuild => pair.new.rebuild(pair.old, site),
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER TYPE {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
