//! `evenkeel init`: looks at the project and writes evenkeel.toml.

use std::path::Path;

use evenkeel_engine::adopt::Beside;
use evenkeel_engine::place::Place;
use evenkeel_sources::layout::{self, Layout};
use evenkeel_sources::lexer::Dialect;
use serde::Serialize;

use super::migrate::count;
use crate::arguments::{Everywhere, Init};
use crate::exit::ExitStatus;
use crate::failure;
use crate::failure::Failure;
use crate::ledger_names::LedgerNames;
use crate::project::{self, Project};
use crate::report::Report;
use crate::settings::{CONFIG_NAME, dialect_named};
use crate::surroundings::Surroundings;

#[derive(Serialize)]
struct InitJson<'a> {
    file: &'a str,
    written: bool,
    text: &'a str,
    schema: &'a str,
    migrations: &'a str,
    /// Whose migrations those are.
    format: &'static str,
    other_tools: Vec<&'static str>,
}

pub(super) fn run(
    arguments: &Init,
    everywhere: &Everywhere,
    surroundings: &Surroundings,
    report: &mut Report<'_>,
) -> Result<ExitStatus, Failure> {
    let project = project::look(&surroundings.here);
    let url = everywhere.url.as_deref().or(surroundings.environment.var("DATABASE_URL"));
    let of_url =
        url.and_then(|url| Place::resolve(url, &surroundings.environment).ok()).map(|place| place.dialect());
    let said = everywhere.dialect.map(dialect_named);
    let dialect = said.or(of_url).or(project.dialect).unwrap_or(Dialect::Postgres);
    let text = toml(&project, dialect);
    if arguments.dry_run {
        report.result(&text);
    } else {
        write(&surroundings.here.join(CONFIG_NAME), &text)?;
        report.say(&format!("wrote {CONFIG_NAME}: {} in {}", dialect_word(dialect), project.schema));
    }
    advise(&project, surroundings, report);
    report.finish(&InitJson {
        file: CONFIG_NAME,
        written: !arguments.dry_run,
        text: &text,
        schema: &project.schema,
        migrations: &project.migrations,
        format: project.layout.unwrap_or_default().word(),
        other_tools: project.other_tools.iter().map(|tool| tool.name).collect(),
    });
    Ok(ExitStatus::Done)
}

fn advise(project: &Project, surroundings: &Surroundings, report: &mut Report<'_>) {
    if let Some(layout) = project.layout {
        tell_found(project, layout, surroundings, report);
        if let Some((file, key)) = project.ledger.unplain {
            report.note(&format!(
                "{file} says by `{key}` what {}'s ledger is called, and only a program could tell; write it under [adopt], \
                 as schema or table",
                layout.word()
            ));
        }
    }
    // Whose migrations are gone on with needs no other word.
    let others = if project.layout.is_some() { &[] } else { project.other_tools.as_slice() };
    for tool in others {
        let (name, sign) = (tool.name, &tool.sign);
        report.note(&match READ.contains(&name) {
            true if !project.schema.ends_with(".sql") => continue,
            true => format!(
                "{name} is used here ({sign}); its schema counts where `source` under [schema] names it"
            ),
            false => format!(
                "{name} is used here ({sign}); its models count where a program prints them as SQL: \
                 `program` under [schema]"
            ),
        });
    }
    let schema = &project.schema;
    report.hint(&match (surroundings.here.join(schema).exists(), project.layout) {
        // Its models declare the schema, and nobody writes it a second time.
        (false, Some(Layout::Medusa)) => return,
        (true, None) => "evenkeel generate writes the first migration".to_owned(),
        (true, Some(_)) => format!("evenkeel check tells whether they lead to what {schema} declares"),
        (false, _) => format!(
            "write your CREATE statements into {schema}, or take them from a database:\n\
             evenkeel inspect --url URL > {schema}"
        ),
    });
}

/// Tools whose models are read, by this or by the tool's own command.
const READ: &[&str] = &["Prisma", "Drizzle"];

/// What is in the folder of another tool, and what works now.
fn tell_found(project: &Project, tool: Layout, surroundings: &Surroundings, report: &mut Report<'_>) {
    if tool == Layout::Medusa {
        report.note("the migrations are those of Medusa's modules and links, as medusa-config enables them");
        report.hint("evenkeel status asks Medusa and shows where they stand; evenkeel migrate applies what is pending");
        return;
    }
    let folder = &project.migrations;
    match layout::read(&surroundings.here.join(folder), tool) {
        Ok(found) => {
            report.note(&format!("{} of {} in {folder}", count(found.list.len()), tool.word()));
            report.hint("evenkeel status shows where they stand; evenkeel migrate applies what is pending");
        }
        Err(error) => report.note(&format!("{folder} is {}'s, and cannot be read: {error}", tool.word())),
    }
}

fn dialect_word(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "postgres",
        Dialect::Sqlite => "sqlite",
    }
}

fn toml(project: &Project, dialect: Dialect) -> String {
    let url = match dialect {
        Dialect::Postgres => {
            "url = \"env:DATABASE_URL\"      # the URL itself never belongs into version control"
        }
        Dialect::Sqlite => "url = \"env:DATABASE_URL\"      # such as sqlite:app.db",
    };
    let theirs = project.layout.map(|layout| theirs(layout, &project.ledger)).unwrap_or_default();
    format!(
        "# Settings of evenkeel. Every line is optional; paths are meant from here.\n\
         \n\
         [database]\n\
         dialect = \"{}\"\n\
         {url}\n\
         # production = true            # push and reset then refuse to touch it\n\
         \n\
         [schema]\n\
         source = {}          # a file or a folder of them\n\
         \n\
         [migrations]\n\
         dir = {}\n{theirs}",
        dialect_word(dialect),
        toml::Value::from(project.schema.as_str()),
        toml::Value::from(project.migrations.as_str()),
    )
}

/// The lines by which another tool's folder and ledger are gone on with.
fn theirs(layout: Layout, ledger: &LedgerNames) -> String {
    let mut text = format!("format = \"{}\"\n", layout.word());
    if !Beside::is_known(layout) {
        return text;
    }
    text += &format!(
        "\n[adopt]\nmode = \"guest\"              # {}'s ledger is kept; its word counts\n",
        layout.word()
    );
    for (key, name) in [("schema", &ledger.schema), ("table", &ledger.table)] {
        if let Some(name) = name {
            text += &format!("{key} = {}\n", toml::Value::from(name.as_str()));
        }
    }
    if layout == Layout::Medusa {
        text += MIGRATION_SCRIPTS;
    }
    text
}

/// They work through all of the application, so that Medusa itself has to run them.
const MIGRATION_SCRIPTS: &str = "\n[hooks]\nafter_migrate = \"npx medusa db:migrate:scripts\"\n";

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let made = std::fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    made.map_err(|error| {
        let failure = if error.kind() == std::io::ErrorKind::AlreadyExists {
            Failure::new("config-exists", format!("there is an {CONFIG_NAME} here already"))
                .hint("evenkeel init --dry-run prints what would be written")
        } else {
            Failure::new("cannot-write", format!("{CONFIG_NAME} cannot be written: {error}"))
        };
        failure.at(failure::Place::file(CONFIG_NAME))
    })
}
