//! What people and programs read, byte for byte.

use insta::assert_snapshot;

use super::{Format, Paint, Report, Stream, Style, Volume};
use crate::failure::{Failure, Place};

fn style(format: Format, volume: Volume) -> Style {
    Style { format, volume, stdout: Paint::Plain, stderr: Paint::Plain, stderr_is: Stream::Other }
}

fn told(style: Style, tell: impl FnOnce(&mut Report<'_>)) -> (String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    tell(&mut Report::new("status", style, &mut out, &mut err));
    (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn broken() -> Failure {
    let text = "CREATE TABLE a (id int);\nCREATE TABEL b (id int);\n";
    let mut failure = Failure::new("sql", "syntax error at or near \"TABEL\"")
        .at(Place::within("schema.sql", text, 32..37))
        .hint("correct the statement\nand try again");
    failure.sqlstate = Some("42601".to_owned());
    failure
}

#[test]
fn an_error_shows_the_offending_text() {
    let (out, err) = told(style(Format::Text, Volume::Normal), |report| report.failure(&broken()));
    assert_eq!(out, "");
    assert_snapshot!(err, @r#"
    error[sql]: syntax error at or near "TABEL"
     --> schema.sql:2:8
      |
    2 | CREATE TABEL b (id int);
      |        ^^^^^
    SQLSTATE 42601
    hint: correct the statement
          and try again
    "#);
}

#[test]
fn an_error_is_one_json_object_too() {
    let (out, err) = told(style(Format::Json, Volume::Normal), |report| report.failure(&broken()));
    assert_snapshot!(out, @r#"{"version":1,"command":"status","ok":false,"error":{"code":"sql","message":"syntax error at or near \"TABEL\"","details":[],"hint":"correct the statement\nand try again","place":{"file":"schema.sql","line":2,"column":8},"sqlstate":"42601","objects":[]}}"#);
    assert!(err.starts_with("error[sql]: "));
}

#[test]
fn a_line_of_ten_thousand_columns_is_shown_around_its_fault() {
    let text = format!("SELECT {} FROM;", "a, ".repeat(3000));
    let at = text.len() - 5;
    let failure = Failure::new("sql", "syntax error").at(Place::within("long.sql", text, at..at + 4));
    let (_, err) = told(style(Format::Text, Volume::Normal), |report| report.failure(&failure));
    assert!(err.contains("--> long.sql:1:9009\n"), "{err}");
    assert!(err.contains("FROM;") && err.contains("^^^^"), "{err}");
    assert!(err.lines().all(|line| line.len() < 200), "{err}");
}

#[test]
fn a_statement_of_many_lines_is_cut_off() {
    let text = "SELECT 1,\n".repeat(500);
    let end = text.len();
    let failure = Failure::new("sql", "no").at(Place::within("many.sql", text, 0..end));
    let (_, err) = told(style(Format::Text, Volume::Normal), |report| report.failure(&failure));
    assert!(err.lines().count() < 15, "{err}");
}

#[test]
fn a_place_without_text_is_a_line_of_its_own() {
    let failure = Failure::new("folder", "the folder cannot be read").at(Place::file("migrations"));
    let (_, err) = told(style(Format::Text, Volume::Quiet), |report| report.failure(&failure));
    assert_snapshot!(err, @r"
    error[folder]: the folder cannot be read
     --> migrations
    ");
}

#[test]
fn quiet_keeps_results_and_drops_the_rest() {
    let tell = |report: &mut Report<'_>| {
        report.say("progress");
        report.note("by the way");
        report.detail("and so");
        report.result("CREATE TABLE a ();\n");
    };
    let quiet = told(style(Format::Text, Volume::Quiet), tell);
    assert_eq!(quiet, ("CREATE TABLE a ();\n".to_owned(), String::new()));
    let verbose = told(style(Format::Text, Volume::Verbose), tell);
    assert_eq!(verbose.0, "progress\nCREATE TABLE a ();\n");
    assert_eq!(verbose.1, "note: by the way\nand so\n");
}

#[test]
fn json_on_stdout_stands_alone() {
    let (out, _) = told(style(Format::Json, Volume::Verbose), |report| {
        report.say("progress");
        report.result("text");
        report.finish(&serde_json::json!({ "pending": [] }));
    });
    assert_eq!(out, "{\"version\":1,\"command\":\"status\",\"ok\":true,\"pending\":[]}\n");
}
