//! Operators and support functions that belong to an operator family and to none of its classes (manual, ALTER
//! OPERATOR FAMILY). Must not know the classes.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Bond, Grip, Home, ObjectId, Outcome, Pair, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Inventory, Kind, Site, Surroundings, operator_family};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OperatorFamilyMember {
    pub schema: String,
    pub family: String,
    pub method: String,
    pub role: Role,
    /// Strategy or support number.
    pub number: i16,
    pub left: Sql,
    pub right: Sql,
    pub definition: Sql,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Operator,
    Function,
}

impl OperatorFamilyMember {
    fn family_id(&self) -> ObjectId {
        operator_family::id(&self.schema, &self.family, &self.method)
    }

    fn word(&self) -> Sql {
        Sql::raw(match self.role {
            Role::Operator => "OPERATOR",
            Role::Function => "FUNCTION",
        })
    }

    fn step(&self, action: Action, what: &Sql) -> Vec<Step> {
        let family = Name::new([self.schema.as_str(), &self.family]);
        let head = sql!("ALTER OPERATOR FAMILY {} USING {}", family, Ident::new(&self.method));
        vec![Step::new(&self.id(), action, sql!("{} {}", head, what))]
    }
}

impl Kind for OperatorFamilyMember {
    const NAME: &'static str = "operator_family_member";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        let number = self.number.to_string();
        let role = match self.role {
            Role::Operator => "operator",
            Role::Function => "function",
        };
        let path = [self.schema.as_str(), &self.family, &self.method, role, &number];
        ObjectId::with_signature(Self::NAME, &path, sql!("{}, {}", self.left, self.right).as_str())
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.family_id(), Bond::PartOf)
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action == Action::Drop && view.acts(&self.family_id(), Action::Drop) {
            true => Home::Within(self.family_id(), Grip::Loose(2)),
            false => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![Slot(self.id().to_string())]
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let types = match self.role {
            Role::Operator => Sql::default(),
            Role::Function => sql!(" ({}, {})", self.left, self.right),
        };
        self.step(Action::Create, &sql!("ADD {} {}{} {}", self.word(), self.number, types, self.definition))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &sql!("DROP {} {} ({}, {})", self.word(), self.number, self.left, self.right))
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
