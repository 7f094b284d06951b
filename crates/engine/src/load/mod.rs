//! Runs the scripts of a desired schema in an empty database. Their statements may stand in any order: what fails
//! because something is missing is run again after the rest, until nothing moves.
//!
//! Must not know where the database comes from or what becomes of it.

mod gather;
mod postgres;
mod sqlite;

pub(crate) use postgres::load as load_postgres;
pub(crate) use sqlite::load as load_sqlite;

use evenkeel_sources::Script;
use evenkeel_sources::statement::Giving;

use crate::error::{Cause, EngineError, Passage, SqlFailure};
use crate::execute::word;
use gather::{Item, Scripts};

#[cfg(test)]
mod tests;

/// A statement that failed and why.
struct Failed {
    item: Item,
    cause: Cause,
    /// Where in the statement, in bytes.
    offset: Option<usize>,
}

/// What one pass over the statements left undone.
#[derive(Default)]
struct Undone {
    /// Something is missing that a later statement may make.
    waiting: Vec<Failed>,
    /// It is about whatever is there, and some of that is waiting; or it gives or takes after such a one.
    later: Vec<Item>,
    /// Running it again would not help.
    broken: Vec<Failed>,
}

impl Undone {
    /// Whether a statement that gives or takes privileges has to stay behind what is waiting before it.
    fn keeps_back(&self, item: Item) -> bool {
        match item.giving {
            Giving::Nothing => false,
            Giving::Named => !self.later.is_empty(),
            Giving::AllThere => !self.waiting.is_empty(),
        }
    }

    /// The first statements up to the next that may have to stay behind.
    fn without_gifts<'a>(&self, items: &'a [Item]) -> &'a [Item] {
        let gift = |item: &Item| match item.giving {
            Giving::Nothing => false,
            Giving::Named => !self.later.is_empty(),
            Giving::AllThere => true,
        };
        let next = items.iter().skip(1).position(gift);
        next.map_or(items, |next| &items[..=next])
    }

    /// What is to be run again, in its order.
    fn left(&self) -> Vec<Item> {
        let waiting = self.waiting.iter().map(|failed| failed.item);
        let mut left: Vec<Item> = waiting.chain(self.later.iter().copied()).collect();
        left.sort_by_key(|item| (item.script, item.at));
        left
    }

    /// What to report: where anything is broken, what is missing is most likely its consequence.
    fn report(self, scripts: &Scripts<'_>) -> Result<(), EngineError> {
        let failed = match self.broken.is_empty() {
            true => self.waiting.into_iter().map(nowhere_made).collect(),
            false => self.broken,
        };
        if failed.is_empty() {
            return Ok(());
        }
        Err(EngineError::Load(failed.into_iter().map(|one| failure(scripts, one)).collect()))
    }
}

fn nowhere_made(mut failed: Failed) -> Failed {
    failed.cause.hint.get_or_insert_with(|| "no statement of these files creates it".to_owned());
    failed
}

fn failure(scripts: &Scripts<'_>, failed: Failed) -> SqlFailure {
    let Failed { item, cause, offset } = failed;
    let script: &Script = scripts.script(item);
    let statement = scripts.statement(item);
    let range = match offset {
        Some(offset) => word(scripts.dialect(), &script.text, statement, offset),
        None => statement.range.clone(),
    };
    SqlFailure {
        migration: None,
        statement: item.at + 1,
        passage: Passage { file: script.path.clone(), text: script.text.as_str().into(), range },
        cause,
        stays: None,
    }
}
