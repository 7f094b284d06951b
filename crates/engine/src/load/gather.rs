//! The statements of a desired schema, with the settings under which each stands. Must not know a database.

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use evenkeel_sources::statement::{Class, Giving, classify, findings, giving};
use evenkeel_sources::{Script, Statement};

use crate::error::EngineError;
use crate::execute::unfit;

/// One statement to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) script: usize,
    /// Its number in the script, from 0.
    pub(super) at: usize,
    /// How many settings of its script stand before it: `SET search_path` and the like go with the statements behind
    /// them, whenever those are run.
    pub(super) settings: usize,
    pub(super) company: Company,
    pub(super) giving: Giving,
}

/// Whether a statement may share a round trip, and so a transaction, with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Company {
    Any,
    None,
}

/// All scripts, cut.
pub(super) struct Scripts<'a> {
    dialect: Dialect,
    scripts: &'a [Script],
    statements: Vec<Vec<Statement>>,
    /// For each script, the numbers of the statements that set something.
    settings: Vec<Vec<usize>>,
    pub(super) items: Vec<Item>,
}

impl<'a> Scripts<'a> {
    /// Cuts the scripts.
    ///
    /// # Errors
    /// A script cannot be cut, or holds a statement that does not belong into a desired schema.
    pub(super) fn of(dialect: Dialect, scripts: &'a [Script]) -> Result<Self, EngineError> {
        let mut all =
            Scripts { dialect, scripts, statements: Vec::new(), settings: Vec::new(), items: Vec::new() };
        for (number, script) in scripts.iter().enumerate() {
            let found = findings(dialect, &script.text);
            let found = found.map_err(|error| unfit(script, &error, "unfit-schema"))?;
            if let Some(finding) = found.first() {
                return Err(unfit(script, finding, "not-declarative"));
            }
            let statements = split(dialect, &script.text);
            all.add(number, statements.map_err(|error| unfit(script, &error, "unfit-schema"))?);
        }
        Ok(all)
    }

    fn add(&mut self, script: usize, statements: Vec<Statement>) {
        let text = &self.scripts[script].text;
        let mut settings = Vec::new();
        for (at, statement) in statements.iter().enumerate() {
            let giving = giving(self.dialect, text, statement);
            let item = |company| Item { script, at, settings: settings.len(), company, giving };
            match (classify(self.dialect, text, statement), self.dialect) {
                // The scratch is nobody's, so nothing has to be undone together.
                (Class::TransactionControl(_), _) => {}
                (Class::Session, Dialect::Postgres) => settings.push(at),
                (Class::Query, Dialect::Postgres) if statement.text(text).contains("set_config") => {
                    settings.push(at);
                }
                (Class::OwnTransaction(_), _) => self.items.push(item(Company::None)),
                (
                    Class::Schema
                    | Class::Data
                    | Class::Query
                    | Class::Code
                    | Class::Session
                    | Class::CopyFromStdin
                    | Class::Unknown,
                    _,
                ) => self.items.push(item(Company::Any)),
            }
        }
        self.statements.push(statements);
        self.settings.push(settings);
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(super) fn script(&self, item: Item) -> &'a Script {
        &self.scripts[item.script]
    }

    pub(super) fn statement(&self, item: Item) -> &Statement {
        &self.statements[item.script][item.at]
    }

    pub(super) fn sql(&self, item: Item) -> &'a str {
        self.sql_at(item.script, item.at)
    }

    /// The settings that a statement stands under, as items.
    pub(super) fn settings(&self, item: Item) -> Vec<Item> {
        let before = &self.settings[item.script][..item.settings];
        before.iter().map(|at| Item { at: *at, settings: 0, ..item }).collect()
    }

    fn sql_at(&self, script: usize, at: usize) -> &'a str {
        let text: &'a str = &self.scripts[script].text;
        self.statements[script][at].text(text)
    }
}
