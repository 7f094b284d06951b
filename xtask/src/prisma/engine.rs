//! Prisma's own schema engine, from npm, without a database. Must not know evenkeel.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT, STEP_LIMIT};
use crate::{binary, paths, report};

/// The engine of Prisma 7.10.0, which takes no URL in a schema.
const SEVEN: &str = "7.10.0-4.0edf323efd1d98336f3f0a68684b56f689b900d3";
/// The engine of Prisma 6.19.0, which wants one.
const SIX: &str = "6.19.0-26.2ba551f319ab1df4bc874a89965d8b3641056773";
const BRIDGE: &str = include_str!("engine.mjs");

/// The script from empty to the schema; or what the engine says of it.
pub(super) fn sql(schema: &Path) -> Result<Result<String, String>, Failure> {
    let files = files(schema)?;
    let mut has_url = false;
    for file in &files {
        has_url |= paths::text(file)?.lines().any(is_url);
    }
    let folder = installed(if has_url { SIX } else { SEVEN })?;
    let bridge = folder.join("engine.mjs");
    paths::write(&bridge, BRIDGE)?;
    let mut node = Command::new("node");
    node.arg(&bridge).arg(folder.join("node_modules/@prisma/schema-engine-wasm")).args(&files);
    let ended = process::run(&mut node, STEP_LIMIT)?;
    Ok(if ended.status.success() { Ok(ended.stdout) } else { Err(ended.stderr) })
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

/// A folder in which npm has put the engine, once for all runs.
fn installed(version: &str) -> Result<PathBuf, Failure> {
    let folder = binary::target().join("prisma").join(version);
    if !folder.join("node_modules/@prisma/schema-engine-wasm").exists() {
        report::note(format!("installing Prisma's engine {version}"));
        paths::write(&folder.join("package.json"), "{ \"private\": true }\n")?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts"]);
        npm.arg(format!("@prisma/schema-engine-wasm@{version}")).current_dir(&folder);
        process::stdout(&mut npm, INSTALL_LIMIT)?;
    }
    Ok(folder)
}
