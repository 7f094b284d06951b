//! Row-security policies (manual, CREATE POLICY). Whether they apply is a facet of the table.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Cause, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::host::Host;
use super::relation::{class, plain_rank, reads_retyped};
use super::routine::is_routine;
use super::satellite::named_on_table;
use super::{Inventory, Kind, Site, role};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    pub schema: String,
    pub table: String,
    pub name: String,
    pub permissive: bool,
    pub command: Command,
    /// Nobody in particular is everyone.
    pub roles: Vec<String>,
    #[serde(deserialize_with = "crate::canonical::optional")]
    pub using: Option<Sql>,
    #[serde(deserialize_with = "crate::canonical::optional")]
    pub check: Option<Sql>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    #[serde(rename = "*")]
    All,
    #[serde(rename = "r")]
    Select,
    #[serde(rename = "a")]
    Insert,
    #[serde(rename = "w")]
    Update,
    #[serde(rename = "d")]
    Delete,
}

impl Command {
    /// The statements that it holds for.
    pub fn words(self) -> &'static str {
        match self {
            Command::All => "ALL",
            Command::Select => "SELECT",
            Command::Insert => "INSERT",
            Command::Update => "UPDATE",
            Command::Delete => "DELETE",
        }
    }
}

impl Policy {
    fn step(&self, action: Action, sql: Sql) -> Step {
        Step::new(&self.id(), action, sql).locking(Mode::AccessExclusive.on(&self.schema, &self.table))
    }

    fn on(&self) -> Sql {
        sql!("{} ON {}", Ident::new(&self.name), Name::new([self.schema.as_str(), &self.table]))
    }

    fn to(&self) -> Sql {
        match self.roles.is_empty() {
            true => Sql::raw("\n    TO PUBLIC"),
            false => sql!("\n    TO {}", Sql::join(self.roles.iter().map(|role| Ident::new(role)), ", ")),
        }
    }

    fn using(&self) -> Sql {
        self.using.as_ref().map(|using| sql!("\n    USING ({})", using)).unwrap_or_default()
    }

    fn check(&self) -> Sql {
        self.check.as_ref().map(|check| sql!("\n    WITH CHECK ({})", check)).unwrap_or_default()
    }
}

impl Kind for Policy {
    const NAME: &'static str = "policy";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Roles or expressions.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named_on_table("POLICY", &self.id()))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        self.roles.iter().map(|name| role::needed(name)).collect()
    }

    /// An expression can be changed or added, but not taken away.
    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let Pair { old, new } = pair;
        let loses = |old: &Option<Sql>, new: &Option<Sql>| old.is_some() && new.is_none();
        let changes_kind = pair.map(|it| (it.permissive, it.command)).differs();
        match changes_kind || loses(&old.using, &new.using) || loses(&old.check, &new.check) {
            true => Outcome::Recreate,
            false => Outcome::Alter(()),
        }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&()>) -> Reaction<()> {
        match (cause.what, own) {
            // The new expressions do without it. But of several functions of one name they could still mean the one
            // that goes.
            (Disposition::Drop, Some(())) if !is_routine(cause.id) => Reaction::Keep,
            (Disposition::Drop | Disposition::Recreate, _) => Reaction::Recreate,
            (Disposition::Alter(_), _) if reads_retyped(cause) => Reaction::Recreate,
            (Disposition::Alter(_) | Disposition::Create, _) => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        Host::Table.home(view, &self.id(), action)
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TRIGGER } else { class::POLICY })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("policy {}\0{}\0{}", self.schema, self.table, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let mut sql = sql!("CREATE POLICY {}", self.on());
        if !self.permissive {
            sql.push("\n    AS RESTRICTIVE");
        }
        sql.push(match self.command {
            Command::All => "",
            Command::Select => "\n    FOR SELECT",
            Command::Insert => "\n    FOR INSERT",
            Command::Update => "\n    FOR UPDATE",
            Command::Delete => "\n    FOR DELETE",
        });
        if !self.roles.is_empty() {
            sql.push(self.to());
        }
        vec![self.step(Action::Create, sql.and(self.using()).and(self.check()))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, sql!("DROP POLICY {}", self.on()))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let mut sql = sql!("ALTER POLICY {}", new.on());
        if old.roles != new.roles {
            sql.push(new.to());
        }
        if old.using != new.using {
            sql.push(new.using());
        }
        if old.check != new.check {
            sql.push(new.check());
        }
        vec![new.step(Action::Alter, sql)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", named_on_table("POLICY", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Host::Table.lock(id, Mode::AccessExclusive)))
    }
}
