//! What the tests of this crate share: databases and folders of migrations. Must not know any single test.

use std::future::Future;
use std::path::PathBuf;

use evenkeel_sources::{Migrations, Script};
use tempfile::TempDir;

use crate::connect::Environment;
use crate::database::Database;
use crate::place::Place;
use crate::scratch::{Scratch, ScratchRequest};

/// Runs a test's steps as the program does: on one thread.
pub(crate) fn run<F: Future>(steps: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(steps)
}

pub(crate) fn request() -> ScratchRequest {
    ScratchRequest::new(&Environment::of_process())
}

/// A throw-away PostgreSQL database.
pub(crate) async fn scratch() -> Scratch {
    Scratch::acquire(&request()).await.unwrap()
}

/// A throw-away PostgreSQL database on a server that no other test uses; the folder has to live as long.
pub(crate) async fn own_cluster() -> (TempDir, Scratch) {
    let folder = tempfile::Builder::new().prefix("ek").tempdir_in(request().memory).unwrap();
    let anybody = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), anybody).unwrap();
    let request = ScratchRequest { memory: folder.path().to_owned(), ..request() };
    let scratch = Scratch::acquire(&request).await.unwrap();
    (folder, scratch)
}

pub(crate) async fn open(scratch: &Scratch) -> Database {
    Database::open(&Place::Postgres(scratch.target().clone()), None).await.unwrap()
}

/// A new SQLite file in a folder.
pub(crate) async fn lite(folder: &TempDir) -> Database {
    let place = Place::Sqlite(folder.path().join("test.db"));
    Database::create(&place).await.unwrap();
    Database::open(&place, None).await.unwrap()
}

/// A folder of migrations: (path, text).
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&folder, path, text);
    }
    folder
}

pub(crate) fn write(folder: &TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

pub(crate) fn load(folder: &TempDir) -> Migrations {
    Migrations::load(folder.path()).unwrap()
}

pub(crate) fn script(path: &str, text: &str) -> Script {
    Script { path: PathBuf::from(path), text: text.to_owned() }
}

/// The rows of a query, cells joined by `|`.
pub(crate) async fn ask(database: &Database, sql: &str) -> Vec<String> {
    let answer = database.run(sql).await.unwrap();
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    answer.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
}

/// The ledger's events, as `migration event segment`.
pub(crate) async fn events(database: &Database) -> Vec<String> {
    let rows = database.ledger_rows("default").await.unwrap();
    let segment = |segment: Option<usize>| segment.map(|segment| format!(" {segment}")).unwrap_or_default();
    rows.iter().map(|row| format!("{} {}{}", row.migration, row.event.word(), segment(row.segment))).collect()
}
