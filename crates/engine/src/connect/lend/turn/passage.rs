//! What passes from a client to the server and back, as each is to hear it, and what is remembered of it. Must not know
//! when anything is said.

use super::super::client::{Client, Prepared, Standing};
use super::super::control::{self, Control};
use super::super::frames::Frame;
use super::super::message;
use super::super::{Manner, Passed};
use super::Turn;

impl Turn<'_> {
    /// What the server said, to the client.
    pub(super) fn told(&mut self, frame: &Frame) {
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
    pub(super) fn heard(&mut self, frame: Frame) -> Vec<u8> {
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

    pub(super) fn control_of(&self, frame: &Frame) -> Option<Control> {
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

    pub(super) fn sql_of(&self, frame: &Frame) -> String {
        let second = message::first_text(frame.body()).and_then(|(_, rest)| message::first_text(rest));
        let second = second.map_or("", |(text, _)| text);
        match frame.tag {
            message::PARSE => second.to_owned(),
            _ => self.client.statements.get(second).map(|one| one.sql.clone()).unwrap_or_default(),
        }
    }

    pub(super) fn note_of(&mut self, frame: &Frame) {
        let sql = self.sql_of(frame);
        self.note(&sql);
    }

    pub(super) fn note(&mut self, sql: &str) {
        self.passed.push(Passed {
            sql: sql.to_owned(),
            own_transaction: self.client.standing != Standing::Outside,
            completed: false,
            refused: None,
            notices: Vec::new(),
        });
    }
}
