//! Deals the blows on PostgreSQL. Must not know which cells there are.

use std::path::PathBuf;
use std::time::Duration;

use super::cells::{Blow, Cell, Gate, Kind, Moment, Reached};
use super::console::Console;
use super::judge::{self, State};
use super::victim::{Running, Stopped, Victim};
use super::{fixtures, gate};
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::paths;
use crate::process::Ended;
use crate::servers::{Client, Cluster, ScriptError};

const TEMPLATE: &str = "base";
/// How long a run that waits for what is locked may take before that is let go.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a second run is watched while the first one's statement still runs.
const OVERLAP: Duration = Duration::from_millis(150);

/// The programs of a matrix.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    pub(super) evenkeel: Evenkeel,
    pub(super) victim: Victim,
}

/// A cluster of its own, so that it can be stopped.
pub(super) struct Field {
    pub(super) cluster: Cluster,
    pub(super) programs: Programs,
    admin: Console,
    pub(super) database: String,
}

/// Migrations, and what they leave when nothing happens.
#[derive(Clone, Debug)]
pub(super) struct Project {
    pub(super) folder: PathBuf,
    pub(super) migrations: usize,
    pub(super) reached: Vec<Reached>,
    pub(super) undisturbed: State,
}

impl Field {
    pub(super) fn new(
        cluster: Cluster,
        programs: Programs,
        work: &std::path::Path,
    ) -> Result<Field, Failure> {
        let file = work.join("base.sql");
        paths::write(&file, fixtures::BASE)?;
        let client = Client::new(&cluster);
        client.create(TEMPLATE)?;
        if let Err(ScriptError(why)) = client.load(TEMPLATE, &file)? {
            return Err(Failure::Malformed { path: file, why });
        }
        let admin = Console::open(&cluster, "postgres")?;
        Ok(Field { cluster, programs, admin, database: "cell".to_owned() })
    }

    /// The database as the first migration finds it.
    pub(super) fn fresh(&mut self) -> Result<(), Failure> {
        let name = &self.database;
        if self.admin.ask("SELECT 1;").is_err() {
            self.cluster.crash()?;
            self.admin = Console::open(&self.cluster, "postgres")?;
        }
        self.admin.ask(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE);"))?;
        let made = format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy;");
        self.admin.ask(&made)?;
        match self.admin.count(&format!("SELECT count(*) FROM pg_database WHERE datname = '{name}';"))? {
            1 => Ok(()),
            _ => Err(Failure::Malformed { path: name.into(), why: "the database could not be made".into() }),
        }
    }

    pub(super) fn url(&self) -> String {
        self.cluster.url(&self.database)
    }

    /// Writes a project and finds out what its undisturbed run comes to.
    pub(super) fn project(&mut self, folder: PathBuf, texts: &[String]) -> Result<Project, Failure> {
        fixtures::write(&folder, texts)?;
        self.fresh()?;
        for number in 1..=texts.len() {
            let url = self.url();
            let name = fixtures::name(number);
            succeed(self.programs.evenkeel.run(&folder, &["--url", &url, "migrate", "--to", &name])?)?;
        }
        let mut console = Console::open(&self.cluster, &self.database)?;
        let stamps = "SELECT fingerprint FROM evenkeel.ledger WHERE fingerprint IS NOT NULL ORDER BY id;";
        fixtures::promise(&folder, &console.ask(stamps)?)?;
        drop(console);
        self.fresh()?;
        let reached = self.programs.victim.points(&folder, &self.url())?;
        let mut console = Console::open(&self.cluster, &self.database)?;
        let undisturbed = judge::state(&self.cluster, &self.database, &mut console)?;
        Ok(Project { folder, migrations: texts.len(), reached, undisturbed })
    }

    pub(super) fn one_kind(&mut self, work: &std::path::Path, kind: Kind) -> Result<Project, Failure> {
        self.project(work.join(kind.name()), &fixtures::postgres(kind))
    }

