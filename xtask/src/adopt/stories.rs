//! What a project goes through with two tools. Must not know how a tool is run.

use std::process::{Child, Stdio};

use super::peers::{Asked, Failures, Peer, Project, WayBack};
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::process;
use crate::servers::Client;

/// Migrations of a whole history.
const ALL: usize = 4;
/// How many of them the one applies who begins.
const HALF: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Story {
    ToolFirst,
    EvenkeelFirst,
    ToolFails,
    EvenkeelFails,
    TakenBack,
    Together,
}

/// A story and what was wrong at its end.
pub(super) struct Told {
    pub(super) peer: &'static dyn Peer,
    pub(super) story: Story,
    pub(super) fault: Option<String>,
}

impl Story {
    pub(super) const ALL: [Story; 6] = [
        Story::ToolFirst,
        Story::EvenkeelFirst,
        Story::ToolFails,
        Story::EvenkeelFails,
        Story::TakenBack,
        Story::Together,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Story::ToolFirst => "tool_first",
            Story::EvenkeelFirst => "evenkeel_first",
            Story::ToolFails => "tool_fails",
            Story::EvenkeelFails => "evenkeel_fails",
            Story::TakenBack => "taken_back",
            Story::Together => "together",
        }
    }

    pub(super) fn sentence(self) -> &'static str {
        match self {
            Story::ToolFirst => "half by the tool, the rest by evenkeel",
            Story::EvenkeelFirst => "half by evenkeel, the rest by the tool",
            Story::ToolFails => "a migration fails under the tool",
            Story::EvenkeelFails => "a migration fails under evenkeel",
            Story::TakenBack => "evenkeel takes one back, the tool applies it again",
            Story::Together => "three runs of each at once",
        }
    }
}

struct Stage<'a> {
    project: &'a Project,
    evenkeel: &'a Evenkeel,
    client: Client<'a>,
    database: &'a str,
}

/// Tells a story on an empty database; what was wrong at its end, if anything.
pub(super) fn tell(
    story: Story,
    project: &Project,
    evenkeel: &Evenkeel,
    client: Client<'_>,
    database: &str,
) -> Result<Option<String>, Failure> {
    let stage = Stage { project, evenkeel, client, database };
    project.begin()?;
    match story {
        Story::ToolFirst => stage.tool_first(),
        Story::EvenkeelFirst => stage.evenkeel_first(),
        Story::ToolFails => stage.tool_fails(),
        Story::EvenkeelFails => stage.evenkeel_fails(),
        Story::TakenBack => stage.taken_back(),
        Story::Together => stage.together(),
    }
}

