//! Rows that move on: a table that has to be made anew, because it becomes partitioned or is partitioned no longer, takes
//! the rows of its old version, and those of the partitions that go with that.
//!
//! The old table steps aside under another name, and goes when its rows are in the new one. Must not know the order of
//! things beyond its wishes: what would act on the rows comes after them.

use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Danger, Disposition, Hazard, ObjectId, Pair, Step, View, Work, sql};

use crate::casts;
use crate::dialect::Postgres;
use crate::kinds::column::{self, Column};
use crate::kinds::identity::Identity;
use crate::kinds::relation::{alter_table, column_id, columns_of, relation_slot, table_id, type_slot};
use crate::kinds::table::Table;
use crate::kinds::{Kind, Object, table_of};
use crate::locks::Mode;
use crate::names;
use crate::quarantine::keep::{copied, counter_kept, moves, stripped};
use crate::quarantine::{Kept, flat, waiting, without_loss};

type Deed = (ObjectId, Action);

/// What comes after the rows, because it would act on them, check them one by one or keep what it reads of them.
const AFTER_ROWS: [&str; 4] = ["trigger", "rule", "foreign_key", "materialized_view"];

/// The table into which the rows of one that goes move on.
pub(crate) fn target(view: &View<'_, Postgres>, source: &ObjectId) -> Option<ObjectId> {
    let (old, new) = (view.catalogs.old, view.catalogs.new);
    let is_made_anew = |id: &ObjectId| {
        matches!(view.delta.of(id), Some(Disposition::Recreate))
            && [old, new]
                .iter()
                .all(|catalog| matches!(catalog.get(id), Some(Object::Table(it)) if it.foreign.is_none()))
    };
    let holds_rows = matches!(old.get(source), Some(Object::Table(it)) if it.partition_key.is_none());
    if !holds_rows || !view.acts(source, Action::Drop) {
        return None;
    }
    let mut at = source.clone();
    while !is_made_anew(&at) {
        let Some(Object::Partition(link)) = old.get(&at.as_kind("partition")) else { return None };
        at = link.parent_id();
    }
    (!Moving::all(view, source, &at).is_empty()).then_some(at)
}

/// Whether the table takes rows over from its old version.
pub(crate) fn takes_rows(view: &View<'_, Postgres>, table: &ObjectId) -> bool {
    matches!(view.delta.of(table), Some(Disposition::Recreate))
        && sources(view).any(|(_, target)| target == *table)
}

/// Every table whose rows move on, and where to.
fn sources<'a>(view: &'a View<'_, Postgres>) -> impl Iterator<Item = (&'a ObjectId, ObjectId)> {
    let tables = view.delta.dispositions.keys().filter(|id| id.kind() == Table::NAME);
    tables.filter_map(|id| Some((id, target(view, id)?)))
}

/// A column whose values move on.
struct Moving<'a> {
    from: Kept,
    to: &'a Column,
    pair: Pair<&'a Column>,
}

