//! Room on disks. Must not know what it is needed for beyond a few words.

use std::path::{Path, PathBuf};

use super::{Finding, bytes};
use crate::connect::{Host, Session};
use crate::machine::free_space;

/// Less than two pieces of PostgreSQL's journal: nothing can be written for long.
const NOTHING_LEFT: u64 = 32 << 20;
const LITTLE: u64 = 512 << 20;

/// The server's data folder, as far as it can be seen: it stands on this machine and the role is told where. What the
/// database weighs is told in any case.
pub(super) async fn of_server(session: &Session) -> Vec<Finding> {
    let question = "SELECT pg_catalog.pg_database_size(current_database()), \
         CASE WHEN pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE') \
         THEN pg_catalog.current_setting('data_directory') END";
    let rows = match session.rows(question).await {
        Ok(rows) => rows,
        Err(error) => return vec![super::unanswered("the size of the database", &error)],
    };
    let cell = |column: usize| rows.first()?.get(column)?.clone();
    let size: u64 = cell(0).and_then(|text| text.parse().ok()).unwrap_or_default();
    let folder = cell(1).map(PathBuf::from).filter(|_| is_here(session));
    match folder.and_then(|folder| Some((free_space(&folder)?, folder))) {
        Some((free, folder)) => vec![judge("server-disk", "the server's data folder", &folder, free, size)],
        None => vec![Finding::fine(
            "server-disk-unseen",
            format!(
                "the database weighs {}; how much room its server has cannot be seen from here",
                bytes(size)
            ),
        )],
    }
}

fn is_here(session: &Session) -> bool {
    session.target().hosts().iter().all(|host| match host {
        Host::Socket { .. } => true,
        Host::Tcp { name, address, .. } => {
            name == "localhost" || address.is_some_and(|address| address.is_loopback())
        }
    })
}

/// A table that is rewritten is there twice for a while.
pub(super) fn judge(code: &'static str, what: &str, folder: &Path, free: u64, size: u64) -> Finding {
    let cause =
        format!("{what} {} has {} free; the database weighs {}", folder.display(), bytes(free), bytes(size));
    match free {
        free if free < NOTHING_LEFT => Finding::broken("disk-full", cause)
            .remedy(format!("df -h {}    then free or add space", folder.display())),
        free if free < LITTLE || free < size / 10 => Finding::warning("disk-low", cause).remedy(format!(
            "df -h {}    a table that is rewritten needs its own size once more",
            folder.display()
        )),
        _ => Finding::fine(code, cause),
    }
}

/// A folder in which a throw-away server would live.
pub(super) fn of_scratch(folder: &Path) -> Finding {
    let shown = folder.display();
    if let Err(error) = tempfile::tempfile_in(folder) {
        return Finding::broken(
            "scratch-folder",
            format!("throw-away databases cannot be put into {shown}: {error}"),
        )
        .remedy("TMPDIR=/some/other/folder evenkeel doctor");
    }
    match free_space(folder) {
        Some(free) if free < LITTLE => Finding::warning(
            "scratch-folder-low",
            format!("{shown}, where throw-away databases live, has {} free", bytes(free)),
        )
        .remedy("TMPDIR=/some/other/folder evenkeel doctor"),
        Some(free) => Finding::fine(
            "scratch-folder",
            format!("{shown} has {} free for throw-away databases", bytes(free)),
        ),
        None => Finding::fine("scratch-folder", format!("{shown} can be written")),
    }
}
