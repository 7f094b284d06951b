//! The list, the folders and the cases tell of the same kinds.

#![allow(clippy::disallowed_methods, reason = "folders are looked at")]

use std::path::Path;

use super::{NAMES, virtual_table};

#[test]
fn every_kind_has_its_folder_and_its_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = std::fs::read_dir(root.join("src/kinds")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<String> = entries
        .filter(|path| path.join("inspect.sql").is_file())
        .map(|path| path.file_name().unwrap().to_string_lossy().replace('_', " "))
        .collect();
    folders.sort();
    let mut listed: Vec<&str> = NAMES.iter().copied().chain([virtual_table::NAME]).collect();
    listed.sort_unstable();
    assert_eq!(folders, listed);
    for kind in NAMES {
        assert!(root.join("../../cases/sqlite").join(kind).is_dir(), "cases of {kind}");
    }
}
