//! From the errors of the other crates to what is said about them. Must not know any command.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an error that needs no words of its own speaks for itself"
)]

mod renames;

use std::path::Path;

use evenkeel_core::headline;
use evenkeel_engine::CommandError;
use evenkeel_engine::backfill::BackfillError;
use evenkeel_engine::connect::ConnectError;
use evenkeel_engine::error::{EngineError, Passage, SqlFailure};
use evenkeel_engine::execute::Foresight;
use evenkeel_engine::plan_file::PlanFileError;
use evenkeel_engine::planning::PlanningError;
use evenkeel_engine::program::ProgramError;
use evenkeel_engine::scratch::ScratchError;
use evenkeel_sources::declared::DeclaredError;
use evenkeel_sources::embedding::EmbeddingError;
use evenkeel_sources::explain::{Explain, InFile};
use evenkeel_sources::files::FilesError;
use evenkeel_sources::folder::FolderError;
use evenkeel_sources::hints::HintError;
use evenkeel_sources::spec::SpecError;

use crate::exit::ExitStatus;
use crate::failure::{Failure, Place};
use renames::ambiguous;
pub(crate) use renames::{rename_argument, shell_word, told_rename};

impl From<SpecError> for Failure {
    fn from(error: SpecError) -> Self {
        let code = match &error {
            SpecError::Missing { .. } => "missing-file",
            SpecError::Scheme { .. } | SpecError::OtherFile { .. } | SpecError::ConnectionWords => {
                "bad-state"
            }
        };
        Failure::usage(code, error.to_string()).hints(error.hint())
    }
}

impl From<FilesError> for Failure {
    fn from(error: FilesError) -> Self {
        let code = match &error {
            FilesError::Missing { .. } => "missing-file",
            FilesError::Unreadable { .. } => "unreadable-file",
            FilesError::NotUtf8 { .. } => "not-utf8",
            FilesError::NoSql { .. } => "no-sql",
        };
        Failure::new(code, error.to_string()).hints(error.hint()).at(Place::file(error.path()))
    }
}

impl From<DeclaredError> for Failure {
    fn from(error: DeclaredError) -> Self {
        match error {
            DeclaredError::Files(error) => error.into(),
            DeclaredError::Prisma(faults) => all_in_files("bad-prisma-schema", &faults),
            DeclaredError::Snapshot(fault) => in_file("bad-snapshot", &fault),
        }
    }
}

impl From<EmbeddingError> for Failure {
    fn from(error: EmbeddingError) -> Self {
        let said = error.to_string();
        match error {
            EmbeddingError::Folder(error) => error.into(),
            EmbeddingError::Forked(_) => Failure::new("forked-history", said),
            EmbeddingError::Program { .. } => Failure::new("embedded-program", said).hint(
                "write it as backfill.sql, or read the migrations from their folder: Migrator::from_folder",
            ),
        }
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        let failure = Failure::new("program-failed", error.to_string());
        match error {
            CommandError::Failed { said, .. } => failure.details(said),
            CommandError::CannotStart { .. } => {
                failure.hint("it is run where evenkeel.toml stands, with the PATH that evenkeel has")
            }
            CommandError::TooLong { .. } => failure.hint(
                "a connection that is left open keeps many programs from ending; timeout = \"5m\" beside the command \
                 gives it longer",
            ),
            CommandError::NotUtf8 { .. } => failure,
        }
    }
}

/// The first is shown, the others are told.
fn all_in_files<E: Explain>(code: &'static str, errors: &[InFile<E>]) -> Failure {
    match errors.split_first() {
        Some((first, others)) => in_file(code, first).details(others.iter().map(ToString::to_string)),
        None => Failure::new(code, "the schema cannot be read"),
    }
}

impl From<FolderError> for Failure {
    fn from(error: FolderError) -> Self {
        let code = match error {
            FolderError::Files(error) => return error.into(),
            FolderError::Manifest(error) => return in_file("bad-manifest", &error),
            FolderError::Backfill(error) => return in_file("bad-backfill", &error),
            FolderError::Layout(_) => "bad-migration",
            FolderError::HalfWritten { .. } => "half-written-migration",
            FolderError::BadName { .. } => "bad-migration-name",
            FolderError::TwoFiles { .. } => "same-migration-twice",
            FolderError::SameStamp { .. } => "same-stamp",
            FolderError::ParentMissing { .. } => "missing-parent",
            FolderError::ParentLater { .. } => "later-parent",
            FolderError::Cycle { .. } => "circular-history",
            FolderError::Exists { .. } => "migration-exists",
            FolderError::NoPermission { .. } | FolderError::Write { .. } => "cannot-write",
        };
        Failure::new(code, error.to_string()).hints(error.hint())
    }
}

