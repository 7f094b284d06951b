//! What is asked of a column's values before it changes. Must not know what is done about them.

use evenkeel_core::sql::{DollarQuoted, Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Bond, Disposition, ObjectId, Pair, View, sql};

use super::{Change, Column, conversion, labels_gone};
use crate::casts;
use crate::kinds::{self, Aside, Kind, table_of};
use crate::preflight::{Asker, Direction, Looks, Question, waits};
use crate::quarantine::OWN;

pub(super) fn about(pair: Pair<Option<&Column>>, asker: &Asker<'_>) -> Vec<Question> {
    let Some(id) = pair.new.or(pair.old).map(Kind::id) else { return Vec::new() };
    let mut found = Vec::new();
    if asker.view.acts(&id, Action::Drop) {
        found.extend(pair.old.and_then(|old| lost(asker, &id, old)));
    }
    let Some(new) = pair.new else { return found };
    match asker.view.delta.of(&id) {
        Some(Disposition::Alter(kinds::Change::Column(change))) => {
            found.extend(pair.old.into_iter().flat_map(|old| altered(asker, Pair::of(old, new), *change)));
        }
        Some(Disposition::Create | Disposition::Recreate) => found.extend(empty(asker, &id, new)),
        Some(Disposition::Alter(_) | Disposition::Drop) | None => {}
    }
    found
}

/// What goes with its values.
fn lost(asker: &Asker<'_>, id: &ObjectId, old: &Column) -> Option<Question> {
    let table = table_of(id);
    let computed = old.generated.is_some() || old.in_foreign_table.0 || old.is_handed_down();
    if computed || asker.view.acts(&table, Action::Drop) {
        return None;
    }
    let rows = sql!("{} WHERE t.{} IS NOT NULL", asker.all(&table), Ident::new(id.name()));
    Some(Question::loss(id, "goes with its values", rows).of([&table]))
}

/// A new column that may not be empty.
fn empty(asker: &Asker<'_>, id: &ObjectId, new: &Column) -> Option<Question> {
    let table = table_of(id);
    let brings = |kind| asker.view.catalogs.new.contains(&id.as_kind(kind));
    let filled = !new.not_null || new.generated.is_some() || brings("default");
    if filled || asker.view.acts(&table, Action::Create) || new.is_handed_down() || new.in_foreign_table.0 {
        return None;
    }
    let all = asker.all(&table);
    let found = match (asker.direction, asker.choice.of(id)) {
        (Direction::There, _) if brings("identity") => return None,
        (Direction::There, _) => {
            Question::misfit(id, "has no DEFAULT and may not be null, and there are rows that need a value", all)
        }
        (Direction::Back, Some(keeping)) => {
            let waits = waits(keeping, Looks::ForKey)?;
            let why = "may not be empty, and rows that were written since have no value for it";
            Question::misfit(id, why, sql!("{} WHERE NOT EXISTS ({})", all, waits))
        }
        (Direction::Back, None) => Question::misfit(id, "comes back empty and may not be", all),
    };
    Some(found.of([&table]))
}

fn altered(asker: &Asker<'_>, pair: Pair<&Column>, change: Change) -> Vec<Question> {
    if pair.new.is_handed_down() || pair.new.in_foreign_table.0 {
        return Vec::new();
    }
    // An expression that somebody told may put a value where there is none.
    let told = asker.direction == Direction::There && pair.new.told.0.is_some();
    let nulls = (!pair.old.not_null && pair.new.not_null && !told).then(|| nulls(asker, pair.new));
    nulls.into_iter().chain(unfit(asker, pair, change)).collect()
}

fn nulls(asker: &Asker<'_>, new: &Column) -> Question {
    let (id, table) = (new.id(), new.table_id());
    let condition = sql!("t.{} IS NULL", Ident::new(&new.name));
    let why = match asker.direction {
        Direction::There => "may not be null any more, and there are rows where it is",
        Direction::Back => "may not be null again",
    };
    let rows = sql!("{} WHERE {}", asker.all(&table), condition);
    Question::misfit(&id, why, rows).mended(filled(asker, &id, &new.data_type, &condition)).of([&table])
}

/// Puts a value where there is none: the default, or one that says nothing; else the rows go.
pub(crate) fn filled(asker: &Asker<'_>, id: &ObjectId, data_type: &Sql, condition: &Sql) -> Option<Sql> {
    let table = asker.mendable(&table_of(id), "")?;
    let value = asker.default(id).cloned().or_else(|| neutral(data_type.as_str()).map(Sql::raw));
    Some(match value {
        Some(value) => {
            sql!("UPDATE {} AS t SET {} = {} WHERE {}", table, Ident::new(id.name()), value, condition)
        }
        None => sql!("DELETE FROM {} AS t WHERE {}", table, condition),
    })
}

