//! Arguments, evenkeel.toml and the environment, resolved into one value. Must not know any command.

mod declaration;
mod dotenv;
mod file;
mod find;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_core::Selection;
use evenkeel_engine::adopt::{Beside, Mode};
use evenkeel_engine::backup::How;
use evenkeel_engine::connect::Environment;
use evenkeel_engine::execute::{LockPatience, Preflight, Verify};
use evenkeel_engine::place::Place;
use evenkeel_engine::{Command, CommandLine};
use evenkeel_lint::{Levels, Policies};
use evenkeel_sources::Layout;
use evenkeel_sources::lexer::Dialect;

use crate::arguments::{DialectName, Everywhere, OnlineMode};
use crate::failure::Failure;

pub(crate) use declaration::{Declaration, USUAL_LIMIT, Undeclared};
pub(crate) use find::CONFIG_NAME;

/// Everything a command needs to know beside its own arguments.
#[derive(Clone)]
pub(crate) struct Settings {
    /// The owner whose migrations these are.
    pub(crate) service: String,
    /// As said by a flag, the URL or the settings file, in this order.
    pub(crate) dialect: Option<Dialect>,
    /// The database. May hold a password: never shown as it is.
    pub(crate) url: Option<Origin>,
    /// Whether losing data here would hurt somebody.
    pub(crate) purpose: Purpose,
    /// Where the schema is declared.
    pub(crate) schema: Declaration,
    /// The migrations folder.
    pub(crate) migrations: PathBuf,
    /// By whose rules the migrations folder is read.
    pub(crate) layout: Layout,
    /// Whose ledger is kept beside ours.
    pub(crate) beside: Option<Beside>,
    pub(crate) scratch_url: Option<String>,
    /// Which objects are looked at.
    pub(crate) selection: Selection,
    /// How long statements wait and take.
    pub(crate) locks: LockPatience,
    /// How the database is kept before a run changes it.
    pub(crate) backup: Option<BackupSettings>,
    /// After which migrations of a run the catalog is held against what they promise.
    pub(crate) verify: Verify,
    /// Whether rows are asked which of them would stop a migration.
    pub(crate) preflight: Preflight,
    /// What becomes of what migrations drop.
    pub(crate) quarantine: QuarantineSettings,
    /// On which tables new migrations keep readers and writers going.
    pub(crate) online: OnlineMode,
    /// How many people have to approve of a migration before it is run here.
    pub(crate) approvals: usize,
    /// Whether plans are tried out before anybody sees them.
    pub(crate) proving: Proving,
    /// The command that fills a database after a reset.
    pub(crate) seed: Option<String>,
    /// What is run once something was done.
    pub(crate) hooks: Hooks,
    /// How much findings of rules weigh here.
    pub(crate) lint: Levels,
    /// What is asked of schema, migrations and deploys here.
    pub(crate) policy: Policies,
}

/// Programs of the project that are run once something was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hooks {
    pub(crate) after_generate: Option<Command>,
    pub(crate) after_migrate: Option<Command>,
}

/// When a plan is tried out before anybody sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Proving {
    /// Where something is changed by it, or a migration made of it.
    #[default]
    Usually,
    Always,
    Never,
}

/// What becomes of what migrations drop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QuarantineSettings {
    pub(crate) use_of: Disposal,
    /// For how long it is kept at least.
    pub(crate) keep: Duration,
}

/// Where things go that a migration drops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disposal {
    Kept,
    Lost,
}

/// How a copy of the database is made before a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BackupSettings {
    pub(crate) how: How,
    pub(crate) folder: PathBuf,
}

/// A URL and where it was found.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) url: String,
    /// In words, for `--verbose`.
    pub(crate) found: String,
}

/// What a database is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    Development,
    Production,
}

/// The service of a project that has only one.
pub(crate) const DEFAULT_SERVICE: &str = "default";

