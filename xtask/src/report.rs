//! Everything a developer command says to people. No other module prints; this one knows nothing of what it prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is this module's one task")]

use std::path::Path;

use crate::failure::Failure;

/// A result: goes to standard output.
pub(crate) fn line(text: impl AsRef<str>) {
    println!("{}", text.as_ref());
}

/// What is going on: goes to standard error.
pub(crate) fn note(text: impl AsRef<str>) {
    eprintln!("{}", text.as_ref());
}

/// An error and the next thing to do about it.
pub(crate) fn failure(failure: &Failure) {
    eprintln!("error: {failure}");
    if let Some(hint) = failure.hint() {
        eprintln!("hint: {hint}");
    }
}

/// Rows under a header; the first column is flush left, the others flush right.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) {
    for row in aligned(header, rows) {
        println!("{row}");
    }
}

/// Writes a JSON result where the caller asked for it.
pub(crate) fn json(path: &Path, value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).expect("reports hold only strings, numbers and lists");
    std::fs::write(path, text + "\n").map_err(Failure::file("write", path))
}

/// The first lines of a text that are not empty, indented under the line they belong to.
pub(crate) fn excerpt(text: &str, lines: usize) -> String {
    let told = text.lines().filter(|line| !line.trim().is_empty()).take(lines);
    let kept: Vec<String> = told.map(|line| line.chars().take(240).collect()).collect();
    kept.join("\n        ")
}

fn aligned(header: &[&str], rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([header[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let written = |cells: Vec<&str>| {
        let padded = cells.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let body = rows.iter().map(|row| written(row.iter().map(String::as_str).collect()));
    [written(header.to_vec())].into_iter().chain(body).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up() {
        let rows = vec![vec!["migra".to_owned(), "13".to_owned()], vec!["all".to_owned(), "834".to_owned()]];
        assert_eq!(super::aligned(&["suite", "n"], &rows), ["suite    n", "migra   13", "all    834"]);
    }
}
