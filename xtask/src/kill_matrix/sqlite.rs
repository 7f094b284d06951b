//! Deals the blows on SQLite files. Must not know which cells there are.
//!
//! A disk that can be full is a file system of its own in memory, in a name space that goes with the process that holds
//! it, so that nothing stays mounted.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::cells::{Blow, Cell, Kind, Moment};
use super::judge::State;
use super::postgres::{Programs, Project, succeed};
use super::victim::Stopped;
use super::{fixtures, folder};
use crate::failure::Failure;
use crate::process::{self, STEP_LIMIT};

const FILE: &str = "app.db";
const URL: &str = "sqlite:app.db";
/// How long a run that waits for what is locked may take before that is let go.
const PATIENCE: Duration = Duration::from_secs(5);
/// Big enough for a run, small enough to be filled at once.
const DISK: &str = "size=4m";

/// Where the files stand.
pub(super) struct Files {
    work: PathBuf,
    programs: Programs,
}

impl Files {
    pub(super) fn new(work: PathBuf, programs: Programs) -> Result<Files, Failure> {
        Ok(Files { work, programs })
    }

    /// Writes a project and finds out what its undisturbed run comes to.
    pub(super) fn one_kind(&self, kind: Kind) -> Result<Project, Failure> {
        let folder = folder(&self.work, kind.name())?;
        let texts = fixtures::sqlite(kind);
        fixtures::write(&folder, &texts)?;
        for number in 1..=texts.len() {
            let name = fixtures::name(number);
            let arguments = ["--url", URL, "migrate", "--create-database", "--to", &name];
            succeed(self.programs.evenkeel.run(&folder, &arguments)?)?;
        }
        let stamps = "SELECT fingerprint FROM evenkeel_ledger WHERE fingerprint IS NOT NULL ORDER BY id";
        fixtures::promise(&folder, &self.ask(&folder, stamps)?)?;
        clear(&folder);
        let reached = self.programs.victim.points(&folder, URL)?;
        let undisturbed = self.state(&folder)?;
        Ok(Project { folder, migrations: texts.len(), reached, undisturbed })
    }

    /// Hits a run, runs the same command again, and says what is wrong then.
    pub(super) fn perform(&self, project: &Project, cell: &Cell) -> Result<Option<String>, Failure> {
        let Moment::At { number, .. } = &cell.moment else {
            return Ok(Some("nothing holds SQLite inside a statement".to_owned()));
        };
        let number = number.to_string();
        let folder = &project.folder;
        clear(folder);
        let disk = match cell.blow {
            Blow::DiskFull => Some(Disk::mount(folder)?),
            Blow::KillProcess | Blow::EndWork | Blow::EndLock | Blow::StopServer | Blow::LockTimeout => None,
        };
        let start = |what: &str| {
            let plain = self.programs.victim.command(folder, URL, what);
            disk.as_ref()
                .map_or(plain, |disk| disk.inside(self.programs.victim.program(), folder, &[URL, what]))
        };
        let mut command = start(&number);
        command.env("EVENKEEL_VICTIM_HASTY", "1");
        let mut victim = Stopped::start(&mut command)?;
        match cell.blow {
            Blow::LockTimeout => {
                // Where the run is in a transaction itself, nobody else gets the lock.
                let holder = Stopped::start(&mut start("hold")).ok();
                victim.go();
                victim.ends_within(PATIENCE);
                drop(holder);
                victim.end()?;
            }
            Blow::DiskFull => {
                let disk = disk.as_ref().expect("a disk that is to be full is mounted");
                disk.fill()?;
                victim.go();
                victim.end()?;
                disk.empty()?;
            }
            Blow::KillProcess | Blow::EndWork | Blow::EndLock | Blow::StopServer => victim.kill(),
        }
        let arguments = ["--url", URL, "migrate", "--create-database"];
        let again = match &disk {
            Some(disk) => process::run(
                &mut disk.inside(self.programs.evenkeel.program(), folder, &arguments),
                STEP_LIMIT,
            )?,
            None => self.programs.evenkeel.run(folder, &arguments)?,
        };
        if !again.status.success() {
            return Ok(Some(format!("the second run failed: {}", again.stderr.trim().replace('\n', " | "))));
        }
        if let Some(disk) = &disk {
            disk.bring_home(folder)?;
        }
        drop(disk);
        self.judge(project)
    }

    fn judge(&self, project: &Project) -> Result<Option<String>, Failure> {
        for question in FAULTS {
            if let Some(fault) = self.ask(&project.folder, question)?.first() {
                return Ok(Some(fault.clone()));
            }
        }
        let applied = "SELECT count(*) FROM evenkeel_ledger WHERE event = 'applied'";
        let applied = self.ask(&project.folder, applied)?;
        if applied != [project.migrations.to_string()] {
            return Ok(Some(format!("{applied:?} migrations are applied instead of {}", project.migrations)));
        }
        Ok(project.undisturbed.difference(&self.state(&project.folder)?))
    }

