//! Indexes that no constraint owns (manual, CREATE INDEX). On a partitioned table it is made ON ONLY the parent and
//! the partitions' indexes are attached to it.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Bond, Cause, Danger, Disposition, Home, ObjectId, Outcome, Pair, Reaction, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::host::Host;
use super::relation::{
    alter_table, class, is_clustered, option_changes, option_names, options, plain_rank,
    relation_slot,
};
use super::satellite::named;
use super::{Aside, Inventory, Kind, Reach, Site};
use crate::inspect::Tables;
use crate::dialect::Postgres;
use crate::preflight::{Asker, Question};
use crate::locks::Mode;

mod questions;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    pub schema: String,
    pub table: String,
    #[serde(default, skip_serializing_if = "Host::is_table")]
    pub on: Host,
    pub name: String,
    pub unique: bool,
    #[serde(default)]
    pub nulls_not_distinct: bool,
    pub method: String,
    /// What follows the method: `(a, b DESC) INCLUDE (c) WHERE …`. Options and tablespace stand apart.
    #[serde(default, deserialize_with = "crate::canonical::sql")]
    pub definition: Sql,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default)]
    pub tablespace: Option<String>,
    #[serde(default)]
    pub clustered: bool,
    #[serde(default = "yes")]
    pub valid: bool,
    /// Statistics targets of expression columns, by number.
    #[serde(default)]
    pub statistics: Vec<(i16, i32)>,
    #[serde(default, skip_serializing)]
    pub partitioned: Aside<bool>,
    /// For an index over plain columns: its table's oid and their numbers, until the definition is put together.
    #[serde(default, skip_serializing)]
    relation: Aside<Option<u32>>,
    #[serde(default, skip_serializing)]
    columns: Aside<Option<Vec<i32>>>,
}

/// Who waits while an index is built or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Building {
    /// Writers, or everyone.
    Locked,
    /// Nobody.
    Concurrently,
}

impl Building {
    pub(crate) fn word(self) -> Sql {
        Sql::raw(match self {
            Building::Locked => "",
            Building::Concurrently => "CONCURRENTLY ",
        })
    }
}

/// What a row that says nothing about it means.
fn yes() -> bool {
    true
}

impl Index {
    pub(crate) fn table_id(&self) -> ObjectId {
        self.on.id(&self.schema, &self.table)
    }

    fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    /// The statement that makes it under a name.
    pub(crate) fn making(&self, name: &str, building: Building) -> Sql {
        let unique = Sql::raw(if self.unique { "UNIQUE " } else { "" });
        let only = Sql::raw(if self.partitioned.0 { "ONLY " } else { "" });
        let table = Name::new([self.schema.as_str(), &self.table]);
        let method = Ident::new(&self.method);
        sql!(
            "CREATE {}INDEX {}{} ON {}{} USING {} {}",
            unique,
            building.word(),
            Ident::new(name),
            only,
            table,
            method,
            self.body()
        )
    }

    /// The statement that drops it.
    pub(crate) fn dropping(&self, building: Building) -> Sql {
        sql!("DROP INDEX {}{}", building.word(), self.qualified())
    }

    /// Whether it holds more than plain columns, or not all rows.
    pub(crate) fn is_computed(&self) -> bool {
        let text = self.definition.as_str();
        !self.is_whole() || text.get(1..).is_some_and(|inside| inside.contains('('))
    }

    /// Whether it holds all rows.
    pub(crate) fn is_whole(&self) -> bool {
        predicate(self.definition.as_str()).is_none()
    }

    /// Takes `WITH (…)` and `TABLESPACE` out of a told definition; they are facets of their own.
    fn strip_storage(&mut self) {
        let mut text = self.definition.as_str().to_owned();
        if let (false, Some((start, end))) = (self.options.is_empty(), with_clause(&text)) {
            text.replace_range(start..end, "");
        }
        if let Some(tablespace) = &self.tablespace {
            text = text.replacen(sql!(" TABLESPACE {}", Ident::new(tablespace)).as_str(), "", 1);
        }
        self.definition = Sql::from_database(text);
    }

    /// The definition with storage clauses where they belong, which is before WHERE.
    fn body(&self) -> Sql {
        let text = self.definition.as_str();
        let (head, tail) = text.split_at(predicate(text).unwrap_or(text.len()));
        let mut sql = Sql::from_database(head);
        if !self.options.is_empty() {
            sql.push(sql!(" WITH ({})", options(&self.options)));
        }
        if let Some(tablespace) = &self.tablespace {
            sql.push(sql!(" TABLESPACE {}", Ident::new(tablespace)));
        }
        sql.and(Sql::from_database(tail))
    }

    fn settings(&self, old: Option<&Index>, action: Action, site: &Site<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        let before = old.map_or(&[][..], |old| &old.statistics);
        for (number, target) in self.statistics.iter().filter(|entry| !before.contains(entry)) {
            let sql = sql!("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}", self.qualified(), *number, *target);
            steps.push(Step::new(&self.id(), action, sql).locking(Mode::ShareUpdateExclusive.of(self.table_id())));
        }
        for (number, _) in before.iter().filter(|(n, _)| !self.statistics.iter().any(|(kept, _)| kept == n)) {
            let sql = sql!("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS -1", self.qualified(), *number);
            steps.push(Step::new(&self.id(), action, sql).locking(Mode::ShareUpdateExclusive.of(self.table_id())));
        }
        let cluster = match (old.is_some_and(|old| old.clustered), self.clustered) {
            (false, true) => Some(sql!("CLUSTER ON {}", Ident::new(&self.name))),
            (true, false) if !is_clustered(site.view.catalogs.new, &self.table_id()) => {
                Some(Sql::raw("SET WITHOUT CLUSTER"))
            }
            // Another index takes its place by itself.
            (true, _) | (false, false) => None,
        };
        steps.extend(cluster.map(|sql| {
            Step::fusible(&self.id(), action, alter_table(&self.schema, &self.table), sql)
                .locking(Mode::AccessExclusive.of(self.table_id()))
        }));
        steps
    }
}

