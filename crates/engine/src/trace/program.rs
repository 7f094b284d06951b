//! What a migration that is a program says to the server, and what that does. Must not know how a program is run.

use std::collections::BTreeMap;

use evenkeel_core::Pair;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use evenkeel_sources::statement::{Class, classify};

use super::{Relations, Trace, Traced, locks, relations, told};
use crate::connect::lend::{Manner, Passed, Passing};
use crate::connect::{ServerError, Session};
use crate::error::EngineError;
use crate::execute::{Errand, Interrupt};
use crate::program::{Ended, Programs};

/// Runs a program in a copy of the schema on which it is to be run.
///
/// # Errors
/// It cannot be loaded, or the connection is lost.
pub(super) async fn trace(
    beside: &Session,
    errand: &Errand,
    programs: &mut Programs,
) -> Result<Trace, EngineError> {
    let (session, bridge) = programs.open(beside, &errand.program).await?;
    let mut manner = bridge.load(&errand.migration, &errand.program).await?;
    loop {
        let old = relations(session).await?;
        let mut tracer = Tracer { manner, before: old.clone(), old, ..Tracer::default() };
        let say = async |sql: &str| {
            session.batch(sql).await.map_err(|error| EngineError::own("the statement", &error))
        };
        if manner == Manner::Within {
            say("BEGIN").await?;
        }
        let what = (errand.migration.as_str(), &errand.program);
        let ran = bridge.run(what, session, (manner, None), &mut tracer, &Interrupt::default()).await;
        let ran = ran.map_err(|error| EngineError::own("the statement", &error))?;
        if let Some(fault) = tracer.fault {
            return Err(fault);
        }
        let outside = manner == Manner::Within && tracer.passed.iter().any(Passed::needs_no_transaction);
        let cut_short = match &ran {
            Ended::Well => None,
            Ended::Badly(error) => Some(error.said()),
        };
        match (manner, outside || cut_short.is_some()) {
            (Manner::Within, false) => say("COMMIT").await?,
            (Manner::Within, true) => say("ROLLBACK").await?,
            (Manner::Bare, _) => {}
        }
        say("DISCARD ALL").await?;
        if !outside {
            let statements = tracer.statements;
            return Ok(Trace { migration: errand.migration.clone(), statements, cut_short });
        }
        manner = Manner::Bare;
        bridge.load(&errand.migration, &errand.program).await?;
    }
}

/// Looks after each thing that is said.
#[derive(Default)]
struct Tracer {
    manner: Manner,
    old: Relations,
    before: Relations,
    known: BTreeMap<[String; 2], usize>,
    passed: Vec<Passed>,
    statements: Vec<Traced>,
    fault: Option<EngineError>,
}

impl AsRef<[Passed]> for Tracer {
    fn as_ref(&self) -> &[Passed] {
        &self.passed
    }
}

impl Passing for Tracer {
    async fn passed(&mut self, session: &Session, passed: Vec<Passed>) -> Result<(), ServerError> {
        let looked = self.look(session, &passed).await;
        self.fault = self.fault.take().or(looked.err());
        self.passed.extend(passed);
        Ok(())
    }
}

impl Tracer {
    async fn look(&mut self, session: &Session, passed: &[Passed]) -> Result<(), EngineError> {
        let said: Vec<&Passed> = passed.iter().filter(|one| one.refused.is_none()).collect();
        if said.iter().all(|one| changes_nothing(&one.sql)) {
            return Ok(());
        }
        let now = relations(session).await?;
        let mut traced = told(&self.old, Pair::of(&self.before, &now));
        (traced.locks, traced.held) = locks(session, &self.old, &mut self.known).await?;
        traced.sql = said.iter().map(|one| one.sql.trim()).collect::<Vec<_>>().join(";\n");
        traced.number = self.statements.len() + 1;
        let inside = self.manner == Manner::Within || said.iter().any(|one| one.own_transaction);
        traced.transaction = inside.then_some(1);
        self.statements.push(traced);
        self.before = now;
        Ok(())
    }
}

/// Questions, settings and borders of transactions are what tools say for themselves.
fn changes_nothing(sql: &str) -> bool {
    let statements = split(Dialect::Postgres, sql).unwrap_or_default();
    statements.iter().all(|one| match classify(Dialect::Postgres, sql, one) {
        Class::Query | Class::Session | Class::TransactionControl(_) => true,
        Class::Schema
        | Class::Data
        | Class::Code
        | Class::OwnTransaction(_)
        | Class::CopyFromStdin
        | Class::Unknown => false,
    })
}
