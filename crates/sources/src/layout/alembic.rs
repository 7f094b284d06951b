//! Alembic: a Python file for each revision. Their order is the one in which each names the one before it, and the ledger
//! has the newest of them.

use std::collections::BTreeMap;
use std::path::Path;

use super::programs::{self, Order, Rules, stem};
use super::{Found, LayoutError};
use crate::files::Script;
use crate::folder::{FolderError, Migration, MigrationName, Tool};

pub(super) const RULES: Rules = Rules {
    tool: Tool::Alembic,
    endings: &["py"],
    key: |script| Ok(Revision::of(script)?.map(|revision| revision.name)),
    order: Order::File,
};

/// What a file says about its place among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub name: String,
    /// The one before it; nothing where it is the first.
    pub before: Option<String>,
}

impl Revision {
    /// Nothing where a file is no revision.
    ///
    /// # Errors
    /// It says so in a way that only Python understands, or has several before it.
    pub fn of(script: &Script) -> Result<Option<Revision>, LayoutError> {
        let Some(name) = value(script, "revision")? else { return Ok(None) };
        let [name] = name.as_slice() else { return Err(unplain(script, "revision")) };
        let before = value(script, "down_revision")?.unwrap_or_default();
        if value(script, "depends_on")?.is_some_and(|others| !others.is_empty()) {
            let problem = "what a revision depends on is heeded by Alembic only".to_owned();
            return Err(refusal(script, "depends_on", problem));
        }
        match before.as_slice() {
            [] => Ok(Some(Revision { name: name.clone(), before: None })),
            [before] => Ok(Some(Revision { name: name.clone(), before: Some(before.clone()) })),
            several => {
                Err(LayoutError::Merge { path: script.path.clone(), revisions: several.join(" and ") })
            }
        }
    }
}

pub(super) fn read(path: &Path) -> Result<Found, FolderError> {
    let mut found = programs::read(path, &RULES)?;
    let mut after: BTreeMap<Option<String>, Migration> = BTreeMap::new();
    for mut migration in found.list.drain(..) {
        let script = migration.content.file();
        let Some(revision) = Revision::of(script)? else { continue };
        let name = stem(script)?.unwrap_or_default();
        let renamed = MigrationName::of_tool(&name);
        migration.name = renamed.map_err(|_| LayoutError::Name { path: script.path.clone() })?;
        if let Some(origin) = &mut migration.origin {
            origin.title =
                name.strip_prefix(&revision.name).unwrap_or(&name).trim_start_matches('_').to_owned();
        }
        let path = script.path.clone();
        if let Some(other) = after.insert(revision.before, migration) {
            let first = other.content.file().path.clone();
            return Err(LayoutError::Fork { first, second: path }.into());
        }
    }
    let mut before = None;
    while let Some(next) = after.remove(&before) {
        before = next.origin.as_ref().map(|origin| origin.key.clone());
        found.list.push(next);
    }
    match after.into_iter().next() {
        None => Ok(found),
        Some((before, lost)) => {
            let revision = before.unwrap_or_default();
            Err(LayoutError::NoParent { path: lost.content.file().path.clone(), revision }.into())
        }
    }
}

/// The words in quotes behind `name =`, where a line begins so; nothing where none does, none where it is `None`.
fn value(script: &Script, name: &'static str) -> Result<Option<Vec<String>>, LayoutError> {
    let mut rest = script.text.as_str();
    let said = loop {
        let after = rest.strip_prefix(name).map(str::trim_start);
        if let Some(after) = after.filter(|after| after.starts_with([':', '='])) {
            break after.split_once('=').map(|(_, value)| value.trim_start());
        }
        match rest.split_once('\n') {
            Some((_, next)) => rest = next,
            None => return Ok(None),
        }
    };
    let said = said.ok_or_else(|| unplain(script, name))?;
    // Without comments, of which neither a revision nor a bracket is a part.
    let lines: Vec<&str> = said.lines().map(|line| line.split('#').next().unwrap_or_default()).collect();
    let said = lines.join("\n");
    let whole = match said.chars().next() {
        Some('(') => said[1..].split_once(')').map(|(inner, _)| inner),
        Some('[') => said[1..].split_once(']').map(|(inner, _)| inner),
        Some(_) => said.lines().next(),
        None => None,
    };
    let items = whole.unwrap_or_default().split(',').map(str::trim).filter(|item| !item.is_empty());
    let mut words = Vec::new();
    for item in items {
        let quote = item.chars().next().filter(|first| ['\'', '"'].contains(first));
        let word = quote.and_then(|quote| item[1..].strip_suffix(quote));
        match word {
            Some(word) => words.push(word.to_owned()),
            None if item == "None" => {}
            None => return Err(unplain(script, name)),
        }
    }
    Ok(Some(words))
}

fn unplain(script: &Script, name: &'static str) -> LayoutError {
    refusal(script, name, format!("`{name}` is not written down plainly"))
}

fn refusal(script: &Script, name: &str, problem: String) -> LayoutError {
    let line = script.text.lines().position(|line| line.starts_with(name)).unwrap_or_default() + 1;
    LayoutError::Line { path: script.path.clone(), line, problem }
}