fn neutral(data_type: &str) -> Option<&'static str> {
    let base = data_type.split_once('(').map_or(data_type, |(base, _)| base);
    match base {
        _ if data_type.ends_with("[]") => Some("'{}'"),
        "text" | "character varying" | "character" => Some("''"),
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => Some("0"),
        "boolean" => Some("false"),
        "json" | "jsonb" => Some("'{}'"),
        _ => None,
    }
}

/// Values that do not come to the new type.
fn unfit(asker: &Asker<'_>, pair: Pair<&Column>, change: Change) -> Option<Question> {
    let (id, table) = (pair.new.id(), pair.new.table_id());
    let name = Ident::new(&pair.new.name);
    let recalled = asker.choice.of(&id).and_then(|keeping| waits(keeping, Looks::ForWhatBecame));
    let besides = recalled.map(|waits| sql!(" AND NOT EXISTS ({})", waits)).unwrap_or_default();
    let why = ["has values that ", pair.new.data_type.as_str(), " cannot hold"].concat();
    // What somebody told about a label that goes is what becomes of it.
    let told = asker.direction == Direction::There && pair.new.told.0.is_some();
    let gone = if told { Vec::new() } else { labels_gone(pair, asker.view) };
    let (prepare, condition) = if gone.is_empty() {
        let using = using(asker, pair, change)?;
        let fits = sql!("t.{} IS NOT NULL AND NOT pg_temp.evenkeel_fits(t.{}){}", name, name, besides);
        (Some(fits_function(asker.direction, pair.old, &using)), fits)
    } else {
        let labels = Sql::join(gone.iter().map(|label| Literal(label)), ", ");
        let array = pair.old.data_type.as_str().ends_with("[]");
        let condition = match array {
            true => sql!("t.{}::text[] && ARRAY[{}]{}", name, labels, besides),
            false => sql!("t.{}::text IN ({}){}", name, labels, besides),
        };
        (None, condition)
    };
    let rows = sql!("{} WHERE {}", asker.with_value(&table, &name), condition);
    let mend = mended(asker, pair.new, &condition);
    let mend = mend.map(|mend| prepare.iter().fold(mend, |mend, prepare| sql!("{};\n{}", prepare, mend)));
    Some(Question { prepare, ..Question::misfit(&id, why, rows).mended(mend).of([&table]) })
}

/// The column has its old type while it is mended.
fn mended(asker: &Asker<'_>, new: &Column, condition: &Sql) -> Option<Sql> {
    let table = Name::from(&new.table_id());
    let there = asker.direction == Direction::There;
    there.then(|| match new.not_null {
        false => sql!("UPDATE {} AS t SET {} = NULL WHERE {}", table, Ident::new(&new.name), condition),
        true => sql!("DELETE FROM {} AS t WHERE {}", table, condition),
    })
}

/// How values come to the new type, where it is there already and may not hold all of them.
fn using(asker: &Asker<'_>, pair: Pair<&Column>, change: Change) -> Option<Sql> {
    let View { catalogs, delta } = asker.view;
    let stands = |on: &ObjectId| catalogs.old.contains(on) && delta.of(on).is_none();
    let made = catalogs
        .new
        .bonds(&pair.new.id())
        .filter(|(on, bond)| *bond == Bond::Needs && !OWN.contains(&on.kind()))
        .map(|(on, _)| on.clone())
        .collect::<Vec<_>>();
    let all_there = made.iter().all(stands);
    let harmless = pair.map(|it| &it.data_type).differs()
        && casts::keeps_all(&pair.old.data_type, &pair.new.data_type);
    let plain = Column { recalled: Aside(None), ..pair.new.clone() };
    let using = conversion(Pair::of(pair.old, &plain), asker.view);
    using.filter(|_| change == Change::Type && all_there && !harmless)
}

/// A function that tells whether a value goes to another type, and on a way back also comes back as it was.
fn fits_function(direction: Direction, old: &Column, using: &Sql) -> Sql {
    let name = Ident::new(&old.name);
    let body = match direction {
        Direction::There => {
            sql!(
                "BEGIN PERFORM {}; RETURN true; EXCEPTION WHEN OTHERS THEN RETURN false; END",
                using
            )
        }
        Direction::Back => sql!(
            "DECLARE there text; back text; BEGIN there := ({})::text; BEGIN back := ({})::{}::text; \
             EXCEPTION WHEN OTHERS THEN RETURN true; END; RETURN back IS NOT DISTINCT FROM {}::text; \
             EXCEPTION WHEN OTHERS THEN RETURN false; END",
            using,
            using,
            old.data_type,
            name
        ),
    };
    sql!(
        "CREATE OR REPLACE FUNCTION pg_temp.evenkeel_fits({} {}) RETURNS boolean LANGUAGE plpgsql AS {}",
        name,
        old.data_type,
        DollarQuoted(body.as_str())
    )
}
