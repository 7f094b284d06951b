//! Migrations that are programs: they are run by the project's own Node with the project's own packages, or printed by its
//! own alembic, and what they say to the database they say over a session that is lent to them. Must not know the ledger, or
//! what a program is for.

mod alembic;
mod answer;
mod bridge;
mod error;
mod host;
mod outline;
mod place;

use evenkeel_sources::Program;
use serde::Serialize;

pub(crate) use bridge::{Bridge, Ended};
pub use error::{ProgramError, Thrown};
pub use outline::outline;

use crate::connect::Session;
use crate::error::EngineError;

/// What is done where a tool would ask somebody whether it may drop or alter what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unasked {
    /// Nothing of all that is to be done.
    #[default]
    Refused,
    /// The rest.
    LeftOut,
    /// That too.
    Done,
}

/// What runs programs. Nothing is started before the first of them is to be run, and one process runs them all.
pub(crate) struct Programs {
    unasked: Unasked,
    open: Option<(Session, Bridge)>,
}

impl Programs {
    pub(crate) fn new(unasked: Unasked) -> Programs {
        Programs { unasked, open: None }
    }

    /// For a database that is thrown away.
    pub(crate) fn unbound() -> Programs {
        Programs::new(Unasked::Done)
    }

    /// A session of its own that can be lent, to the same database as another, and who runs programs over it.
    ///
    /// # Errors
    /// The server cannot be reached a second time, or there is nothing that could run the program.
    pub(crate) async fn open(
        &mut self,
        beside: &Session,
        program: &Program,
    ) -> Result<(&Session, &mut Bridge), EngineError> {
        let open = match self
            .open
            .take()
            .filter(|(session, bridge)| !session.is_closed() && bridge.suits(program, self.unasked))
        {
            Some(open) => open,
            None => {
                let bridge = Bridge::start(beside.target(), program, self.unasked).await?;
                let session = Session::connect_lendable(beside.target()).await?;
                (session.selecting(beside.selection().clone()), bridge)
            }
        };
        let (session, bridge) = self.open.insert(open);
        Ok((session, bridge))
    }

    /// Ends the process. What is left of it would end when this value goes, but not in good order.
    pub(crate) async fn close(&mut self) {
        if let Some((_, bridge)) = self.open.take() {
            bridge.close().await;
        }
    }
}
