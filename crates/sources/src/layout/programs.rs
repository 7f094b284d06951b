//! Tools whose migrations are programs, one file each. Their files are known by their names; what is in them only the tool
//! itself can say. Must not know how a tool orders its files.

use std::path::{Path, PathBuf};

use super::listing::Listing;
use super::{Found, Origin, Runs, migration_of};
use crate::files::{self, FilesError, Script, entries};
use crate::folder::{Content, FolderError, Program, Tool, Way};

/// How a tool tells its migrations from other files, and what it calls them.
pub(super) struct Rules {
    pub(super) tool: Tool,
    /// Endings that its files have, without the dot.
    pub(super) endings: &'static [&'static str],
    /// What stands for a file in the tool's ledger, from its name; nothing where it is no migration to the tool.
    pub(super) key: fn(&str) -> Option<String>,
}

/// Files of the folder that end in one of these ways, in the order of their names' UTF-16 units, as JavaScript sorts.
pub(super) fn read(path: &Path, rules: &Rules) -> Result<Found, FolderError> {
    let mut found = Found::default();
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for entry in entries(path)? {
        let name = entry.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        match (entry.is_file(), is_program(&name, rules.endings)) {
            (true, true) => files.push((name, entry)),
            (true, false) if files::is_sql(&entry) => found.ignored.push(entry),
            (_, _) => {}
        }
    }
    files.sort_by(|(one, _), (two, _)| one.encode_utf16().cmp(two.encode_utf16()));
    let scripts =
        files.iter().map(|(_, path)| files::read(path)).collect::<Result<Vec<Script>, FilesError>>()?;
    let listing = Listing { root: path.to_owned(), scripts };
    for ((name, _), script) in files.iter().zip(&listing.scripts) {
        let Some(key) = (rules.key)(name) else { continue };
        let origin = Origin {
            title: title(&key),
            key: key.clone(),
            file: listing.place(script),
            whole: None,
            when: None,
            runs: Runs::Once,
        };
        let program = Program { tool: rules.tool, file: script.clone(), way: Way::There };
        found.list.push(migration_of(&key, Content::Program(program), origin)?);
    }
    Ok(found)
}

/// Declarations of types are none.
fn is_program(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let declares = [".d.ts", ".d.cts", ".d.mts"].iter().any(|one| name.ends_with(one));
    endings.contains(&ending) && !declares
}

/// The name without its number and its ending.
fn title(key: &str) -> String {
    let rest = key.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['_', '-', '.']);
    rest.split('.').next().unwrap_or_default().to_owned()
}

/// Whether a folder holds any files of this sort.
pub(super) fn any(path: &Path, endings: &[&str]) -> bool {
    let names = entries(path).unwrap_or_default();
    let names = names.iter().filter_map(|entry| entry.file_name()?.to_str());
    names.into_iter().any(|name| is_program(name, endings))
}
