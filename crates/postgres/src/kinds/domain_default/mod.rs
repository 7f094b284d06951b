//! Default values of domains. Apart from the domain because a default may call what has to go and come back while the
//! domain stays.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{Action, Bond, Grip, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, plain_rank};
use super::{Contribution, Inventory, Kind, Site, Surroundings};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DomainDefault {
    pub schema: String,
    pub domain: String,
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub expression: Sql,
}

impl DomainDefault {
    fn domain_id(&self) -> ObjectId {
        ObjectId::new("domain", &[&self.schema, &self.domain])
    }

    fn step(&self, action: Action, what: &Sql) -> Vec<Step> {
        let domain = Name::new([self.schema.as_str(), &self.domain]);
        vec![Step::new(&self.id(), action, sql!("ALTER DOMAIN {} {}", domain, what))]
    }
}

impl Kind for DomainDefault {
    const NAME: &'static str = "domain_default";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        self.domain_id().as_kind(Self::NAME)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.domain_id(), Bond::PartOf)
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let domain = self.domain_id();
        match action {
            Action::Create => Home::Within(domain, Grip::Loose(0)),
            Action::Drop if view.acts(&domain, Action::Drop) => Home::Within(domain, Grip::Loose(0)),
            Action::Drop | Action::Alter | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::TYPE })
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution::text(sql!(" DEFAULT {}", self.expression))
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Create, &sql!("SET DEFAULT {}", self.expression))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &Sql::raw("DROP DEFAULT"))
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.step(Action::Alter, &sql!("SET DEFAULT {}", pair.new.expression))
    }
}
