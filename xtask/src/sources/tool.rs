//! The tools whose schemas are sources, and where each keeps its own in a project. Must not know what is compared.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{drizzle, mikro_orm, prisma};
use crate::failure::Failure;
use crate::process::{self, INSTALL_LIMIT, STEP_LIMIT};
use crate::{binary, paths, report};

/// What a tool printed, or why it printed nothing.
pub(super) type Said = Result<String, String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    Prisma,
    Drizzle,
    MikroOrm,
}

/// A schema and whose it is.
pub(super) struct Schema {
    pub(super) tool: Tool,
    /// What evenkeel is told.
    pub(super) path: PathBuf,
}

/// Drizzle's list of migrations, beside its snapshots.
const JOURNAL: &str = "migrations/meta/_journal.json";

impl Tool {
    pub(super) fn name(self) -> &'static str {
        match self {
            Tool::Prisma => "Prisma",
            Tool::Drizzle => "Drizzle Kit",
            Tool::MikroOrm => "MikroORM",
        }
    }

    /// What a case keeps of what the tool wrote.
    pub(super) fn recorded(self) -> &'static str {
        match self {
            Tool::Prisma => "prisma.sql",
            Tool::Drizzle => "drizzle.sql",
            Tool::MikroOrm => "mikro-orm.sql",
        }
    }

    /// From empty to a schema, as the tool's own engine has it.
    pub(super) fn sql(self, schema: &Path) -> Result<Said, Failure> {
        match self {
            Tool::Prisma => prisma::sql(schema),
            Tool::Drizzle => drizzle::sql(schema),
            Tool::MikroOrm => mikro_orm::sql(schema),
        }
    }

    /// Lets the tool write anew what a case holds, where the case says of what.
    pub(super) fn record(case: &Path) -> Result<bool, Failure> {
        match (case.join("schema.ts").exists(), case.join("entities.mjs").exists()) {
            (true, _) => drizzle::record(case).map(|()| true),
            (false, true) => mikro_orm::record(case).map(|()| true),
            (false, false) => Ok(false),
        }
    }
}

impl Schema {
    /// The schema of a project, where it is one of a tool that is known here.
    pub(super) fn of(folder: &Path) -> Result<Option<Schema>, Failure> {
        let of = |tool, path: PathBuf| Ok(Some(Schema { tool, path }));
        for name in ["schema.prisma", "schema"] {
            if folder.join(name).exists() {
                return of(Tool::Prisma, folder.join(name));
            }
        }
        if folder.join(JOURNAL).exists() {
            return of(Tool::Drizzle, newest(&folder.join("migrations/meta"))?);
        }
        if folder.join("snapshot.json").exists() {
            return of(Tool::Drizzle, folder.join("snapshot.json"));
        }
        let own = |path: &PathBuf| paths::name(path).starts_with(".snapshot-");
        match paths::entries(folder)?.into_iter().find(own) {
            Some(path) => of(Tool::MikroOrm, path),
            None => Ok(None),
        }
    }
}

fn newest(meta: &Path) -> Result<PathBuf, Failure> {
    let snapshot = |path: &PathBuf| paths::name(path).ends_with("_snapshot.json");
    let found = paths::entries(meta)?.into_iter().rfind(snapshot);
    found.ok_or_else(|| Failure::Malformed { path: meta.to_owned(), why: "it has no snapshot".to_owned() })
}

/// Packages of npm in a folder of their own, which is made once for all runs.
pub(super) struct Installed {
    pub(super) name: &'static str,
    pub(super) packages: &'static [&'static str],
    /// One of them, by which it is seen that they are there.
    pub(super) probe: &'static str,
}

impl Installed {
    pub(super) fn folder(&self) -> Result<PathBuf, Failure> {
        let folder = binary::target().join("sources").join(self.name);
        if !folder.join("node_modules").join(self.probe).exists() {
            report::note(format!("installing {}", self.packages.join(", ")));
            paths::write(&folder.join("package.json"), "{ \"private\": true }\n")?;
            let mut npm = Command::new("npm");
            npm.args(["install", "--no-audit", "--no-fund"]).args(self.packages).current_dir(&folder);
            process::stdout(&mut npm, INSTALL_LIMIT)?;
        }
        Ok(folder)
    }

    /// Runs a script of ours beside the packages, whose folder it is told first.
    pub(super) fn node(&self, script: &str, arguments: &[&Path]) -> Result<Said, Failure> {
        let folder = self.folder()?;
        let file = folder.join("script.mjs");
        paths::write(&file, script)?;
        let mut node = Command::new("node");
        node.arg(&file).arg(&folder).args(arguments);
        let ended = process::run(&mut node, STEP_LIMIT)?;
        Ok(if ended.status.success() { Ok(ended.stdout) } else { Err(ended.stderr) })
    }
}
