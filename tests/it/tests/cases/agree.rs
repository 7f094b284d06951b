//! The folders of kinds, the list of kinds and the folders of cases name the same kinds.

use std::collections::BTreeSet;
use std::path::Path;

use crate::Answer;
use crate::folder::{file_name, folders, root};

/// What the whole server shares cannot be in two databases of it at once; `tests/it/tests/roles.rs` tries these.
const OF_THE_SERVER: &[&str] = &["role", "role_membership"];
/// The folder of cases about several kinds.
const MIXED: &str = "mixed";

pub(crate) fn kinds_and_cases() -> Answer {
    let source = root().join("crates/postgres/src/kinds");
    let with_folder: BTreeSet<String> = folders(&source).iter().map(|kind| file_name(kind)).collect();
    let listed = listed(&read(&source.join("mod.rs"))?)?;
    agree("src/kinds/*", &with_folder, "the `kinds!` list", &listed)?;
    let in_databases = evenkeel_postgres::inspect::kinds().filter(|kind| !OF_THE_SERVER.contains(kind));
    let names: BTreeSet<String> = in_databases.map(str::to_owned).collect();
    let mut with_cases = BTreeSet::new();
    for folder in folders(&root().join("cases/postgres")) {
        if folders(&folder).is_empty() {
            return Err(format!("{} holds no case", folder.display()));
        }
        with_cases.insert(file_name(&folder));
    }
    with_cases.remove(MIXED);
    agree("the NAMEs of kinds", &names, "cases/postgres/*", &with_cases)
}

fn read(path: &Path) -> Answer<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The modules of the list that stands at the end of the file.
fn listed(text: &str) -> Answer<BTreeSet<String>> {
    let (_, list) = text.rsplit_once("kinds! {").ok_or("there is no `kinds!` list")?;
    let lines = list.lines().map(str::trim);
    Ok(lines.filter_map(|line| line.split_once("::")).map(|(module, _)| module.to_owned()).collect())
}

fn agree(a: &str, left: &BTreeSet<String>, b: &str, right: &BTreeSet<String>) -> Answer {
    let only =
        |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect::<Vec<_>>();
    match left == right {
        true => Ok(()),
        false => Err(format!("only in {a}: {:?}; only in {b}: {:?}", only(left, right), only(right, left))),
    }
}
