//! SQLite's answers to the shared algorithms. Must not know how a kind is read or written in full.

use evenkeel_core::delta::Disposition;
use evenkeel_core::plan::Step;
use evenkeel_core::{
    Action, Blocks, Bond, Catalog, Cause, Dependent, Dialect, Grip, Home, Lock, ObjectId, Outcome, Pair,
    Rank, Reaction, Shape, Slot, View, Work,
};

use crate::canon::folded;
use crate::kinds::index::Rows;
use crate::kinds::table::diff::{Change, compare};
use crate::kinds::table::render as table_render;
use crate::kinds::{Object, index, trigger, view};
use crate::quarantine::Quarantine;

/// The SQLite dialect.
#[derive(Clone, Debug, Default)]
pub struct Sqlite {
    /// What is done about what a plan takes away.
    pub quarantine: Quarantine,
}

impl Dialect for Sqlite {
    type Object = Object;
    type Change = Change;

    /// Only tables can be altered; all else is a text that is written anew.
    fn compare(&self, pair: Pair<&Object>) -> Outcome<Change> {
        match pair.map(Object::table).both() {
            Some(tables) => match compare(tables) {
                // Values that come out of quarantine are written while the table is, when no trigger watches.
                Outcome::Alter(_) if self.quarantine.gives_back(tables.new) => {
                    Outcome::Alter(Change::Rebuild)
                }
                outcome @ (Outcome::Same | Outcome::Alter(_) | Outcome::Recreate | Outcome::Cannot(_)) => {
                    outcome
                }
            },
            None => Outcome::Recreate,
        }
    }

    /// Dropping a table takes its indexes and triggers along, and while it is missing SQLite refuses to rename
    /// anything if a view or trigger speaks of it. The same check follows on DROP COLUMN, through views of views.
    fn reaction(&self, cause: &Cause<'_, Self>, dependent: &Dependent<'_, Self>) -> Reaction<Change> {
        match cause.what {
            Disposition::Create => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate | Disposition::Alter(Change::Rebuild) => {
                Reaction::Recreate
            }
            Disposition::Alter(Change::Columns { dropped, .. }) => {
                match dropped.is_empty() || dependent.id.kind() == index::NAME {
                    true => Reaction::Keep,
                    false => Reaction::Recreate,
                }
            }
        }
    }

    /// An index goes with its table.
    fn home(&self, view: &View<'_, Self>, id: &ObjectId, action: Action) -> Home {
        let owner = match (id.kind(), action) {
            (index::NAME, Action::Drop) => owner(view.catalogs.old, id),
            _ => None,
        };
        match owner {
            Some(table) if view.acts(table, Action::Drop) => Home::Within(table.clone(), Grip::Firm),
            Some(_) | None => Home::Apart,
        }
    }

    /// Triggers and views go first and come last (<https://sqlite.org/lang_altertable.html#otheralter>).
    fn rank(&self, id: &ObjectId, action: Action) -> Rank {
        let class = match (action, id.kind()) {
            (Action::Rename, _) => 0,
            (Action::Drop, trigger::NAME) => 1,
            (Action::Drop, view::NAME) => 2,
            (Action::Drop, index::NAME) => 3,
            (Action::Drop, _) => 4,
            (Action::Alter, _) => 5,
            (Action::Create, index::NAME) => 7,
            (Action::Create, view::NAME) => 8,
            (Action::Create, trigger::NAME) => 9,
            (Action::Create, _) => 6,
        };
        Rank { class, ..Rank::default() }
    }

    /// Tables, indexes and views share one space of names, in which case makes no difference.
    fn slots(&self, _: &ObjectId, object: &Object) -> Vec<Slot> {
        let (space, name) = match object {
            Object::Table(table) => ("relation", &table.name),
            Object::Index(index) => ("relation", &index.name),
            Object::View(view) => ("relation", &view.name),
            Object::Trigger(trigger) => ("trigger", &trigger.name),
        };
        vec![Slot([space, &folded(name)].join(" "))]
    }

