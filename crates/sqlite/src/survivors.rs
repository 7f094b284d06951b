//! Which rows and values a plan says it keeps. Must not know how they came to be there, or whether they are.

use std::collections::BTreeSet;

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Danger, Disposition, ObjectId, Plan, Survivor, Survivors, View, sql};

use crate::dialect::Sqlite;
use crate::kinds::Object;
use crate::kinds::table::Table;
use crate::kinds::table::hazards::column_id;
use crate::preflight::named;
use crate::quarantine::{Choice, Holds, table};

/// The tables whose rows a plan has to do with.
pub fn touched(view: &View<'_, Sqlite>) -> BTreeSet<ObjectId> {
    let old = view.catalogs.old;
    let table_of = |id: &ObjectId| match view.catalogs.new.get(id).or_else(|| old.get(id))? {
        Object::Table(_) => Some(id.clone()),
        Object::Index(index) => named(old, &index.table).map(|(id, _)| id.clone()),
        Object::View(_) | Object::Trigger(_) => None,
    };
    let tables = view.delta.dispositions.keys().filter_map(table_of);
    tables.filter(|id| table(old, id).is_some()).collect()
}

/// What of these tables has to come through.
pub fn survivors(
    view: &View<'_, Sqlite>,
    plan: &Plan,
    choice: &Choice,
    tables: &BTreeSet<ObjectId>,
) -> Survivors {
    let losses = plan.hazards().filter(|hazard| hazard.danger == Danger::DataLoss);
    let lost: BTreeSet<&ObjectId> = losses.map(|hazard| &hazard.object).collect();
    let mut found = Survivors::default();
    for id in tables {
        if let Some(old) = table(view.catalogs.old, id) {
            let holds = choice.of(id).map(|keeping| &keeping.holds);
            let new = table(view.catalogs.new, id);
            Judge { id, old, new, holds, lost: &lost }.judge(view, &mut found);
        }
        if let (Some(keeping), Some(old)) = (choice.of(id), table(view.catalogs.old, id)) {
            let before = sql!("SELECT count(*) FROM {}", Ident::new(&old.name));
            let after = sql!("SELECT count(*) FROM {}", Ident::new(&keeping.name));
            found.there.push(Survivor { object: id.clone(), before, after });
        }
    }
    found
}

struct Judge<'a> {
    id: &'a ObjectId,
    old: &'a Table,
    new: Option<&'a Table>,
    /// What of it waits in quarantine afterwards.
    holds: Option<&'a Holds>,
    lost: &'a BTreeSet<&'a ObjectId>,
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
    fn judge(&self, view: &View<'_, Sqlite>, found: &mut Survivors) {
        let made_anew = matches!(view.delta.of(self.id), Some(Disposition::Drop | Disposition::Recreate));
        match (self.new, self.holds) {
            (_, Some(Holds::Rows { .. })) => found.back.push(self.rows(&|_| Lot::Same)),
            (Some(new), _) if !made_anew && !self.lost.contains(self.id) => {
                found.there.push(self.rows(&|key| self.lot(key, new)));
                found.back.push(self.rows(&|key| self.lot_there_and_back(key, new)));
            }
            (Some(_) | None, _) => {}
        }
    }

    fn lot(&self, key: &str, new: &Table) -> Lot {
        let old = &self.old.columns[key];
        let Some(new) = new.columns.get(key).filter(|column| column.generated.is_none()) else {
            return Lot::Gone;
        };
        let is_lost = [old, new].iter().any(|column| self.lost.contains(&column_id(self.id, column)));
        match (is_lost, new.type_name == old.type_name) {
            (true, _) => Lot::Gone,
            (false, true) => Lot::Same,
            (false, false) => Lot::Counted,
        }
    }

    /// What waits comes back.
    fn lot_there_and_back(&self, key: &str, new: &Table) -> Lot {
        let name = &self.old.columns[key].name;
        match self.holds {
            Some(Holds::Values { dropped, altered, .. })
                if dropped.contains(name) || altered.contains(name) =>
            {
                Lot::Same
            }
            Some(_) | None => self.lot(key, new),
        }
    }

    /// Values as SQL writes them, so that a number is no text.
    fn rows(&self, lot: &dyn Fn(&str) -> Lot) -> Survivor {
        let stored = self.old.ordered_columns().filter(|(_, column)| column.generated.is_none());
        let values = stored.filter_map(|(key, column)| match lot(key) {
            Lot::Same => Some(sql!("quote({})", Ident::new(&column.name))),
            Lot::Counted => Some(sql!("{} IS NOT NULL", Ident::new(&column.name))),
            Lot::Gone => None,
        });
        let values: Vec<Sql> = values.chain([Sql::raw("0")]).collect();
        let order = Sql::join((1..=values.len()).map(|at| sql!("{}", at)), ", ");
        let name = Ident::new(&self.old.name);
        Survivor::as_it_was(
            self.id,
            sql!("SELECT {} FROM {} ORDER BY {}", Sql::join(values, ", "), name, order),
        )
    }
}