/// An error in a text, shown in the file it came from.
pub(crate) fn in_file<E: Explain>(code: &'static str, error: &InFile<E>) -> Failure {
    let file = &error.location.file;
    let failure = Failure::new(code, error.error.to_string()).hints(error.hint());
    failure.at(reread(file, error.range()))
}

/// The text is read once more; if it has gone in the meantime, the file is named without it.
fn reread(file: &Path, range: Option<std::ops::Range<usize>>) -> Place {
    match (std::fs::read_to_string(file), range) {
        (Ok(text), Some(range)) => Place::within(file, text, range),
        (Ok(_) | Err(_), _) => Place::file(file),
    }
}

impl From<HintError> for Failure {
    fn from(error: HintError) -> Self {
        Failure::usage("bad-rename", error.to_string()).hints(error.hint())
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        EngineError::from(error).into()
    }
}

impl From<ScratchError> for Failure {
    fn from(error: ScratchError) -> Self {
        EngineError::from(error).into()
    }
}

impl From<PlanFileError> for Failure {
    fn from(error: PlanFileError) -> Self {
        let again = "make it anew: evenkeel plan --out FILE";
        let (failure, hint) = match &error {
            PlanFileError::Unreadable { path, .. } => (
                Failure::usage("missing-file", error.to_string()).at(Place::file(path)),
                "evenkeel plan --out FILE writes it",
            ),
            PlanFileError::Unwritable { path, .. } => (
                Failure::new("cannot-write", error.to_string()).at(Place::file(path)),
                "does its folder exist, and may you write there?",
            ),
            PlanFileError::NoPlan { path, .. } => {
                (Failure::usage("not-a-plan", error.to_string()).at(Place::file(path)), again)
            }
            PlanFileError::OtherVersion { path, .. } => {
                (Failure::usage("not-a-plan", error.to_string()).at(Place::file(path)), again)
            }
            PlanFileError::Changed { path } => {
                (Failure::refusal("edited-plan", error.to_string()).at(Place::file(path)), again)
            }
        };
        failure.hint(hint)
    }
}

impl From<PlanningError> for Failure {
    fn from(error: PlanningError) -> Self {
        EngineError::from(error).into()
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        let mut failure = match &error {
            EngineError::Planning(planning) => of_planning(planning),
            EngineError::Sql(_) | EngineError::Load(_) => of_sql(&error),
            EngineError::Unfit { problem, .. } => Failure::new(error.code(), problem),
            EngineError::Program(program) => of_program(program),
            EngineError::History(faults) => {
                let mut faults = faults.iter();
                let first = faults.next().map(ToString::to_string).unwrap_or_default();
                Failure::new(error.code(), first).details(faults.map(ToString::to_string))
            }
            EngineError::DoesNotFit { findings, .. } => Failure::new(error.code(), error.to_string())
                .details(findings.iter().map(ToString::to_string))
                .objects(findings.iter().map(|finding| finding.object.clone())),
            EngineError::WouldFail { findings, .. } => Failure::new(error.code(), error.to_string())
                .details(findings.iter().flat_map(in_the_way))
                .objects(findings.iter().map(|finding| finding.object.clone())),
            EngineError::NotAsPlanned { unlike } => {
                Failure::new(error.code(), error.to_string()).details(unlike.iter().map(ToString::to_string))
            }
            EngineError::Unapproved { migrations } => Failure::new(error.code(), error.to_string())
                .details(migrations.iter().map(ToString::to_string)),
            EngineError::CannotOpen { file, .. } if !file.exists() => {
                Failure::new("no-such-database", format!("there is no database {}", file.display()))
                    .hint("--create-database makes it (migrate, push and reset)")
            }
            EngineError::LockTimeout { crowd, .. } | EngineError::BlockedTooLong { crowd, .. } => {
                let behind = match crowd.queued {
                    0 => None,
                    1 => Some("1 session waited behind it".to_owned()),
                    many => Some(format!("{many} sessions waited behind it")),
                };
                let who = crowd.blockers.iter().map(|blocker| format!("blocked by {blocker}"));
                Failure::new(error.code(), error.to_string()).details(who.chain(behind))
            }
            EngineError::Own { doing, cause } => {
                let failure = Failure::new(error.code(), error.to_string());
                match cause.sqlstate.as_deref() {
                    Some("42501") => failure.hints(missing_right(doing)),
                    Some(_) | None => failure,
                }
            }
            EngineError::Backfill(BackfillError::Unverified { rows, .. }) => {
                Failure::new(error.code(), error.to_string()).details(rows.iter().cloned())
            }
            other => Failure::new(error.code(), other.to_string()),
        };
        if let Some(passage) = error.place() {
            failure.place = Some(place(passage));
        }
        failure.sqlstate = error.sqlstate().map(str::to_owned);
        failure.status = status(&error);
        if failure.hints.is_empty() {
            failure.hints.extend(error.hint());
        }
        failure
    }
}

