//! Asks the rows that are there, before a migration's first statement, which of them would stop it. Must not know how the
//! questions come about: a migration brings them along in its `migration.toml`.

use std::collections::BTreeSet;
use std::time::Duration;

use evenkeel_core::sql;
use evenkeel_sources::folder::{NewMigration, Question};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::position::position;
use evenkeel_sources::split::split;
use evenkeel_sources::statement::{Class, classify};
use evenkeel_sources::{Migration, checksum};

use super::foresight::{Finding, ask};
use super::options::{MigrateOptions, Preflight};
use super::watch::{Event, Watch};
use crate::database::Database;
use crate::error::EngineError;
use crate::ledger::{LedgerView, Phase};
use evenkeel_sources::lexer::names;

/// What the rows answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inquiry {
    /// Rows that would stop the migration.
    pub findings: Vec<Finding>,
    /// What could not be asked, or took too long, and why.
    pub unasked: Vec<String>,
}

/// When the questions of the pending migrations are asked.
pub(super) struct Agenda<'a> {
    /// For each pending migration: what is asked before the first of them.
    first: Vec<Vec<&'a Question>>,
    /// What is asked right before it, because one before it may change the answer.
    later: Vec<Vec<&'a Question>>,
    limit: Option<Duration>,
}

impl<'a> Agenda<'a> {
    /// A migration that is half applied is not asked about again.
    pub(super) fn of(
        dialect: Dialect,
        pending: &[&'a Migration],
        ledger: &LedgerView,
        preflight: Preflight,
    ) -> Agenda<'a> {
        let afresh = |migration: &Migration| {
            let phase = ledger.record(migration.name.as_str()).map(|record| &record.phase);
            !matches!(phase, Some(Phase::HalfApplied { .. }))
        };
        let mut agenda = Agenda { first: Vec::new(), later: Vec::new(), limit: None };
        let Preflight::Within(limit) = preflight else { return agenda };
        agenda.limit = Some(limit);
        let asked = |migration: &Migration| {
            migration.manifest.as_ref().is_some_and(|manifest| !manifest.questions.is_empty())
        };
        if !pending.iter().any(|migration| asked(migration)) {
            return agenda;
        }
        let mut before = Before::default();
        for migration in pending {
            let questions = migration.manifest.iter().flat_map(|manifest| &manifest.questions);
            let questions = questions.filter(|_| afresh(migration));
            let (later, first) = questions.partition(|question| before.may_change(dialect, question));
            agenda.first.push(first);
            agenda.later.push(later);
            before.take(dialect, migration);
        }
        agenda
    }

    /// Asks what can be asked before the first statement of the run.
    ///
    /// # Errors
    /// Rows would stop a migration, or the connection is lost.
    pub(super) async fn ask_first(
        &self,
        database: &Database,
        pending: &[&Migration],
        watch: &mut dyn Watch,
    ) -> Result<(), EngineError> {
        for (migration, questions) in pending.iter().zip(&self.first) {
            self.ask(database, migration, questions, watch).await?;
        }
        Ok(())
    }

    /// Asks what had to wait for the migrations before this one, counted from 0.
    ///
    /// # Errors
    /// Rows would stop the migration, or the connection is lost.
    pub(super) async fn ask_later(
        &self,
        database: &Database,
        migration: &Migration,
        at: usize,
        watch: &mut dyn Watch,
    ) -> Result<(), EngineError> {
        match self.later.get(at) {
            Some(questions) => self.ask(database, migration, questions, watch).await,
            None => Ok(()),
        }
    }

    async fn ask(
        &self,
        database: &Database,
        migration: &Migration,
        questions: &[&Question],
        watch: &mut dyn Watch,
    ) -> Result<(), EngineError> {
        let (Some(limit), false) = (self.limit, questions.is_empty()) else { return Ok(()) };
        let inquiry = asked(database, migration, questions, limit).await?;
        for why in inquiry.unasked {
            watch.event(Event::Unchecked { migration: migration.name.to_string(), why });
        }
        match inquiry.findings.is_empty() {
            true => Ok(()),
            false => Err(EngineError::WouldFail {
                migration: migration.name.to_string(),
                findings: inquiry.findings,
            }),
        }
    }
}

/// What the migrations before one may change.
#[derive(Default)]
struct Before {
    words: BTreeSet<String>,
    fills: bool,
}

impl Before {
    fn take(&mut self, dialect: Dialect, migration: &Migration) {
        self.words.extend(migration.content.words(dialect));
        self.fills |= migration.backfill.is_some();
    }

    fn may_change(&self, dialect: Dialect, question: &Question) -> bool {
        let named =
            |table: &String| table_name(dialect, table).is_some_and(|name| self.words.contains(&name));
        self.fills || question.tables.iter().any(named)
    }
}

/// The table's own name, without its schema and without quotes.
fn table_name(dialect: Dialect, table: &str) -> Option<String> {
    names(dialect, table).pop()
}

/// What the rows answer to the questions of each of these migrations, as far as they can be asked now, and how many have to
/// wait for the migrations before.
///
/// # Errors
/// The connection is lost.
pub async fn inquire(
    database: &Database,
    pending: &[&Migration],
    options: &MigrateOptions,
) -> Result<Vec<(Inquiry, usize)>, EngineError> {
    let ledger = database.ledger(&options.author.service).await?;
    let agenda = Agenda::of(database.dialect(), pending, &ledger, options.preflight);
    let Preflight::Within(limit) = options.preflight else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for ((migration, first), later) in pending.iter().zip(&agenda.first).zip(&agenda.later) {
        found.push((asked(database, migration, first, limit).await?, later.len()));
    }
    Ok(found)
}

