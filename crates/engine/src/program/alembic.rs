//! Alembic's revisions: the project's own alembic prints what one of them says (`--sql`), and that is said over the session
//! that is lent. Must not know the ledger; what alembic would write into its own is left out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use evenkeel_sources::Program;
use evenkeel_sources::folder::Way;
use evenkeel_sources::layout::Revision;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use tempfile::TempDir;
use tokio_postgres::{Config, NoTls};

use super::bridge::above;
use super::error::ProgramError;
use crate::command::{Command, CommandError, CommandLine};
use crate::connect::Target;
use crate::connect::lend::Manner;

/// How long alembic may take to print.
const LIMIT: Duration = Duration::from_secs(120);
/// Where a project has programs of its own, before those of everybody.
const ENVIRONMENTS: &[&str] = &[".venv", "venv", "env"];
const SETTINGS: &str = "alembic.ini";

/// A project of Alembic's.
pub(super) struct Alembic {
    program: PathBuf,
    /// Where alembic.ini stands.
    project: PathBuf,
    loaded: Vec<String>,
    /// How the socket is reached at which a session is lent.
    socket: Config,
    _folder: TempDir,
}

/// Where the migrations' settings stand.
///
/// # Errors
/// Nowhere above them.
pub(super) fn project(program: &Program) -> Result<PathBuf, ProgramError> {
    above(program, SETTINGS).map_err(|folder| ProgramError::NoSettings {
        tool: program.tool,
        file: SETTINGS,
        folder,
    })
}

impl Alembic {
    /// With a folder in which a session is lent.
    pub(super) fn of(project: &Path, folder: TempDir, target: &Target) -> Alembic {
        let name = if cfg!(windows) { "Scripts/alembic.exe" } else { "bin/alembic" };
        let active = std::env::var_os("VIRTUAL_ENV").map(PathBuf::from);
        let above =
            project.ancestors().flat_map(|folder| ENVIRONMENTS.iter().map(move |one| folder.join(one)));
        let found =
            active.into_iter().chain(above).map(|folder| folder.join(name)).find(|file| file.is_file());
        let program = found.unwrap_or_else(|| PathBuf::from("alembic"));
        let mut socket = Config::new();
        socket.host_path(folder.path()).user(target.user()).dbname(target.database()).password("none");
        Alembic { program, project: project.to_owned(), loaded: Vec::new(), socket, _folder: folder }
    }

    /// Lets alembic print a revision; in which manner that is to be said.
    ///
    /// # Errors
    /// There is no alembic, or it cannot tell without asking a database.
    pub(super) async fn load(&mut self, migration: &str, program: &Program) -> Result<Manner, ProgramError> {
        let nameless = || Revision { name: migration.to_owned(), before: None };
        let revision = Revision::of(&program.file).ok().flatten().unwrap_or_else(nameless);
        let not_as_sql = |why: &str| ProgramError::NotAsSql {
            revision: revision.name.clone(),
            file: program.file.path.clone(),
            why: why.to_owned(),
        };
        if program.file.text.contains("is_offline_mode") || program.file.text.contains(".as_sql") {
            return Err(not_as_sql("it asks whether it is only printed, and would do less then"));
        }
        let printed = self.print(&revision, program.way).await.map_err(|error| match error {
            CommandError::CannotStart { .. } => ProgramError::NoPackage {
                tool: program.tool,
                package: "alembic".to_owned(),
                folder: self.project.clone(),
            },
            CommandError::Failed { said, .. } => not_as_sql(said.last().map_or("", |line| line.trim())),
            error @ (CommandError::TooLong { .. } | CommandError::NotUtf8 { .. }) => {
                not_as_sql(&error.to_string())
            }
        })?;
        let (statements, manner) = said(&printed, &revision).ok_or_else(|| {
            not_as_sql("what alembic prints for it does not end with the version that it leads to")
        })?;
        self.loaded = statements;
        Ok(manner)
    }

