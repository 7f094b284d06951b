//! Loading into PostgreSQL: many statements in one round trip, fewer around one that fails. Must not know the files.

use super::gather::{Company, Item, Scripts};
use super::{Failed, Undone};
use crate::batch::Batch;
use crate::connect::{ServerError, Session};
use crate::error::{Cause, EngineError};
use evenkeel_sources::Script;
use evenkeel_sources::lexer::Dialect;

/// Takes back what a script set, and whose role it took on.
const NEUTRAL: &str = "RESET ALL; RESET SESSION AUTHORIZATION";

/// How many statements share a round trip when nothing fails.
const MOST: usize = 200;
/// How many do after one has failed.
const FEW: usize = 8;

/// SQLSTATEs beyond "undefined" that another statement may cure: a label of an enum that is not there yet or not
/// committed yet, a primary key that GROUP BY relies on, an operator class or unique key that is made later.
const CURABLE: &[&str] = &["22P02", "55P04", "42803", "42P17"];

/// Runs every statement of the scripts, each at last once, or says which could not be run.
///
/// # Errors
/// Every statement that fails, at its place, or a statement that does not belong into a desired schema.
pub(crate) async fn load(session: &Session, scripts: &[Script]) -> Result<(), EngineError> {
    let scripts = Scripts::of(Dialect::Postgres, scripts)?;
    let mut loader = Loader { session, scripts: &scripts, environment: None };
    let mut items = scripts.items.clone();
    loop {
        let undone = loader.pass(&items).await?;
        let left: Vec<Item> = undone.left();
        if undone.waiting.is_empty() || !undone.broken.is_empty() || left.len() == items.len() {
            loader.neutral().await?;
            return undone.report(&scripts);
        }
        items = left;
    }
}

/// The settings that a statement stands under: a script and how many of its settings.
type Environment = Option<(usize, usize)>;

struct Loader<'a> {
    session: &'a Session,
    scripts: &'a Scripts<'a>,
    /// What the session is set to.
    environment: Environment,
}

/// The first statement of a round trip that failed.
struct Fault {
    /// Its place among the statements that were sent.
    at: usize,
    failed: Failed,
    curable: bool,
}

impl Loader<'_> {
    async fn pass(&mut self, items: &[Item]) -> Result<Undone, EngineError> {
        let mut undone = Undone::default();
        let (mut at, mut size) = (0, MOST);
        // The statement that is known to fail once those before it have been run again without it.
        let mut known: Option<(usize, Fault)> = None;
        while at < items.len() {
            if let Some((_, fault)) = known.take_if(|(place, _)| *place == at) {
                let list = if fault.curable { &mut undone.waiting } else { &mut undone.broken };
                list.push(fault.failed);
                at += 1;
                continue;
            }
            if undone.keeps_back(items[at]) {
                undone.later.push(items[at]);
                at += 1;
                continue;
            }
            let end = known.as_ref().map_or(at + size, |(place, _)| *place).min(items.len());
            let chunk = together(undone.without_gifts(&items[at..end]));
            match self.send(chunk).await? {
                None => {
                    at += chunk.len();
                    size = (size * 2).min(MOST);
                }
                Some(fault) => {
                    size = FEW;
                    known = Some((at + fault.at, fault));
                }
            }
        }
        Ok(undone)
    }

    /// Runs statements in one transaction; what failed, if any did, and then none of them has been run.
    async fn send(&mut self, items: &[Item]) -> Result<Option<Fault>, EngineError> {
        if let Some(alone) = items.first().filter(|item| item.company == Company::None) {
            return self.send_alone(*alone).await;
        }
        let (batch, environment) = self.batch(items);
        let Err((completed, error)) = self.session.batch_counting(batch.sql()).await else {
            self.environment = environment;
            return Ok(None);
        };
        let Some(blame) = batch.blame(completed, &error).filter(|_| !error.is_lost()) else {
            return Err(EngineError::own("loading the schema", &error));
        };
        Ok(Some(self.fault(blame.tag, blame.offset, &error)))
    }

    /// A statement that refuses to share a transaction cannot share a round trip with its settings either.
    async fn send_alone(&mut self, item: Item) -> Result<Option<Fault>, EngineError> {
        let mut settings = Batch::new();
        self.switch(&mut settings, self.environment, item, 0);
        if let Err((completed, error)) = self.session.batch_counting(settings.sql()).await {
            let blame = settings.blame(completed, &error);
            let Some(blame) = blame else { return Err(EngineError::own("loading the schema", &error)) };
            return Ok(Some(self.fault(blame.tag, blame.offset, &error)));
        }
        self.environment = environment_of(item);
        let Err(error) = self.session.batch(self.scripts.sql(item)).await else { return Ok(None) };
        if error.is_lost() {
            return Err(EngineError::own("loading the schema", &error));
        }
        let at = error.report().and_then(|report| report.position);
        let offset = at.and_then(|at| self.scripts.sql(item).char_indices().nth(at)).map(|(byte, _)| byte);
        Ok(Some(self.fault((item, 0), offset, &error)))
    }

    fn fault(&self, (item, at): (Item, usize), offset: Option<usize>, error: &ServerError) -> Fault {
        let curable = error.is_undefined_object()
            || error.sqlstate().is_some_and(|sqlstate| CURABLE.contains(&sqlstate));
        Fault { at, failed: Failed { item, cause: Cause::from(error), offset }, curable }
    }

    fn batch(&self, items: &[Item]) -> (Batch<(Item, usize)>, Environment) {
        let mut batch = Batch::new();
        let mut environment = self.environment;
        for (at, item) in items.iter().enumerate() {
            environment = self.switch(&mut batch, environment, *item, at);
            batch.statement(self.scripts.sql(*item), (*item, at));
        }
        (batch, environment)
    }

    /// Adds what sets the session to what a statement stands under.
    fn switch(
        &self,
        batch: &mut Batch<(Item, usize)>,
        from: Environment,
        item: Item,
        at: usize,
    ) -> Environment {
        let to = environment_of(item);
        if from != to {
            if from.is_some() {
                batch.own(NEUTRAL, 2);
            }
            for setting in self.scripts.settings(item) {
                batch.statement(self.scripts.sql(setting), (setting, at));
            }
        }
        to
    }

    async fn neutral(&mut self) -> Result<(), EngineError> {
        if self.environment.take().is_none() {
            return Ok(());
        }
        let reset = self.session.batch(NEUTRAL).await;
        reset.map_err(|error| EngineError::own("resetting the session", &error))
    }
}

fn environment_of(item: Item) -> Environment {
    (item.settings > 0).then_some((item.script, item.settings))
}

/// As many of the first statements as may share a transaction, at least one.
fn together(items: &[Item]) -> &[Item] {
    let alone = |item: &Item| item.company == Company::None;
    match items.iter().position(alone) {
        Some(0) => &items[..1],
        Some(end) => &items[..end],
        None => items,
    }
}
