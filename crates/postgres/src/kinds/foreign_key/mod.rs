//! Foreign keys (manual, 5.5.5). Always statements of their own, so that tables may refer to one another in circles.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{
    Action, Bond, Cause, Danger, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql,
};
use serde::{Deserialize, Serialize};

use super::relation::{alter_table, class, constraint_slot, dropped_with_columns, grip, plain_rank, table_id};
use super::satellite::named_on_table;
use super::proof::{Proof, validating};
use super::{Aside, Inventory, Kind, Site, backed};
use crate::inspect::Tables;
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};
use crate::locks::Mode;

mod questions;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ForeignKey {
    pub schema: String,
    pub table: String,
    pub name: String,
    #[serde(default)]
    pub definition: Sql,
    #[serde(default)]
    pub deferrable: bool,
    #[serde(default)]
    pub deferred: bool,
    #[serde(default = "yes")]
    pub validated: bool,
    pub target_schema: String,
    pub target: String,
    /// What the definition of a plain one is put together from.
    #[serde(default, skip_serializing)]
    plain: Aside<Option<Plain>>,
}

/// What a row that says nothing about it means.
fn yes() -> bool {
    true
}

/// Own table and columns, the other table and its columns, what an update and what a delete does.
type Plain = (u32, Vec<i32>, u32, Vec<i32>, char, char);

impl ForeignKey {
    fn step(&self, action: Action, what: Sql, mode: Mode) -> Step {
        Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), what)
            .locking(mode.on(&self.schema, &self.table))
    }

    pub(crate) fn target_id(&self) -> ObjectId {
        table_id(&self.target_schema, &self.target)
    }

    /// How it is added to its table.
    pub(crate) fn adding(&self, proof: Proof) -> Sql {
        let name = Ident::new(&self.name);
        sql!("ADD CONSTRAINT {} {}{}{}", name, self.definition, self.timing(), proof.words())
    }

    fn both_tables(&self, step: Step, mode: Mode) -> Step {
        step.locking(mode.on(&self.target_schema, &self.target))
    }

    fn timing(&self) -> Sql {
        Sql::raw(match (self.deferrable, self.deferred) {
            (false, _) => "",
            (true, false) => " DEFERRABLE",
            (true, true) => " DEFERRABLE INITIALLY DEFERRED",
        })
    }
}

/// The clause for what happens to the referring row; none for NO ACTION.
fn action(event: &'static str, code: char) -> Sql {
    let what = match code {
        'r' => "RESTRICT",
        'c' => "CASCADE",
        'n' => "SET NULL",
        'd' => "SET DEFAULT",
        _ => return Sql::default(),
    };
    Sql::raw(event).and(what)
}

impl Kind for ForeignKey {
    const NAME: &'static str = "foreign_key";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    const USUAL: &'static [&'static str] = &["schema", "table", "name", "target_schema", "target", "plain"];
    /// Timing, validation or both.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.table, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named_on_table("CONSTRAINT", &self.id()))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(table_id(&self.target_schema, &self.target), Bond::Needs)]
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let Pair { old, new } = pair;
        let loses_validity = old.validated && !new.validated;
        match old.definition != new.definition || loses_validity {
            true => Outcome::Recreate,
            false => Outcome::Alter(()),
        }
    }

    /// Its operators go by the types on both sides, which do not change in one statement.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        use super::column::Change;
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(super::Change::Column(Change::Type | Change::TypeRebuilt)) => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        match action {
            Action::Drop => match dropped_with_columns(view, &self.id()) {
                Home::Within(owner, _) => Home::Within(owner, grip::FOREIGN_KEY),
                Home::Apart => Home::Apart,
            },
            Action::Alter | Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_FOREIGN_KEY } else { class::FOREIGN_KEY })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![constraint_slot(&self.schema, &self.table, &self.name)]
    }

    fn fill_in(&mut self, _: u32, tables: &Tables<'_>) {
        let Some((own, columns, other, targets, update, delete)) = self.plain.0.take() else { return };
        let names = |table, numbers: &[i32]| Sql::join(tables.columns(table, numbers).map(Ident::new), ", ");
        self.definition = sql!(
            "FOREIGN KEY ({}) REFERENCES {}({}){}{}",
            names(own, &columns),
            Name::new([self.target_schema.as_str(), &self.target]),
            names(other, &targets),
            action(" ON UPDATE ", update),
            action(" ON DELETE ", delete)
        );
    }

    fn create(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = self.adding(if self.validated { Proof::Now } else { Proof::NotYet });
        let step = self.both_tables(self.step(Action::Create, sql, Mode::ShareRowExclusive), Mode::ShareRowExclusive);
        match self.validated {
            true => vec![
                step.risking(Danger::MayFail, "rows without a partner stop it")
                    .risking(Danger::LongLock, "all rows are checked while writers of both tables wait"),
            ],
            false => vec![step],
        }
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let sql = sql!("DROP CONSTRAINT {}", Ident::new(&self.name));
        vec![self.both_tables(self.step(Action::Drop, sql, Mode::AccessExclusive), Mode::AccessExclusive)]
    }

    fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
        let (new, name) = (pair.new, Ident::new(&pair.new.name));
        let mut steps = Vec::new();
        if pair.map(ForeignKey::timing).differs() {
            let timing = if new.deferrable { new.timing() } else { Sql::raw(" NOT DEFERRABLE") };
            let step = new.step(Action::Alter, sql!("ALTER CONSTRAINT {}{}", name, timing), Mode::AccessExclusive);
            steps.push(new.both_tables(step, Mode::ShareRowExclusive));
        }
        if pair.map(|key| key.validated).differs() {
            let step = new.step(Action::Alter, validating(&new.name), Mode::ShareUpdateExclusive);
            steps.push(step.risking(Danger::MayFail, "rows without a partner stop it"));
        }
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        backed::rename(id, to)
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair.new, asker).into_iter().collect()
    }
}
