//! What a declaration says, read from its files and asked of its programs. Must not know what becomes of it.

use evenkeel_sources::declared::DeclaredError;
use evenkeel_sources::files::FilesError;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::prisma::Forms;
use evenkeel_sources::split::split;
use evenkeel_sources::{Declared, Script};

use crate::failure::{Failure, Place as FilePlace};
use crate::settings::{Declaration, Undeclared};

/// What the files say and the programs print, in the forms that the other side has.
pub(super) async fn load(
    declaration: &Declaration,
    dialect: Dialect,
    forms: &Forms,
) -> Result<Declared, Failure> {
    let mut declared = Declared::load(&declaration.paths, dialect, forms).map_err(not_declared)?;
    for command in &declaration.commands {
        declared.add_printed(&command.line.to_string(), command.printed(&[]).await?);
    }
    if let Some(undeclared) = declaration.undeclared {
        declared.keeps = undeclared == Undeclared::Keep;
    }
    Ok(declared)
}

fn not_declared(error: DeclaredError) -> Failure {
    let DeclaredError::Files(FilesError::Missing { path }) = &error else { return error.into() };
    let shown = path.display();
    let failure = Failure::new("missing-file", format!("the declared schema {shown} is missing"))
        .at(FilePlace::file(path));
    match path.extension().is_none_or(|extension| extension == "sql") {
        false => failure,
        true => failure.hint(format!(
            "write your CREATE statements into {shown}, or take them from a database:\n\
             evenkeel inspect > {shown}"
        )),
    }
}

/// An empty file would mean that everything has to go, and is far more often a mistake.
pub(super) fn refuse_empty(
    dialect: Dialect,
    declared: &Declaration,
    scripts: &[Script],
) -> Result<(), Failure> {
    let nothing =
        |script: &Script| split(dialect, &script.text).is_ok_and(|statements| statements.is_empty());
    if !scripts.iter().all(nothing) {
        return Ok(());
    }
    let failure = Failure::new("empty-schema", format!("the declared schema {declared} holds no statement"));
    let (failure, advice) = match declared.commands.is_empty() {
        true => (failure.at(FilePlace::file(declared.paths.first())), "write your CREATE statements there"),
        false => (failure, "a program has to print CREATE statements on standard output"),
    };
    Err(failure
        .hint(format!("{advice}; if everything has to go, evenkeel diff --to empty prints the SQL for it")))
}
