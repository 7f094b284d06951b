//! What became of indexes that were made, dropped or made anew without locks. Must not know other kinds.

use evenkeel_core::{Literal, Sql, sql};

use super::words::Words;
use super::{Announced, Fate, is_true, is_younger, rows};
use crate::connect::Session;
use crate::error::EngineError;

const DOING: &str = "asking for the index";

pub(super) async fn created(
    session: &Session,
    statement: &str,
    announced: Option<&Announced>,
) -> Result<Fate, EngineError> {
    let Some(CreateIndex { name, table }) = CreateIndex::read(statement) else { return Ok(Fate::Unknown) };
    // An index without a name in its statement is the one that has come since.
    let named = match &name {
        Some(name) => sql!("c.relname = {}", Literal(name)),
        None => is_younger(announced, "c.xmin"),
    };
    let question = sql!(
        "SELECT i.indexrelid::pg_catalog.regclass, i.indisvalid, {} FROM pg_catalog.pg_index i \
         JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
         WHERE i.indrelid = pg_catalog.to_regclass({}) AND {}",
        is_younger(announced, "c.xmin"),
        Literal(&table),
        named
    );
    let found = rows(session, DOING, &question).await?;
    let (mut valid, mut repairs) = (0, Vec::new());
    for row in found.iter().filter(|row| is_true(row.get(2))) {
        match (is_true(row.get(1)), row.first()) {
            (true, _) => valid += 1,
            (false, Some(Some(index))) => repairs.push(drop_concurrently(index)),
            (false, _) => {}
        }
    }
    Ok(match (valid, repairs.is_empty()) {
        (1, true) => Fate::Done,
        (0, true) => Fate::Undone,
        (0, false) => Fate::Broken { repairs },
        _ => Fate::Unknown,
    })
}

/// An index that is half dropped can be dropped again.
pub(super) async fn dropped(session: &Session, statement: &str) -> Result<Fate, EngineError> {
    let Some(index) = dropped_index(statement) else { return Ok(Fate::Unknown) };
    let gone = sql!("SELECT pg_catalog.to_regclass({}) IS NULL", Literal(&index));
    super::done_if(session, DOING, &gone).await
}

/// What REINDEX has done stays, and to do it again does no harm. Its copies go: `_ccnew` is one that was not ready,
/// `_ccold` is one that was replaced.
pub(super) async fn reindexed(session: &Session, statement: &str) -> Result<Fate, EngineError> {
    let Some(tables) = reindexed_tables(statement) else { return Ok(Fate::Unknown) };
    let question = sql!(
        "WITH t AS ({}) SELECT i.indexrelid::pg_catalog.regclass FROM pg_catalog.pg_index i \
         JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
         WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relname ~ '_cc(new|old)[0-9]*$' AND (i.indrelid IN \
         (SELECT oid FROM t) OR i.indrelid IN (SELECT p.reltoastrelid FROM pg_catalog.pg_class p JOIN t ON t.oid = p.oid))",
        tables
    );
    let found = rows(session, DOING, &question).await?;
    let repairs: Vec<Sql> =
        found.iter().filter_map(|row| row.first()?.as_deref()).map(drop_concurrently).collect();
    Ok(if repairs.is_empty() { Fate::Undone } else { Fate::Broken { repairs } })
}

fn drop_concurrently(index: impl AsRef<str>) -> Sql {
    sql!("DROP INDEX CONCURRENTLY {}", Sql::from_database(index.as_ref()))
}

struct CreateIndex {
    /// Missing where the server chooses it.
    name: Option<String>,
    /// As written.
    table: String,
}

impl CreateIndex {
    fn read(statement: &str) -> Option<CreateIndex> {
        let words = Words::of(statement)?;
        let at = words.skip(words.after(0, "concurrently")?, &["if", "not", "exists"]);
        let (name, on) = match words.is(at, "on") {
            true => (None, at + 1),
            false => (Some(words.name(at)?), words.after(at + 1, "on")?),
        };
        Some(CreateIndex { name, table: words.path(words.skip(on, &["only"])) })
    }
}

fn dropped_index(statement: &str) -> Option<String> {
    let words = Words::of(statement)?;
    let at = words.skip(words.after(0, "concurrently")?, &["if", "exists"]);
    Some(words.path(at))
}

/// A query for the tables whose indexes are made anew.
fn reindexed_tables(statement: &str) -> Option<Sql> {
    let words = Words::of(statement)?;
    let at = words.skip_group(1);
    let name = words.skip(at + 1, &["concurrently"]);
    let written = words.path(name);
    let word = words.written(at).to_ascii_lowercase();
    let with_partitions = |table: Sql| {
        sql!(
            "SELECT x.oid FROM (SELECT {} AS oid) x UNION SELECT p.relid::pg_catalog.oid FROM \
             pg_catalog.pg_partition_tree({}) p",
            table,
            table
        )
    };
    Some(match word.as_str() {
        "table" => with_partitions(sql!("pg_catalog.to_regclass({})::pg_catalog.oid", Literal(&written))),
        "index" => with_partitions(sql!(
            "(SELECT i.indrelid FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass({}))",
            Literal(&written)
        )),
        "schema" => sql!(
            "SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relnamespace = pg_catalog.to_regnamespace({})",
            Literal(&written)
        ),
        "database" | "system" => Sql::raw("SELECT c.oid FROM pg_catalog.pg_class c"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_found_by_its_name_or_its_table() {
        let read = |statement: &str| {
            let CreateIndex { name, table } = CreateIndex::read(statement).unwrap();
            (name, table)
        };
        let named = "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"On\" ON ONLY s.\"T\" (a)";
        assert_eq!(read(named), (Some("On".to_owned()), "s.\"T\"".to_owned()));
        assert_eq!(read("create index concurrently on t (a)"), (None, "t".to_owned()));
        assert_eq!(dropped_index("drop index concurrently if exists s.i").unwrap(), "s.i");
    }

    #[test]
    fn every_way_to_reindex_has_its_tables() {
        for statement in [
            "reindex table concurrently t",
            "reindex (verbose, concurrently) index s.i",
            "reindex schema concurrently s",
            "reindex database concurrently",
        ] {
            assert!(reindexed_tables(statement).is_some(), "{statement}");
        }
    }
}
