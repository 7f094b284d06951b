//! Which rows and values a plan says it keeps. Must not know how they came to be there, or whether they are.

use std::collections::BTreeSet;

use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Catalog, Danger, Disposition, ObjectId, Pair, Plan, Survivor, Survivors, View, sql,
};

use crate::dialect::Postgres;
use crate::kinds::column::{self, Column, Family};
use crate::kinds::{Change, Object, cast, table_of, usage};
use crate::quarantine::{Choice, Holds, SCHEMA};

/// The tables whose rows a plan has to do with.
pub fn touched(view: &View<'_, Postgres>, plan: &Plan) -> BTreeSet<ObjectId> {
    let old = view.catalogs.old;
    let mut found: BTreeSet<ObjectId> = BTreeSet::new();
    for id in view.delta.dispositions.keys() {
        found.insert(table_of(id));
        let made = if id.kind() == "domain_check" { id.parent("domain") } else { Some(id.clone()) };
        let types =
            made.filter(|id| matches!(id.kind(), "enum" | "domain" | "composite_type" | "range_type"));
        let columns = types.iter().flat_map(|of| usage::of(old, of));
        found.extend(columns.map(|usage| table_of(&usage.column)));
    }
    let locked = plan.steps.iter().flat_map(|step| &step.locks);
    found.extend(locked.map(|lock| lock.relation.as_kind("table")));
    found.retain(|id| is_table(old, id));
    found
}

fn is_table(catalog: &Catalog<Object>, id: &ObjectId) -> bool {
    matches!(catalog.get(id), Some(Object::Table(table)) if table.foreign.is_none())
}

/// What of these tables has to come through.
pub fn survivors(
    view: &View<'_, Postgres>,
    plan: &Plan,
    choice: &Choice,
    tables: &BTreeSet<ObjectId>,
) -> Survivors {
    let losses = plan.hazards().filter(|hazard| hazard.danger == Danger::DataLoss);
    let judge = Judge { view, choice, lost: losses.map(|hazard| &hazard.object).collect() };
    let mut found = Survivors::default();
    for table in tables {
        judge.rows(table, &mut found);
    }
    found
}

struct Judge<'a> {
    view: &'a View<'a, Postgres>,
    choice: &'a Choice,
    lost: BTreeSet<&'a ObjectId>,
}

/// What becomes of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lot {
    /// They are what they were.
    Same,
    /// There are as many.
    Counted,
    /// They are elsewhere, or nobody promised anything.
    Gone,
}

