//! Takes what a plan would lose into quarantine. Must not know what is worth keeping.

use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Boundary, Danger, KindName, ObjectId, Pair, Statement, Step, View, Work, sql};

use super::{Choice, Holds, Keeping, Kept, Meanwhile, SCHEMA, as_text, flat, without_loss};
use crate::dialect::Postgres;
use crate::kinds::column::{self, Column};
use crate::kinds::partition::Partition;
use crate::kinds::relation::alter_table;
use crate::kinds::table::Table;
use crate::kinds::{Change, Kind, Object, Site};
use crate::locks::Mode;
use crate::online::Online;

/// What stands on a table and hangs on other things, or holds a name or room.
const STRIPPED: &[KindName] = &[
    "publication_table",
    "policy",
    "rule",
    "trigger",
    "partition",
    "typed_table",
    "foreign_key",
    "exclusion",
    "check",
    "unique",
    "primary_key",
    "index",
    "statistics",
    "default",
    "identity",
    "sequence",
];

pub(super) fn around(choice: &Choice, site: &Site<'_>, online: &Online, steps: Vec<Step>) -> Vec<Step> {
    let Site { view, work } = *site;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut steps = steps;
    for part in flat(work).into_iter().filter(|part| part.action != Action::Create) {
        let Some(keeping) = choice.of(part.id) else {
            explain_loss(choice, part.id, &mut steps);
            continue;
        };
        steps = steps.into_iter().map(|step| without_loss(step, part.id)).collect();
        match (&keeping.holds, part.objects.old) {
            (Holds::Rows { columns, .. }, Some(Object::Table(table))) => {
                let kept = match moves(view, table) {
                    true => std::mem::replace(&mut steps, moved(keeping, table, columns, view, work)),
                    false => Vec::new(),
                };
                if kept.is_empty() {
                    before.extend(copied(&keeping.place(), table, columns));
                    before.push(keeping.noted(&choice.label.migration));
                } else {
                    steps.push(keeping.noted(&choice.label.migration));
                }
            }
            (Holds::Column { key, column, .. }, Some(Object::Column(of))) => {
                before.extend(match Meanwhile::of(keeping, online, view) {
                    Some(meanwhile) => meanwhile.ended(),
                    None => column_kept(keeping, of, key, column, view),
                });
                before.push(keeping.noted(&choice.label.migration));
            }
            (Holds::Values { key, column, .. }, Some(Object::Column(of))) => {
                let rebuilt = Change::Column(column::Change::TypeRebuilt);
                match part.change == Some(&rebuilt) {
                    false => before.extend(values_kept(keeping, of, key, column, view)),
                    true => {
                        before.extend(column_kept(keeping, of, key, column, view));
                        after.extend(compared(keeping, of, key, column));
                    }
                }
                before.push(keeping.noted(&choice.label.migration));
            }
            (Holds::Counter { schema, sequence }, _) => {
                let sequence = Name::new([schema.as_str(), sequence]);
                before.push(counter_kept(&keeping.object, &keeping.place(), &sequence));
                before.push(keeping.noted(&choice.label.migration));
            }
            _ => {}
        }
    }
    before.into_iter().chain(steps).chain(after).collect()
}

/// Says why a loss is one in spite of the quarantine.
fn explain_loss(choice: &Choice, id: &ObjectId, steps: &mut [Step]) {
    let Some((_, why)) = choice.lost.iter().find(|(lost, _)| lost == id) else { return };
    let lost = |step: &&mut Step| step.object == *id;
    let mut hazards = steps.iter_mut().flat_map(|step| &mut step.hazards);
    match hazards.find(|hazard| hazard.danger == Danger::DataLoss && hazard.object == *id) {
        Some(hazard) => hazard.why = [hazard.why.as_str(), ": ", why].concat(),
        None => {
            if let Some(step) = steps.iter_mut().find(lost) {
                let why = ["values that the new type cannot hold are altered: ", why].concat();
                *step = step.clone().risking(Danger::DataLoss, why);
            }
        }
    }
}

/// Whether the table itself can wait, and need not be copied: nothing ties it to tables that may stay.
pub(crate) fn moves(view: &View<'_, Postgres>, table: &Table) -> bool {
    let old = view.catalogs.old;
    let id = table.id();
    let inherits = old.of_kind("inheritance").iter().any(|entry| match entry.node.modelled() {
        Some(Object::Inheritance(link)) => link.child_id() == id || link.parent_id() == id,
        Some(_) | None => false,
    });
    // A partition that is detached keeps its copies of the foreign keys above it, which nobody has told of.
    let mut above = partition(old.get(&id.as_kind("partition")));
    let mut takes_keys_along = false;
    while let Some(link) = above {
        takes_keys_along |= old.below("foreign_key", &link.parent_id()).next().is_some();
        above = partition(old.get(&link.parent_id().as_kind("partition")));
    }
    // Rows are kept in the manner of their access method, which they would hold.
    let method = table.access_method.as_ref().map(|method| ObjectId::new("access_method", &[method]));
    let loses_method = method.is_some_and(|method| view.acts(&method, Action::Drop));
    !inherits && !takes_keys_along && !loses_method
}

