//! Columns (manual, CREATE TABLE and ALTER TABLE). A generated expression is the column's own, since before
//! PostgreSQL 17 it cannot change without the column; defaults and identities are objects beside it.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Danger, Disposition, Grip, Home, KindName, ObjectId, Outcome, Pair, Reaction, Shape, Step,
    View, sql,
};
use serde::{Deserialize, Serialize};

use super::relation::{
    alter_table, column_id, handed_down, inherited_from, link_stands, table_id, table_of, table_rank,
};
use super::foreign::{self, ForeignOption};
use super::identity;
use super::satellite::named;
use super::{Aside, Contribution, Inventory, Kind, Nature, Object, Reach, Site, rebuild};
use crate::inspect::Tables;
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};
use crate::locks::Mode;

mod alter;
mod conversion;
mod definition;
mod generated;
mod questions;
mod storage;
mod toll;

pub(crate) use alter::below;
use definition::clauses;
pub(crate) use generated::Generated;
pub(crate) use questions::filled;
pub(crate) use storage::{Compression, Storage};

/// The expression by which the values of a column come to its new type, where one is needed.
pub(crate) fn conversion(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Option<Sql> {
    conversion::of(pair, view).using
}

/// How a column that stays comes to hold no nulls.
pub(crate) fn demanding(column: &Column) -> Sql {
    alter::demanding(column)
}

/// Whether its values are rows, of which `IS NULL` asks for each part.
pub(crate) fn holds_rows(catalog: &Catalog<Object>, column: &Column) -> bool {
    conversion::holds_rows(catalog, column)
}

/// The labels of its enum that its new type does not have.
pub(crate) fn labels_gone(pair: Pair<&Column>, view: &View<'_, Postgres>) -> Vec<String> {
    conversion::labels_gone(pair, view)
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    #[serde(default)]
    pub schema: String,
    #[serde(default)]
    pub table: String,
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: Sql,
    #[serde(default)]
    pub collation: Option<Sql>,
    pub not_null: bool,
    /// PostgreSQL 18 names the constraint; only a name that it would not choose itself is kept.
    #[serde(default)]
    pub not_null_name: Option<String>,
    #[serde(default)]
    pub generated: Option<Generated>,
    #[serde(default)]
    pub storage: Option<Storage>,
    #[serde(default)]
    pub compression: Option<Compression>,
    #[serde(default)]
    pub statistics: Option<i32>,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_options: Vec<ForeignOption>,
    /// Defined here, and not only handed down by a parent.
    #[serde(default = "yes")]
    pub local: bool,
    #[serde(default, skip_serializing)]
    pub inherited: Aside<bool>,
    #[serde(default, skip_serializing)]
    pub in_partition: Aside<bool>,
    /// A parent hands the constraint down, and then no statement renames it.
    #[serde(default, skip_serializing)]
    pub not_null_inherited: Aside<bool>,
    #[serde(default, skip_serializing)]
    pub in_foreign_table: Aside<bool>,
    #[serde(default, skip_serializing)]
    pub family: Aside<Family>,
    /// The storage that its type has by itself.
    #[serde(default, skip_serializing)]
    pub storage_of_type: Aside<Option<Storage>>,
    /// How somebody told that its values come to this type.
    #[serde(skip)]
    pub told: Aside<Option<Sql>>,
    /// What is asked first for a value, when its type changes back and some of its values wait in quarantine.
    #[serde(skip)]
    pub recalled: Aside<Option<Sql>>,
}

/// What kind of type it has, or its elements have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Family {
    #[default]
    #[serde(rename = "b")]
    Base,
    #[serde(rename = "c")]
    Composite,
    #[serde(rename = "d")]
    Domain,
    #[serde(rename = "e")]
    Enum,
    #[serde(rename = "m")]
    Multirange,
    #[serde(rename = "p")]
    Pseudo,
    #[serde(rename = "r")]
    Range,
}

/// What a row that says nothing about it means.
fn yes() -> bool {
    true
}

/// What changes in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Facets other than the type.
    Facets,
    /// Type or collation, perhaps facets too.
    Type,
    /// The type keeps its name and is rebuilt beneath the column.
    TypeRebuilt,
}

impl Column {
    pub(crate) fn table_id(&self) -> ObjectId {
        table_id(&self.schema, &self.table)
    }

    /// Only handed down: a plain child has it by inheriting. Partitions are made whole and attached.
    fn comes_by_inheriting(&self) -> bool {
        self.inherited.0 && !self.local && !self.in_partition.0
    }

    /// Whether it holds values of the type, or arrays of them.
    fn is_of_type(&self, id: &ObjectId) -> bool {
        element(&self.data_type) == id.dotted()
    }

