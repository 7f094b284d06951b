//! Composite types (manual, 8.16 and CREATE TYPE). Attributes are added and dropped in place, and their types change in
//! place as long as no column holds the type; else the type is made anew and its columns move over.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Catalog, Cause, Danger, Disposition, ObjectId, Outcome, Pair, Reaction, Shape, Slot, Step, sql,
};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank, relation_slot, type_slot};
use super::satellite::named;
use super::{Aside, Inventory, Kind, Object, Reach, Remake, Site, rebuild, usage};
use crate::dialect::Postgres;
use crate::locks::Mode;

mod conversion;

pub(crate) use conversion::{conversion, converts, remade};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompositeType {
    pub schema: String,
    pub name: String,
    pub attributes: Vec<Attribute>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: Sql,
    pub collation: Option<Sql>,
    #[serde(default, skip_serializing)]
    number: Aside<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// New attributes behind those that stay.
    Add,
    /// Attributes go, or change their types.
    Mend,
    Rebuild,
}

impl Attribute {
    fn definition(&self) -> Sql {
        let collation = self.collation.as_ref().map(|it| sql!(" COLLATE {}", it)).unwrap_or_default();
        sql!("{} {}{}", Ident::new(&self.name), self.data_type, collation)
    }

    fn essence(&self) -> (&Sql, &Option<Sql>) {
        (&self.data_type, &self.collation)
    }
}

impl CompositeType {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    fn declaration(&self) -> Sql {
        match self.attributes.is_empty() {
            true => sql!("CREATE TYPE {} AS ()", self.qualified()),
            false => {
                let lines = Sql::join(self.attributes.iter().map(Attribute::definition), ",\n    ");
                sql!("CREATE TYPE {} AS (\n    {}\n)", self.qualified(), lines)
            }
        }
    }

    fn fusible(&self, action: Sql) -> Step {
        Step::fusible(&self.id(), Action::Alter, sql!("ALTER TYPE {}", self.qualified()), action)
            .locking(Mode::AccessExclusive.on(&self.schema, &self.name))
    }

    fn drop_attribute(&self, name: &str, site: &Site<'_>) -> Step {
        let step = self.fusible(sql!("DROP ATTRIBUTE {}", Ident::new(name)));
        match usage::of(site.view.catalogs.old, &self.id()).is_empty() {
            true => step,
            false => step.risking(Danger::DataLoss, ["the values of attribute ", name, " are lost"].concat()),
        }
    }
}

/// Attributes whose type or collation differs.
pub(crate) fn retyped(pair: Pair<&CompositeType>) -> impl Iterator<Item = &Attribute> {
    pair.new.attributes.iter().filter(move |attribute| {
        pair.old.attribute(&attribute.name).is_some_and(|old| old.essence() != attribute.essence())
    })
}

fn dropped(pair: Pair<&CompositeType>) -> impl Iterator<Item = &Attribute> {
    pair.old.attributes.iter().filter(move |attribute| pair.new.attribute(&attribute.name).is_none())
}

impl Kind for CompositeType {
    const NAME: &'static str = "composite_type";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("TYPE", &self.id()))
    }

    fn part(&self, number: i32) -> Option<(ObjectId, Sql)> {
        let attribute = self.attributes.iter().find(|attribute| attribute.number.0 == number)?;
        let id = self.id().child("attribute", &attribute.name);
        let reference = named("COLUMN", &id);
        Some((id, reference))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        let staying = pair.old.attributes.iter().filter(|it| pair.new.attribute(&it.name).is_some());
        let added = pair.new.attributes.iter().filter(|it| pair.old.attribute(&it.name).is_none());
        let in_place = staying.chain(added).map(|it| &it.name).eq(pair.new.attributes.iter().map(|it| &it.name));
        match (in_place, dropped(pair).next().is_some() || retyped(pair).next().is_some()) {
            (false, _) => Outcome::Alter(Change::Rebuild),
            (true, true) => Outcome::Alter(Change::Mend),
            (true, false) => Outcome::Alter(Change::Add),
        }
    }

    /// It never goes while columns use it: they move over to the one that takes its place.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&Change>) -> Reaction<Change> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate if own == Some(&Change::Mend) => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Alter(Change::Rebuild),
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Alter(Change::Rebuild),
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![type_slot(&self.schema, &self.name), relation_slot(&self.schema, &self.name)]
    }

    fn shape(&self, _: &Catalog<Object>) -> Option<Shape> {
        let attributes = self.attributes.iter().map(|it| it.definition().as_str().to_owned());
        Some(Shape(std::iter::once(self.schema.clone()).chain(attributes).collect::<Vec<_>>().join("\0")))
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, self.declaration())]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let step = Step::new(&self.id(), Action::Drop, sql!("DROP TYPE {}", self.qualified()));
        vec![step.locking(Mode::AccessExclusive.on(&self.schema, &self.name))]
    }

    fn alter(pair: Pair<&Self>, change: &Change, site: &Site<'_>) -> Vec<Step> {
        if *change == Change::Rebuild {
            return rebuild::steps(site);
        }
        let Pair { old, new } = pair;
        let mut steps: Vec<Step> = dropped(pair).map(|gone| new.drop_attribute(&gone.name, site)).collect();
        for attribute in retyped(pair) {
            let collation = attribute.collation.as_ref().map(|it| sql!(" COLLATE {}", it)).unwrap_or_default();
            let name = Ident::new(&attribute.name);
            steps.push(new.fusible(sql!("ALTER ATTRIBUTE {} TYPE {}{}", name, attribute.data_type, collation)));
        }
        let added = new.attributes.iter().filter(|it| old.attribute(&it.name).is_none());
        steps.extend(added.map(|attribute| new.fusible(sql!("ADD ATTRIBUTE {}", attribute.definition()))));
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER TYPE {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Mode::AccessExclusive.on(id.first(), id.name())))
    }

    fn reach(change: &Change) -> Reach {
        match change {
            Change::Add => Reach::Itself,
            Change::Mend => Reach::Readers,
            Change::Rebuild => Reach::Users,
        }
    }

    fn remake(pair: Pair<&Self>, site: &Site<'_>) -> Remake {
        let Pair { old, new } = pair;
        let parked = rebuild::parked(&old.name);
        let step = |sql| Step::new(&new.id(), Action::Alter, sql).locking(Mode::AccessExclusive.on(&old.schema, &old.name));
        let rename = step(sql!("ALTER TYPE {} RENAME TO {}", old.qualified(), Ident::new(&parked)));
        let mut gone = step(sql!("DROP TYPE {}", Name::new([old.schema.as_str(), &parked])));
        gone.locks = vec![Mode::AccessExclusive.on(&old.schema, &parked)];
        if !usage::of(site.view.catalogs.old, &new.id()).is_empty() {
            for attribute in dropped(pair) {
                gone = gone.risking(Danger::DataLoss, ["the values of attribute ", &attribute.name, " are lost"].concat());
            }
        }
        let create = Step::new(&new.id(), Action::Alter, new.declaration());
        Remake { aside: vec![rename], create: vec![create], gone: vec![gone] }
    }
}
