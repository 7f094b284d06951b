//! What a role may do to something, and the clauses that take it from one state to another. Must not know to what.

use std::collections::BTreeMap;

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Pair, sql};
use serde::{Deserialize, Serialize};

/// In the order in which PostgreSQL's own tools tell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Privilege {
    Select,
    Insert,
    Update,
    Delete,
    Truncate,
    References,
    Trigger,
    Maintain,
    Usage,
    Create,
    Execute,
}

impl Privilege {
    fn word(self) -> &'static str {
        match self {
            Privilege::Select => "SELECT",
            Privilege::Insert => "INSERT",
            Privilege::Update => "UPDATE",
            Privilege::Delete => "DELETE",
            Privilege::Truncate => "TRUNCATE",
            Privilege::References => "REFERENCES",
            Privilege::Trigger => "TRIGGER",
            Privilege::Maintain => "MAINTAIN",
            Privilege::Usage => "USAGE",
            Privilege::Create => "CREATE",
            Privilege::Execute => "EXECUTE",
        }
    }
}

/// Privileges, each with whether it may be handed on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Acl(BTreeMap<Privilege, bool>);

impl Acl {
    pub(crate) fn of(privileges: &[Privilege]) -> Acl {
        Acl(privileges.iter().map(|privilege| (*privilege, false)).collect())
    }

    /// What either of them gives.
    #[must_use]
    pub(crate) fn with(&self, other: &Acl) -> Acl {
        let mut both = self.clone();
        for (privilege, grantable) in &other.0 {
            *both.0.entry(*privilege).or_default() |= grantable;
        }
        both
    }

    /// Whether something of the old has to be taken away on the way to the new.
    pub(crate) fn loses(pair: Pair<&Acl>) -> bool {
        let Pair { old, new } = pair;
        old.0.iter().any(|(privilege, grantable)| new.0.get(privilege).is_none_or(|still| still < grantable))
    }
}

/// One statement's worth of change.
pub(crate) struct Clause {
    verb: Verb,
    privileges: Vec<Privilege>,
    /// All that there are for this kind of thing, which are then not listed.
    all: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Revoke,
    RevokeGrantOption,
    Grant,
    GrantWithOption,
}

/// What leads from the old to the new, taking away first. `every` is how many privileges this kind of thing knows.
pub(crate) fn clauses(pair: Pair<&Acl>, every: usize) -> Vec<Clause> {
    let Pair { old, new } = pair;
    let pick = |from: &Acl, wanted: &dyn Fn(Privilege, bool) -> bool| -> Vec<Privilege> {
        from.0.iter().filter(|(it, grantable)| wanted(**it, **grantable)).map(|(it, _)| *it).collect()
    };
    let revoked = pick(old, &|it, _| !new.0.contains_key(&it));
    let no_longer_grantable = pick(old, &|it, grantable| grantable && new.0.get(&it) == Some(&false));
    let granted = pick(new, &|it, grantable| !grantable && !old.0.contains_key(&it));
    let grantable = pick(new, &|it, grantable| grantable && old.0.get(&it) != Some(&true));
    // With ALL, what only columns have goes too.
    let nothing_stays = !revoked.is_empty() && revoked.len() == old.0.len();
    let clause = |verb, privileges: Vec<Privilege>| {
        let all = every > 1 && (privileges.len() == every || (verb == Verb::Revoke && nothing_stays));
        (!privileges.is_empty()).then_some(Clause { verb, privileges, all })
    };
    let clauses = [
        clause(Verb::Revoke, revoked),
        clause(Verb::RevokeGrantOption, no_longer_grantable),
        clause(Verb::Grant, granted),
        clause(Verb::GrantWithOption, grantable),
    ];
    clauses.into_iter().flatten().collect()
}

impl Clause {
    /// `GRANT SELECT (a) ON TABLE public.t TO app`.
    pub(crate) fn sql(&self, column: Option<Ident<'_>>, on: &Sql, who: &Sql) -> Sql {
        let list = self.list(column);
        match self.verb {
            Verb::Revoke => sql!("REVOKE {} ON {} FROM {}", list, on, who),
            Verb::RevokeGrantOption => sql!("REVOKE GRANT OPTION FOR {} ON {} FROM {}", list, on, who),
            Verb::Grant => sql!("GRANT {} ON {} TO {}", list, on, who),
            Verb::GrantWithOption => sql!("GRANT {} ON {} TO {} WITH GRANT OPTION", list, on, who),
        }
    }

    fn list(&self, column: Option<Ident<'_>>) -> Sql {
        let all = [Sql::raw("ALL")].into_iter();
        let each = self.privileges.iter().map(|privilege| Sql::raw(privilege.word()));
        let words: Vec<Sql> = if self.all { all.collect() } else { each.collect() };
        let of_column = |word: Sql| match column {
            Some(column) => sql!("{} ({})", word, column),
            None => word,
        };
        Sql::join(words.into_iter().map(of_column), ", ")
    }
}

/// Who is given something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grantee {
    /// Whoever owns the thing, or makes it.
    Owner,
    /// Everyone.
    Public,
    Role(String),
}

impl Grantee {
    /// The role, where one is named.
    pub(crate) fn role(&self) -> Option<&str> {
        match self {
            Grantee::Role(role) => Some(role),
            Grantee::Owner | Grantee::Public => None,
        }
    }

    /// Words by which its privileges are told from those of others.
    pub(crate) fn words(&self) -> String {
        match self {
            Grantee::Owner => "of the owner".to_owned(),
            Grantee::Public => "to public".to_owned(),
            Grantee::Role(role) => ["to ", &Ident::new(role).to_string()].concat(),
        }
    }

    /// As statements name it; `owner` is what the owner is called.
    pub(crate) fn sql(&self, owner: impl FnOnce() -> Sql) -> Sql {
        match self {
            Grantee::Owner => owner(),
            Grantee::Public => Sql::raw("PUBLIC"),
            Grantee::Role(role) => Ident::new(role).into(),
        }
    }
}
