//! Every kind of object that is modelled, one folder each, and the list of them.
//!
//! A kind knows its own rows, differences and statements. It must not know the order of things: that comes from
//! `pg_depend` and from names.

use evenkeel_core::dialect::{Dependent, Rank, StandIn};
use evenkeel_core::sql::Sql;
use evenkeel_core::{
    Action, Bond, Catalog, Cause, Home, KindName, ObjectId, Outcome, Pair, Reaction, Shape, Slot, Step, View,
};
use serde::Serialize;

use crate::dialect::Postgres;
use crate::inspect::Tables;
pub(crate) use crate::mend::{Inventory, Nature};
use crate::preflight::{Asker, Question};

mod acl;
mod aside;
pub(crate) mod backed;
mod foreign;
mod host;
mod kind;
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
pub(crate) use kind::{Contribution, Kind, Reach, Site, Surroundings};
pub(crate) use rebuild::Remake;
pub(crate) use relation::{gets_linked, is_attached, link_stands, reads_retyped, table_of};
pub(crate) use routine::{Routine, is_routine};
pub(crate) use satellite::Target;

/// How objects of one kind are read.
pub(crate) struct Inspected {
    pub(crate) name: KindName,
    pub(crate) query: &'static str,
    /// One row's JSON.
    pub(crate) read: fn(&str) -> serde_json::Result<Object>,
    pub(crate) inventory: Inventory,
}

/// Reads one row; None for a kind that is not in the list.
pub(crate) fn parse(kind: &str, json: &str) -> Option<serde_json::Result<Object>> {
    KINDS.iter().find(|known| known.name == kind).map(|known| (known.read)(json))
}

impl Object {
    /// The object with other facts, as [`serde::Serialize`] tells them; nothing where the kind does not read what it tells.
    /// What only steers statements is not among them and is lost.
    #[must_use]
    pub fn with_facts(&self, facts: &serde_json::Value) -> Option<Object> {
        let read = |facts: &serde_json::Value| parse(self.kind(), &facts.to_string())?.ok();
        let own = serde_json::to_value(self).ok()?;
        (read(&own)? == *self).then(|| read(facts)).flatten()
    }
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
            inventory: $module::$kind::INVENTORY,
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

            pub(crate) fn stand_in(&self, action: Action) -> Option<StandIn<Object, Change>> {
                match self { $(Object::$kind(it) => it.stand_in(action).map(|StandIn { object, change }| StandIn {
                    object: Object::from(object),
                    change: Change::$kind(change),
                }),)* }
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
