//! What `pg_dump` tells of two databases: the judge that knows nothing of our reading. Compared as heaps of entries,
//! and inside a table's entry as a heap of lines, so that the order of columns says nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_engine::connect::{Session, Target};

use crate::Answer;
use crate::server::{Server, batch};

/// Databases that no `pg_dump` at hand can read.
static NOT_RUN: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn not_run() -> usize {
    NOT_RUN.load(Ordering::Relaxed)
}

/// A program that can read a server of this major.
pub(crate) fn program(major: u32) -> Option<PathBuf> {
    let named = std::env::var_os("EVENKEEL_TEST_PG_DUMP").map(PathBuf::from);
    let of_system = Path::new("/usr/lib/postgresql").join(PLAIN).join("bin/pg_dump");
    named.into_iter().chain([of_system]).find(|program| version(program).is_some_and(|found| found >= major))
}

const PLAIN: &str = "15";

/// `pg_dump (PostgreSQL) 15.18` is 15.
fn version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split(' ').nth(2)?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The dump of a database; nothing where no program can read it.
pub(crate) fn dump(server: &Server, database: &Target) -> Answer<Option<String>> {
    let Some(program) = &server.pg_dump else {
        NOT_RUN.fetch_add(1, Ordering::Relaxed);
        return Ok(None);
    };
    let mut command = Command::new(program);
    command
        .args(["--schema-only", "--exclude-schema=evenkeel", "--exclude-schema=evenkeel_quarantine"])
        .arg("--dbname")
        .arg(database.to_url_without_password());
    let output = command.output().map_err(|error| format!("{}: {error}", program.display()))?;
    match output.status.success() {
        true => Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned())),
        false => Err(format!("pg_dump: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// Whether two dumps tell of the same schema. Some expressions change their spelling when they are restored, so what
/// differs is restored and dumped once more.
pub(crate) async fn compare(server: &Server, found: &str, wanted: &str) -> Answer {
    let differences = differences(found, wanted);
    if differences.is_empty() {
        return Ok(());
    }
    let found = restored(server, found).await?;
    let wanted = restored(server, wanted).await?;
    match found.zip(wanted).is_some_and(|(found, wanted)| entries(&found) == entries(&wanted)) {
        true => Ok(()),
        false => Err(format!("pg_dump sees (+ found, - wanted)\n{}", differences.join("\n"))),
    }
}

async fn restored(server: &Server, text: &str) -> Answer<Option<String>> {
    let session: Session = server.fresh("restored").await?;
    batch(&session, &without_commands(text)).await?;
    dump(server, session.target())
}

/// Without `\restrict`, which is psql's own, and without a setting that servers before 17 do not know.
fn without_commands(text: &str) -> String {
    let foreign = ["\\restrict", "\\unrestrict", "SET transaction_timeout"];
    let kept = text.lines().filter(|line| !foreign.iter().any(|start| line.starts_with(start)));
    kept.flat_map(|line| [line, "\n"]).collect()
}

/// What follows each heading, without comments and settings, with how often it stands there.
fn entries(text: &str) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for entry in without_commands(text).split("\n--\n-- Name: ") {
        let body = entry.split_once("\n--\n").map_or(entry, |(_, body)| body);
        let noise = |line: &&str| {
            line.is_empty()
                || line.starts_with("--")
                || line.starts_with("SET ")
                || line.starts_with("SELECT pg_catalog.set_config")
        };
        let mut lines: Vec<&str> = body.lines().filter(|line| !noise(line)).collect();
        let table =
            lines.first().is_some_and(|first| first.contains("TABLE ") && first.starts_with("CREATE"));
        // Who was given something first says nothing either.
        let gives = ["GRANT ", "REVOKE ", "SET SESSION ", "RESET SESSION ", "ALTER DEFAULT PRIVILEGES "];
        let acl = lines.iter().all(|line| gives.iter().any(|start| line.starts_with(start)));
        if table || acl {
            lines.iter_mut().for_each(|line| *line = line.trim_end_matches(','));
            lines.sort_unstable();
        }
        // The columns of statistics are told by their numbers, which nobody declares.
        let statistics = lines.first().is_some_and(|first| first.starts_with("CREATE STATISTICS"));
        let sorted = lines.first().filter(|_| statistics).map(|line| {
            let mut words: Vec<&str> = line.split([' ', ',', ';']).collect();
            words.sort_unstable();
            words.join(" ")
        });
        if let Some(sorted) = sorted {
            *counted.entry(sorted).or_insert(0) += 1;
        } else if !lines.is_empty() {
            *counted.entry(lines.join("\n")).or_insert(0) += 1;
        }
    }
    counted
}

fn differences(found: &str, wanted: &str) -> Vec<String> {
    let (found, wanted) = (entries(found), entries(wanted));
    let beyond = |sign: char, of: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>| {
        of.iter()
            .filter(|(entry, count)| other.get(*entry).copied().unwrap_or(0) < **count)
            .map(|(entry, _)| format!("{sign} {entry}"))
            .collect::<Vec<_>>()
    };
    [beyond('+', &found, &wanted), beyond('-', &wanted, &found)].concat()
}
