//! How large a table is. Must not know what is in it.

use evenkeel_core::sql::{Ident, Name};
use evenkeel_core::{Literal, ObjectId, sql};

use crate::connect::Session;
use crate::database::Lite;
use crate::error::EngineError;

/// Bytes and rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The table with its indexes and what is stored aside; nothing where that costs a reading of the whole file.
    pub bytes: Option<u64>,
    /// Of that, the indexes.
    pub index_bytes: Option<u64>,
    pub rows: Rows,
}

/// How many rows there are, and how well that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    Exactly(u64),
    /// As the database estimated when it last looked.
    About(u64),
    /// As many as there are numbers between the first row's and the last one's.
    AtMost(u64),
    /// The database never looked.
    Unknown,
}

/// What belongs to partitions counts too.
pub(super) async fn postgres(session: &Session, table: &ObjectId) -> Result<Weight, EngineError> {
    let question = sql!(
        "WITH RECURSIVE tree AS (SELECT {}::pg_catalog.regclass::oid AS oid UNION ALL \
          SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.oid \
          JOIN pg_catalog.pg_class p ON p.oid = i.inhparent AND p.relkind = 'p') \
         SELECT sum(pg_catalog.pg_total_relation_size(c.oid)), sum(pg_catalog.pg_indexes_size(c.oid)), \
          sum(c.reltuples)::bigint, bool_or(c.reltuples < 0) \
         FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid WHERE c.relkind <> 'p'",
        Literal(&Name::from(table).to_string())
    );
    let rows = session.rows(question.as_str()).await;
    let rows = rows.map_err(|error| EngineError::own("weighing the table", &error))?;
    let number = |column: usize| rows.first()?.get(column)?.as_ref()?.parse::<u64>().ok();
    let unknown = rows.first().and_then(|row| row.get(3)?.as_deref()) != Some("f");
    Ok(Weight {
        bytes: number(0),
        index_bytes: number(1),
        rows: match number(2).filter(|_| !unknown) {
            Some(rows) => Rows::About(rows),
            None => Rows::Unknown,
        },
    })
}

/// Files up to this size are read for the sizes of their tables.
const READ_WHOLE: u64 = 256 << 20;
/// Rows of files up to this size are counted.
const COUNTED: u64 = 64 << 20;

pub(super) fn sqlite(lite: &Lite, table: &ObjectId) -> Result<Weight, EngineError> {
    let file = std::fs::metadata(lite.path()).map_or(0, |about| about.len());
    let name = table.name();
    let (mut bytes, mut index_bytes) = (None, None);
    if file <= READ_WHOLE {
        let question = sql!(
            "SELECT sum(s.pgsize), sum(CASE m.type WHEN 'index' THEN s.pgsize ELSE 0 END) FROM sqlite_master m \
             JOIN dbstat s ON s.name = m.name AND s.aggregate = true WHERE lower(m.tbl_name) = lower({})",
            Literal(name)
        );
        let rows = lite.rows(question.as_str())?;
        let number = |column: usize| rows.first()?.get(column)?.as_ref()?.parse().ok();
        (bytes, index_bytes) = (number(0), number(1));
    }
    Ok(Weight { bytes, index_bytes, rows: rows(lite, name, file)? })
}

fn rows(lite: &Lite, name: &str, file: u64) -> Result<Rows, EngineError> {
    let one = |sql: &str| -> Result<Option<u64>, EngineError> {
        let rows = lite.rows(sql)?;
        Ok(rows.first().and_then(|row| row.first()?.as_ref()?.parse().ok()))
    };
    let table = Ident::new(name);
    if file <= COUNTED {
        let counted = one(sql!("SELECT count(*) FROM {}", table).as_str())?;
        return Ok(counted.map_or(Rows::Unknown, Rows::Exactly));
    }
    // A table without row numbers has no such column.
    let span = one(sql!("SELECT max(rowid) - min(rowid) + 1 FROM {}", table).as_str());
    Ok(span.ok().flatten().map_or(Rows::Unknown, Rows::AtMost))
}
