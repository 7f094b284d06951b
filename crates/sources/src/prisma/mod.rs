//! `schema.prisma` as a source: what it declares, written as SQL that knows its places, so that whatever is wrong is shown
//! where it was written.
//!
//! It must not read files or know a database; the SQL goes the way of every other SQL file.

mod arguments;
mod ast;
mod config;
mod defaults;
mod error;
mod forms;
mod keys;
mod lexer;
mod models;
mod names;
mod native;
mod parser;
mod relations;
mod resolve;
mod schema;
mod values;
mod write;

#[cfg(test)]
mod tests;

use self::ast::{Span, Tree};
pub use self::error::{Fault, Problem};
pub use self::forms::Forms;
use crate::derived::Derived;
use crate::explain::InFile;
use crate::files::Script;
use crate::lexer::Dialect;

/// The SQL of all files together, which are one schema.
///
/// # Errors
/// Everything that is wrong with them, in order.
pub fn derive(files: &[Script], wanted: Dialect, forms: &Forms) -> Result<Derived, Vec<InFile<Fault>>> {
    let mut tree = Tree::default();
    let mut faults = Vec::new();
    for (number, file) in files.iter().enumerate() {
        parser::parse(number, &file.text, &mut tree, &mut faults);
    }
    // What could not be read is missing, and would be missed again.
    let schema = match faults.is_empty() {
        true => resolve::resolve(&tree, forms, &mut faults),
        false => None,
    };
    if let Some(schema) = schema.as_ref().filter(|schema| schema.dialect != wanted) {
        let at = tree.datasources.first().map_or(Span { file: 0, range: 0..0 }, |it| it.name.at.clone());
        let problem = Problem::OtherDialect { declared: called(schema.dialect), wanted: called(wanted) };
        faults.push(Fault::new(problem, at));
    }
    match schema {
        Some(schema) if faults.is_empty() => Ok(Derived::new(files.to_vec(), write::write(&schema))),
        Some(_) | None => Err(located(files, faults)),
    }
}

fn located(files: &[Script], mut faults: Vec<Fault>) -> Vec<InFile<Fault>> {
    faults.sort_by_key(|fault| (fault.at.file, fault.at.range.start));
    faults.dedup();
    faults.into_iter().map(|fault| files[fault.at.file].locate(fault)).collect()
}

fn called(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "PostgreSQL",
        Dialect::Sqlite => "SQLite",
    }
}
