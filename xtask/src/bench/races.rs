//! The benches themselves: what evenkeel does, what it is measured against, and that both did it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::comparison::{Comparison, Side, Target};
use super::fixtures;
use super::measure::{self, Sample};
use crate::adopt;
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::paths;
use crate::servers::{Client, Cluster, ScriptError};

const OURS: &str = "ours";
const THEIRS: &str = "theirs";
/// Fewer runs would let one disturbance move the median of a bench of milliseconds.
const SHORT_RUNS: usize = 101;
/// What waits for the disk a thousand times a run differs by a tenth from one run to the next.
const DISK_RUNS: usize = 15;
/// A server in use keeps its statistics; a fresh one plans its catalog queries badly.
const SETTLE: &str = "vacuum analyze pg_class; vacuum analyze pg_attribute; vacuum analyze pg_constraint;
vacuum analyze pg_index; vacuum analyze pg_attrdef; vacuum analyze pg_depend; vacuum analyze pg_type;";

/// What all benches need.
pub(super) struct Track<'a> {
    pub(super) evenkeel: &'a Evenkeel,
    /// Waits for the disk.
    pub(super) real: &'a Cluster,
    /// Does not.
    pub(super) fast: &'a Cluster,
    pub(super) work: PathBuf,
}

impl Track<'_> {
    /// Nothing to do with 50 migrations applied, against a `select 1`.
    pub(super) fn nothing_to_do(&self, name: &str) -> Result<Comparison, Failure> {
        let client = Client::new(self.real);
        let project = fixtures::project(&self.folder(name), 50)?;
        client.create(OURS)?;
        let mut evenkeel = self.evenkeel.command(&project.folder);
        evenkeel.args(["--url", &client.url(OURS), "migrate"]);
        self.sample(&evenkeel)?;
        let mut psql = psql(self.real, OURS);
        psql.args(["-c", "select 1"]);
        let sides = interleave(SHORT_RUNS, || self.sample(&evenkeel), || self.sample(&psql))?;
        Ok(compare(name, "psql select 1", sides, Target { ratio: 0.8, peak_mb: Some(12.0) }))
    }

    /// Nothing to do in a project of Prisma with 100 migrations, against Prisma itself.
    pub(super) fn prisma(&self, name: &str) -> Result<Comparison, Failure> {
        let client = Client::new(self.real);
        client.create(OURS)?;
        let project = adopt::prisma(self.folder(name), client.url(OURS), 100)?;
        let ended = project.apply()?;
        if !ended.status.success() {
            return Err(ended.failure("prisma".to_owned()));
        }
        let mut evenkeel = self.evenkeel.command(&project.folder);
        evenkeel.args(["--url", &project.url, "migrate"]);
        self.sample(&evenkeel)?;
        let prisma = project.peer.applying(&project);
        let sides = interleave(5, || self.sample(&evenkeel), || self.sample(&prisma))?;
        Ok(compare(name, "prisma migrate deploy", sides, Target { ratio: 0.01, peak_mb: None }))
    }

    /// 500 small migrations to an empty database, against one psql that runs the same files.
    pub(super) fn many_migrations(&self, name: &str) -> Result<Comparison, Failure> {
        let client = Client::new(self.real);
        let project = fixtures::project(&self.folder(name), 500)?;
        let mut evenkeel = self.evenkeel.command(&project.folder);
        evenkeel.args(["--url", &client.url(OURS), "migrate"]);
        let mut psql = psql(self.real, THEIRS);
        psql.arg("-f").arg(&project.script);
        let ours = || client.create(OURS).and_then(|()| self.sample(&evenkeel));
        let theirs = || client.create(THEIRS).and_then(|()| self.sample(&psql));
        let sides = interleave(DISK_RUNS, ours, theirs)?;
        same_tables(client)?;
        Ok(compare(name, "psql, a transaction per file", sides, Target { ratio: 1.2, peak_mb: None }))
    }

    /// Reading the catalog of many tables, against `pg_dump --schema-only`.
    pub(super) fn catalog(&self, name: &str, tables: usize) -> Result<Comparison, Failure> {
        let client = Client::new(self.fast);
        self.load_tables(client, OURS, &fixtures::tables(tables))?;
        let mut evenkeel = self.evenkeel.command(&self.work);
        evenkeel.args(["--url", &client.url(OURS), "inspect", "--format", "json"]);
        let mut pg_dump = Command::new(&self.fast.tools.pg_dump);
        pg_dump.arg("--schema-only").arg("-d").arg(client.url(OURS));
        let sides = interleave(5, || self.sample(&evenkeel), || self.sample(&pg_dump))?;
        Ok(compare(name, "pg_dump --schema-only", sides, Target { ratio: 0.35, peak_mb: None }))
    }

    /// Five changes in 2,000 tables, against loading the desired schema into an empty database.
    pub(super) fn five_changes(&self, name: &str) -> Result<Comparison, Failure> {
        let client = Client::new(self.fast);
        self.load_tables(client, OURS, &fixtures::tables(2000))?;
        let desired = self.folder(name).join("schema.sql");
        paths::write(&desired, fixtures::tables_changed(2000))?;
        let mut evenkeel = self.evenkeel.command(&self.work);
        evenkeel.args(["diff", "--from", &client.url(OURS), "--to"]).arg(&desired);
        let mut psql = psql(self.fast, THEIRS);
        psql.arg("-f").arg(&desired);
        let theirs = || client.create(THEIRS).and_then(|()| self.sample(&psql));
        let sides = interleave(5, || self.sample(&evenkeel), theirs)?;
        self.five_statements(&evenkeel)?;
        Ok(compare(name, "psql -f schema.sql", sides, Target { ratio: 1.5, peak_mb: None }))
    }

    /// Reading two databases of objects of many kinds and finding them equal, against dumping one of them.
    pub(super) fn mixed(&self, name: &str) -> Result<Comparison, Failure> {
        let client = Client::new(self.fast);
        for database in [OURS, THEIRS] {
            self.load_tables(client, database, &fixtures::mixed(414))?;
        }
        let mut evenkeel = self.evenkeel.command(&self.work);
        evenkeel.args(["diff", "--from", &client.url(OURS), "--to", &client.url(THEIRS)]);
        let mut pg_dump = Command::new(&self.fast.tools.pg_dump);
        pg_dump.arg("--schema-only").arg("-d").arg(client.url(OURS));
        let sides = interleave(5, || self.sample(&evenkeel), || self.sample(&pg_dump))?;
        Ok(compare(name, "pg_dump --schema-only", sides, Target { ratio: 0.35, peak_mb: None }))
    }

    /// All that CI should ask about 300 small migrations, against one psql that runs the same files.
    pub(super) fn check(&self, name: &str) -> Result<Comparison, Failure> {
        let client = Client::new(self.fast);
        let project = fixtures::project(&self.folder(name), 300)?;
        let mut evenkeel = self.evenkeel.command(&project.folder);
        evenkeel.args(["--scratch-url", &client.url("postgres"), "check"]);
        let mut psql = psql(self.fast, THEIRS);
        psql.arg("-f").arg(&project.script);
        let theirs = || client.create(THEIRS).and_then(|()| self.sample(&psql));
        let sides = interleave(5, || self.sample(&evenkeel), theirs)?;
        self.led_to_the_schema(&evenkeel)?;
        Ok(compare(name, "psql, a transaction per file", sides, Target { ratio: 1.5, peak_mb: None }))
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    fn sample(&self, command: &Command) -> Result<Sample, Failure> {
        measure::sample(command, &self.work.join("output"))
    }

    fn load_tables(&self, client: Client<'_>, database: &str, sql: &str) -> Result<(), Failure> {
        let file = self.work.join("tables.sql");
        paths::write(&file, format!("BEGIN;\n{sql}COMMIT;\n"))?;
        client.create(database)?;
        if let Err(ScriptError(why)) = client.load(database, &file)? {
            return Err(Failure::Malformed { path: file, why });
        }
        client.query(database, SETTLE).map(drop)
    }

    /// A diff that finds nothing would be fast.
    fn five_statements(&self, evenkeel: &Command) -> Result<(), Failure> {
        self.sample(evenkeel)?;
        let output = self.work.join("output");
        let found = crate::sqltext::statements(&paths::text(&output)?).len();
        if found < 5 {
            let why = format!("the diff of five changes has {found} statements");
            return Err(Failure::Malformed { path: output, why });
        }
        Ok(())
    }

    /// A check that asks nothing would be fast.
    fn led_to_the_schema(&self, evenkeel: &Command) -> Result<(), Failure> {
        self.sample(evenkeel)?;
        let output = self.work.join("output");
        let said = paths::text(&output)?;
        match said.contains("they run from empty and lead to the declared schema") {
            true => Ok(()),
            false => Err(Failure::Malformed { path: output, why: format!("the check says only: {said}") }),
        }
    }
}

