//! PostgreSQL's programs on this machine. Must not know how they are used.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{ScratchError, ScratchRequest, template};

/// Folders in which packages put one folder per version: parent, how the child's name begins, what follows it.
const PACKAGES: &[(&str, &str, &str)] = &[
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/usr/libexec", "postgresql", ""),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/home/linuxbrew/.linuxbrew/opt", "postgresql@", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
];

/// A folder with `postgres` and `initdb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binaries {
    pub(super) folder: PathBuf,
    pub(super) major: u32,
}

/// The binaries to use: those of the wanted major version, else the newest; a hint goes before all others.
pub(super) fn choose(request: &ScratchRequest) -> Result<Binaries, ScratchError> {
    let mut found = Vec::new();
    for hint in &request.binaries_hint {
        let folder = programs(hint).ok_or_else(|| ScratchError::Binaries {
            folder: hint.clone(),
            problem: "`postgres` and `initdb` are not in it".to_owned(),
        })?;
        found.push(examine(folder, &request.cache)?);
    }
    if let Some(chosen) = pick(&found, request.major) {
        return Ok(chosen);
    }
    found.extend(
        on_machine(&request.path).into_iter().filter_map(|folder| examine(folder, &request.cache).ok()),
    );
    pick(&found, request.major).ok_or_else(|| missing(&found, request.major))
}

fn missing(found: &[Binaries], wanted: Option<u32>) -> ScratchError {
    match wanted {
        Some(wanted) if !found.is_empty() => {
            let majors: BTreeSet<u32> = found.iter().map(|binaries| binaries.major).collect();
            ScratchError::NoSuchMajor { wanted, found: majors.into_iter().collect() }
        }
        _ => ScratchError::NoneFound {
            tried: vec!["no PostgreSQL server programs are on this machine".to_owned()],
        },
    }
}

/// The first of the wanted version; without one, the first of the newest.
pub(super) fn pick(found: &[Binaries], wanted: Option<u32>) -> Option<Binaries> {
    let major = wanted.or_else(|| found.iter().map(|binaries| binaries.major).max())?;
    found.iter().find(|binaries| binaries.major == major).cloned()
}

/// Every folder in which programs of PostgreSQL may be, PATH first, whether they are there or not.
pub(crate) fn program_folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain(PACKAGES.iter().flat_map(|package| versions(*package))).collect()
}

/// Every folder with server programs, PATH first, without repetition.
fn on_machine(path: &[PathBuf]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in path.iter().cloned().chain(PACKAGES.iter().flat_map(|package| versions(*package))) {
        found.extend(programs(&folder).filter(|folder| !found.contains(folder)));
    }
    found
}

fn versions((parent, prefix, below): (&str, &str, &str)) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    let named = |name: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(named))
        .map(|entry| entry.path().join(below))
        .collect();
    folders.sort();
    folders
}

/// The folder in which `postgres` really is, if `initdb` is there as well. A folder above `bin` does too.
fn programs(folder: &Path) -> Option<PathBuf> {
    [folder.join("postgres"), folder.join("bin/postgres")].iter().find_map(|program| {
        let home = program.canonicalize().ok()?.parent()?.to_owned();
        home.join("initdb").is_file().then_some(home)
    })
}

/// The version, from the cache where this very program was used before, else by asking the program.
fn examine(folder: PathBuf, cache: &Path) -> Result<Binaries, ScratchError> {
    if let Some(major) = template::cached_major(cache, &folder) {
        return Ok(Binaries { folder, major });
    }
    let output = Command::new(folder.join("postgres")).arg("--version").output();
    let unusable = |problem: String| ScratchError::Binaries { folder: folder.clone(), problem };
    let output = output.map_err(|error| unusable(error.to_string()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    match parse_version(&text) {
        Some(major) => Ok(Binaries { folder, major }),
        None => Err(unusable(String::from_utf8_lossy(&output.stderr).trim().to_owned())),
    }
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian …)` or `postgres (PostgreSQL) 18beta1`.
pub(super) fn parse_version(text: &str) -> Option<u32> {
    let (_, version) = text.split_once("(PostgreSQL) ")?;
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}
