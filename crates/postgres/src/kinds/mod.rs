//! Every kind of object that is modelled, one folder each, and the list of them.
//!
//! A kind knows its own rows, differences and statements. It must not know the order of things: that comes from
//! `pg_depend` and from names.

use std::fmt::Debug;

use evenkeel_core::dialect::{Dependent, Rank};
use evenkeel_core::sql::{Name, Sql};
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Disposition, Home, KindName, ObjectId, Outcome, Pair, Reaction, Shape,
    Slot, Step, View, Work,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::dialect::Postgres;
use crate::inspect::Tables;
use crate::preflight::{Asker, Question};

mod acl;
mod aside;
pub(crate) mod backed;
mod foreign;
mod host;
pub(crate) mod proof;
pub(crate) mod rebuild;
mod refused;
pub(crate) mod relation;
mod routine;
mod satellite;
mod set_clause;
pub(crate) mod usage;
mod usual;

pub(crate) use aside::Aside;
pub(crate) use rebuild::Remake;
pub(crate) use relation::{gets_linked, is_attached, link_stands, reads_retyped, table_of};
pub(crate) use routine::{Routine, is_routine};
pub(crate) use satellite::Target;

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

/// How objects of one kind are read.
pub(crate) struct Inspected {
    pub(crate) name: KindName,
    pub(crate) query: &'static str,
    /// One row's JSON.
    pub(crate) read: fn(&str) -> serde_json::Result<Object>,
}

/// Reads one row; None for a kind that is not in the list.
pub(crate) fn parse(kind: &str, json: &str) -> Option<serde_json::Result<Object>> {
    KINDS.iter().find(|known| known.name == kind).map(|known| (known.read)(json))
}

