//! `cargo xtask under-load`: what clients of a busy table notice of a migration, run by evenkeel with a budget and by
//! `psql -f`. What is told is how long the slowest transaction of pgbench took before and during it.

pub(crate) mod clients;
mod everyday;
mod project;
mod stories;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use clients::{Clients, Waits};
use project::Project;
use stories::{Ours, Story};

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Client, Cluster, Durability, Major, Place, Stage};
use crate::{Outcome, paths, process, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Tell of 25 everyday changes, as evenkeel plans them and as the textbook writes them
    #[arg(long)]
    everyday: bool,
    /// Only stories whose name contains this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// For how long others may be kept waiting
    #[arg(long, value_name = "MS", default_value_t = 500)]
    max_blocked_ms: u32,
    /// How large pgbench's tables are, in units of 100,000 rows
    #[arg(long, default_value_t = 10)]
    scale: u32,
    /// Run this program instead of the release build
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

const DATABASE: &str = "load";
/// What every story begins with a copy of.
const BEFORE: &str = "before";
/// How long the clients are watched before anything is migrated.
const QUIET: Duration = Duration::from_secs(5);
/// And after it, so that whoever waited is counted.
const AFTER: Duration = Duration::from_secs(2);

/// Who runs the migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runner {
    Evenkeel,
    Psql,
}

/// Bad when evenkeel kept anybody waiting beyond the budget.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), Profile::Release)?;
    let server = servers::server(Major::V15)?;
    let tools = servers::client_tools(Major::V15)?;
    let stage = Stage::open(Place::Disk)?;
    let cluster = stage.cluster(&server, tools, Durability::Real)?;
    let ground = Ground { evenkeel: &evenkeel, cluster: &cluster, work: stage.work("load")?, arguments };
    ground.lay()?;
    let mut rows = Vec::new();
    let mut outcome = Outcome::Good;
    let all = if arguments.everyday { everyday::ALL } else { stories::ALL };
    for story in all.iter().filter(|story| story.name.contains(&arguments.only)) {
        for runner in [Runner::Evenkeel, Runner::Psql] {
            report::note(format!("{}, by {runner:?}", story.name));
            let told = ground.tell(story, runner)?;
            let limit = f64::from(arguments.max_blocked_ms) + told.before.longest_ms;
            if runner == Runner::Evenkeel && told.during.longest_ms > limit {
                outcome = Outcome::Bad;
            }
            let row = told.row(story, runner, arguments.max_blocked_ms);
            report::note(row.join("  "));
            rows.push(row);
        }
    }
    report::table(&HEADER, &rows);
    Ok(outcome)
}

const HEADER: [&str; 8] = [
    "story",
    "run by",
    "budget ms",
    "tx/s before",
    "longest ms before",
    "longest ms during",
    "took s",
    "ended",
];

/// What came of one story.
struct Told {
    before: Waits,
    during: Waits,
    took: Duration,
    ended: ExitStatus,
}

impl Told {
    fn row(&self, story: &Story, runner: Runner, budget: u32) -> Vec<String> {
        vec![
            story.name.to_owned(),
            match runner {
                Runner::Evenkeel => "evenkeel".to_owned(),
                Runner::Psql => "psql -f".to_owned(),
            },
            match runner {
                Runner::Evenkeel => budget.to_string(),
                Runner::Psql => "–".to_owned(),
            },
            format!("{:.0}", self.before.per_second),
            format!("{:.0}", self.before.longest_ms),
            match self.during.per_second > 0.0 {
                true => format!("{:.0}", self.during.longest_ms),
                false => "nobody got through".to_owned(),
            },
            format!("{:.1}", self.took.as_secs_f64()),
            match self.ended.code() {
                Some(0) => "done".to_owned(),
                Some(code) => format!("stopped, exit {code}"),
                None => "killed".to_owned(),
            },
        ]
    }
}

struct Ground<'a> {
    evenkeel: &'a Evenkeel,
    cluster: &'a Cluster,
    work: PathBuf,
    arguments: &'a Arguments,
}

