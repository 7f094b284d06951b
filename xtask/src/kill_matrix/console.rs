//! An open psql session that is asked one thing after another and holds what it has locked. Must not know what for.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::failure::Failure;
use crate::servers::Cluster;

const END: &str = "--the answer ends--";

/// A psql of its own; its locks go with it.
pub(super) struct Console {
    child: Child,
    input: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Console {
    /// A session in which what fails inside a transaction is undone alone.
    pub(super) fn open(cluster: &Cluster, database: &str) -> Result<Console, Failure> {
        let mut psql = Command::new(&cluster.tools.psql);
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_ROLLBACK=on", "-d"]).arg(cluster.url(database));
        psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let start = |source| Failure::Start { program: "psql".to_owned(), source };
        let mut child = psql.spawn().map_err(start)?;
        let input = child.stdin.take().expect("the stream was asked for");
        let output = child.stdout.take().expect("the stream was asked for");
        Ok(Console { child, input, answers: BufReader::new(output).lines() })
    }

    /// Runs statements, each with its semicolon, and answers the rows of all of them. What fails has none.
    pub(super) fn ask(&mut self, sql: &str) -> Result<Vec<String>, Failure> {
        let lost = |source| Failure::Start { program: "psql".to_owned(), source };
        writeln!(self.input, "{sql}\n\\echo {END}").and_then(|()| self.input.flush()).map_err(lost)?;
        let mut rows = Vec::new();
        for line in self.answers.by_ref() {
            match line.map_err(lost)? {
                line if line == END => return Ok(rows),
                line => rows.push(line),
            }
        }
        let why = format!("psql ended at {sql}");
        Err(Failure::Malformed { path: "psql".into(), why })
    }

    /// The one number that a query answers.
    pub(super) fn count(&mut self, sql: &str) -> Result<u64, Failure> {
        let rows = self.ask(sql)?;
        Ok(rows.first().and_then(|row| row.parse().ok()).unwrap_or(0))
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