impl Stage<'_> {
    fn tool_first(&self) -> Result<Option<String>, Failure> {
        self.project.lay(HALF, "")?;
        self.by_tool()?;
        self.project.lay(ALL, "")?;
        let said = self.by_evenkeel()?;
        match said.contains("2 migrations applied") {
            true => self.all_is_well(),
            false => Ok(Some(format!("evenkeel said: {said}"))),
        }
    }

    fn evenkeel_first(&self) -> Result<Option<String>, Failure> {
        self.project.lay(HALF, "")?;
        self.by_evenkeel()?;
        self.project.lay(ALL, "")?;
        self.by_tool()?;
        let said = self.by_evenkeel()?;
        match said.contains("up to date: 4 migrations applied") {
            true => self.all_is_well(),
            false => Ok(Some(format!("evenkeel said: {said}"))),
        }
    }

    /// A tool that notes failures is heard; what any other leaves undone is run.
    fn tool_fails(&self) -> Result<Option<String>, Failure> {
        self.project.lay(HALF, "SELECT nothing;\n")?;
        if self.project.apply()?.status.success() {
            return Ok(Some("the tool did not fail".to_owned()));
        }
        if self.project.peer.failures() == Failures::Kept {
            let ended = self.evenkeel.run(&self.project.folder, &["--url", &self.project.url, "migrate"])?;
            if ended.status.success() || !ended.stderr.contains("error[failed-elsewhere]") {
                return Ok(Some(format!("evenkeel said: {}{}", ended.stdout, ended.stderr)));
            }
            // This tool leaves behind what came before the statement that failed.
            self.client.query(self.database, "DROP TABLE IF EXISTS t2")?;
            let name = "20240101000002_m2";
            self.ask(&["resolve", "--rolled-back", name])?;
        }
        self.project.lay(ALL, "")?;
        self.by_evenkeel()?;
        self.all_is_well()
    }

    fn evenkeel_fails(&self) -> Result<Option<String>, Failure> {
        self.project.lay(HALF, "SELECT nothing;\n")?;
        let ended = self.evenkeel.run(&self.project.folder, &["--url", &self.project.url, "migrate"])?;
        if ended.status.success() {
            return Ok(Some("evenkeel did not fail".to_owned()));
        }
        // Where a tool is asked by letting it run, the migration fails.
        if self.project.not_up_to_date()?.is_none() {
            return Ok(Some("the tool takes the migration for applied".to_owned()));
        }
        self.project.lay(ALL, "")?;
        self.by_tool()?;
        self.by_evenkeel()?;
        self.all_is_well()
    }

    fn taken_back(&self) -> Result<Option<String>, Failure> {
        self.project.lay(ALL, "")?;
        self.by_tool()?;
        match self.project.peer.way_back() {
            WayBack::InItsFiles => {}
            WayBack::Beside(file) => {
                self.project.write(&format!("migrations/{file}"), "DROP TABLE t4;\n")?;
            }
            WayBack::Nowhere => return self.all_is_well(),
        }
        self.ask(&["rollback"])?;
        if self.project.peer.asked() == Asked::ForItsStatus && self.project.not_up_to_date()?.is_none() {
            return Ok(Some("the tool takes the migration for applied".to_owned()));
        }
        self.by_tool()?;
        self.all_is_well()
    }

    /// Those that come too late may say so; what counts is what is there in the end.
    fn together(&self) -> Result<Option<String>, Failure> {
        self.project.lay(ALL, "")?;
        let mut running = Vec::new();
        for _ in 0..3 {
            running.push(start(self.project.peer.applying(self.project))?);
            let mut command = self.evenkeel.command(&self.project.folder);
            command.args(["--url", &self.project.url, "migrate", "--wait", "60s"]);
            running.push(start(command)?);
        }
        for mut child in running {
            child.wait().map_err(|source| Failure::Start { program: "a run".to_owned(), source })?;
        }
        self.by_tool()?;
        self.by_evenkeel()?;
        self.all_is_well()
    }

    fn by_tool(&self) -> Result<(), Failure> {
        let ended = self.project.apply()?;
        match ended.status.success() {
            true => Ok(()),
            false => Err(ended.failure(self.project.peer.name().to_owned())),
        }
    }

    fn by_evenkeel(&self) -> Result<String, Failure> {
        self.ask(&["migrate"])
    }

    fn ask(&self, arguments: &[&str]) -> Result<String, Failure> {
        let arguments: Vec<&str> =
            ["--url", &self.project.url].into_iter().chain(arguments.iter().copied()).collect();
        let ended = self.evenkeel.run(&self.project.folder, &arguments)?;
        match ended.status.success() {
            true => Ok(ended.stdout),
            false => Err(ended.failure("evenkeel".to_owned())),
        }
    }

    /// All tables are there, both say that nothing is left to do, and evenkeel's ledger has each migration once.
    fn all_is_well(&self) -> Result<Option<String>, Failure> {
        if let Some(fault) = self.project.not_up_to_date()? {
            return Ok(Some(fault));
        }
        let said = self.by_evenkeel()?;
        if !said.contains("up to date: 4 migrations applied") {
            return Ok(Some(format!("evenkeel said: {said}")));
        }
        let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 't_'";
        let there = self.client.query(self.database, tables)?;
        match there.trim() {
            "4" => Ok(None),
            other => Ok(Some(format!("{other} tables are there"))),
        }
    }
}

fn start(mut command: std::process::Command) -> Result<Child, Failure> {
    let program = process::name(&command);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map_err(|source| Failure::Start { program, source })
}
