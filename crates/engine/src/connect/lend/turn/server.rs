//! The server's end of what is lent. Must not know who speaks to it, or about what.

use std::io;

use evenkeel_core::Sql;
use tokio::io::AsyncWriteExt;

use super::super::frames::{Frame, Inbox};
use super::super::message;
use super::super::tap::Lent;
use crate::connect::Report;

/// Says things to the server and hears it.
pub(in super::super) struct Server<'a> {
    pub(in super::super) lent: &'a mut Lent,
    inbox: Inbox,
}

impl<'a> Server<'a> {
    pub(in super::super) fn new(lent: &'a mut Lent) -> Server<'a> {
        Server { lent, inbox: Inbox::default() }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.lent.line().write_all(bytes).await?;
        self.lent.line().flush().await
    }

    /// Whether it has said something that was not taken yet.
    pub(super) fn has_spoken(&self) -> bool {
        self.inbox.peek().is_some()
    }

    /// May be given up while it waits.
    pub(super) async fn next(&mut self) -> io::Result<Frame> {
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
    pub(super) async fn swallow(&mut self) -> io::Result<Result<u8, Report>> {
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
    pub(in super::super) async fn run(&mut self, sql: &Sql) -> io::Result<Result<u8, Report>> {
        self.send(&message::query(sql.as_str()).bytes).await?;
        self.swallow().await
    }

    /// Hears what has begun to come in to its end.
    pub(in super::super) async fn finish(&mut self) -> io::Result<()> {
        while self.inbox.next().is_some() {}
        while !self.inbox.is_empty() {
            self.next().await?;
            while self.inbox.next().is_some() {}
        }
        Ok(())
    }
}

/// In which state of its transaction the server is ready.
pub(super) fn status(ready: &Frame) -> u8 {
    ready.body().first().copied().unwrap_or(b'I')
}
