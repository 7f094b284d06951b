//! An SQLite database: its file, its folder, whether it is whole and free. Must not know what is in it.

use std::path::Path;
use std::time::Duration;

use super::{Finding, Subject, books, disk, unanswered};
use crate::database::{Database, Lite};
use crate::machine::free_space;
use crate::place::Place;

/// A file that is larger is not read to the end.
const READ_WHOLE: u64 = 1 << 30;
/// Who writes for longer than this is in the way.
const BUSY: Duration = Duration::from_millis(500);

pub(super) async fn examine(subject: &Subject, path: &Path) -> Vec<Finding> {
    let shown = path.display();
    if !path.exists() {
        return vec![
            Finding::broken("no-such-database", format!("there is no database {shown}"))
                .remedy("evenkeel migrate --create-database"),
        ];
    }
    let database = match Database::open(&Place::Sqlite(path.to_owned()), None).await {
        Ok(database) => database,
        Err(error) => {
            return vec![Finding::broken("cannot-open", error.to_string()).remedies(error.hint())];
        }
    };
    let mut findings = match &database {
        Database::Sqlite(lite) => of_file(lite, path),
        Database::Postgres(_) => Vec::new(),
    };
    findings.extend(books::ledger(subject, database).await);
    findings
}

fn of_file(lite: &Lite, path: &Path) -> Vec<Finding> {
    let size = std::fs::metadata(path).map_or(0, |about| about.len());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let free = free_space(folder);
    let room = free.map(|free| disk::judge("disk", "the folder of the database", folder, free, size));
    [Some(writable(lite, folder)), Some(whole(lite, size)), room].into_iter().flatten().collect()
}

/// SQLite keeps its journal beside the file, so the folder has to be writable too.
fn writable(lite: &Lite, folder: &Path) -> Finding {
    if let Err(error) = tempfile::tempfile_in(folder) {
        let cause = format!(
            "the folder {} cannot be written, and SQLite keeps its journal there: {error}",
            folder.display()
        );
        return Finding::broken("folder-read-only", cause).remedy(format!("chmod u+w {}", folder.display()));
    }
    let read_only = |why: &str| {
        Finding::broken("read-only", format!("the database takes no changes: {why}"))
            .remedy(format!("chmod u+w {}", lite.path().display()))
    };
    // A transaction that may not write begins all the same.
    if lite.connection().is_readonly("main").unwrap_or(false) {
        return read_only("this user may only read its file");
    }
    let tried = lite.wait_for_others(BUSY).and_then(|()| lite.execute("BEGIN IMMEDIATE; ROLLBACK"));
    match tried {
        Ok(()) => Finding::fine("takes-changes", "the database takes changes"),
        Err(error) if error.to_string().contains("locked") => {
            Finding::warning("database-busy", format!("another process is writing: {error}"))
                .remedy(format!("fuser {}    (names the processes that have it open)", lite.path().display()))
        }
        Err(error) => read_only(&error.to_string()),
    }
}

fn whole(lite: &Lite, size: u64) -> Finding {
    if size > READ_WHOLE {
        return Finding::fine(
            "not-read",
            "the file is large and was not read to the end: PRAGMA quick_check reads it",
        );
    }
    match lite.rows("PRAGMA quick_check(5)") {
        // What is damaged badly enough cannot even be examined.
        Err(error) if error.to_string().contains("malformed") => damaged(lite, &error.to_string()),
        Err(error) => unanswered("whether the file is whole", &error),
        Ok(rows) => {
            let said: Vec<String> = rows.into_iter().flatten().flatten().collect();
            match said.as_slice() {
                [only] if only == "ok" => Finding::fine("whole", "the file is whole"),
                damages => damaged(lite, &damages.join("; ")),
            }
        }
    }
}

fn damaged(lite: &Lite, how: &str) -> Finding {
    Finding::broken("damaged", format!("the file is damaged: {how}"))
        .remedy(format!("sqlite3 {} .recover > recovered.sql", lite.path().display()))
}
