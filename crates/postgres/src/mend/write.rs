//! The text of a script, from its heading to its last check. Must not know what a single object is made by.

use std::collections::BTreeSet;
use std::fmt::Write;

use evenkeel_core::planner::{PlanError, looked_up, one_by_one};
use evenkeel_core::sql::{Literal, Sql};
use evenkeel_core::{KindName, ObjectId, Pair, Plan, sql};

use super::guards::block;
use super::makings::Makings;
use super::{Disposal, Mending, in_scope, inventory, unwatched};
use crate::dialect::Postgres;
use crate::kinds::Object;
use crate::kinds::enum_type::EnumType;

const TOOLS: &str = include_str!("tools.sql");
const LABELS: &str = include_str!("labels.sql");
const KEEP: &str = include_str!("keep.sql");
const KEPT: &str = include_str!("kept.sql");
const STRIP: &str = include_str!("strip.sql");
const CHECK: &str = include_str!("check.sql");

/// What nothing is left of unless all of it is done.
const BEGIN: &str =
    "BEGIN;\nSET LOCAL search_path = '';\nSET LOCAL check_function_bodies = off;\nSET LOCAL jit = off;";

pub(super) fn script(mending: &Mending<'_>) -> Result<String, PlanError> {
    let dialect = Postgres::default();
    let from = |kinds: &[KindName]| {
        let marked: Vec<bool> =
            mending.declared.entries().iter().map(|entry| !kinds.contains(&entry.id.kind())).collect();
        let catalog = mending.declared.clone().without(&marked);
        looked_up(&dialect, Pair::of(&catalog, mending.declared))
    };
    let pristine = mending.selection.of(crate::pristine(), Object::owns);
    let whole = one_by_one(&dialect, Pair::of(&pristine, mending.declared))?;
    let columns = from(&["schema", "table", "inheritance"])?;
    let parts = from(&["schema", "table", "inheritance", "column", "domain", "publication"])?;
    let makings = Makings::of(mending, &whole, [&columns, &parts]);
    Ok(Writing { mending, whole: &whole, makings }.text())
}

struct Writing<'a> {
    mending: &'a Mending<'a>,
    whole: &'a Plan,
    makings: Makings<'a>,
}

