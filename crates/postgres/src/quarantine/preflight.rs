//! Questions that find the rows which do not fit a way back, or which it would lose: asked of the database as it is
//! before the way back, when nothing has been touched. Must not know how rows are shown.

use evenkeel_core::sql::{DollarQuoted, Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Bond, Disposition, ObjectId, Pair, View, sql};

use super::choice::OWN;
use super::{Choice, Holds, Keeping, Kept};
use crate::casts;
use crate::dialect::{Postgres, mentions};
use crate::kinds::backed::key;
use crate::kinds::column::{self, Column};
use crate::kinds::foreign_key::ForeignKey;
use crate::kinds::{Change, Kind, Object, table_of};

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub object: ObjectId,
    /// What is wrong with the rows that it finds, as the end of a sentence that begins with the object.
    pub why: String,
    /// What has to be there while it is asked, and is undone afterwards.
    pub prepare: Option<Sql>,
    /// Answers the rows, by their keys.
    pub rows: Sql,
    /// Whether the way back goes on without them.
    pub is_loss: bool,
}

impl Check {
    fn misfit(object: &ObjectId, why: impl Into<String>, rows: Sql) -> Self {
        Check { object: object.clone(), why: why.into(), prepare: None, rows, is_loss: false }
    }

    fn loss(object: &ObjectId, why: impl Into<String>, rows: Sql) -> Self {
        Check { is_loss: true, ..Check::misfit(object, why, rows) }
    }
}

/// All questions about a way back, whose view leads from the new state to the old one.
pub fn checks(view: &View<'_, Postgres>, choice: &Choice) -> Vec<Check> {
    let asker = Asker { view, choice };
    view.delta.dispositions.iter().flat_map(|(id, what)| asker.about(id, what)).collect()
}

struct Asker<'a> {
    view: &'a View<'a, Postgres>,
    choice: &'a Choice,
}

