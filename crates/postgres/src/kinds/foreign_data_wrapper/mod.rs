//! Foreign-data wrappers (manual, CREATE FOREIGN DATA WRAPPER) that no extension brings.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Cause, Disposition, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::foreign::{self, ForeignOption};
use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Site};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForeignDataWrapper {
    pub name: String,
    pub handler: Option<Sql>,
    pub validator: Option<Sql>,
    pub options: Vec<ForeignOption>,
}

impl ForeignDataWrapper {
    fn step(&self, action: Action, verb: &'static str, rest: &Sql) -> Step {
        let name = Ident::new(&self.name);
        Step::new(&self.id(), action, sql!("{} FOREIGN DATA WRAPPER {}{}", Sql::raw(verb), name, rest))
    }
}

/// ` HANDLER s.f`, ` NO HANDLER`, or nothing where it stays.
fn function(word: &'static str, pair: Pair<&Option<Sql>>) -> Sql {
    match (pair.differs(), pair.new) {
        (false, _) => Sql::default(),
        (true, Some(function)) => sql!(" {} {}", Sql::raw(word), function),
        (true, None) => sql!(" NO {}", Sql::raw(word)),
    }
}

impl Kind for ForeignDataWrapper {
    const NAME: &'static str = "foreign_data_wrapper";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("FOREIGN DATA WRAPPER", &self.id()))
    }

    fn unwritable(&self) -> Option<&'static str> {
        foreign::hold_secrets(&self.options).then_some(foreign::SECRET)
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        match foreign::secrets_change(pair.map(|it| it.options.as_slice())) {
            true => Outcome::Cannot(foreign::SECRET),
            false => Outcome::Alter(()),
        }
    }

    /// It lets go of a function that goes for good.
    fn reaction(pair: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        let functions = pair.map(|it| (&it.handler, &it.validator));
        match cause.what {
            Disposition::Drop if functions.differs() => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(["foreign-data wrapper ", &self.name].concat())]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let nothing = None;
        let functions = function("HANDLER", Pair::of(&nothing, &self.handler))
            .and(function("VALIDATOR", Pair::of(&nothing, &self.validator)));
        vec![self.step(Action::Create, "CREATE", &functions.and(foreign::clause(&self.options)))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![self.step(Action::Drop, "DROP", &Sql::default())]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let mut changes = function("HANDLER", pair.map(|it| &it.handler))
            .and(function("VALIDATOR", pair.map(|it| &it.validator)));
        if let Some(options) = foreign::changes(pair.map(|it| it.options.as_slice())) {
            changes.push(sql!(" {}", options));
        }
        vec![pair.new.step(Action::Alter, "ALTER", &changes)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER FOREIGN DATA WRAPPER {} RENAME TO {}", Ident::new(id.name()), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
