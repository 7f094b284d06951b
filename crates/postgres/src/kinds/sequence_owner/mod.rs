//! The column that a sequence goes with (OWNED BY, as `serial` makes it). Apart from the sequence because the
//! column's default needs the sequence first and the ownership needs the column.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name};
use evenkeel_core::{Action, Bond, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, column_id, dropped_with, plain_rank, table_of};
use super::{Kind, Site, owner};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SequenceOwner {
    pub schema: String,
    pub sequence: String,
    pub owner_schema: String,
    pub table: String,
    pub column: String,
}

impl SequenceOwner {
    pub(crate) fn column_id(&self) -> ObjectId {
        column_id(&self.owner_schema, &self.table, &self.column)
    }

    pub(crate) fn sequence_id(&self) -> ObjectId {
        self.id().as_kind("sequence")
    }

    fn set(&self, action: Action) -> Vec<Step> {
        let column = Name::from(&self.column_id());
        let sql = sql!("ALTER SEQUENCE {} OWNED BY {}", Name::from(&self.id()), column);
        vec![Step::new(&self.id(), action, sql).locking(Mode::ShareRowExclusive.of(self.sequence_id()))]
    }
}

impl Kind for SequenceOwner {
    const NAME: &'static str = "sequence_owner";
    const INSPECT: &'static str = include_str!("inspect.sql");
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.sequence])
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.sequence_id(), Bond::PartOf), (self.column_id(), Bond::PartOf)]
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        // A sequence that stays has to be untied first, or it would go with the column.
        let goes = action == Action::Drop && view.acts(&self.sequence_id(), Action::Drop);
        let column = self.column_id();
        match goes {
            true => dropped_with(view, &[table_of(&column), column, self.sequence_id()]),
            false => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_LINK } else { class::SEQUENCE_OWNER })
    }

    /// PostgreSQL ties a sequence only to a table of the same owner.
    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let table = table_of(&self.column_id());
        let made = site.view.acts(&self.sequence_id(), Action::Create);
        let owner = owner::named(site.view.catalogs.old, &table).filter(|_| made);
        let given = owner.map(|it| {
            let sql = sql!("ALTER SEQUENCE {} OWNER TO {}", Name::from(&self.id()), Ident::new(&it.role));
            Step::new(&self.id(), Action::Create, sql).locking(Mode::AccessExclusive.of(self.sequence_id()))
        });
        given.into_iter().chain(self.set(Action::Create)).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = sql!("ALTER SEQUENCE {} OWNED BY NONE", Name::from(&self.id()));
        vec![Step::new(&self.id(), Action::Drop, sql).locking(Mode::ShareRowExclusive.of(self.sequence_id()))]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.set(Action::Alter)
    }
}
