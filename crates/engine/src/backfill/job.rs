//! One backfill from its beginning to its end: begun or taken up again, done, verified, written down. Must not know who asked
//! for it.

use std::collections::VecDeque;
use std::time::Duration;

use evenkeel_core::Sql;
use evenkeel_sources::backfill::{Backfill, Batches, Template, Work};
use evenkeel_sources::{Migration, Script};
use tokio::time::Instant;

use super::book::{self, Page, Row, Stage};
use super::pace::Pacer;
use super::postgres::{Guard, Runner, lookout, row_of};
use super::walk::{Stretch, Walk};
use super::{BackfillError, Begin, script, sqlite, verify};
use crate::connect::ServerError;
use crate::database::{Database, Lite};
use crate::error::{Cause, EngineError, Passage, SqlFailure};
use crate::execute::{Event, MigrateOptions, News, Watch, unfit};
use crate::ledger::{Elapsed, Entry, EventKind, Postgres, add_sqlite};

/// A backfill and all that it takes to do it.
pub(super) struct Job<'a> {
    pub(super) database: &'a Database,
    pub(super) migration: &'a Migration,
    pub(super) backfill: &'a Backfill,
    /// The ledger's row that made the migration applied.
    pub(super) life: i64,
    pub(super) begin: Begin,
    pub(super) options: &'a MigrateOptions,
    pub(super) watch: &'a mut dyn Watch,
}

/// What came of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Now { rows: u64 },
    Before { rows: u64 },
}

impl<'a> Job<'a> {
    pub(super) fn name(&self) -> &'a str {
        self.migration.name.as_str()
    }

    pub(super) fn page(&self) -> Page<'_> {
        Page { dialect: self.database.dialect(), author: &self.options.author, migration: self.name() }
    }

    /// What the session is called while a batch runs.
    pub(super) fn session_name(&self) -> String {
        ["evenkeel: ", self.name()].concat()
    }

    pub(super) fn tell(&mut self, news: News) {
        self.watch.event(Event::Backfill { migration: self.name().to_owned(), news });
    }

    /// Does what is left to do.
    pub(super) async fn run(&mut self) -> Result<Done, EngineError> {
        let _heeding = self.options.interrupt.heed();
        let _guard = match self.database {
            Database::Postgres(session) => match Guard::take(session, &self.page()).await? {
                Some(guard) => Some(guard),
                None => return Err(BackfillError::Taken { migration: self.name().to_owned() }.into()),
            },
            Database::Sqlite(_) => None,
        };
        book::create(self.database).await?;
        let begun = Instant::now();
        let meaning = self.backfill.meaning(self.database.dialect()).as_str().to_owned();
        let known = self.row().await?.filter(|row| row.life == self.life && self.begin == Begin::WhereItWas);
        match &known {
            Some(row) if row.state == Stage::Done => return Ok(Done::Before { rows: row.rows }),
            Some(row) if row.meaning != meaning => {
                return Err(BackfillError::Edited { migration: self.name().to_owned() }.into());
            }
            Some(_) | None => {}
        }
        let rows = match &self.backfill.work {
            Work::Batches(batches) => self.batches(batches, known, &meaning).await?,
            Work::Script(command) => self.script(command, known, &meaning).await?,
        };
        self.finish(rows, begun.elapsed()).await
    }

    pub(super) async fn row(&self) -> Result<Option<Row>, EngineError> {
        row_of(self).await
    }

    async fn batches(
        &mut self,
        batches: &'a Batches,
        known: Option<Row>,
        meaning: &str,
    ) -> Result<u64, EngineError> {
        let template = Template::parse(self.database.dialect(), &batches.sql.text);
        let template = template.map_err(|error| unfit(&batches.sql, &error, "unfit-backfill"))?;
        let walk = Walk::of(self.database, self.name(), batches).await?;
        let mut tally = Tally::new(known.as_ref().map_or(walk.total, |row| row.total));
        let cursor = match known {
            Some(row) => {
                tally.start_at(row.rows);
                self.tell(News::Resumed { rows: row.rows, total: row.total });
                if row.state == Stage::Walked {
                    return Ok(row.rows);
                }
                row.cursor
            }
            None => {
                self.write_beginning(meaning, walk.total).await?;
                self.tell(News::Begun { total: walk.total });
                None
            }
        };
        match self.database {
            Database::Postgres(session) => {
                let lookout = lookout(self, session, batches).await;
                let pacer = Pacer::new(batches.pace);
                let took = Duration::ZERO;
                let (walk, template) = (&walk, &template);
                Runner { job: self, session, walk, template, pacer, lookout, batches, took }
                    .run(cursor, &mut tally)
                    .await?;
            }
            Database::Sqlite(lite) => sqlite::run(self, lite, &walk, &template, batches, &mut tally).await?,
        }
        self.write(&[self.page().becomes(Stage::Walked)], None).await?;
        Ok(tally.rows())
    }

    async fn script(&mut self, command: &str, known: Option<Row>, meaning: &str) -> Result<u64, EngineError> {
        match known {
            Some(row) if row.state == Stage::Walked => return Ok(0),
            Some(_) => {}
            None => self.write_beginning(meaning, None).await?,
        }
        self.tell(News::Started { command: command.to_owned() });
        if let Err(error) = script::run(self, command).await {
            self.note_failure(&error).await;
            return Err(error);
        }
        self.write(&[self.page().becomes(Stage::Walked)], None).await?;
        Ok(0)
    }

    async fn write_beginning(&self, meaning: &str, total: Option<u64>) -> Result<(), EngineError> {
        let entry = Entry { checksum: Some(meaning), ..Entry::new(self.name(), EventKind::BackfillStarted) };
        self.write(&self.page().begin(self.life, meaning, total), Some(&entry)).await
    }

    /// Asks what has to hold at the end, and writes down that all is done.
    async fn finish(&mut self, rows: u64, took: Duration) -> Result<Done, EngineError> {
        if let Some(question) = &self.backfill.verify {
            self.tell(News::Verifying);
            if let Err(error) = self.verify(question).await {
                self.note_failure(&error).await;
                return Err(error);
            }
        }
        let entry = Entry { elapsed: Elapsed::of(took), ..Entry::new(self.name(), EventKind::BackfillDone) };
        self.write(&[self.page().becomes(Stage::Done)], Some(&entry)).await?;
        self.tell(News::Done { rows, duration: took });
        Ok(Done::Now { rows })
    }

    async fn verify(&self, question: &Script) -> Result<(), EngineError> {
        let found = verify::ask(self.database, self.name(), question).await?;
        match found.rows.is_empty() {
            true => Ok(()),
            false => Err(BackfillError::Unverified {
                migration: self.name().to_owned(),
                rows: found.rows,
                more: found.more,
            }
            .into()),
        }
    }

    /// Statements about the row, and the ledger's row, all or none.
    pub(super) async fn write(
        &self,
        statements: &[Sql],
        entry: Option<&Entry<'_>>,
    ) -> Result<(), EngineError> {
        let author = &self.options.author;
        match self.database {
            Database::Postgres(session) => {
                let entry = entry.map(|entry| Postgres::insert(author, entry));
                let all = Sql::join(statements.iter().cloned().chain(entry), ";\n");
                let written = session.batch(all.as_str()).await;
                written.map_err(|error| EngineError::own("writing how far a backfill is", &error))
            }
            Database::Sqlite(lite) => {
                lite.execute("BEGIN IMMEDIATE")?;
                let done = statements.iter().try_for_each(|sql| lite.execute(sql.as_str()));
                let done = done.and_then(|()| entry.map_or(Ok(()), |entry| add_sqlite(lite, author, entry)));
                done.and_then(|()| lite.execute("COMMIT")).inspect_err(|_| undo(lite))
            }
        }
    }

    /// That the ledger cannot be written must not hide why it had to be.
    pub(super) async fn note_failure(&self, error: &EngineError) {
        let message = error.to_string();
        let entry = Entry {
            message: Some(&message),
            sqlstate: error.sqlstate(),
            ..Entry::new(self.name(), EventKind::BackfillFailed)
        };
        let _ = self.write(&[], Some(&entry)).await;
    }

    pub(super) fn paused(&self, tally: &Tally) -> EngineError {
        BackfillError::Paused { migration: self.name().to_owned(), rows: tally.rows(), total: tally.total }
            .into()
    }

    /// A statement of a batch failed: which, and in which batch.
    pub(super) async fn failed(
        &self,
        batches: &Batches,
        tag: Option<usize>,
        stretch: &Stretch,
        error: &ServerError,
    ) -> EngineError {
        if error.is_lost() {
            let (migration, reason) = (self.name().to_owned(), error.to_string());
            return EngineError::ConnectionLost { migration, reason };
        }
        let failure = self.batch_failure(batches, tag, stretch, Cause::from(error));
        self.note_failure(&failure).await;
        failure
    }

    pub(super) fn batch_failure(
        &self,
        batches: &Batches,
        tag: Option<usize>,
        stretch: &Stretch,
        cause: Cause,
    ) -> EngineError {
        let template = Template::parse(self.database.dialect(), &batches.sql.text).ok();
        let at = tag.unwrap_or_default();
        let filled = template.map(|template| template.fill("", "")).unwrap_or_default();
        let range = filled.get(at).map_or(0..0, |(range, _)| range.clone());
        let bounds =
            format!("the batch from {} to {}", Walk::told(&stretch.first), Walk::told(&stretch.last));
        let context = match cause.context {
            Some(context) => format!("{context}\nin {bounds}"),
            None => bounds,
        };
        EngineError::Sql(Box::new(SqlFailure {
            migration: Some(self.name().to_owned()),
            statement: at + 1,
            passage: Passage {
                file: batches.sql.path.clone(),
                text: batches.sql.text.as_str().into(),
                range,
            },
            cause: Cause { context: Some(context), ..cause },
            stays: None,
        }))
    }
}

