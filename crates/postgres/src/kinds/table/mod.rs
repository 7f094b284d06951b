//! Tables, plain and partitioned (manual, CREATE TABLE): what is the table's own. Columns and constraints are
//! objects of their own that are written inside CREATE TABLE when the table is new.

use evenkeel_core::dialect::Rank;
use evenkeel_core::sql::{Ident, Name, Sql};
use evenkeel_core::{Action, Catalog, Danger, ObjectId, Outcome, Pair, Shape, Slot, Step, sql};
use serde::{Deserialize, Serialize};

use super::sequence;
use super::relation::{alter_table, class, plain_rank, relation_slot, table_rank, type_slot};
use super::column::Column;
use super::satellite::named;
use super::foreign::{self, ForeignOption};
use super::{Aside, Contribution, Inventory, Kind, Object, Site};
use crate::locks::Mode;
use crate::preflight::{Asker, Question};

mod alter;
mod questions;

pub(crate) use alter::toast_settings_last;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub schema: String,
    pub name: String,
    #[serde(default)]
    pub unlogged: bool,
    #[serde(default)]
    pub partition_key: Option<Sql>,
    #[serde(default)]
    pub options: Vec<String>,
    #[serde(default)]
    pub toast_options: Vec<String>,
    #[serde(default)]
    pub tablespace: Option<String>,
    #[serde(default)]
    pub access_method: Option<String>,
    #[serde(default)]
    pub row_security: bool,
    #[serde(default)]
    pub force_row_security: bool,
    /// Its rows are elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foreign: Option<Foreign>,
    #[serde(default, skip_serializing)]
    pub is_partition: Aside<bool>,
    #[serde(default, skip_serializing)]
    pub has_children: Aside<bool>,
}

/// Where the rows of a foreign table are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foreign {
    pub server: String,
    pub options: Vec<ForeignOption>,
}

impl Table {
    pub(crate) fn qualified(&self) -> Name {
        Name::new([self.schema.as_str(), &self.name])
    }

    /// Every storage parameter, those of the TOAST table with their prefix.
    fn all_options(&self) -> Vec<String> {
        self.options.iter().cloned().chain(self.toast_settings()).collect()
    }

    fn toast_settings(&self) -> Vec<String> {
        self.toast_options.iter().map(|option| "toast.".to_owned() + option).collect()
    }

    fn foreign_options(&self) -> &[ForeignOption] {
        self.foreign.as_ref().map_or(&[], |foreign| &foreign.options)
    }

    fn fusible(&self, action: Sql) -> Step {
        let head = alter_table(&self.schema, &self.name);
        Step::fusible(&self.id(), Action::Alter, head, action)
            .locking(Mode::AccessExclusive.on(&self.schema, &self.name))
    }

    /// What stands behind the closing parenthesis.
    fn tail(&self, inherits: Sql) -> Sql {
        let mut tail = inherits;
        if let Some(Foreign { server, options }) = &self.foreign {
            tail.push(sql!("\nSERVER {}{}", Ident::new(server), foreign::clause(options)));
        }
        if let Some(key) = &self.partition_key {
            tail.push(sql!("\nPARTITION BY {}", key));
        }
        if let Some(method) = &self.access_method {
            tail.push(sql!("\nUSING {}", Ident::new(method)));
        }
        let options = self.all_options();
        if !options.is_empty() {
            tail.push(sql!("\nWITH ({})", super::relation::options(&options)));
        }
        if let Some(tablespace) = &self.tablespace {
            tail.push(sql!("\nTABLESPACE {}", Ident::new(tablespace)));
        }
        tail
    }
}

/// Lines inside the parentheses, parents, and what has to be said afterwards.
#[derive(Default)]
struct Body {
    lines: Vec<Sql>,
    parents: Vec<(i32, Name)>,
    after: Vec<Step>,
}

impl Body {
    fn of(site: &Site<'_>) -> Body {
        let mut body = Body::default();
        for (object, inner) in site.created() {
            let Contribution { text, parent, after } = object.contribution(&inner);
            body.lines.extend(text);
            body.parents.extend(parent);
            body.after.extend(after);
        }
        body.parents.sort();
        body
    }

    fn inherits(&self) -> Sql {
        match self.parents.is_empty() {
            true => Sql::default(),
            false => sql!("\nINHERITS ({})", Sql::join(self.parents.iter().map(|(_, name)| name), ", ")),
        }
    }

    fn parenthesised(&self) -> Sql {
        match self.lines.is_empty() {
            true => Sql::raw("()"),
            false => sql!("(\n    {}\n)", Sql::join(&self.lines, ",\n    ")),
        }
    }
}