impl Settings {
    /// Reads the settings file and resolves everything; `here` is the folder in which the program was started.
    pub(crate) fn resolve(
        everywhere: &Everywhere,
        here: &Path,
        environment: &Environment,
    ) -> Result<Self, Failure> {
        let found = find::config(everywhere.config.as_deref(), here)?;
        let (config, root) = match found {
            Some(found) => (Some(found.file), found.root),
            None => (None, PathBuf::new()),
        };
        let file = match &config {
            Some(path) => file::read(path, here)?,
            None => file::File::default(),
        };
        let url = find_url(everywhere, &file, &root, here, environment)?;
        let beside = beside(file.adopt.as_ref(), file.migrations.format, config.as_deref())?;
        let layout = file.migrations.format.unwrap_or_default();
        let purpose = match file.database.production {
            true => Purpose::Production,
            false => Purpose::Development,
        };
        Ok(Settings {
            dialect: dialect(everywhere.dialect, url.as_ref(), &file, environment),
            url,
            service: file.service.unwrap_or_else(|| DEFAULT_SERVICE.to_owned()),
            purpose,
            schema: schema(file.schema, &root),
            migrations: root.join(file.migrations.dir.unwrap_or_else(|| usual_folder(layout))),
            layout,
            beside,
            scratch_url: everywhere.scratch_url.clone().or(file.scratch.url),
            selection: Selection {
                include: [file.objects.include, everywhere.include.clone()].concat(),
                exclude: [file.objects.exclude, everywhere.exclude.clone()].concat(),
                roles: file.postgres.roles,
            },
            locks: LockPatience::default().paced(&file.locks),
            backup: backup(file.backup, purpose, &root),
            verify: match file.verify.each {
                true => Verify::Each,
                false => Verify::Sparing,
            },
            preflight: match (file.preflight.enabled, file.preflight.timeout) {
                (Some(false), _) => Preflight::Off,
                (Some(true) | None, Some(limit)) => Preflight::Within(limit),
                (Some(true) | None, None) => Preflight::default(),
            },
            quarantine: QuarantineSettings {
                use_of: if file.quarantine.enabled.unwrap_or(true) { Disposal::Kept } else { Disposal::Lost },
                keep: file.quarantine.keep.unwrap_or(WEEK),
            },
            online: file.online.unwrap_or_default(),
            approvals: approvals(&file.approval, purpose),
            proving: match file.plan.prove {
                None => Proving::Usually,
                Some(true) => Proving::Always,
                Some(false) => Proving::Never,
            },
            seed: file.seed.command,
            hooks: hooks(file.hooks, &root),
            lint: file.lint,
            policy: file.policy,
        })
    }

    /// The database, for a command that cannot do without one.
    pub(crate) fn need_url(&self) -> Result<&Origin, Failure> {
        self.url.as_ref().ok_or_else(|| {
            Failure::usage("no-database", "no database is named")
                .hint("name it: --url postgres://user@host/name or --url sqlite:app.db")
                .hint("or set DATABASE_URL, in the environment or in .env")
        })
    }

    /// PostgreSQL unless something says otherwise.
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect.unwrap_or(Dialect::Postgres)
    }
}

fn schema(asked: file::Schema, root: &Path) -> Declaration {
    let limit = asked.timeout.unwrap_or(USUAL_LIMIT);
    let usual = if asked.program.is_some() { Vec::new() } else { vec![PathBuf::from("schema.sql")] };
    let paths = asked.source.unwrap_or(usual).into_iter().map(|path| root.join(path)).collect();
    let mut declaration = Declaration::of_paths(paths, limit);
    let command = |line: CommandLine| Command { line, folder: root.to_owned(), limit };
    declaration.commands.extend(asked.program.map(command));
    declaration.undeclared = asked.undeclared;
    declaration
}

fn hooks(asked: file::Hooks, root: &Path) -> Hooks {
    let limit = asked.timeout.unwrap_or(HOOK_LIMIT);
    let command = |line: CommandLine| Command { line, folder: root.to_owned(), limit };
    Hooks {
        after_generate: asked.after_generate.map(command),
        after_migrate: asked.after_migrate.map(command),
    }
}

/// How long a hook may take, where nobody says.
const HOOK_LIMIT: Duration = Duration::from_secs(10 * 60);
const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);

/// How many people the file asks for, as far as it is meant for a database with this purpose.
fn approvals(asked: &file::Approval, purpose: Purpose) -> usize {
    let people = match asked.required {
        file::Required::Any(false) => 0,
        file::Required::Any(true) => 1,
        file::Required::People(people) => people,
    };
    if is_meant(asked.when, purpose) { people } else { 0 }
}

