//! One client is heard: from its first message until the server is ready again. Must not know the other clients, beyond
//! which of their transactions are open.
//!
//! Within a transaction of ours, a client's own transaction is a savepoint, and each other thing that it says stands behind
//! a savepoint too, so that what fails undoes as much as it would have undone, and nobody else's work.

use std::io;

use evenkeel_core::{Ident, Sql, sql};
use tokio::io::AsyncWriteExt;

use super::client::{Client, Prepared, Sentence, Standing};
use super::control::{self, Control, Piece};
use super::frames::{Frame, Inbox};
use super::message;
use super::tap::Lent;
use super::{Manner, Passed};
use crate::connect::Report;

/// What each thing that is said stands behind.
const GUARD: &str = "evenkeel guard";
const ABORTED: (&str, &str) =
    ("25P02", "current transaction is aborted, commands ignored until end of transaction block");

/// What clients have open within our transaction.
#[derive(Debug, Default)]
pub(super) struct Nest {
    /// The numbers of the clients whose transactions are open, the outermost first.
    open: Vec<u32>,
    guard: Guard,
    /// Clients whose transaction went when one around it was rolled back.
    pub(super) swept: Vec<u32>,
}

/// Whether the guard is the innermost savepoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Guard {
    #[default]
    Down,
    Up,
}

/// The server's end.
pub(super) struct Server<'a> {
    pub(super) lent: &'a mut Lent,
    inbox: Inbox,
}

pub(super) struct Turn<'a> {
    pub(super) server: Server<'a>,
    pub(super) client: &'a mut Client,
    pub(super) nest: &'a mut Nest,
    pub(super) manner: Manner,
    pub(super) passed: Vec<Passed>,
    pub(super) end: End,
}

/// How a turn ends for the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// It is told that the server is ready.
    #[default]
    Ready,
    /// It wants an answer and has more to say before that, perhaps when another client has been heard.
    Pause,
}

/// Whether the client has said that it waits for the server to be ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    All,
    Some,
}

impl<'a> Server<'a> {
    pub(super) fn new(lent: &'a mut Lent) -> Server<'a> {
        Server { lent, inbox: Inbox::default() }
    }

    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.lent.line().write_all(bytes).await?;
        self.lent.line().flush().await
    }

    /// May be given up while it waits.
    async fn next(&mut self) -> io::Result<Frame> {
        loop {
            if let Some(frame) = self.inbox.next() {
                return Ok(frame);
            }
            if self.inbox.fill(self.lent.line()).await? == 0 {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
            }
        }
    }

    /// Hears the server until it is ready; what it says is for nobody.
    async fn swallow(&mut self) -> io::Result<Result<u8, Report>> {
        let mut refused = None;
        loop {
            let frame = self.next().await?;
            match frame.tag {
                message::READY => return Ok(refused.map_or(Ok(status(&frame)), Err)),
                message::ERROR => refused = Some(message::report(&frame)),
                _ => {}
            }
        }
    }

    /// Says something of our own.
    pub(super) async fn run(&mut self, sql: &Sql) -> io::Result<Result<u8, Report>> {
        self.send(&message::query(sql.as_str()).bytes).await?;
        self.swallow().await
    }

    /// Hears what has begun to come in to its end.
    pub(super) async fn finish(&mut self) -> io::Result<()> {
        while self.inbox.next().is_some() {}
        while !self.inbox.is_empty() {
            self.next().await?;
            while self.inbox.next().is_some() {}
        }
        Ok(())
    }
}

fn status(ready: &Frame) -> u8 {
    ready.body().first().copied().unwrap_or(b'I')
}

/// What is done with the savepoint that stands for a client's transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nested {
    Begin,
    Commit,
    BackToItsBeginning,
    RollBack,
}

impl Nested {
    fn sql(self, number: u32) -> Sql {
        let name = format!("evenkeel client {number}");
        let name = || Ident::new(&name);
        match self {
            Nested::Begin => sql!("SAVEPOINT {}", name()),
            Nested::Commit => sql!("RELEASE SAVEPOINT {}", name()),
            Nested::BackToItsBeginning => sql!("ROLLBACK TO SAVEPOINT {}", name()),
            Nested::RollBack => sql!("ROLLBACK TO SAVEPOINT {}; RELEASE SAVEPOINT {}", name(), name()),
        }
    }
}

