//! A script made ready to be run: cut into segments, with everything the ledger wants to know. Must not know a
//! database.

use std::ops::{Deref, Range};
use std::sync::Arc;

use evenkeel_sources::explain::Explain;
use evenkeel_sources::lexer::{Dialect, tokens};
use evenkeel_sources::segments::{Body, LoneCommit, segments, temporary_across};
use evenkeel_sources::statement::{Class, InBlock, Reason, classify};
use evenkeel_sources::{Checksum, Script, Segment, Statement, StatementPace, checksum, pace};

use super::document::Document;
use crate::error::{Cause, EngineError, Kept, Passage, SqlFailure, Stays};

/// A script of a migration.
pub(crate) struct Material {
    pub(super) document: Document,
    dialect: Dialect,
    pub(crate) parts: Vec<Part>,
    /// What comments say about each statement.
    paces: Vec<StatementPace>,
}

impl Deref for Material {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

/// What commits together.
pub(crate) struct Part {
    /// Counted from 0.
    pub(crate) index: usize,
    pub(crate) checksum: Checksum,
    pub(crate) statements: Vec<Statement>,
    /// The number of its first statement, counted from 1 over the script.
    pub(crate) first: usize,
    pub(crate) way: Way,
}

/// What a session has forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// Everything: it is a new one.
    All,
    /// Its settings: they were reset.
    Settings,
}

impl Lost {
    fn holds(self, sql: &str) -> bool {
        const SETTINGS: [&str; 3] = ["set", "reset", "select"];
        const MORE: [&str; 9] =
            ["prepare", "deallocate", "load", "listen", "unlisten", "pragma", "attach", "detach", "discard"];
        let mut words = sql.split_whitespace().map(str::to_ascii_lowercase);
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let passes = first == "set" && ["local", "transaction", "constraints"].contains(&second.as_str());
        let is_of = |list: &[&str]| list.contains(&first.as_str());
        !passes && (is_of(&SETTINGS) || (self == Lost::All && is_of(&MORE)))
    }
}

/// How a part is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    InTransaction,
    /// By itself, and journalled.
    Alone(Reason),
    /// By itself; it changes only the session, so it is run again whenever the rest is resumed.
    ForSession,
}

impl Material {
    /// Cuts a script into parts.
    ///
    /// # Errors
    /// The script cannot be cut, or holds a statement that cannot stand where it stands.
    pub(crate) fn of(
        dialect: Dialect,
        migration: &str,
        script: &Script,
        lone_commit: LoneCommit,
    ) -> Result<Material, EngineError> {
        let text: Arc<str> = Arc::from(script.text.as_str());
        let cut = segments(dialect, &script.text, lone_commit);
        let cut = cut.map_err(|error| unfit(script, &error, "unfit-migration"))?;
        let mut first = 1;
        let mut parts = Vec::with_capacity(cut.len());
        for (index, segment) in cut.into_iter().enumerate() {
            let part = part(index, first, segment);
            first += part.statements.len();
            parts.push(part);
        }
        let statements: Vec<Statement> = parts.iter().flat_map(|part| part.statements.clone()).collect();
        let paces = pace::comments(dialect, &text, &statements);
        let paces = paces.map_err(|error| unfit(script, &error, "bad-comment"))?;
        let meaning = checksum::meaning(dialect, &script.text);
        Ok(Material { document: Document::of(migration, script, text, meaning), dialect, parts, paces })
    }

    /// As [`Material::of`], for a database that may be cut off at any statement.
    ///
    /// # Errors
    /// As for [`Material::of`], or a run that is cut off could not be taken up again.
    pub(crate) fn to_run(
        dialect: Dialect,
        migration: &str,
        script: &Script,
        lone_commit: LoneCommit,
    ) -> Result<Material, EngineError> {
        let material = Material::of(dialect, migration, script, lone_commit)?;
        if material.parts.len() > 1 {
            let cut = segments(dialect, &script.text, lone_commit);
            let cut = cut.and_then(|cut| temporary_across(dialect, &script.text, &cut));
            cut.map_err(|error| unfit(script, &error, "unfit-migration"))?;
        }
        Ok(material)
    }

    /// The part with which the migration is done; what follows it only changes the session.
    pub(crate) fn closing(&self) -> Option<usize> {
        let lasting = self.parts.iter().rfind(|part| part.way != Way::ForSession);
        lasting.or(self.parts.last()).map(|part| part.index)
    }

    /// Statements of parts before `index` that the session has to hear again. What ends with its transaction, and what
    /// does something besides, it must not hear.
    pub(crate) fn session_before(&self, index: usize, lost: Lost) -> Vec<&Statement> {
        let before = self.parts.iter().take_while(|part| part.index < index);
        let again =
            |statement: &&Statement| self.is_for_session(statement) && lost.holds(self.sql(statement));
        before.flat_map(|part| &part.statements).filter(again).collect()
    }

    pub(crate) fn sql(&self, statement: &Statement) -> &str {
        statement.text(&self.text)
    }

    /// Whether the statement changes the session beyond its transaction.
    pub(crate) fn is_for_session(&self, statement: &Statement) -> bool {
        match classify(self.dialect, &self.text, statement) {
            Class::Session => true,
            Class::Query => self.sql(statement).contains("set_config"),
            Class::Schema | Class::Data | Class::Code | Class::TransactionControl(_) => false,
            Class::OwnTransaction(reason) => way(reason) == Way::ForSession,
            Class::CopyFromStdin | Class::Unknown => false,
        }
    }

    /// Whether anything in the script may change the session beyond its transaction.
    pub(crate) fn changes_session(&self) -> bool {
        self.parts.iter().flat_map(|part| &part.statements).any(|statement| self.is_for_session(statement))
    }

