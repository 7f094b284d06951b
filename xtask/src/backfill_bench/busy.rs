//! Braked, on the table that pgbench works on with half of what it could: what its clients notice.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::pulse::Pulse;
use super::{DATABASE, Ground, told};
use crate::failure::Failure;
use crate::report;
use crate::under_load::clients::{self, Clients};

const CLIENTS: u32 = 4;
/// How long pgbench runs as fast as it can, to find out how fast that is.
const SPRINT: Duration = Duration::from_secs(15);
const TARGET: f64 = 1.3;

pub(super) fn run(ground: &Ground<'_>, table: &mut Vec<Vec<String>>) -> Result<bool, Failure> {
    let arguments = ground.arguments;
    let scale = u32::try_from(arguments.rows.div_ceil(100_000)).unwrap_or(u32::MAX);
    report::note(format!("making the tables of pgbench, scale {scale}"));
    ground.client().create(DATABASE)?;
    clients::fill(ground.cluster, DATABASE, scale)?;
    ground.psql(DATABASE, &["VACUUM ANALYZE pgbench_accounts", "CHECKPOINT"])?;
    let top = clients::top_speed(ground.cluster, DATABASE, CLIENTS, SPRINT)?;
    let project = ground.project(
        "ALTER TABLE pgbench_accounts ADD COLUMN note text;\n",
        &format!(
            "table = \"pgbench_accounts\"\n[batch]\ntime = \"{}ms\"\nrows = 100\n[brakes]\nwaiting = \"20ms\"\nshare = \"{}%\"\n",
            arguments.batch_ms, arguments.share
        ),
        "UPDATE pgbench_accounts SET note = 'note ' || aid WHERE aid BETWEEN :first AND :last;\n",
    )?;
    let half = format!("{}", (top / 2.0).max(1.0).round());
    report::note(format!("pgbench alone, {half} transactions a second"));
    let watch = Duration::from_secs(arguments.watch);
    let mut load =
        Clients::start_with(ground.cluster, DATABASE, project.path(), &["-c", "4", "-j", "2", "-R", &half])?;
    std::thread::sleep(watch);
    report::note("pgbench with the backfill beside it");
    let from = clients::now();
    let pulse = Pulse::start(ground)?;
    fill(ground, project.path(), watch)?;
    let to = clients::now();
    let beats = pulse.stop()?;
    let latencies = load.stop()?;
    let (before, during) = (latencies.before(from), latencies.between(from, to));
    let done = beats.last().map_or(0.0, |beat| beat.rows);
    let rate = done / (to.saturating_sub(from)).as_secs_f64().max(0.001);
    let ratio = during.p99_ms / before.p99_ms.max(0.001);
    table.push(told("pgbench -c 4 at its best, tx/s", format!("{top:.0}"), "–"));
    table.push(told("pgbench -c 4 -R, tx/s before", format!("{:.0}", before.per_second), "–"));
    table.push(told("tx/s during", format!("{:.0}", during.per_second), "–"));
    table.push(told("p99 before, ms", format!("{:.2}", before.p99_ms), "–"));
    table.push(told("p99 during, ms", format!("{:.2}", during.p99_ms), "–"));
    table.push(told("p99 during / before", format!("{ratio:.2}"), "≤ 1.3"));
    table.push(told("braked backfill, rows", format!("{done:.0}"), "–"));
    table.push(told("braked backfill, rows/s", format!("{rate:.0}"), "–"));
    Ok(ratio <= TARGET && done > 0.0)
}

/// Fills for as long as is watched, or to the end; ended as Ctrl-C would.
fn fill(ground: &Ground<'_>, folder: &std::path::Path, watch: Duration) -> Result<(), Failure> {
    let start = |source| Failure::Start { program: "evenkeel".to_owned(), source };
    let mut program = ground.evenkeel.command(folder);
    program.args(["backfill", "--url", &ground.cluster.url(DATABASE)]);
    program.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = program.spawn().map_err(start)?;
    let begun = Instant::now();
    while begun.elapsed() < watch {
        if child.try_wait().map_err(start)?.is_some() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).map_err(|error| start(error.into()))?;
    child.wait().map_err(start).map(drop)
}
