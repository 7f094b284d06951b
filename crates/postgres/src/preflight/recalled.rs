//! What of a row waits in quarantine. Must not know what is asked about it.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use crate::quarantine::{Holds, Keeping, Kept};

/// How a row of a table is found in quarantine.
#[derive(Clone, Copy)]
pub(crate) enum Looks {
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

pub(crate) fn waits(keeping: &Keeping, looks: Looks) -> Option<Sql> {
    Some(sql!("SELECT {}", found(keeping, looks)?))
}

pub(super) fn looked_up(keeping: &Keeping, column: &Kept, looks: Looks) -> Option<Sql> {
    Some(sql!("SELECT q.{} {}", column.ident(), found(keeping, looks)?))
}
