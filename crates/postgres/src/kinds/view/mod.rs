//! Views (manual, CREATE VIEW). Replaced where they stand as long as their columns stay and others only follow; the
//! query is the view's own, a default on a column too.

use evenkeel_core::dialect::{Rank, StandIn};
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Cause, Disposition, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
use serde::{Deserialize, Deserializer, Serialize};

use super::relation::{
    class, option_changes, option_names, options, plain_rank, reads_retyped, relation_slot, type_slot,
};
use super::routine::is_routine;
use super::satellite::named;
use super::{Inventory, Kind, Site};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub schema: String,
    pub name: String,
    pub columns: Vec<Column>,
    pub options: Vec<String>,
    #[serde(deserialize_with = "query")]
    pub definition: Sql,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    #[serde(rename = "type")]
    pub data_type: Sql,
    pub collation: Option<Sql>,
    pub default: Option<Sql>,
}

impl Column {
    fn empty(&self) -> Sql {
        let name = Ident::new(&self.name);
        match &self.collation {
            Some(collation) => sql!("NULL::{} COLLATE {} AS {}", self.data_type, collation, name),
            None => sql!("NULL::{} AS {}", self.data_type, name),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The query, and whatever else.
    Replace,
    /// Options or defaults.
    Settings,
}

/// The query of a view without the semicolon that the server puts behind it.
pub(super) fn query<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sql, D::Error> {
    let text = crate::canonical::sql(deserializer)?;
    Ok(Sql::from_database(settled_values(text.as_str().trim().trim_end_matches(';'))))
}

/// `(VALUES (1))` is told as `( VALUES (1))` once it was told and read again.
fn settled_values(text: &str) -> String {
    let pieces = text.split('\'').enumerate().map(|(at, piece)| match at % 2 {
        0 => piece.replace("(VALUES (", "( VALUES ("),
        _ => piece.to_owned(),
    });
    pieces.collect::<Vec<_>>().join("'")
}

/// The comment on a view's column is the only thing for which the column is an object.
pub(super) fn column_part<'a>(
    view: &ObjectId,
    mut names: impl Iterator<Item = &'a str>,
    number: i32,
) -> Option<(ObjectId, Sql)> {
    let name = names.nth(usize::try_from(number.checked_sub(1)?).ok()?)?;
    let column = view.child("column", name);
    Some((column.clone(), named("COLUMN", &column)))
}

impl View {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.id(), action, sql).locking(Mode::AccessExclusive.of(self.id()))
    }

    fn declaration(&self, head: &Sql) -> Sql {
        let mut sql = sql!("{} {}", head, self.qualified());
        if !self.options.is_empty() {
            sql.push(sql!(" WITH ({})", options(&self.options)));
        }
        sql!("{} AS\n{}", sql, self.definition)
    }

    /// Whether all columns of the one stand unchanged at the head of the other.
    fn continues(&self, old: &View) -> bool {
        let essence = |it: &Column| (it.name.clone(), it.data_type.clone(), it.collation.clone());
        self.columns.len() >= old.columns.len()
            && old.columns.iter().zip(&self.columns).all(|(a, b)| essence(a) == essence(b))
    }

    fn set_defaults(&self, old: &[Column], action: Action) -> Vec<Step> {
        let before = |name: &str| old.iter().find(|column| column.name == name)?.default.as_ref();
        let changed = self.columns.iter().filter(|column| before(&column.name) != column.default.as_ref());
        changed
            .map(|column| {
                let what = match &column.default {
                    Some(default) => sql!("SET DEFAULT {}", default),
                    None => Sql::raw("DROP DEFAULT"),
                };
                let column = Ident::new(&column.name);
                self.step(action, sql!("ALTER VIEW {} ALTER COLUMN {} {}", self.qualified(), column, what))
            })
            .collect()
    }

    fn set_options(&self, old: &View) -> Vec<Step> {
        let (reset, set) = option_changes(&old.options, &self.options);
        let reset = (!reset.is_empty()).then(|| sql!("RESET ({})", option_names(reset)));
        let set = (!set.is_empty()).then(|| sql!("SET ({})", options(&set)));
        let changes = reset.into_iter().chain(set);
        changes.map(|what| self.step(Action::Alter, sql!("ALTER VIEW {} {}", self.qualified(), what))).collect()
    }
}

impl Kind for View {
    const NAME: &'static str = "view";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = Change;

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("VIEW", &self.id()))
    }

    fn part(&self, number: i32) -> Option<(ObjectId, Sql)> {
        column_part(&self.id(), self.columns.iter().map(|column| column.name.as_str()), number)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Change> {
        match (pair.map(|view| &view.definition).differs(), pair.new.continues(pair.old)) {
            (_, false) => Outcome::Recreate,
            (true, true) => Outcome::Alter(Change::Replace),
            (false, true) => Outcome::Alter(Change::Settings),
        }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&Change>) -> Reaction<Change> {
        match (cause.what, own) {
            // The new query does without it. But of several functions of one name it could still mean the one that goes.
            (Disposition::Drop, Some(Change::Replace)) if !is_routine(cause.id) => Reaction::Keep,
            (Disposition::Drop | Disposition::Recreate, _) => Reaction::Recreate,
            (Disposition::Alter(_), _) if reads_retyped(cause) => Reaction::Recreate,
            (Disposition::Alter(_) | Disposition::Create, _) => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_VIEW } else { class::VIEW })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![relation_slot(&self.schema, &self.name), type_slot(&self.schema, &self.name)]
    }

    /// The same columns without a row, which hang on nothing but their types.
    fn stand_in(&self, _: Action) -> Option<StandIn<Self, Change>> {
        let columns: Vec<Sql> = self.columns.iter().map(Column::empty).collect();
        let definition = sql!("SELECT {} WHERE false", Sql::join(columns, ", "));
        let columns = self.columns.iter().cloned().map(|column| Column { default: None, ..column }).collect();
        let object = View { columns, definition, options: Vec::new(), ..self.clone() };
        Some(StandIn { object, change: Change::Replace })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = self.declaration(&Sql::raw("CREATE VIEW"));
        let defaults = self.set_defaults(&[], Action::Create);
        std::iter::once(Step::new(&self.id(), Action::Create, sql)).chain(defaults).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, sql!("DROP VIEW {}", self.qualified()))]
    }

    fn alter(pair: Pair<&Self>, change: &Change, _: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let mut steps = match change {
            Change::Replace => vec![new.step(Action::Alter, new.declaration(&Sql::raw("CREATE OR REPLACE VIEW")))],
            Change::Settings => new.set_options(old),
        };
        steps.extend(new.set_defaults(&old.columns, Action::Alter));
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER VIEW {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Mode::AccessExclusive.of(id.clone())))
    }
}
