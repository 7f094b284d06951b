//! `cargo xtask servers`: finds or installs the servers, starts each once, says where they stand.

use crate::failure::Failure;
use crate::servers::{self, Client, Durability, Major, Place, Stage};
use crate::{Outcome, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The majors to look at
    #[arg(long, value_delimiter = ',', default_value = "14,15,16,17,18")]
    pg: Vec<Major>,
}

/// Every major gets its line; one that does not start makes the outcome bad.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let stage = Stage::open(Place::Memory)?;
    let mut outcome = Outcome::Good;
    for &major in &arguments.pg {
        match start(&stage, major) {
            Ok(said) => report::line(said),
            Err(failure) => {
                report::failure(&failure);
                outcome = Outcome::Bad;
            }
        }
    }
    Ok(outcome)
}

fn start(stage: &Stage, major: Major) -> Result<String, Failure> {
    let server = servers::server(major)?;
    let tools = servers::client_tools(major)?;
    let bin = server.bin.display();
    let dump = tools.pg_dump.display().to_string();
    let cluster = stage.cluster(&server, tools, Durability::Throwaway)?;
    let client = Client::new(&cluster);
    client.create("trial")?;
    let statements = client.dump("trial")?.lines().count();
    let version = client.query("trial", "show server_version;")?;
    let version = version.trim();
    Ok(format!("PostgreSQL {version}: {bin}, dumped by {dump} ({statements} lines of an empty database)"))
}
