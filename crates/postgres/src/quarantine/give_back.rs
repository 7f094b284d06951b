//! Puts in place again what waited in quarantine. Must not know how it came there.

use evenkeel_core::sql::{DollarQuoted, Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Danger, ObjectId, Pair, Statement, Step, View, Work, sql};

use super::{Choice, Holds, Keeping, Kept, flat};
use crate::dialect::Postgres;
use crate::kinds::column::{self, Column};
use crate::kinds::default::Default;
use crate::kinds::relation::alter_table;
use crate::kinds::{Change, Object, Site};
use crate::locks::Mode;

pub(super) fn around(
    choice: &Choice,
    view: &View<'_, Postgres>,
    work: &Work<'_, Postgres>,
    steps: Vec<Step>,
) -> Vec<Step> {
    let mut steps = steps;
    let mut counters = Vec::new();
    for part in flat(work).into_iter().filter(|part| part.action != Action::Drop) {
        let Some(keeping) = choice.of(part.id) else { continue };
        match (&keeping.holds, part.action, part.objects.new) {
            (Holds::Rows { columns, .. }, Action::Create, _) => {
                let rows = rows(keeping, part.id, columns);
                // Triggers, policies and indexes come later, and so does what is set of columns.
                let at = steps.len().min(1);
                steps.splice(at..at, rows);
            }
            (Holds::Column { key, column, .. }, Action::Create, Some(Object::Column(new))) => {
                steps = refilled(keeping, new, key, column, &Site { view, work: part });
            }
            (Holds::Values { key, column, .. }, Action::Alter, Some(Object::Column(new))) => {
                let mut around = vec![function(keeping, new, key, column, Looks::ForWhatBecame)];
                around.extend(steps);
                around.extend([function_gone(keeping, key, Looks::ForWhatBecame), keeping.dropped()]);
                steps = around;
            }
            (Holds::Counter { schema, sequence }, _, _) => {
                counters.extend(counter(keeping, schema, sequence));
            }
            _ => {}
        }
    }
    steps.extend(counters);
    steps
}

fn rows(keeping: &Keeping, table: &ObjectId, columns: &[Kept]) -> Vec<Step> {
    let names = Sql::join(columns.iter().map(Kept::ident), ", ");
    let values = Sql::join(columns.iter().map(|column| column.taken_out(column.ident())), ", ");
    let sql = sql!(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}",
        Name::from(table),
        names,
        values,
        keeping.place()
    );
    vec![keeping.step(Action::Create, sql), keeping.dropped()]
}

fn counter(keeping: &Keeping, schema: &str, sequence: &str) -> Vec<Step> {
    let name = Name::new([schema, sequence]).to_string();
    let sql = sql!("SELECT setval({}, last_value, is_called) FROM {}", Literal(&name), keeping.place());
    vec![keeping.step(Action::Alter, sql), keeping.dropped()]
}

/// What a row has to have in order to be found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    ForItsKey,
    /// Its key, and still the value that the new type made of the one that waits.
    ForWhatBecame,
}

/// The function that finds a value in quarantine. An expression by which a table is written anew may hold no query, but
/// a call.
fn function(keeping: &Keeping, of: &Column, key: &[Kept], column: &Kept, looks: Looks) -> Step {
    let found = key.iter().zip(1..).map(|(part, number)| sql!("{} = {}", part.ident(), parameter(number)));
    let became = (looks == Looks::ForWhatBecame)
        .then(|| sql!("became IS NOT DISTINCT FROM {}", parameter(key.len() + 1)));
    let conditions = Sql::join(found.chain(became), " AND ");
    let body = sql!("SELECT {} FROM {} WHERE {}", column.ident(), keeping.place(), conditions);
    let sql = sql!(
        "CREATE FUNCTION {}({}) RETURNS {} LANGUAGE sql STABLE AS {}",
        keeping.place(),
        parameters(key, looks),
        column.waits_as(),
        DollarQuoted(body.as_str())
    );
    keeping.step(Action::Create, sql).locking(Mode::AccessExclusive.on(&of.schema, &of.table))
}

/// `$1`.
fn parameter(number: usize) -> Sql {
    sql!("${}", number)
}

fn parameters(key: &[Kept], looks: Looks) -> Sql {
    let became = (looks == Looks::ForWhatBecame).then(|| Sql::raw("text"));
    Sql::join(key.iter().map(Kept::waits_as).chain(became), ", ")
}

fn function_gone(keeping: &Keeping, key: &[Kept], looks: Looks) -> Step {
    let sql = sql!("DROP FUNCTION {}({})", keeping.place(), parameters(key, looks));
    keeping.step(Action::Create, sql)
}

/// A column that is there again without rules, gets its values in one writing of the table, and then its rules. Rows that
/// were written meanwhile get the default.
fn refilled(keeping: &Keeping, new: &Column, key: &[Kept], column: &Kept, site: &Site<'_>) -> Vec<Step> {
    // What comes out of quarantine takes the way of a change of type, after which nothing is left of storage and compression.
    let plain = Column { storage: None, compression: None, ..new.clone() };
    let loose = Object::from(Column { not_null: false, not_null_name: None, ..plain });
    let objects = Pair::of(None, Some(&loose));
    let bare = Work { id: site.work.id, action: Action::Create, objects, change: None, parts: Vec::new() };
    let mut steps = loose.create(&Site { view: site.view, work: &bare });
    steps.push(function(keeping, new, key, column, Looks::ForItsKey));
    steps.push(filled(keeping, new, key, column, site));
    steps.push(function_gone(keeping, key, Looks::ForItsKey));
    // A change of the column's rules is told between two versions of it, the type being the same.
    let facets = Change::Column(column::Change::Facets);
    let new_object = Object::from(new.clone());
    steps.extend(Object::alter(Pair::of(&loose, &new_object), &facets, site));
    steps.extend(column::below(new, None, &site.work.parts));
    for (object, inner) in site.created().filter(|(object, _)| !matches!(object, Object::Column(_))) {
        steps.extend(object.create(&inner));
    }
    steps.push(keeping.dropped());
    steps
}

fn filled(keeping: &Keeping, new: &Column, key: &[Kept], column: &Kept, site: &Site<'_>) -> Step {
    let arguments = key.iter().map(|part| part.put_away(part.ident()));
    let looked_up = sql!("{}({})", keeping.place(), Sql::join(arguments, ", "));
    let found = column.taken_out(&looked_up);
    // A column that may be empty is left empty: nobody can tell whether it would have been.
    let mut defaults = site.created().filter_map(|(object, _)| <&Default>::try_from(object).ok());
    let default = defaults.next().filter(|_| new.not_null).map(|default| default.expression.clone());
    let value = match default {
        Some(default) => sql!("CASE num_nonnulls({}) WHEN 0 THEN {} ELSE {} END", looked_up, default, found),
        None => found,
    };
    let collation =
        new.collation.as_ref().map(|collation| sql!(" COLLATE {}", collation)).unwrap_or_default();
    let head = alter_table(&new.schema, &new.table);
    let action =
        sql!("ALTER COLUMN {} TYPE {}{} USING {}", Ident::new(&new.name), new.data_type, collation, value);
    let step = Step {
        statement: Statement::Whole(sql!("{} {}", head, action)),
        ..keeping.step(Action::Create, Sql::default())
    };
    step.risking(Danger::Rewrite, "its values come out of quarantine")
        .locking(Mode::AccessExclusive.on(&new.schema, &new.table))
}
