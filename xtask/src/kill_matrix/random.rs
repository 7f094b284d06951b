//! Deploys that are killed at random moments while others use the database, and run again until they are done.
//! Must not know the cells.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::judge;
use super::postgres::{Field, Project, succeed};
use crate::failure::Failure;
use crate::paths;
use crate::servers::Cluster;

/// Reads and writes the tables that are migrated, and leaves their values as they are.
const LOAD: &str = "\\set id random(1, 100)
UPDATE load SET n = n + 1 WHERE id = :id;
SELECT name FROM t WHERE id = 100 + :id;
UPDATE t SET name = name WHERE id = 50 + :id;
SELECT count(*) FROM p WHERE id = :id;
";
/// A run that was killed is killed again one time in so many.
const AGAIN: u64 = 3;

/// A small generator, so that a run can be repeated from its seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

/// What came of one deploy.
pub(super) struct Deploy {
    pub(super) kills: u32,
    pub(super) fault: Option<String>,
}

/// A pgbench that runs until it is dropped.
struct Load {
    child: Child,
}

impl Load {
    fn start(cluster: &Cluster, database: &str, script: &std::path::Path) -> Result<Load, Failure> {
        let pgbench = cluster.tools.psql.with_file_name("pgbench");
        let mut command = Command::new(pgbench);
        // pgbench reads its URL from the database's name.
        command.args(["-n", "-c", "3", "-T", "600", "-f"]).arg(script).arg(cluster.url(database));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child =
            command.spawn().map_err(|source| Failure::Start { program: "pgbench".to_owned(), source })?;
        Ok(Load { child })
    }

    fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How long a deploy takes under load when nothing disturbs it: the median of three.
pub(super) fn undisturbed(field: &mut Field, project: &Project) -> Result<Duration, Failure> {
    let mut times = Vec::new();
    for _ in 0..3 {
        field.fresh()?;
        let _load = load(field, project)?;
        let begun = Instant::now();
        succeed(field.again(project)?.end()?)?;
        times.push(begun.elapsed());
    }
    times.sort();
    Ok(times[1])
}

fn load(field: &Field, project: &Project) -> Result<Load, Failure> {
    let script = project.folder.join("load.sql");
    paths::write(&script, LOAD)?;
    Load::start(&field.cluster, &field.database, &script)
}

/// One deploy: killed, run again, perhaps killed again, and judged.
pub(super) fn deploy(
    field: &mut Field,
    project: &Project,
    length: Duration,
    dice: &mut Dice,
) -> Result<Deploy, Failure> {
    field.fresh()?;
    let mut load = load(field, project)?;
    let micros = u64::try_from(length.as_micros()).unwrap_or(u64::MAX);
    let mut kills = 0;
    let ended = loop {
        let mut running = field.again(project)?;
        if kills > 0 && dice.below(AGAIN) > 0 {
            break running.end()?;
        }
        if running.ends_within(Duration::from_micros(dice.below(micros))) {
            break running.end()?;
        }
        running.kill();
        kills += 1;
    };
    let fault = match (ended.status.success(), load.is_running()) {
        (false, _) => Some(format!("it failed: {}", ended.stderr.trim().replace('\n', " | "))),
        (true, false) => Some("the load had ended".to_owned()),
        (true, true) => None,
    };
    drop(load);
    let fault = match fault {
        Some(fault) => Some(fault),
        None => judge::judge(&field.cluster, &field.database, project.migrations, &project.undisturbed)?,
    };
    Ok(Deploy { kills, fault })
}
