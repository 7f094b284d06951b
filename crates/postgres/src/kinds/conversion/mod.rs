//! Conversions between encodings (manual, CREATE CONVERSION). Nothing of one can be changed but its name.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversion {
    pub schema: String,
    pub name: String,
    pub default: bool,
    pub source: String,
    pub target: String,
    pub function: Sql,
}

impl Conversion {
    fn named(&self) -> Sql {
        sql!("CONVERSION {}", Name::new([self.schema.as_str(), &self.name]))
    }
}

impl Kind for Conversion {
    const NAME: &'static str = "conversion";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(self.named())
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(self.id().to_string())]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let default = Sql::raw(if self.default { "DEFAULT " } else { "" });
        let (source, target) = (Literal(&self.source), Literal(&self.target));
        let sql = sql!("CREATE {}{} FOR {} TO {} FROM {}", default, self.named(), source, target, self.function);
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER CONVERSION {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
