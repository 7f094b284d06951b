//! Tools whose migrations are programs, one file each. Their files are known by their names; what is in them only the tool
//! itself can say. Must not know any tool.

#[cfg(test)]
mod tests;

use std::path::Path;

use super::listing::file_name;
use super::{Found, LayoutError, Origin, Runs, migration_of};
use crate::files::{self, Script, entries};
use crate::folder::{Content, FolderError, Program, Tool, Way};

/// How a tool tells its migrations from other files, and what it calls them.
pub(super) struct Rules {
    pub(super) tool: Tool,
    /// Endings that its files have, without the dot.
    pub(super) endings: &'static [&'static str],
    /// What stands for a file in the tool's ledger; nothing where it is no migration to the tool.
    pub(super) key: fn(&Script) -> Result<Option<String>, LayoutError>,
    pub(super) order: Order,
}

/// In which order a tool runs its files. Words are compared by their UTF-16 units, as JavaScript sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Of their names.
    File,
    /// Of what the ledger has.
    Key,
    /// Of so many letters at the end of what the ledger has.
    End(usize),
}

/// Files of the folder that are migrations by a tool's rules.
pub(super) fn read(path: &Path, rules: &Rules) -> Result<Found, FolderError> {
    let mut found = Found::default();
    let mut keyed: Vec<(String, Script)> = Vec::new();
    for entry in entries(path)? {
        match (is_program(&entry, rules), files::is_sql(&entry) && entry.is_file()) {
            (true, _) => {
                let script = files::read(&entry)?;
                keyed.extend((rules.key)(&script)?.map(|key| (key, script)));
            }
            (false, true) => found.ignored.push(entry),
            (false, false) => {}
        }
    }
    let place = |(key, script): &(String, Script)| -> Vec<u16> {
        match rules.order {
            Order::File => file_name(script).encode_utf16().collect(),
            Order::Key => key.encode_utf16().collect(),
            Order::End(letters) => {
                let all: Vec<u16> = key.encode_utf16().collect();
                all[all.len().saturating_sub(letters)..].to_vec()
            }
        }
    };
    keyed.sort_by_cached_key(place);
    for (key, script) in keyed {
        let origin = Origin {
            title: title(&key),
            key: key.clone(),
            file: file_name(&script).to_owned(),
            whole: None,
            when: None,
            runs: Runs::Once,
        };
        let program = Program { tool: rules.tool, file: script, way: Way::There, home: None };
        found.list.push(migration_of(&key, Content::Program(program), origin)?);
    }
    Ok(found)
}

/// Whether a folder holds any migrations by these rules.
pub(super) fn any(path: &Path, rules: &Rules) -> bool {
    let programs = entries(path).unwrap_or_default().into_iter().filter(|entry| is_program(entry, rules));
    let mut scripts = programs.filter_map(|entry| files::read(&entry).ok());
    scripts.any(|script| !matches!((rules.key)(&script), Ok(None)))
}

/// Declarations of types are none.
fn is_program(entry: &Path, rules: &Rules) -> bool {
    let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let declares = [".d.ts", ".d.cts", ".d.mts"].iter().any(|one| name.ends_with(one));
    rules.endings.contains(&ending) && !declares && entry.is_file()
}

/// The name without its number and its ending.
fn title(key: &str) -> String {
    let rest = key.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['_', '-', '.']);
    rest.split('.').next().unwrap_or_default().to_owned()
}

/// The name of a file.
#[expect(clippy::unnecessary_wraps, reason = "rules may refuse a file")]
pub(super) fn whole_name(script: &Script) -> Result<Option<String>, LayoutError> {
    Ok(Some(file_name(script).to_owned()))
}

/// The name of a file without its ending.
#[expect(clippy::unnecessary_wraps, reason = "rules may refuse a file")]
pub(super) fn stem(script: &Script) -> Result<Option<String>, LayoutError> {
    let name = file_name(script);
    Ok(Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()))
}
