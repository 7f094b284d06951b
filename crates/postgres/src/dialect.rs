//! PostgreSQL as the shared algorithms ask for it: every question goes to the kind it is about.

use evenkeel_core::delta::Obstacle;
use evenkeel_core::dialect::{Dependent, Rank, StandIn};
use evenkeel_core::{
    Action, Catalog, Cause, Dialect, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Shape, Slot, Step,
    View, Work,
};

use crate::carry;
use crate::kinds::{
    self, Change, Object, Site, identity, materialized_view, privileges, sequence_owner, table,
};
use crate::online::Online;
use crate::quarantine::Quarantine;

mod column_order;
mod handing_down;
mod index_tree;
mod linking;
mod locking;
mod logging;
mod rebuilding;
mod routines;

/// The dialect. What versions differ in is read from the server.
#[derive(Clone, Debug, Default)]
pub struct Postgres {
    /// What is done about what a plan takes away.
    pub quarantine: Quarantine,
    /// On which tables readers and writers are kept going.
    pub online: Online,
}

pub(crate) type Deed = (ObjectId, Action);

impl Dialect for Postgres {
    type Object = Object;
    type Change = Change;

    fn compare(&self, pair: Pair<&Object>) -> Outcome<Change> {
        Object::compare(pair)
    }

    fn goes_without_saying(&self, object: &Object, here: &Catalog<Object>, there: &Catalog<Object>) -> bool {
        object.goes_without_saying(here, there)
    }

    fn reaction(&self, cause: &Cause<'_, Self>, dependent: &Dependent<'_, Self>) -> Reaction<Change> {
        match dependent.objects.both() {
            Some(objects) => Object::reaction(objects, cause, dependent),
            None => unmodelled_reaction(cause),
        }
    }

    fn consequences(&self, view: &View<'_, Self>) -> Vec<(ObjectId, Disposition<Change>)> {
        let recreated = linking::stuck(view).into_iter().map(|id| (id, Disposition::Recreate));
        let given_back = self.quarantine.consequences(view);
        recreated.chain(rebuilding::consequences(view)).chain(given_back).collect()
    }

    fn obstacles(&self, view: &View<'_, Self>) -> Vec<Obstacle> {
        let mut found = handing_down::obstacles(view);
        found.extend(rebuilding::obstacles(view));
        found.extend(column_order::obstacles(view));
        found.extend(unwritable(view));
        found
    }

    fn has_its_own(&self, view: &View<'_, Self>, heir: &ObjectId, parent: &ObjectId) -> bool {
        handing_down::has_its_own(view, heir, parent)
    }

    fn home(&self, view: &View<'_, Self>, id: &ObjectId, action: Action) -> Home {
        if action == Action::Alter && kinds::rebuild::is_rebuilt(view, id) {
            return kinds::rebuild::home(view, id);
        }
        let objects = view.objects(id);
        let object = if action == Action::Drop { objects.old } else { objects.new };
        object.map_or(Home::Apart, |object| object.home(view, action))
    }

    fn stand_in(&self, object: &Object, action: Action) -> Option<StandIn<Object, Change>> {
        object.stand_in(action)
    }

    fn rank(&self, id: &ObjectId, action: Action) -> Rank {
        kinds::rank(id, action)
    }

    fn slots(&self, _: &ObjectId, object: &Object) -> Vec<Slot> {
        object.slots()
    }

    fn shape(&self, catalog: &Catalog<Object>, id: &ObjectId) -> Option<Shape> {
        catalog.get(id).and_then(|object| object.shape(catalog))
    }

    fn extra_edges(&self, view: &View<'_, Self>) -> Vec<(Deed, Deed)> {
        let mut edges = linking::edges(view);
        edges.extend(logging::edges(view));
        edges.extend(rebuilding::edges(view));
        edges.extend(privileges::edges(view));
        edges.extend(sequence_owner::edges(view));
        edges.extend(handing_down::edges(view));
        edges
    }

