//! The rows that a question is about: as they will be, and by what they are named. Must not know what is asked of them.

use evenkeel_core::sql::{Ident, Name, Sql, mentions};
use evenkeel_core::{Action, Disposition, ObjectId, Pair, View, sql};

use super::Direction;
use super::recalled::{Looks, looked_up};
use crate::dialect::Postgres;
use crate::kinds::column::{self, Column};
use crate::kinds::{Change, Kind, Object};
use crate::quarantine::{Choice, Holds, Keeping, SCHEMA};

/// From what to what a way leads, and what of it waits in quarantine.
pub struct Asker<'a> {
    pub(crate) view: &'a View<'a, Postgres>,
    pub(crate) choice: &'a Choice,
    pub(crate) direction: Direction,
}

impl Asker<'_> {
    /// The columns by which a row is named: those of the key, as far as it has one now.
    pub(crate) fn shown(&self, table: &ObjectId) -> Sql {
        let now = self.view.catalogs.old;
        let key = now.below("primary_key", table).next().map(|(id, _)| id);
        let columns = key.into_iter().flat_map(|key| now.bonds(key)).map(|(on, _)| on);
        let names: Vec<Sql> = columns
            .filter(|on| on.kind() == Column::NAME && self.view.catalogs.new.contains(on))
            .map(|on| sql!("t.{}", Ident::new(on.name())))
            .collect();
        match (names.is_empty(), self.waiting(table)) {
            (false, _) => Sql::join(names, ", "),
            (true, None) => Sql::raw("t.ctid"),
            (true, Some(keeping)) => match &keeping.holds {
                Holds::Rows { columns, .. } => {
                    Sql::join(columns.iter().take(1).map(|column| sql!("t.{}", column.ident())), ", ")
                }
                Holds::Column { .. } | Holds::Values { .. } | Holds::Counter { .. } => Sql::raw("t.ctid"),
            },
        }
    }

    fn waiting(&self, table: &ObjectId) -> Option<&Keeping> {
        self.choice.of(table).filter(|_| self.view.acts(table, Action::Create))
    }

    /// The rows of a table as they will be, with the columns that a text speaks of; None where they cannot be told
    /// beforehand.
    pub(crate) fn source(&self, table: &ObjectId, about: &str) -> Option<Sql> {
        if let Some(Keeping { holds: Holds::Rows { columns, .. }, name, .. }) = self.waiting(table) {
            let meant =
                columns.iter().enumerate().filter(|(at, column)| *at == 0 || mentions(about, &column.name));
            let values = meant.map(|(_, column)| match column.as_text {
                true => sql!("{} AS {}", column.taken_out(column.ident()), column.ident()),
                false => column.ident().into(),
            });
            let place = Name::new([SCHEMA, name]);
            return Some(sql!("(SELECT {} FROM {})", Sql::join(values, ", "), place));
        }
        if self.view.acts(table, Action::Create) {
            return None;
        }
        let columns = self.view.catalogs.new.below(Column::NAME, table);
        let meant: Vec<_> = columns.filter(|(id, _)| mentions(about, id.name())).collect();
        let stays = |id: &ObjectId| {
            let what = self.view.delta.of(id);
            matches!(what, None | Some(Disposition::Alter(Change::Column(column::Change::Facets))))
        };
        if meant.iter().all(|(id, _)| stays(id)) {
            return Some(Name::from(table).into());
        }
        let values = meant.into_iter().filter(|(id, _)| !stays(id)).filter_map(|(id, object)| {
            let value = self.value(id, <&Column>::try_from(object).ok()?)?;
            Some(sql!("{} AS {}", value, Ident::new(id.name())))
        });
        let others = self.view.catalogs.old.below(Column::NAME, table).map(|(id, _)| id);
        let others = others.filter(|id| self.view.catalogs.new.contains(id) && stays(id));
        let others = others.map(|id| sql!("t.{}", Ident::new(id.name())));
        Some(sql!("(SELECT {} FROM {} AS t)", Sql::join(others.chain(values), ", "), Name::from(table)))
    }

    /// What a column of a table that stays will hold.
    fn value(&self, id: &ObjectId, new: &Column) -> Option<Sql> {
        let own = sql!("t.{}", Ident::new(id.name()));
        let waiting = self.choice.of(id);
        let found = |looks| {
            let keeping = waiting?;
            let (Holds::Column { column, .. } | Holds::Values { column, .. }) = &keeping.holds else {
                return None;
            };
            Some(column.taken_out(sql!("({})", looked_up(keeping, column, looks)?)))
        };
        match self.view.delta.of(id) {
            Some(Disposition::Create | Disposition::Recreate) => {
                let computed =
                    new.generated.is_some() || self.view.catalogs.new.contains(&id.as_kind("identity"));
                (!computed).then(|| found(Looks::ForKey).or_else(|| self.beginning(id, new))).flatten()
            }
            Some(Disposition::Alter(Change::Column(column::Change::Type | column::Change::TypeRebuilt))) => {
                let old = self.view.objects(id).old.and_then(|old| <&Column>::try_from(old).ok())?;
                let plain = Column { recalled: crate::kinds::Aside(None), ..new.clone() };
                let using = column::conversion(Pair::of(old, &plain), self.view).unwrap_or(own);
                Some(match found(Looks::ForWhatBecame) {
                    Some(found) => sql!("coalesce({}, {})", found, using),
                    None => using,
                })
            }
            Some(Disposition::Alter(_) | Disposition::Drop) | None => Some(own),
        }
    }

    /// All rows of a table as it is.
    pub(crate) fn all(&self, table: &ObjectId) -> Sql {
        sql!("SELECT {} FROM {} AS t", self.shown(table), Name::from(table))
    }

    /// All rows of a table as it is, on the way there with the value that is asked about.
    pub(crate) fn with_value(&self, table: &ObjectId, column: &Ident<'_>) -> Sql {
        let shown = self.shown_with(table, &sql!("t.{}", column));
        sql!("SELECT {} FROM {} AS t", shown, Name::from(table))
    }

    /// By what a row is named, on the way there with what is wrong about it.
    pub(crate) fn shown_with(&self, table: &ObjectId, values: &Sql) -> Sql {
        match self.direction {
            Direction::There => sql!("{}, {}", self.shown(table), values),
            Direction::Back => self.shown(table),
        }
    }

    /// What rows that are there hold of a new column; None where nobody can tell before.
    fn beginning(&self, id: &ObjectId, new: &Column) -> Option<Sql> {
        match (self.direction, self.default(id)) {
            (Direction::There, Some(default)) => {
                // To ask for a number of a sequence takes it away.
                (!default.as_str().contains("nextval(")).then(|| sql!("({})::{}", default, new.data_type))
            }
            (Direction::There | Direction::Back, _) => Some(sql!("NULL::{}", new.data_type)),
        }
    }

    pub(crate) fn default(&self, id: &ObjectId) -> Option<&Sql> {
        match self.view.catalogs.new.get(&id.as_kind("default")) {
            Some(Object::Default(default)) => Some(&default.expression),
            Some(_) | None => None,
        }
    }

    /// The table itself, where its rows are asked about as they are, so that a statement may mend them.
    pub(crate) fn mendable(&self, table: &ObjectId, about: &str) -> Option<Name> {
        let name = Name::from(table);
        (self.direction == Direction::There && self.source(table, about)? == Sql::from(&name)).then_some(name)
    }

    /// Takes the rows away that meet a condition.
    pub(crate) fn removed(&self, table: &ObjectId, condition: &Sql) -> Option<Sql> {
        let name = self.mendable(table, condition.as_str())?;
        Some(sql!("DELETE FROM {} AS t WHERE {}", name, condition))
    }

    /// Empties columns where a condition is met, or takes the rows away where one of them may not be empty.
    pub(crate) fn emptied(&self, columns: &[ObjectId], condition: &Sql) -> Option<Sql> {
        let table = crate::kinds::table_of(columns.first()?);
        if !columns.iter().all(|id| self.may_be_null(id)) {
            return self.removed(&table, condition);
        }
        let name = self.mendable(&table, "")?;
        let set = Sql::join(columns.iter().map(|id| sql!("{} = NULL", Ident::new(id.name()))), ", ");
        Some(sql!("UPDATE {} AS t SET {} WHERE {}", name, set, condition))
    }

    fn may_be_null(&self, id: &ObjectId) -> bool {
        let open = |object: Option<&Object>| {
            object
                .and_then(|it| <&Column>::try_from(it).ok())
                .is_some_and(|it| !it.not_null && it.generated.is_none())
        };
        let both = self.view.objects(id);
        open(both.old) && open(both.new)
    }
}
