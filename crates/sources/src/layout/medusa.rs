//! Medusa 2: the migrations of all modules that a project's settings enable, one module behind the other, each by MikroORM's
//! rules; then the tables of links, which Medusa makes what the project declares. Which modules and links there are only
//! Medusa itself can say. Must not know how it is asked.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::listing::file_name;
use super::programs::{self, Order, Rules, stem};
use super::{Found, Layout, Origin, Runs, migration_of};
use crate::files::Script;
use crate::folder::{Content, FolderError, Home, Migrations, Program, Tool, Way};

const RULES: Rules =
    Rules { tool: Tool::Medusa, endings: &["js", "cjs", "ts"], key: stem, order: Order::File };

/// What all links together are called in our ledger; Medusa keeps each in a table of its own.
const LINKS: &str = "links";

/// Where a project has its links.
const LINKS_FOLDER: &str = "src/links";

/// What a project's Medusa says it has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Outline {
    /// In Medusa's order. A module whose providers have migrations of their own is there several times.
    pub modules: Vec<Module>,
    /// The statements that would make the tables of all links.
    pub links: String,
}

/// A folder with migrations of a module.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Module {
    /// What Medusa knows the module by.
    pub module: String,
    pub folder: PathBuf,
    /// Files that Medusa passes over, because a flag is not set.
    pub skipped: Vec<String>,
}

/// The migrations of a project. Medusa knows them by the names of their files alone, so that of two with one name only the
/// first is run.
///
/// # Errors
/// A file cannot be read, or its name cannot be a migration's.
pub fn read(project: &Path, outline: &Outline) -> Result<Migrations, FolderError> {
    let mut found = Found::default();
    let mut names = BTreeSet::new();
    for module in &outline.modules {
        for mut migration in programs::read(&module.folder, &RULES)?.list {
            let file = migration.content.file();
            if module.skipped.iter().any(|name| name == file_name(file)) {
                continue;
            }
            if !names.insert(migration.name.clone()) {
                found.ignored.push(file.path.clone());
                continue;
            }
            if let Content::Program(program) = &mut migration.content {
                program.home =
                    Some(Home { project: project.to_owned(), module: Some(module.module.clone()) });
                program.file.path = shown(project, &program.file.path);
            }
            found.list.push(migration);
        }
    }
    found.list.push(links(project, &outline.links)?);
    found.migrations(project, Layout::Medusa)
}

/// Run again whenever it declares something else.
fn links(project: &Path, declared: &str) -> Result<crate::Migration, FolderError> {
    let text = match declared.is_empty() {
        true => "-- none is declared\n".to_owned(),
        false => declared.to_owned(),
    };
    let file = Script { path: shown(project, &project.join(LINKS_FOLDER)), text };
    let origin = Origin {
        key: LINKS.to_owned(),
        title: LINKS.to_owned(),
        file: LINKS_FOLDER.to_owned(),
        whole: None,
        when: None,
        runs: Runs::OnChange,
    };
    let home = Home { project: project.to_owned(), module: None };
    let program = Program { tool: Tool::Medusa, file, way: Way::There, home: Some(home) };
    Ok(migration_of(LINKS, Content::Program(program), origin)?)
}

/// A path as it would be typed: from the project on, where it is inside.
fn shown(project: &Path, file: &Path) -> PathBuf {
    let Ok(whole) = std::path::absolute(project) else { return file.to_owned() };
    let inside = file.strip_prefix(whole).map_or_else(|_| file.to_owned(), |inside| project.join(inside));
    inside.strip_prefix(".").map(Path::to_owned).unwrap_or(inside)
}
