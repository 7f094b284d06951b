//! Operator classes (manual, 38.16 and CREATE OPERATOR CLASS). Nothing of one can be changed in place.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Bond, ObjectId, Outcome, Pair, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site, operator_family};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperatorClass {
    pub schema: String,
    pub name: String,
    pub method: String,
    pub family: [String; 2],
    #[serde(rename = "type")]
    pub data_type: Sql,
    pub default: bool,
    /// Where the index keeps another type than the column's.
    pub storage: Option<Sql>,
    /// `OPERATOR 1 …` and `FUNCTION 1 …`, as far as they are its own.
    pub members: Vec<Sql>,
}

impl OperatorClass {
    fn named(&self) -> Sql {
        let name = Name::new([self.schema.as_str(), &self.name]);
        sql!("OPERATOR CLASS {} USING {}", name, Ident::new(&self.method))
    }
}

impl Kind for OperatorClass {
    const NAME: &'static str = "operator_class";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::with_signature(Self::NAME, &[&self.schema, &self.name], &self.method)
    }

    fn reference(&self) -> Option<Sql> {
        Some(self.named())
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(operator_family::id(&self.family[0], &self.family[1], &self.method), Bond::Needs)]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(format!("operator class {}\0{}\0{}", self.schema, self.name, self.method))]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let name = Name::new([self.schema.as_str(), &self.name]);
        let family = Name::new(self.family.iter().map(String::as_str));
        let default = Sql::raw(if self.default { " DEFAULT" } else { "" });
        let mut lines = self.members.clone();
        lines.extend(self.storage.as_ref().map(|storage| sql!("STORAGE {}", storage)));
        // The list cannot be empty; this says what holds anyway.
        if lines.is_empty() {
            lines.push(sql!("STORAGE {}", self.data_type));
        }
        let sql = sql!(
            "CREATE OPERATOR CLASS {}{} FOR TYPE {} USING {} FAMILY {} AS\n    {}",
            name,
            default,
            self.data_type,
            Ident::new(&self.method),
            family,
            Sql::join(lines, ",\n    ")
        );
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        vec![Step::new(&self.id(), Action::Drop, sql!("DROP {}", self.named()))]
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
