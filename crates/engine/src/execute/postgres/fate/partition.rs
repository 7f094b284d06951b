//! What became of a partition that was to be detached without a lock on its parent. Must not know other kinds.

use evenkeel_core::{Literal, Sql, sql};

use super::words::Words;
use super::{Fate, is_true, rows};
use crate::connect::Session;
use crate::error::EngineError;

/// It is detached in two transactions; after the first only FINALIZE is left to do.
pub(super) async fn detached(session: &Session, statement: &str) -> Result<Fate, EngineError> {
    let Some((parent, partition)) = parent_and_partition(statement) else { return Ok(Fate::Unknown) };
    let question = sql!(
        "SELECT i.inhdetachpending, i.inhparent::pg_catalog.regclass, i.inhrelid::pg_catalog.regclass \
         FROM pg_catalog.pg_inherits i WHERE i.inhparent = pg_catalog.to_regclass({}) \
         AND i.inhrelid = pg_catalog.to_regclass({})",
        Literal(&parent),
        Literal(&partition)
    );
    let found = rows(session, "asking for the partition", &question).await?;
    Ok(match found.first().map(Vec::as_slice) {
        None => Fate::Done,
        Some([pending, Some(parent), Some(partition)]) if is_true(Some(pending)) => Fate::Half {
            finish: sql!(
                "ALTER TABLE {} DETACH PARTITION {} FINALIZE",
                Sql::from_database(parent.as_str()),
                Sql::from_database(partition.as_str())
            ),
        },
        Some(_) => Fate::Undone,
    })
}

fn parent_and_partition(statement: &str) -> Option<(String, String)> {
    let words = Words::of(statement)?;
    let table = words.skip(words.after(0, "table")?, &["if", "exists"]);
    let parent = words.path(words.skip(table, &["only"]));
    Some((parent, words.path(words.after(words.after(table, "detach")?, "partition")?)))
}

#[cfg(test)]
mod tests {
    use super::parent_and_partition;

    #[test]
    fn both_tables_are_found() {
        let found = parent_and_partition("ALTER TABLE ONLY s.p DETACH PARTITION \"Q\" CONCURRENTLY").unwrap();
        assert_eq!(found, ("s.p".to_owned(), "\"Q\"".to_owned()));
    }
}