fn psql(cluster: &Cluster, database: &str) -> Command {
    let mut psql = Command::new(&cluster.tools.psql);
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d"]).arg(cluster.url(database));
    psql
}

/// Takes turns, so that what disturbs the machine disturbs both.
fn interleave(
    runs: usize,
    mut ours: impl FnMut() -> Result<Sample, Failure>,
    mut theirs: impl FnMut() -> Result<Sample, Failure>,
) -> Result<[Vec<Sample>; 2], Failure> {
    let mut samples = [Vec::new(), Vec::new()];
    for _ in 0..runs {
        samples[0].push(ours()?);
        samples[1].push(theirs()?);
    }
    Ok(samples)
}

fn compare(name: &str, floor: &str, [ours, theirs]: [Vec<Sample>; 2], target: Target) -> Comparison {
    Comparison::new(name, Side::new("evenkeel", ours), Side::new(floor, theirs), target)
}

/// Both ran the same migrations.
fn same_tables(client: Client<'_>) -> Result<(), Failure> {
    let tables = "select relname, relkind from pg_class where relname like 'item\\_%' order by 1;";
    let (ours, theirs) = (client.query(OURS, tables)?, client.query(THEIRS, tables)?);
    if ours == theirs && !ours.is_empty() {
        return Ok(());
    }
    let why = "evenkeel and psql left different tables after the same migrations".to_owned();
    Err(Failure::Malformed { path: Path::new(OURS).to_owned(), why })
}