    fn render(&self, view: &View<'_, Self>, work: &Work<'_, Self>) -> Vec<Step> {
        let site = Site { view, work };
        let mut steps = match (work.action, work.objects) {
            (Action::Drop, Pair { old: Some(object), .. }) => object.drop(&site),
            (Action::Create, Pair { new: Some(object), .. }) => object.create(&site),
            // What goes without saying in the new catalog has to be said when what it is about is made anew.
            (Action::Create, Pair { new: None, old: Some(object) }) => object.create(&site),
            (Action::Alter, Pair { old: Some(old), new: Some(new) }) => {
                work.change.map(|change| Object::alter(Pair::of(old, new), change, &site)).unwrap_or_default()
            }
            (Action::Drop | Action::Create | Action::Alter | Action::Rename, _) => Vec::new(),
        };
        locking::complete(view, work, &mut steps);
        not_given(view, work, &mut steps);
        let steps = carry::around(view, work, steps);
        let steps = self.quarantine.around(view, work, &self.online, steps);
        // A table that this very plan makes has no rows to fail, to rewrite or to wait for.
        let is_empty = |table: &ObjectId| view.acts(table, Action::Create) && !carry::takes_rows(view, table);
        match linking::table_under(view, work.id).is_some_and(|table| is_empty(&table)) {
            true => steps.into_iter().map(without_hazards).collect(),
            false => steps,
        }
    }

    fn wishes(&self, view: &View<'_, Self>) -> Vec<(Deed, Deed)> {
        let mut wishes = routines::wishes(view);
        wishes.extend(routines::after_columns(view));
        wishes.extend(routines::before_calls(view));
        wishes.extend(identity::wishes(view));
        wishes.extend(materialized_view::wishes(view));
        wishes.extend(rebuilding::wishes(view));
        wishes.extend(carry::wishes(view));
        wishes.extend(self.quarantine.wishes(view));
        wishes
    }

    fn finish(&self, view: &View<'_, Self>, steps: Vec<Step>) -> Vec<Step> {
        let steps = carry::finished(view, table::toast_settings_last(steps));
        let steps = self.online.applied(view, &|id| self.quarantine.concerns(id), steps);
        self.quarantine.begun(
            view,
            &self.online,
            routines::unchecked(view, routines::with_mentions(view, steps)),
        )
    }
}

/// What is made here is given no privileges that nobody wishes.
fn not_given(view: &View<'_, Postgres>, work: &Work<'_, Postgres>, steps: &mut Vec<Step>) {
    let made = work.action == Action::Create || kinds::rebuild::is_rebuilt(view, work.id);
    if let (true, Some(object)) = (made, work.objects.new) {
        steps.extend(privileges::surplus(view, object));
    }
    work.parts.iter().for_each(|part| not_given(view, part, steps));
}

/// What would have to be made and cannot be written down.
fn unwritable<'a>(view: &'a View<'_, Postgres>) -> impl Iterator<Item = Obstacle> + 'a {
    let made = view.delta.dispositions.keys().filter(|id| view.acts(id, Action::Create));
    made.filter_map(|id| {
        let why = view.catalogs.new.get(id)?.unwritable()?;
        Some(Obstacle::Cannot { object: id.clone(), why })
    })
}

fn without_hazards(step: Step) -> Step {
    Step { hazards: Vec::new(), ..step }
}

/// PostgreSQL refuses to drop what something hangs on, and to retype a column that a view or rule reads.
fn unmodelled_reaction(cause: &Cause<'_, Postgres>) -> Reaction<Change> {
    match cause.what {
        Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
        Disposition::Alter(_) if kinds::reads_retyped(cause) => Reaction::Recreate,
        Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
    }
}

/// The statement that gives an object another name, for kinds that can be renamed.
pub fn rename(id: &ObjectId, to: &str) -> Option<Step> {
    kinds::rename(id, to)
}
