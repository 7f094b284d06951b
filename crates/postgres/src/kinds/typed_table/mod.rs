//! Tables of a composite type (manual, CREATE TABLE OF). The table is made like any other and then tied to its type;
//! the tie is let go while either changes. Must not know what a type or a table is made of.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::Name;
use evenkeel_core::{Action, Bond, Cause, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Sql, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{alter_table, class, column_id, plain_rank, table_id};
use super::{Aside, Inventory, Kind, Reach, Site, Surroundings};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypedTable {
    pub schema: String,
    pub table: String,
    pub type_schema: String,
    #[serde(rename = "type")]
    pub type_name: String,
    /// In their order, which is the type's.
    #[serde(default, skip_serializing)]
    pub columns: Aside<Vec<String>>,
}

impl TypedTable {
    pub(crate) fn table_id(&self) -> ObjectId {
        table_id(&self.schema, &self.table)
    }

    fn step(&self, action: Action, what: &Sql) -> Vec<Step> {
        let sql = sql!("{} {}", alter_table(&self.schema, &self.table), what);
        vec![Step::new(&self.id(), action, sql).locking(Mode::AccessExclusive.on(&self.schema, &self.table))]
    }
}

impl Kind for TypedTable {
    const NAME: &'static str = "typed_table";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        self.table_id().as_kind(Self::NAME)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.table_id(), Bond::PartOf)
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        let of = ObjectId::new("composite_type", &[&self.type_schema, &self.type_name]);
        let columns = self.columns.0.iter().map(|name| (column_id(&self.schema, &self.table, name), Bond::Needs));
        columns.chain([(of, Bond::Needs)]).collect()
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(super::Change::CompositeType(_)) => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() > Reach::Itself => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action == Action::Drop && view.acts(&self.table_id(), Action::Drop) {
            true => Home::Within(self.table_id(), Grip::Firm),
            false => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::LINK })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Create, &sql!("OF {}", Name::new([self.type_schema.as_str(), &self.type_name])))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &Sql::raw("NOT OF"))
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
