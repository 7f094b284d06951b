//! Range types, each with its multirange (manual, 8.17 and CREATE TYPE). Nothing of one can be changed but its names, so
//! it is made anew and its columns move over.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Disposition, ObjectId, Outcome, Pair, Reaction, Shape, Slot, Step, sql,
};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank, type_slot};
use super::satellite::named;
use super::{Inventory, Kind, Object, Reach, Remake, Site, rebuild};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RangeType {
    pub schema: String,
    pub name: String,
    pub multirange: [String; 2],
    pub subtype: Sql,
    /// Where it is not the subtype's usual one.
    pub operator_class: Option<Sql>,
    pub collation: Option<Sql>,
    pub canonical: Option<Sql>,
    pub difference: Option<Sql>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another name of its multirange.
    Multirange,
    Rebuild,
}

impl RangeType {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn multirange_name(&self) -> Name {
        Name::new(self.multirange.iter().map(String::as_str))
    }

    fn declaration(&self) -> Sql {
        let facets = [
            ("SUBTYPE_OPCLASS", &self.operator_class),
            ("COLLATION", &self.collation),
            ("CANONICAL", &self.canonical),
            ("SUBTYPE_DIFF", &self.difference),
        ];
        let facets = facets.into_iter().filter_map(|(word, value)| Some(sql!("{} = {}", Sql::raw(word), value.as_ref()?)));
        let lines = [sql!("SUBTYPE = {}", self.subtype)].into_iter().chain(facets);
        let multirange = sql!("MULTIRANGE_TYPE_NAME = {}", self.multirange_name());
        let lines = Sql::join(lines.chain([multirange]), ",\n    ");
        sql!("CREATE TYPE {} AS RANGE (\n    {}\n)", self.qualified(), lines)
    }

    fn essence(&self) -> [Option<&Sql>; 5] {
        let optional = [&self.operator_class, &self.collation, &self.canonical, &self.difference];
        let [class, collation, canonical, difference] = optional.map(Option::as_ref);
        [Some(&self.subtype), class, collation, canonical, difference]
    }

    /// The functions of its name that take the same arguments whatever stands behind the type, so that only one type
    /// can have them.
    fn constructors(&self, new: &RangeType) -> Vec<Sql> {
        // It stands beside the range, wherever its type does.
        let empty = Name::new([self.schema.as_str(), &self.multirange[1]]);
        let mut found = vec![sql!("{}()", empty)];
        if self.subtype == new.subtype {
            found.push(sql!("{}({}, {})", self.qualified(), self.subtype, self.subtype));
            found.push(sql!("{}({}, {}, text)", self.qualified(), self.subtype, self.subtype));
        }
        found
    }

    fn step(&self, sql: Sql) -> Step {
        Step::new(&self.id(), Action::Alter, sql)
    }
}

impl Kind for RangeType {
    const NAME: &'static str = "range_type";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("TYPE", &self.id()))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(ObjectId::new("schema", &[&self.multirange[0]]), Bond::Needs)]
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        match pair.map(|range| (range.essence(), &range.multirange[0])).differs() {
            true => Outcome::Alter(Change::Rebuild),
            false => Outcome::Alter(Change::Multirange),
        }
    }

    /// It never goes while columns use it: they move over to the one that takes its place.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&Change>) -> Reaction<Change> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Alter(Change::Rebuild),
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Alter(Change::Rebuild),
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![type_slot(&self.schema, &self.name), type_slot(&self.multirange[0], &self.multirange[1])]
    }

    fn shape(&self, _: &Catalog<Object>) -> Option<Shape> {
        Some(Shape([self.schema.as_str(), self.subtype.as_str()].join("\0")))
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, self.declaration())]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP TYPE {}", self.qualified()))]
    }

    fn alter(pair: Pair<&Self>, change: &Change, site: &Site<'_>) -> Vec<Step> {
        let to = Ident::new(&pair.new.multirange[1]);
        match change {
            Change::Rebuild => rebuild::steps(site),
            Change::Multirange => {
                vec![pair.new.step(sql!("ALTER TYPE {} RENAME TO {}", pair.old.multirange_name(), to))]
            }
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER TYPE {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }

    fn reach(change: &Change) -> Reach {
        match change {
            Change::Multirange => Reach::Itself,
            Change::Rebuild => Reach::Users,
        }
    }

    fn remake(pair: Pair<&Self>, _: &Site<'_>) -> Remake {
        let Pair { old, new } = pair;
        let parked = rebuild::parked(&old.name);
        let renames = [
            sql!("ALTER TYPE {} RENAME TO {}", old.qualified(), Ident::new(&parked)),
            sql!("ALTER TYPE {} RENAME TO {}", old.multirange_name(), Ident::new(&rebuild::parked(&old.multirange[1]))),
        ];
        let constructors = old.constructors(new);
        let constructors =
            constructors.iter().map(|it| sql!("ALTER FUNCTION {} RENAME TO {}", it, Ident::new(&parked)));
        let aside = renames.into_iter().chain(constructors).map(|sql| new.step(sql)).collect();
        let drop = new.step(sql!("DROP TYPE {}", Name::new([old.schema.as_str(), &parked])));
        Remake { aside, create: vec![new.step(new.declaration())], gone: vec![drop] }
    }
}
