//! Transforms of a type for a language (manual, CREATE TRANSFORM). Nothing of one can be changed in place.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site, Surroundings};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    #[serde(rename = "type")]
    pub data_type: Sql,
    pub language: String,
    /// `FROM SQL WITH FUNCTION` and `TO SQL WITH FUNCTION` with the functions.
    pub functions: Vec<(Sql, Sql)>,
}

impl Transform {
    fn named(&self) -> Sql {
        sql!("TRANSFORM FOR {} LANGUAGE {}", self.data_type, Ident::new(&self.language))
    }
}

impl Kind for Transform {
    const NAME: &'static str = "transform";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[self.data_type.as_str(), &self.language])
    }

    fn reference(&self) -> Option<Sql> {
        Some(self.named())
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
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
        let functions = self.functions.iter().map(|(word, function)| sql!("{} {}", word, function));
        let sql = sql!("CREATE {} ({})", self.named(), Sql::join(functions, ", "));
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