macro_rules! kinds {
    ($($module:ident::$kind:ident,)*) => {
        $(pub(crate) mod $module;)*

        /// One object of any modelled kind, of which a catalog holds very many.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Object { $($kind(Box<$module::$kind>),)* }

        /// What can be changed in place, of any kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Change { $($kind(<$module::$kind as Kind>::Change),)* }

        impl Change {
            pub(crate) fn reach(&self) -> Reach {
                match self { $(Change::$kind(change) => $module::$kind::reach(change),)* }
            }
        }

        /// In the order in which they are read.
        pub(crate) const KINDS: &[Inspected] = &[$(Inspected {
            name: $module::$kind::NAME,
            query: $module::$kind::INSPECT,
            read: |json| {
                let object = match json.as_bytes().first() {
                    Some(b'[') => usual::read(json, $module::$kind::USUAL),
                    _ => serde_json::from_str(json),
                };
                object.map(<Object as From<$module::$kind>>::from)
            },
        },)*];

        $(impl From<$module::$kind> for Object {
            fn from(it: $module::$kind) -> Object {
                Object::$kind(Box::new(it))
            }
        })*

        $(impl<'a> TryFrom<&'a Object> for &'a $module::$kind {
            type Error = ();
            fn try_from(object: &'a Object) -> Result<Self, ()> {
                if let Object::$kind(it) = object { Ok(it) } else { Err(()) }
            }
        })*

        impl Object {
            /// What goes along where this object is left out: a sequence with the tie to its column.
            pub fn owns(&self) -> Option<ObjectId> {
                if let Object::SequenceOwner(tie) = self { Some(tie.sequence_id()) } else { None }
            }

            pub fn id(&self) -> ObjectId {
                match self { $(Object::$kind(it) => it.id(),)* }
            }

            pub(crate) fn kind(&self) -> KindName {
                match self { $(Object::$kind(_) => $module::$kind::NAME,)* }
            }

            pub(crate) fn reference(&self) -> Option<Sql> {
                match self { $(Object::$kind(it) => it.reference(),)* }
            }

            pub(crate) fn part(&self, number: i32) -> Option<(ObjectId, Sql)> {
                match self { $(Object::$kind(it) => it.part(number),)* }
            }

            pub(crate) fn target_mut(&mut self) -> Option<&mut Option<Target>> {
                match self { $(Object::$kind(it) => it.target_mut(),)* }
            }

            pub(crate) fn own_target(&self, host: &ObjectId) -> Option<Target> {
                match self { $(Object::$kind(it) => it.own_target(host),)* }
            }

            pub(crate) fn goes_without_saying(&self, here: &Catalog<Object>, there: &Catalog<Object>) -> bool {
                match self { $(Object::$kind(it) => it.goes_without_saying(here, there),)* }
            }

            pub(crate) fn unwritable(&self) -> Option<&'static str> {
                match self { $(Object::$kind(it) => it.unwritable(),)* }
            }

            /// Whether it belongs to what a migration promises.
            pub fn counts(&self) -> bool {
                match self { $(Object::$kind(it) => it.counts(),)* }
            }

            /// The role that it is or belongs to, for what the whole server shares.
            pub fn role(&self) -> Option<ObjectId> {
                match self { $(Object::$kind(it) => it.role(),)* }
            }

            pub(crate) fn surroundings(&self) -> Surroundings {
                match self { $(Object::$kind(it) => it.surroundings(),)* }
            }

            pub(crate) fn bonds(&self) -> Vec<(ObjectId, Bond)> {
                match self { $(Object::$kind(it) => it.bonds(),)* }
            }

            pub(crate) fn compare(pair: Pair<&Object>) -> Outcome<Change> {
                $(if let (Object::$kind(old), Object::$kind(new)) = (pair.old, pair.new) {
                    return match $module::$kind::compare(Pair::of(old, new)) {
                        Outcome::Same => Outcome::Same,
                        Outcome::Alter(change) => Outcome::Alter(Change::$kind(change)),
                        Outcome::Recreate => Outcome::Recreate,
                        Outcome::Cannot(why) => Outcome::Cannot(why),
                    };
                })*
                Outcome::Recreate
            }

            pub(crate) fn reaction(
                pair: Pair<&Object>, cause: &Cause<'_, Postgres>, asked: &Dependent<'_, Postgres>,
            ) -> Reaction<Change> {
                $(if let (Object::$kind(old), Object::$kind(new)) = (pair.old, pair.new) {
                    let own = if let Some(Change::$kind(change)) = asked.change { Some(change) } else { None };
                    return match $module::$kind::reaction(Pair::of(old, new), cause, own) {
                        Reaction::Keep => Reaction::Keep,
                        Reaction::Alter(change) => Reaction::Alter(Change::$kind(change)),
                        Reaction::Recreate => Reaction::Recreate,
                    };
                })*
                Reaction::Recreate
            }

            pub(crate) fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
                match self { $(Object::$kind(it) => it.home(view, action),)* }
            }

            pub(crate) fn slots(&self) -> Vec<Slot> {
                match self { $(Object::$kind(it) => it.slots(),)* }
            }

            pub(crate) fn shape(&self, catalog: &Catalog<Object>) -> Option<Shape> {
                match self { $(Object::$kind(it) => it.shape(catalog),)* }
            }

            pub(crate) fn fill_in(&mut self, oid: u32, tables: &Tables<'_>) {
                match self { $(Object::$kind(it) => it.fill_in(oid, tables),)* }
            }

            pub(crate) fn is_handed_down(&self) -> bool {
                match self { $(Object::$kind(it) => it.is_handed_down(),)* }
            }

            pub(crate) fn is_local(&self) -> bool {
                match self { $(Object::$kind(it) => it.is_local(),)* }
            }

            pub(crate) fn contribution(&self, site: &Site<'_>) -> Contribution {
                match self { $(Object::$kind(it) => it.contribution(site),)* }
            }

            pub(crate) fn create(&self, site: &Site<'_>) -> Vec<Step> {
                match self { $(Object::$kind(it) => it.create(site),)* }
            }

            pub(crate) fn drop(&self, site: &Site<'_>) -> Vec<Step> {
                match self { $(Object::$kind(it) => Kind::drop(&**it, site),)* }
            }

            pub(crate) fn remake(pair: Pair<&Object>, site: &Site<'_>) -> Remake {
                $(if let (Object::$kind(old), Object::$kind(new)) = (pair.old, pair.new) {
                    return $module::$kind::remake(Pair::of(old, new), site);
                })*
                Remake::default()
            }

            pub(crate) fn bearer(&self, on: KindName) -> Option<ObjectId> {
                match self { $(Object::$kind(it) => it.bearer(on),)* }
            }

            pub(crate) fn alter(pair: Pair<&Object>, change: &Change, site: &Site<'_>) -> Vec<Step> {
                $(if let (Object::$kind(old), Object::$kind(new), Change::$kind(change)) = (pair.old, pair.new, change) {
                    return $module::$kind::alter(Pair::of(old, new), change, site);
                })*
                Vec::new()
            }
        }

        impl Object {
            /// What is asked of the rows before this becomes of it.
            pub(crate) fn questions(objects: Pair<Option<&Object>>, asker: &Asker<'_>) -> Vec<Question> {
                $(
                let pair = objects.map(|object| <&$module::$kind>::try_from(object?).ok());
                if pair.old.is_some() || pair.new.is_some() {
                    return $module::$kind::questions(pair, asker);
                }
                )*
                Vec::new()
            }
        }

        pub(crate) fn rank(id: &ObjectId, action: Action) -> Rank {
            $(if id.kind() == $module::$kind::NAME {
                return $module::$kind::rank(id, action);
            })*
            Rank::default()
        }

        pub(crate) fn rename(id: &ObjectId, to: &str) -> Option<Step> {
            $(if id.kind() == $module::$kind::NAME {
                return $module::$kind::rename(id, to);
            })*
            None
        }
    };
}

