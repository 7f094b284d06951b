//! Foreign servers (manual, CREATE SERVER). Must not know the tables on them, nor who maps to whom.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::foreign::{self, ForeignOption};
use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Server {
    pub name: String,
    pub wrapper: String,
    #[serde(rename = "type")]
    pub server_type: Option<String>,
    pub version: Option<String>,
    pub options: Vec<ForeignOption>,
}

impl Server {
    fn step(&self, action: Action, verb: &'static str, rest: &Sql) -> Step {
        Step::new(&self.id(), action, sql!("{} SERVER {}{}", Sql::raw(verb), Ident::new(&self.name), rest))
    }
}

impl Kind for Server {
    const NAME: &'static str = "server";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("SERVER", &self.id()))
    }

    fn unwritable(&self) -> Option<&'static str> {
        foreign::hold_secrets(&self.options).then_some(foreign::SECRET)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let essence = |it: &Self| (it.wrapper.clone(), it.server_type.clone());
        match (foreign::secrets_change(pair.map(|it| it.options.as_slice())), pair.map(essence).differs()) {
            (true, _) => Outcome::Cannot(foreign::SECRET),
            (false, true) => Outcome::Recreate,
            (false, false) => Outcome::Alter(()),
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(["server ", &self.name].concat())]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let mut rest = Sql::default();
        if let Some(server_type) = &self.server_type {
            rest.push(sql!(" TYPE {}", Literal(server_type)));
        }
        if let Some(version) = &self.version {
            rest.push(sql!(" VERSION {}", Literal(version)));
        }
        rest.push(sql!(" FOREIGN DATA WRAPPER {}", Ident::new(&self.wrapper)));
        vec![self.step(Action::Create, "CREATE", &rest.and(foreign::clause(&self.options)))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, "DROP", &Sql::default())]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let mut changes = Sql::default();
        if pair.map(|it| &it.version).differs() {
            let version = pair.new.version.as_ref().map(|version| Sql::from(Literal(version)));
            changes.push(sql!(" VERSION {}", version.unwrap_or_else(|| Sql::raw("NULL"))));
        }
        if let Some(options) = foreign::changes(pair.map(|it| it.options.as_slice())) {
            changes.push(sql!(" {}", options));
        }
        vec![pair.new.step(Action::Alter, "ALTER", &changes)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER SERVER {} RENAME TO {}", Ident::new(id.name()), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
