//! The tools as a project uses them: their files, their command, and how they say that nothing is left to do; each in a file
//! of its own. Must not know evenkeel.

mod alembic;
mod dbmate;
mod drizzle;
mod knex;
mod kysely;
mod mikro_orm;
mod node_pg_migrate;
mod prisma;
mod refinery;
mod sequelize;
mod sqlx;
mod typeorm;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process::{self, Ended, STEP_LIMIT};
use crate::{node, paths};

pub(in crate::adopt) const PRISMA: &dyn Peer = &prisma::Prisma;

pub(in crate::adopt) const ALL: &[&dyn Peer] = &[
    PRISMA,
    &drizzle::Drizzle::Journal,
    &drizzle::Drizzle::Folders,
    &sequelize::Sequelize,
    &knex::Knex,
    &kysely::Kysely,
    &mikro_orm::MikroOrm,
    &typeorm::TypeOrm,
    &node_pg_migrate::NodePgMigrate::Sql,
    &node_pg_migrate::NodePgMigrate::Programs,
    &alembic::Alembic,
    &sqlx::Sqlx,
    &refinery::Refinery,
    &dbmate::Dbmate,
];

/// A tool.
pub(crate) trait Peer {
    /// As the page calls it.
    fn name(&self) -> &'static str;

    /// The word in evenkeel.toml.
    fn format(&self) -> &'static str {
        self.name()
    }

    /// What npm installs, the tool itself first.
    fn packages(&self) -> &'static [&'static str];

    /// Which version of the tool that is.
    fn version(&self, packages: &Path) -> Result<String, Failure> {
        node::version(packages, self.packages().first().copied().unwrap_or_default())
    }

    /// What is run, for the page.
    fn told(&self) -> &'static str;

    fn failures(&self) -> Failures {
        Failures::Forgotten
    }

    fn way_back(&self) -> WayBack {
        WayBack::InItsFiles
    }

    fn asked(&self) -> Asked {
        Asked::ForItsStatus
    }

    /// Writes what a project without migrations has.
    fn begin(&self, _project: &Project) -> Result<(), Failure> {
        Ok(())
    }

    /// The name and the text of a migration that makes the table `t<number>`.
    fn migration(&self, number: usize, sql: &str) -> (String, String);

    /// Writes what lists the migrations.
    fn list(&self, _project: &Project, _count: usize) -> Result<(), Failure> {
        Ok(())
    }

    /// The tool, ready to apply what is pending.
    fn applying(&self, project: &Project) -> Command;

    /// The tool, ready to say whether anything is left to do.
    fn asking(&self, project: &Project) -> Command;

    /// Whether that is what it says when nothing is left to do.
    fn is_done(&self, said: &str) -> bool;
}

/// What becomes of a migration that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failures {
    /// It stands in the tool's ledger, and nothing goes on before somebody says what became of it.
    Kept,
    Forgotten,
}

/// Where the way back of a migration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayBack {
    InItsFiles,
    /// In a file that only evenkeel reads: of the last migration, below the folder of migrations.
    Beside(&'static str),
    Nowhere,
}

/// How one hears that nothing is left to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    ForItsStatus,
    /// It has to be run, and applies what is left.
    ByRunning,
}

/// A project of one of them.
pub(crate) struct Project {
    pub(crate) peer: &'static dyn Peer,
    pub(crate) folder: PathBuf,
    /// Where the tools are installed.
    pub(crate) packages: PathBuf,
    pub(crate) url: String,
}

impl Project {
    /// The files of a project without migrations.
    pub(crate) fn begin(&self) -> Result<(), Failure> {
        self.write(
            "evenkeel.toml",
            &format!("[migrations]\nformat = \"{}\"\n\n[adopt]\nmode = \"guest\"\n", self.peer.format()),
        )?;
        self.write("package.json", "{ \"private\": true }\n")?;
        let modules = self.folder.join("node_modules");
        std::os::unix::fs::symlink(self.packages.join("node_modules"), &modules)
            .map_err(Failure::file("link", &modules))?;
        self.peer.begin(self)
    }

    /// Puts the first `count` migrations on disk; each makes a table `t1`, `t2` …, and runs `more` besides if it is the
    /// last.
    pub(crate) fn lay(&self, count: usize, more: &str) -> Result<(), Failure> {
        for number in 1..=count {
            let more = if number == count { more } else { "" };
            let sql = format!("CREATE TABLE t{number} (id integer PRIMARY KEY);\n{more}");
            let (file, text) = self.peer.migration(number, &sql);
            self.write(&format!("migrations/{file}"), &text)?;
        }
        self.peer.list(self, count)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        paths::write(&self.folder.join(name), text)
    }

    /// The tool applies what is pending.
    pub(crate) fn apply(&self) -> Result<Ended, Failure> {
        process::run(&mut self.peer.applying(self), STEP_LIMIT)
    }

    /// Why the tool does not say that nothing is left to do.
    pub(crate) fn not_up_to_date(&self) -> Result<Option<String>, Failure> {
        let ended = process::run(&mut self.peer.asking(self), STEP_LIMIT)?;
        let said = ended.stdout + &ended.stderr;
        let good = ended.status.success() && self.peer.is_done(&said);
        Ok((!good).then(|| format!("{} said: {}", self.peer.name(), said.trim())))
    }

    /// A command that npm installed.
    fn tool(&self, name: &str, arguments: &[&str]) -> Command {
        self.command(&self.packages.join("node_modules/.bin").join(name), arguments)
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.folder).env("DATABASE_URL", &self.url);
        command
    }
}
