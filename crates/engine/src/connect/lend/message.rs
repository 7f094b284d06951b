//! The messages that we say ourselves, and the names in those that others say. Must not know when.

use super::frames::Frame;
use crate::connect::Report;

pub(super) const QUERY: u8 = b'Q';
pub(super) const PARSE: u8 = b'P';
pub(super) const BIND: u8 = b'B';
pub(super) const DESCRIBE: u8 = b'D';
pub(super) const CLOSE: u8 = b'C';
pub(super) const EXECUTE: u8 = b'E';
pub(super) const SYNC: u8 = b'S';
pub(super) const FLUSH: u8 = b'H';
pub(super) const FUNCTION_CALL: u8 = b'F';
pub(super) const COPY_DATA: u8 = b'd';
pub(super) const COPY_DONE: u8 = b'c';
pub(super) const COPY_FAIL: u8 = b'f';
pub(super) const TERMINATE: u8 = b'X';

pub(super) const READY: u8 = b'Z';
pub(super) const ERROR: u8 = b'E';
pub(super) const NOTICE: u8 = b'N';
pub(super) const COPY_IN: u8 = b'G';
pub(super) const COMPLETE: u8 = b'C';
pub(super) const EMPTY: u8 = b'I';

/// A text with the zero that ends it.
pub(super) fn text(text: &str) -> Vec<u8> {
    [text.as_bytes(), &[0]].concat()
}

pub(super) fn query(sql: &str) -> Frame {
    Frame::new(QUERY, &text(sql))
}

pub(super) fn complete(tag: &str) -> Frame {
    Frame::new(COMPLETE, &text(tag))
}

pub(super) fn ready(status: u8) -> Frame {
    Frame::new(READY, &[status])
}

pub(super) fn error(sqlstate: &str, message: &str) -> Frame {
    let fields = [("S", "ERROR"), ("V", "ERROR"), ("C", sqlstate), ("M", message)];
    let body: Vec<u8> = fields.into_iter().flat_map(|(name, value)| text(&[name, value].concat())).collect();
    Frame::new(ERROR, &[body, vec![0]].concat())
}

/// What the server says in an error or a notice.
pub(super) fn report(frame: &Frame) -> Report {
    let fields = frame.body().split(|byte| *byte == 0).filter_map(|field| {
        let (name, value) = field.split_first()?;
        Some((*name, String::from_utf8_lossy(value).into_owned()))
    });
    Report::of_fields(fields)
}

/// The first of the texts in a body, and what follows it.
pub(super) fn first_text(body: &[u8]) -> Option<(&str, &[u8])> {
    let end = body.iter().position(|byte| *byte == 0)?;
    Some((std::str::from_utf8(&body[..end]).ok()?, &body[end + 1..]))
}

/// A body that begins with these texts and goes on with the rest.
pub(super) fn body(texts: &[&str], rest: &[u8]) -> Vec<u8> {
    let mut body: Vec<u8> = texts.iter().flat_map(|one| text(one)).collect();
    body.extend_from_slice(rest);
    body
}
