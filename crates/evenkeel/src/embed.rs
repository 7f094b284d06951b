//! For build scripts: makes a folder of migrations part of a program. Must not know any database.

use std::path::Path;

use crate::failure::Failure;

/// Writes a Rust file with all migrations of a folder, to be included where they are wanted:
///
/// ```ignore
/// // build.rs
/// evenkeel::embed("migrations").unwrap();
/// // main.rs
/// const MIGRATIONS: &[evenkeel::Embedded] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
/// ```
///
/// [`migrate!`](crate::migrate) does the same without a build script.
///
/// # Errors
/// The folder cannot be read, its history does not hold together, or this is no build script.
pub fn embed(folder: impl AsRef<Path>) -> Result<(), Failure> {
    let not_a_build = || Failure::usage("no-out-dir", "OUT_DIR is not set, so this is no build script");
    let out = std::env::var_os("OUT_DIR").ok_or_else(not_a_build)?;
    let target = Path::new(&out).join("migrations.rs");
    let text = evenkeel_sources::embedding::rust(folder.as_ref())?;
    std::fs::write(&target, text).map_err(|error| {
        Failure::new("cannot-write", format!("{} cannot be written: {error}", target.display()))
    })
}