impl<'a> Moving<'a> {
    /// In the order of the old table.
    fn all(view: &View<'a, Postgres>, source: &ObjectId, target: &ObjectId) -> Vec<Moving<'a>> {
        let old = view.catalogs.old;
        let mut found = Vec::new();
        for (id, from) in columns_of(old, source) {
            let to = view.catalogs.new.get(&column_id(target.first(), target.name(), id.name()));
            let to = to.and_then(|to| <&Column>::try_from(to).ok());
            if let Some(to) = to
                && from.generated.is_none()
                && to.generated.is_none()
            {
                let kept = waiting(old, from, |on| view.delta.of(on).is_some());
                found.push(Moving { from: kept, to, pair: Pair::of(from, to) });
            }
        }
        found
    }

    /// Whether a value may be another one in its new type.
    fn alters(&self) -> bool {
        let types = self.pair.map(|column| &column.data_type);
        types.differs() && (self.pair.new.told.0.is_some() || casts::alters(types.old, types.new))
    }

    fn value(&self, view: &View<'_, Postgres>) -> Sql {
        let name = self.from.ident();
        match (self.from.as_text, column::conversion(self.pair, view)) {
            (true, _) => sql!("{}::{}", name, self.to.data_type),
            (false, Some(converted)) => converted,
            (false, None) => name.into(),
        }
    }
}

/// The table in which something waits beside the one into which it moves on.
fn aside(view: &View<'_, Postgres>, what: &ObjectId, target: &ObjectId) -> ObjectId {
    let schema = target.first();
    let catalogs = [view.catalogs.old, view.catalogs.new];
    let is_taken = |name: &str| {
        let slots = [relation_slot(schema, name), type_slot(schema, name)];
        let has = |object: &Object| object.slots().iter().any(|slot| slots.contains(slot));
        catalogs.iter().any(|catalog| catalog.modelled().any(|(_, object)| has(object)))
    };
    let words: Vec<&str> = what.parts().skip(1).collect();
    table_id(schema, &names::free(&words.join("_"), "before", is_taken))
}

/// The steps that drop tables, so that rows that move on are not dropped with them.
pub(crate) fn around(view: &View<'_, Postgres>, work: &Work<'_, Postgres>, steps: Vec<Step>) -> Vec<Step> {
    let (mut before, mut steps) = (Vec::new(), steps);
    for part in flat(work).into_iter().filter(|part| part.action == Action::Drop) {
        match part.objects.old {
            Some(Object::Table(table)) => {
                let Some(target) = target(view, part.id) else { continue };
                let aside = aside(view, part.id, &target);
                steps = steps.into_iter().map(|step| without_loss(step, part.id)).collect();
                let moving = Moving::all(view, part.id, &target);
                let lost = losses(view, part.id, &moving);
                let columns: Vec<Kept> = moving.into_iter().map(|moving| moving.from).collect();
                if moves(view, table) {
                    steps = stripped(table, &columns, view, work);
                    steps.extend(stepped_aside(table, &aside));
                } else {
                    before.extend(copied(&Name::from(&aside), table, &columns));
                }
                if let Some(last) = steps.last_mut() {
                    last.hazards.extend(lost);
                }
            }
            Some(Object::Identity(identity)) if counts_on(view, identity) => {
                let (sequence, table) = (identity.sequence_id(), table_of(part.id));
                let aside = aside(view, &sequence, &table);
                before.push(counter_kept(part.id, &Name::from(&aside), &Name::from(&sequence)));
            }
            Some(_) | None => {}
        }
    }
    before.into_iter().chain(steps).collect()
}

/// Values for which the new table has no column, or one that cannot hold them as they are.
fn losses(view: &View<'_, Postgres>, source: &ObjectId, moving: &[Moving<'_>]) -> Vec<Hazard> {
    let columns = view.catalogs.old.below(Column::NAME, source);
    let hazards = columns.filter_map(|(id, object)| {
        let why = match (object, moving.iter().find(|moving| moving.from.name == id.name())) {
            (Object::Column(column), None) if column.generated.is_none() => {
                "its values are lost, because the table is made anew without it"
            }
            (_, Some(moving)) if moving.alters() => "values that the new type cannot hold are altered",
            _ => return None,
        };
        Some(Hazard::new(Danger::DataLoss, id, why))
    });
    hazards.collect()
}

/// Whether an identity goes on where its old version was.
pub(crate) fn counts_on(view: &View<'_, Postgres>, identity: &Identity) -> bool {
    let stays = matches!(view.catalogs.new.get(&identity.id()), Some(Object::Identity(_)));
    stays && takes_rows(view, &table_of(&identity.id()))
}

/// Makes room for the new table.
fn stepped_aside(table: &Table, aside: &ObjectId) -> Vec<Step> {
    let (schema, name) = (Ident::new(aside.first()), Ident::new(aside.name()));
    let renamed = sql!("{} RENAME TO {}", alter_table(&table.schema, &table.name), name);
    let moved = sql!("{} SET SCHEMA {}", alter_table(&table.schema, aside.name()), schema);
    let moved = (table.schema != aside.first()).then_some(moved);
    let step = |sql: Sql| {
        let step = Step::new(&table.id(), Action::Drop, sql);
        step.locking(Mode::AccessExclusive.on(&table.schema, &table.name))
    };
    std::iter::once(renamed).chain(moved).map(step).collect()
}

