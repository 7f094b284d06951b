//! Transactions of clients within ours: each is a savepoint, and every other thing that is said stands behind a savepoint
//! too. Must not know how anything is said.

use std::io;

use evenkeel_core::{Ident, Sql, sql};

use super::super::client::Standing;
use super::super::control::Control;
use super::super::frames::Frame;
use super::super::message;
use super::{ABORTED, Said, Turn};

/// What each thing that is said stands behind.
const GUARD: &str = "evenkeel_guard";

/// What clients have open within our transaction.
#[derive(Debug, Default)]
pub(in super::super) struct Nest {
    /// The numbers of the clients whose transactions are open, the outermost first.
    open: Vec<u32>,
    guard: Guard,
    /// Clients whose transaction went when one around it was rolled back.
    pub(in super::super) swept: Vec<u32>,
}

/// Whether the guard is the innermost savepoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Guard {
    #[default]
    Down,
    Up,
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
        let name = format!("evenkeel_client_{number}");
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
    /// A savepoint for what comes next.
    pub(super) fn raise(&mut self) -> Frame {
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
    pub(super) async fn after(&mut self, status: u8) -> io::Result<bool> {
        if status != b'E' {
            return Ok(true);
        }
        let _ = self.server.run(&sql!("ROLLBACK TO SAVEPOINT {}", Ident::new(GUARD))).await?;
        if self.client.standing == Standing::Inside {
            self.client.standing = Standing::Failed;
        }
        Ok(false)
    }

    /// Carries out what a client says about its transaction; whether that went well.
    pub(super) async fn control(&mut self, control: Control, sql: &str) -> io::Result<bool> {
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

    pub(in super::super) async fn roll_back(&mut self, number: u32) -> io::Result<()> {
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
}
