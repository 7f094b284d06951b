//! Event triggers (manual, CREATE EVENT TRIGGER). They fire on schema changes, so those that go are gone before
//! anything else is changed and those that come are made when all is done.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::host::Firing;
use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site, Surroundings};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventTrigger {
    pub name: String,
    pub event: String,
    /// The commands that it is held to; none means all.
    pub tags: Vec<String>,
    pub function: Sql,
    pub firing: Firing,
}

impl EventTrigger {
    fn set_firing(&self, action: Action) -> Step {
        let sql = sql!("ALTER EVENT TRIGGER {} {}", Ident::new(&self.name), self.firing.words());
        Step::new(&self.id(), action, sql)
    }
}

impl Kind for EventTrigger {
    const NAME: &'static str = "event_trigger";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    /// When it fires.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(sql!("EVENT TRIGGER {}", Ident::new(&self.name)))
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let essence = |it: &Self| (it.event.clone(), it.tags.clone(), it.function.clone());
        if pair.map(essence).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::FIRST } else { class::LAST })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("event trigger {}", self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let mut sql = sql!("CREATE EVENT TRIGGER {} ON {}", Ident::new(&self.name), Ident::new(&self.event));
        if !self.tags.is_empty() {
            let tags = Sql::join(self.tags.iter().map(|tag| Literal(tag)), ", ");
            sql.push(sql!("\n    WHEN TAG IN ({})", tags));
        }
        sql.push(sql!("\n    EXECUTE FUNCTION {}()", self.function));
        let firing = (self.firing != Firing::Origin).then(|| self.set_firing(Action::Create));
        std::iter::once(Step::new(&self.id(), Action::Create, sql)).chain(firing).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP EVENT TRIGGER {}", Ident::new(&self.name)))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        vec![pair.new.set_firing(Action::Alter)]
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER EVENT TRIGGER {} RENAME TO {}", Ident::new(id.name()), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
