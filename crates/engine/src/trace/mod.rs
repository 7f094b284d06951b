//! What migrations do to those who use a database, seen by running them in a throw-away copy of its schema: which locks each
//! statement takes, what it reads and writes from end to end. Must not know where the copy comes from.

mod held;
mod program;

use std::collections::BTreeMap;

use evenkeel_core::{Blocks, Pair};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::position::position;
use evenkeel_sources::statement::{Class, classify};
use evenkeel_sources::{Migration, Statement};

pub use held::{MODES, Relation, Relations, held, relations};

use crate::connect::Session;
use crate::error::EngineError;
use crate::execute::Ready;
use crate::execute::material::{Material, Part, Way};
use crate::program::Programs;

/// What one migration does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub migration: String,
    pub statements: Vec<Traced>,
    /// Why the rest could not be seen, if so.
    pub cut_short: Option<String>,
}

/// What one statement does to relations that were there before its migration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    /// Counted from 1 over the migration.
    pub number: usize,
    /// In its file, counted from 1; a program does not say where it says what.
    pub line: Option<usize>,
    pub sql: String,
    /// Which of the migration's transactions it runs in, counted from 1; none where it runs by itself.
    pub transaction: Option<usize>,
    /// The locks that it takes and its transaction did not have before; they last until its commit.
    pub locks: Vec<SeenLock>,
    /// All that its transaction has when it is done.
    pub held: Vec<SeenLock>,
    /// Tables that are written anew.
    pub rewrites: Vec<[String; 2]>,
    /// Tables all of whose rows are read, for want of an index or because all are asked for.
    pub reads: Vec<[String; 2]>,
    /// Indexes that are built, with their tables.
    pub builds: Vec<(String, [String; 2])>,
}

/// A lock on a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenLock {
    /// Its schema and name.
    pub table: [String; 2],
    /// Its place in [`MODES`].
    mode: usize,
}

impl SeenLock {
    /// In the words of SQL.
    pub fn mode(&self) -> &'static str {
        MODES[self.mode].1
    }

    pub fn blocks(&self) -> Blocks {
        match self.mode {
            0 => Blocks::Schema,
            4 => Blocks::Everyone,
            _ => Blocks::Writers,
        }
    }
}

impl Traced {
    /// Whom its transaction keeps waiting at a table, where anybody who reads or writes.
    pub fn keeps_waiting(&self, table: &[String; 2]) -> Option<Blocks> {
        let lock = self.held.iter().find(|lock| lock.table == *table)?;
        Some(lock.blocks()).filter(|blocks| *blocks > Blocks::Schema)
    }

    /// The tables that it does anything to.
    pub fn tables(&self) -> impl Iterator<Item = &[String; 2]> {
        let built = self.builds.iter().map(|(_, table)| table);
        self.locks.iter().map(|lock| &lock.table).chain(&self.rewrites).chain(&self.reads).chain(built)
    }
}

/// Runs migrations in a copy of the schema on which they are to be run, and tells what each statement did. A statement
/// that needs rows, which a copy has none of, ends it.
///
/// # Errors
/// A migration cannot be cut into statements, or the connection is lost.
pub(crate) async fn trace(session: &Session, migrations: &[&Migration]) -> Result<Vec<Trace>, EngineError> {
    let mut traces = Vec::new();
    let mut programs = Programs::unbound();
    for migration in migrations {
        let trace = match Ready::of(Dialect::Postgres, migration)? {
            Ready::Script(material) => script(session, &material, &migration.content.file().text).await?,
            Ready::Program(errand) => program::trace(session, &errand, &mut programs).await?,
        };
        let ends = trace.cut_short.is_some();
        traces.push(trace);
        if ends {
            break;
        }
    }
    programs.close().await;
    Ok(traces)
}

