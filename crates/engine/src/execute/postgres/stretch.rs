//! Many scripts in one text, on a database that nobody else uses and of which no ledger is kept: a script takes the server
//! less time than it takes to hear of each. Must not know what to do when one of them fails.

use super::super::interrupt::Interrupt;
use super::super::material::{Material, Way};
use super::super::watch::Unwatched;
use super::Runner;
use crate::connect::{ServerError, Session};
use crate::ledger::Author;

/// Bytes of a text after which it is sent.
const LONG: usize = 256 * 1024;

/// Scripts that wait to be run.
pub(crate) struct Stretch<'a> {
    session: &'a Session,
    text: String,
}

impl<'a> Stretch<'a> {
    pub(crate) fn of(session: &'a Session) -> Self {
        Stretch { session, text: String::new() }
    }

    /// Whether a script can run together with others: it is one transaction and leaves nothing in the session.
    pub(crate) fn takes(material: &Material) -> bool {
        let one = matches!(&material.parts[..], [part] if part.way == Way::InTransaction);
        one && !material.leaves_session()
    }

    /// Takes a script, and runs what waits when that has become much.
    ///
    /// # Errors
    /// As for [`Stretch::run`].
    pub(crate) async fn add(&mut self, material: &Material) -> Result<(), ServerError> {
        let (author, interrupt, mut watch) = (Author::default(), Interrupt::default(), Unwatched);
        let runner = Runner::unrecorded(self.session, &author, &interrupt, &mut watch);
        for part in &material.parts {
            self.text.push_str(runner.whole(material, part, 1).sql());
            self.text.push_str(";\n");
        }
        if self.text.len() > LONG { self.run().await } else { Ok(()) }
    }

    /// Runs what waits.
    ///
    /// # Errors
    /// What the server says to the first statement that fails; what comes before it may be there.
    pub(crate) async fn run(&mut self) -> Result<(), ServerError> {
        match std::mem::take(&mut self.text) {
            text if text.is_empty() => Ok(()),
            text => self.session.batch(&text).await,
        }
    }
}
