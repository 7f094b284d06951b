//! Default values of columns. Apart from the column because a default may need a sequence, a function or a type
//! that in turn needs the table; written inside the column's definition whenever both are new.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, Cause, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{alter_only, column_id, dropped_with, table_of, table_rank};
use super::{Aside, Contribution, Inventory, Kind, Reach, Site, column};
use crate::inspect::Tables;
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Default {
    /// Filled in from the table and the number, which are all that its row tells.
    #[serde(default)]
    pub schema: String,
    #[serde(default)]
    pub table: String,
    #[serde(default)]
    pub column: String,
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub expression: Sql,
    #[serde(default, skip_serializing)]
    pub has_children: Aside<bool>,
    #[serde(default, skip_serializing)]
    relation: Aside<u32>,
    #[serde(default, skip_serializing)]
    number: Aside<i32>,
}

impl Default {
    fn column_id(&self) -> ObjectId {
        column_id(&self.schema, &self.table, &self.column)
    }

    fn step(&self, action: Action, what: &Sql) -> Vec<Step> {
        let head = alter_only(&self.schema, &self.table, self.has_children);
        let part = sql!("ALTER COLUMN {} {}", Ident::new(&self.column), what);
        vec![Step::fusible(&self.id(), action, head, part).locking(Mode::AccessExclusive.on(&self.schema, &self.table))]
    }

    /// Whether it belongs to the definition that its column is made by: its own, or the parent's that brings the same.
    fn comes_with_column(&self, view: &View<'_, Postgres>) -> bool {
        if view.catalogs.new.get(&self.column_id()).is_some_and(super::Object::is_local) {
            return true;
        }
        let Some(above) = super::relation::inherited_from(view.catalogs.new, &self.column_id()) else { return true };
        let parents = view.catalogs.new.get(&above.as_kind(Self::NAME)).and_then(|it| <&Self>::try_from(it).ok());
        parents.map_or_else(
            || !view.acts(above, Action::Create),
            |parent| parent.expression == self.expression,
        )
    }
}

impl Kind for Default {
    const NAME: &'static str = "default";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    const USUAL: &'static [&'static str] = &["relation", "number", "expression"];
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.column])
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.column_id(), Bond::PartOf)]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    /// A default is an expression of its column's type, so it steps aside while that changes.
    fn reaction(pair: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        use super::Change::Column;
        match cause.what {
            Disposition::Drop if pair.differs() && cause.id.kind() != "column" => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(Column(column::Change::Type | column::Change::TypeRebuilt)) => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let column = self.column_id();
        match action {
            Action::Create if self.comes_with_column(view) => Home::Within(column, Grip::Loose(0)),
            Action::Drop => dropped_with(view, &[table_of(&column), column]),
            Action::Create | Action::Alter | Action::Rename => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        table_rank(id, if action == Action::Drop { 1 } else { 6 })
    }

    fn fill_in(&mut self, _: u32, tables: &Tables<'_>) {
        if let Some(table) = tables.table(self.relation.0) {
            self.schema.clone_from(&table.schema);
            self.table.clone_from(&table.name);
            self.has_children = table.has_children;
        }
        if let Some(name) = tables.columns(self.relation.0, &[self.number.0]).next() {
            name.clone_into(&mut self.column);
        }
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution::text(sql!(" DEFAULT {}", self.expression))
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Create, &sql!("SET DEFAULT {}", self.expression))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &Sql::raw("DROP DEFAULT"))
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.step(Action::Alter, &sql!("SET DEFAULT {}", pair.new.expression))
    }
}
