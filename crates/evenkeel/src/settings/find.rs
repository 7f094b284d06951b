//! Where the settings file is. Must not know what stands in it.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// What the settings file is called.
pub(crate) const CONFIG_NAME: &str = "evenkeel.toml";

/// A settings file and the folder from which its paths are meant, both as seen from where the program was started.
pub(super) struct Found {
    pub(super) file: PathBuf,
    pub(super) root: PathBuf,
}

/// The named file, or the nearest one here or above. A folder with `.git` is the top of a project.
pub(super) fn config(named: Option<&Path>, here: &Path) -> Result<Option<Found>, Failure> {
    if let Some(file) = named {
        return match here.join(file).is_file() {
            true => Ok(Some(Found {
                file: file.to_owned(),
                root: file.parent().map(Path::to_owned).unwrap_or_default(),
            })),
            false => {
                Err(Failure::usage("no-config", format!("there is no settings file {}", file.display()))
                    .hint("evenkeel init writes one"))
            }
        };
    }
    let mut root = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(CONFIG_NAME).is_file() {
            return Ok(Some(Found { file: root.join(CONFIG_NAME), root }));
        }
        if folder.join(".git").exists() {
            return Ok(None);
        }
        root.push("..");
    }
    Ok(None)
}
