//! Operator families (manual, 38.16 and CREATE OPERATOR FAMILY). What is in one is its classes' or an object of its own.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperatorFamily {
    pub schema: String,
    pub name: String,
    pub method: String,
}

/// One access method has a family of a name, so that the method tells them apart.
pub(crate) fn id(schema: &str, name: &str, method: &str) -> ObjectId {
    ObjectId::with_signature(OperatorFamily::NAME, &[schema, name], method)
}

impl OperatorFamily {
    fn named(&self) -> Sql {
        let name = Name::new([self.schema.as_str(), &self.name]);
        sql!("OPERATOR FAMILY {} USING {}", name, Ident::new(&self.method))
    }
}

impl Kind for OperatorFamily {
    const NAME: &'static str = "operator_family";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        id(&self.schema, &self.name, &self.method)
    }

    fn reference(&self) -> Option<Sql> {
        Some(self.named())
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Same
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("operator family {}\0{}\0{}", self.schema, self.name, self.method))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Create, sql!("CREATE {}", self.named()))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