/// Puts the rows in once the new tables are whole.
pub(crate) fn finished(view: &View<'_, Postgres>, mut steps: Vec<Step>) -> Vec<Step> {
    let sources: Vec<(&ObjectId, ObjectId)> = sources(view).collect();
    for (source, target) in &sources {
        let tree = tree(view, target);
        let makes = |step: &Step| step.action == Action::Create && tree.contains(&step.object);
        let leaves = |step: &Step| step.action == Action::Drop && step.object == **source;
        let last = steps.iter().rposition(|step| makes(step) || leaves(step));
        let at = last.map_or(steps.len(), |last| last + 1);
        steps.splice(at..at, moved_in(view, source, target));
    }
    let counting =
        view.catalogs.old.of_kind(Identity::NAME).iter().filter_map(|entry| match entry.node.modelled() {
            Some(Object::Identity(identity)) if counts_on(view, identity) => Some(identity),
            Some(_) | None => None,
        });
    if !sources.is_empty() {
        for identity in counting {
            let table = table_of(&identity.id());
            let last = steps.iter().rposition(|step| step.action == Action::Create && step.object == table);
            let at = last.map_or(steps.len(), |last| last + 1);
            steps.splice(at..at, counted_on(view, identity, &table));
        }
    }
    steps
}

/// A table with all that is attached below it, and the ties between them.
fn tree(view: &View<'_, Postgres>, root: &ObjectId) -> Vec<ObjectId> {
    let mut tree = vec![root.clone()];
    let mut at = 0;
    let links = || {
        view.catalogs.new.of_kind("partition").iter().filter_map(|entry| match entry.node.modelled() {
            Some(Object::Partition(link)) => Some(link),
            Some(_) | None => None,
        })
    };
    while at < tree.len() {
        let below = links().filter(|link| link.parent_id() == tree[at]);
        let below: Vec<ObjectId> = below.flat_map(|link| [link.id(), link.child_id()]).collect();
        tree.extend(below);
        at += 1;
    }
    tree
}

fn moved_in(view: &View<'_, Postgres>, source: &ObjectId, target: &ObjectId) -> Vec<Step> {
    let moving = Moving::all(view, source, target);
    let aside = aside(view, source, target);
    let names = Sql::join(moving.iter().map(|moving| Ident::new(&moving.to.name)), ", ");
    let values = Sql::join(moving.iter().map(|moving| moving.value(view)), ", ");
    let sql = sql!(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}",
        Name::from(target),
        names,
        values,
        Name::from(&aside)
    );
    let insert = Step::new(target, Action::Create, sql)
        .risking(Danger::MayFail, "a row that does not fit the new table stops it")
        .risking(Danger::LongLock, "everyone waits while the rows are copied into the new table");
    vec![insert, gone(source, &aside)]
}

fn counted_on(view: &View<'_, Postgres>, old: &Identity, table: &ObjectId) -> Vec<Step> {
    let Some(Object::Identity(new)) = view.catalogs.new.get(&old.id()) else { return Vec::new() };
    let aside = aside(view, &old.sequence_id(), table);
    let name = Name::new([new.sequence_schema.as_str(), &new.sequence]).to_string();
    let set = sql!("SELECT setval({}, last_value, is_called) FROM {}", Literal(&name), Name::from(&aside));
    vec![Step::new(&new.id(), Action::Create, set), gone(&new.id(), &aside)]
}

fn gone(of: &ObjectId, aside: &ObjectId) -> Step {
    let step = Step::new(of, Action::Drop, sql!("DROP TABLE {}", Name::from(aside)));
    step.locking(Mode::AccessExclusive.of(aside.clone()))
}

/// What comes after the rows comes after everything that they need.
pub(crate) fn wishes(view: &View<'_, Postgres>) -> Vec<(Deed, Deed)> {
    let mut targets: Vec<ObjectId> = sources(view).map(|(_, target)| target).collect();
    targets.dedup();
    let trees: Vec<ObjectId> = targets.iter().flat_map(|target| tree(view, target)).collect();
    let made = |id: &&ObjectId| view.acts(id, Action::Create);
    let needed: Vec<&ObjectId> = trees.iter().filter(made).collect();
    if needed.is_empty() {
        return Vec::new();
    }
    let later = view.delta.dispositions.keys().filter(made).filter(|id| AFTER_ROWS.contains(&id.kind()));
    let pairs = later.flat_map(|late| needed.iter().map(move |first| (*first, late)));
    pairs.map(|(first, late)| ((first.clone(), Action::Create), (late.clone(), Action::Create))).collect()
}
