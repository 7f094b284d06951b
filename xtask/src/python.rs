//! Packages from PyPI, each set of them in an environment of its own below `target`, installed once. Knows nothing of what
//! they do.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT};
use crate::{binary, debian, paths, report};

/// What is run of Alembic, itself first.
pub(crate) const ALEMBIC: &[&str] = &["alembic==1.20.1", "psycopg2-binary==2.9.13"];

/// The environment with Alembic, and the driver that it needs.
pub(crate) fn alembic() -> Result<PathBuf, Failure> {
    install("alembic", ALEMBIC)
}

/// The environment with these packages. What is there already is not asked for again.
fn install(name: &str, packages: &[&str]) -> Result<PathBuf, Failure> {
    let folder = binary::target().join(name);
    let installed = folder.join("installed");
    let wanted = packages.join("\n");
    if paths::text(&installed).is_ok_and(|text| text == wanted) {
        return Ok(folder);
    }
    report::note(format!("installing {} from PyPI", packages.join(", ")));
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(&folder);
    // Debian's python3 comes without it.
    if !process::run(&mut venv, INSTALL_LIMIT)?.status.success() {
        debian::install("Python's environments", &["python3-venv"])?;
        process::stdout(&mut venv, INSTALL_LIMIT)?;
    }
    let mut pip = Command::new(folder.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(packages);
    process::stdout(&mut pip, INSTALL_LIMIT)?;
    paths::write(&installed, wanted)?;
    Ok(folder)
}
