//! Which values a domain would refuse that it does not refuse now. Must not know what is done about them.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{ObjectId, Pair, sql};

use super::Domain;
use crate::kinds::column::filled;
use crate::kinds::{Kind, table_of, usage};
use crate::preflight::{Asker, Question};

/// Nulls in its columns.
pub(super) fn about(pair: Pair<Option<&Domain>>, asker: &Asker<'_>) -> Vec<Question> {
    let Some(Pair { old, new }) = pair.both() else { return Vec::new() };
    if old.not_null || !new.not_null {
        return Vec::new();
    }
    let id = new.id();
    columns(asker, &id)
        .map(|column| {
            let condition = sql!("t.{} IS NULL", Ident::new(column.name()));
            let why = format!("may not be null any more, and {column} is in some rows");
            of_column(asker, &id, &column, &why, &condition)
                .mended(filled(asker, &column, &new.base, &condition))
        })
        .collect()
}

/// The columns whose values PostgreSQL looks at.
pub(in crate::kinds) fn columns(asker: &Asker<'_>, domain: &ObjectId) -> impl Iterator<Item = ObjectId> {
    let stands = |column: &ObjectId| asker.view.catalogs.new.contains(column);
    let used = usage::of(asker.view.catalogs.old, domain).into_iter();
    used.filter(|usage| !usage.enclosed).map(|usage| usage.column).filter(stands)
}

pub(in crate::kinds) fn of_column(
    asker: &Asker<'_>,
    id: &ObjectId,
    column: &ObjectId,
    why: &str,
    condition: &Sql,
) -> Question {
    let table = table_of(column);
    let rows = sql!("{} WHERE {}", asker.with_value(&table, &Ident::new(column.name())), condition);
    Question::misfit(id, why, rows).of([&table])
}
