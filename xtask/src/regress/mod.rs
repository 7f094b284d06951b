//! `cargo xtask regress`: the database that PostgreSQL's own regression tests leave behind is read, written as SQL and
//! made again; what `pg_dump` finds to differ is counted by kind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT};
use crate::servers::{self, Client, Cluster, Durability, Major, Place, Stage};
use crate::sqltext::Dump;
use crate::{Outcome, paths, report};

const PREPARE: &str = include_str!("prepare.sh");
/// Debian puts it beside the files for building extensions.
const PG_REGRESS: &str = "lib/pgxs/src/test/regress/pg_regress";
const ORIGINAL: &str = "regression";
const REBUILT: &str = "rebuilt";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Read with the release build
    #[arg(long)]
    release: bool,
    /// Keep what was written and what differs in this folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Read with this program instead of the built one
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

/// Bad when reading fails. What differs is told, and is no failure: some of that database cannot be modelled.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let profile = if arguments.release { Profile::Release } else { Profile::Debug };
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), profile)?;
    let server = servers::server(Major::V15)?;
    let stage = Stage::open(Place::Memory)?;
    let work = stage.work("regress")?;
    prepare(&work)?;
    let cluster = stage.cluster(&server, servers::client_tools(Major::V15)?, Durability::Throwaway)?;
    stage.give(&work)?;
    let client = Client::new(&cluster);
    client.create(ORIGINAL)?;
    run_tests(&stage, &server.bin, &cluster, &work)?;
    let script = work.join("written.sql");
    let ended = evenkeel.run(&work, &["--url", &client.url(ORIGINAL), "inspect", "--format", "sql"])?;
    if !ended.status.success() {
        report::line(format!("inspect failed: {}", ended.stderr.trim()));
        return Ok(Outcome::Bad);
    }
    paths::write(&script, &ended.stdout)?;
    client.create(REBUILT)?;
    let errors = client.load_what_loads(REBUILT, &script)?;
    let (wanted, found) = (client.dump(ORIGINAL)?, client.dump(REBUILT)?);
    let differences = Dump::read(&found).differences(&Dump::read(&wanted));
    tell(&ended.stdout, &errors, &differences);
    if let Some(folder) = &arguments.keep {
        paths::write(&folder.join("written.sql"), &ended.stdout)?;
        paths::write(&folder.join("differences.txt"), differences.join("\n"))?;
        paths::write(&folder.join("errors.txt"), errors.join("\n"))?;
    }
    Ok(Outcome::Good)
}

fn prepare(work: &Path) -> Result<(), Failure> {
    report::note("fetching PostgreSQL's regression tests");
    let script = work.join("prepare.sh");
    paths::write(&script, PREPARE)?;
    process::stdout(Command::new("sh").arg(&script).arg(work), INSTALL_LIMIT).map(drop)
}

/// Tests that fail leave a database behind as well; how many is told.
fn run_tests(stage: &Stage, bin: &Path, cluster: &Cluster, work: &Path) -> Result<(), Failure> {
    report::note("running them");
    let program = bin.parent().unwrap_or(bin).join(PG_REGRESS);
    let mut command = stage.command(&program);
    command.current_dir(work.join("regress")).arg("--inputdir=.").arg("--dlpath=.").arg("--host=127.0.0.1");
    command.arg(format!("--outputdir={}", work.display())).arg(format!("--bindir={}", bin.display()));
    command.arg(format!("--port={}", cluster.port())).arg(format!("--dbname={ORIGINAL}"));
    command.args([
        "--user=postgres",
        "--use-existing",
        "--max-connections=4",
        "--schedule=parallel_schedule",
    ]);
    let ended = process::run(&mut command, INSTALL_LIMIT)?;
    let ends = ["tests failed", "tests passed"];
    let summary = ended.stdout.lines().find(|line| ends.iter().any(|end| line.contains(end)));
    report::line(format!("the tests: {}", summary.unwrap_or("they said nothing").trim()));
    Ok(())
}

fn tell(script: &str, errors: &[String], differences: &[String]) {
    let unmodelled = script.lines().filter(|line| line.starts_with("-- not modelled: "));
    for line in unmodelled {
        report::line(line.trim_start_matches("-- "));
    }
    report::line(format!("statements that do not load again: {}", errors.len()));
    for error in errors {
        report::line(format!("  {error}"));
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for difference in differences {
        *kinds.entry(opening(difference)).or_default() += 1;
    }
    report::line(format!("pg_dump tells {} statements apart (+ made, - lost):", differences.len()));
    for (kind, count) in kinds {
        report::line(format!("  {count} {kind}"));
    }
}

/// The sign and the first words up to the name.
fn opening(difference: &str) -> String {
    let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_uppercase() || c == '+' || c == '-');
    difference.split_whitespace().take_while(is_word).take(4).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::opening;

    #[test]
    fn differences_are_counted_by_their_opening() {
        assert_eq!(opening("- CREATE MATERIALIZED VIEW public.v AS"), "- CREATE MATERIALIZED VIEW");
    }
}
