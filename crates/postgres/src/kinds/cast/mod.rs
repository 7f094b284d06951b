//! Casts between types (manual, CREATE CAST). Nothing of one can be changed in place.

use evenkeel_core::dialect::Rank;
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Sql, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site, Surroundings};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cast {
    pub source: Sql,
    pub target: Sql,
    pub function: Option<Sql>,
    pub method: Method,
    pub context: Context,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    #[serde(rename = "f")]
    Function,
    #[serde(rename = "i")]
    InOut,
    #[serde(rename = "b")]
    Binary,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Context {
    #[serde(rename = "e")]
    Explicit,
    #[serde(rename = "a")]
    Assignment,
    #[serde(rename = "i")]
    Implicit,
}

/// A cast has no name of its own.
pub(crate) fn id(source: &str, target: &str) -> ObjectId {
    ObjectId::new("cast", &[&[source, " AS ", target].concat()])
}

impl Cast {
    fn named(&self) -> Sql {
        sql!("CAST ({} AS {})", self.source, self.target)
    }
}

impl Kind for Cast {
    const NAME: &'static str = "cast";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::holding(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        id(self.source.as_str(), self.target.as_str())
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
        plain_rank(if action == Action::Drop { class::DROP_TYPE } else { class::TYPE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("cast {}\0{}", self.source, self.target))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let function = self.function.as_ref().map(|function| sql!("WITH FUNCTION {}", function)).unwrap_or_default();
        let how = match self.method {
            Method::Function => function,
            Method::InOut => Sql::raw("WITH INOUT"),
            Method::Binary => Sql::raw("WITHOUT FUNCTION"),
        };
        let when = Sql::raw(match self.context {
            Context::Explicit => "",
            Context::Assignment => " AS ASSIGNMENT",
            Context::Implicit => " AS IMPLICIT",
        });
        vec![Step::new(&self.id(), Action::Create, sql!("CREATE {} {}{}", self.named(), how, when))]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