impl Asker<'_> {
    fn about(&self, id: &ObjectId, what: &Disposition<Change>) -> Vec<Check> {
        let objects = self.view.objects(id);
        let mut found = Vec::new();
        if self.view.acts(id, Action::Drop) {
            found.extend(objects.old.and_then(|old| self.lost(id, old)));
        }
        let Some(new) = objects.new else { return found };
        match (new, what) {
            (Object::Column(new), Disposition::Alter(Change::Column(change))) => {
                let old = objects.old.and_then(|old| <&Column>::try_from(old).ok());
                found.extend(old.into_iter().flat_map(|old| self.altered(id, Pair::of(old, new), *change)));
            }
            (Object::Column(new), Disposition::Create | Disposition::Recreate) => {
                found.extend(self.empty(id, new));
            }
            (Object::Check(check), _) if check.validated => {
                found.extend(self.broken(id, check.definition.as_str()));
            }
            (Object::ForeignKey(key), _) if key.validated => found.extend(self.alone(id, key)),
            (new, Disposition::Create | Disposition::Recreate) => {
                let keys = key(new).map(|key| key.definition.as_str());
                found.extend(keys.and_then(|definition| self.twice(id, definition)));
            }
            _ => {}
        }
        found
    }

    /// What the migration brought and its way back takes away.
    fn lost(&self, id: &ObjectId, old: &Object) -> Option<Check> {
        if let Object::Table(table) = old {
            let holds_rows = table.partition_key.is_none() && table.foreign.is_none();
            let rows = || sql!("SELECT {} FROM ONLY {} AS t", self.shown(id), Name::from(id));
            return holds_rows.then(|| Check::loss(id, "goes with all its rows", rows()));
        }
        let column = <&Column>::try_from(old).ok()?;
        let table = table_of(id);
        let computed = column.generated.is_some() || column.in_foreign_table.0 || column.is_handed_down();
        if computed || self.view.acts(&table, Action::Drop) {
            return None;
        }
        let name = Ident::new(id.name());
        let (shown, table) = (self.shown(&table), Name::from(&table));
        let rows = sql!("SELECT {} FROM {} AS t WHERE t.{} IS NOT NULL", shown, table, name);
        Some(Check::loss(id, "goes with its values", rows))
    }

    /// A column that comes back and may not be empty.
    fn empty(&self, id: &ObjectId, new: &Column) -> Option<Check> {
        let table = table_of(id);
        let brings = |kind| self.view.catalogs.new.contains(&id.as_kind(kind));
        let filled = !new.not_null || new.generated.is_some() || brings("default");
        if filled || self.view.acts(&table, Action::Create) || new.is_handed_down() {
            return None;
        }
        let all = sql!("SELECT {} FROM {} AS t", self.shown(&table), Name::from(&table));
        match self.choice.of(id) {
            Some(keeping) => {
                let waits = waits(keeping, Looks::ForKey)?;
                let why = "may not be empty, and rows that were written since have no value for it";
                Some(Check::misfit(id, why, sql!("{} WHERE NOT EXISTS ({})", all, waits)))
            }
            None => Some(Check::misfit(id, "comes back empty and may not be", all)),
        }
    }

    fn altered(&self, id: &ObjectId, pair: Pair<&Column>, change: column::Change) -> Vec<Check> {
        let table = table_of(id);
        if pair.new.is_handed_down() {
            return Vec::new();
        }
        let all = sql!("SELECT {} FROM {} AS t", self.shown(&table), Name::from(&table));
        let name = Ident::new(id.name());
        let mut found = Vec::new();
        if !pair.old.not_null && pair.new.not_null {
            let rows = sql!("{} WHERE t.{} IS NULL", all, name);
            found.push(Check::misfit(id, "may not be null again", rows));
        }
        let recalled = self.choice.of(id).and_then(|keeping| waits(keeping, Looks::ForWhatBecame));
        let besides = recalled.map(|waits| sql!(" AND NOT EXISTS ({})", waits)).unwrap_or_default();
        let why = ["has values that ", pair.new.data_type.as_str(), " cannot hold"].concat();
        let gone = column::labels_gone(pair, self.view);
        if !gone.is_empty() {
            let labels = Sql::join(gone.iter().map(|label| Literal(label)), ", ");
            let array = pair.old.data_type.as_str().ends_with("[]");
            let rows = match array {
                true => sql!("{} WHERE t.{}::text[] && ARRAY[{}]{}", all, name, labels, besides),
                false => sql!("{} WHERE t.{}::text IN ({}){}", all, name, labels, besides),
            };
            found.push(Check::misfit(id, why, rows));
        } else if let Some(using) = self.conversion(id, pair, change) {
            let rows = sql!(
                "{} WHERE t.{} IS NOT NULL AND NOT pg_temp.evenkeel_fits(t.{}){}",
                all,
                name,
                name,
                besides
            );
            let prepare = Some(fits(pair.old, &using));
            found.push(Check { prepare, ..Check::misfit(id, why, rows) });
        }
        found
    }

    /// How values come to the type that they had, where it is there already and may not hold all of them.
    fn conversion(&self, id: &ObjectId, pair: Pair<&Column>, change: column::Change) -> Option<Sql> {
        let View { catalogs, delta } = self.view;
        let stands = |on: &ObjectId| catalogs.old.contains(on) && delta.of(on).is_none();
        let made =
            catalogs.new.bonds(id).filter(|(on, bond)| *bond == Bond::Needs && !OWN.contains(&on.kind()));
        let all_there = made.map(|(on, _)| on).all(stands);
        let harmless = pair.map(|it| &it.data_type).differs()
            && casts::keeps_all(&pair.old.data_type, &pair.new.data_type);
        let plain = Column { recalled: crate::kinds::Aside(None), ..pair.new.clone() };
        let using = column::conversion(Pair::of(pair.old, &plain), self.view);
        using.filter(|_| change == column::Change::Type && all_there && !harmless)
    }

    fn broken(&self, id: &ObjectId, definition: &str) -> Option<Check> {
        let condition = definition.strip_prefix("CHECK ")?;
        let condition = condition.strip_suffix(" NO INHERIT").unwrap_or(condition);
        let table = table_of(id);
        let source = self.source(&table, condition)?;
        let condition = Sql::from_database(condition);
        let rows = sql!("SELECT {} FROM {} AS t WHERE NOT ({})", self.shown(&table), source, condition);
        Some(Check::misfit(id, "does not hold for every row", rows))
    }

    fn twice(&self, id: &ObjectId, definition: &str) -> Option<Check> {
        let table = table_of(id);
        // What waits was together before.
        if self.view.acts(&table, Action::Create) {
            return None;
        }
        let (_, behind) = definition.split_once('(')?;
        let (columns, _) = behind.split_once(')')?;
        let columns = Sql::from_database(columns);
        let known = sql!("ROW({}) IS NOT NULL", columns);
        let alike = definition.contains("NULLS NOT DISTINCT") || id.kind() == "primary_key";
        let condition = if alike { Sql::default() } else { sql!(" WHERE {}", known) };
        let rows = sql!(
            "SELECT {} FROM {} AS t{} GROUP BY {} HAVING count(*) > 1",
            columns,
            self.source(&table, columns.as_str())?,
            condition,
            columns
        );
        Some(Check::misfit(id, "would hold values twice", rows))
    }

    fn alone(&self, id: &ObjectId, key: &ForeignKey) -> Option<Check> {
        let table = table_of(id);
        let (_, behind) = key.definition.as_str().split_once("FOREIGN KEY (")?;
        let (own, behind) = behind.split_once(')')?;
        let (_, behind) = behind.split_once('(')?;
        let (others, _) = behind.split_once(')')?;
        let (own, others) = (Sql::from_database(own), Sql::from_database(others));
        let target = self.source(&key.target_id(), others.as_str())?;
        let rows = sql!(
            "SELECT {} FROM {} AS t WHERE ROW({}) IS NOT NULL AND ROW({}) NOT IN (SELECT {} FROM {} AS r WHERE ROW({}) IS NOT NULL)",
            self.shown(&table),
            self.source(&table, own.as_str())?,
            own,
            own,
            others,
            target,
            others
        );
        Some(Check::misfit(id, "refers to rows that are not there", rows))
    }

    /// The columns by which a row is named: those of the key, as far as it has one now.
    fn shown(&self, table: &ObjectId) -> Sql {
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
    fn source(&self, table: &ObjectId, about: &str) -> Option<Sql> {
        if let Some(Keeping { holds: Holds::Rows { columns, .. }, name, .. }) = self.waiting(table) {
            let meant =
                columns.iter().enumerate().filter(|(at, column)| *at == 0 || mentions(about, &column.name));
            let values = meant.map(|(_, column)| match column.as_text {
                true => sql!("{} AS {}", column.taken_out(column.ident()), column.ident()),
                false => column.ident().into(),
            });
            let place = Name::new([super::SCHEMA, name]);
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
                let nothing = sql!("NULL::{}", new.data_type);
                new.generated.is_none().then(|| found(Looks::ForKey).unwrap_or(nothing))
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
}

/// How a row of a table is found in quarantine.
#[derive(Clone, Copy)]
enum Looks {
    ForKey,
    ForWhatBecame,
}

fn found(keeping: &Keeping, looks: Looks) -> Option<Sql> {
    let (Holds::Column { key, column, .. } | Holds::Values { key, column, .. }) = &keeping.holds else {
        return None;
    };
    let same = key.iter().map(|part: &Kept| {
        let own = part.put_away(sql!("t.{}", part.ident()));
        sql!("q.{} = {}", part.ident(), own)
    });
    let became = match looks {
        Looks::ForKey => None,
        Looks::ForWhatBecame => Some(sql!("q.became IS NOT DISTINCT FROM t.{}::text", column.ident())),
    };
    Some(sql!("FROM {} AS q WHERE {}", keeping.place(), Sql::join(same.chain(became), " AND ")))
}

fn waits(keeping: &Keeping, looks: Looks) -> Option<Sql> {
    Some(sql!("SELECT {}", found(keeping, looks)?))
}

fn looked_up(keeping: &Keeping, column: &Kept, looks: Looks) -> Option<Sql> {
    Some(sql!("SELECT q.{} {}", column.ident(), found(keeping, looks)?))
}

/// A function that tells whether a value goes to another type and comes back as it was.
fn fits(old: &Column, using: &Sql) -> Sql {
    let name = Ident::new(&old.name);
    let body = sql!(
        "DECLARE there text; back text; BEGIN there := ({})::text; BEGIN back := ({})::{}::text; \
         EXCEPTION WHEN OTHERS THEN RETURN true; END; RETURN back IS NOT DISTINCT FROM {}::text; \
         EXCEPTION WHEN OTHERS THEN RETURN false; END",
        using,
        using,
        old.data_type,
        name
    );
    sql!(
        "CREATE OR REPLACE FUNCTION pg_temp.evenkeel_fits({} {}) RETURNS boolean LANGUAGE plpgsql AS {}",
        name,
        old.data_type,
        DollarQuoted(body.as_str())
    )
}
