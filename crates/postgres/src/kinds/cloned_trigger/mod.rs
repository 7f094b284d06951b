//! A partition's clone of a partitioned table's trigger, when it is enabled otherwise than what it was cloned from
//! (manual, ALTER TABLE … ENABLE TRIGGER). That is all that it can have of its own.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name};
use evenkeel_core::{
    Action, Bond, Cause, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::host::Firing;
use super::relation::{class, plain_rank, table_id};
use super::{Aside, Inventory, Kind, Object, Site, trigger};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClonedTrigger {
    pub schema: String,
    pub table: String,
    pub name: String,
    pub firing: Firing,
    /// The partitioned table whose trigger it is.
    pub from_schema: String,
    pub from_table: String,
    /// Schema and name of each table on the way down from there, by turns.
    #[serde(skip_serializing)]
    links: Aside<Vec<String>>,
}

impl ClonedTrigger {
    fn origin(&self) -> ObjectId {
        ObjectId::new("trigger", &[&self.from_schema, &self.from_table, &self.name])
    }

    /// Whatever is cut between here and the table that it comes from takes it away.
    fn links(&self) -> impl Iterator<Item = ObjectId> {
        let names = self.links.0.chunks_exact(2);
        names.map(|names| ObjectId::new("partition", &[&names[0], &names[1]]))
    }

    fn set(&self, action: Action, firing: Firing) -> Vec<Step> {
        let head = sql!("ALTER TABLE ONLY {}", Name::new([self.schema.as_str(), &self.table]));
        let what = sql!("{} TRIGGER {}", firing.words(), Ident::new(&self.name));
        let step = Step::fusible(&self.id(), action, head, what);
        vec![step.locking(Mode::ShareRowExclusive.on(&self.schema, &self.table))]
    }
}

impl Kind for ClonedTrigger {
    const NAME: &'static str = "cloned_trigger";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    /// It fires otherwise, or what it was cloned from does and took it along.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.name])
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        let links = self.links().map(|link| (link, Bond::PartOf));
        links.chain([(self.origin(), Bond::PartOf)]).collect()
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    /// It fires as the trigger does that it comes from, after that one was changed.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            _ if cause.id.kind() == Self::NAME => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(super::Change::Trigger(trigger::Change::Replace | trigger::Change::Firing)) => {
                Reaction::Alter(())
            }
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    /// It goes with the table, with a link to the partitioned table, and with the trigger that it comes from.
    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let owners = self.links().chain([table_id(&self.schema, &self.table), self.origin()]);
        let gone = owners.into_iter().find(|owner| action == Action::Drop && view.acts(owner, Action::Drop));
        gone.map_or(Home::Apart, |owner| Home::Within(owner, Grip::Firm))
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_TRIGGER } else { class::TRIGGER })
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        self.set(Action::Create, self.firing)
    }

    fn drop(&self, site: &Site<'_>) -> Vec<Step> {
        let Some(Object::Trigger(origin)) = site.view.catalogs.new.get(&self.origin()) else { return Vec::new() };
        self.set(Action::Drop, origin.firing)
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        pair.new.set(Action::Alter, pair.new.firing)
    }
}
