//! What the server is told about how long things may take, before statements run. Must not know how long that should be.

use std::time::Duration;

use evenkeel_core::{Literal, Sql, sql};
use evenkeel_sources::StatementPace;

use super::super::document::Document;
use super::super::material::Material;
use super::Runner;
use crate::batch::Batch;

/// How far settings reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Transaction,
    Session,
}

/// Settings of the server for statements of a migration. What a migration sets itself is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    lock_timeout: Option<Duration>,
    statement_timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    /// Whether the server knows `transaction_timeout`, which would end long work that a role's statements may not be.
    newer: bool,
    /// What the session is called meanwhile.
    name: String,
}

impl Runner<'_> {
    /// For the given try.
    pub(super) fn limits(&self, material: &Material, attempt: u32) -> Limits {
        self.limits_unless(material, &|setting| material.sets(setting), attempt)
    }

    /// For a migration that says of some settings itself what they are to be.
    pub(super) fn limits_unless(
        &self,
        document: &Document,
        sets: &dyn Fn(&str) -> bool,
        attempt: u32,
    ) -> Limits {
        let unless_set = |setting: &str, limit: Duration| (!sets(setting)).then_some(limit);
        let program = self.session.target().setting("application_name").unwrap_or("evenkeel");
        Limits {
            lock_timeout: unless_set("lock_timeout", self.share(self.patience.timeout, attempt)),
            statement_timeout: unless_set("statement_timeout", self.patience.statement_timeout),
            idle_timeout: unless_set("idle_in_transaction_session_timeout", self.patience.idle_timeout),
            newer: self.session.server_version().major() >= 17,
            name: match document.migration.as_str() {
                "" => program.to_owned(),
                migration => [program, migration].join(": "),
            },
        }
    }
}

impl Limits {
    /// The same for a statement of which a comment says something.
    pub(super) fn paced(&self, pace: StatementPace, share: impl Fn(Duration) -> Duration) -> Limits {
        Limits {
            lock_timeout: pace.lock_timeout.map(share).or(self.lock_timeout),
            statement_timeout: pace.statement_timeout.or(self.statement_timeout),
            ..self.clone()
        }
    }

    /// The same, but with this much time for locks.
    pub(super) fn waiting(self, lock_timeout: Duration) -> Limits {
        Limits { lock_timeout: self.lock_timeout.map(|_| lock_timeout), ..self }
    }

    /// For the rest of the transaction.
    pub(super) fn write(&self, batch: &mut Batch<usize>) {
        let all = self.settings(Scope::Transaction);
        all.iter().for_each(|setting| batch.own(setting.as_str(), 1));
    }

    /// What differs from before, for the rest of the transaction.
    pub(super) fn write_changes(&self, before: &Limits, batch: &mut Batch<usize>) {
        if self == before {
            return;
        }
        let (ours, theirs) = (self.settings(Scope::Transaction), before.settings(Scope::Transaction));
        let changed = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours.as_str() != theirs.as_str());
        changed.for_each(|(ours, _)| batch.own(ours.as_str(), 1));
    }

    /// For the session, until [`Limits::restore`].
    pub(super) fn write_for_session(&self, batch: &mut Batch<usize>) {
        self.settings(Scope::Session).iter().for_each(|setting| batch.own(setting.as_str(), 1));
    }

    /// Gives the session back what it had.
    pub(super) fn restore(&self) -> Sql {
        let reset = |name: &'static str| sql!("RESET {}", Sql::raw(name));
        let named = [
            ("lock_timeout", self.lock_timeout.is_some()),
            ("statement_timeout", self.statement_timeout.is_some()),
            ("idle_in_transaction_session_timeout", self.idle_timeout.is_some()),
            ("transaction_timeout", self.newer),
            ("application_name", true),
        ];
        Sql::join(named.into_iter().filter(|(_, ours)| *ours).map(|(name, _)| reset(name)), "; ")
    }

    fn settings(&self, scope: Scope) -> Vec<Sql> {
        let set = |setting: &'static str| {
            Sql::raw(match scope {
                Scope::Transaction => "SET LOCAL ",
                Scope::Session => "SET ",
            })
            .and(setting)
            .and(" = ")
        };
        let milliseconds = |limit: Duration| sql!("{}", u64::try_from(limit.as_millis()).unwrap_or(u64::MAX));
        let limits = [
            ("lock_timeout", self.lock_timeout),
            ("statement_timeout", self.statement_timeout),
            ("idle_in_transaction_session_timeout", self.idle_timeout),
            ("transaction_timeout", self.newer.then_some(Duration::ZERO)),
        ];
        let named = limits.into_iter().filter_map(|(name, limit)| Some(set(name).and(milliseconds(limit?))));
        let name = set("application_name").and(Literal(&self.name));
        named.chain([name]).collect()
    }
}
