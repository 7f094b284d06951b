//! What is derived from models and snapshots, beside what the tool wrote whose they are: `pg_dump` has to find nothing
//! between the two. Must not know any of the languages.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::prisma::Forms;
use evenkeel_sources::{Declared, SchemaPaths};
use libtest_mimic::Trial;

use crate::server::{self, Server};
use crate::{Answer, dump, folder, trial};

/// A schema in its tool's own language and the statements that the tool made of it.
struct Model {
    /// `tool::case`, and the version of the tool where a case has several.
    name: String,
    schema: PathBuf,
    statements: PathBuf,
}

/// The schema's and the statements' names, of which the first that is there counts.
const TOOLS: &[(&str, &[&str], &str)] = &[
    ("prisma", &["schema.prisma", "schema"], "prisma.sql"),
    ("drizzle", &["snapshot.json"], "drizzle.sql"),
    ("mikro-orm", &[".snapshot-case.json"], "mikro-orm.sql"),
];

pub(crate) fn trials(server: &Arc<Server>) -> Vec<Trial> {
    let all = TOOLS.iter().flat_map(|(tool, schemas, statements)| {
        let mut found = Vec::new();
        collect(&folder::root().join("cases").join(tool), tool, (schemas, statements), &mut found);
        assert!(!found.is_empty(), "there are cases of {tool}");
        found
    });
    let one = |model: Model| {
        let server = Arc::clone(server);
        trial(format!("models::{}", model.name), move || {
            server::run(is_as_its_tool_makes_it(&model, &server))
        })
    };
    all.map(one).collect()
}

fn collect(folder: &Path, name: &str, (schemas, statements): (&[&str], &str), found: &mut Vec<Model>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.map(|entry| entry.path()).filter(|path| path.is_dir()) {
        let name = format!("{name}::{}", entry.file_name().unwrap_or_default().to_string_lossy());
        let schema = schemas.iter().map(|schema| entry.join(schema)).find(|path| path.exists());
        match (schema, entry.join(statements)) {
            (Some(schema), statements) if statements.exists() => {
                found.push(Model { name, schema, statements });
            }
            _ => collect(&entry, &name, (schemas, statements), found),
        }
    }
}

async fn is_as_its_tool_makes_it(model: &Model, server: &Server) -> Answer {
    let wanted = std::fs::read_to_string(&model.statements).map_err(|error| error.to_string())?;
    if wanted.contains("sqlite") || is_of_sqlite(&model.schema) {
        return Ok(());
    }
    let paths = SchemaPaths::from(model.schema.clone());
    let declared = Declared::load(&paths, Dialect::Postgres, &Forms::default());
    let declared = declared.map_err(|error| error.to_string())?;
    let [derived] = declared.scripts.as_slice() else { return Err("it is one script".to_owned()) };
    let derived = dumped(server, "derived", &derived.text).await?;
    let wanted = dumped(server, "wanted", &wanted).await?;
    match derived.zip(wanted) {
        Some((derived, wanted)) => dump::compare(server, &derived, &wanted).await,
        None => Ok(()),
    }
}

/// Cases of SQLite are compared as text beside the parser.
fn is_of_sqlite(schema: &Path) -> bool {
    std::fs::read_to_string(schema).is_ok_and(|text| text.contains("\"sqlite\""))
}

async fn dumped(server: &Server, purpose: &str, script: &str) -> Answer<Option<String>> {
    let session = server.with_schema(purpose, &[&loadable(script)]).await?;
    dump::dump(server, session.target())
}

/// Roles belong to the server, which has those of the cases; an extension's schema is there before it; and what goes in one
/// round trip is one transaction.
fn loadable(script: &str) -> String {
    let role = |line: &&str| !line.starts_with("CREATE ROLE ");
    let lines: String = script.lines().filter(role).flat_map(|line| [line, "\n"]).collect();
    let schemas = script.lines().filter_map(|line| line.split_once(" WITH SCHEMA \"")?.1.split('"').next());
    let schemas: String = schemas.map(|name| format!("CREATE SCHEMA IF NOT EXISTS \"{name}\";\n")).collect();
    schemas + &lines.replace(" CONCURRENTLY", "")
}
