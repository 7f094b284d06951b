//! Messages of PostgreSQL's protocol as they stand on a line: a letter, a length, a body. Must not know what they mean.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt};

/// The letter and the length, which counts itself.
const HEAD: usize = 5;
/// No message of anybody is longer.
const LONGEST: usize = 1 << 30;
/// How much is read at once.
const CHUNK: usize = 16 << 10;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) tag: u8,
    /// With its head.
    pub(super) bytes: Vec<u8>,
}

impl Frame {
    pub(super) fn body(&self) -> &[u8] {
        &self.bytes[HEAD..]
    }

    /// A message with this body.
    pub(super) fn new(tag: u8, body: &[u8]) -> Frame {
        let length = u32::try_from(body.len() + 4).unwrap_or(u32::MAX).to_be_bytes();
        Frame { tag, bytes: [&[tag], length.as_slice(), body].concat() }
    }
}

/// What has come in and was not taken yet.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    bytes: Vec<u8>,
    start: usize,
}

impl Inbox {
    /// The letter of the next message, where all of it is there.
    pub(super) fn peek(&self) -> Option<u8> {
        let length = self.length()?;
        (self.rest().len() > length).then(|| self.rest()[0])
    }

    pub(super) fn next(&mut self) -> Option<Frame> {
        let tag = self.peek()?;
        let end = self.start + 1 + self.length()?;
        let frame = Frame { tag, bytes: self.bytes[self.start..end].to_vec() };
        self.advance(end);
        Some(frame)
    }

    /// The first message of a client, which has no letter: its body.
    pub(super) fn next_greeting(&mut self) -> Option<Vec<u8>> {
        let length = word(self.rest().get(..4)?)?;
        let body = self.rest().get(4..length)?.to_vec();
        self.advance(self.start + length);
        Some(body)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    /// Reads once; nothing more comes after 0. May be given up while it waits.
    pub(super) async fn fill(&mut self, from: &mut (impl AsyncRead + Unpin + ?Sized)) -> io::Result<usize> {
        if self.length().is_some_and(|length| length > LONGEST) {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        self.bytes.drain(..std::mem::take(&mut self.start));
        // A buffer that lived across the wait would be part of every future that waits for this one.
        self.bytes.reserve(CHUNK);
        from.read_buf(&mut self.bytes).await
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    fn length(&self) -> Option<usize> {
        word(self.rest().get(1..HEAD)?)
    }

    fn advance(&mut self, to: usize) {
        self.start = to;
        if self.start == self.bytes.len() {
            self.bytes.clear();
            self.start = 0;
        }
    }
}

fn word(bytes: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
}

/// Where a reader is in a stream of messages.
#[derive(Debug, Default)]
pub(super) struct Border {
    head: Vec<u8>,
    /// What is left of the body.
    body: usize,
}

impl Border {
    pub(super) fn pass(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.body > 0 {
                let some = self.body.min(bytes.len());
                self.body -= some;
                bytes = &bytes[some..];
                continue;
            }
            let some = (HEAD - self.head.len()).min(bytes.len());
            self.head.extend_from_slice(&bytes[..some]);
            bytes = &bytes[some..];
            if self.head.len() == HEAD {
                self.body = word(&self.head[1..]).unwrap_or_default().saturating_sub(4);
                self.head.clear();
            }
        }
    }

    /// Whether it is between two messages.
    pub(super) fn is_reached(&self) -> bool {
        self.body == 0 && self.head.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_is_found_however_the_bytes_come() {
        let stream = [Frame::new(b'S', b"name\0value\0").bytes, Frame::new(b'Z', b"I").bytes].concat();
        for size in 1..=stream.len() {
            let mut border = Border::default();
            let mut seen = Vec::new();
            let mut at = 0;
            for piece in stream.chunks(size) {
                border.pass(piece);
                at += piece.len();
                if border.is_reached() {
                    seen.push(at);
                }
            }
            assert_eq!(seen.last(), Some(&stream.len()), "{size}");
            assert!(seen.iter().all(|at| [16, stream.len()].contains(at)), "{size}: {seen:?}");
        }
    }

    #[test]
    fn messages_are_taken_one_by_one() {
        let bytes = [Frame::new(b'Q', b"SELECT 1\0").bytes, vec![b'X', 0, 0]].concat();
        let mut inbox = Inbox { bytes, start: 0 };
        assert_eq!(inbox.peek(), Some(b'Q'));
        let frame = inbox.next().unwrap();
        assert_eq!((frame.tag, frame.body()), (b'Q', b"SELECT 1\0".as_slice()));
        assert_eq!((inbox.peek(), inbox.next()), (None, None));
        inbox.bytes.extend([0, 4]);
        assert_eq!(inbox.next().map(|frame| frame.tag), Some(b'X'));
    }
}
