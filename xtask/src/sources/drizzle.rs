//! Drizzle Kit from npm, without a database. Must not know evenkeel.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tool::{Installed, Said};
use crate::failure::Failure;
use crate::paths;
use crate::process::{self, STEP_LIMIT};

const SCRIPT: &str = include_str!("drizzle.mjs");
/// The kit that writes snapshots of version 7, and what it needs of Drizzle itself.
const ZERO: Installed = Installed {
    name: "drizzle-0.x",
    packages: &["drizzle-kit@0.31.11", "drizzle-orm@0.45.4"],
    probe: "drizzle-kit",
};
/// The one that writes version 9.
const ONE: Installed = Installed {
    name: "drizzle-1.0",
    packages: &["drizzle-kit@1.0.0-rc.5", "drizzle-orm@1.0.0-rc.5"],
    probe: "drizzle-kit",
};
/// The folders of a case, one for each of them.
const CASES: [(&Installed, &str, &str); 2] = [(&ZERO, "0.x", "0.31.11"), (&ONE, "1.0", "1.0.0-rc.5")];
const CONFIG: &str = "export default { dialect: 'postgresql', schema: './schema.ts', out: './out', \
                      entities: { roles: true } }\n";

/// What makes the things of a snapshot, as the kit writes it.
pub(super) fn sql(snapshot: &Path) -> Result<Said, Failure> {
    let is_list = paths::text(snapshot)?.contains("\"ddl\"");
    let installed = if is_list { ONE } else { ZERO };
    installed.node(SCRIPT, &[snapshot])
}

/// Lets each kit write what it makes of a case's `schema.ts`.
pub(super) fn record(case: &Path) -> Result<(), Failure> {
    for (installed, version, number) in CASES {
        // The schema imports what stands beside the kit.
        let work = installed.folder()?.join("case");
        if work.exists() {
            std::fs::remove_dir_all(&work).map_err(Failure::file("remove", &work))?;
        }
        paths::write(&work.join("schema.ts"), paths::text(&case.join("schema.ts"))?)?;
        paths::write(&work.join("drizzle.config.ts"), CONFIG)?;
        let mut generate = Command::new("node");
        generate.arg(installed.folder()?.join("node_modules/drizzle-kit/bin.cjs"));
        generate.args(["generate", "--name", "case"]).current_dir(&work);
        process::stdout(&mut generate, STEP_LIMIT)?;
        let written = |end: &str| found(&work.join("out"), end);
        let sql = paths::text(&written(".sql")?)?;
        let head = format!("-- Written by drizzle-kit {number}: generate\n");
        paths::write(&case.join(version).join("drizzle.sql"), head + &sql)?;
        let snapshot = paths::text(&written("snapshot.json")?)?;
        paths::write(&case.join(version).join("snapshot.json"), snapshot)?;
    }
    Ok(())
}

/// The only file below a folder whose name ends so.
fn found(folder: &Path, end: &str) -> Result<PathBuf, Failure> {
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in paths::entries(&next)? {
            match entry.is_dir() {
                true => folders.push(entry),
                false if paths::name(&entry).ends_with(end) => return Ok(entry),
                false => {}
            }
        }
    }
    Err(Failure::Malformed { path: folder.to_owned(), why: format!("drizzle-kit wrote no *{end}") })
}
