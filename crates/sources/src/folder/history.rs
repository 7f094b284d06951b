//! The chain that `parent` makes of the migrations. It must not read files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{FolderError, Migration, MigrationName};
use crate::folder::MANIFEST_FILE;

/// Several migrations that continue the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The migration they all continue; `None` when they all claim to be the first.
    pub parent: Option<MigrationName>,
    /// Two or more, in order.
    pub children: Vec<MigrationName>,
}

/// A sentence without its period.
impl fmt::Display for Fork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let children: Vec<&str> = self.children.iter().map(MigrationName::as_str).collect();
        let children = children.join(" and ");
        match &self.parent {
            Some(parent) => write!(f, "{children} all continue {parent}"),
            None => write!(f, "{children} all claim to be the first"),
        }
    }
}

/// Finds the forks of a history, in order of the migration that is continued.
pub(super) fn forks(list: &[Migration]) -> Vec<Fork> {
    let mut children: BTreeMap<Option<MigrationName>, Vec<MigrationName>> = BTreeMap::new();
    for migration in list {
        if let Some(manifest) = &migration.manifest {
            children.entry(manifest.parent.clone()).or_default().push(migration.name.clone());
        }
    }
    children
        .into_iter()
        .filter(|(_, children)| children.len() > 1)
        .map(|(parent, children)| Fork { parent, children })
        .collect()
}

/// Checks that every parent is there, that no chain bites its tail, and that parents come first.
pub(super) fn check_parents(list: &[Migration]) -> Result<(), FolderError> {
    let parents: BTreeMap<&MigrationName, Option<&MigrationName>> =
        list.iter().map(|migration| (&migration.name, parent(migration))).collect();
    for migration in list {
        let Some(parent) = parent(migration) else { continue };
        if !parents.contains_key(parent) {
            return Err(FolderError::ParentMissing {
                file: migration.dir.join(MANIFEST_FILE),
                migration: migration.name.clone(),
                parent: parent.clone(),
            });
        }
    }
    for migration in list {
        if let Some(members) = cycle(&migration.name, &parents) {
            return Err(FolderError::Cycle { members });
        }
    }
    let place = |name: &MigrationName| list.iter().position(|migration| migration.name == *name);
    let late = |(at, migration): (usize, &Migration)| {
        let parent = parent(migration).filter(|parent| place(parent) > Some(at))?.clone();
        Some((parent, migration.name.clone()))
    };
    match list.iter().enumerate().find_map(late) {
        None => Ok(()),
        Some((parent, migration)) => Err(FolderError::ParentLater { migration, parent }),
    }
}

fn parent(migration: &Migration) -> Option<&MigrationName> {
    migration.manifest.as_ref()?.parent.as_ref()
}

/// The members of a cycle that goes through `start`.
fn cycle(
    start: &MigrationName,
    parents: &BTreeMap<&MigrationName, Option<&MigrationName>>,
) -> Option<Vec<MigrationName>> {
    let mut seen = BTreeSet::new();
    let mut at = start;
    while seen.insert(at.clone()) {
        at = (*parents.get(at)?)?;
    }
    (at == start).then(|| seen.into_iter().collect())
}
