//! Schemas (manual, CREATE SCHEMA). Everything else lives in one; must not know what.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    pub name: String,
}

impl Kind for Schema {
    const NAME: &'static str = "schema";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("SCHEMA", &self.id()))
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Same
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_SCHEMA } else { class::SCHEMA })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("schema {}", self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, sql!("CREATE SCHEMA {}", Ident::new(&self.name)))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP SCHEMA {}", Ident::new(&self.name)))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER SCHEMA {} RENAME TO {}", Ident::new(id.name()), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