fn partition(object: Option<&Object>) -> Option<&Partition> {
    if let Some(Object::Partition(link)) = object { Some(link) } else { None }
}

/// The table without anything but its rows, under its name in quarantine.
fn moved(
    keeping: &Keeping,
    table: &Table,
    columns: &[Kept],
    view: &View<'_, Postgres>,
    work: &Work<'_, Postgres>,
) -> Vec<Step> {
    let mut steps = stripped(table, columns, view, work);
    let rename = sql!("{} RENAME TO {}", alter_table(&table.schema, &table.name), Ident::new(&keeping.name));
    let away = sql!("{} SET SCHEMA {}", alter_table(&table.schema, &keeping.name), Ident::new(SCHEMA));
    let lock = || Mode::AccessExclusive.on(&table.schema, &table.name);
    steps.extend([rename, away].map(|sql| keeping.step(Action::Drop, sql).locking(lock())));
    steps
}

/// Takes off a table that goes everything but its rows, which are left in the columns that are kept.
pub(crate) fn stripped(
    table: &Table,
    columns: &[Kept],
    view: &View<'_, Postgres>,
    work: &Work<'_, Postgres>,
) -> Vec<Step> {
    let mut parts = flat(work);
    parts.retain(|part| STRIPPED.contains(&part.id.kind()));
    parts.sort_by_cached_key(|part| (crate::kinds::rank(part.id, Action::Drop), part.id.clone()));
    let bare = |part: &&Work<'_, Postgres>| {
        let object = part.objects.old;
        object.map(|object| object.drop(&Site { view, work: part })).unwrap_or_default()
    };
    let mut steps: Vec<Step> = parts.iter().flat_map(bare).collect();
    steps.iter_mut().for_each(|step| step.hazards.clear());
    let mut changes: Vec<Sql> = columns.iter().filter(|column| column.as_text).map(to_text).collect();
    let id = table.id();
    let head = || alter_table(&table.schema, &table.name);
    let altered = |sql: Sql| {
        let lock = Mode::AccessExclusive.on(&table.schema, &table.name);
        Step::new(&id, Action::Drop, sql).locking(lock)
    };
    let computed = view.catalogs.old.below(Column::NAME, &id).filter_map(|(_, object)| {
        let column = <&Column>::try_from(object).ok()?;
        column.generated.is_some().then(|| sql!("DROP COLUMN {}", Ident::new(&column.name)))
    });
    // What is computed goes first, because it may be computed from what becomes text.
    let computed: Vec<Sql> = computed.collect();
    if !computed.is_empty() {
        steps.push(altered(sql!("{} {}", head(), Sql::join(computed, ", "))));
    }
    if table.force_row_security {
        changes.push(Sql::raw("NO FORCE ROW LEVEL SECURITY"));
    }
    if !changes.is_empty() {
        steps.push(altered(sql!("{} {}", head(), Sql::join(changes, ",\n    "))));
    }
    steps
}

fn to_text(column: &Kept) -> Sql {
    let name = column.ident();
    sql!("ALTER COLUMN {} TYPE text COLLATE pg_catalog.\"default\" USING {}::text", name, name)
}

/// The lock that the next statement takes anyway, taken before its rows are read, so that nobody writes in between; and
/// an owner whom the table's own policies bind sees all rows.
pub(super) fn held(of: &ObjectId, schema: &str, table: &str) -> Step {
    let sql = sql!("{} NO FORCE ROW LEVEL SECURITY", alter_table(schema, table));
    let step = Step::new(of, Action::Drop, sql).locking(Mode::AccessExclusive.on(schema, table));
    step.risking(
        Danger::LongLock,
        "everyone waits while its values are copied, so that nobody writes in between",
    )
}

/// What holds a table holds it to the end of the transaction.
pub(super) fn held_once(steps: Vec<Step>) -> Vec<Step> {
    let mut held: Vec<Statement> = Vec::new();
    let mut kept = Vec::with_capacity(steps.len());
    for step in steps {
        let sql = step.statement.sql();
        if step.boundary != Boundary::Shared
            || sql.as_str().ends_with(" FORCE ROW LEVEL SECURITY") && !is_hold(&sql)
        {
            held.clear();
        }
        if is_hold(&sql) && matches!(step.statement, Statement::Whole(_)) {
            if held.contains(&step.statement) {
                continue;
            }
            held.push(step.statement.clone());
        }
        kept.push(step);
    }
    kept
}

fn is_hold(sql: &Sql) -> bool {
    sql.as_str().ends_with(" NO FORCE ROW LEVEL SECURITY")
}

