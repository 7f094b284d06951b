//! Roles of the server (manual, CREATE ROLE), of which only those are looked at that somebody names. Passwords are never
//! read. Must not know what roles may do to objects.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Bond, Cause, Danger, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Site, set_clause};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    pub name: String,
    pub superuser: bool,
    pub inherit: bool,
    pub create_role: bool,
    pub create_database: bool,
    pub login: bool,
    pub replication: bool,
    pub bypass_row_security: bool,
    /// Any number where none is set.
    pub connection_limit: Option<i32>,
    /// In UTC; for ever where none is set.
    pub valid_until: Option<String>,
    /// `name=value`, for its sessions in every database.
    pub settings: Vec<String>,
}

/// That something hangs on a role, if that is looked at.
pub(crate) fn needed(name: &str) -> (ObjectId, Bond) {
    (id(name), Bond::Needs)
}

pub(crate) fn id(name: &str) -> ObjectId {
    ObjectId::new(Role::NAME, &[name])
}

impl Role {
    /// What CREATE ROLE without a word makes.
    fn plain(name: &str) -> Self {
        Role {
            name: name.to_owned(),
            superuser: false,
            inherit: true,
            create_role: false,
            create_database: false,
            login: false,
            replication: false,
            bypass_row_security: false,
            connection_limit: None,
            valid_until: None,
            settings: Vec::new(),
        }
    }

    /// The attributes that are not the same, as they become.
    fn attributes(pair: Pair<&Self>) -> Vec<Sql> {
        let Pair { old, new } = pair;
        let flags = [
            (old.superuser, new.superuser, "SUPERUSER", "NOSUPERUSER"),
            (old.inherit, new.inherit, "INHERIT", "NOINHERIT"),
            (old.create_role, new.create_role, "CREATEROLE", "NOCREATEROLE"),
            (old.create_database, new.create_database, "CREATEDB", "NOCREATEDB"),
            (old.login, new.login, "LOGIN", "NOLOGIN"),
            (old.replication, new.replication, "REPLICATION", "NOREPLICATION"),
            (old.bypass_row_security, new.bypass_row_security, "BYPASSRLS", "NOBYPASSRLS"),
        ];
        let changed = flags.into_iter().filter(|(was, is, _, _)| was != is);
        let mut words: Vec<Sql> =
            changed.map(|(_, is, yes, no)| Sql::raw(if is { yes } else { no })).collect();
        if old.connection_limit != new.connection_limit {
            words.push(sql!("CONNECTION LIMIT {}", new.connection_limit.unwrap_or(-1)));
        }
        if old.valid_until != new.valid_until {
            let until = new.valid_until.as_deref().unwrap_or("infinity");
            words.push(sql!("VALID UNTIL {}", Literal(until)));
        }
        words
    }

    /// What its sessions no longer start with, and what they start with from now on.
    fn set(pair: Pair<&Self>, action: Action) -> Vec<Step> {
        let name = |setting: &String| setting.split_once('=').map_or("", |(name, _)| name).to_owned();
        let kept: Vec<String> = pair.new.settings.iter().map(name).collect();
        let gone = pair.old.settings.iter().map(name).filter(|name| !kept.contains(name));
        let new = pair.new.settings.iter().filter(|setting| !pair.old.settings.contains(setting));
        let reset = gone.map(|name| sql!("RESET {}", Name::new(name.split('.'))));
        let set = new.map(|setting| sql!("SET {}", set_clause::clause(setting)));
        reset.chain(set).map(|what| pair.new.step(action, &sql!("ALTER ROLE {} {}", pair.new.ident(), what))).collect()
    }

    fn step(&self, action: Action, sql: &Sql) -> Step {
        Step::new(&self.id(), action, sql.clone())
    }

    fn ident(&self) -> Ident<'_> {
        Ident::new(&self.name)
    }

    fn with(&self, action: Action, verb: &'static str, attributes: Vec<Sql>) -> Step {
        let words = std::iter::once(sql!("{} ROLE {}", Sql::raw(verb), self.ident())).chain(attributes);
        self.step(action, &Sql::join(words, " "))
    }
}

impl Kind for Role {
    const NAME: &'static str = "role";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::NONE;
    type Change = ();

    fn id(&self) -> ObjectId {
        id(&self.name)
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("ROLE", &self.id()))
    }

    fn role(&self) -> Option<ObjectId> {
        Some(self.id())
    }

    /// Servers have different ones.
    fn counts(&self) -> bool {
        false
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn reaction(_: Pair<&Self>, _: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        Reaction::Keep
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROLE } else { class::ROLE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("role {}", self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let plain = Self::plain(&self.name);
        let pair = Pair::of(&plain, self);
        let made = self.with(Action::Create, "CREATE", Self::attributes(pair));
        std::iter::once(made).chain(Self::set(pair, Action::Create)).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let why = "a role that owns anything in another database, or may do anything there, cannot be dropped";
        let step = self.step(Action::Drop, &sql!("DROP ROLE {}", self.ident()));
        vec![step.risking(Danger::MayFail, why)]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let attributes = Self::attributes(pair);
        let altered = (!attributes.is_empty()).then(|| pair.new.with(Action::Alter, "ALTER", attributes));
        altered.into_iter().chain(Self::set(pair, Action::Alter)).collect()
    }
}
