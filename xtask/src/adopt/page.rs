//! What was run and how it ended, as a page of the documentation.

use std::fmt::Write;
use std::path::Path;

use super::peers::{self, Peer, WayBack};
use super::stories::{Story, Told};
use crate::failure::Failure;

const HEAD: &str = "\
# Histories shared with other tools

`cargo xtask adopt` writes this page: it installs the tools, starts a server (PostgreSQL 15) and tells each story
on an empty database, with four migrations and `[adopt] mode = \"guest\"`. A story is good when at its end all tables are
there, the tool says that nothing is left to do, and so does evenkeel.

| tool | version | what was run |
|---|---|---|
";

pub(super) fn page(told: &[Told], packages: &Path) -> Result<String, Failure> {
    let mut text = HEAD.to_owned();
    let wrote = "writing to a string does not fail";
    for peer in peers::ALL {
        let version = peer.version(packages)?;
        writeln!(text, "| {} | {version} | {} |", peer.name(), peer.told()).expect(wrote);
    }
    let names: Vec<&str> = peers::ALL.iter().map(|peer| peer.name()).collect();
    writeln!(text, "\n| story | {} |", names.join(" | ")).expect(wrote);
    writeln!(text, "|---|{}", "---|".repeat(names.len())).expect(wrote);
    for story in Story::ALL {
        let cell = |peer: &&dyn Peer| {
            let one = told.iter().find(|one| one.peer.name() == peer.name() && one.story == story);
            match one.map(|one| &one.fault) {
                Some(None) if story == Story::TakenBack && peer.way_back() == WayBack::Nowhere => {
                    "no way back"
                }
                Some(None) => "good",
                Some(Some(_)) => "**bad**",
                None => "not run",
            }
        };
        let cells: Vec<&str> = peers::ALL.iter().map(cell).collect();
        writeln!(text, "| {} | {} |", story.sentence(), cells.join(" | ")).expect(wrote);
    }
    text.push_str(
        "\nPrisma is run with its JavaScript engine, whose adapter of this version has to be told of one type of \
         PostgreSQL\n(`name`); its native engine, `drizzle-kit`, and the tools that are not in this table were not run.\n",
    );
    Ok(text)
}
