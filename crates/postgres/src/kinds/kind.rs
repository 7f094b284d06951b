//! What a kind is asked. Must not know any of them.

use std::fmt::Debug;

use evenkeel_core::dialect::{Rank, StandIn};
use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Disposition, Home, KindName, ObjectId, Outcome, Pair, Reaction, Shape,
    Slot, Step, View, Work,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Object, Remake, Target};
use crate::dialect::Postgres;
use crate::inspect::Tables;
use crate::mend::Inventory;
use crate::preflight::{Asker, Question};

/// What each kind tells about itself.
pub trait Kind: Clone + PartialEq + Debug + Serialize + DeserializeOwned {
    const NAME: KindName;
    /// Rows of (class, oid, sub-id, position, JSON whose keys are the fields). See [`crate::inspect`]. Of what a
    /// database has by the ten thousand the JSON may be an array instead, see [`Kind::USUAL`].
    const INSPECT: &'static str;
    /// The keys of the array that its query tells in place of an object where nothing about a row is unusual, and the
    /// fields left out have their defaults. Naming each field to say that there is nothing to say is most of the work of
    /// reading a large catalog.
    const USUAL: &'static [&'static str] = &[];
    /// How a script for strayed databases looks for it.
    const INVENTORY: Inventory;
    /// What can be changed where it stands.
    type Change: Clone + Debug + PartialEq;

    fn id(&self) -> ObjectId;

    /// How COMMENT ON and the like name it; None for what cannot bear a comment of its own.
    fn reference(&self) -> Option<Sql> {
        None
    }

    /// Its part of this number, when that can bear a comment and is no object of its own.
    fn part(&self, _number: i32) -> Option<(ObjectId, Sql)> {
        None
    }

    /// Where the reader puts what it is about, for what is only said about another object.
    fn target_mut(&mut self) -> Option<&mut Option<Target>> {
        None
    }

    /// What it is about, where that is no object of its own but held by one.
    fn own_target(&self, _host: &ObjectId) -> Option<Target> {
        None
    }

    /// Whether what it says holds by itself in a catalog that does not have it.
    fn goes_without_saying(&self, _here: &Catalog<Object>, _there: &Catalog<Object>) -> bool {
        false
    }

    /// Why no statement may make it, if that is so.
    fn unwritable(&self) -> Option<&'static str> {
        None
    }

    /// Whether it belongs to what a migration promises. What servers differ in by nature does not.
    fn counts(&self) -> bool {
        true
    }

    /// The role that it is or belongs to, for what the whole server shares.
    fn role(&self) -> Option<ObjectId> {
        None
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings::OfPath
    }

    /// What it hangs on beyond what `pg_depend` and its path tell.
    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        Vec::new()
    }

    fn compare(pair: Pair<&Self>) -> Outcome<Self::Change>;

    /// How it takes a change of what it hangs on; the new version is missing when it goes anyway.
    fn reaction(
        _pair: Pair<&Self>,
        cause: &Cause<'_, Postgres>,
        _own: Option<&Self::Change>,
    ) -> Reaction<Self::Change> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, _view: &View<'_, Postgres>, _action: Action) -> Home {
        Home::Apart
    }

    fn rank(id: &ObjectId, action: Action) -> Rank;

    fn slots(&self) -> Vec<Slot> {
        Vec::new()
    }

    fn shape(&self, _catalog: &Catalog<Object>) -> Option<Shape> {
        None
    }

    /// What can stand in its place while what it is made of, and what hangs on it, is not there yet.
    fn stand_in(&self, _action: Action) -> Option<StandIn<Self, Self::Change>> {
        None
    }

    /// Puts together what its row could only tell by the numbers of tables and columns; its own address has this oid.
    fn fill_in(&mut self, _oid: u32, _tables: &Tables<'_>) {}

    /// Whether a parent of its table hands it down.
    fn is_handed_down(&self) -> bool {
        false
    }

    /// Whether its table declares it, even when a parent hands it down too.
    fn is_local(&self) -> bool {
        true
    }

    /// What it adds to the statement that makes its owner, when it is made inside it.
    fn contribution(&self, _site: &Site<'_>) -> Contribution {
        Contribution::default()
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step>;

    fn drop(&self, site: &Site<'_>) -> Vec<Step>;

    fn alter(pair: Pair<&Self>, change: &Self::Change, site: &Site<'_>) -> Vec<Step>;

    fn rename(_id: &ObjectId, _to: &str) -> Option<Step> {
        None
    }

    /// Who else feels a change in place.
    fn reach(_change: &Self::Change) -> Reach {
        Reach::Itself
    }

    /// How a new one comes to stand in its place while columns move over; asked of changes that reach all users.
    fn remake(_pair: Pair<&Self>, _site: &Site<'_>) -> Remake {
        Remake::default()
    }

    /// Which part of it a recorded dependence is that part's own, where the database knows the whole only.
    fn bearer(&self, _on: KindName) -> Option<ObjectId> {
        None
    }

    /// What is asked of the rows before it becomes its new version, which it is known to do.
    fn questions(_pair: Pair<Option<&Self>>, _asker: &Asker<'_>) -> Vec<Question> {
        Vec::new()
    }
}

/// In what an object lives.
pub enum Surroundings {
    /// The schema, or the table, that its path begins with.
    OfPath,
    Of(ObjectId, Bond),
    Nothing,
}

/// Who feels a change in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Nobody else.
    Itself,
    /// Expressions that read its values: views, rules, policies, generated columns.
    Readers,
    /// Everyone that hangs on it, since another thing stands under its name afterwards.
    Users,
}

/// Where a piece of work is done: the work itself and everything around it.
pub struct Site<'a> {
    pub(crate) view: &'a View<'a, Postgres>,
    pub(crate) work: &'a Work<'a, Postgres>,
}

impl<'a> Site<'a> {
    /// The new versions of what is created inside this work.
    pub(crate) fn created(&self) -> impl Iterator<Item = (&'a Object, Site<'a>)> {
        let view = self.view;
        self.work.parts.iter().filter_map(move |work| Some((work.objects.new?, Site { view, work })))
    }
}

/// What a part adds to the statement that makes its owner.
#[derive(Default)]
pub struct Contribution {
    /// A line between a table's parentheses, or a clause behind a column.
    pub(crate) text: Option<Sql>,
    /// A parent in INHERITS, with its place in the list.
    pub(crate) parent: Option<(i32, Name)>,
    /// Statements that follow.
    pub(crate) after: Vec<Step>,
}

impl Contribution {
    pub(crate) fn text(text: Sql) -> Self {
        Contribution { text: Some(text), ..Contribution::default() }
    }
}
