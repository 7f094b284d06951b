//! The JSON that programs read. A change of meaning raises the version. Must not know any command's result.

use std::io::{self, Write};

use evenkeel_sources::position;
use serde::Serialize;

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

pub(super) fn failed(out: &mut dyn Write, command: &str, failure: &Failure) -> io::Result<()> {
    let error = FailureJson {
        code: failure.code,
        message: &failure.message,
        details: &failure.details,
        hint: (!failure.hints.is_empty()).then(|| failure.hints.join("\n")),
        place: failure.place.as_ref().map(place),
        sqlstate: failure.sqlstate.as_deref(),
        objects: &failure.objects,
    };
    write(out, &Failed { version: VERSION, command, ok: false, error })
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
