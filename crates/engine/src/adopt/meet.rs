//! Both ledgers brought to say the same, at the beginning of whatever is done. Must not know a tool.

use evenkeel_sources::Migrations;

use super::reconcile::reconcile;
use super::table::Table;
use super::{Beside, Companion, Due, Form, Rows, Told};
use crate::database::Database;
use crate::error::EngineError;
use crate::execute::{Event, MigrateOptions, Ready, Watch, applied};
use crate::ledger::{Author, Entry, EventKind, LedgerView};

/// SQLSTATEs that say that the tool has no ledger yet: no such table, no such schema.
const NO_TABLE: &[&str] = &["42P01", "3F000"];

/// Our ledger as it stands when what another tool did is counted in. Nothing is written.
///
/// # Errors
/// The other tool's ledger cannot be read, or is in a state in which the tool itself would not go on.
pub async fn seen(
    database: &Database,
    migrations: &Migrations,
    beside: Option<&Beside>,
    ledger: LedgerView,
) -> Result<LedgerView, EngineError> {
    match Companion::of(beside, migrations, database.dialect()) {
        None => Ok(ledger),
        Some(companion) => Ok(companion.due(database, &ledger, &[]).await?.seen(&companion, ledger)),
    }
}

/// The statements that make the rows anew, in a copy of the schema, that the tool's programs ask for there.
///
/// # Errors
/// They cannot be read.
pub async fn consulted(database: &Database, beside: Option<&Beside>) -> Result<Vec<String>, EngineError> {
    let Some((Database::Postgres(session), beside)) = Some(database).zip(beside) else {
        return Ok(Vec::new());
    };
    let Some(rules) = super::rules(beside.tool) else { return Ok(Vec::new()) };
    let Some(question) = rules.consulted(&Table::of(beside, rules, database.dialect())) else {
        return Ok(Vec::new());
    };
    match session.rows(question.as_str()).await {
        Ok(rows) => Ok(rows.into_iter().flatten().flatten().collect()),
        Err(error) if error.sqlstate().is_some_and(|state| NO_TABLE.contains(&state)) => Ok(Vec::new()),
        Err(error) => Err(EngineError::own("reading what the other tool keeps", &error)),
    }
}

/// As [`seen`], and it is written down. On PostgreSQL the caller holds the lock, and our ledger is there; what is
/// being settled by hand is passed over.
///
/// # Errors
/// As for [`seen`], or a ledger cannot be written.
pub(crate) async fn meet(
    database: &Database,
    migrations: &Migrations,
    (options, settled): (&MigrateOptions, &[String]),
    (companion, ledger): (&Companion, LedgerView),
    watch: &mut dyn Watch,
) -> Result<LedgerView, EngineError> {
    let due = companion.due(database, &ledger, settled).await?;
    companion.create(database, due.form).await?;
    if due.is_nothing() {
        return Ok(ledger);
    }
    let author = Author { beside: None, ..options.author.clone() };
    let find = |name: &String| migrations.list.iter().find(|migration| migration.name.as_str() == *name);
    let over = due.take_over.iter().filter_map(find);
    let over = over.map(|one| Ready::of(database.dialect(), one));
    let over: Vec<Ready> = over.collect::<Result<_, EngineError>>()?;
    let by = |what: &str| [what, " by ", companion.tool.word()].concat();
    let (applied_by, taken_back_by) = (by("applied"), by("taken back"));
    let taken_over = over.iter().map(|one| Entry { message: Some(&applied_by), ..applied(one, None) });
    let taken_back = due
        .take_back
        .iter()
        .map(|name| Entry { message: Some(&taken_back_by), ..Entry::new(name, EventKind::RolledBack) });
    let entries: Vec<Entry<'_>> = taken_over.chain(taken_back).collect();
    if !entries.is_empty() {
        database.create_ledger().await?;
        database.add_to_ledger(&author, &entries).await?;
    }
    companion.hand_on(database, &due).await?;
    watch.event(Event::TakenOver {
        tool: companion.tool.word(),
        applied: due.take_over.len(),
        taken_back: due.take_back.len(),
        handed_on: due.hand_on.len(),
    });
    // What was written is read again, so that its rows are in their order.
    database.ledger(&options.author.service).await
}

impl Companion {
    /// What the ledgers lack of each other.
    pub(crate) async fn due(
        &self,
        database: &Database,
        ours: &LedgerView,
        settled: &[String],
    ) -> Result<Due, EngineError> {
        let told = self.read(database).await?;
        reconcile(self, ours, told.as_ref(), settled)
    }

    /// What the tool's ledger says; nothing where there is none.
    async fn read(&self, database: &Database) -> Result<Option<Told>, EngineError> {
        let sql = self.rules().read(&self.table);
        let told = |rows: &Rows| self.rules().told(rows, &self.known);
        match database {
            Database::Postgres(session) => match session.rows(sql.as_str()).await {
                Ok(rows) => Ok(Some(told(&rows))),
                Err(error) if error.sqlstate().is_some_and(|state| NO_TABLE.contains(&state)) => Ok(None),
                Err(error) => Err(EngineError::own("reading the other tool's ledger", &error)),
            },
            Database::Sqlite(lite) => match lite.has_table(&self.table.bare)? {
                true => Ok(Some(told(&lite.rows(sql.as_str())?))),
                false => Ok(None),
            },
        }
    }

    async fn create(&self, database: &Database, form: Form) -> Result<(), EngineError> {
        let (rules, table) = (self.rules(), &self.table);
        let mut statements = table.create(&rules.columns(table));
        statements.extend(rules.first_rows(table));
        match form {
            Form::First => statements.extend(rules.raised(table, &self.known)),
            Form::Todays => {}
        }
        self.send(database, &statements).await
    }

    async fn hand_on(&self, database: &Database, due: &Due) -> Result<(), EngineError> {
        let known = self.known.iter().filter(|known| due.hand_on.contains(&known.migration));
        let statements: Vec<_> = known.flat_map(|known| self.rules().applied(&self.table, known)).collect();
        self.send(database, &statements).await
    }

    /// All or none.
    async fn send(&self, database: &Database, statements: &[evenkeel_core::Sql]) -> Result<(), EngineError> {
        if statements.is_empty() {
            return Ok(());
        }
        let texts: Vec<&str> = statements.iter().map(evenkeel_core::Sql::as_str).collect();
        let text = ["BEGIN;\n", &texts.join(";\n"), ";\nCOMMIT"].concat();
        match database {
            Database::Postgres(session) => {
                let sent = session.batch(&text).await;
                session.take_notices();
                sent.map_err(|error| EngineError::own("writing the other tool's ledger", &error))
            }
            Database::Sqlite(lite) => lite.execute(&text),
        }
    }
}
