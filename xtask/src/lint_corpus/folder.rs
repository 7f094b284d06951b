//! Real migrations, and what the rules say of them where a project says nothing. Must not know the examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use evenkeel_lint::{Finding, Levels, Severity, lint};
use evenkeel_sources::Subject;
use evenkeel_sources::hints::{Defined, defined};
use evenkeel_sources::lexer::{Dialect, TokenKind, tokens};
use evenkeel_sources::split::{Statement, split};

use crate::failure::Failure;
use crate::paths;

/// Rules about how something is written, whoever uses it already.
const OF_STYLE: &[&str] = &["allowance", "ban-char-field", "cascade", "identifier-too-long", "json-column"];

/// What was counted in one folder.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) name: String,
    pub(super) files: usize,
    /// Files that cannot be cut into statements.
    pub(super) unread: usize,
    pub(super) statements: usize,
    pub(super) rules: BTreeMap<&'static str, Alarms>,
}

/// What one rule said, from warnings upwards.
#[derive(Clone, Copy, Default)]
pub(super) struct Alarms {
    pub(super) all: usize,
    /// About what nobody can be using yet.
    pub(super) vain: usize,
}

impl Tally {
    pub(super) fn alarms(&self) -> usize {
        self.rules.values().map(|alarms| alarms.all).sum()
    }

    pub(super) fn false_alarms(&self) -> usize {
        self.rules.values().map(|alarms| alarms.vain).sum()
    }

    pub(super) fn and(mut self, other: &Tally) -> Tally {
        self.files += other.files;
        self.unread += other.unread;
        self.statements += other.statements;
        for (rule, alarms) in &other.rules {
            let sum = self.rules.entry(rule).or_default();
            sum.all += alarms.all;
            sum.vain += alarms.vain;
        }
        self
    }
}

/// Each folder called `migrations` below the root.
pub(super) fn tallies(root: &Path, skip: &[String]) -> Result<Vec<Tally>, Failure> {
    let mut found = Vec::new();
    for folder in paths::folders(root)? {
        let name = paths::name(&folder);
        match name.as_str() {
            _ if skip.contains(&name) => {}
            "migrations" => found.push(tally(&folder)?),
            _ => found.extend(tallies(&folder, skip)?),
        }
    }
    Ok(found)
}

fn tally(folder: &Path) -> Result<Tally, Failure> {
    let above = folder.parent().map(paths::name).unwrap_or_default();
    let mut tally = Tally { name: above, ..Tally::default() };
    let mut known = BTreeSet::new();
    for file in scripts(folder)? {
        let text = paths::text(&file)?;
        tally.files += 1;
        let (Ok(statements), Ok(findings)) =
            (split(Dialect::Postgres, &text), lint(&text, &Levels::default()))
        else {
            tally.unread += 1;
            continue;
        };
        tally.statements += statements.len();
        for finding in findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
            let alarms = tally.rules.entry(finding.rule.id).or_default();
            alarms.all += 1;
            alarms.vain += usize::from(is_vain(&text, &statements, finding, &known));
        }
        known.extend(made(&text));
    }
    Ok(tally)
}

/// In the order in which they are run: the names begin with numbers.
fn scripts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in paths::entries(folder)? {
        if entry.is_dir() {
            found.extend(scripts(&entry)?);
        } else if entry.extension().is_some_and(|ending| ending == "sql") {
            found.push(entry);
        }
    }
    Ok(found)
}

/// Whether the statement names nothing that a migration before this one made.
fn is_vain(text: &str, statements: &[Statement], finding: &Finding, known: &BTreeSet<String>) -> bool {
    let statement = statements.iter().find(|statement| finding.range.start < statement.end);
    let Some(statement) = statement.filter(|_| !OF_STYLE.contains(&finding.rule.id)) else { return false };
    let written = &text[statement.range.clone()];
    let named = tokens(Dialect::Postgres, written).unwrap_or_default();
    !named
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted))
        .any(|token| known.contains(&plain(token.text(written))))
}

/// The tables and indexes that a script makes.
fn made(text: &str) -> Vec<String> {
    let of_use = |one: &Defined| matches!(one.subject, Subject::Table | Subject::Index | Subject::Type);
    let all = defined(Dialect::Postgres, text).unwrap_or_default().into_iter();
    all.filter(of_use).map(|one| plain(&one.name)).collect()
}

fn plain(name: &str) -> String {
    name.trim_matches('"').to_ascii_lowercase()
}
