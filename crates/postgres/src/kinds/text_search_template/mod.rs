//! Text search templates (manual, CREATE TEXT SEARCH TEMPLATE). What dictionaries are made of: a handful of functions, none of which can be
//! changed in place.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::satellite::named;
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextSearchTemplate {
    pub schema: String,
    pub name: String,
    /// What each is for, and its name.
    pub functions: Vec<(Sql, Sql)>,
}

impl Kind for TextSearchTemplate {
    const NAME: &'static str = "text_search_template";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("TEXT SEARCH TEMPLATE", &self.id()))
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("text search template {}\0{}", self.schema, self.name))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let functions = self.functions.iter().map(|(word, function)| sql!("{} = {}", word, function));
        let name = Name::new([self.schema.as_str(), &self.name]);
        let sql = sql!("CREATE TEXT SEARCH TEMPLATE {} ({})", name, Sql::join(functions, ", "));
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", named("TEXT SEARCH TEMPLATE", &self.id())))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER {} RENAME TO {}", named("TEXT SEARCH TEMPLATE", id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