/// Rows that would stop a migration, how to see them all, and how to be rid of them.
pub(crate) fn in_the_way(finding: &Foresight) -> Vec<String> {
    let all = format!("  all of them: {};", finding.query);
    let mend = finding.mend.iter().flat_map(|mend| {
        let mut lines = mend.lines();
        let first = lines.next().map(|line| format!("  to mend, for one: {line}"));
        first.into_iter().chain(lines.map(|line| format!("    {line}"))).collect::<Vec<_>>()
    });
    let mut lines: Vec<String> = [finding.to_string(), all].into_iter().chain(mend).collect();
    if let (Some(last), true) = (lines.last_mut(), finding.mend.is_some()) {
        last.push(';');
    }
    lines
}

/// Which right a role lacks.
fn missing_right(doing: &str) -> Option<String> {
    let hint = match doing {
        "making the ledger" => {
            "the ledger lives in a schema of its own: GRANT CREATE ON DATABASE … TO …, as its owner or a superuser"
        }
        "making the database" => {
            "ALTER ROLE … CREATEDB, as a superuser, or let a superuser make the database"
        }
        "reading the ledger" | "writing the ledger" => {
            "use the role that ran the migrations before, or GRANT SELECT, INSERT ON evenkeel.ledger TO …"
        }
        _ => return None,
    };
    Some(hint.to_owned())
}

fn status(error: &EngineError) -> ExitStatus {
    match error {
        EngineError::Planning(PlanningError::Ambiguous(_) | PlanningError::Unmodelled(_))
        | EngineError::WouldFail { .. }
        | EngineError::NotAsPlanned { .. }
        | EngineError::Unapproved { .. } => ExitStatus::Refused,
        EngineError::Place { .. }
        | EngineError::Connect(ConnectError::Url { .. } | ConnectError::Setting { .. })
        | EngineError::UnknownRename { .. }
        | EngineError::NoRename(_)
        | EngineError::UnknownMigration { .. }
        | EngineError::Planning(PlanningError::DialectsDiffer) => ExitStatus::Usage,
        _ => ExitStatus::Failed,
    }
}

fn place(passage: &Passage) -> Place {
    Place::within(passage.file.clone(), passage.text.as_ref(), passage.range.clone())
}

/// The place shows where, so the sentence says only what.
fn of_sql(error: &EngineError) -> Failure {
    let failures: &[SqlFailure] = match error {
        EngineError::Sql(failure) => std::slice::from_ref(failure.as_ref()),
        EngineError::Load(failures) => failures,
        _ => &[],
    };
    let Some((first, others)) = failures.split_first() else {
        return Failure::new(error.code(), error.to_string());
    };
    let message = match &first.migration {
        Some(migration) => {
            format!("migration {migration} failed at statement {}: {}", first.statement, first.cause)
        }
        None => first.cause.to_string(),
    };
    let about = [
        first.cause.detail.as_deref().map(|detail| format!("detail: {detail}")),
        first.cause.internal_query.as_deref().map(|query| format!("inside: {query}")),
        first.cause.context.as_deref().map(|context| format!("in {context}")),
    ];
    let others = others.iter().map(|other| format!("{}: {}", other.passage.location(), other.cause));
    Failure::new(error.code(), message).details(about.into_iter().flatten()).details(others)
}

/// What a program threw, with what it had said to the server.
fn of_program(error: &ProgramError) -> Failure {
    let failure = Failure::new(error.code(), error.to_string());
    let ProgramError::Threw { thrown, .. } = error else { return failure };
    let cause = thrown.cause.as_ref();
    let about = [
        cause.and_then(|cause| cause.detail.as_deref()).map(|detail| format!("detail: {detail}")),
        cause.and_then(|cause| cause.internal_query.as_deref()).map(|query| format!("inside: {query}")),
        cause.and_then(|cause| cause.context.as_deref()).map(|context| format!("in {context}")),
        thrown.sql.as_deref().map(|sql| format!("statement: {}", sql.trim())),
    ];
    failure.details(about.into_iter().flatten())
}

fn of_planning(error: &PlanningError) -> Failure {
    let code = error.code();
    match error {
        PlanningError::Unmodelled(obstacles) => {
            Failure::refusal(code, headline(obstacles) + ", so there is no plan")
                .details(obstacles.iter().map(ToString::to_string))
                .objects(obstacles.iter().map(|obstacle| obstacle.object().to_string()))
        }
        PlanningError::Ambiguous(candidates) => ambiguous(code, candidates),
        PlanningError::Loop(_) | PlanningError::DialectsDiffer | PlanningError::NotGivenBack(_) => {
            Failure::new(code, error.to_string())
        }
    }
}
