//! Where a schema is declared: files, folders, and programs that print it. Must not know what any of them says.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_engine::{Command, CommandLine};
use evenkeel_sources::SchemaPaths;
use evenkeel_sources::declared::is_drizzle_config;
use serde::Deserialize;

/// How long a program may take to print a schema, where nobody says.
pub(crate) const USUAL_LIMIT: Duration = Duration::from_secs(60);

/// All that declares a schema together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declaration {
    pub(crate) paths: SchemaPaths,
    pub(crate) commands: Vec<Command>,
    pub(crate) undeclared: Option<Undeclared>,
}

/// What becomes of what a database has and models cannot say. It is kept unless the schema is SQL alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Undeclared {
    Keep,
    Drop,
}

impl Declaration {
    /// Files and folders; a tool's own settings among them name the program that knows its schema.
    pub(crate) fn of_paths(paths: Vec<PathBuf>, limit: Duration) -> Self {
        let (asked, read): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.into_iter().partition(|path| is_drizzle_config(path));
        let commands = asked.iter().map(|config| drizzle_kit(config, limit)).collect();
        Declaration { paths: SchemaPaths::new(read), commands, undeclared: None }
    }

    /// Whether there is anything that could be read or asked.
    pub(crate) fn is_there(&self) -> bool {
        self.paths.exist() && !(self.paths.is_empty() && self.commands.is_empty())
    }
}

impl fmt::Display for Declaration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = (!self.paths.is_empty()).then(|| self.paths.to_string());
        let commands = self.commands.iter().map(|command| format!("`{}`", command.line));
        let all: Vec<String> = paths.into_iter().chain(commands).collect();
        f.write_str(&all.join(" and "))
    }
}

/// The project's own Drizzle Kit, which is not fetched where it is missing.
fn drizzle_kit(config: &Path, limit: Duration) -> Command {
    let name = config.file_name().unwrap_or_default().to_string_lossy();
    let words = ["npx", "--no", "drizzle-kit", "export", "--config", &name];
    Command {
        line: CommandLine::Words(words.map(str::to_owned).to_vec()),
        folder: config.parent().map(Path::to_owned).unwrap_or_default(),
        limit,
    }
}
