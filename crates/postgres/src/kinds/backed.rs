//! What primary keys, unique and exclusion constraints have in common: an index stands behind them.
//! Must not know which of the three it serves.

use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Danger, Grip, Home, ObjectId, Outcome, Pair, Slot, Step, View, sql};
use serde::{Deserialize, Serialize};

use super::index::{Building, with_clause};
use super::relation::{
    alter_only, alter_table, constraint_slot, dropped_with_columns, handed_down, is_clustered,
    option_changes, option_names, options, primary_key_slot, relation_slot, table_id,
};
use super::{Aside, Contribution, Site};
use crate::dialect::Postgres;
use crate::inspect::Tables;
use crate::locks::Mode;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Backed {
    pub schema: String,
    pub table: String,
    pub name: String,
    /// As `pg_get_constraintdef` tells it.
    #[serde(deserialize_with = "crate::canonical::sql")]
    pub definition: Sql,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default)]
    pub tablespace: Option<String>,
    #[serde(default)]
    pub clustered: bool,
    #[serde(default, skip_serializing)]
    pub partitioned: Aside<bool>,
    /// For a plain one: its table's oid and the numbers of its columns, until the definition is put together.
    #[serde(default, skip_serializing)]
    plain: Aside<Option<(u32, Vec<i32>)>>,
}

impl Backed {
    /// Puts the definition of a plain one together.
    pub(super) fn fill_in(&mut self, tables: &Tables<'_>) {
        let Some((table, numbers)) = self.plain.0.take() else {
            // Only exclusion constraints are told with their options, which are a facet of their own.
            if let (false, Some((start, end))) =
                (self.options.is_empty(), with_clause(self.definition.as_str()))
            {
                let mut text = self.definition.as_str().to_owned();
                text.replace_range(start..end, "");
                self.definition = Sql::from_database(text);
            }
            return;
        };
        let names = tables.columns(table, &numbers);
        self.definition.push(sql!(" ({})", Sql::join(names.map(Ident::new), ", ")));
    }

    pub(super) fn id(&self, kind: &'static str) -> ObjectId {
        ObjectId::new(kind, &[&self.schema, &self.table, &self.name])
    }

    /// `CONSTRAINT name …`, in CREATE TABLE as in ADD.
    fn declaration(&self) -> Sql {
        let mut sql = sql!("CONSTRAINT {} {}", Ident::new(&self.name), self.head());
        if !self.options.is_empty() {
            sql.push(sql!(" WITH ({})", options(&self.options)));
        }
        if let Some(tablespace) = &self.tablespace {
            sql.push(sql!(" USING INDEX TABLESPACE {}", Ident::new(tablespace)));
        }
        let tail = self.tail();
        sql.and(Sql::from_database(tail))
    }

    /// The definition up to the place where index options belong, which is before WHERE and DEFERRABLE.
    fn head(&self) -> Sql {
        let text = self.definition.as_str();
        Sql::from_database(&text[..text.len() - self.tail().len()])
    }

    fn tail(&self) -> &str {
        let text = self.definition.as_str();
        let deferred =
            [" DEFERRABLE INITIALLY DEFERRED", " DEFERRABLE"].into_iter().find(|end| text.ends_with(end));
        let before = text.len() - deferred.map_or(0, str::len);
        // Only exclusion constraints have a predicate, and it closes with a parenthesis.
        let predicate = text[..before].ends_with("))").then(|| text[..before].find(" WHERE (")).flatten();
        &text[predicate.unwrap_or(before)..]
    }

    pub(super) fn contribution(&self, id: &ObjectId) -> Contribution {
        Contribution {
            text: Some(self.declaration()),
            parent: None,
            after: self.settings(id, Action::Create),
        }
    }

    /// How it is added to its table.
    pub(crate) fn adding(&self) -> Sql {
        sql!("ADD {}", self.declaration())
    }

    /// The statement that builds its index by itself under a name; None where only the constraint can build it.
    pub(crate) fn making_index(&self, name: &str, building: Building) -> Option<Sql> {
        let head = self.head();
        let columns = self.columns_of(head.as_str())?;
        let (distinct, columns) = match columns.strip_prefix("NULLS NOT DISTINCT ") {
            Some(columns) => (" NULLS NOT DISTINCT", columns),
            None => ("", columns),
        };
        let mut sql = sql!(
            "CREATE UNIQUE INDEX {}{} ON {} USING btree {}{}",
            building.word(),
            Ident::new(name),
            Name::new([self.schema.as_str(), &self.table]),
            Sql::from_database(columns),
            Sql::raw(distinct)
        );
        if !self.options.is_empty() {
            sql.push(sql!(" WITH ({})", options(&self.options)));
        }
        if let Some(tablespace) = &self.tablespace {
            sql.push(sql!(" TABLESPACE {}", Ident::new(tablespace)));
        }
        Some(sql)
    }

