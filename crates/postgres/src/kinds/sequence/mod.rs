//! Sequences that stand on their own or serve a column's default (manual, CREATE SEQUENCE). Must not know the
//! sequences inside identity columns, nor which column owns it: that is `sequence_owner`.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Literal, Name, Sql};
use evenkeel_core::{Action, Catalog, Danger, Home, ObjectId, Outcome, Pair, Shape, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::{class, dropped_with, plain_rank, relation_slot, table_of};
use super::sequence_owner::SequenceOwner;
use super::satellite::named;
use super::table::Table;
use super::{Aside, Inventory, Kind, Object, Site};
use crate::dialect::Postgres;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    pub schema: String,
    pub name: String,
    pub unlogged: bool,
    /// Whether the server has sequences that are unlogged, which is so from version 15 on.
    #[serde(default, skip_serializing)]
    may_be_unlogged: Aside<bool>,
    #[serde(rename = "type")]
    pub data_type: Sql,
    #[serde(flatten)]
    pub range: Range,
}

/// What sequences and identity columns have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    pub start: i64,
    pub increment: i64,
    pub min: i64,
    pub max: i64,
    pub cache: i64,
    pub cycle: bool,
}

impl Range {
    /// What PostgreSQL chooses when nothing is said, for a type of this greatest value.
    fn by_default(greatest: i64, increment: i64) -> Self {
        let (min, max) = if increment > 0 { (1, greatest) } else { (-greatest - 1, -1) };
        Range { start: if increment > 0 { min } else { max }, increment, min, max, cache: 1, cycle: false }
    }

    fn greatest(data_type: &str) -> i64 {
        match data_type {
            "smallint" => i64::from(i16::MAX),
            "integer" => i64::from(i32::MAX),
            _ => i64::MAX,
        }
    }

    /// Only what differs from the default, each with a leading space.
    pub(crate) fn spelled(&self, data_type: &str) -> Sql {
        let usual = Range::by_default(Range::greatest(data_type), self.increment);
        spaced(self.clauses(&Range { increment: 1, ..usual }))
    }

    /// Everything that differs from the other range, clause by clause.
    pub(crate) fn clauses(&self, other: &Range) -> Vec<Sql> {
        let mut clauses = Vec::new();
        let mut clause = |differs: bool, clause: Sql| {
            if differs {
                clauses.push(clause);
            }
        };
        clause(self.increment != other.increment, sql!("INCREMENT BY {}", self.increment));
        clause(self.min != other.min, sql!("MINVALUE {}", self.min));
        clause(self.max != other.max, sql!("MAXVALUE {}", self.max));
        clause(self.start != other.start, sql!("START WITH {}", self.start));
        clause(self.cache != other.cache, sql!("CACHE {}", self.cache));
        clause(self.cycle != other.cycle, Sql::raw(if self.cycle { "CYCLE" } else { "NO CYCLE" }));
        clauses
    }
}

/// Brings the current value inside the new bounds, which PostgreSQL wants before it takes them. A value that
/// fits already stays as it is.
pub(crate) fn steps_inside(id: &ObjectId, relation: ObjectId, ranges: Pair<&Range>) -> Vec<Step> {
    let Pair { old, new } = ranges;
    let sequence = Name::from(&relation);
    if new.min <= old.min && new.max >= old.max {
        return Vec::new();
    }
    let mut steps = Vec::new();
    if new.min > old.max || new.max < old.min {
        let (min, max) = (old.min.min(new.min), old.max.max(new.max));
        let sql = sql!("ALTER SEQUENCE {} MINVALUE {} MAXVALUE {}", sequence, min, max);
        steps.push(Step::new(id, Action::Alter, sql).locking(Mode::ShareRowExclusive.of(relation)));
    }
    let sql = sql!(
        "SELECT setval({}, greatest(least(last_value, {}), {}), is_called AND last_value BETWEEN {} AND {}) FROM {}",
        Literal(&sequence.to_string()),
        new.max,
        new.min,
        new.min,
        new.max,
        sequence
    );
    steps.push(Step::new(id, Action::Alter, sql).risking(Danger::DataLoss, "a current value outside the new bounds is moved inside"));
    steps
}