    async fn print(&self, revision: &Revision, way: Way) -> Result<String, CommandError> {
        let before = revision.before.as_deref().unwrap_or("base");
        let (command, range) = match way {
            Way::There => ("upgrade", format!("{before}:{}", revision.name)),
            Way::Back => ("downgrade", format!("{}:{before}", revision.name)),
        };
        let words = [&self.program.to_string_lossy(), "-c", SETTINGS, command, &range, "--sql"];
        let line = CommandLine::Words(words.map(str::to_owned).to_vec());
        let command = Command { line, folder: self.project.clone(), limit: LIMIT };
        // It prints for a server of this kind without seeing one; settings often want to have the variable all the same.
        let given = std::env::var_os("DATABASE_URL").is_some();
        let environment: &[_] = if given { &[] } else { &[("DATABASE_URL", "postgresql://localhost/none")] };
        command.printed(environment).await
    }

    /// Says what was loaded.
    ///
    /// # Errors
    /// The server refuses a statement.
    pub(super) async fn say(&self) -> Result<(), tokio_postgres::Error> {
        let (client, connection) = self.socket.connect(NoTls).await?;
        let spoken = async {
            for statement in &self.loaded {
                client.simple_query(statement).await?;
            }
            Ok(())
        };
        tokio::select! {
            spoken = spoken => spoken,
            ended = connection => ended,
        }
    }
}

/// What alembic printed without its own ledger's rows, which stand at the beginning and at the end; nothing where they do
/// not. Around everything stands a transaction, which is ours.
fn said(printed: &str, revision: &Revision) -> Option<(Vec<String>, Manner)> {
    let statements = split(Dialect::Postgres, printed).ok()?;
    let mut statements: Vec<String> =
        statements.iter().map(|statement| statement.text(printed).to_owned()).collect();
    let is_border = |text: &String| is(text, "BEGIN") || is(text, "COMMIT");
    let books = ["INSERT INTO ", "UPDATE ", "DELETE FROM "];
    let last = statements.iter().rposition(|text| !is_border(text))?;
    let written = &statements[last];
    let about = written.contains("version_num") && written.contains(&revision.name);
    if !about || !books.iter().any(|verb| written.starts_with(verb)) {
        return None;
    }
    statements.remove(last);
    let first = statements.iter().position(|text| !is_border(text));
    let makes_it = |text: &String| text.starts_with("CREATE TABLE ") && text.contains("version_num VARCHAR(");
    if let Some(first) = first.filter(|first| revision.before.is_none() && makes_it(&statements[*first])) {
        statements.remove(first);
    }
    let whole = statements.iter().filter(|text| is_border(text)).count() == 2
        && statements.first().is_some_and(|text| is(text, "BEGIN"));
    match whole {
        true => {
            statements.retain(|text| !is_border(text));
            Some((statements, Manner::Within))
        }
        false => Some((statements, Manner::Bare)),
    }
}

fn is(text: &str, word: &str) -> bool {
    text.trim().eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(before: Option<&str>) -> Revision {
        Revision { name: "b2".to_owned(), before: before.map(str::to_owned) }
    }

    #[test]
    fn what_alembic_notes_for_itself_is_left_out() {
        let first = "BEGIN;\n\nCREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL\n);\n\n\
             -- Running upgrade  -> b2\n\nCREATE TABLE t (version_num VARCHAR(9));\n\nINSERT INTO alembic_version \
             (version_num) VALUES ('b2') RETURNING alembic_version.version_num;\n\nCOMMIT;\n\n";
        let own = vec!["CREATE TABLE t (version_num VARCHAR(9))".to_owned()];
        assert_eq!(said(first, &revision(None)), Some((own, Manner::Within)));
        let empty = "BEGIN;\n\nUPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';\n\nCOMMIT;\n";
        assert_eq!(said(empty, &revision(Some("a1"))), Some((Vec::new(), Manner::Within)));
        assert_eq!(said("BEGIN; SELECT 1; COMMIT;", &revision(None)), None);
        assert_eq!(said("", &revision(None)), None);
    }

    #[test]
    fn what_it_says_outside_of_its_transaction_is_said_there() {
        let printed = "BEGIN; COMMIT; CREATE INDEX CONCURRENTLY i ON t (n); BEGIN; INSERT INTO t VALUES (';'); \
             UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1'; COMMIT;";
        let (statements, manner) = said(printed, &revision(Some("a1"))).unwrap();
        assert_eq!(manner, Manner::Bare);
        assert_eq!(
            statements,
            [
                "BEGIN",
                "COMMIT",
                "CREATE INDEX CONCURRENTLY i ON t (n)",
                "BEGIN",
                "INSERT INTO t VALUES (';')",
                "COMMIT"
            ]
        );
    }
}