kinds! {
    role::Role,
    role_membership::RoleMembership,
    schema::Schema,
    extension::Extension,
    collation::Collation,
    enum_type::EnumType,
    domain::Domain,
    domain_default::DomainDefault,
    domain_check::DomainCheck,
    composite_type::CompositeType,
    range_type::RangeType,
    cast::Cast,
    operator::Operator,
    operator_family::OperatorFamily,
    operator_family_member::OperatorFamilyMember,
    operator_class::OperatorClass,
    text_search_parser::TextSearchParser,
    text_search_template::TextSearchTemplate,
    text_search_dictionary::TextSearchDictionary,
    text_search_configuration::TextSearchConfiguration,
    conversion::Conversion,
    language::Language,
    access_method::AccessMethod,
    transform::Transform,
    sequence::Sequence,
    table::Table,
    column::Column,
    default::Default,
    identity::Identity,
    primary_key::PrimaryKey,
    unique::Unique,
    check::Check,
    exclusion::Exclusion,
    foreign_key::ForeignKey,
    index::Index,
    index_attachment::IndexAttachment,
    partition::Partition,
    inheritance::Inheritance,
    typed_table::TypedTable,
    sequence_owner::SequenceOwner,
    replica_identity::ReplicaIdentity,
    statistics::Statistics,
    function::Function,
    procedure::Procedure,
    aggregate::Aggregate,
    view::View,
    materialized_view::MaterializedView,
    trigger::Trigger,
    cloned_trigger::ClonedTrigger,
    rule::Rule,
    policy::Policy,
    event_trigger::EventTrigger,
    foreign_data_wrapper::ForeignDataWrapper,
    server::Server,
    user_mapping::UserMapping,
    publication::Publication,
    publication_table::PublicationTable,
    publication_schema::PublicationSchema,
    comment::Comment,
    owner::Owner,
    privileges::Privileges,
    default_privileges::DefaultPrivileges,
}