/// Puts the policies back where the table stays.
fn released(keeping: &Keeping, table: &ObjectId, view: &View<'_, Postgres>) -> Option<Step> {
    let forced =
        |object: Option<&Object>| matches!(object, Some(Object::Table(table)) if table.force_row_security);
    let both = Pair::of(forced(view.catalogs.old.get(table)), forced(view.catalogs.new.get(table)));
    let sql = sql!("ALTER TABLE {} FORCE ROW LEVEL SECURITY", Name::from(table));
    both.old.then(|| keeping.step(Action::Drop, sql))
}

/// The rows of a table in another one.
pub(crate) fn copied(place: &Name, table: &Table, columns: &[Kept]) -> Vec<Step> {
    let id = table.id();
    let list = columns.iter().map(listed);
    let sql =
        sql!("CREATE TABLE {} AS SELECT {} FROM ONLY {}", place, Sql::join(list, ", "), Name::from(&id));
    vec![held(&id, &table.schema, &table.name), Step::new(&id, Action::Drop, sql)]
}

/// A column in a list of what is selected.
pub(super) fn listed(column: &Kept) -> Sql {
    match column.as_text {
        true => sql!("{} AS {}", as_text(&column.ident().into()), column.ident()),
        false => column.ident().into(),
    }
}

fn column_kept(
    keeping: &Keeping,
    of: &Column,
    key: &[Kept],
    column: &Kept,
    view: &View<'_, Postgres>,
) -> Vec<Step> {
    let sql = column_copied(keeping, &Name::from(&of.table_id()), key, column);
    kept_by_key(keeping, of, key, sql, view)
}

/// The values of a column with the table's key.
pub(super) fn column_copied(keeping: &Keeping, table: &Name, key: &[Kept], column: &Kept) -> Sql {
    let list = key.iter().chain([column]).map(listed);
    sql!(
        "CREATE TABLE {} AS SELECT {} FROM {} WHERE {} IS NOT NULL",
        keeping.place(),
        Sql::join(list, ", "),
        table,
        column.ident()
    )
}

pub(super) fn keyed(keeping: &Keeping, key: &[Kept]) -> Sql {
    let columns = Sql::join(key.iter().map(Kept::ident), ", ");
    sql!("ALTER TABLE {} ADD PRIMARY KEY ({})", keeping.place(), columns)
}

/// Only the values of which the new type makes something that is written otherwise.
fn values_kept(
    keeping: &Keeping,
    of: &Column,
    key: &[Kept],
    column: &Kept,
    view: &View<'_, Postgres>,
) -> Vec<Step> {
    let new = view.catalogs.new.get(&of.id()).and_then(|object| <&Column>::try_from(object).ok());
    let Some(using) = new.and_then(|new| column::conversion(Pair::of(of, new), view)) else {
        return Vec::new();
    };
    let data_type = new.map(|new| new.data_type.clone()).unwrap_or_default();
    let made = match using.as_str().ends_with(&["::", data_type.as_str()].concat()) {
        true => using,
        false => sql!("({})::{}", using, data_type),
    };
    let list = key.iter().chain([column]).map(listed);
    let sql = sql!(
        "CREATE TABLE {} AS SELECT {}, {} AS became FROM {} WHERE {}::text IS DISTINCT FROM {}::text",
        keeping.place(),
        Sql::join(list, ", "),
        as_text(&made),
        Name::from(&of.table_id()),
        column.ident(),
        made
    );
    kept_by_key(keeping, of, key, sql, view)
}

/// What became of values whose type is made anew beneath them is only known afterwards; what is as it was need not wait.
fn compared(keeping: &Keeping, of: &Column, key: &[Kept], column: &Kept) -> Vec<Step> {
    let same =
        key.iter().map(|part| sql!("q.{} = {}", part.ident(), part.put_away(sql!("t.{}", part.ident()))));
    let (place, name) = (keeping.place(), column.ident());
    let sql = [
        sql!("ALTER TABLE {} ADD COLUMN became text", place),
        sql!(
            "UPDATE {} AS q SET became = t.{}::text FROM {} AS t WHERE {}",
            place,
            name,
            Name::from(&of.table_id()),
            Sql::join(same, " AND ")
        ),
        sql!("DELETE FROM {} WHERE became IS NOT DISTINCT FROM {}::text", place, name),
    ];
    sql.map(|sql| keeping.step(Action::Alter, sql)).into()
}

fn kept_by_key(
    keeping: &Keeping,
    of: &Column,
    key: &[Kept],
    sql: Sql,
    view: &View<'_, Postgres>,
) -> Vec<Step> {
    let step = keeping.step(Action::Drop, sql);
    let keyed = keeping.step(Action::Drop, keyed(keeping, key));
    let steps = [held(&keeping.object, &of.schema, &of.table), step, keyed];
    steps.into_iter().chain(released(keeping, &of.table_id(), view)).collect()
}

/// Where a sequence is, in a table.
pub(crate) fn counter_kept(of: &ObjectId, place: &Name, sequence: &Name) -> Step {
    let sql = sql!("CREATE TABLE {} AS SELECT last_value, is_called FROM {}", place, sequence);
    Step::new(of, Action::Drop, sql)
}
