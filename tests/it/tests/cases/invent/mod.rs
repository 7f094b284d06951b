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
    let limited = |key: &Key| {
        matches!(
            key.what,
            What::Schema
                | What::Enum
                | What::Sequence
                | What::Table
                | What::Column
                | What::Child
                | What::Partition
                | What::Check
                | What::Key
                | What::Index
                | What::ForeignKey
                | What::Statistics
                | What::Toggle
                | What::Comment
        )
    };
    all_keys()
        .into_iter()
        .filter(|key| std::env::var_os("EVENKEEL_INVENT_ALL").is_some() || limited(key))
        .collect()
}

fn all_keys() -> Vec<Key> {
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
            let wanted = match key.what {
                What::Schema | What::Table => 8,
                What::Column => 7,
                What::Child | What::Toggle | What::Rule | What::Foreign | What::EventTrigger => 2,
                _ => 4,
            };
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

#[rustfmt::skip]
fn statement(key: Key, random: &mut Random) -> String {
    match key.what {
        What::Schema => format!("CREATE SCHEMA {}", schema(key.name)),
        What::Collation | What::Enum | What::Composite | What::Domain | What::Range | What::Operator
        | What::TextSearch | What::Cast => types::statement(key, random),
        What::Sequence | What::Table | What::Column | What::Child | What::Partition | What::Check | What::Key
        | What::Index | What::ForeignKey | What::Statistics | What::Toggle => tables::statement(key, random),
        What::Helper | What::Aggregate | What::Routine | What::View | What::OuterView | What::MaterializedView
        | What::ViewIndex | What::Trigger | What::Rule | What::Policy | What::EventTrigger => routines::statement(key, random),
        What::DefaultPrivileges | What::Foreign | What::Publication | What::Comment | What::Grant
        | What::ColumnGrant => around::statement(key, random),
    }
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
