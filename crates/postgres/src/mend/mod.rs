//! One script that brings any earlier or strayed database to a declared catalog: each object is looked for, made where it
//! is missing and changed where it is another one, in SQL that every client can run, any number of times. Must not know
//! the database that it is run on.

mod guard;

use std::collections::BTreeSet;
use std::fmt::Write;

use evenkeel_core::planner::{PlanError, one_by_one};
use evenkeel_core::sql::{DollarQuoted, Literal, Sql};
use evenkeel_core::{Action, Catalog, ObjectId, Pair, Step, sql};

use crate::dialect::Postgres;
use crate::kinds::Object;
use guard::{Entry, entry};

const INVENTORY: &str = include_str!("inventory.sql");
const FRAME: &str = include_str!("frame.sql");
const STRIP: &str = include_str!("strip.sql");
const CHECK: &str = include_str!("check.sql");

const HEADING: &str = "\
-- Brings any earlier or strayed database of this project to its declared schema, for psql and any other client, as often
-- as it is run. Nothing is kept unless all of it comes out as declared.
";

/// The name under which a script knows an object; nothing for kinds that it does not compare.
pub fn name_of(id: &ObjectId) -> Option<String> {
    entry(id).map(|entry| entry.name)
}

/// What the script is made of.
pub struct Mending<'a> {
    pub declared: &'a Catalog<Object>,
    /// What [`inventory`] answers in a database that is as declared.
    pub inventory: &'a [Vec<Option<String>>],
    /// Renames of the history, oldest first: what had the name before, what has it now, and the statement.
    pub renames: &'a [(ObjectId, ObjectId, Step)],
    /// The names of what the history had and has no more, and of what somebody agreed to lose.
    pub removable: &'a BTreeSet<String>,
}

/// The query that tells what the schemas of a catalog hold: kind, name, definition, and more that only the script reads.
pub fn inventory(declared: &Catalog<Object>) -> Sql {
    let schemas = declared.of_kind("schema").iter().map(|entry| Literal(entry.id.name()));
    let list = Sql::join(schemas, ", ");
    let scope = sql!("ARRAY[{}]::text[]", list);
    Sql::from_database(INVENTORY.replace("{scope}", scope.as_str()))
}

/// The script.
///
/// # Errors
/// The declared catalog has no plan: it holds objects of kinds that are not modelled.
pub fn script(mending: &Mending<'_>) -> Result<String, PlanError> {
    let whole = one_by_one(&Postgres::default(), Pair::of(&crate::pristine(), mending.declared))?;
    let parts = one_by_one(&Postgres::default(), Pair::of(&tables_only(mending.declared), mending.declared))?;
    let writing = Writing { mending, whole: &whole.steps, parts: &parts.steps };
    Ok(writing.text())
}

/// The catalog with nothing but its schemas and its tables.
fn tables_only(declared: &Catalog<Object>) -> Catalog<Object> {
    let marked: Vec<bool> =
        declared.entries().iter().map(|entry| !matches!(entry.id.kind(), "schema" | "table")).collect();
    declared.clone().without(&marked)
}

struct Writing<'a> {
    mending: &'a Mending<'a>,
    whole: &'a [Step],
    parts: &'a [Step],
}