    /// Hits a run, runs the same command again, and says what is wrong then.
    pub(super) fn perform(&mut self, project: &Project, cell: &Cell) -> Result<Option<String>, Failure> {
        self.fresh()?;
        let number = cell.moment.number().to_string();
        let mut command = self.programs.victim.command(&project.folder, &self.url(), &number);
        if cell.blow == Blow::LockTimeout {
            command.env("EVENKEEL_VICTIM_HASTY", "1");
        }
        let victim = Stopped::start(&mut command)?;
        let again = match &cell.moment {
            Moment::At { .. } => self.at_point(project, victim, cell.blow)?,
            Moment::Inside { gate, .. } => match self.inside(project, victim, *gate, cell.blow)? {
                Some(again) => again,
                None => return Ok(Some("the run did not come to the gate".to_owned())),
            },
        };
        if !again.status.success() {
            return Ok(Some(format!("the second run failed: {}", again.stderr.trim().replace('\n', " | "))));
        }
        judge::judge(&self.cluster, &self.database, project.migrations, &project.undisturbed)
    }

    fn at_point(&mut self, project: &Project, mut victim: Stopped, blow: Blow) -> Result<Ended, Failure> {
        match blow {
            Blow::KillProcess | Blow::DiskFull => victim.kill(),
            Blow::EndWork | Blow::EndLock => {
                self.end(blow)?;
                victim.go();
                victim.end()?;
            }
            Blow::StopServer => {
                self.crash()?;
                victim.go();
                victim.end()?;
            }
            Blow::LockTimeout => {
                let everything = gate::close_everything(&self.cluster, &self.database)?;
                victim.go();
                victim.ends_within(PATIENCE);
                drop(everything);
                victim.end()?;
            }
        }
        self.again(project)?.end()
    }

    fn inside(
        &mut self,
        project: &Project,
        mut victim: Stopped,
        at: Gate,
        blow: Blow,
    ) -> Result<Option<Ended>, Failure> {
        let held = gate::close(at, &self.cluster, &self.database)?;
        victim.go();
        if !gate::reached(&mut self.admin, &self.database, || victim.ends_within(Duration::ZERO))? {
            return Ok(None);
        }
        match blow {
            Blow::KillProcess | Blow::DiskFull => victim.kill(),
            // The next run begins while the first one's statement still waits in the server.
            Blow::EndLock => self.end(blow)?,
            Blow::EndWork => {
                self.end(blow)?;
                victim.end()?;
                drop(held);
                return self.again(project)?.end().map(Some);
            }
            Blow::StopServer => {
                drop(held);
                self.crash()?;
                victim.end()?;
                return self.again(project)?.end().map(Some);
            }
            Blow::LockTimeout => {
                victim.ends_within(PATIENCE);
                drop(held);
                victim.end()?;
                return self.again(project)?.end().map(Some);
            }
        }
        let mut again = self.again(project)?;
        again.ends_within(OVERLAP);
        drop(held);
        victim.end()?;
        again.end().map(Some)
    }

    /// Ends the backend that works, or the one that holds the lock.
    fn end(&mut self, blow: Blow) -> Result<(), Failure> {
        const HOLDERS: &str = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted \
             AND ((classid::bigint << 32) | objid::bigint) = -6512089342575821509";
        let which = if blow == Blow::EndLock { "IN" } else { "NOT IN" };
        let name = &self.database;
        self.admin.ask(&format!(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}' \
             AND application_name LIKE 'evenkeel%' AND pid {which} ({HOLDERS});"
        ))?;
        Ok(())
    }

    fn crash(&mut self) -> Result<(), Failure> {
        self.cluster.crash()?;
        self.admin = Console::open(&self.cluster, "postgres")?;
        Ok(())
    }

    pub(super) fn again(&self, project: &Project) -> Result<Running, Failure> {
        let mut command = self.programs.evenkeel.command(&project.folder);
        Running::start(command.args(["--url", &self.url(), "migrate"]))
    }
}

/// The end of a run that nothing disturbed.
pub(super) fn succeed(ended: Ended) -> Result<(), Failure> {
    match ended.status.success() {
        true => Ok(()),
        false => Err(ended.failure("evenkeel".to_owned())),
    }
}