impl Kind for Table {
    const NAME: &'static str = "table";
    const INSPECT: &'static str = include_str!("inspect.sql");
    const INVENTORY: Inventory =
        Inventory::holding(include_str!("inventory.sql")).with_facts(include_str!("facts.sql"));
    const USUAL: &'static [&'static str] = &["schema", "name"];
    type Change = ();

    fn id(&self) -> ObjectId {
        ObjectId::new(Self::NAME, &[&self.schema, &self.name])
    }

    fn reference(&self) -> Option<Sql> {
        Some(named(if self.foreign.is_some() { "FOREIGN TABLE" } else { "TABLE" }, &self.id()))
    }

    fn compare(pair: Pair<&Self>) -> Outcome<()> {
        // A partitioned table has no storage that could be written anew; SET LOGGED does nothing to it.
        let server = |table: &Self| table.foreign.as_ref().map(|foreign| foreign.server.clone());
        let essence = |table: &Self| {
            (table.partition_key.clone(), table.partition_key.is_some() && table.unlogged, server(table))
        };
        match (pair.map(essence).differs(), foreign::secrets_change(pair.map(Self::foreign_options))) {
            (_, true) => Outcome::Cannot(foreign::SECRET),
            (true, false) => Outcome::Recreate,
            (false, false) => Outcome::Alter(()),
        }
    }

    fn unwritable(&self) -> Option<&'static str> {
        foreign::hold_secrets(self.foreign_options()).then_some(foreign::SECRET)
    }

    fn rank(id: &ObjectId, action: Action) -> Rank {
        match action {
            Action::Drop => plain_rank(class::DROP_TABLE),
            Action::Alter | Action::Create | Action::Rename => table_rank(id, 3),
        }
    }

    fn slots(&self) -> Vec<Slot> {
        vec![relation_slot(&self.schema, &self.name), type_slot(&self.schema, &self.name)]
    }

    /// Schema and columns with their types.
    fn shape(&self, catalog: &Catalog<Object>) -> Option<Shape> {
        let id = self.id();
        let columns = catalog.modelled().filter_map(|(_, object)| <&Column>::try_from(object).ok());
        let own = columns.filter(|column| column.table_id() == id);
        let columns = own.map(|column| column.name.clone() + " " + column.data_type.as_str());
        let server = self.foreign.as_ref().map(|foreign| ["on ", &foreign.server].concat());
        Some(Shape(std::iter::once(self.schema.clone()).chain(server).chain(columns).collect::<Vec<_>>().join("\0")))
    }

    fn create(&self, site: &Site<'_>) -> Vec<Step> {
        let body = Body::of(site);
        let trait_word = match (&self.foreign, self.unlogged) {
            (Some(_), _) => "FOREIGN ",
            (None, true) => "UNLOGGED ",
            (None, false) => "",
        };
        let sql = sql!(
            "CREATE {}TABLE {} {}{}",
            Sql::raw(trait_word),
            self.qualified(),
            body.parenthesised(),
            self.tail(body.inherits())
        );
        let mut steps = vec![Step::new(&self.id(), Action::Create, sql)];
        steps.extend(body.after);
        steps.extend(alter::row_security(&Table { row_security: false, force_row_security: false, ..self.clone() }, self));
        steps
    }

    fn drop(&self, _: &Site<'_>) -> Vec<Step> {
        let word = Sql::raw(if self.foreign.is_some() { "FOREIGN TABLE" } else { "TABLE" });
        let step = Step::new(&self.id(), Action::Drop, sql!("DROP {} {}", word, self.qualified()))
            .locking(Mode::AccessExclusive.on(&self.schema, &self.name));
        match (&self.partition_key, &self.foreign) {
            // Its rows are those of its partitions, which are detached or dropped by themselves, or they are elsewhere.
            (Some(_), _) | (_, Some(_)) => vec![step],
            (None, None) => vec![step.risking(Danger::DataLoss, "the table and all its rows are lost")],
        }
    }

    fn alter(pair: Pair<&Self>, (): &(), site: &Site<'_>) -> Vec<Step> {
        let mut steps = alter::steps(pair);
        if pair.map(|table| table.unlogged).differs() {
            steps.extend(sequence::told_apart(site.view, pair.new));
        }
        steps
    }

    fn rename(id: &ObjectId, to: &str) -> Option<Step> {
        let sql = sql!("ALTER TABLE {} RENAME TO {}", Name::from(id), Ident::new(to));
        Some(Step::new(id, Action::Rename, sql).locking(Mode::AccessExclusive.on(id.first(), id.name())))
    }

    fn questions(pair: Pair<Option<&Self>>, asker: &Asker<'_>) -> Vec<Question> {
        questions::about(pair.old, asker).into_iter().collect()
    }
}