    fn shape(&self, catalog: &Catalog<Object>, id: &ObjectId) -> Option<Shape> {
        let table = catalog.get(id)?.table()?;
        let columns: Vec<String> =
            table.columns.iter().map(|(key, column)| [key, ":", &column.type_name].concat()).collect();
        Some(Shape(columns.join(",")))
    }

    fn extra_edges(&self, _: &View<'_, Self>) -> Vec<((ObjectId, Action), (ObjectId, Action))> {
        Vec::new()
    }

    fn render(&self, view: &View<'_, Self>, work: &Work<'_, Self>) -> Vec<Step> {
        let lock = Lock { relation: work.id.clone(), mode: "RESERVED", blocks: Blocks::Writers };
        let locked = |step: Step| step.locking(lock.clone());
        let steps = match work.action {
            Action::Create => created(view, work),
            Action::Drop => dropped(view, work),
            Action::Alter => altered(work, &self.quarantine),
            // Renames are asked for by name and never planned.
            Action::Rename => Vec::new(),
        };
        self.quarantine.around(work, steps).into_iter().map(locked).collect()
    }

    fn finish(&self, _: &View<'_, Self>, steps: Vec<Step>) -> Vec<Step> {
        self.quarantine.begun(steps)
    }
}

/// The table that an index is on.
fn owner<'a>(catalog: &'a Catalog<Object>, id: &ObjectId) -> Option<&'a ObjectId> {
    catalog.bonds(id).find(|(_, bond)| *bond == Bond::PartOf).map(|(table, _)| table)
}

fn created(view: &View<'_, Sqlite>, work: &Work<'_, Sqlite>) -> Vec<Step> {
    let Some(object) = work.objects.new else { return Vec::new() };
    match object {
        Object::Table(table) => table_render::create(work.id, table),
        Object::Index(index) => vec![index::create(work.id, index, rows(view, work))],
        Object::View(view) => vec![view::create(work.id, view)],
        Object::Trigger(trigger) => vec![trigger::create(work.id, trigger)],
    }
}

fn rows(view: &View<'_, Sqlite>, work: &Work<'_, Sqlite>) -> Rows {
    let table = owner(view.catalogs.new, work.id);
    if table.is_some_and(|table| view.acts(table, Action::Create)) {
        return Rows::None;
    }
    if work.objects.old == work.objects.new { Rows::Known } else { Rows::Unknown }
}

fn dropped(view: &View<'_, Sqlite>, work: &Work<'_, Sqlite>) -> Vec<Step> {
    let Some(object) = work.objects.old else { return Vec::new() };
    match object {
        Object::Table(table) => table_render::drop(work.id, table),
        Object::Index(_) if goes_with_rebuild(view, work.id) => Vec::new(),
        Object::Index(_) => vec![index::drop(work.id)],
        Object::View(_) => vec![view::drop(work.id)],
        Object::Trigger(_) => vec![trigger::drop(work.id)],
    }
}

/// Whether the index vanishes with the old form of its table and is made again on the new one, so that nobody else
/// can want its name in between.
fn goes_with_rebuild(view: &View<'_, Sqlite>, id: &ObjectId) -> bool {
    let Some(table) = owner(view.catalogs.old, id) else { return false };
    let rebuilt = matches!(view.delta.of(table), Some(Disposition::Alter(Change::Rebuild)));
    rebuilt && view.acts(id, Action::Create) && owner(view.catalogs.new, id) == Some(table)
}

fn altered(work: &Work<'_, Sqlite>, quarantine: &Quarantine) -> Vec<Step> {
    let tables = work.objects.map(|object| object.and_then(Object::table)).both();
    match (tables, work.change) {
        (Some(pair), Some(change)) => table_render::alter(work.id, pair, change, quarantine),
        (None, _) | (_, None) => Vec::new(),
    }
}