    /// `(a, b) INCLUDE (c)`, perhaps behind NULLS NOT DISTINCT, of a constraint whose index is a unique B-tree.
    fn columns_of<'a>(&self, head: &'a str) -> Option<&'a str> {
        let columns = head.strip_prefix("PRIMARY KEY ").or(head.strip_prefix("UNIQUE "))?;
        let spans_periods = columns.contains(" WITHOUT OVERLAPS");
        (!spans_periods && !self.partitioned.0).then_some(columns)
    }

    /// How it is added over an index that is there, which takes its name.
    pub(crate) fn adding_over(&self, index: &str) -> Sql {
        let words =
            if self.definition.as_str().starts_with("PRIMARY KEY") { "PRIMARY KEY" } else { "UNIQUE" };
        let (name, tail) = (Ident::new(&self.name), Sql::from_database(self.tail()));
        sql!("ADD CONSTRAINT {} {} USING INDEX {}{}", name, Sql::raw(words), Ident::new(index), tail)
    }

    fn settings(&self, id: &ObjectId, action: Action) -> Vec<Step> {
        match self.clustered {
            true => vec![self.alter(id, action, sql!("CLUSTER ON {}", Ident::new(&self.name)))],
            false => Vec::new(),
        }
    }

    fn alter(&self, id: &ObjectId, action: Action, what: Sql) -> Step {
        Step::fusible(id, action, alter_table(&self.schema, &self.table), what)
            .locking(Mode::AccessExclusive.on(&self.schema, &self.table))
    }

    pub(super) fn compare(pair: Pair<&Self>) -> Outcome<()> {
        match pair.map(|backed| &backed.definition).differs() {
            true => Outcome::Recreate,
            false => Outcome::Alter(()),
        }
    }

    pub(super) fn create(&self, id: &ObjectId) -> Vec<Step> {
        let head = alter_only(&self.schema, &self.table, self.partitioned);
        let mut step = Step::fusible(id, Action::Create, head, self.adding())
            .locking(Mode::AccessExclusive.on(&self.schema, &self.table));
        // A partitioned table holds no rows itself.
        if !self.partitioned.0 {
            step = step
                .risking(Danger::LongLock, "an index over all rows is built while everyone waits")
                .risking(Danger::MayFail, "rows that break the constraint stop it");
        }
        std::iter::once(step).chain(self.settings(id, Action::Create)).collect()
    }

    pub(super) fn drop(&self, id: &ObjectId) -> Vec<Step> {
        vec![self.alter(id, Action::Drop, sql!("DROP CONSTRAINT {}", Ident::new(&self.name)))]
    }

    pub(super) fn alter_steps(pair: Pair<&Self>, id: &ObjectId, site: &Site<'_>) -> Vec<Step> {
        let Pair { old, new } = pair;
        let index = Name::new([new.schema.as_str(), &new.name]);
        let mut steps = Vec::new();
        let (reset, set) = option_changes(&old.options, &new.options);
        let mut alter = |what: Sql, mode: Mode| {
            let step = Step::new(id, Action::Alter, sql!("ALTER INDEX {} {}", index, what));
            steps.push(step.locking(mode.on(&new.schema, &new.table)));
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
        match (old.clustered, new.clustered) {
            (false, true) => steps.extend(new.settings(id, Action::Alter)),
            (true, false) if !is_clustered(site.view.catalogs.new, &table_id(&new.schema, &new.table)) => {
                steps.push(new.alter(id, Action::Alter, Sql::raw("SET WITHOUT CLUSTER")));
            }
            // Another index takes its place by itself.
            (true, _) | (false, false) => {}
        }
        steps
    }

    pub(super) fn home(&self, view: &View<'_, Postgres>, id: &ObjectId, action: Action) -> Home {
        let table = table_id(&self.schema, &self.table);
        // One that is no part of the parent's comes after linking, or linking would take it for one.
        let by_itself = super::relation::gets_linked(view, &table)
            && !super::relation::is_attached(view.catalogs.new, &self.schema, &self.name);
        match action {
            Action::Create if by_itself || self.has_twin(view, id, &table) => Home::Apart,
            Action::Create if view.acts(&table, Action::Create) => Home::Within(table, Grip::Loose(2)),
            Action::Drop if view.acts(&table, Action::Drop) => dropped_with_columns(view, id),
            Action::Drop => {
                handed_down(view, view.catalogs.old, id).unwrap_or_else(|| dropped_with_columns(view, id))
            }
            Action::Create | Action::Alter | Action::Rename => Home::Apart,
        }
    }

    /// Whether another key over the same columns is in the table's own definition: PostgreSQL would take both for one.
    fn has_twin(&self, view: &View<'_, Postgres>, id: &ObjectId, table: &ObjectId) -> bool {
        let catalog = view.catalogs.new;
        let keys = ["primary_key", "unique"].map(|kind| catalog.below(kind, table)).into_iter().flatten();
        id.kind() == "unique"
            && keys
                .filter(|(other, _)| *other < id)
                .filter_map(|(_, object)| key(object))
                .any(|other| other.columns() == self.columns())
    }

    /// The definition behind PRIMARY KEY or UNIQUE.
    fn columns(&self) -> &str {
        let text = self.definition.as_str();
        text.strip_prefix("PRIMARY KEY").or(text.strip_prefix("UNIQUE")).unwrap_or(text)
    }

    pub(super) fn slots(&self, kind: &str) -> Vec<Slot> {
        let mut slots = vec![
            relation_slot(&self.schema, &self.name),
            constraint_slot(&self.schema, &self.table, &self.name),
        ];
        if kind == "primary_key" {
            slots.push(primary_key_slot(&self.schema, &self.table));
        }
        slots
    }
}