async fn script(session: &Session, material: &Material, text: &str) -> Result<Trace, EngineError> {
    let mut run = Run { session, material, text, old: relations(session).await? };
    let mut trace = Trace { migration: material.migration.clone(), statements: Vec::new(), cut_short: None };
    let mut transactions = 0;
    for part in &material.parts {
        transactions += usize::from(part.way == Way::InTransaction);
        match run.part(part, transactions, &mut trace.statements).await {
            Ok(()) => {}
            Err(EngineError::Own { cause, .. }) if cause.sqlstate.is_some() => {
                trace.cut_short = Some(cause.message.clone());
                break;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(trace)
}

struct Run<'a> {
    session: &'a Session,
    material: &'a Material,
    text: &'a str,
    /// What was there before the migration.
    old: Relations,
}

impl Run<'_> {
    async fn part(
        &mut self,
        part: &Part,
        transaction: usize,
        done: &mut Vec<Traced>,
    ) -> Result<(), EngineError> {
        let inside = part.way == Way::InTransaction;
        if inside {
            self.say("BEGIN").await?;
        }
        let mut known = BTreeMap::new();
        for (at, statement) in part.statements.iter().enumerate() {
            let before = relations(self.session).await?;
            let ran = self.ran(statement, part.way).await;
            if let Err(error) = ran {
                self.say("ROLLBACK").await?;
                return Err(error);
            }
            let after = relations(self.session).await?;
            let mut traced = told(&self.old, Pair::of(&before, &after));
            (traced.number, traced.line) = (part.first + at, Some(self.line(statement)));
            self.material.sql(statement).clone_into(&mut traced.sql);
            traced.transaction = inside.then_some(transaction);
            (traced.locks, traced.held) = locks(self.session, &self.old, &mut known).await?;
            done.push(traced);
        }
        if inside {
            self.say("COMMIT").await?;
        }
        Ok(())
    }

    /// Over the few rows of a copy, what is found by an index where there are many would be found by reading them all.
    async fn ran(&self, statement: &Statement, way: Way) -> Result<(), EngineError> {
        let sql = self.material.sql(statement);
        match (classify(Dialect::Postgres, self.text, statement), way) {
            (Class::Data | Class::Query, Way::InTransaction) => {
                self.say("SET LOCAL enable_seqscan = off").await?;
                self.say(sql).await?;
                self.say("SET LOCAL enable_seqscan = on").await
            }
            _ => self.say(sql).await,
        }
    }

    async fn say(&self, sql: &str) -> Result<(), EngineError> {
        self.session.rows(sql).await.map(drop).map_err(|error| EngineError::own("the statement", &error))
    }

    fn line(&self, statement: &Statement) -> usize {
        position(self.text, statement.range.start).line
    }
}

/// What happened to relations that were there before the migration, between two moments.
fn told(old: &Relations, moments: Pair<&Relations>) -> Traced {
    let mut traced = Traced::default();
    // Whether the table of an index was there before.
    let is_of_old =
        |relation: &Relation| old.values().any(|old| old.table == relation.table && old.holds_rows());
    for (oid, now) in moments.new {
        let then = moments.old.get(oid);
        let moved = then.is_none_or(|then| then.file != now.file);
        if now.is_index() && moved && is_of_old(now) && !now.is_inside() {
            traced.builds.push((now.name.clone(), now.table.clone()));
        }
        if !now.holds_rows() || !old.contains_key(oid) {
            continue;
        }
        if moved {
            traced.rewrites.push(now.table.clone());
        } else if then.is_some_and(|then| now.scans > then.scans) {
            traced.reads.push(now.table.clone());
        }
    }
    traced
}

/// The locks on what was there before, each table's strongest: those that are new, and all. `known` are those that were
/// told.
async fn locks(
    session: &Session,
    old: &Relations,
    known: &mut BTreeMap<[String; 2], usize>,
) -> Result<(Vec<SeenLock>, Vec<SeenLock>), EngineError> {
    let mut all: BTreeMap<[String; 2], usize> = BTreeMap::new();
    for (oid, mode) in held(session).await? {
        let Some(relation) = old.get(&oid) else { continue };
        let most = all.entry(relation.table.clone()).or_insert(mode);
        *most = (*most).max(mode);
    }
    let is_new = |(table, mode): &(&[String; 2], &usize)| known.get(*table).is_none_or(|had| had < mode);
    let seen = |(table, mode): (&[String; 2], &usize)| SeenLock { table: table.clone(), mode: *mode };
    let new = all.iter().filter(is_new).map(seen).collect();
    let held = all.iter().map(seen).collect();
    *known = all;
    Ok((new, held))
}
