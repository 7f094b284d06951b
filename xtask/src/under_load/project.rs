//! The project whose schema is edited: its history, and what it writes when it is asked. Must not know what clients notice.

use std::path::{Path, PathBuf};

use super::everyday::SCHEMA;
use super::stories::Edit;
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::paths;

const SETTINGS: &str = r#"[schema]
source = "schema.sql"

[migrations]
dir = "migrations"
"#;

pub(super) struct Project<'a> {
    evenkeel: &'a Evenkeel,
    folder: PathBuf,
    url: &'a str,
}

impl<'a> Project<'a> {
    /// Writes the schema before any edit, and the one migration that makes it.
    pub(super) fn begin(evenkeel: &'a Evenkeel, folder: &Path, url: &'a str) -> Result<Self, Failure> {
        paths::write(&folder.join("evenkeel.toml"), SETTINGS)?;
        paths::write(&folder.join("schema.sql"), SCHEMA)?;
        paths::write(&folder.join("migrations/20260101000000_begin/migration.sql"), SCHEMA)?;
        Ok(Project { evenkeel, folder: folder.to_owned(), url })
    }

    pub(super) fn migrate(&self) -> Result<(), Failure> {
        self.say(&["migrate"])
    }

    /// Writes the migration to the schema after this edit.
    pub(super) fn edit(&self, edit: &Edit, rename: Option<&str>) -> Result<(), Failure> {
        paths::write(&self.folder.join("schema.sql"), edit.of(SCHEMA))?;
        let renames = rename.map(|one| ["--rename", one]);
        let words = ["generate", "change"].into_iter().chain(renames.into_iter().flatten());
        self.say(&words.collect::<Vec<_>>())
    }

    fn say(&self, words: &[&str]) -> Result<(), Failure> {
        let all = [&["--url", self.url], words].concat();
        let ended = self.evenkeel.run(&self.folder, &all)?;
        match ended.status.success() {
            true => Ok(()),
            false => Err(ended.failure(["evenkeel", words[0]].join(" "))),
        }
    }
}
