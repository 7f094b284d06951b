//! Packages from npm, each set of them in a folder of its own below `target`, installed once. Knows nothing of what they do.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT};
use crate::{binary, paths, report};

/// What the tests of migrations that are programs run: the packages of a project, with their versions.
const OF_TESTS: &[&str] = &[
    "knex@3.3.0",
    "sequelize@6.37.8",
    "kysely@0.28.8",
    "kysely-ctl@0.20.0",
    "@mikro-orm/core@6.6.14",
    "@mikro-orm/migrations@6.6.14",
    "@mikro-orm/postgresql@6.6.14",
    "typeorm@0.3.31",
    "node-pg-migrate@9.0.0",
    "ts-node@10.9.2",
    "typescript@5.9.3",
    "pg@8.23.1",
    "tsx@4.20.6",
];

/// What a project of Medusa needs for its commands.
const OF_MEDUSA: &[&str] = &[
    "@medusajs/medusa@2.21.2",
    "@medusajs/framework@2.21.2",
    "@medusajs/cli@2.21.2",
    "@swc/core@1",
    "ts-node@10.9.2",
    "typescript@5.9.3",
];

/// Where Medusa is, which is large.
pub(crate) fn of_medusa() -> Result<PathBuf, Failure> {
    // Its peers and what they build are for the browser.
    install_with("medusa", OF_MEDUSA, &["--legacy-peer-deps", "--ignore-scripts"])
}

/// Where the packages of the tests are.
pub(crate) fn of_tests() -> Result<PathBuf, Failure> {
    install("programs", OF_TESTS)
}

/// The folder with these packages. What is there already is not asked for again.
pub(crate) fn install(name: &str, packages: &[&str]) -> Result<PathBuf, Failure> {
    install_with(name, packages, &[])
}

fn install_with(name: &str, packages: &[&str], flags: &[&str]) -> Result<PathBuf, Failure> {
    let folder = binary::target().join(name);
    let installed = folder.join("installed");
    let wanted = packages.join("\n");
    if paths::text(&installed).is_ok_and(|text| text == wanted) {
        return Ok(folder);
    }
    report::note(format!("installing {} from npm", packages.join(", ")));
    paths::write(&folder.join("package.json"), "{ \"private\": true }\n")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund"]).args(flags).args(packages).current_dir(&folder);
    process::stdout(&mut npm, INSTALL_LIMIT)?;
    paths::write(&installed, wanted)?;
    Ok(folder)
}

/// The version that is installed of a package, as it was asked for.
pub(crate) fn version(folder: &Path, package: &str) -> Result<String, Failure> {
    // What stands before the version, or before what an alias stands for; a scope begins with the same sign.
    let end = package.char_indices().skip(1).find(|(_, letter)| *letter == '@');
    let name = &package[..end.map_or(package.len(), |(at, _)| at)];
    let file = folder.join("node_modules").join(name).join("package.json");
    let malformed = |why: String| Failure::Malformed { path: file.clone(), why };
    let text = paths::text(&file)?;
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
    let version = value.get("version").and_then(serde_json::Value::as_str);
    version.map(str::to_owned).ok_or_else(|| malformed("it has no version".to_owned()))
}
