//! pgbench: eight clients at work, and how long each of their transactions took. Must not know what else goes on.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::process::{Pid, Signal, kill_process};

use crate::failure::Failure;
use crate::paths;
use crate::process;
use crate::servers::Cluster;

/// Since the epoch, as pgbench counts.
pub(crate) fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn pgbench(cluster: &Cluster, database: &str) -> Command {
    let mut command = Command::new(cluster.tools.psql.with_file_name("pgbench"));
    let port = cluster.port().to_string();
    command.args(["-h", "127.0.0.1", "-p", &port, "-U", "postgres"]);
    command.env("PGDATABASE", database);
    command
}

/// However large the tables are.
pub(super) const LIMIT: Duration = Duration::from_secs(3600);

/// Makes pgbench's tables.
pub(crate) fn fill(cluster: &Cluster, database: &str, scale: u32) -> Result<(), Failure> {
    let mut command = pgbench(cluster, database);
    process::stdout(command.args(["-i", "-q", "-s", &scale.to_string()]), LIMIT).map(drop)
}

/// Fills pgbench's tables, whatever columns they have beside its own.
pub(crate) fn fill_rows(cluster: &Cluster, database: &str, scale: u32) -> Result<(), Failure> {
    let mut command = pgbench(cluster, database);
    process::stdout(command.args(["-i", "-q", "-I", "G", "-s", &scale.to_string()]), LIMIT).map(drop)
}

/// How many transactions a second so many clients get done when nothing holds them back.
pub(crate) fn top_speed(
    cluster: &Cluster,
    database: &str,
    clients: u32,
    span: Duration,
) -> Result<f64, Failure> {
    let mut command = pgbench(cluster, database);
    let seconds = span.as_secs().max(1).to_string();
    command.args(["-n", "-c", &clients.to_string(), "-j", "2", "-T", &seconds]);
    let said = process::stdout(&mut command, LIMIT)?;
    let line = said.lines().find_map(|line| line.strip_prefix("tps = "));
    let tps = line.and_then(|line| line.split(' ').next()?.parse().ok());
    tps.ok_or_else(|| Failure::Malformed { path: PathBuf::from("pgbench"), why: said })
}

/// Clients that work until they are stopped.
pub(crate) struct Clients {
    child: Child,
    log: PathBuf,
}

impl Clients {
    pub(crate) fn start(cluster: &Cluster, database: &str, folder: &Path) -> Result<Clients, Failure> {
        Clients::start_with(cluster, database, folder, &["-c", "8", "-j", "2"])
    }

    pub(crate) fn start_with(
        cluster: &Cluster,
        database: &str,
        folder: &Path,
        arguments: &[&str],
    ) -> Result<Clients, Failure> {
        let log = folder.join("latency");
        let mut command = pgbench(cluster, database);
        command.arg("-n").args(arguments).args(["-T", "3600", "-l", "--log-prefix"]).arg(&log);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn();
        let child = child.map_err(|source| Failure::Start { program: "pgbench".to_owned(), source })?;
        Ok(Clients { child, log })
    }

    /// Ends the clients and reads what they wrote down.
    pub(crate) fn stop(&mut self) -> Result<Latencies, Failure> {
        let start = |source| Failure::Start { program: "pgbench".to_owned(), source };
        kill_process(Pid::from_child(&self.child), Signal::INT).map_err(|error| start(error.into()))?;
        self.child.wait().map_err(start)?;
        let folder = self.log.parent().expect("the log has a folder");
        let entries = std::fs::read_dir(folder).map_err(Failure::file("read", folder))?;
        let mut all = Vec::new();
        for entry in entries.flatten().filter(|entry| paths::name(&entry.path()).starts_with("latency")) {
            let text = paths::text(&entry.path())?;
            all.extend(text.lines().filter_map(transaction));
        }
        Ok(Latencies(all))
    }
}

impl Drop for Clients {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One transaction: when it ended, and how long it took.
#[derive(Clone, Copy, Debug)]
struct Transaction {
    end: Duration,
    took: Duration,
}

/// `client number µs script seconds µs`
fn transaction(line: &str) -> Option<Transaction> {
    let fields: Vec<u64> = line.split(' ').filter_map(|field| field.parse().ok()).collect();
    let [_, _, took, _, seconds, micros, ..] = fields[..] else { return None };
    let end = Duration::from_secs(seconds) + Duration::from_micros(micros);
    Some(Transaction { end, took: Duration::from_micros(took) })
}

/// Every transaction of all clients.
pub(crate) struct Latencies(Vec<Transaction>);

/// What clients noticed in some span of time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    pub(crate) longest_ms: f64,
    pub(crate) per_second: f64,
    /// What one transaction of a hundred took at least.
    pub(crate) p99_ms: f64,
}

impl Latencies {
    pub(crate) fn before(&self, moment: Duration) -> Waits {
        let first = self.0.iter().map(|one| one.end.saturating_sub(one.took)).min().unwrap_or(moment);
        self.between(first, moment)
    }

    /// Of transactions that ended in that time.
    pub(crate) fn between(&self, from: Duration, to: Duration) -> Waits {
        let within = |one: &&Transaction| one.end >= from && one.end <= to;
        let mut all: Vec<Duration> = self.0.iter().filter(within).map(|one| one.took).collect();
        all.sort_unstable();
        let longest = all.last().copied().unwrap_or_default();
        let p99 = all.get(all.len() * 99 / 100).copied().unwrap_or_default();
        let seconds = to.saturating_sub(from).as_secs_f64().max(0.001);
        #[expect(clippy::cast_precision_loss, reason = "nobody counts that many transactions")]
        let per_second = all.len() as f64 / seconds;
        let (longest_ms, p99_ms) = (longest.as_secs_f64() * 1000.0, p99.as_secs_f64() * 1000.0);
        Waits { longest_ms, per_second, p99_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_log_is_a_transaction() {
        let read = transaction("0 199 2241 0 1175850568 995598").unwrap();
        assert_eq!(read.took, Duration::from_micros(2241));
        let all = Latencies(vec![read]);
        assert!((all.between(Duration::ZERO, read.end).longest_ms - 2.241).abs() < 1e-9);
        assert!(all.before(Duration::from_secs(1)).longest_ms.abs() < 1e-9);
    }
}
