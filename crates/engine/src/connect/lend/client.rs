//! One client of a lent session: what it has said, and what it believes about its transaction. Must not know the server.

use std::collections::BTreeMap;
use std::io;

use tokio::io::AsyncWriteExt;
use tokio::net::UnixStream;

use super::control::Control;
use super::frames::{Frame, Inbox};
use super::message;

/// What a client asks for with its first message, beside to begin: encryption, of two kinds, which a socket in a folder of
/// our own needs not.
const SSL: u32 = 80_877_103;
const GSS: u32 = 80_877_104;
/// It wants something cancelled; only who lends the session does that.
const CANCEL: u32 = 80_877_102;

/// What a client believes about its transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Outside,
    Inside,
    /// A statement failed, and nothing but the end of the transaction, or of a part of it, is heard.
    Failed,
}

impl Standing {
    /// As the protocol tells it.
    pub(super) fn status(self) -> u8 {
        match self {
            Standing::Outside => b'I',
            Standing::Inside => b'T',
            Standing::Failed => b'E',
        }
    }

    /// As the server tells it.
    pub(super) fn of_status(status: u8) -> Standing {
        match status {
            b'T' => Standing::Inside,
            b'E' => Standing::Failed,
            _ => Standing::Outside,
        }
    }
}

/// Whether a client stands in the middle of messages that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sentence {
    Whole,
    /// The server refused what came so far, and hears nothing of the rest.
    Refused,
}

/// A statement that a client has prepared.
#[derive(Clone, Debug, Default)]
pub(super) struct Prepared {
    pub(super) sql: String,
    pub(super) control: Option<Control>,
}

pub(super) struct Client {
    pub(super) number: u32,
    stream: UnixStream,
    inbox: Inbox,
    outbox: Vec<u8>,
    pub(super) standing: Standing,
    pub(super) sentence: Sentence,
    /// By the client's own names.
    pub(super) statements: BTreeMap<String, Prepared>,
    stage: Stage,
}

/// How far the conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Greeting,
    Talking,
    Gone,
}

/// What a client wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To be let in.
    Enter,
    /// To be heard.
    Speak,
    Leave,
}

impl Client {
    pub(super) fn new(number: u32, stream: UnixStream) -> Client {
        Client {
            number,
            stream,
            inbox: Inbox::default(),
            outbox: Vec::new(),
            standing: Standing::Outside,
            sentence: Sentence::Whole,
            statements: BTreeMap::new(),
            stage: Stage::Greeting,
        }
    }

    pub(super) fn is_gone(&self) -> bool {
        self.stage == Stage::Gone
    }

    /// Waits until it wants something. May be given up while it waits.
    pub(super) async fn wish(&mut self) -> Wish {
        loop {
            match (self.stage, self.inbox.peek()) {
                (Stage::Gone, _) | (Stage::Talking, Some(message::TERMINATE)) => return Wish::Leave,
                (Stage::Talking, Some(_)) => return Wish::Speak,
                (Stage::Greeting, _) if self.is_to_be_greeted().await => return Wish::Enter,
                (Stage::Greeting | Stage::Talking, _) => self.listen().await,
            }
        }
    }

    /// Whether it has said its greeting; what comes before that is answered.
    async fn is_to_be_greeted(&mut self) -> bool {
        let Some(greeting) = self.inbox.next_greeting() else { return false };
        let code = greeting.first_chunk::<4>().map_or(0, |code| u32::from_be_bytes(*code));
        match code {
            SSL | GSS => {
                self.outbox.push(b'N');
                self.flush().await;
                false
            }
            CANCEL => {
                self.stage = Stage::Gone;
                false
            }
            _ => true,
        }
    }

    /// Lets it in, and tells it about the server.
    pub(super) async fn welcome(&mut self, parameters: &[(&str, String)]) {
        self.tell(&Frame::new(b'R', &[0; 4]));
        for (name, value) in parameters {
            self.tell(&Frame::new(b'S', &message::body(&[name, value], &[])));
        }
        self.tell(&Frame::new(b'K', &[self.number.to_be_bytes(), [0; 4]].concat()));
        self.tell(&message::ready(self.standing.status()));
        self.stage = Stage::Talking;
        self.flush().await;
    }

    async fn listen(&mut self) {
        match self.inbox.fill(&mut self.stream).await {
            Ok(0) | Err(_) => self.stage = Stage::Gone,
            Ok(_) => {}
        }
    }

    /// Its next message; nothing when it is gone. May be given up while it waits.
    pub(super) async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.inbox.next() {
                return Some(frame);
            }
            if self.is_gone() {
                return None;
            }
            self.listen().await;
        }
    }

    /// Says something to it, with the next [`Client::flush`] at the latest.
    pub(super) fn tell(&mut self, frame: &Frame) {
        self.outbox.extend_from_slice(&frame.bytes);
    }

    /// Whether so much is to be said that it should be said now.
    pub(super) fn is_full(&self) -> bool {
        self.outbox.len() >= 64 << 10
    }

    pub(super) async fn flush(&mut self) {
        if self.outbox.is_empty() || self.is_gone() {
            self.outbox.clear();
            return;
        }
        let said: io::Result<()> = self.stream.write_all(&self.outbox).await;
        self.outbox.clear();
        if said.is_err() {
            self.stage = Stage::Gone;
        }
    }

    /// A name of the client's own as the server hears it, where the names of other clients are too.
    pub(super) fn name(&self, own: &str) -> String {
        match own {
            "" => String::new(),
            own => format!("c{}_{own}", self.number),
        }
    }
}
