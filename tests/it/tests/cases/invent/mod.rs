//! Schemas that nobody wrote: things with names from small pools, each made from a seed of its own, so that two schemas
//! have most things in common and differ in a few. Must not know what is valid: PostgreSQL takes what it can.

mod around;
mod beside;
mod operators;
mod routines;
mod tables;
mod trees;
mod types;

use std::collections::BTreeMap;

use crate::random::Random;

/// What a statement makes, in the order in which things are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Schema,
    Extension,
    DefaultPrivileges,
    Machinery,
    Collation,
    Enum,
    Composite,
    Domain,
    Order,
    OperatorFamily,
    OperatorClass,
    Range,
    Sequence,
    Helper,
    Operator,
    Aggregate,
    TextSearch,
    Table,
    TypedTable,
    Column,
    Child,
    Partition,
    SubPartition,
    SequenceOwner,
    Check,
    Key,
    Index,
    ForeignKey,
    Statistics,
    Exclusion,
    TreeThing,
    Toggle,
    Routine,
    View,
    OuterView,
    MaterializedView,
    ViewIndex,
    ViewThing,
    Trigger,
    Rule,
    Policy,
    Foreign,
    Publication,
    EventTrigger,
    Cast,
    Comment,
    Grant,
    ColumnGrant,
    Owner,
}

/// What nearly everything else stands on.
const FRAMES: [What; 3] = [What::Schema, What::Table, What::Column];

impl What {
    /// How many of ten things of the kind a schema has.
    fn share(self) -> usize {
        let rare = [
            What::Extension,
            What::Machinery,
            What::Toggle,
            What::Rule,
            What::Foreign,
            What::EventTrigger,
            What::Exclusion,
        ];
        let frequent = FRAMES;
        match (frequent.contains(&self), rare.contains(&self)) {
            (true, _) => 8,
            (false, true) => 2,
            (false, false) => 4,
        }
    }
}

/// How many homes there are for a thing, and how many names in each.
const POOLS: &[(What, usize, usize)] = &[
    (What::Schema, 1, 2),
    (What::Extension, 1, 2),
    (What::DefaultPrivileges, 2, 2),
    (What::Machinery, 1, 6),
    (What::Collation, 2, 1),
    (What::Enum, 2, 2),
    (What::Composite, 2, 1),
    (What::Domain, 2, 2),
    (What::Order, 1, 2),
    (What::OperatorFamily, 1, 2),
    (What::OperatorClass, 1, 2),
    (What::Range, 2, 1),
    (What::Sequence, 2, 2),
    (What::Helper, 2, 2),
    (What::Operator, 1, 1),
    (What::Aggregate, 2, 1),
    (What::TextSearch, 1, 3),
    (What::Table, 1, TABLES),
    (What::TypedTable, 2, 1),
    (What::Column, TABLES, 5),
    (What::Child, TABLES, 1),
    (What::Partition, TABLES, 3),
    (What::SubPartition, TABLES, 2),
    (What::SequenceOwner, 2, 1),
    (What::Check, TABLES, 2),
    (What::Key, TABLES, 2),
    (What::Index, TABLES, 2),
    (What::ForeignKey, TABLES, 2),
    (What::Statistics, TABLES, 1),
    (What::Exclusion, TABLES, 1),
    (What::TreeThing, TABLES, 3),
    (What::Toggle, TABLES, 1),
    (What::Routine, 2, 6),
    (What::View, 2, 2),
    (What::OuterView, 2, 1),
    (What::MaterializedView, 2, 1),
    (What::ViewIndex, 2, 2),
    (What::ViewThing, 2, 4),
    (What::Trigger, TABLES, 1),
    (What::Rule, TABLES, 1),
    (What::Policy, TABLES, 1),
    (What::Foreign, 1, 4),
    (What::Publication, 1, 2),
    (What::EventTrigger, 1, 1),
    (What::Cast, 1, 1),
    (What::Comment, 2, 24),
    (What::Grant, 2, 7),
    (What::ColumnGrant, TABLES, 1),
    (What::Owner, 2, 8),
];

const TABLES: usize = 5;

/// Which of the things it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) what: What,
    pub(crate) home: usize,
    pub(crate) name: usize,
}

/// A schema: for each thing that it asks for, the seed that says how it looks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Invention(BTreeMap<Key, u64>);

fn keys_of(&(what, homes, names): &(What, usize, usize)) -> impl Iterator<Item = Key> {
    (0..homes).flat_map(move |home| (0..names).map(move |name| Key { what, home, name }))
}

impl Invention {
    /// Holds about half of all things there can be of some kinds, and none of the others: what many kinds hide from one
    /// another shows where there are few.
    pub(crate) fn of(random: &mut Random) -> Invention {
        let mut invention = Invention::default();
        for &(what, homes, names) in POOLS {
            let absent = !FRAMES.contains(&what) && random.below(3) == 0;
            let wanted = if absent { 0 } else { what.share() };
            for key in keys_of(&(what, homes, names)) {
                if random.below(10) < wanted {
                    invention.0.insert(key, random.seed());
                }
            }
        }
        invention
    }

