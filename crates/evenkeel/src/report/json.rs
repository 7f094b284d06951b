//! The JSON that programs read. A change of meaning raises the version. Must not know any command's result.

use std::io::{self, Write};

use evenkeel_sources::position;
use serde::Serialize;
use serde_json::Value;

use crate::failure::{Failure, Place};

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Done<'a, R: Serialize> {
    version: u32,
    command: &'a str,
    ok: bool,
    #[serde(flatten)]
    result: &'a R,
}

#[derive(Serialize)]
struct Failed<'a> {
    version: u32,
    command: &'a str,
    ok: bool,
    error: FailureJson<'a>,
}

#[derive(Serialize)]
struct FailureJson<'a> {
    code: &'a str,
    message: &'a str,
    details: &'a [String],
    hint: Option<String>,
    place: Option<PlaceJson>,
    sqlstate: Option<&'a str>,
    objects: &'a [String],
}

#[derive(Serialize)]
struct PlaceJson {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
}

pub(super) fn done<W: Write + ?Sized>(out: &mut W, command: &str, result: &impl Serialize) -> io::Result<()> {
    write(out, &Done { version: VERSION, command, ok: true, result })
}

#[derive(Serialize)]
struct Entry<'a> {
    version: u32,
    at: String,
    command: &'a str,
    level: &'a str,
    event: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Value::is_null")]
    facts: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<FailureJson<'a>>,
}

/// One entry of a log, with its line end.
pub(super) fn entry(command: &str, level: &str, event: &str, message: &str, facts: Value) -> String {
    let at = crate::clock::now();
    line(&Entry { version: VERSION, at, command, level, event, message, facts, error: None })
}

/// The entry of a log that says why a command failed.
pub(super) fn failed_entry(command: &str, failure: &Failure) -> String {
    line(&Entry {
        version: VERSION,
        at: crate::clock::now(),
        command,
        level: "error",
        event: "failed",
        message: &failure.message,
        facts: Value::Null,
        error: Some(of_failure(failure)),
    })
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).map(|text| text + "\n").unwrap_or_default()
}

pub(super) fn failed(out: &mut dyn Write, command: &str, failure: &Failure) -> io::Result<()> {
    write(out, &Failed { version: VERSION, command, ok: false, error: of_failure(failure) })
}

fn of_failure(failure: &Failure) -> FailureJson<'_> {
    FailureJson {
        code: failure.code,
        message: &failure.message,
        details: &failure.details,
        hint: (!failure.hints.is_empty()).then(|| failure.hints.join("\n")),
        place: failure.place.as_ref().map(place),
        sqlstate: failure.sqlstate.as_deref(),
        objects: &failure.objects,
    }
}

fn place(place: &Place) -> PlaceJson {
    let at = place.marked.as_ref().map(|marked| position::position(&marked.text, marked.range.start));
    PlaceJson {
        file: place.file.display().to_string(),
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
    }
}

/// One value on one line.
pub(super) fn write<W: Write + ?Sized>(out: &mut W, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}
