//! Who owns an object (manual, ALTER … OWNER TO), where that is neither the role that reads nor nobody's wish: what the
//! owner of the database has, it has by making it. Must not know what owners may do.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Disposition, Grip, Home, ObjectId, Outcome, Pair, Reaction, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::relation::class;
use super::{Aside, Inventory, Kind, Object, Reach, Site, Surroundings, Target, rebuild, role};
use crate::dialect::{Deed, Postgres};
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    pub role: String,
    /// It is nobody's wish, and only told because another role reads.
    #[serde(skip_serializing)]
    pub usual: Aside<bool>,
    /// Filled in by the reader.
    #[serde(skip)]
    pub target: Option<Target>,
}

/// Relations, which ALTER … OWNER TO locks.
const RELATIONS: &[&str] = &["table", "sequence", "view", "materialized_view", "composite_type"];

/// What is said about the owner of something. A column is its table's owner's.
pub(crate) fn of<'a>(catalog: &'a Catalog<Object>, target: &Target) -> Option<&'a Owner> {
    let relation = |kind: &&'static str| target.id.parent(kind);
    let whole = RELATIONS.iter().filter(|_| target.id.kind() == "column").filter_map(relation);
    std::iter::once(target.id.clone()).chain(whole).find_map(|id| named(catalog, &id))
}

/// What is said about the owner of this very object.
pub(crate) fn named<'a>(catalog: &'a Catalog<Object>, id: &ObjectId) -> Option<&'a Owner> {
    <&Owner>::try_from(catalog.get(&ObjectId::of(Owner::NAME, id))?).ok()
}

/// Whose something is after the plan did what it says about its owner; None is whoever carries the plan out.
pub(crate) fn afterwards<'a>(view: &View<'a, Postgres>, id: &ObjectId) -> Option<&'a str> {
    let role = |catalog: &'a Catalog<Object>| named(catalog, id).map(|owner| (owner.role.as_str(), owner.usual.0));
    match view.delta.of(&ObjectId::of(Owner::NAME, id)) {
        Some(Disposition::Create | Disposition::Alter(_) | Disposition::Recreate) => {
            role(view.catalogs.new).filter(|(_, usual)| !usual).map(|(role, _)| role)
        }
        Some(Disposition::Drop) => None,
        None if view.acts(id, Action::Create) => None,
        None => role(view.catalogs.old).map(|(role, _)| role),
    }
}

/// Makes something while this relation belongs to whoever carries the plan out, as it does where all is made anew.
pub(crate) fn while_ours(relation: &ObjectId, made: &Deed) -> [(Deed, Deed); 3] {
    let deed = |action| (ObjectId::of(Owner::NAME, relation), action);
    [
        (deed(Action::Drop), made.clone()),
        (made.clone(), deed(Action::Alter)),
        (made.clone(), deed(Action::Create)),
    ]
}

/// Whether something that both catalogs have belongs to the same role in both, or to nobody in particular.
pub(crate) fn agree(here: &Catalog<Object>, there: &Catalog<Object>, target: &Target) -> bool {
    match (of(here, target), of(there, target)) {
        (None, None) => true,
        (Some(owner), None) => owner.goes_without_saying(here, there),
        (None, Some(owner)) => owner.goes_without_saying(there, here),
        (Some(one), Some(other)) => one.role == other.role || (one.usual.0 && other.usual.0),
    }
}

impl Owner {
    fn target(&self) -> &Target {
        self.target.as_ref().expect("the reader fills the target in")
    }

    fn set(&self, action: Action, role: &Sql) -> Vec<Step> {
        let target = self.target();
        let step = Step::new(&self.id(), action, sql!("ALTER {} OWNER TO {}", target.reference, role));
        match RELATIONS.contains(&target.id.kind()) {
            true => vec![step.locking(Mode::AccessExclusive.of(target.id.clone()))],
            false => vec![step],
        }
    }

    fn of_role(&self, action: Action) -> Vec<Step> {
        self.set(action, &Ident::new(&self.role).into())
    }

    fn of_nobody_in_particular(&self, action: Action) -> Vec<Step> {
        self.set(action, &Sql::raw("CURRENT_USER"))
    }
}

impl Kind for Owner {
    const NAME: &'static str = "owner";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::granted(include_str!("facts.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::of(Self::NAME, &self.target().id)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::Nothing
    }

    fn target_mut(&mut self) -> Option<&mut Option<Target>> {
        Some(&mut self.target)
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![self.target().bond(), role::needed(&self.role)]
    }

    fn goes_without_saying(&self, _: &Catalog<Object>, there: &Catalog<Object>) -> bool {
        let is_actors = there.actor() == Some(&self.role) && there.contains(&self.target().id);
        self.usual.0 || is_actors
    }

    fn counts(&self) -> bool {
        false
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        match pair.old.usual.0 && pair.new.usual.0 {
            true => Outcome::Same,
            false => Outcome::Alter(()),
        }
    }

    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop if own.is_some() && cause.id.kind() == role::Role::NAME => Reaction::Keep,
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let host = &self.target().host;
        match action == Action::Drop && view.acts(host, Action::Drop) {
            true => Home::Within(host.clone(), Grip::Firm),
            false => Home::Apart,
        }
    }

    /// Late, so that whoever makes things can still make more of them.
    fn rank(id: &ObjectId, _: Action) -> Rank {
        let of_schema = id.parts().next() == Some("schema");
        let class = if of_schema { class::SCHEMA_OWNER } else { class::OWNER };
        Rank { class, group: id.parts().skip(1).collect::<Vec<_>>().join("\0"), within: 0 }
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        // What is made anew goes back to whom it belonged.
        match self.usual.0 && site.work.objects.old.is_none() {
            true => Vec::new(),
            false => self.of_role(Action::Create),
        }
    }

    fn drop(&self, site: &Site<'_>) -> Vec<Step> {
        // A sequence that is tied to a column is its table's owner's.
        let tied = site.view.catalogs.new.contains(&self.target().id.as_kind("sequence_owner"));
        if rebuild::takes_along(site.view, &self.target().host) || tied {
            return Vec::new();
        }
        self.of_nobody_in_particular(Action::Drop)
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        match pair.new.usual.0 {
            true => pair.new.of_nobody_in_particular(Action::Alter),
            false => pair.new.of_role(Action::Alter),
        }
    }
}