    /// How many there are.
    pub(crate) fn statements(&self) -> usize {
        self.parts.iter().map(|part| part.statements.len()).sum()
    }

    /// What is left of a statement that is ended, and of what ran together with it.
    pub(crate) fn kept(&self, number: usize) -> Kept {
        match self.parts.iter().rfind(|part| part.first <= number).map(|part| part.way) {
            Some(Way::InTransaction) | None => Kept::Nothing,
            Some(Way::Alone(_) | Way::ForSession) => Kept::All,
        }
    }

    /// What a comment says about a statement, counted from 1.
    pub(crate) fn pace(&self, number: usize) -> StatementPace {
        self.paces.get(number - 1).copied().unwrap_or_default()
    }

    /// Whether the script says itself what a setting of the session is to be.
    pub(crate) fn sets(&self, setting: &str) -> bool {
        let says = |statement: &Statement| match classify(self.dialect, &self.text, statement) {
            Class::Session => self.sql(statement).to_ascii_lowercase().contains(setting),
            Class::Query => {
                let written = self.sql(statement).split_whitespace().collect::<String>().to_ascii_lowercase();
                written.contains(&["set_config('", setting, "'"].concat())
            }
            Class::Schema
            | Class::Data
            | Class::Code
            | Class::TransactionControl(_)
            | Class::OwnTransaction(_)
            | Class::CopyFromStdin
            | Class::Unknown => false,
        };
        self.text.contains("timeout") && self.parts.iter().flat_map(|part| &part.statements).any(says)
    }

    /// Where a statement stands, counted from 1.
    pub(crate) fn place_of(&self, number: usize) -> Passage {
        let statement = self.parts.iter().flat_map(|part| &part.statements).nth(number - 1);
        self.passage_at(statement.map_or(0..0, |statement| statement.range.clone()))
    }

    /// Whether anything may be left in the session that a later script could stumble over: settings, temporary
    /// objects, cursors, prepared statements, locks of the session.
    pub(crate) fn leaves_session(&self) -> bool {
        let plain = |statement: &Statement| match classify(self.dialect, &self.text, statement) {
            Class::Schema => !is_temporary(self.sql(statement)),
            Class::Data | Class::TransactionControl(_) => true,
            Class::OwnTransaction(reason) => {
                !matches!(reason, Reason::CommittingCode | Reason::Marked | Reason::Attach)
            }
            Class::Session | Class::Query | Class::Code | Class::CopyFromStdin | Class::Unknown => false,
        };
        !self.parts.iter().flat_map(|part| &part.statements).all(plain)
    }

    /// Where a statement stands, or the word at an offset in it.
    pub(crate) fn passage(&self, statement: &Statement, offset: Option<usize>) -> Passage {
        self.passage_at(match offset {
            Some(offset) => word(self.dialect, &self.text, statement, offset),
            None => statement.range.clone(),
        })
    }

    pub(crate) fn failure(
        &self,
        number: usize,
        statement: &Statement,
        offset: Option<usize>,
        cause: Cause,
    ) -> SqlFailure {
        SqlFailure {
            migration: (!self.migration.is_empty()).then(|| self.migration.clone()),
            statement: number,
            passage: self.passage(statement, offset),
            cause,
            stays: Some(self.stays(number)),
        }
    }

    /// What stays when this statement fails, counted from 1.
    fn stays(&self, number: usize) -> Stays {
        let mut before = self.parts.iter().rev().skip_while(|part| part.first > number);
        let way = before.next().map(|part| part.way);
        let last = before.find(|part| part.way != Way::ForSession);
        match (last, way) {
            (Some(part), _) => Stays::UpTo(part.first + part.statements.len() - 1),
            (None, Some(Way::Alone(_))) => Stays::Unknown,
            (None, Some(Way::InTransaction | Way::ForSession) | None) => Stays::Nothing,
        }
    }
}

fn is_temporary(sql: &str) -> bool {
    let mut words = sql.split_whitespace().take(5);
    words.any(|word| word.eq_ignore_ascii_case("temp") || word.eq_ignore_ascii_case("temporary"))
}

fn part(index: usize, first: usize, segment: Segment) -> Part {
    let Segment { body, checksum, .. } = segment;
    let (statements, way) = match body {
        Body::Transaction { statements } => (statements, Way::InTransaction),
        Body::Alone { statement, reason } => (vec![statement], way(reason)),
    };
    Part { index, checksum, statements, first, way }
}

fn way(reason: Reason) -> Way {
    match (reason, reason.in_block()) {
        (Reason::Pragma | Reason::Attach | Reason::Detach | Reason::DiscardAll, _) => Way::ForSession,
        (_, InBlock::Works) => Way::InTransaction,
        (_, InBlock::Fails | InBlock::Depends) => Way::Alone(reason),
    }
}

/// The word or string at an offset of a statement, in bytes of the file.
pub(crate) fn word(dialect: Dialect, text: &str, statement: &Statement, offset: usize) -> Range<usize> {
    let start = statement.range.start;
    let at = start + offset;
    let found = tokens(dialect, &text[statement.range.clone()]).ok().and_then(|tokens| {
        let token = tokens.into_iter().find(|token| start + token.end > at && token.is_significant())?;
        Some(start + token.start..start + token.end)
    });
    found.unwrap_or_else(|| statement.range.clone())
}

/// A file that cannot be run as it is.
pub(crate) fn unfit(script: &Script, error: &dyn Explain, code: &'static str) -> EngineError {
    let range = error.range().unwrap_or(0..0);
    EngineError::Unfit {
        passage: Box::new(Passage {
            file: script.path.clone(),
            text: Arc::from(script.text.as_str()),
            range,
        }),
        problem: error.to_string(),
        hint: error.hint(),
        code,
    }
}