/// Asks the questions of a migration that was just generated, each for no longer than `limit`.
///
/// # Errors
/// The connection is lost.
pub async fn inquire_for_new(
    database: &Database,
    new: &NewMigration,
    limit: Duration,
) -> Result<Inquiry, EngineError> {
    let questions: Vec<&Question> = new.manifest.questions.iter().collect();
    answers(database, new.name.as_str(), &questions, &Written::AsGenerated, limit).await
}

async fn asked(
    database: &Database,
    migration: &Migration,
    questions: &[&Question],
    limit: Duration,
) -> Result<Inquiry, EngineError> {
    let written = Written::of(database.dialect(), migration);
    answers(database, migration.name.as_str(), questions, &written, limit).await
}

async fn answers(
    database: &Database,
    migration: &str,
    questions: &[&Question],
    written: &Written<'_>,
    limit: Duration,
) -> Result<Inquiry, EngineError> {
    let mut inquiry = Inquiry::default();
    for question in questions {
        let unasked = |why: &str| format!("whether {} {}: {why}", question.object, question.why);
        if let Some(why) = written.doubt(question) {
            inquiry.unasked.push(unasked(&why));
            continue;
        }
        match answer(database, question, limit).await? {
            Answer::Rows(0, _) => {}
            Answer::Rows(rows, first) => inquiry.findings.push(Finding {
                migration: migration.to_owned(),
                object: question.object.clone(),
                why: question.why.clone(),
                is_loss: false,
                rows,
                first,
                query: question.rows.clone(),
                mend: question.mend.clone(),
            }),
            Answer::None(why) => inquiry.unasked.push(unasked(&why)),
        }
    }
    Ok(inquiry)
}

enum Answer {
    Rows(u64, Vec<String>),
    /// And why.
    None(String),
}

async fn answer(database: &Database, question: &Question, limit: Duration) -> Result<Answer, EngineError> {
    begin(database, limit).await?;
    let answer = ask(database, question.prepare.as_deref(), &question.rows).await;
    end(database).await?;
    match answer {
        Ok((rows, first)) => Ok(Answer::Rows(rows, first)),
        Err(EngineError::Own { cause, .. }) if cause.sqlstate.is_some() || database.major().is_none() => {
            let late = matches!(cause.sqlstate.as_deref(), Some("57014" | "55P03"))
                || (database.major().is_none() && cause.message == "interrupted");
            Ok(Answer::None(match late {
                true => format!("there was no answer within {} ms", limit.as_millis()),
                false => cause.message.clone(),
            }))
        }
        Err(error) => Err(error),
    }
}

async fn begin(database: &Database, limit: Duration) -> Result<(), EngineError> {
    match database {
        Database::Postgres(_) => {
            let ms = i32::try_from(limit.as_millis()).unwrap_or(i32::MAX).max(1);
            let bounds = sql!("BEGIN; SET LOCAL statement_timeout = {}; SET LOCAL lock_timeout = {}", ms, ms);
            database.run(bounds.as_str()).await.map(drop)
        }
        Database::Sqlite(lite) => {
            database.run("BEGIN").await?;
            lite.bound(Some(limit));
            Ok(())
        }
    }
}

async fn end(database: &Database) -> Result<(), EngineError> {
    if let Database::Sqlite(lite) = database {
        lite.bound(None);
    }
    database.run("ROLLBACK").await.map(drop)
}

/// The text of a migration as it is now, and whether somebody has changed it since it was generated.
enum Written<'a> {
    AsGenerated,
    ByHand { dialect: Dialect, text: &'a str },
    InAnotherLanguage,
}

impl<'a> Written<'a> {
    fn of(dialect: Dialect, migration: &'a Migration) -> Written<'a> {
        let generated = migration.manifest.as_ref().map(|manifest| &manifest.checksum);
        match (migration.content.sql(), generated == Some(&migration.content.meaning(dialect))) {
            (_, true) => Written::AsGenerated,
            (Some(script), false) => Written::ByHand { dialect, text: &script.text },
            (None, false) => Written::InAnotherLanguage,
        }
    }

    /// Why the rows cannot be asked before the first statement.
    fn doubt(&self, question: &Question) -> Option<String> {
        let (dialect, text) = match *self {
            Written::AsGenerated => return None,
            Written::ByHand { dialect, text } => (dialect, text),
            Written::InAnotherLanguage => return Some("a program may change its rows first".to_owned()),
        };
        let statements = split(dialect, text).ok()?;
        let tables: Vec<String> =
            question.tables.iter().filter_map(|table| table_name(dialect, table)).collect();
        let at = match &question.statement {
            Some(meant) => {
                statements.iter().position(|one| checksum::meaning(dialect, one.text(text)) == *meant)
            }
            None => Some(statements.len()),
        };
        let Some(at) = at else { return Some("its statement was changed by hand".to_owned()) };
        let mends = statements[..at].iter().find(|one| {
            let changes = match classify(dialect, text, one) {
                Class::Data | Class::Code | Class::Query | Class::CopyFromStdin | Class::Unknown => true,
                Class::OwnTransaction(_) => true,
                Class::Schema | Class::Session | Class::TransactionControl(_) => false,
            };
            let words = one.text(text).to_lowercase();
            changes && tables.iter().any(|table| words.contains(&table.to_lowercase()))
        });
        mends.map(|one| {
            format!(
                "the statement at line {} may change its rows first",
                position(text, one.range.start).line
            )
        })
    }
}