/// The key that a primary key or unique constraint is.
pub(crate) fn key(object: &super::Object) -> Option<&Backed> {
    let primary = <&super::primary_key::PrimaryKey>::try_from(object).ok().map(|key| &key.backed);
    primary.or_else(|| <&super::unique::Unique>::try_from(object).ok().map(|key| &key.backed))
}

/// Renames the constraint, and its index with it.
pub(super) fn rename(id: &ObjectId, to: &str) -> Option<Step> {
    let (table, name) = (Name::of(id, 2), Ident::new(id.name()));
    let sql = sql!("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table, name, Ident::new(to));
    let mut parts = id.parts();
    let lock = Mode::AccessExclusive.on(parts.next()?, parts.next()?);
    Some(Step::new(id, Action::Rename, sql).locking(lock))
}

/// A kind whose objects are constraints with an index behind them: name of the type, of the kind, and its place
/// among what is done to a table.
macro_rules! backed_kind {
    ($name:ident, $kind:literal, $place:literal, $letter:literal) => {
        use evenkeel_core::dialect::Rank;
        use evenkeel_core::{Action, Home, ObjectId, Outcome, Pair, Slot, Step, View};
        use serde::{Deserialize, Serialize};

        use crate::dialect::Postgres;
        use crate::inspect::Tables;
        use crate::kinds::backed::{self, Backed};
        use crate::kinds::relation::table_rank;
        use crate::kinds::{Contribution, Inventory, Kind, Site, refused};
        use crate::preflight::{Asker, Question};

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name {
            pub backed: Backed,
        }

        impl Kind for $name {
            const NAME: &'static str = $kind;
            const INSPECT: &'static str = include_str!("inspect.sql");
            const INVENTORY: Inventory = Inventory::plain(concat!(
                include_str!("../backed_inventory.sql"),
                "WHERE c.contype = '",
                $letter,
                "'\n"
            ));
            const USUAL: &'static [&'static str] = &["schema", "table", "name", "definition", "plain"];
            type Change = ();

            fn id(&self) -> ObjectId {
                self.backed.id(Self::NAME)
            }

            fn reference(&self) -> Option<evenkeel_core::Sql> {
                Some(crate::kinds::satellite::named_on_table("CONSTRAINT", &self.id()))
            }

            fn compare(pair: Pair<&Self>) -> Outcome<()> {
                Backed::compare(pair.map(|it| &it.backed))
            }

            fn home(&self, view: &View<'_, Postgres>, action: Action) -> Home {
                self.backed.home(view, &self.id(), action)
            }

            fn rank(id: &ObjectId, action: Action) -> Rank {
                table_rank(id, if action == Action::Drop { 0 } else { $place })
            }

            fn slots(&self) -> Vec<Slot> {
                self.backed.slots(Self::NAME)
            }

            fn fill_in(&mut self, _: u32, tables: &Tables<'_>) {
                self.backed.fill_in(tables);
            }

            fn contribution(&self, _: &Site<'_>) -> Contribution {
                self.backed.contribution(&self.id())
            }

            fn create(&self, _: &Site<'_>) -> Vec<Step> {
                self.backed.create(&self.id())
            }

            fn drop(&self, _: &Site<'_>) -> Vec<Step> {
                self.backed.drop(&self.id())
            }

            fn alter(pair: Pair<&Self>, (): &(), site: &Site<'_>) -> Vec<Step> {
                Backed::alter_steps(pair.map(|it| &it.backed), &pair.new.id(), site)
            }

            fn rename(id: &ObjectId, to: &str) -> Option<Step> {
                backed::rename(id, to)
            }

            fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
                refused::about(pair.new.map(|it| &it.backed), Self::NAME, asker).into_iter().collect()
            }
        }
    };
}
pub(super) use backed_kind;
