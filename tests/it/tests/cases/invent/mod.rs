//! Schemas that nobody wrote: things with names from small pools, each made from a seed of its own, so that two schemas
//! have most things in common and differ in a few. Must not know what is valid: PostgreSQL takes what it can.

mod around;
mod routines;
mod tables;
mod types;

use std::collections::BTreeMap;

use crate::random::Random;

/// What a statement makes, in the order in which things are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Schema,
    DefaultPrivileges,
    Collation,
    Enum,
    Composite,
    Domain,
    Range,
    Sequence,
    Helper,
    Operator,
    Aggregate,
    TextSearch,
    Table,
    Column,
    Child,
    Partition,
    Check,
    Key,
    Index,
    ForeignKey,
    Statistics,
    Toggle,
    Routine,
    View,
    OuterView,
    MaterializedView,
    ViewIndex,
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
}

impl What {
    /// How many of ten things of the kind a schema has.
    fn share(self) -> usize {
        let rare = [What::Child, What::Toggle, What::Rule, What::Foreign, What::EventTrigger];
        let frequent = [What::Schema, What::Table, What::Column];
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
    (What::DefaultPrivileges, 2, 2),
    (What::Collation, 2, 1),
    (What::Enum, 2, 2),
    (What::Composite, 2, 1),
    (What::Domain, 2, 2),
    (What::Range, 2, 1),
    (What::Sequence, 2, 2),
    (What::Helper, 2, 2),
    (What::Operator, 1, 1),
    (What::Aggregate, 2, 1),
    (What::TextSearch, 1, 2),
    (What::Table, 1, TABLES),
    (What::Column, TABLES, 5),
    (What::Child, TABLES, 1),
    (What::Partition, TABLES, 3),
    (What::Check, TABLES, 2),
    (What::Key, TABLES, 2),
    (What::Index, TABLES, 2),
    (What::ForeignKey, TABLES, 2),
    (What::Statistics, TABLES, 1),
    (What::Toggle, TABLES, 1),
    (What::Routine, 2, 3),
    (What::View, 2, 2),
    (What::OuterView, 2, 1),
    (What::MaterializedView, 2, 1),
    (What::ViewIndex, 2, 1),
    (What::Trigger, TABLES, 1),
    (What::Rule, TABLES, 1),
    (What::Policy, TABLES, 1),
    (What::Foreign, 1, 4),
    (What::Publication, 1, 2),
    (What::EventTrigger, 1, 1),
    (What::Cast, 1, 1),
    (What::Comment, 2, 6),
    (What::Grant, 2, 5),
    (What::ColumnGrant, TABLES, 1),
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

fn keys() -> Vec<Key> {
    let of_pool = |&(what, homes, names): &(What, usize, usize)| {
        (0..homes).flat_map(move |home| (0..names).map(move |name| Key { what, home, name }))
    };
    POOLS.iter().flat_map(of_pool).collect()
}

impl Invention {
    /// Holds about half of all things there can be.
    pub(crate) fn of(random: &mut Random) -> Invention {
        let mut invention = Invention::default();
        for key in keys() {
            let wanted = key.what.share();
            if random.below(10) < wanted {
                invention.0.insert(key, random.seed());
            }
        }
        invention
    }

    /// A few things come, go, or look different.
    pub(crate) fn edited(&self, random: &mut Random) -> Invention {
        let mut edited = self.clone();
        let keys = keys();
        for _ in 0..=random.below(8) {
            let key = keys[random.below(keys.len())];
            match random.below(3) {
                0 => drop(edited.0.remove(&key)),
                _ => drop(edited.0.insert(key, random.seed())),
            }
        }
        edited
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        self.0.keys().copied()
    }

    pub(crate) fn without(&self, key: Key) -> Invention {
        let mut smaller = self.clone();
        smaller.0.remove(&key);
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
        What::Operator => types::operator,
        What::TextSearch => types::text_search,
        What::Cast => types::cast,
        What::Sequence => tables::sequence,
        What::Table => tables::made,
        What::Column => tables::added_column,
        What::Child => tables::child,
        What::Partition => tables::partition,
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
        What::Comment => around::comment,
        What::Grant => around::grant,
        What::ColumnGrant => around::column_grant,
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
