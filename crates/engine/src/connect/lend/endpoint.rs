//! The socket at which a session is lent. Must not know what is said there.

use std::future::poll_fn;
use std::io;
use std::path::Path;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::net::{UnixListener, UnixStream};
use tokio::time::sleep;

use super::client::{Client, Standing, Wish};
use super::turn::{End, Nest, Server, Turn};
use super::{Manner, Passed};
use crate::connect::{ServerError, Session};

/// Drivers look for this name in the folder that they are given as a host.
const SOCKET: &str = ".s.PGSQL.5432";
/// What drivers want to know about a server before they say anything.
pub(in crate::connect) const PARAMETERS: [&str; 8] = [
    "server_version",
    "server_encoding",
    "client_encoding",
    "DateStyle",
    "IntervalStyle",
    "TimeZone",
    "integer_datetimes",
    "standard_conforming_strings",
];

/// Where a session is lent. Clients stay from one [`Endpoint::serve`] to the end of it.
pub(crate) struct Endpoint {
    listener: UnixListener,
    clients: Vec<Client>,
    /// How many have come so far.
    number: u32,
}

/// Learns what passes.
pub(crate) trait Passing {
    /// Between two cycles, when the session is ours.
    async fn passed(&mut self, session: &Session, passed: Vec<Passed>) -> Result<(), ServerError>;
}

impl Passing for Vec<Passed> {
    async fn passed(&mut self, _: &Session, passed: Vec<Passed>) -> Result<(), ServerError> {
        self.extend(passed);
        Ok(())
    }
}

/// What comes next at the socket.
enum Next {
    Newcomer(UnixStream),
    Wish(usize, Wish),
}

impl Endpoint {
    /// Listens in a folder that only we may enter.
    ///
    /// # Errors
    /// No socket can be made there.
    pub(crate) fn open(folder: &Path) -> io::Result<Endpoint> {
        Ok(Endpoint { listener: UnixListener::bind(folder.join(SOCKET))?, clients: Vec::new(), number: 0 })
    }

    /// Lends the session until the work is done, and never leaves it in the middle of a cycle. While nobody says anything,
    /// the server hears from us as often as `breath` says, so that it does not take us for dead.
    ///
    /// # Errors
    /// The server is gone.
    pub(crate) async fn serve<T>(
        &mut self,
        session: &Session,
        (manner, breath): (Manner, Option<Duration>),
        passing: &mut impl Passing,
        work: impl Future<Output = T>,
    ) -> Result<T, ServerError> {
        session.settle().await?;
        let mut nest = Nest::default();
        let mut work = pin!(work);
        let done = loop {
            let next = tokio::select! {
                biased;
                done = &mut work => break done,
                next = self.next() => next,
                () = sleep(breath.unwrap_or_default()), if breath.is_some() => {
                    session.batch("").await?;
                    continue;
                }
            };
            let mut step = pin!(self.step(next, session, manner, &mut nest, passing));
            let mut done = None;
            // The work may end in the middle of a cycle: its program died.
            let stepped = loop {
                tokio::select! {
                    biased;
                    stepped = &mut step => break stepped,
                    over = &mut work, if done.is_none() => done = Some(over),
                }
            };
            stepped?;
            if let Some(done) = done {
                break done;
            }
        };
        self.leave(session, manner, &mut nest).await?;
        Ok(done)
    }

    async fn next(&mut self) -> Next {
        let (listener, clients) = (&self.listener, &mut self.clients);
        poll_fn(|cx| {
            for (at, client) in clients.iter_mut().enumerate() {
                if let Poll::Ready(wish) = pin!(client.wish()).poll(cx) {
                    return Poll::Ready(Next::Wish(at, wish));
                }
            }
            match listener.poll_accept(cx) {
                Poll::Ready(Ok((stream, _))) => Poll::Ready(Next::Newcomer(stream)),
                Poll::Ready(Err(_)) | Poll::Pending => Poll::Pending,
            }
        })
        .await
    }

    async fn step(
        &mut self,
        next: Next,
        session: &Session,
        manner: Manner,
        nest: &mut Nest,
        passing: &mut impl Passing,
    ) -> Result<(), ServerError> {
        match next {
            Next::Newcomer(stream) => {
                self.number += 1;
                self.clients.push(Client::new(self.number, stream));
                Ok(())
            }
            Next::Wish(at, Wish::Enter) => {
                self.clients[at].welcome(session.parameters()).await;
                Ok(())
            }
            Next::Wish(at, Wish::Leave) => {
                let client = self.clients.remove(at);
                match client.standing {
                    Standing::Outside => Ok(()),
                    Standing::Inside | Standing::Failed => undo(client, session, manner, nest).await,
                }
            }
            Next::Wish(at, Wish::Speak) => {
                let client = &mut self.clients[at];
                let passed = turn(client, session, manner, nest, async |turn| turn.take().await).await?;
                for number in nest.swept.drain(..) {
                    let swept = self.clients.iter_mut().filter(|client| client.number == number);
                    swept.for_each(|client| client.standing = Standing::Failed);
                }
                // Who is served goes to the end of the queue.
                let served = self.clients.remove(at);
                self.clients.push(served);
                passing.passed(session, passed).await
            }
        }
    }

    /// Nobody is left; what somebody had begun and not ended is undone.
    async fn leave(&mut self, session: &Session, manner: Manner, nest: &mut Nest) -> Result<(), ServerError> {
        for client in std::mem::take(&mut self.clients) {
            if client.standing != Standing::Outside {
                undo(client, session, manner, nest).await?;
            }
        }
        Ok(())
    }
}

async fn undo(
    mut client: Client,
    session: &Session,
    manner: Manner,
    nest: &mut Nest,
) -> Result<(), ServerError> {
    let number = client.number;
    match manner {
        Manner::Bare => session.batch("ROLLBACK").await,
        Manner::Within => {
            let undone = turn(&mut client, session, manner, nest, async |turn| turn.roll_back(number).await);
            undone.await.map(drop)
        }
    }
}

/// Borrows the line for one cycle.
async fn turn(
    client: &mut Client,
    session: &Session,
    manner: Manner,
    nest: &mut Nest,
    what: impl AsyncFnOnce(&mut Turn<'_>) -> io::Result<()>,
) -> Result<Vec<Passed>, ServerError> {
    let lost = |error: io::Error| ServerError::Lost { reason: error.to_string() };
    let mut lent = session.borrow().await.map_err(lost)?;
    let server = Server::new(&mut lent);
    let mut turn = Turn { server, client, nest, manner, passed: Vec::new(), end: End::Ready };
    let taken = match what(&mut turn).await {
        Ok(()) => turn.server.finish().await,
        Err(error) => Err(error),
    };
    let passed = turn.passed;
    match taken {
        Ok(()) => lent.give_back(),
        Err(error) => {
            let said = passed.iter().rev().find_map(|one| one.refused.clone());
            let fatal = said.filter(|report| matches!(report.severity.as_str(), "FATAL" | "PANIC"));
            return Err(match fatal {
                Some(report) => ServerError::Refused(Box::new(report)),
                None => lost(error),
            });
        }
    }
    Ok(passed)
}
