//! Which of the snapshots in a folder says what the schema is now. Must not know what a snapshot says of it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Problem, SnapshotFault, parsed};
use crate::declared::DeclaredError;
use crate::files::{self, FilesError, Script};

const JOURNAL: &str = "_journal.json";
/// What each folder of Drizzle Kit 1.0 holds beside its migration.
const BESIDE: &str = "snapshot.json";

/// Nothing where the folder is none of Drizzle Kit's.
///
/// # Errors
/// A folder or snapshot that cannot be read, or two snapshots that nothing follows.
pub(crate) fn newest(folder: &Path) -> Result<Option<PathBuf>, DeclaredError> {
    for journalled in [folder.join("meta"), folder.to_owned()] {
        if journalled.join(JOURNAL).exists() {
            let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
            let snapshot = |path: &PathBuf| name(path).is_some_and(|name| name.ends_with("_snapshot.json"));
            return Ok(files::entries(&journalled)?.into_iter().rfind(snapshot));
        }
    }
    let folders = files::entries(folder)?;
    let beside = folders.iter().map(|folder| folder.join(BESIDE)).filter(|path| path.is_file());
    let read: Result<Vec<Script>, FilesError> = beside.map(|path| files::read(&path)).collect();
    last(read?)
}

/// What a snapshot of Drizzle Kit 1.0 says of its place among the others.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Link {
    id: String,
    prev_ids: Vec<String>,
}

fn last(snapshots: Vec<Script>) -> Result<Option<PathBuf>, DeclaredError> {
    let mut links = Vec::new();
    for snapshot in snapshots {
        let link: Link = parsed(&snapshot.text).map_err(|fault| snapshot.locate(fault))?;
        links.push((link, snapshot));
    }
    let followed = |id: &String| links.iter().any(|(link, _)| link.prev_ids.contains(id));
    let mut ends = links.iter().filter(|(link, _)| !followed(&link.id)).map(|(_, snapshot)| snapshot);
    match (ends.next(), ends.next()) {
        (None, _) => Ok(None),
        (Some(only), None) => Ok(Some(only.path.clone())),
        (Some(one), Some(other)) => {
            let problem = Problem::Branches(other.path.clone());
            Err(one.locate(SnapshotFault { problem, range: 0..0 }).into())
        }
    }
}
