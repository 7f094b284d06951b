//! What a database has to tell so that the shared algorithms can plan for it. Must not know any database.

use serde::Serialize;

use crate::catalog::{Bond, Catalog};
use crate::delta::{Delta, Disposition, Obstacle, Outcome};
use crate::object::ObjectId;
use crate::pair::Pair;
use crate::plan::Step;

/// What is done to an object in one place of the plan. A recreated object is dropped and created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    Drop,
    Alter,
    Create,
    Rename,
}

/// How a dependent takes the change of what it hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reaction<C> {
    Keep,
    /// It changes along; this takes the place of the change it may have had already.
    Alter(C),
    Recreate,
}

/// An object that others can hang on as on the one whose place it takes, and that hangs on less itself.
#[derive(Clone, Debug)]
pub struct StandIn<O, C> {
    pub object: O,
    /// By which each of the two becomes the other.
    pub change: C,
}

/// The change that a dependent has to react to.
pub struct Cause<'a, D: Dialect + ?Sized> {
    pub id: &'a ObjectId,
    pub object: &'a D::Object,
    pub what: &'a Disposition<D::Change>,
    pub bond: Bond,
}

/// Who has to react: its versions (both missing for unmodelled kinds) and the change it has already.
pub struct Dependent<'a, D: Dialect + ?Sized> {
    pub id: &'a ObjectId,
    pub objects: Pair<Option<&'a D::Object>>,
    pub change: Option<&'a D::Change>,
}

/// How firmly a piece of work is held inside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grip {
    /// May be set apart to break a loop; the lowest number first.
    Loose(u8),
    /// Has no statement of its own.
    Firm,
}

/// Where a piece of work is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    /// By statements of its own.
    Apart,
    /// Inside the same action on another object, if there is one.
    Within(ObjectId, Grip),
}

/// A name that only one object can hold at a time, such as a relation's in its schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub String);

/// What makes a dropped and an added object look like one that was renamed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shape(pub String);

/// The place of a piece of work when nothing forces another: by class, then by group, then within it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Rank {
    pub class: u8,
    pub group: String,
    pub within: u8,
}

/// Both catalogs and what differs between them.
pub struct View<'a, D: Dialect + ?Sized> {
    pub catalogs: Pair<&'a Catalog<D::Object>>,
    pub delta: &'a Delta<D::Change>,
}

impl<'a, D: Dialect + ?Sized> View<'a, D> {
    pub fn acts(&self, id: &ObjectId, action: Action) -> bool {
        match self.delta.of(id) {
            Some(Disposition::Create) => action == Action::Create,
            Some(Disposition::Drop) => action == Action::Drop,
            Some(Disposition::Alter(_)) => action == Action::Alter,
            Some(Disposition::Recreate) => matches!(action, Action::Create | Action::Drop),
            None => false,
        }
    }

    pub fn objects(&self, id: &ObjectId) -> Pair<Option<&'a D::Object>> {
        self.catalogs.map(|catalog| catalog.get(id))
    }
}

/// One piece of work with what is done inside it.
pub struct Work<'a, D: Dialect + ?Sized> {
    pub id: &'a ObjectId,
    pub action: Action,
    pub objects: Pair<Option<&'a D::Object>>,
    pub change: Option<&'a D::Change>,
    /// In the order in which they should appear.
    pub parts: Vec<Work<'a, D>>,
}

/// A database's own knowledge, asked by the shared algorithms.
pub trait Dialect {
    type Object: PartialEq + Serialize;
    type Change: PartialEq;

    /// Compares two versions of an object that are known to be unequal.
    fn compare(&self, pair: Pair<&Self::Object>) -> Outcome<Self::Change>;

    /// Whether an object that only one catalog has makes no difference to the other: what it says holds there by itself.
    fn goes_without_saying(
        &self,
        _object: &Self::Object,
        _here: &Catalog<Self::Object>,
        _there: &Catalog<Self::Object>,
    ) -> bool {
        false
    }

    /// What a dependent does when the thing it hangs on is dropped, recreated or altered.
    fn reaction(&self, cause: &Cause<'_, Self>, dependent: &Dependent<'_, Self>) -> Reaction<Self::Change>;

    /// What else becomes of objects, seen from the whole delta; asked until nothing is added.
    fn consequences(&self, _view: &View<'_, Self>) -> Vec<(ObjectId, Disposition<Self::Change>)> {
        Vec::new()
    }

    /// What no order of statements can bring about, seen from the whole delta.
    fn obstacles(&self, _view: &View<'_, Self>) -> Vec<Obstacle> {
        Vec::new()
    }

    /// Whether an heir has by itself too what its parent hands it down: then it is made before the parent's, which finds
    /// it there, and dropped after it.
    fn has_its_own(&self, _view: &View<'_, Self>, _heir: &ObjectId, _parent: &ObjectId) -> bool {
        false
    }

    fn home(&self, view: &View<'_, Self>, id: &ObjectId, action: Action) -> Home;

    /// What can stand in an object's place while things are missing that it is made of but that hang on it themselves,
    /// and the change by which the one becomes the other. Asked for what is created, and for what is dropped.
    fn stand_in(
        &self,
        _object: &Self::Object,
        _action: Action,
    ) -> Option<StandIn<Self::Object, Self::Change>> {
        None
    }

    fn rank(&self, id: &ObjectId, action: Action) -> Rank;

    fn slots(&self, id: &ObjectId, object: &Self::Object) -> Vec<Slot>;

    /// None for kinds that hold no data, whose drop and add loses nothing.
    fn shape(&self, catalog: &Catalog<Self::Object>, id: &ObjectId) -> Option<Shape>;

    /// Orderings that no bond tells: (earlier, later) pieces of work.
    fn extra_edges(&self, view: &View<'_, Self>) -> Vec<((ObjectId, Action), (ObjectId, Action))>;

    /// Orderings that are followed unless they would lead in a circle: (earlier, later) pieces of work.
    fn wishes(&self, _view: &View<'_, Self>) -> Vec<((ObjectId, Action), (ObjectId, Action))> {
        Vec::new()
    }

    fn render(&self, view: &View<'_, Self>, work: &Work<'_, Self>) -> Vec<Step>;

    /// Adds what only all steps together show: settings around some of them, hazards across them.
    fn finish(&self, _view: &View<'_, Self>, steps: Vec<Step>) -> Vec<Step> {
        steps
    }
}
