//! What making a table anew can do to its rows. Must not know the statements.

use evenkeel_core::{Danger, Hazard, ObjectId, Pair};

use super::diff::{OldRows, missing, value_for_old_rows};
use super::{Column, Constraint, KeyPart, Rule, Table, Typing};
use crate::canon::shown as readable;

/// SQLite's type affinity (<https://sqlite.org/datatype3.html#determination_of_column_affinity>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

pub(crate) fn affinity(column: &Column) -> Affinity {
    let name = &column.type_name;
    let has = |part: &str| name.contains(part);
    match () {
        () if has("INT") => Affinity::Integer,
        () if has("CHAR") || has("CLOB") || has("TEXT") => Affinity::Text,
        () if has("BLOB") || name.is_empty() || name == "ANY" => Affinity::Blob,
        () if has("REAL") || has("FLOA") || has("DOUB") => Affinity::Real,
        () => Affinity::Numeric,
    }
}

/// Why a value may not come through unharmed, if so.
fn conversion(from: Affinity, to: Affinity) -> Option<&'static str> {
    use Affinity::{Blob, Integer, Numeric, Real, Text};
    match (from, to) {
        (_, Blob) | (Integer | Text | Blob, Text) | (Integer | Numeric | Real, Integer | Numeric) => None,
        (Real, Real) => None,
        (Real | Numeric, Text) => Some("numbers become text, which keeps 15 digits of them"),
        (Text | Blob, Integer | Numeric | Real) => Some("text that reads as a number becomes that number"),
        (Integer | Numeric, Real) => Some("whole numbers beyond 2^53 lose digits"),
    }
}

/// The id that a column goes by in hazards.
pub fn column_id(table: &ObjectId, column: &Column) -> ObjectId {
    table.child("column", &column.name)
}

pub fn dropped(table: &ObjectId, column: &Column) -> Option<Hazard> {
    let why = format!("column {} is dropped with all its values", column_id(table, column).dotted());
    let holds_data = column.generated.is_none();
    holds_data.then(|| Hazard::new(Danger::DataLoss, &column_id(table, column), why))
}

/// Values that are gone, or others, once the old table is.
pub fn losses(id: &ObjectId, pair: Pair<&Table>) -> Vec<Hazard> {
    let mut hazards: Vec<Hazard> =
        missing(pair.old, pair.new).iter().filter_map(|key| dropped(id, &pair.old.columns[key])).collect();
    for (key, old) in pair.old.ordered_columns() {
        let Some(new) = pair.new.columns.get(key) else { continue };
        if old.generated.is_some() {
            continue;
        }
        let column = column_id(id, new);
        if new.generated.is_some() {
            let why = format!("the values of column {} give way to computed ones", column.dotted());
            hazards.push(Hazard::new(Danger::DataLoss, &column, why));
        } else if let Some(how) = conversion(affinity(old), affinity(new)) {
            let why =
                format!("column {} turns from {} into {}: {how}", column.dotted(), shown(old), shown(new));
            hazards.push(Hazard::new(Danger::DataLoss, &column, why));
        }
    }
    hazards
}

fn shown(column: &Column) -> &str {
    if column.type_name.is_empty() { "no type" } else { &column.type_name }
}

/// What existing rows may not fit.
pub fn misfits(id: &ObjectId, pair: Pair<&Table>) -> Vec<Hazard> {
    let mut reasons: Vec<String> = Vec::new();
    for (key, new) in pair.new.ordered_columns() {
        reasons.extend(column_misfit(pair, key, new));
    }
    for constraint in &pair.new.constraints {
        if !pair.old.constraints.contains(constraint) || collates_anew(pair, constraint) {
            reasons.extend(constraint_misfit(constraint));
        }
    }
    reasons.into_iter().map(|why| Hazard::new(Danger::MayFail, id, why)).collect()
}

fn column_misfit(pair: Pair<&Table>, key: &str, new: &Column) -> Option<String> {
    let name = &new.name;
    let strict = pair.new.typing == Typing::Strict;
    let Some(old) = pair.old.columns.get(key) else {
        let empty = new.generated.is_none() && value_for_old_rows(new) == OldRows::Null;
        return (new.not_null.is_some() && empty).then(|| {
            format!("new column {name} is NOT NULL and has no default, which fails if there are rows")
        });
    };
    if new.not_null.is_some() && old.not_null.is_none() {
        return Some(format!("column {name} becomes NOT NULL, which fails if a row holds NULL in it"));
    }
    let typed_anew = strict && (pair.old.typing == Typing::Flexible || old.type_name != new.type_name);
    (typed_anew && new.type_name != "ANY").then(|| {
        format!("column {name} becomes strictly {}, which fails on values of other types", shown(new))
    })
}

/// Whether a key is compared in another way than before, so that rows may be equal that were not.
pub(crate) fn collates_anew(pair: Pair<&Table>, constraint: &Constraint) -> bool {
    let collation = |table: &Table, part: &KeyPart| {
        table.columns.get(&part.column).and_then(|column| column.collation.clone())
    };
    match &constraint.rule {
        Rule::PrimaryKey { parts, .. } | Rule::Unique { parts, .. } => {
            parts.iter().any(|part| collation(pair.old, part) != collation(pair.new, part))
        }
        Rule::Check { .. } | Rule::ForeignKey(_) => false,
    }
}

fn constraint_misfit(constraint: &Constraint) -> Option<String> {
    let columns =
        |parts: &[KeyPart]| parts.iter().map(|part| part.column.as_str()).collect::<Vec<_>>().join(", ");
    Some(match &constraint.rule {
        Rule::PrimaryKey { parts, .. } => {
            format!("primary key ({}) fails if two rows share it", columns(parts))
        }
        Rule::Unique { parts, .. } => format!("UNIQUE ({}) fails if two rows share it", columns(parts)),
        Rule::Check { expression } => format!("CHECK ({}) fails if a row breaks it", readable(expression)),
        Rule::ForeignKey(key) => {
            format!("the check of references to {} fails if a row refers to nothing", key.table)
        }
    })
}
