//! Statements of a migration that no schema tells: rows that are changed, code that is run. Must not know why the migration
//! is made anew.

use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::split::split;
use evenkeel_sources::statement::{Class, Reason, classify};
use evenkeel_sources::{Migration, Script};

use crate::arguments::DataStatements;
use crate::failure::Failure;

/// One of them.
pub(super) struct Handwritten {
    pub(super) text: String,
    place: String,
}

/// All of them, in order.
pub(super) fn of<'a>(
    dialect: Dialect,
    migrations: impl IntoIterator<Item = &'a Migration>,
) -> Vec<Handwritten> {
    // What looks before it acts tells of nothing but schemas.
    let plain = migrations.into_iter().filter(|migration| !migration.is_guarded());
    let scripts = plain.filter_map(|migration| migration.content.sql());
    scripts.flat_map(|script| in_script(dialect, script)).collect()
}

fn in_script(dialect: Dialect, script: &Script) -> Vec<Handwritten> {
    let all = split(dialect, &script.text).unwrap_or_default();
    let telling = all.iter().filter(|one| is_lost(classify(dialect, &script.text, one)));
    telling
        .map(|one| {
            let line = script.text[..one.range.start].matches('\n').count() + 1;
            let text = one.text(&script.text).to_owned();
            Handwritten { text, place: format!("{}:{line}", script.path.display()) }
        })
        .collect()
}

/// Whether a schema does not tell what it does.
fn is_lost(class: Class) -> bool {
    match class {
        Class::Data | Class::Query | Class::Code | Class::CopyFromStdin | Class::Unknown => true,
        Class::OwnTransaction(reason) => matches!(reason, Reason::CommittingCode | Reason::Marked),
        Class::Schema | Class::TransactionControl(_) | Class::Session => false,
    }
}

/// The text that comes behind the new statements.
///
/// # Errors
/// Nobody has said what is to become of them.
pub(super) fn carried_over(found: &[Handwritten], what: DataStatements) -> Result<String, Failure> {
    match (what, found) {
        (DataStatements::Drop, _) | (_, []) => Ok(String::new()),
        (DataStatements::Keep, all) => Ok(all.iter().map(|one| format!("\n{};\n", one.text)).collect()),
        (DataStatements::Refuse, all) => {
            let message = match all.len() {
                1 => "1 statement would be left out, because no schema tells it".to_owned(),
                many => format!("{many} statements would be left out, because no schema tells them"),
            };
            Err(Failure::refusal("data-statements", message)
                .details(all.iter().map(|one| format!("{}: {}", one.place, shortened(&one.text))))
                .hint(
                    "--data keep puts them behind the statements of the schema, --data drop leaves them out",
                ))
        }
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 100;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
