//! The column that a sequence goes with (OWNED BY, as `serial` makes it). Apart from the sequence because the
//! column's default needs the sequence first and the ownership needs the column.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Bond, Home, ObjectId, Outcome, Pair, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, column_id, dropped_with, plain_rank, table_of};
use super::{Inventory, Kind, Site, owner};
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

    /// Whose the sequence is right before it is tied; None is whoever carries the plan out.
    fn owner_when_free<'a>(&self, view: &View<'a, Postgres>) -> Option<&'a str> {
        let sequence = self.sequence_id();
        let stays = view.catalogs.old.contains(&sequence) && !view.acts(&sequence, Action::Create);
        let owner = if stays { owner::named(view.catalogs.old, &sequence) } else { None };
        owner.map(|it| it.role.as_str())
    }

    fn untie(&self, action: Action) -> Step {
        let sql = sql!("ALTER SEQUENCE {} OWNED BY NONE", Name::from(&self.id()));
        Step::new(&self.id(), action, sql).locking(Mode::ShareRowExclusive.of(self.sequence_id()))
    }

    fn give(&self, action: Action, role: Option<&str>) -> Step {
        let role = role.map_or(Sql::raw("CURRENT_USER"), |role| Ident::new(role).into());
        let sql = sql!("ALTER SEQUENCE {} OWNER TO {}", Name::from(&self.id()), role);
        Step::new(&self.id(), action, sql).locking(Mode::AccessExclusive.of(self.sequence_id()))
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
    const INVENTORY: Inventory = Inventory::linking(include_str!("inventory.sql"));
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
        let wanted = owner::afterwards(site.view, &table_of(&self.column_id()));
        let given = (self.owner_when_free(site.view) != wanted).then(|| self.give(Action::Create, wanted));
        given.into_iter().chain(self.set(Action::Create)).collect()
    }

    fn drop(&self, site: &Site<'_>) -> Vec<Step> {
        // It stays its table's owner's, who is told of by the table only.
        let kept = owner::named(site.view.catalogs.old, &table_of(&self.column_id())).is_some();
        let wanted = owner::named(site.view.catalogs.new, &self.sequence_id()).is_some();
        let given = (kept && !wanted).then(|| self.give(Action::Drop, None));
        std::iter::once(self.untie(Action::Drop)).chain(given).collect()
    }

    /// A sequence that is tied cannot change hands by itself.
    fn alter(pair: Pair<&Self>, (): &(), site: &Site<'_>) -> Vec<Step> {
        let tables = pair.map(|tie| table_of(&tie.column_id()));
        let now = owner::named(site.view.catalogs.old, &tables.old).map(|it| it.role.as_str());
        let wanted = owner::afterwards(site.view, &tables.new);
        let mut steps = Vec::new();
        if tables.differs() && now != wanted {
            steps.push(pair.new.untie(Action::Alter));
            steps.push(pair.new.give(Action::Alter, wanted));
        }
        steps.extend(pair.new.set(Action::Alter));
        steps
    }
}

/// A sequence is tied when its table is whose it is to be, and untied before that.
pub(crate) fn edges(view: &View<'_, Postgres>) -> Vec<((ObjectId, Action), (ObjectId, Action))> {
    let mut edges = Vec::new();
    let ties = view.delta.dispositions.keys().filter(|id| id.kind() == SequenceOwner::NAME);
    for id in ties {
        let table = |object| <&SequenceOwner>::try_from(object).ok().map(|tie| table_of(&tie.column_id()));
        let tables = view.objects(id).map(|object| object.and_then(table));
        let moves = tables.differs();
        let owners = tables.map(|table| table.map(|table| ObjectId::of(owner::Owner::NAME, &table)));
        for deed in [Action::Create, Action::Alter, Action::Drop] {
            for tied in [Action::Alter, Action::Drop, Action::Create] {
                let waits = |of| tied == of || (tied == Action::Alter && moves);
                let before = owners.old.clone().filter(|_| waits(Action::Drop));
                let after = owners.new.clone().filter(|_| waits(Action::Create));
                edges.extend(before.map(|owner| ((id.clone(), tied), (owner, deed))));
                edges.extend(after.map(|owner| ((owner, deed), (id.clone(), tied))));
            }
        }
    }
    edges
}