    fn state(&self, folder: &Path) -> Result<State, Failure> {
        let mut lines = Vec::new();
        let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'evenkeel_*'";
        lines.extend(
            self.ask(folder, "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%evenkeel%'")?,
        );
        for table in self.ask(folder, tables)? {
            let rows = self.ask(folder, &format!("SELECT '{table}', * FROM {table}"))?;
            lines.extend(rows);
        }
        Ok(State::of(lines))
    }

    fn ask(&self, folder: &Path, question: &str) -> Result<Vec<String>, Failure> {
        let mut command = self.programs.victim.command(folder, URL, "ask");
        let said = process::stdout(command.arg(question), STEP_LIMIT)?;
        Ok(said.lines().map(str::to_owned).collect())
    }
}

/// Each answers nothing when all is well.
const FAULTS: &[&str] = &[
    "SELECT 'not whole: ' || integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    "SELECT 'a row refers to nothing: ' || \"table\" FROM pragma_foreign_key_check",
    "SELECT 'applied ' || count(*) || ' times: ' || migration FROM evenkeel_ledger WHERE event = 'applied' \
     GROUP BY migration HAVING count(*) <> 1",
    "SELECT 'done ' || count(*) || ' times: ' || migration || ' part ' || segment FROM evenkeel_ledger \
     WHERE event IN ('segment', 'journal-after') GROUP BY migration, segment HAVING count(*) <> 1",
    "SELECT 'an effect ' || count(*) || ' times: ' || what FROM log GROUP BY what HAVING count(*) <> 1",
];

fn clear(folder: &Path) {
    for suffix in ["", "-journal", "-wal", "-shm"] {
        drop(std::fs::remove_file(folder.join(format!("{FILE}{suffix}"))));
    }
}

/// A small disk in the folder of a project, seen only by processes that are put inside.
struct Disk {
    holder: Child,
    /// The folder as it is inside.
    folder: PathBuf,
}

impl Disk {
    /// Mounts it over the folder, with the migrations in it.
    fn mount(folder: &Path) -> Result<Disk, Failure> {
        const SCRIPT: &str = "cp -r \"$0\" /tmp/evenkeel-disk.$$ && mount -t tmpfs -o \"$1\" tmpfs \"$0\" \
             && cp -r /tmp/evenkeel-disk.$$/. \"$0\" && rm -r /tmp/evenkeel-disk.$$ && echo ready && exec sleep 86400";
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", SCRIPT]).arg(folder).arg(DISK);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let start = |source| Failure::Start { program: "unshare".to_owned(), source };
        let mut holder = command.spawn().map_err(start)?;
        let mut said = BufReader::new(holder.stdout.take().expect("the stream was asked for")).lines();
        let inside = PathBuf::from(format!("/proc/{}/root{}", holder.id(), folder.display()));
        let disk = Disk { holder, folder: inside };
        match said.next() {
            Some(Ok(line)) if line == "ready" => Ok(disk),
            _ => {
                let why = "a small disk cannot be mounted there; that needs the rights of root".to_owned();
                Err(Failure::Malformed { path: folder.to_owned(), why })
            }
        }
    }

    /// A program that sees the disk.
    fn inside(&self, program: &Path, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new("nsenter");
        command.arg(format!("--mount=/proc/{}/ns/mnt", self.holder.id()));
        command.arg(format!("--wd={}", self.folder.display())).arg(program).args(arguments);
        command.env("NO_COLOR", "1").env_remove("DATABASE_URL").current_dir(folder);
        command
    }

    fn fill(&self) -> Result<(), Failure> {
        let filler = self.filler();
        let mut dd = Command::new("dd");
        dd.args(["if=/dev/zero", "bs=4096"]).arg(format!("of={}", filler.display()));
        // It ends because the disk is full.
        let ended = process::run(&mut dd, STEP_LIMIT)?;
        match ended.stderr.contains("No space left") {
            true => Ok(()),
            false => Err(Failure::Malformed { path: filler, why: "the disk did not become full".into() }),
        }
    }

    fn empty(&self) -> Result<(), Failure> {
        let filler = self.filler();
        std::fs::remove_file(&filler).map_err(Failure::file("remove", &filler))
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }

    /// Copies the database out of the disk.
    fn bring_home(&self, folder: &Path) -> Result<(), Failure> {
        let from = self.folder.join(FILE);
        std::fs::copy(&from, folder.join(FILE)).map(drop).map_err(Failure::file("copy", &from))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
