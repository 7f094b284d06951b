//! A table in a publication, with its columns and its filter. Must not know what else the publication has.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Bond, Cause, Disposition, Grip, Home, Lock, ObjectId, Outcome, Pair, Reaction, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::publication::head;
use super::relation::{class, dropped_with, plain_rank, reads_retyped, table_id};
use super::{Contribution, Inventory, Kind, Site, Surroundings};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicationTable {
    pub publication: String,
    pub schema: String,
    pub table: String,
    /// All of them where nothing is said.
    pub columns: Option<Vec<String>>,
    #[serde(default, deserialize_with = "crate::canonical::optional")]
    pub filter: Option<Sql>,
}

impl PublicationTable {
    fn publication_id(&self) -> ObjectId {
        ObjectId::new("publication", &[&self.publication])
    }

    fn table_id(&self) -> ObjectId {
        table_id(&self.schema, &self.table)
    }

    fn name(&self) -> Name {
        Name::new([self.schema.as_str(), &self.table])
    }

    /// `ONLY public.t (a, b) WHERE (a > 1)`: each of an inheritance tree that is published has a row of its own.
    fn declaration(&self) -> Sql {
        let mut sql = sql!("ONLY {}", self.name());
        if let Some(columns) = &self.columns {
            sql.push(sql!(" ({})", Sql::join(columns.iter().map(|column| Ident::new(column)), ", ")));
        }
        if let Some(filter) = &self.filter {
            sql.push(sql!(" WHERE ({})", filter));
        }
        sql
    }

    fn step(&self, action: Action, rest: &Sql) -> Vec<Step> {
        let sql = sql!("{} {}", head(&self.publication_id()), rest);
        vec![Step::new(&self.id(), action, sql).locking(self.lock())]
    }

    pub(super) fn lock(&self) -> Lock {
        Mode::ShareUpdateExclusive.of(self.table_id())
    }
}

impl Kind for PublicationTable {
    const NAME: &'static str = "publication_table";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.publication, &self.schema, &self.table])
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Of(self.publication_id(), Bond::PartOf)
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.table_id(), Bond::PartOf)]
    }

    /// No statement changes the columns or the filter of one table alone.
    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Recreate
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(_) if reads_retyped(cause) => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action {
            Action::Create => Home::Within(self.publication_id(), Grip::Loose(1)),
            Action::Drop => dropped_with(view, &[self.publication_id(), self.table_id()]),
            Action::Alter | Action::Rename => Home::Apart,
        }
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        let class = if action == Action::Drop { class::DROP_LINK } else { class::AFTER_INDEX };
        Rank { within: 1, group: id.first().to_owned(), ..plain_rank(class) }
    }

    fn contribution(&self, _: &Site<'_>) -> Contribution {
        Contribution::text(self.declaration())
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Create, &sql!("ADD TABLE {}", self.declaration()))
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        self.step(Action::Drop, &sql!("DROP TABLE ONLY {}", self.name()))
    }

    fn alter(_: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        Vec::new()
    }
}