    /// Whether they differ in nothing but what a constraint is called that a parent hands down.
    fn are_told_apart_by_a_name(pair: Pair<&Self>) -> bool {
        let named_alike = Column { not_null_name: pair.new.not_null_name.clone(), ..pair.old.clone() };
        pair.old.not_null_inherited.0 && pair.new.not_null_inherited.0 && named_alike == *pair.new
    }

    fn fusible(&self, action: Action, sql: Sql) -> Step {
        Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), sql)
            .locking(Mode::AccessExclusive.on(&self.schema, &self.table))
    }
}

/// The type itself, or that of an array's elements.
pub(crate) fn element(data_type: &Sql) -> &str {
    let name = data_type.as_str();
    name.strip_suffix("[]").unwrap_or(name)
}

/// Tells a column how its values come to its type; false where there is no such column. Without a schema the one in
/// `public` is meant, or the only one.
pub fn tell_conversion(
    catalog: &mut Catalog<Object>,
    path: (Option<&str>, &str, &str),
    expression: &str,
) -> bool {
    let (schema, table, column) = path;
    let columns = catalog.modelled().map(|(id, _)| id).filter(|id| {
        id.kind() == "column" && id.name() == column && table_of(id).name() == table
    });
    let found: Vec<ObjectId> =
        columns.filter(|id| schema.is_none_or(|schema| id.first() == schema)).cloned().collect();
    let meant = match found.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|id| id.first() == "public"),
    };
    let Some(id) = meant else { return false };
    catalog.update(id, |object| {
        if let Object::Column(column) = object {
            column.told = Aside(Some(Sql::from_database(expression)));
        }
    });
    true
}

/// What a column can have as its type or collation. None of them takes a column along: a column that keeps its name
/// either moves to another type by itself, or along with the type.
const TYPES: &[KindName] = &["collation", "composite_type", "domain", "enum", "range_type"];

/// Whether it moves to a type that is made anew.
fn moves(view: &View<'_, Postgres>, id: &ObjectId) -> bool {
    matches!(view.delta.of(id), Some(Disposition::Alter(super::Change::Column(Change::TypeRebuilt))))
}

/// The columns that hand this one down.
fn parents<'a>(catalog: &'a Catalog<Object>, id: &ObjectId) -> impl Iterator<Item = &'a Column> {
    let above = catalog.bonds(id).filter(|(_, bond)| *bond == Bond::Inherits);
    above.filter_map(|(above, _)| <&Column>::try_from(catalog.get(above)?).ok())
}

