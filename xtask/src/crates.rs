//! Programs from crates.io, each in a folder of its own below `target`, installed once. Knows nothing of what they do.

use std::path::PathBuf;
use std::time::Duration;

use crate::failure::Failure;
use crate::process;
use crate::{binary, paths, report};

/// They are compiled first.
const LIMIT: Duration = Duration::from_secs(3600);

/// A program, and what cargo is told to install it.
pub(crate) struct Crate {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) features: &'static str,
}

/// Where its programs are. What is there already is not asked for again.
pub(crate) fn install(wanted: &Crate) -> Result<PathBuf, Failure> {
    let Crate { name, version, features } = *wanted;
    let folder = binary::target().join("crates").join(name);
    let installed = folder.join("installed");
    if paths::text(&installed).is_ok_and(|text| text == version) {
        return Ok(folder.join("bin"));
    }
    report::note(format!("installing {name} {version} from crates.io"));
    let mut cargo = binary::cargo();
    cargo.args(["install", name, "--version", version, "--debug", "--locked", "--quiet"]);
    cargo.args(["--no-default-features", "--features", features, "--root"]).arg(&folder);
    cargo.arg("--target-dir").arg(folder.join("target"));
    process::stdout(&mut cargo, LIMIT)?;
    paths::write(&installed, version)?;
    Ok(folder.join("bin"))
}
