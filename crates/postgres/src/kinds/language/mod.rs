//! Procedural languages that no extension brings (manual, CREATE LANGUAGE). Nothing of one can be changed in place.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Language {
    pub name: String,
    pub trusted: bool,
    /// HANDLER, INLINE and VALIDATOR with the functions' names.
    pub functions: Vec<(Sql, Sql)>,
}

impl Language {
    fn named(&self) -> Sql {
        sql!("LANGUAGE {}", Ident::new(&self.name))
    }
}

impl Kind for Language {
    const NAME: &'static str = "language";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(self.named())
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(self.id().to_string())]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let trusted = Sql::raw(if self.trusted { "TRUSTED " } else { "" });
        let functions = self.functions.iter().map(|(word, function)| sql!("{} {}", word, function));
        let sql = sql!("CREATE {}{} {}", trusted, self.named(), Sql::join(functions, " "));
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
