//! Reading `backfill.toml` and the files beside it.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;

use super::brakes::WrittenBrakes;
use super::{
    BACKFILL_FILE, BATCH_FILE, Backfill, BackfillError, BatchPace, Batches, Finalize, Run, VERIFY_FILE, Work,
};
use crate::explain::InFile;
use crate::files::{self, FilesError, Script};
use crate::folder::FolderError;
use crate::span;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table: Option<String>,
    #[serde(default)]
    key: Vec<String>,
    script: Option<String>,
    #[serde(default)]
    run: WrittenRun,
    #[serde(default = "yes")]
    finalize: bool,
    #[serde(default)]
    batch: WrittenBatch,
    #[serde(default)]
    brakes: WrittenBrakes,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenRun {
    #[default]
    Migrate,
    Apart,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBatch {
    time: Option<String>,
    rows: Option<u64>,
    most_rows: Option<u64>,
}

/// What stands beside the file.
pub(super) struct Beside {
    pub(super) sql: Option<Script>,
    pub(super) verify: Option<Script>,
}

/// The backfill of a migration's folder, if it has one.
pub(crate) fn read(dir: &Path) -> Result<Option<Backfill>, FolderError> {
    let script = |file: &str| match files::read(&dir.join(file)) {
        Ok(script) => Ok(Some(script)),
        Err(FilesError::Missing { path: _ }) => Ok(None),
        Err(error) => Err(FolderError::from(error)),
    };
    let (toml, sql) = (script(BACKFILL_FILE)?, script(BATCH_FILE)?);
    let Some(toml) = toml else {
        return match sql {
            None => Ok(None),
            Some(sql) => Err(in_file(
                &sql,
                BackfillError::new(format!("{BATCH_FILE} has no {BACKFILL_FILE} beside it")),
            )),
        };
    };
    let beside = Beside { sql, verify: script(VERIFY_FILE)? };
    parse(&toml, beside).map(Some).map_err(|error| in_file(&toml, error))
}

/// A backfill whose files are part of a program; `dir` is where they would stand.
///
/// # Errors
/// They are not understood, or do not fit together.
pub fn of_texts(
    dir: &Path,
    toml: &str,
    sql: Option<&str>,
    verify: Option<&str>,
) -> Result<Backfill, BackfillError> {
    let script = |file: &str, text: &str| Script { path: dir.join(file), text: text.to_owned() };
    let beside = Beside {
        sql: sql.map(|text| script(BATCH_FILE, text)),
        verify: verify.map(|text| script(VERIFY_FILE, text)),
    };
    parse(&script(BACKFILL_FILE, toml), beside)
}

fn in_file(script: &Script, error: BackfillError) -> FolderError {
    FolderError::Backfill(InFile::new(&script.path, &script.text, error))
}

pub(super) fn parse(toml: &Script, beside: Beside) -> Result<Backfill, BackfillError> {
    let file: File = toml::from_str(&toml.text).map_err(|error| BackfillError {
        message: error.message().trim_end().replace('\n', ", "),
        range: error.span(),
    })?;
    let (run, finalize) = (run(file.run), if file.finalize { Finalize::Barrier } else { Finalize::Free });
    let verify = beside.verify;
    let work = match (file.script, file.table, beside.sql) {
        (Some(script), None, None) if !script.trim().is_empty() => Work::Script(script),
        (Some(_), Some(_), _) => {
            return Err(BackfillError::new(
                "either `table` or `script` is said: one for batches, one for a program",
            ));
        }
        (Some(_), None, Some(_)) => {
            return Err(BackfillError::new(format!(
                "either `script` is said or {BATCH_FILE} is there, not both"
            )));
        }
        (Some(_), None, None) => return Err(BackfillError::new("`script` is empty")),
        (None, None, _) => {
            return Err(BackfillError::new("neither `table`, whose rows are walked, nor `script` is said"));
        }
        (None, Some(_), None) => {
            return Err(BackfillError::new(format!(
                "there is no {BATCH_FILE} with the statements for each batch"
            )));
        }
        (None, Some(table), Some(sql)) => Work::Batches(Box::new(Batches {
            table: name(&table)?,
            key: file.key,
            sql,
            pace: pace(file.batch)?,
            brakes: file.brakes.settled()?,
        })),
    };
    Ok(Backfill { path: toml.path.clone(), text: toml.text.clone(), work, run, finalize, verify })
}

fn run(written: WrittenRun) -> Run {
    match written {
        WrittenRun::Migrate => Run::Migrate,
        WrittenRun::Apart => Run::Apart,
    }
}

/// `orders`, `shop.orders`, `"Weird name".orders`.
fn name(text: &str) -> Result<Vec<String>, BackfillError> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    loop {
        let (part, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').map(|(part, after)| (part, after.trim_start())),
            None => Some(rest.split_at(rest.find('.').unwrap_or(rest.len()))),
        }
        .ok_or_else(|| {
            BackfillError::new(format!("the name {text} of the table has a quote that is not closed"))
        })?;
        parts.push(part.trim().to_owned());
        match after.strip_prefix('.') {
            Some(next) => rest = next.trim_start(),
            None => break,
        }
    }
    match parts.len() <= 2 && parts.iter().all(|part| !part.is_empty()) {
        true => Ok(parts),
        false => Err(BackfillError::new(format!(
            "`{text}` is not the name of a table such as orders or shop.orders"
        ))),
    }
}

fn pace(written: WrittenBatch) -> Result<BatchPace, BackfillError> {
    let usual = BatchPace::default();
    let time = match written.time {
        Some(text) => span::parse(&text).map_err(BackfillError::new)?.max(Duration::from_millis(1)),
        None => usual.time,
    };
    let most_rows = written.most_rows.unwrap_or(usual.most_rows).max(1);
    Ok(BatchPace { time, rows: written.rows.unwrap_or(usual.rows).clamp(1, most_rows), most_rows })
}
