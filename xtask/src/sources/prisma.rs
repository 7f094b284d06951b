//! Prisma's own schema engine, from npm, without a database. Must not know evenkeel.

use std::path::{Path, PathBuf};

use super::tool::{Installed, Said};
use crate::failure::Failure;
use crate::paths;

/// The engine of Prisma 7.10.0, which takes no URL in a schema.
const SEVEN: Installed = Installed {
    name: "prisma-7",
    packages: &["@prisma/schema-engine-wasm@7.10.0-4.0edf323efd1d98336f3f0a68684b56f689b900d3"],
    probe: ENGINE,
};
/// The engine of Prisma 6.19.0, which wants one.
const SIX: Installed = Installed {
    name: "prisma-6",
    packages: &["@prisma/schema-engine-wasm@6.19.0-26.2ba551f319ab1df4bc874a89965d8b3641056773"],
    probe: ENGINE,
};
const ENGINE: &str = "@prisma/schema-engine-wasm";
const BRIDGE: &str = include_str!("prisma.mjs");

/// The script from empty to the schema; or what the engine says of it.
pub(super) fn sql(schema: &Path) -> Result<Said, Failure> {
    let files = files(schema)?;
    let mut has_url = false;
    for file in &files {
        has_url |= paths::text(file)?.lines().any(is_url);
    }
    let installed = if has_url { SIX } else { SEVEN };
    let engine = installed.folder()?.join("node_modules").join(ENGINE);
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    installed.node(BRIDGE, &[&[engine.as_path()], files.as_slice()].concat())
}

/// `url = …`, and no field of that name.
fn is_url(line: &str) -> bool {
    line.trim_start().strip_prefix("url").is_some_and(|rest| rest.trim_start().starts_with('='))
}

pub(super) fn is_sqlite(schema: &Path) -> Result<bool, Failure> {
    for file in files(schema)? {
        if paths::text(&file)?.contains("\"sqlite\"") {
            return Ok(true);
        }
    }
    Ok(false)
}

fn files(schema: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !schema.is_dir() {
        return Ok(vec![schema.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in paths::entries(schema)? {
        match entry.is_dir() {
            true => found.extend(files(&entry)?),
            false if entry.extension().is_some_and(|extension| extension == "prisma") => found.push(entry),
            false => {}
        }
    }
    Ok(found)
}