impl Kind for Column {
    const NAME: &'static str = "column";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory =
        Inventory::of(Nature::HoldingUnless("f LIKE '%GENERATED AS %'"), include_str!("inventory.sql"))
            .with_facts(include_str!("facts.sql"));
    const USUAL: &'static [&'static str] = &["name", "type", "not_null"];
    type Change = Change;

    fn id(&self) -> ObjectId {
        column_id(&self.schema, &self.table, &self.name)
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("COLUMN", &self.id()))
    }

    fn unwritable(&self) -> Option<&'static str> {
        foreign::hold_secrets(&self.foreign_options).then_some(foreign::SECRET)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        if foreign::secrets_change(pair.map(|column| column.foreign_options.as_slice())) {
            return Outcome::Cannot(foreign::SECRET);
        }
        if generated::needs_new_column(pair) {
            return Outcome::Recreate;
        }
        if pair.old.local && !pair.new.local && !pair.new.in_partition.0 {
            return Outcome::Cannot("it is declared in the child too, and no statement takes that back");
        }
        if Self::are_told_apart_by_a_name(pair) {
            return Outcome::Same;
        }
        let retyped = pair.map(|column| (&column.data_type, &column.collation)).differs();
        match (retyped, pair.new.generated.is_some()) {
            // Its values are computed, so nothing is lost, and no cast is needed.
            (true, true) => Outcome::Recreate,
            (true, false) => Outcome::Alter(Change::Type),
            (false, _) => Outcome::Alter(Change::Facets),
        }
    }

    fn reaction(pair: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&Change>) -> Reaction<Change> {
        let keeps_values = pair.old.generated.is_some() && pair.new.generated.is_none() && own.is_some();
        match cause.what {
            // It lets go of what it was computed from before that changes, and keeps what was computed.
            _ if keeps_values && !matches!(cause.id.kind(), "table" | "schema") && !pair.new.is_of_type(cause.id) => {
                Reaction::Keep
            }
            Disposition::Drop | Disposition::Recreate if cause.bond == Bond::Inherits => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate if TYPES.contains(&cause.id.kind()) => Reaction::Keep,
            // It leaves the type before the type goes.
            Disposition::Drop if cause.id.kind() == "extension" && own == Some(&Change::Type) => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) if cause.bond == Bond::Inherits => Reaction::Keep,
            // A generated column cannot stay while what it is computed from changes.
            Disposition::Alter(change) if change.reach() > Reach::Itself && pair.new.generated.is_some() => {
                Reaction::Recreate
            }
            // One that leaves the type does so by itself, before.
            Disposition::Alter(change)
                if change.reach() == Reach::Users
                    && (own != Some(&Change::Type) || pair.new.is_of_type(cause.id)) =>
            {
                Reaction::Alter(Change::TypeRebuilt)
            }
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let id = self.id();
        let table = self.table_id();
        match action {
            Action::Create if view.acts(&table, Action::Create) => Home::Within(table, Grip::Loose(9)),
            Action::Create if !self.local => handed_down(view, view.catalogs.new, &id).unwrap_or(Home::Apart),
            Action::Drop if view.acts(&table, Action::Drop) => Home::Within(table, Grip::Firm),
            Action::Drop if !self.local => handed_down(view, view.catalogs.old, &id).unwrap_or(Home::Apart),
            Action::Drop => Home::Apart,
            Action::Alter if moves(view, &id) => rebuild::home(view, &id),
            Action::Alter => Home::Apart,
            Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        table_rank(
            id,
            match action {
                Action::Drop => 2,
                Action::Rename => 3,
                Action::Alter => 4,
                Action::Create => 5,
            },
        )
    }

    fn shape(&self, _: &Catalog<Object>) -> Option<Shape> {
        Some(Shape([self.schema.as_str(), &self.table, self.data_type.as_str()].join("\0")))
    }

    fn fill_in(&mut self, oid: u32, tables: &Tables<'_>) {
        if let (true, Some(table)) = (self.table.is_empty(), tables.table(oid)) {
            self.schema.clone_from(&table.schema);
            self.table.clone_from(&table.name);
        }
    }

    fn is_handed_down(&self) -> bool {
        self.inherited.0
    }

    fn is_local(&self) -> bool {
        self.local
    }

    fn contribution(&self, site: &Site<'_>) -> Contribution {
        let mut after = self.settings(Action::Create);
        let text = match self.comes_by_inheriting() {
            true => {
                after.extend(alter::beyond_parents(self, parents(site.view.catalogs.new, &self.id())));
                None
            }
            false => Some(self.definition(site)),
        };
        Contribution { text, parent: None, after }
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        if let Some(identity) = identity::behind(site.view, &self.id()) {
            let numbered = definition::numbered(self, identity, site);
            return numbered.into_iter().chain(self.settings(Action::Create)).collect();
        }
        let mut step = self.fusible(Action::Create, sql!("ADD COLUMN {}", self.definition(site)));
        let filled = self.generated.is_some() || clauses(site).next().is_some();
        if self.not_null && !filled {
            step = step.risking(Danger::MayFail, "rows that exist have no value for it");
        }
        let own = std::iter::once(step).chain(self.settings(Action::Create));
        own.chain(below(self, self.compression, &site.work.parts)).collect()
    }

    fn drop(&self, site: &Site<'_>) -> Vec<Step> {
        let step = self.fusible(Action::Drop, sql!("DROP COLUMN {}", Ident::new(&self.name)));
        let plain = |object| <&Column>::try_from(object).is_ok_and(|new| new.generated.is_none());
        let computed_no_more = self.generated.is_some() && site.work.objects.new.is_some_and(plain);
        match (self.generated.is_some() && !computed_no_more) || self.in_foreign_table.0 {
            true => vec![step],
            false => vec![step.risking(Danger::DataLoss, "the column and its values are lost")],
        }
    }

    fn alter(pair: Pair<&Self>, change: &Change, site: &Site<'_>) -> Vec<Step> {
        let above = inherited_from(site.view.catalogs.new, &pair.new.id());
        let reaches = |above: &&ObjectId| link_stands(site.view, &pair.new.table_id(), &table_of(above));
        let by_parent = above.filter(reaches).and_then(|above| {
            let Some(Disposition::Alter(super::Change::Column(change))) = site.view.delta.of(above) else { return None };
            Some((*change, site.view.objects(above)))
        });
        alter::steps(pair, *change, by_parent, site.view)
    }

    fn reach(change: &Change) -> Reach {
        match change {
            Change::Facets => Reach::Itself,
            Change::Type | Change::TypeRebuilt => Reach::Readers,
        }
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let table = Name::of(id, 2);
        let sql = sql!("ALTER TABLE {} RENAME COLUMN {} TO {}", table, Ident::new(id.name()), Ident::new(to));
        let parts: Vec<&str> = id.parts().collect();
        Some(Step::new(id, Action::Rename, sql).locking(Mode::AccessExclusive.on(parts[0], parts[1])))
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair, asker)
    }
}