impl Ground<'_> {
    /// The database that is copied for each story.
    fn lay(&self) -> Result<(), Failure> {
        let client = Client::new(self.cluster);
        client.create(BEFORE)?;
        let scale = self.arguments.scale;
        match self.arguments.everyday {
            false => clients::fill(self.cluster, BEFORE, scale)?,
            true => {
                let folder = self.folder()?;
                Project::begin(self.evenkeel, folder.path(), &self.cluster.url(BEFORE))?.migrate()?;
                clients::fill_rows(self.cluster, BEFORE, scale)?;
            }
        }
        client.query(BEFORE, "VACUUM ANALYZE; CHECKPOINT;").map(drop)
    }

    fn folder(&self) -> Result<tempfile::TempDir, Failure> {
        tempfile::tempdir_in(&self.work).map_err(Failure::file("make a folder in", &self.work))
    }

    /// A fresh database, clients, somebody in the way, and in the middle of it the migration.
    fn tell(&self, story: &Story, runner: Runner) -> Result<Told, Failure> {
        let client = Client::new(self.cluster);
        client.drop(DATABASE)?;
        // Block by block through the log it would take as long as filling it.
        let copy = ["CREATE DATABASE ", DATABASE, " TEMPLATE ", BEFORE, " STRATEGY file_copy"].concat();
        client.query("postgres", &copy)?;
        let folder = self.folder()?;
        let script = folder.path().join("textbook.sql");
        paths::write(&script, story.migration)?;
        if runner == Runner::Evenkeel {
            self.write_migration(folder.path(), story)?;
        }
        let mut clients = Clients::start(self.cluster, DATABASE, folder.path())?;
        std::thread::sleep(QUIET);
        let mut in_the_way = story.in_the_way.map(|sql| self.background(sql)).transpose()?;
        // The other one has to have its locks first.
        std::thread::sleep(Duration::from_millis(300));
        let begun = Instant::now();
        let mut command = match runner {
            Runner::Evenkeel => self.by_evenkeel(folder.path()),
            Runner::Psql => self.by_psql(&script),
        };
        let (from, ended) = (clients::now(), process::run(&mut command, clients::LIMIT)?.status);
        let took = begun.elapsed();
        if let Some(other) = &mut in_the_way {
            other.wait().map_err(|source| Failure::Start { program: "psql".to_owned(), source })?;
        }
        std::thread::sleep(AFTER);
        let latencies = clients.stop()?;
        let to = from + took + AFTER;
        Ok(Told { before: latencies.before(from), during: latencies.between(from, to), took, ended })
    }

    fn by_evenkeel(&self, folder: &Path) -> Command {
        let mut command = self.evenkeel.command(folder);
        let budget = self.arguments.max_blocked_ms.to_string();
        command.args(["migrate", "--url", &self.cluster.url(DATABASE), "--max-blocked-ms", &budget]);
        command
    }

    fn by_psql(&self, script: &Path) -> Command {
        let mut command = self.psql();
        command.arg("-f").arg(script);
        command
    }

    fn background(&self, sql: &str) -> Result<std::process::Child, Failure> {
        let mut psql = self.psql();
        psql.args(["-c", sql]).stdout(std::process::Stdio::null());
        psql.spawn().map_err(|source| Failure::Start { program: "psql".to_owned(), source })
    }

    fn psql(&self) -> Command {
        let mut psql = Command::new(&self.cluster.tools.psql);
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d"]).arg(self.cluster.url(DATABASE));
        psql
    }

    fn write_migration(&self, folder: &Path, story: &Story) -> Result<(), Failure> {
        match &story.ours {
            Ours::Same => {
                let script = folder.join("migrations/20260101000000_change/migration.sql");
                paths::write(&script, story.migration)
            }
            Ours::Planned { edit, rename } => {
                Project::begin(self.evenkeel, folder, &self.cluster.url(DATABASE))?.edit(edit, *rename)
            }
        }
    }
}