impl Writing<'_> {
    fn text(&self) -> String {
        let mut text = self.heading();
        let mut add = |part: &str| {
            if !part.is_empty() {
                text.extend([part.trim_end(), "\n\n"]);
            }
        };
        add(self.of_version().as_str());
        if let Some(labels) = self.labels() {
            add(&["BEGIN;\n", &labels, "COMMIT;"].concat());
        }
        add(BEGIN);
        add(&inventory::frame(&in_scope(self.mending.scope), self.mending.major));
        add(TOOLS);
        add(&self.keeping(KEEP));
        add("-- II. What is declared");
        add(&self.declared());
        add(&self.renames());
        add("-- III. What has to go: what is not declared, what is another thing, and what hangs on that");
        let unwatched = unwatched::statements(self.mending.selection);
        add(&STRIP.replace("{keep}", &self.keeping(KEPT)).replace("{unwatched}", &unwatched));
        add("-- IV. What is missing");
        for block in self.makings.blocks(self.whole) {
            add(&block);
        }
        add("-- V. What is said of it: comments, owners, rights");
        add(&self.makings.said());
        add("-- VI. Nothing of this is kept unless everything is as it is declared");
        add(CHECK);
        text + "COMMIT;\n"
    }

    /// What somebody who is about to run it should know.
    fn heading(&self) -> String {
        let mut text = HEADING.to_owned();
        let mut list = |what: &str, names: &[String]| {
            if !names.is_empty() {
                let names: Vec<String> = names.iter().map(|name| name.replace(['\n', '\r'], " ")).collect();
                writeln!(text, "-- {what}: {}", names.join(", ")).expect("writing to a string does not fail");
            }
        };
        let gone = self.mending.gone.iter().filter(|id| matches!(id.kind(), "table" | "column" | "sequence"));
        let gone: Vec<String> = gone.map(ToString::to_string).collect();
        list(
            match self.mending.disposal {
                Disposal::Kept { by: _ } => {
                    "Removed, because the history let them go; what they hold waits in the schema evenkeel_quarantine"
                }
                Disposal::Lost => "Removed with what they hold, because the history let them go",
            },
            &gone,
        );
        list("Removed with what they hold, because somebody agreed to that", self.mending.accepted);
        list("Only made where they are missing, and not compared", &self.makings.unlisted(self.whole));
        text + "\n"
    }

    /// Servers of other versions tell the same in other words.
    fn of_version(&self) -> Sql {
        sql!(
            "DO $version$\nBEGIN\n    IF current_setting('server_version_num')::integer / 10000 <> {} THEN\n        \
             RAISE EXCEPTION 'this script is for PostgreSQL {}, and the server is %; evenkeel repair --script writes one for it',\n            \
             current_setting('server_version');\n    END IF;\nEND\n$version$;",
            self.mending.major,
            self.mending.major
        )
    }

    fn labels(&self) -> Option<String> {
        let enums = self.mending.declared.of_kind("enum").iter();
        let told = enums.filter_map(|entry| {
            let of = <&EnumType>::try_from(entry.node.modelled()?).ok()?;
            let name = self.mending.list.object(&entry.id)?.name.as_str();
            let labels = Sql::join(of.labels.iter().map(|label| Literal(label)), ", ");
            Some(sql!("        ({}, ARRAY[{}]::text[])", Literal(name), labels))
        });
        let told = Sql::join(told, ",\n");
        (!told.is_empty()).then(|| LABELS.replace("{labels}", told.as_str()))
    }

    /// What is only said where things wait in quarantine.
    fn keeping(&self, text: &'static str) -> String {
        match self.mending.disposal {
            Disposal::Kept { by } => text.replace("{by}", sql!("{}", Literal(by)).as_str()),
            Disposal::Lost => String::new(),
        }
    }

    fn declared(&self) -> String {
        let list = self.mending.list;
        let rows = list.all.iter().map(|it| (&it.kind, &it.name, &it.fingerprint));
        let also = list.also.iter().map(|(kind, name, fingerprint)| (kind, name, fingerprint));
        let rows = rows.chain(also).map(|(kind, name, fingerprint)| {
            sql!("    ({}, {}, {})", Literal(kind), Literal(name), Literal(fingerprint))
        });
        let mut text = inserted("pg_temp.declared", rows);
        let computed = self.makings.computed().map(|name| sql!("    ({})", Literal(name)));
        text += &inserted("pg_temp.computed", computed);
        let retyped =
            self.mending.retyped.iter().filter(|_| matches!(self.mending.disposal, Disposal::Kept { by: _ }));
        let retyped = retyped.map(|id| sql!("    ('type', ARRAY[{}], NULL)", path(id, 0)));
        let gone = self.mending.gone.iter().map(removable).chain(retyped);
        let accepted =
            self.mending.accepted.iter().map(|name| sql!("    (NULL, NULL::text[], {})", Literal(name)));
        text + &inserted("pg_temp.removable", gone.chain(accepted))
    }

    fn renames(&self) -> String {
        let declared = |id: &ObjectId| self.mending.declared.contains(id);
        let there = |id: &ObjectId| {
            sql!(
                "EXISTS (SELECT FROM pg_temp.inventory() i WHERE i.kind = {} AND i.path = ARRAY[{}])",
                Literal(id.kind()),
                path(id, 0)
            )
        };
        // Under a name that is declared again now somebody else may live already.
        let told = self.mending.renames.iter().filter(|(old, _, _)| !declared(old));
        let blocks = told.map(|(old, new, step)| {
            let condition = sql!("{}\n        AND NOT {}", there(old), there(new));
            sql!("    IF {} THEN\n        {};\n    END IF;", condition, step.statement.sql())
        });
        let body = Sql::join(blocks, "\n");
        match body.is_empty() {
            true => String::new(),
            false => {
                let again = Sql::raw("    PERFORM pg_temp.look_again();");
                block("What was renamed in the history", &[body, again])
            }
        }
    }
}

/// Something that the history let go, as the inventory tells of it.
fn removable(id: &ObjectId) -> Sql {
    let name = id.words().map_or_else(|| Sql::raw("NULL"), |words| Literal(words).into());
    match id.kind() {
        "owner" => sql!("    ('owner', ARRAY[{}], NULL)", path(id, 1)),
        "privileges" => sql!("    ('privileges', ARRAY[{}], {})", path(id, 1), name),
        "default_privileges" => sql!("    ('default privileges', NULL::text[], {})", name),
        kind => sql!("    ({}, ARRAY[{}], NULL)", Literal(kind), path(id, 0)),
    }
}

/// The names that lead to an object, without the first so many.
fn path(id: &ObjectId, skipped: usize) -> Sql {
    Sql::join(id.parts().skip(skipped).map(Literal), ", ")
}

const HEADING: &str = "\
-- Brings any earlier or strayed database of this project to its declared schema, for psql and any other client, as often
-- as it is run. Nothing is kept unless all of it comes out as declared; labels that enums lack are added before.
";

/// A statement that puts rows into a table; nothing where there are none.
fn inserted(table: &'static str, rows: impl Iterator<Item = Sql>) -> String {
    let rows = Sql::join(rows.collect::<BTreeSet<Sql>>(), ",\n");
    match rows.is_empty() {
        true => String::new(),
        false => sql!("INSERT INTO {} VALUES\n{};\n", Sql::raw(table), rows).to_string(),
    }
}
