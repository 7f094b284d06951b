//! Operators (manual, CREATE OPERATOR). Their estimators change in place, everything else makes another operator.
//! PostgreSQL ties commutators and negators on both sides as soon as one of the two is made.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operator {
    pub schema: String,
    pub name: Sql,
    /// Prefix operators have none.
    pub left: Option<Sql>,
    pub right: Sql,
    pub function: Sql,
    pub commutator: Option<Sql>,
    pub negator: Option<Sql>,
    pub restrict: Option<Sql>,
    pub join: Option<Sql>,
    pub hashes: bool,
    pub merges: bool,
}

impl Operator {
    fn qualified(&self) -> Sql {
        sql!("{}.{}", Ident::new(&self.schema), self.name)
    }

    fn signature(&self) -> Sql {
        let left = self.left.clone().unwrap_or_else(|| Sql::raw("NONE"));
        sql!("{}, {}", left, self.right)
    }

    fn named(&self) -> Sql {
        sql!("OPERATOR {} ({})", self.qualified(), self.signature())
    }

    fn facets(&self) -> Vec<Sql> {
        let mut facets = vec![sql!("FUNCTION = {}", self.function)];
        facets.extend(self.left.as_ref().map(|left| sql!("LEFTARG = {}", left)));
        facets.push(sql!("RIGHTARG = {}", self.right));
        facets.extend(self.commutator.as_ref().map(|it| sql!("COMMUTATOR = OPERATOR({})", it)));
        facets.extend(self.negator.as_ref().map(|it| sql!("NEGATOR = OPERATOR({})", it)));
        facets.extend(self.restrict.as_ref().map(|it| sql!("RESTRICT = {}", it)));
        facets.extend(self.join.as_ref().map(|it| sql!("JOIN = {}", it)));
        facets.extend(self.hashes.then(|| Sql::raw("HASHES")));
        facets.extend(self.merges.then(|| Sql::raw("MERGES")));
        facets
    }
}

impl Kind for Operator {
    const NAME: &'static str = "operator";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// Other estimators.
    type Change = ();

    fn id(&self) -> ObjectId {
        let path = [self.schema.as_str(), self.name.as_str()];
        ObjectId::with_signature(Self::NAME, &path, self.signature().as_str())
    }

    fn reference(&self) -> Option<Sql> {
        Some(self.named())
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let essence = |it: &Self| Operator { restrict: None, join: None, ..it.clone() };
        if pair.map(essence).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("operator {}\0{}\0{}", self.schema, self.name, self.signature()))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let facets = Sql::join(self.facets(), ",\n    ");
        let sql = sql!("CREATE OPERATOR {} (\n    {}\n)", self.qualified(), facets);
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let or_none = |it: &Option<Sql>| it.clone().unwrap_or_else(|| Sql::raw("NONE"));
        let mut changed = Vec::new();
        if pair.map(|it| &it.restrict).differs() {
            changed.push(sql!("RESTRICT = {}", or_none(&pair.new.restrict)));
        }
        if pair.map(|it| &it.join).differs() {
            changed.push(sql!("JOIN = {}", or_none(&pair.new.join)));
        }
        let sql = sql!("ALTER {} SET ({})", pair.new.named(), Sql::join(changed, ", "));
        vec![Step::new(&pair.new.id(), Action::Alter, sql)]
    }
}
