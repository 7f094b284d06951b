//! What functions and procedures have in common (manual, CREATE FUNCTION and CREATE PROCEDURE). Must not know which
//! of the two it serves.

use evenkeel_core::sql::{DollarQuoted, Literal, Name, Sql};
use evenkeel_core::{Action, Cause, Disposition, KindName, ObjectId, Outcome, Pair, Reaction, Slot, sql};
use serde::{Deserialize, Serialize};

use super::rebuild::parked;
use super::relation::{reads_retyped, routine_slot, table_of};
use super::set_clause;
use crate::dialect::Postgres;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Routine {
    pub schema: String,
    pub name: String,
    /// With names, modes and defaults.
    pub arguments: Sql,
    pub parameters: Vec<(Mode, String, Sql)>,
    pub defaults: i16,
    /// Procedures have none.
    pub result: Option<Sql>,
    pub language: String,
    pub library: Option<String>,
    pub source: Option<String>,
    /// A body that PostgreSQL keeps as it understood it: `BEGIN ATOMIC …` or `RETURN …`.
    #[serde(default, deserialize_with = "crate::canonical::optional")]
    pub sql_body: Option<Sql>,
    pub window: bool,
    pub volatility: Volatility,
    pub strict: bool,
    pub security_definer: bool,
    pub leakproof: bool,
    pub parallel: Parallel,
    pub cost: Option<Sql>,
    pub rows: Option<Sql>,
    pub support: Option<Sql>,
    pub transforms: Vec<Sql>,
    pub settings: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    #[serde(rename = "i")]
    In,
    #[serde(rename = "o")]
    Out,
    #[serde(rename = "b")]
    InOut,
    #[serde(rename = "v")]
    Variadic,
    #[serde(rename = "t")]
    Table,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Volatility {
    #[serde(rename = "i")]
    Immutable,
    #[serde(rename = "s")]
    Stable,
    #[serde(rename = "v")]
    Volatile,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parallel {
    #[serde(rename = "s")]
    Safe,
    #[serde(rename = "r")]
    Restricted,
    #[serde(rename = "u")]
    Unsafe,
}

impl Mode {
    fn is_input(self) -> bool {
        matches!(self, Mode::In | Mode::InOut | Mode::Variadic)
    }

    fn is_output(self) -> bool {
        matches!(self, Mode::Out | Mode::InOut | Mode::Table)
    }
}

impl Routine {
    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    fn inputs(&self) -> impl Iterator<Item = &(Mode, String, Sql)> {
        self.parameters.iter().filter(|(mode, _, _)| mode.is_input())
    }

    /// The types that tell it from others of its name.
    fn signature(&self) -> String {
        self.inputs().map(|(_, _, data_type)| data_type.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn id(&self, kind: KindName) -> ObjectId {
        ObjectId::with_signature(kind, &[&self.schema, &self.name], &self.signature())
    }

    pub(super) fn slot(&self) -> Slot {
        routine_slot(&self.schema, &self.name, &self.signature())
    }

    /// The body, when PostgreSQL does not look into it before it runs.
    pub(crate) fn untracked_body(&self) -> Option<&str> {
        let is_code = self.library.is_none() && !matches!(self.language.as_str(), "internal" | "c");
        self.source.as_deref().filter(|_| is_code)
    }

    /// `CREATE FUNCTION …` or `CREATE OR REPLACE PROCEDURE …`.
    pub(super) fn declaration(&self, head: &Sql) -> Sql {
        let mut sql = sql!("{} {}({})", head, self.qualified(), self.arguments);
        if let Some(result) = &self.result {
            sql.push(sql!("\nRETURNS {}", result));
        }
        sql.push(sql!("\nLANGUAGE {}", evenkeel_core::Ident::new(&self.language)));
        let attributes = self.attributes();
        if !attributes.is_empty() {
            sql.push(sql!("\n{}", Sql::join(attributes, " ")));
        }
        for setting in &self.settings {
            sql.push(sql!("\nSET {}", set_clause::clause(setting)));
        }
        sql.and("\n").and(self.body())
    }

    fn attributes(&self) -> Vec<Sql> {
        let mut attributes = Vec::new();
        if !self.transforms.is_empty() {
            let types = self.transforms.iter().map(|data_type| sql!("FOR TYPE {}", data_type));
            attributes.push(sql!("TRANSFORM {}", Sql::join(types, ", ")));
        }
        let mut word = |says_it: bool, word: &'static str| {
            attributes.extend(says_it.then(|| Sql::raw(word)));
        };
        word(self.window, "WINDOW");
        word(self.volatility == Volatility::Immutable, "IMMUTABLE");
        word(self.volatility == Volatility::Stable, "STABLE");
        word(self.strict, "STRICT");
        word(self.security_definer, "SECURITY DEFINER");
        word(self.leakproof, "LEAKPROOF");
        word(self.parallel == Parallel::Safe, "PARALLEL SAFE");
        word(self.parallel == Parallel::Restricted, "PARALLEL RESTRICTED");
        attributes.extend(self.cost.as_ref().map(|cost| sql!("COST {}", cost)));
        attributes.extend(self.rows.as_ref().map(|rows| sql!("ROWS {}", rows)));
        attributes.extend(self.support.as_ref().map(|support| sql!("SUPPORT {}", support)));
        attributes
    }

    fn body(&self) -> Sql {
        let source = self.source.as_deref().unwrap_or_default();
        match (&self.sql_body, &self.library) {
            (Some(body), _) => body.clone(),
            (None, Some(library)) => sql!("AS {}, {}", Literal(library), Literal(source)),
            (None, None) if self.language == "internal" => sql!("AS {}", Literal(source)),
            (None, None) => sql!("AS {}", DollarQuoted(source)),
        }
    }

    /// Name and type of everything that it gives back.
    fn outputs(&self) -> Vec<(Mode, &str, &Sql)> {
        let outputs = self.parameters.iter().filter(|(mode, _, _)| mode.is_output());
        outputs.map(|(mode, name, data_type)| (*mode, name.as_str(), data_type)).collect()
    }

    /// Whether CREATE OR REPLACE turns the one into the other: result and parameters have to stay, a parameter keeps
    /// its name once it has one, and a default may be added or changed but not taken away.
    fn is_replaceable(pair: Pair<&Self>) -> bool {
        let Pair { old, new } = pair;
        let modes = |it: &Self| it.parameters.iter().map(|(mode, _, _)| *mode).collect::<Vec<_>>();
        let names_stay = old.inputs().zip(new.inputs()).all(|(old, new)| old.1.is_empty() || old.1 == new.1);
        let kept = |it: &Self| (it.result.clone(), modes(it), it.window, it.language == "internal");
        !pair.map(kept).differs()
            && old.outputs() == new.outputs()
            && names_stay
            && old.defaults <= new.defaults
    }

    pub(super) fn compare(pair: Pair<&Self>) -> Outcome<()> {
        if Self::is_replaceable(pair) { Outcome::Alter(()) } else { Outcome::Recreate }
    }

    /// The same one under another name, out of the way of the one that takes its place: a range type lets go of its function
    /// only when it is made anew, with the new function.
    pub(super) fn stand_in(&self, action: Action) -> Option<Self> {
        (action == Action::Drop).then(|| Routine { name: parked(&self.name), ..self.clone() })
    }

    /// Whether it takes or gives rows of the table and is held against its columns when it is made.
    fn is_held_against(&self, table: &ObjectId) -> bool {
        let name = table.dotted();
        let is_row = |data_type: &Sql| {
            let one = data_type.as_str().trim_start_matches("SETOF ");
            one.strip_suffix("[]").unwrap_or(one) == name
        };
        let types = self.parameters.iter().map(|(_, _, data_type)| data_type);
        self.sql_body.is_some() && self.result.iter().chain(types).any(is_row)
    }

    pub(super) fn reaction(&self, cause: &Cause<'_, Postgres>, own: Option<&()>) -> Reaction<()> {
        let of_its_rows = cause.id.kind() == "column" && self.is_held_against(&table_of(cause.id));
        match (cause.what, own) {
            // The column goes after the old body and before the new one.
            (Disposition::Drop, Some(())) if of_its_rows => Reaction::Recreate,
            // The new body does without it. But of several routines of one name it could still mean the one that goes.
            (Disposition::Drop, Some(())) if !is_routine(cause.id) => Reaction::Keep,
            (Disposition::Drop | Disposition::Recreate, _) => Reaction::Recreate,
            (Disposition::Alter(_), _) if reads_retyped(cause) => Reaction::Recreate,
            (Disposition::Alter(_) | Disposition::Create, _) => Reaction::Keep,
        }
    }
}

/// What is called by its name with arguments.
pub(crate) fn is_routine(id: &ObjectId) -> bool {
    matches!(id.kind(), "function" | "procedure" | "aggregate")
}

macro_rules! routine_kind {
    ($kind:ident, $name:literal, $word:literal, $places:literal, $filter:literal) => {
        use evenkeel_core::dialect::{Rank, StandIn};
        use evenkeel_core::sql::{Ident, Sql};
        use evenkeel_core::{Action, Cause, ObjectId, Outcome, Pair, Reaction, Slot, Step, sql};
        use serde::{Deserialize, Serialize};

        use super::relation::{class, plain_rank};
        use super::routine::Routine;
        use super::satellite::with_signature;
        use super::{Inventory, Kind, Site};
        use crate::dialect::Postgres;

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $kind {
            pub routine: Routine,
        }

        impl Kind for $kind {
            const NAME: &'static str = $name;
            const INSPECT: &'static str =
                concat!("-- in ", $places, "\n", include_str!("../routine.sql"), $filter);
            const INVENTORY: Inventory =
                Inventory::plain(concat!(include_str!("../routine_inventory.sql"), $filter))
                    .with_facts(concat!(include_str!("../routine_facts.sql"), $filter));
            /// Replaced where it stands.
            type Change = ();

            fn id(&self) -> ObjectId {
                self.routine.id(Self::NAME)
            }

            fn reference(&self) -> Option<Sql> {
                Some(with_signature($word, &self.id()))
            }

            fn compare(pair: Pair<&Self>) -> Outcome<()> {
                Routine::compare(pair.map(|it| &it.routine))
            }

            fn reaction(pair: Pair<&Self>, cause: &Cause<'_, Postgres>, own: Option<&()>) -> Reaction<()> {
                pair.new.routine.reaction(cause, own)
            }

            fn rank(_: &ObjectId, action: Action) -> Rank {
                plain_rank(if action == Action::Drop { class::DROP_ROUTINE } else { class::ROUTINE })
            }

            fn slots(&self) -> Vec<Slot> {
                vec![self.routine.slot()]
            }

            fn stand_in(&self, action: Action) -> Option<StandIn<Self, ()>> {
                let routine = self.routine.stand_in(action)?;
                Some(StandIn { object: $kind { routine }, change: () })
            }

            fn create(&self, _: &Site<'_>) -> Vec<Step> {
                let head = Sql::raw(concat!("CREATE ", $word));
                vec![Step::new(&self.id(), Action::Create, self.routine.declaration(&head))]
            }

            fn drop(&self, site: &Site<'_>) -> Vec<Step> {
                let reference = with_signature($word, &self.id());
                vec![Step::new(site.work.id, Action::Drop, sql!("DROP {}", reference))]
            }

            fn alter(pair: Pair<&Self>, (): &(), _: &Site<'_>) -> Vec<Step> {
                if pair.map(|it| &it.routine.name).differs() {
                    let rename = Self::rename(&pair.old.id(), &pair.new.routine.name);
                    return rename.map(|step| Step { action: Action::Alter, ..step }).into_iter().collect();
                }
                let head = Sql::raw(concat!("CREATE OR REPLACE ", $word));
                vec![Step::new(&pair.new.id(), Action::Alter, pair.new.routine.declaration(&head))]
            }

            fn rename(id: &ObjectId, to: &str) -> Option<Step> {
                let sql = sql!("ALTER {} RENAME TO {}", with_signature($word, id), Ident::new(to));
                Some(Step::new(id, Action::Rename, sql))
            }
        }
    };
}
pub(super) use routine_kind;
