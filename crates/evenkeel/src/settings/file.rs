//! The settings file as it is written. A key that nobody knows is an error: a misspelt `production` that is
//! passed over in silence would cost somebody a database. Must not know the environment.

mod policy;
mod schema;

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_core::Pattern;
use evenkeel_engine::CommandLine;
use evenkeel_lint::{Levels, Policies};
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Layout, Pace};
use serde::{Deserialize, Deserializer};

pub(super) use schema::Schema;

use crate::arguments::OnlineMode;
use crate::failure::{Failure, Place};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) service: Option<String>,
    pub(super) online: Option<OnlineMode>,
    #[serde(default)]
    pub(super) database: Database,
    #[serde(default)]
    pub(super) schema: Schema,
    #[serde(default)]
    pub(super) migrations: Migrations,
    #[serde(default)]
    pub(super) adopt: Option<Adopt>,
    #[serde(default)]
    pub(super) scratch: Scratch,
    #[serde(default)]
    pub(super) objects: Objects,
    #[serde(default)]
    pub(super) postgres: Postgres,
    #[serde(default)]
    pub(super) locks: Pace,
    #[serde(default)]
    pub(super) backup: Option<Backup>,
    #[serde(default)]
    pub(super) verify: Verify,
    #[serde(default)]
    pub(super) preflight: Preflight,
    #[serde(default)]
    pub(super) quarantine: Quarantine,
    #[serde(default)]
    pub(super) plan: Plan,
    #[serde(default)]
    pub(super) approval: Approval,
    #[serde(default)]
    pub(super) seed: Seed,
    #[serde(default)]
    pub(super) hooks: Hooks,
    #[serde(default, deserialize_with = "levels")]
    pub(super) lint: Levels,
    #[serde(default, deserialize_with = "policy::policies")]
    pub(super) policy: Policies,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Database {
    pub(super) dialect: Option<DialectWord>,
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) production: bool,
}

// The URL may hold a password, so it is never shown.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("dialect", &self.dialect)
            .field("production", &self.production)
            .finish()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum DialectWord {
    Postgres,
    Sqlite,
}

impl DialectWord {
    pub(super) fn dialect(self) -> Dialect {
        match self {
            DialectWord::Postgres => Dialect::Postgres,
            DialectWord::Sqlite => Dialect::Sqlite,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Migrations {
    pub(super) dir: Option<PathBuf>,
    /// Whose files they are.
    pub(super) format: Option<Layout>,
}

/// The ledger of the tool whose migrations these are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Adopt {
    pub(super) mode: Mode,
    pub(super) schema: Option<String>,
    pub(super) table: Option<String>,
}

/// Whose word counts about what was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    Guest,
    Host,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scratch {
    pub(super) url: Option<String>,
}

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").finish_non_exhaustive()
    }
}

/// Which objects are looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objects {
    #[serde(default, deserialize_with = "patterns")]
    pub(super) include: Vec<Pattern>,
    #[serde(default, deserialize_with = "patterns")]
    pub(super) exclude: Vec<Pattern>,
}

/// What only PostgreSQL has.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Postgres {
    /// The roles of the server that the schema declares.
    #[serde(default, deserialize_with = "patterns")]
    pub(super) roles: Vec<Pattern>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verify {
    /// Whether the catalog is looked at after each migration, however many a run has.
    #[serde(default)]
    pub(super) each: bool,
}

/// Whether rows are asked before a migration which of them would stop it, and for how long a question may take.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preflight {
    pub(super) enabled: Option<bool>,
    #[serde(default, deserialize_with = "long")]
    pub(super) timeout: Option<Duration>,
}

/// What becomes of what migrations drop.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quarantine {
    pub(super) enabled: Option<bool>,
    #[serde(default, deserialize_with = "long")]
    pub(super) keep: Option<Duration>,
}

/// How many people have to approve of a migration before it is run.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Approval {
    #[serde(default)]
    pub(super) required: Required,
    #[serde(default)]
    pub(super) when: When,
}

/// A number, or whether it is one at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Required {
    Any(bool),
    People(usize),
}