/// Where `WITH (…)` stands, outside quotes and parentheses.
pub(super) fn with_clause(text: &str) -> Option<(usize, usize)> {
    let start = top_level(text, " WITH (")?;
    let end = start + 1 + top_level(&text[start + 1..], ")").map(|at| at + 1)?;
    Some((start, end))
}

fn predicate(text: &str) -> Option<usize> {
    top_level(text, " WHERE ")
}

/// The first place of `needle` that lies outside quotes and parentheses; a closing parenthesis counts as outside.
fn top_level(text: &str, needle: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        if quote.is_none() && depth <= usize::from(needle == ")") && text[at..].starts_with(needle) {
            return Some(at);
        }
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

impl Kind for Index {
    const NAME: &'static str = "index";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory = Inventory::plain(include_str!("inventory.sql"));
    const USUAL: &'static [&'static str] = &["schema", "table", "name", "unique", "method", "relation", "columns"];
    /// Storage, statistics or clustering.
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named("INDEX", &self.id()))
    }

    fn bonds(&self) -> Vec<(ObjectId, Bond)> {
        vec![(self.table_id(), Bond::PartOf)]
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        let essence = |index: &Self| {
            (index.table_id(), index.unique, index.method.clone(), index.definition.clone(), index.valid)
        };
        if pair.map(essence).differs() { Outcome::Recreate } else { Outcome::Alter(()) }
    }

    /// PostgreSQL builds indexes anew when a column's type changes, but knows no way over a rebuilt enum when the
    /// index holds an expression or a predicate over it.
    fn reaction(_: Pair<&Self>, cause: &Cause<'_, Postgres>, _: Option<&()>) -> Reaction<()> {
        match cause.what {
            Disposition::Drop | Disposition::Recreate => Reaction::Recreate,
            Disposition::Alter(change) if change.reach() == Reach::Users => Reaction::Recreate,
            Disposition::Alter(_) | Disposition::Create => Reaction::Keep,
        }
    }

    fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
        let (id, table) = (self.id(), self.table_id());
        match action {
            Action::Drop if view.acts(&table, Action::Drop) => {
                Home::Within(table, evenkeel_core::Grip::Firm)
            }
            Action::Drop => index_handed_down(view, &id, &table).unwrap_or_else(|| {
                let columns = super::relation::part_of(view.catalogs.old, &id, &["column"]);
                super::relation::dropped_with(view, &columns)
            }),
            Action::Alter | Action::Create | Action::Rename => Home::Apart,
        }
    }

    fn rank(_: &ObjectId, action: Action) -> Rank {
        plain_rank(if action == Action::Drop { class::DROP_INDEX } else { class::INDEX })
    }

    fn slots(&self) -> Vec<Slot> {
        vec![relation_slot(&self.schema, &self.name)]
    }

    fn fill_in(&mut self, _: u32, tables: &Tables<'_>) {
        let (Some(relation), Some(columns)) = (self.relation.0.take(), self.columns.0.take()) else {
            return self.strip_storage();
        };
        let names = tables.columns(relation, &columns);
        let nulls = Sql::raw(if self.nulls_not_distinct { " NULLS NOT DISTINCT" } else { "" });
        self.definition = sql!("({}){}", Sql::join(names.map(Ident::new), ", "), nulls);
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let sql = self.making(&self.name, Building::Locked);
        let mut step = Step::new(&self.id(), Action::Create, sql).locking(Mode::Share.of(self.table_id()));
        if !self.partitioned.0 {
            step = step.risking(Danger::LongLock, "writers wait while it is built");
        }
        if self.unique && !self.partitioned.0 {
            step = step.risking(Danger::MayFail, "rows that are not unique stop it");
        }
        std::iter::once(step).chain(self.settings(None, Action::Create, site)).collect()
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let step = Step::new(&self.id(), Action::Drop, self.dropping(Building::Locked));
        vec![step.locking(Mode::AccessExclusive.of(self.table_id()))]
    }

    fn alter(pair: Pair<&Self>, (): &(), site: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let mut steps = Vec::new();
        let (reset, set) = option_changes(&old.options, &new.options);
        let mut alter = |what: Sql, mode: Mode| {
            let step = Step::new(&new.id(), Action::Alter, sql!("ALTER INDEX {} {}", new.qualified(), what));
            steps.push(step.locking(mode.of(new.table_id())));
        };
        if !reset.is_empty() {
            alter(sql!("RESET ({})", option_names(reset)), Mode::ShareUpdateExclusive);
        }
        if !set.is_empty() {
            alter(sql!("SET ({})", options(&set)), Mode::ShareUpdateExclusive);
        }
        if old.tablespace != new.tablespace {
            let space = Ident::new(new.tablespace.as_deref().unwrap_or("pg_default"));
            alter(sql!("SET TABLESPACE {}", space), Mode::AccessExclusive);
        }
        steps.extend(new.settings(Some(old), Action::Alter, site));
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER INDEX {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql))
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair.new, asker).into_iter().collect()
    }
}

/// A partition's index cannot be dropped without the parent's, which takes it along while the tables are linked.
fn index_handed_down(view: &View<'_, Postgres>, id: &ObjectId, table: &ObjectId) -> Option<Home> {
    let above = super::relation::inherited_from(view.catalogs.old, id)?;
    let linked = !view.acts(&table.as_kind("partition"), Action::Drop);
    linked.then(|| Home::Within(above.clone(), evenkeel_core::Grip::Firm))
}
