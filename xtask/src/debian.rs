//! Packages of Debian, for machines that have no more than apt. Knows nothing of what is in them.

use std::process::Command;

use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT};
use crate::report;

/// Installs packages; `what` is what people call them.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<(), Failure> {
    report::note(format!("installing {what} with apt-get"));
    process::stdout(apt().arg("update"), INSTALL_LIMIT)?;
    let install = ["install", "--yes", "--no-install-recommends"];
    process::stdout(apt().args(install).args(packages), INSTALL_LIMIT).map(drop)
}

fn apt() -> Command {
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").env("UCF_FORCE_CONFFOLD", "1");
    apt.args(["-q", "-o", "Dpkg::Options::=--force-confold"]);
    apt
}
