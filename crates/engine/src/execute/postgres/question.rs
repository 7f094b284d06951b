//! What became of a statement that was under way when a run was cut off: the catalog knows. Must not know the ledger.

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::lexer::{Dialect, Token, TokenKind, tokens};
use evenkeel_sources::statement::Reason;

use super::super::watch::Finding;
use crate::connect::Session;
use crate::error::EngineError;

/// What the catalog says, and the statement that removes what was left broken.
pub(super) struct Answer {
    pub(super) finding: Finding,
    pub(super) repair: Option<Sql>,
}

impl Answer {
    fn plain(finding: Finding) -> Answer {
        Answer { finding, repair: None }
    }
}

/// Asks; nothing when the catalog cannot know.
pub(super) async fn ask(session: &Session, reason: Reason, sql: &str) -> Result<Option<Answer>, EngineError> {
    match reason {
        Reason::CreateIndexConcurrently => created(session, sql).await,
        Reason::DropIndexConcurrently => dropped(session, sql).await,
        // To do these twice is to do them once.
        Reason::Vacuum
        | Reason::ClusterAll
        | Reason::ReindexMany
        | Reason::ReindexConcurrently
        | Reason::AlterSystem
        | Reason::AlterDatabaseTablespace
        | Reason::AlterSubscription
        | Reason::DiscardAll => Ok(Some(Answer::plain(Finding::Undone))),
        Reason::DetachPartitionConcurrently
        | Reason::CreateDatabase
        | Reason::DropDatabase
        | Reason::CreateTablespace
        | Reason::DropTablespace
        | Reason::CreateSubscription
        | Reason::DropSubscription
        | Reason::AddEnumValue
        | Reason::Pragma
        | Reason::Attach
        | Reason::Detach => Ok(None),
    }
}

async fn created(session: &Session, statement: &str) -> Result<Option<Answer>, EngineError> {
    let Some((index, table)) = index_and_table(statement) else { return Ok(None) };
    let question = sql!(
        "SELECT i.indisvalid, i.indexrelid::pg_catalog.regclass FROM pg_catalog.pg_index i \
         JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid \
         WHERE i.indrelid = pg_catalog.to_regclass({}) AND c.relname = {}",
        Literal(&table),
        Literal(&index)
    );
    let rows = session.rows(question.as_str()).await;
    let rows = rows.map_err(|error| EngineError::own("asking for the index", &error))?;
    let Some([valid, Some(name)]) = rows.first().map(Vec::as_slice) else {
        return Ok(Some(Answer::plain(Finding::Undone)));
    };
    Ok(Some(match valid.as_deref() {
        Some("t") => Answer::plain(Finding::Done),
        _ => {
            let repair = sql!("DROP INDEX CONCURRENTLY {}", Sql::from_database(name.as_str()));
            Answer { finding: Finding::Broken, repair: Some(repair) }
        }
    }))
}

async fn dropped(session: &Session, statement: &str) -> Result<Option<Answer>, EngineError> {
    let Some(index) = dropped_index(statement) else { return Ok(None) };
    let question = sql!("SELECT pg_catalog.to_regclass({}) IS NULL", Literal(&index));
    let rows = session.rows(question.as_str()).await;
    let rows = rows.map_err(|error| EngineError::own("asking for the index", &error))?;
    let gone = rows.first().and_then(|row| row.first()?.as_deref()) == Some("t");
    // An index that is half dropped can be dropped again.
    Ok(Some(Answer::plain(if gone { Finding::Done } else { Finding::Undone })))
}

/// The index's own name, unquoted, and the table as written; nothing when the index has no name.
fn index_and_table(statement: &str) -> Option<(String, String)> {
    let words = Words::of(statement)?;
    let mut at = words.after(0, "concurrently")?;
    if words.is(at, "if") {
        at += 3;
    }
    if words.is(at, "on") {
        return None;
    }
    let name = words.name(at)?;
    let mut on = words.after(at, "on")?;
    if words.is(on, "only") {
        on += 1;
    }
    Some((name, words.path(on)))
}

fn dropped_index(statement: &str) -> Option<String> {
    let words = Words::of(statement)?;
    let mut at = words.after(0, "concurrently")?;
    if words.is(at, "if") {
        at += 2;
    }
    Some(words.path(at))
}

/// The words of a statement, without comments.
struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Option<Words<'a>> {
        let all = tokens(Dialect::Postgres, text).ok()?;
        Some(Words { text, tokens: all.into_iter().filter(|token| token.is_significant()).collect() })
    }

    fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.written(at).eq_ignore_ascii_case(word)
    }

    /// The place behind the next such word.
    fn after(&self, from: usize, word: &str) -> Option<usize> {
        (from..self.tokens.len()).find(|at| self.is(*at, word)).map(|at| at + 1)
    }

    fn name(&self, at: usize) -> Option<String> {
        let written = self.written(at);
        match self.tokens.get(at)?.kind == TokenKind::Quoted {
            true => Some(written.strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\"")),
            false => Some(written.to_ascii_lowercase()),
        }
    }

    /// A name with dots in it, as written.
    fn path(&self, mut at: usize) -> String {
        let mut path = self.written(at).to_owned();
        while self.is(at + 1, ".") {
            path.push('.');
            path.push_str(self.written(at + 2));
            at += 2;
        }
        path
    }
}
