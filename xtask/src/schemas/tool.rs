//! evenkeel as a schema's trial asks it. Must not know the database.

use std::path::{Path, PathBuf};

use super::verdict::{Stop, Verdict, failed};
use crate::binary::{self, Evenkeel};
use crate::failure::Failure;
use crate::paths;
use crate::process::Ended;

/// evenkeel in the folder of one trial.
pub(super) struct Tool<'a> {
    pub(super) evenkeel: &'a Evenkeel,
    pub(super) work: PathBuf,
}

impl Tool<'_> {
    pub(super) fn ask(&self, step: &'static str, arguments: &[&str]) -> Result<Ended, Stop> {
        let ended = self.evenkeel.run(&self.work, arguments)?;
        if ended.status.success() {
            return Ok(ended);
        }
        Err(match binary::refusal(&ended.stderr) {
            Some(refusal) => Stop::Verdict(Verdict::Refused { code: refusal.code, names: refusal.names }),
            None => failed(step, format!("{}: {}", ended.status, ended.stderr.trim())),
        })
    }

    /// The database as SQL, in a file of this name.
    pub(super) fn inspect(&self, url: &str, name: &str) -> Result<PathBuf, Stop> {
        let said = self.ask("inspect", &["--url", url, "inspect", "--format", "sql"])?;
        Ok(self.keep(name, &said.stdout)?)
    }

    /// What leads from one state to the other, as SQL.
    pub(super) fn diff(&self, from: &str, to: &str) -> Result<String, Stop> {
        Ok(self.ask("diff", &["diff", "--renames", "off", "--from", from, "--to", to])?.stdout)
    }

    /// A project whose desired schema is `schema.sql` gets there by its migrations.
    pub(super) fn migrate(&self, dialect: &str, url: &str) -> Result<(), Stop> {
        let settings = format!(
            "[database]\ndialect = \"{dialect}\"\n\n[schema]\nsource = \"schema.sql\"\n\n\
             [migrations]\ndir = \"migrations\"\n"
        );
        self.keep("evenkeel.toml", &settings)?;
        self.ask("generate", &["--url", url, "generate", "everything"])?;
        self.ask("migrate", &["--url", url, "migrate"])?;
        Ok(())
    }

    /// A project that has its migrations has nothing left to generate.
    pub(super) fn nothing_to_do(&self, url: &str) -> Result<(), Stop> {
        let again = self.ask("second generate", &["--url", url, "generate", "again"])?;
        // The sentence may stand on either stream.
        let said = again.stdout + &again.stderr;
        match said.to_lowercase().contains("nothing to do") {
            true => Ok(()),
            false => Err(failed("second generate", format!("found something to do: {said}"))),
        }
    }

    pub(super) fn keep(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let file = self.work.join(name);
        paths::write(&file, text)?;
        Ok(file)
    }
}

/// Whether SQL says nothing beside comments.
pub(super) fn is_nothing(sql: &str) -> bool {
    sql.lines().all(|line| line.trim().is_empty() || line.starts_with("--"))
}

/// The first of many differences, under their number.
pub(super) fn told(differences: &[String]) -> String {
    let shown: Vec<&str> = differences.iter().take(5).map(String::as_str).collect();
    format!("{} statements differ\n{}", differences.len(), shown.join("\n"))
}

/// A file of the schema; None where it has none of this name.
pub(super) fn beside(schema: &Path, name: &str) -> Option<PathBuf> {
    Some(schema.join(name)).filter(|file| file.exists())
}