    /// A few things come, go, or look different.
    pub(crate) fn edited(&self, random: &mut Random) -> Invention {
        let edits = 1 + random.below(8);
        self.with_edits(edits, random)
    }

    /// So many things come, go, or look different.
    pub(crate) fn with_edits(&self, edits: usize, random: &mut Random) -> Invention {
        let mut edited = self.clone();
        let there: Vec<Key> = self.keys().collect();
        let all: Vec<Key> = POOLS.iter().flat_map(keys_of).collect();
        for _ in 0..edits {
            let keys = if random.below(3) == 0 { &all } else { &there };
            let key = keys[random.below(keys.len())];
            match random.below(3) {
                0 => drop(edited.0.remove(&key)),
                _ => drop(edited.0.insert(key, random.seed())),
            }
        }
        edited
    }

    /// The same, but one of the things that another edition of the base has otherwise looks different here too.
    pub(crate) fn crossing(mut self, base: &Invention, other: &Invention, random: &mut Random) -> Invention {
        let changed: Vec<Key> =
            other.0.iter().filter(|(key, seed)| base.0.get(key) != Some(seed)).map(|(key, _)| *key).collect();
        if !changed.is_empty() {
            self.0.insert(changed[random.below(changed.len())], random.seed());
        }
        self
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        self.0.keys().copied()
    }

    pub(crate) fn without(&self, keys: &[Key]) -> Invention {
        let mut smaller = self.clone();
        smaller.0.retain(|key, _| !keys.contains(key));
        smaller
    }

    /// The statements, some of which PostgreSQL will not take.
    pub(crate) fn statements(&self) -> Vec<String> {
        self.0.iter().map(|(key, seed)| statement(*key, &mut Random::of(*seed))).collect()
    }

    /// One script in which every statement may fail for itself.
    pub(crate) fn script(&self) -> String {
        let tolerant = |statement: String| {
            format!(
                "DO $invention$ BEGIN EXECUTE $statement${statement}$statement$; \
                 EXCEPTION WHEN OTHERS THEN NULL; END $invention$;\n"
            )
        };
        let once: String = self.statements().into_iter().map(tolerant).collect();
        // What failed for want of something that came later has a second chance.
        ["SET client_min_messages = error;\n", &once, &once].concat()
    }
}

fn statement(key: Key, random: &mut Random) -> String {
    let made: fn(Key, &mut Random) -> String = match key.what {
        What::Schema => return format!("CREATE SCHEMA {}", schema(key.name)),
        What::Enum => types::enumeration,
        What::Composite => types::composite,
        What::Domain => types::domain,
        What::Range => types::range,
        What::Collation => types::collation,
        What::Operator => operators::operator,
        What::TextSearch => types::text_search,
        What::Cast => types::cast,
        What::Extension => operators::extension,
        What::Machinery => operators::machinery,
        What::Order => operators::order,
        What::OperatorFamily => operators::family,
        What::OperatorClass => operators::class,
        What::TypedTable => tables::typed,
        What::SubPartition => trees::sub_partition,
        What::SequenceOwner => tables::sequence_owner,
        What::Exclusion => tables::exclusion,
        What::TreeThing => trees::thing,
        What::ViewThing => beside::view_thing,
        What::Owner => beside::owner,
        What::Sequence => tables::sequence,
        What::Table => tables::made,
        What::Column => tables::added_column,
        What::Child => trees::child,
        What::Partition => trees::partition,
        What::Check => tables::check,
        What::Key => tables::key_constraint,
        What::Index => tables::index,
        What::ForeignKey => tables::foreign_key,
        What::Statistics => tables::statistics,
        What::Toggle => tables::toggle,
        What::Helper => routines::helper,
        What::Aggregate => routines::aggregate,
        What::Routine => routines::routine,
        What::View => routines::view,
        What::OuterView => routines::outer_view,
        What::MaterializedView => routines::materialized_view,
        What::ViewIndex => routines::view_index,
        What::Trigger => routines::trigger,
        What::Rule => routines::rule,
        What::Policy => routines::policy,
        What::EventTrigger => routines::event_trigger,
        What::DefaultPrivileges => around::default_privileges,
        What::Foreign => around::foreign,
        What::Publication => around::publication,
        What::Comment => beside::comment,
        What::Grant => beside::grant,
        What::ColumnGrant => beside::column_grant,
    };
    made(key, random)
}

/// One of two schemas, the second of which has a name that must be quoted.
pub(crate) fn schema(at: usize) -> &'static str {
    ["app", "\"Odd schema\""][at % 2]
}

pub(crate) fn table(at: usize) -> String {
    let name = ["users", "orders", "\"Order lines\"", "measures", "\"élan\""][at % TABLES];
    format!("{}.{name}", schema(at))
}

pub(crate) fn column(at: usize) -> &'static str {
    ["id", "a", "\"B\"", "c", "\"d e\""][at % 5]
}

pub(crate) fn any<'a>(random: &mut Random, choices: &[&'a str]) -> &'a str {
    choices[random.below(choices.len())]
}

/// The text, or nothing, once in so many times the text.
pub(crate) fn once_in<'a>(random: &mut Random, times: usize, text: &'a str) -> &'a str {
    if random.below(times) == 0 { text } else { "" }
}
