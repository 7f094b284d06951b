//! `cargo xtask adopt`: histories shared between evenkeel and the real tools from npm, and what each says about what the
//! other did. Writes docs/adopt-runs.md.

mod page;
mod peers;
mod stories;

use std::collections::BTreeSet;
use std::path::PathBuf;

use peers::Peer;
pub(crate) use peers::Project;
use stories::{Story, Told};

use crate::binary::{Evenkeel, Profile};
use crate::failure::Failure;
use crate::servers::{self, Client, Durability, Major, Place, Stage};
use crate::{Outcome, glob, node, paths, report};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only tools whose name fits; `*` and `?` stand for anything; repeatable
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,
    /// Try this program instead of the built one
    #[arg(long, hide = true)]
    tool: Option<PathBuf>,
}

/// Bad when a story does not end as it should.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let evenkeel = Evenkeel::find(arguments.tool.as_deref(), Profile::Debug)?;
    let packages = install()?;
    let stage = Stage::open(Place::Memory)?;
    let tools = servers::client_tools(Major::V15)?;
    let cluster = stage.cluster(&servers::server(Major::V15)?, tools, Durability::Throwaway)?;
    let client = Client::new(&cluster);
    let chosen = |peer: &&&dyn Peer| {
        arguments.only.is_empty() || arguments.only.iter().any(|only| glob::fits(only, peer.name()))
    };
    let mut told = Vec::new();
    for peer in peers::ALL.iter().filter(chosen) {
        for story in Story::ALL {
            let database = format!("{}_{}", peer.name().replace(['-', '.'], "_"), story.word());
            client.create(&database)?;
            let folder = stage.work(&database)?;
            let project =
                Project { peer: *peer, folder, packages: packages.clone(), url: client.url(&database) };
            let fault = stories::tell(story, &project, &evenkeel, client, &database)?;
            report::line(format!(
                "{:<16} {:<60} {}",
                peer.name(),
                story.sentence(),
                fault.as_deref().unwrap_or("ok")
            ));
            told.push(Told { peer: *peer, story, fault });
        }
    }
    if arguments.only.is_empty() {
        let text = page::page(&told, &packages)?;
        paths::write(&paths::root().join("docs/adopt-runs.md"), text)?;
    }
    Ok(if told.iter().any(|one| one.fault.is_some()) { Outcome::Bad } else { Outcome::Good })
}

/// The tools, in a folder of their own that is made once.
fn install() -> Result<PathBuf, Failure> {
    let packages: BTreeSet<&str> = peers::ALL.iter().flat_map(|peer| peer.packages()).copied().collect();
    node::install("adopt", &packages.into_iter().collect::<Vec<&str>>())
}

/// A project of Prisma with its migrations, of which none is applied.
pub(crate) fn prisma(folder: PathBuf, url: String, migrations: usize) -> Result<Project, Failure> {
    let project = Project { peer: peers::PRISMA, folder, packages: install()?, url };
    project.begin()?;
    project.lay(migrations, "")?;
    Ok(project)
}