fn spaced(clauses: Vec<Sql>) -> Sql {
    clauses.into_iter().fold(Sql::default(), |all, clause| all.and(" ").and(clause))
}

/// A table that becomes logged or unlogged takes the sequences of its columns along. Those that are to be otherwise are told
/// so behind it.
pub(crate) fn told_apart(view: &View<'_, Postgres>, table: &Table) -> Vec<Step> {
    let ties = view.catalogs.old.of_kind(SequenceOwner::NAME).iter().filter_map(|entry| entry.node.modelled());
    let ties = ties.filter_map(|object| <&SequenceOwner>::try_from(object).ok());
    let owned = ties.filter(|tie| table_of(&tie.column_id()) == table.id()).map(SequenceOwner::sequence_id);
    let stay = owned.filter(|id| !view.acts(id, Action::Create));
    let sequences = stay.filter_map(|id| <&Sequence>::try_from(view.catalogs.new.get(&id)?).ok());
    sequences
        .filter(|sequence| sequence.may_be_unlogged.0 && sequence.unlogged != table.unlogged)
        .map(Sequence::set_logging)
        .collect()
}

impl Sequence {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn set_logging(&self) -> Step {
        let to = Sql::raw(if self.unlogged { "UNLOGGED" } else { "LOGGED" });
        let sql = sql!("ALTER SEQUENCE {} SET {}", self.qualified(), to);
        Step::new(&self.id(), Action::Alter, sql).locking(Mode::AccessExclusive.of(self.id()))
    }
}

impl Kind for Sequence {
    const NAME: &'static str = "sequence";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory =
        Inventory::holding(include_str!("inventory.sql")).with_facts(include_str!("facts.sql"));
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("SEQUENCE", &self.id()))
    }

    fn compare(_: Pair<&Self>) -> Outcome<()> {
        Outcome::Alter(())
    }

    /// A sequence goes with the column that owns it.
    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let owner = view.catalogs.old.get(&self.id().as_kind(SequenceOwner::NAME));
        match (action, owner) {
            (Action::Drop, Some(Object::SequenceOwner(owner))) => {
                let column = owner.column_id();
                dropped_with(view, &[table_of(&column), column])
            }
            _ => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_SEQUENCE } else { class::SEQUENCE })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![relation_slot(&self.schema, &self.name)]
    }

    fn shape(&self, catalog: &Catalog<Object>) -> Option<Shape> {
        // A sequence that a column owns follows its column, which is asked about itself.
        let owned = catalog.contains(&self.id().as_kind(SequenceOwner::NAME));
        (!owned).then(|| Shape(format!("{}\0{}", self.schema, self.data_type)))
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let unlogged = Sql::raw(if self.unlogged { "UNLOGGED " } else { "" });
        let data_type = match self.data_type.as_str() {
            "bigint" => Sql::default(),
            _ => sql!(" AS {}", self.data_type),
        };
        let range = self.range.spelled(self.data_type.as_str());
        let sql = sql!("CREATE {}SEQUENCE {}{}{}", unlogged, self.qualified(), data_type, range);
        vec![Step::new(&self.id(), Action::Create, sql)]
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = sql!("DROP SEQUENCE {}", self.qualified());
        let step = Step::new(&self.id(), Action::Drop, sql).locking(Mode::AccessExclusive.of(self.id()));
        vec![step.risking(Danger::DataLoss, "its current value is lost")]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let name = pair.new.qualified();
        let mut clauses = Sql::default();
        if pair.old.data_type != pair.new.data_type {
            clauses.push(sql!(" AS {}", pair.new.data_type));
        }
        clauses.push(spaced(pair.new.range.clauses(&pair.old.range)));
        let mut steps = steps_inside(&pair.new.id(), pair.new.id(), pair.map(|sequence| &sequence.range));
        if !clauses.is_empty() {
            let step = Step::new(&pair.new.id(), Action::Alter, sql!("ALTER SEQUENCE {}{}", name, clauses));
            steps.push(step.locking(Mode::ShareRowExclusive.of(pair.new.id())));
        }
        if pair.old.unlogged != pair.new.unlogged {
            steps.push(pair.new.set_logging());
        }
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER SEQUENCE {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }
}
