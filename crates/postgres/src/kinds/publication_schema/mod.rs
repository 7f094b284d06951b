//! A schema all of whose tables are in a publication (manual, CREATE PUBLICATION; from PostgreSQL 15 on).

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Bond, Grip, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::publication::head;
use super::relation::{class, dropped_with, plain_rank};
use super::{Contribution, Inventory, Kind, Site, Surroundings};
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicationSchema {
    pub publication: String,
    pub schema: String,
}

impl PublicationSchema {
    fn publication_id(&self) -> ObjectId {
        ObjectId::new("publication", &[&self.publication])
    }

    fn schema_id(&self) -> ObjectId {
        ObjectId::new("schema", &[&self.schema])
    }

    fn declaration(&self) -> Sql {
        sql!("TABLES IN SCHEMA {}", Ident::new(&self.schema))
    }

    fn step(&self, action: Action, verb: &'static str) -> Vec<Step> {
        let sql = sql!("{} {} {}", head(&self.publication_id()), Sql::raw(verb), self.declaration());
        vec![Step::new(&self.id(), action, sql)]
    }
}

impl Kind for PublicationSchema {
    const NAME: &'static str = "publication_schema";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.publication, &self.schema])
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.publication_id(), Bond::PartOf)
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.schema_id(), Bond::PartOf)]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Same
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action {
            Action::Create => Home::Within(self.publication_id(), Grip::Loose(1)),
            Action::Drop => dropped_with(view, &[self.publication_id(), self.schema_id()]),
            Action::Alter | Action::Rename => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        let class = if action == Action::Drop { class::DROP_LINK } else { class::AFTER_INDEX };
        Rank { within: 2, group: id.first().to_owned(), ..plain_rank(class) }
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution::text(self.declaration())
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Create, "ADD")
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, "DROP")
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