fn is_meant(when: file::When, purpose: Purpose) -> bool {
    match (when, purpose) {
        (file::When::Always, _) | (file::When::Production, Purpose::Production) => true,
        (file::When::Production, Purpose::Development) => false,
    }
}

/// What the file asks for, as far as it is meant for a database with this purpose.
fn backup(asked: Option<file::Backup>, purpose: Purpose, root: &Path) -> Option<BackupSettings> {
    let asked = asked.filter(|asked| is_meant(asked.when, purpose))?;
    Some(BackupSettings {
        how: asked.command.map_or(How::BuiltIn, How::Command),
        folder: root.join(asked.dir.unwrap_or_else(|| PathBuf::from("backups"))),
    })
}

/// The ledger of the tool whose folder of migrations it is.
fn beside(
    asked: Option<&file::Adopt>,
    format: Option<Layout>,
    config: Option<&Path>,
) -> Result<Option<Beside>, Failure> {
    let Some(file::Adopt { mode, schema, table }) = asked else { return Ok(None) };
    let tool = format.unwrap_or_default();
    if !Beside::is_known(tool) {
        let message =
            format!("[adopt] keeps another tool's ledger, and the migrations are {}'s", tool.word());
        let failure = Failure::usage("config", message)
            .hint("say whose they are: format = \"prisma\" under [migrations]");
        return Err(match config {
            Some(path) => failure.at(crate::failure::Place::file(path)),
            None => failure,
        });
    }
    let mode = match mode {
        file::Mode::Guest => Mode::Guest,
        file::Mode::Host => Mode::Host,
    };
    Ok(Some(Beside { tool, mode, schema: schema.clone(), table: table.clone() }))
}

/// A flag beats everything; a variable that the settings file names beats DATABASE_URL; that beats a URL written
/// into the settings file, so that what a developer committed never wins over what a server is told.
fn find_url(
    everywhere: &Everywhere,
    file: &file::File,
    root: &Path,
    here: &Path,
    environment: &Environment,
) -> Result<Option<Origin>, Failure> {
    if let Some(url) = &everywhere.url {
        return Ok(Some(Origin { url: url.clone(), found: "--url".to_owned() }));
    }
    let dotenv = dotenv::Lazy::new(here.join(root).join(".env"), root.join(".env"));
    let variable = |name: &str| -> Result<Option<Origin>, Failure> {
        if let Some(url) = environment.var(name) {
            return Ok(Some(Origin { url: url.to_owned(), found: format!("{name} in the environment") }));
        }
        let found = dotenv.var(name)?;
        Ok(found.map(|url| Origin { url: rooted(&url, root), found: format!("{name} in .env") }))
    };
    match file.database.url.as_deref() {
        None => variable("DATABASE_URL"),
        Some(literal) => match literal.strip_prefix("env:") {
            Some(name) => variable(name),
            None => Ok(Some(
                variable("DATABASE_URL")?
                    .unwrap_or_else(|| Origin { url: rooted(literal, root), found: CONFIG_NAME.to_owned() }),
            )),
        },
    }
}

/// Medusa's migrations stand wherever its modules do; what is named is the project.
fn usual_folder(layout: Layout) -> PathBuf {
    PathBuf::from(if layout == Layout::Medusa { "." } else { "migrations" })
}

/// A path in a file is meant from where the file stands.
fn rooted(url: &str, root: &Path) -> String {
    let path = url.strip_prefix("sqlite:").filter(|path| !path.starts_with("//") && !path.starts_with(':'));
    match path {
        Some(path) if !root.as_os_str().is_empty() && Path::new(path).is_relative() => {
            format!("sqlite:{}", root.join(path).display())
        }
        Some(_) | None => url.to_owned(),
    }
}

fn dialect(
    flag: Option<DialectName>,
    url: Option<&Origin>,
    file: &file::File,
    environment: &Environment,
) -> Option<Dialect> {
    let of_url = || Some(Place::resolve(&url?.url, environment).ok()?.dialect());
    flag.map(dialect_named).or_else(of_url).or_else(|| file.database.dialect.map(file::DialectWord::dialect))
}

/// The dialect that a flag names.
pub(crate) fn dialect_named(name: DialectName) -> Dialect {
    match name {
        DialectName::Postgres => Dialect::Postgres,
        DialectName::Sqlite => Dialect::Sqlite,
    }
}