/// SQLite may have rolled back by itself, so that there is nothing left to undo.
pub(super) fn undo(lite: &Lite) {
    let _ = lite.connection().execute_batch("ROLLBACK");
}

/// How far it is and how fast.
pub(super) struct Tally {
    before: u64,
    now: u64,
    total: Option<u64>,
    batch: u64,
    /// When how many rows were done, of the last few batches.
    samples: VecDeque<(Instant, u64)>,
}

/// Batches over which the rate is taken.
const SAMPLES: usize = 20;

impl Tally {
    fn new(total: Option<u64>) -> Self {
        Tally { before: 0, now: 0, total, batch: 0, samples: VecDeque::from([(Instant::now(), 0)]) }
    }

    /// This many were done before, or by somebody else.
    pub(super) fn start_at(&mut self, rows: u64) {
        self.before = rows.saturating_sub(self.now);
    }

    pub(super) fn add(&mut self, rows: u64) {
        self.now += rows;
        self.batch = rows;
        self.samples.push_back((Instant::now(), self.now));
        if self.samples.len() > SAMPLES {
            self.samples.pop_front();
        }
    }

    pub(super) fn rows(&self) -> u64 {
        self.before + self.now
    }

    pub(super) fn news(&self) -> News {
        let rate = self.samples.front().map_or(0, |(since, rows)| {
            let millis = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
            (self.now - rows).saturating_mul(1000) / millis
        });
        News::Advanced { rows: self.rows(), total: self.total, batch: self.batch, rate }
    }
}
