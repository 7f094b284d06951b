//! Files and folders of copies. Must not know what is in them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;
use time::macros::format_description;

use super::failed;
use crate::database::Database;
use crate::error::EngineError;

/// Makes the folder, for nobody else to look into.
pub(super) fn make_folder(folder: &Path) -> Result<(), EngineError> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = fs::create_dir_all(folder).and_then(|()| only_mine(folder, 0o700));
    made.map_err(|error| failed(format!("{} cannot be made: {error}", folder.display())))
}

/// A file that is not there yet, named for the database and the time.
pub(super) fn fresh(folder: &Path, database: &Database) -> Result<PathBuf, EngineError> {
    let form = format_description!("[year][month][day]T[hour][minute][second][subsecond digits:3]Z");
    let now = OffsetDateTime::now_utc().format(form).map_err(|error| failed(error.to_string()))?;
    let (name, ending) = match database {
        Database::Postgres(session) => (session.target().database().to_owned(), "dump"),
        Database::Sqlite(lite) => {
            let stem = lite.path().file_stem().unwrap_or_default();
            (stem.to_string_lossy().into_owned(), "db")
        }
    };
    let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    Ok(folder.join(format!("{name}-{now}.{ending}")))
}

pub(super) fn keep_private(file: &Path) -> Result<(), EngineError> {
    only_mine(file, 0o600).map_err(|error| failed(format!("{}: {error}", file.display())))
}

#[cfg(unix)]
fn only_mine(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn only_mine(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}

/// The first bytes of a file that is not empty.
pub(super) fn head(file: &Path) -> Result<Vec<u8>, EngineError> {
    let mut bytes = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(16).read_to_end(&mut bytes));
    read.map_err(|error| failed(format!("{} cannot be read: {error}", file.display())))?;
    match bytes.is_empty() {
        true => Err(failed(format!("{} is empty", file.display()))),
        false => Ok(bytes),
    }
}

pub(super) fn size(file: &Path) -> Result<u64, EngineError> {
    let about = fs::metadata(file);
    about.map(|about| about.len()).map_err(|error| failed(format!("{}: {error}", file.display())))
}

/// What a command said, which may be a URL, without what would let somebody in.
pub(super) fn without_password(said: &str) -> String {
    let bare = said.split(['?', '#']).next().unwrap_or(said);
    match bare.split_once("://") {
        Some((scheme, rest)) => match rest.split_once('/').map_or(rest, |(host, _)| host).rfind('@') {
            Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
            None => bare.to_owned(),
        },
        None => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn what_would_let_somebody_in_is_left_out() {
        assert_eq!(without_password("s3://key:secret@bucket/a.dump"), "s3://bucket/a.dump");
        assert_eq!(without_password("https://host/a.dump?X-Amz-Signature=abc"), "https://host/a.dump");
        assert_eq!(without_password("snapshot 4711 of app@prod"), "snapshot 4711 of app@prod");
    }
}
