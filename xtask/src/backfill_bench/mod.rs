//! `cargo xtask backfill-bench`: a data migration on a quiet server beside one plain UPDATE of the same rows, and braked on a
//! table that clients of pgbench work on. Ratios are what counts; rows a second are the machine's.

mod busy;
mod pulse;
mod quiet;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Client, Cluster, Durability, Major, Place, Stage};
use crate::{Outcome, paths, process, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many rows are filled; the table of pgbench has as many, in units of 100,000
    #[arg(long, default_value_t = 10_000_000)]
    rows: u64,
    /// Run only this half
    #[arg(long, value_enum)]
    only: Option<Half>,
    /// Which part of the time the braked run may work, in percent
    #[arg(long, default_value_t = 20)]
    share: u32,
    /// How long one batch of the braked run should take
    #[arg(long, value_name = "MS", default_value_t = 20)]
    batch_ms: u32,
    /// For how many seconds the clients are watched before the braked run, and during it at most
    #[arg(long, value_name = "S", default_value_t = 60)]
    watch: u64,
    /// Run this program instead of the release build
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    /// Unbraked, nobody else at work
    Quiet,
    /// Braked, beside pgbench
    Busy,
}

/// However many rows there are.
const LIMIT: Duration = Duration::from_secs(4 * 3600);
const DATABASE: &str = "filled";

/// Bad when a target is missed.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), Profile::Release)?;
    let server = servers::server(Major::V15)?;
    let tools = servers::client_tools(Major::V15)?;
    let stage = Stage::open(Place::Disk)?;
    let cluster = stage.cluster(&server, tools, Durability::Real)?;
    let ground = Ground { evenkeel: &evenkeel, cluster: &cluster, work: stage.work("fill")?, arguments };
    let wanted = |half: Half| arguments.only.is_none_or(|only| only == half);
    let mut rows = Vec::new();
    let mut good = true;
    if wanted(Half::Quiet) {
        good &= quiet::run(&ground, &mut rows)?;
    }
    if wanted(Half::Busy) {
        good &= busy::run(&ground, &mut rows)?;
    }
    report::table(&["measured", "value", "target"], &rows);
    Ok(if good { Outcome::Good } else { Outcome::Bad })
}

/// What both halves stand on.
struct Ground<'a> {
    evenkeel: &'a Evenkeel,
    cluster: &'a Cluster,
    work: PathBuf,
    arguments: &'a Arguments,
}

impl Ground<'_> {
    fn client(&self) -> Client<'_> {
        Client::new(self.cluster)
    }

    /// Runs statements, each by itself, and answers the rows.
    fn psql(&self, database: &str, statements: &[&str]) -> Result<String, Failure> {
        let mut psql = Command::new(&self.cluster.tools.psql);
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d"]).arg(self.cluster.url(database));
        statements.iter().for_each(|sql| {
            psql.args(["-c", sql]);
        });
        process::stdout(&mut psql, LIMIT)
    }

    /// A project with one migration and its backfill, applied but not filled.
    fn project(&self, migration: &str, toml: &str, sql: &str) -> Result<tempfile::TempDir, Failure> {
        let folder =
            tempfile::tempdir_in(&self.work).map_err(Failure::file("make a folder in", &self.work))?;
        let dir = folder.path().join("migrations/20260101000000_fill");
        std::fs::create_dir_all(&dir).map_err(Failure::file("make", &dir))?;
        paths::write(&dir.join("migration.sql"), migration)?;
        paths::write(&dir.join("backfill.toml"), format!("run = \"apart\"\n{toml}"))?;
        paths::write(&dir.join("backfill.sql"), sql)?;
        self.evenkeel(folder.path(), "migrate")?;
        Ok(folder)
    }

    fn evenkeel(&self, folder: &Path, command: &str) -> Result<(), Failure> {
        let mut program = self.evenkeel.command(folder);
        program.args([command, "--url", &self.cluster.url(DATABASE)]);
        process::stdout(&mut program, LIMIT).map(drop)
    }
}

fn told(what: &str, value: String, target: &str) -> Vec<String> {
    vec![what.to_owned(), value, target.to_owned()]
}