impl Turn<'_> {
    /// # Errors
    /// The server is gone.
    pub(super) async fn take(&mut self) -> io::Result<()> {
        let Some(frame) = self.client.next().await else { return Ok(()) };
        match frame.tag {
            message::QUERY => {
                let sql = message::first_text(frame.body()).map_or(String::new(), |(sql, _)| sql.to_owned());
                match self.manner {
                    Manner::Within => self.simple(&sql).await?,
                    Manner::Bare => self.as_it_is(frame, &sql).await?,
                }
            }
            // What is left of data that the server did not want any more.
            message::COPY_DATA | message::COPY_DONE | message::COPY_FAIL => return Ok(()),
            _ => self.extended(frame).await?,
        }
        if (self.manner, self.end) == (Manner::Within, End::Ready) {
            self.client.sentence = Sentence::Whole;
            self.client.tell(&message::ready(self.client.standing.status()));
        }
        self.client.flush().await;
        Ok(())
    }

    /// Outside of any transaction of ours everything is as the client says it.
    async fn as_it_is(&mut self, frame: Frame, sql: &str) -> io::Result<()> {
        self.note(sql);
        self.server.send(&frame.bytes).await?;
        let status = self.relay(Said::All).await?;
        self.client.standing = Standing::of_status(status);
        self.client.tell(&message::ready(status));
        Ok(())
    }

    async fn simple(&mut self, sql: &str) -> io::Result<()> {
        for Piece { text, control } in control::pieces(sql) {
            let went_well = match control {
                None => self.guarded(&text).await?,
                Some(control) => self.control(control, &text).await?,
            };
            if !went_well {
                break;
            }
        }
        Ok(())
    }

    /// Runs statements that have nothing to do with transactions; whether they went well.
    async fn guarded(&mut self, sql: &str) -> io::Result<bool> {
        self.note(sql);
        if self.client.standing == Standing::Failed {
            self.refuse(ABORTED);
            return Ok(false);
        }
        let raise = self.raise();
        self.server.send(&[raise.bytes, message::query(sql).bytes].concat()).await?;
        // Where even that fails, the transaction is lost, and the server says so to the client.
        let _ = self.server.swallow().await?;
        let status = self.relay(Said::All).await?;
        self.after(status).await
    }

    /// A savepoint for what comes next.
    fn raise(&mut self) -> Frame {
        let guard = || Ident::new(GUARD);
        let raise = match std::mem::replace(&mut self.nest.guard, Guard::Up) {
            Guard::Up => sql!("RELEASE SAVEPOINT {}; SAVEPOINT {}", guard(), guard()),
            Guard::Down => sql!("SAVEPOINT {}", guard()),
        };
        message::query(raise.as_str())
    }

    async fn lower(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.nest.guard) == Guard::Up {
            let _ = self.server.run(&sql!("RELEASE SAVEPOINT {}", Ident::new(GUARD))).await?;
        }
        Ok(())
    }

    /// Undoes what failed, and only that.
    async fn after(&mut self, status: u8) -> io::Result<bool> {
        if status != b'E' {
            return Ok(true);
        }
        let _ = self.server.run(&sql!("ROLLBACK TO SAVEPOINT {}", Ident::new(GUARD))).await?;
        if self.client.standing == Standing::Inside {
            self.client.standing = Standing::Failed;
        }
        Ok(false)
    }

    fn refuse(&mut self, (sqlstate, text): (&str, &str)) {
        let error = message::error(sqlstate, text);
        if let Some(last) = self.passed.last_mut() {
            last.refused = Some(message::report(&error));
        }
        self.client.tell(&error);
    }

    /// Carries out what a client says about its transaction; whether that went well.
    async fn control(&mut self, control: Control, sql: &str) -> io::Result<bool> {
        self.note(sql.trim_start());
        let (standing, number) = (self.client.standing, self.client.number);
        match (control, standing) {
            (Control::Begin | Control::Savepoint | Control::Modes, Standing::Failed) => {
                self.refuse(ABORTED);
                return Ok(false);
            }
            (Control::Begin, Standing::Outside) => self.begin().await?,
            (Control::Commit, Standing::Inside) => self.commit().await?,
            (Control::Rollback, Standing::Inside | Standing::Failed)
            | (Control::Commit | Control::CommitAndChain, Standing::Failed) => self.roll_back(number).await?,
            (Control::CommitAndChain, Standing::Inside) => {
                self.commit().await?;
                self.begin().await?;
            }
            (Control::RollbackAndChain, Standing::Inside | Standing::Failed) => {
                self.roll_back(number).await?;
                self.begin().await?;
            }
            (Control::Savepoint | Control::RollbackTo, _) => return self.own_savepoint(control, sql).await,
            // Nothing to begin, nothing to end, and how a transaction is isolated is ours to say.
            (Control::Begin | Control::Modes, Standing::Inside)
            | (
                Control::Modes
                | Control::Commit
                | Control::CommitAndChain
                | Control::Rollback
                | Control::RollbackAndChain,
                Standing::Outside,
            ) => {}
        }
        let answer = match (control, standing) {
            (Control::Commit | Control::CommitAndChain, Standing::Failed) => Control::Rollback.answer(),
            _ => control.answer(),
        };
        self.client.tell(&message::complete(answer));
        Ok(true)
    }

    async fn begin(&mut self) -> io::Result<()> {
        self.lower().await?;
        let _ = self.server.run(&Nested::Begin.sql(self.client.number)).await?;
        self.nest.open.push(self.client.number);
        self.client.standing = Standing::Inside;
        Ok(())
    }

    /// A transaction around which others are open ends with them.
    async fn commit(&mut self) -> io::Result<()> {
        self.lower().await?;
        let number = self.client.number;
        if self.nest.open.last() == Some(&number) {
            let _ = self.server.run(&Nested::Commit.sql(number)).await?;
        }
        self.nest.open.retain(|open| *open != number);
        self.client.standing = Standing::Outside;
        Ok(())
    }

    pub(super) async fn roll_back(&mut self, number: u32) -> io::Result<()> {
        // One that was swept away has nothing left to roll back.
        if let Some(at) = self.nest.open.iter().position(|open| *open == number) {
            let _ = self.server.run(&Nested::RollBack.sql(number)).await?;
            self.nest.guard = Guard::Down;
            let within = self.nest.open.split_off(at);
            self.nest.swept.extend(within.into_iter().filter(|other| *other != number));
        }
        self.client.standing = Standing::Outside;
        Ok(())
    }

    /// A savepoint that the client has made itself. Where that fails, nobody knows how much of the client's transaction
    /// could be kept, so none of it is.
    async fn own_savepoint(&mut self, control: Control, sql: &str) -> io::Result<bool> {
        if self.client.standing == Standing::Failed && !self.nest.open.contains(&self.client.number) {
            self.refuse(ABORTED);
            return Ok(false);
        }
        self.lower().await?;
        self.server.send(&message::query(sql).bytes).await?;
        if self.relay(Said::All).await? != b'E' {
            if control == Control::RollbackTo && self.client.standing == Standing::Failed {
                self.client.standing = Standing::Inside;
            }
            return Ok(true);
        }
        if self.client.standing != Standing::Outside {
            let number = self.client.number;
            let _ = self.server.run(&Nested::BackToItsBeginning.sql(number)).await?;
            self.client.standing = Standing::Failed;
        }
        Ok(false)
    }

    /// Messages of the extended protocol, up to the one after which the server says that it is ready.
    async fn extended(&mut self, first: Frame) -> io::Result<()> {
        if self.client.sentence == Sentence::Refused {
            return self.pass_over(first).await;
        }
        let control = self.control_of(&first).filter(|_| self.manner == Manner::Within);
        if let Some(control) = control {
            return self.extended_control(first, control).await;
        }
        if self.client.standing == Standing::Failed && self.manner == Manner::Within {
            self.note_of(&first);
            self.refuse(ABORTED);
            return self.pass_over(first).await;
        }
        if self.manner == Manner::Within {
            let raise = self.raise();
            self.server.send(&raise.bytes).await?;
        }
        let mut said = self.said_with(&first);
        let bytes = self.heard(first);
        self.server.send(&bytes).await?;
        if self.manner == Manner::Within {
            let _ = self.server.swallow().await?;
        }
        if self.client.is_gone() && said == Said::Some {
            said = self.end_for_client().await?;
        }
        let status = self.relay(said).await?;
        match self.manner {
            Manner::Within => {
                if !self.after(status).await? && self.end == End::Pause {
                    self.client.sentence = Sentence::Refused;
                }
                Ok(())
            }
            Manner::Bare => {
                self.client.standing = Standing::of_status(status);
                self.client.tell(&message::ready(status));
                Ok(())
            }
        }
    }

    /// What a client says about its transaction in the extended protocol: its messages are answered as if the server had
    /// heard them.
    async fn extended_control(&mut self, first: Frame, control: Control) -> io::Result<()> {
        let sql = self.sql_of(&first);
        let mut next = Some(first);
        let mut went_well = true;
        while let Some(frame) = next {
            match frame.tag {
                message::SYNC => break,
                _ if !went_well => {}
                message::PARSE => {
                    drop(self.heard(frame));
                    self.client.tell(&Frame::new(b'1', &[]));
                }
                message::BIND => self.client.tell(&Frame::new(b'2', &[])),
                message::CLOSE => self.client.tell(&Frame::new(b'3', &[])),
                message::DESCRIBE => {
                    if frame.body().first() == Some(&b'S') {
                        self.client.tell(&Frame::new(b't', &[0, 0]));
                    }
                    self.client.tell(&Frame::new(b'n', &[]));
                }
                message::EXECUTE => went_well = self.control(control, &sql).await?,
                _ => self.client.flush().await,
            }
            next = self.client.next().await;
        }
        Ok(())
    }

    async fn pass_over(&mut self, first: Frame) -> io::Result<()> {
        let mut next = Some(first);
        while let Some(frame) = next.filter(|frame| frame.tag != message::SYNC) {
            drop(frame);
            next = self.client.next().await;
        }
        Ok(())
    }

    /// Passes on what the server says until it is ready, and what the client has to say meanwhile.
    async fn relay(&mut self, mut said: Said) -> io::Result<u8> {
        let mut copying = false;
        loop {
            if self.server.inbox.peek().is_none() || self.client.is_full() {
                self.client.flush().await;
            }
            let listens = !self.client.is_gone() && (said == Said::Some || copying);
            tokio::select! {
                biased;
                frame = self.server.next() => {
                    let frame = frame?;
                    match frame.tag {
                        message::READY => return Ok(status(&frame)),
                        message::COPY_IN if self.client.is_gone() => self.give_up_copy().await?,
                        message::COPY_IN => copying = true,
                        _ => {}
                    }
                    self.told(&frame);
                }
                frame = self.client.next(), if listens => match frame {
                    Some(frame) => {
                        copying &= !matches!(frame.tag, message::COPY_DONE | message::COPY_FAIL);
                        said = if said == Said::All { said } else { self.said_with(&frame) };
                        let bytes = self.heard(frame);
                        self.server.send(&bytes).await?;
                    }
                    None => {
                        if std::mem::take(&mut copying) {
                            self.give_up_copy().await?;
                        }
                        if said == Said::Some {
                            said = self.end_for_client().await?;
                        }
                    }
                },
            }
        }
    }

    /// Within our transaction a client that wants an answer before it goes on does not keep the others waiting.
    fn said_with(&mut self, frame: &Frame) -> Said {
        match (frame.tag, self.manner) {
            (message::SYNC | message::QUERY | message::FUNCTION_CALL, _) => Said::All,
            (message::FLUSH, Manner::Within) => {
                self.end = End::Pause;
                Said::All
            }
            (_, _) => Said::Some,
        }
    }

    /// A client that went in the middle of a sentence.
    async fn end_for_client(&mut self) -> io::Result<Said> {
        self.server.send(&Frame::new(message::SYNC, &[]).bytes).await?;
        Ok(Said::All)
    }

    async fn give_up_copy(&mut self) -> io::Result<()> {
        let fail = Frame::new(message::COPY_FAIL, &message::text("the client is gone"));
        self.server.send(&fail.bytes).await
    }

    /// What the server said, to the client.
    fn told(&mut self, frame: &Frame) {
        match frame.tag {
            message::ERROR => {
                let report = message::report(frame);
                if let Some(one) = self.passed.iter_mut().find(|one| !one.is_over()) {
                    one.refused = Some(report);
                }
            }
            message::NOTICE => {
                let report = message::report(frame);
                if let Some(last) = self.passed.last_mut() {
                    last.notices.push(report);
                }
            }
            message::COMPLETE | message::EMPTY => {
                if let Some(one) = self.passed.iter_mut().find(|one| !one.is_over()) {
                    one.completed = true;
                }
            }
            _ => {}
        }
        self.client.tell(frame);
    }

    /// What the client said, as the server is to hear it.
    fn heard(&mut self, frame: Frame) -> Vec<u8> {
        let renamed = |client: &Client, frame: &Frame| {
            let (kind, rest) = frame.body().split_first()?;
            let (name, rest) = message::first_text(rest)?;
            let named = message::body(&[&client.name(name)], rest);
            Some(Frame::new(frame.tag, &[&[*kind], named.as_slice()].concat()))
        };
        let heard = match frame.tag {
            message::PARSE => self.parse(&frame),
            message::BIND => self.bind(&frame),
            message::DESCRIBE | message::CLOSE => renamed(self.client, &frame),
            // Portals and statements outlive it in a transaction.
            message::FLUSH if self.manner == Manner::Within => Some(Frame::new(message::SYNC, &[])),
            message::EXECUTE => message::first_text(frame.body()).map(|(portal, rest)| {
                Frame::new(frame.tag, &message::body(&[&self.client.name(portal)], rest))
            }),
            _ => None,
        };
        heard.map_or(frame.bytes, |heard| heard.bytes)
    }

    fn parse(&mut self, frame: &Frame) -> Option<Frame> {
        let (name, rest) = message::first_text(frame.body())?;
        let (sql, rest) = message::first_text(rest)?;
        let prepared = Prepared { sql: sql.to_owned(), control: control::single(sql) };
        if prepared.control.is_none() || self.manner == Manner::Bare {
            self.note(sql);
        }
        let heard = Frame::new(frame.tag, &message::body(&[&self.client.name(name), sql], rest));
        self.client.statements.insert(name.to_owned(), prepared);
        Some(heard)
    }

    fn bind(&mut self, frame: &Frame) -> Option<Frame> {
        let (portal, rest) = message::first_text(frame.body())?;
        let (name, rest) = message::first_text(rest)?;
        let sql = self.client.statements.get(name).map(|one| one.sql.clone()).unwrap_or_default();
        if self.passed.last().is_none_or(|last| last.sql != sql || last.is_over()) {
            self.note(&sql);
        }
        Some(Frame::new(
            frame.tag,
            &message::body(&[&self.client.name(portal), &self.client.name(name)], rest),
        ))
    }

    fn control_of(&self, frame: &Frame) -> Option<Control> {
        match frame.tag {
            message::PARSE => control::single(&self.sql_of(frame)),
            message::BIND => {
                let (_, rest) = message::first_text(frame.body())?;
                let (name, _) = message::first_text(rest)?;
                self.client.statements.get(name)?.control
            }
            _ => None,
        }
    }

    fn sql_of(&self, frame: &Frame) -> String {
        let second = message::first_text(frame.body()).and_then(|(_, rest)| message::first_text(rest));
        let second = second.map_or("", |(text, _)| text);
        match frame.tag {
            message::PARSE => second.to_owned(),
            _ => self.client.statements.get(second).map(|one| one.sql.clone()).unwrap_or_default(),
        }
    }

    fn note_of(&mut self, frame: &Frame) {
        let sql = self.sql_of(frame);
        self.note(&sql);
    }

    fn note(&mut self, sql: &str) {
        self.passed.push(Passed {
            sql: sql.to_owned(),
            own_transaction: self.client.standing != Standing::Outside,
            completed: false,
            refused: None,
            notices: Vec::new(),
        });
    }
}
