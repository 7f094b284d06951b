//! One client is heard: from its first message until the server is ready again. Must not know the other clients, beyond
//! which of their transactions are open.
//!
//! Within a transaction of ours, a client's own transaction is a savepoint, and each other thing that it says stands behind
//! a savepoint too, so that what fails undoes as much as it would have undone, and nobody else's work.

mod nest;
mod passage;
mod server;

use std::io;

pub(super) use nest::Nest;
pub(super) use server::Server;
use server::status;

use super::client::{Client, Sentence, Standing};
use super::control::{self, Control, Piece};
use super::frames::Frame;
use super::message;
use super::{Manner, Passed};

const ABORTED: (&str, &str) =
    ("25P02", "current transaction is aborted, commands ignored until end of transaction block");

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

    fn refuse(&mut self, (sqlstate, text): (&str, &str)) {
        let error = message::error(sqlstate, text);
        if let Some(last) = self.passed.last_mut() {
            last.refused = Some(message::report(&error));
        }
        self.client.tell(&error);
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
            if !self.server.has_spoken() || self.client.is_full() {
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
}