impl Default for Required {
    fn default() -> Self {
        Required::Any(false)
    }
}

/// What is done about a plan before anybody sees it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// Whether it is tried out.
    pub(super) prove: Option<bool>,
}

fn long<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let text = String::deserialize(deserializer)?;
    evenkeel_sources::span::parse_long(&text).map(Some).map_err(serde::de::Error::custom)
}

/// What is kept before a run changes anything.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Backup {
    pub(super) command: Option<String>,
    pub(super) dir: Option<PathBuf>,
    #[serde(default)]
    pub(super) when: When,
}

/// Before which runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum When {
    #[default]
    Production,
    Always,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seed {
    pub(super) command: Option<String>,
}

/// What is run once something was done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hooks {
    #[serde(default, deserialize_with = "command")]
    pub(super) after_generate: Option<CommandLine>,
    #[serde(default, deserialize_with = "command")]
    pub(super) after_migrate: Option<CommandLine>,
    #[serde(default, deserialize_with = "long")]
    pub(super) timeout: Option<Duration>,
}

/// A line for the shell, or a list of words that no shell reads.
fn command<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<CommandLine>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a command: a line for the shell, or a list of words")]
    enum Written {
        Line(String),
        Words(Vec<String>),
    }
    let empty = || serde::de::Error::custom("a command cannot be empty");
    match Written::deserialize(deserializer)? {
        Written::Line(line) if line.trim().is_empty() => Err(empty()),
        Written::Words(words) if words.first().is_none_or(String::is_empty) => Err(empty()),
        Written::Line(line) => Ok(Some(CommandLine::Line(line))),
        Written::Words(words) => Ok(Some(CommandLine::Words(words))),
    }
}

fn patterns<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Pattern>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| text.parse().map_err(serde::de::Error::custom)).collect()
}

fn levels<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Levels, D::Error> {
    let levels = Levels::deserialize(deserializer)?;
    match levels.0.keys().find(|id| evenkeel_lint::find(id).is_none()) {
        None => Ok(levels),
        Some(id) => {
            Err(serde::de::Error::custom(format!("there is no rule `{id}`; docs/lint.md has them all")))
        }
    }
}

/// Reads the settings file; `here` is the folder from which `path` is meant.
pub(super) fn read(path: &Path, here: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(here.join(path)).map_err(|error| {
        Failure::usage("config", format!("{} cannot be read: {error}", path.display())).at(Place::file(path))
    })?;
    parse(path, &text)
}

pub(super) fn parse(path: &Path, text: &str) -> Result<File, Failure> {
    let file: File = toml::from_str(text).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        Failure::usage("config", message(error.message(), text, &range)).at(Place::within(
            path,
            without_passwords(text),
            range,
        ))
    })?;
    match file.service.as_deref() {
        Some("") => {
            Err(Failure::usage("config", "the name of a service cannot be empty").at(Place::file(path)))
        }
        Some(_) | None => Ok(file),
    }
}

/// The parser's own sentence, in the words of this program where a key is unknown.
fn message(parser: &str, text: &str, range: &Range<usize>) -> String {
    match parser.split_once("expected ") {
        Some((head, known)) if head.starts_with("unknown field") => {
            let key = text.get(range.clone()).unwrap_or_default();
            let known = known.trim_start_matches("one of ").replace('`', "");
            format!("there is no setting `{key}` here, only {known}")
        }
        Some(_) | None => parser.trim_end().replace('\n', " "),
    }
}

/// The text with every password in a URL struck out, byte for byte, so that places stay where they are.
fn without_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for piece in text.split_inclusive("://") {
        let after_scheme = !shown.is_empty() && shown.ends_with("://");
        let login_end = piece.split_whitespace().next().and_then(|word| word.rfind('@'));
        match (after_scheme, login_end, piece.find(':')) {
            (true, Some(end), Some(colon)) if colon < end => {
                shown.push_str(&piece[..=colon]);
                shown.push_str(&"*".repeat(end - colon - 1));
                shown.push_str(&piece[end..]);
            }
            _ => shown.push_str(piece),
        }
    }
    shown
}