impl Writing<'_> {
    fn text(&self) -> String {
        let mut text = self.heading();
        let mut add = |part: &str| {
            text.push_str(part.trim_end());
            text.push_str("\n\n");
        };
        add("BEGIN;\nSET LOCAL search_path = '';\nSET LOCAL check_function_bodies = off;");
        add(&self.enums());
        add("COMMIT;");
        add("BEGIN;\nSET LOCAL search_path = '';\nSET LOCAL check_function_bodies = off;");
        add(&FRAME.replace("{inventory}", inventory(self.mending.declared).as_str()));
        add(&self.declared());
        add(&self.renames());
        add(STRIP);
        let settled = |step: &&Step| is_setting(step) || matches!(step.object.kind(), "comment" | "schema");
        for step in self.whole.iter().filter(|step| !settled(step)) {
            add(&self.step(step));
        }
        add(&self.renewals("comment"));
        add(CHECK);
        add("COMMIT;");
        text
    }

    /// What somebody who is about to run it should know.
    fn heading(&self) -> String {
        let mut text = HEADING.to_owned();
        let mut list = |what: &str, names: &BTreeSet<String>| {
            if !names.is_empty() {
                let names: Vec<String> = names.iter().map(|name| name.replace(['\n', '\r'], " ")).collect();
                writeln!(text, "-- {what}: {}", names.join(", ")).expect("writing to a string does not fail");
            }
        };
        list("Removed with what they hold, where they are there", self.mending.removable);
        let unlisted = |step: &&Step| {
            let known = entry(&step.object).is_some_and(|entry| self.is_known(&entry));
            !known && !is_setting(step) && step.object.kind() != "comment"
        };
        let unlisted = self.whole.iter().filter(unlisted).map(|step| step.object.to_string()).collect();
        list("Only made where they are missing, and not compared", &unlisted);
        text + "\n"
    }

    /// Labels can be used only after a commit, so enums come first.
    fn enums(&self) -> String {
        let first = |step: &&Step| matches!(step.object.kind(), "schema" | "enum");
        let made = self.whole.iter().filter(first).map(|step| unless_there(&step.statement.sql()));
        let labels = self.mending.declared.of_kind("enum").iter().flat_map(|entry| {
            entry.node.modelled().map(|object| guard::labels(&entry.id, object)).unwrap_or_default()
        });
        made.chain(labels).collect::<Vec<_>>().join("\n")
    }

    /// What is declared, and what may go although it holds rows.
    fn declared(&self) -> String {
        let mut text = String::new();
        for row in self.mending.inventory {
            let cell = |at: usize| row.get(at).and_then(Option::as_deref);
            let value = |at: usize| cell(at).map_or_else(|| Sql::raw("NULL"), |text| Literal(text).into());
            let insert = sql!(
                "INSERT INTO pg_temp.declared VALUES ({}, {}, {}, {})",
                value(0),
                value(1),
                value(2),
                value(4)
            );
            writeln!(text, "{insert};").expect("writing to a string does not fail");
        }
        for name in self.mending.removable {
            let insert = sql!("INSERT INTO pg_temp.removable VALUES ({})", Literal(name));
            writeln!(text, "{insert};").expect("writing to a string does not fail");
        }
        text
    }

    fn renames(&self) -> String {
        let mut text = String::new();
        for (old, new, step) in self.mending.renames {
            let (Some(old), Some(new)) = (entry(old), entry(new)) else { continue };
            let there = |one: &Entry| {
                sql!(
                    "EXISTS (SELECT FROM pg_temp.inventory() i WHERE i.kind = {} AND i.name = {})",
                    Literal(one.kind),
                    Literal(&one.name)
                )
            };
            let condition = sql!("{} AND NOT {}", there(&old), there(&new));
            text.push_str(&block(&[guarded(&condition, &[step.statement.sql()])]));
        }
        text
    }

    fn step(&self, step: &Step) -> String {
        let known = entry(&step.object).filter(|entry| self.is_known(entry));
        let statement = step.statement.sql();
        let Some(known) = known.filter(|_| step.action == Action::Create) else {
            return unless_there(&statement);
        };
        if known.kind == "table" {
            return self.table(&step.object, &known, &statement);
        }
        let made = guarded(&known.lacks(), &[statement]);
        block(&[made, known.renew()])
    }

    /// A table is made whole, or gets the parts that it lacks.
    fn table(&self, id: &ObjectId, known: &Entry, statement: &Sql) -> String {
        let apart: BTreeSet<&ObjectId> = self.whole.iter().map(|step| &step.object).collect();
        let parts =
            self.parts.iter().filter(|step| step.object.is_below(id) && !apart.contains(&step.object));
        let mut otherwise = vec![known.renew()];
        for step in parts {
            let Some(part) = entry(&step.object).filter(|part| self.is_known(part)) else { continue };
            if !matches!(part.kind, "default" | "identity" | "comment") {
                otherwise.push(guarded(&part.lacks(), &[step.statement.sql()]));
                otherwise.push(part.renew());
            }
        }
        for row in self.mending.inventory {
            let [Some(kind), Some(name), ..] = row.as_slice() else { continue };
            let of_table = name.strip_prefix(known.name.as_str()).is_some_and(|rest| rest.starts_with('.'));
            match kind.as_str() {
                "default" | "not null" if of_table => otherwise.push(guard::renew(kind, name)),
                // A column that is made anew has it already.
                "identity" if of_table => otherwise.push(sql!(
                    "IF NOT pg_temp.lacks('column', {}) THEN\n    {}\nEND IF;",
                    Literal(name),
                    guard::renew(kind, name)
                )),
                _ => {}
            }
        }
        let whole = sql!("EXECUTE {}", DollarQuoted(statement.as_str()));
        let otherwise = Sql::join(otherwise, "\n    ");
        let text = sql!("IF {} THEN\n    {};\nELSE\n    {}\nEND IF;", known.lacks(), whole, otherwise);
        block(&[text])
    }

    /// What of a kind is told by a statement that can be said again.
    fn renewals(&self, kind: &str) -> String {
        let of_kind = |row: &&Vec<Option<String>>| row.first().is_some_and(|it| it.as_deref() == Some(kind));
        let names = self.mending.inventory.iter().filter(of_kind).filter_map(|row| row.get(1)?.as_deref());
        let all: Vec<Sql> = names.map(|name| guard::renew(kind, name)).collect();
        if all.is_empty() { String::new() } else { block(&all) }
    }

    fn is_known(&self, entry: &Entry) -> bool {
        self.mending.inventory.iter().any(|row| {
            let cell = |at: usize| row.get(at).and_then(Option::as_deref);
            cell(0) == Some(entry.kind) && cell(1) == Some(entry.name.as_str())
        })
    }
}

fn is_setting(step: &Step) -> bool {
    step.object.kind() == "setting"
}

/// Statements that run where a condition holds.
fn guarded(condition: &Sql, statements: &[Sql]) -> Sql {
    let all = statements.iter().map(|statement| sql!("    EXECUTE {};", DollarQuoted(statement.as_str())));
    sql!("IF {} THEN\n{}\nEND IF;", condition, Sql::join(all, "\n"))
}

fn block(statements: &[Sql]) -> String {
    let body = sql!("\nBEGIN\n{}\nEND\n", Sql::join(statements, "\n"));
    format!("{};\n", sql!("DO {}", DollarQuoted(body.as_str())))
}

/// A statement that makes something of which only the database knows whether it is there.
fn unless_there(statement: &Sql) -> String {
    let text = sql!(
        "EXECUTE {};\nEXCEPTION WHEN duplicate_object OR duplicate_table OR duplicate_function OR duplicate_schema \
         OR duplicate_column OR unique_violation THEN NULL;",
        DollarQuoted(statement.as_str())
    );
    block(&[text])
}