impl Judge<'_> {
    fn rows(&self, table: &ObjectId, found: &mut Survivors) {
        if let Some(keeping) = self.choice.of(table) {
            let count = sql!("SELECT count(*) FROM ONLY {}", Name::from(table));
            let after = sql!("SELECT count(*) FROM {}", Name::new([SCHEMA, &keeping.name]));
            found.there.push(Survivor { object: table.clone(), before: count, after });
            found.back.extend(self.question(table, &|_| Lot::Same));
            return;
        }
        if self.lost.contains(table) || !self.stays(table) {
            return;
        }
        found.there.extend(self.question(table, &|column| self.lot(column)));
        found.back.extend(self.question(table, &|column| self.lot_there_and_back(column)));
        found.there.extend(self.columns(table).into_iter().filter_map(|column| self.kept(table, column)));
    }

    /// A table that is neither made anew nor tied to others, whose rows are its own before and after. Rows move between
    /// partitions, so only the whole tree is asked, and only where no part of it comes or goes.
    fn stays(&self, table: &ObjectId) -> bool {
        let Some(Object::Table(new)) = self.view.catalogs.new.get(table) else { return false };
        let link = table.as_kind("partition");
        let is_partition = self.view.catalogs.old.contains(&link) || self.view.catalogs.new.contains(&link);
        let acts = |action| self.view.acts(table, action);
        !(is_partition
            || new.partition_key.is_some() && self.rows_move()
            || acts(Action::Create)
            || acts(Action::Drop))
    }

    /// Whether tables with rows come into partitioned tables or leave them.
    fn rows_move(&self) -> bool {
        let links = self.view.delta.dispositions.keys().filter(|id| id.kind() == "partition");
        let comes_empty = |link: &ObjectId| {
            self.view.acts(link, Action::Create) && self.view.acts(&link.as_kind("table"), Action::Create)
        };
        links.into_iter().any(|link| !comes_empty(link) || self.view.acts(link, Action::Drop))
    }

    fn columns<'a>(&'a self, table: &'a ObjectId) -> Vec<&'a Column> {
        let all = self.view.catalogs.old.below("column", table);
        let all = all.filter_map(|(_, object)| <&Column>::try_from(object).ok());
        all.filter(|column| column.generated.is_none()).collect()
    }

    fn question(&self, table: &ObjectId, lot: &dyn Fn(&Column) -> Lot) -> Option<Survivor> {
        let Some(Object::Table(of)) = self.view.catalogs.old.get(table) else { return None };
        let only = Sql::raw(if of.partition_key.is_some() { "" } else { "ONLY " });
        let columns = self.columns(table);
        let same =
            columns.iter().filter(|column| lot(column) == Lot::Same).map(|column| Ident::new(&column.name));
        let counted = columns.iter().filter(|column| lot(column) == Lot::Counted);
        let counted = counted.map(|column| sql!("{} IS DISTINCT FROM NULL", Ident::new(&column.name)));
        let values: Vec<Sql> = same.map(Sql::from).chain(counted).collect();
        let rows = sql!(
            "SELECT ROW({})::text FROM {}{} ORDER BY 1",
            Sql::join(values, ", "),
            only,
            Name::from(table)
        );
        Some(Survivor::as_it_was(table, rows))
    }

    fn lot(&self, old: &Column) -> Lot {
        let id = column_id(old);
        let new = self.view.catalogs.new.get(&id).and_then(|object| <&Column>::try_from(object).ok());
        let Some(new) = new.filter(|new| new.generated.is_none()) else { return Lot::Gone };
        if self.lost.contains(&id) || new.told.0.is_some() {
            return Lot::Gone;
        }
        match self.view.delta.of(&id) {
            Some(Disposition::Create | Disposition::Drop | Disposition::Recreate) => Lot::Gone,
            Some(Disposition::Alter(Change::Column(column::Change::Facets))) | None => match old.family.0 {
                // A value of a type that somebody made is written otherwise when the type changes beneath it.
                Family::Composite | Family::Domain | Family::Multirange | Family::Pseudo | Family::Range => {
                    Lot::Counted
                }
                Family::Base | Family::Enum => Lot::Same,
            },
            // Somebody may have said by a cast what becomes of a null.
            Some(Disposition::Alter(_)) if self.has_cast(Pair::of(old, new)) => Lot::Gone,
            Some(Disposition::Alter(_)) => Lot::Counted,
        }
    }

    fn is_cast(&self, old: &Column) -> bool {
        let new = self.view.catalogs.new.get(&column_id(old));
        let new = new.and_then(|object| <&Column>::try_from(object).ok());
        new.is_some_and(|new| self.has_cast(Pair::of(old, new)))
    }

    /// Whether somebody made a cast between both types.
    fn has_cast(&self, pair: Pair<&Column>) -> bool {
        let Pair { old, new } = pair.map(|column| column.data_type.as_str());
        let casts = [cast::id(old, new), cast::id(new, old)];
        let catalogs = self.view.catalogs;
        casts.iter().any(|id| catalogs.old.contains(id) || catalogs.new.contains(id))
    }

    /// What waits comes back; what another type alters does where it waits.
    fn lot_there_and_back(&self, old: &Column) -> Lot {
        let id = column_id(old);
        match self.lot(old) {
            Lot::Same => Lot::Same,
            Lot::Counted | Lot::Gone if self.choice.of(&id).is_some() && !self.is_cast(old) => Lot::Same,
            Lot::Counted => Lot::Counted,
            Lot::Gone => Lot::Gone,
        }
    }

    /// The values of a column that goes, which wait in quarantine.
    fn kept(&self, table: &ObjectId, column: &Column) -> Option<Survivor> {
        let keeping = self.choice.of(&column_id(column))?;
        let Holds::Column { .. } = &keeping.holds else { return None };
        let before = sql!("SELECT count({}) FROM {}", Ident::new(&column.name), Name::from(table));
        let after = sql!("SELECT count(*) FROM {}", Name::new([SCHEMA, &keeping.name]));
        Some(Survivor { object: keeping.object.clone(), before, after })
    }
}

fn column_id(column: &Column) -> ObjectId {
    ObjectId::new("column", &[&column.schema, &column.table, &column.name])
}
