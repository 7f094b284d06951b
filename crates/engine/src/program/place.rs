//! Which line of a project an exception came from, told from its stack. Must not know what the exception says.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evenkeel_sources::Script;

use crate::error::Passage;

/// The line of the migration itself, or else the first of the project's own.
pub(super) fn of(stack: &str, migration: &Path, project: &Path) -> Option<Passage> {
    let frames: Vec<Frame> = stack.lines().filter_map(frame).collect();
    let own = |frame: &&Frame| {
        frame.file.starts_with(project)
            && !frame.file.components().any(|part| part.as_os_str() == "node_modules")
    };
    let frame = frames.iter().find(|frame| frame.file == migration).or_else(|| frames.iter().find(own))?;
    let text = std::fs::read_to_string(&frame.file).ok()?;
    let range = range(&text, frame.line, frame.column)?;
    Some(Passage { file: frame.file.clone(), text: Arc::from(text), range })
}

/// Where a program says a statement word for word, whoever sends it later.
pub(super) fn saying(sql: &str, file: &Script) -> Option<Passage> {
    let start = file.text.find(sql.trim())?;
    let first = sql.trim().lines().next().unwrap_or_default();
    let range = start..start + first.len();
    Some(Passage { file: file.path.clone(), text: Arc::from(file.text.as_str()), range })
}

struct Frame {
    file: PathBuf,
    line: usize,
    column: usize,
}

/// `at name (file:line:column)`, or without the name and the brackets; the file may be a URL.
fn frame(line: &str) -> Option<Frame> {
    let rest = line.trim().strip_prefix("at ")?;
    let place = match rest.strip_suffix(')') {
        Some(inside) => inside.rsplit_once('(')?.1,
        None => rest.strip_prefix("async ").unwrap_or(rest),
    };
    let (place, column) = place.rsplit_once(':')?;
    let (file, line) = place.rsplit_once(':')?;
    let file = file.strip_prefix("file://").map_or_else(|| file.to_owned(), unescaped);
    // Loaders add what they want to remember: `a.ts?namespace=…`.
    let file = file.split('?').next().unwrap_or_default();
    Some(Frame { file: PathBuf::from(file), line: line.parse().ok()?, column: column.parse().ok()? })
}

fn unescaped(url: &str) -> String {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = after.get(..2).filter(|_| *first == b'%');
        let byte = escaped.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// From a column, in UTF-16 units from 1, to the end of the word there.
fn range(text: &str, line: usize, column: usize) -> Option<Range<usize>> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let line = text[start..].lines().next()?;
    let mut units = 0;
    let offset = line.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units >= column).then_some(at)
    })?;
    let word = line[offset..].find(|c: char| !c.is_alphanumeric() && c != '_').filter(|length| *length > 0);
    let end = word.map_or(offset + line[offset..].chars().next()?.len_utf8(), |length| offset + length);
    Some(start + offset..start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_later_is_found_where_it_stands() {
        let text = "class A {\n  up() {\n    this.addSql('SELECT nothing;');\n  }\n}\n".to_owned();
        let file = Script { path: PathBuf::from("a.js"), text };
        let found = saying("SELECT nothing;", &file).unwrap();
        assert_eq!((&found.text[found.range.clone()], found.location().line), ("SELECT nothing;", 3));
        assert_eq!(saying("SELECT something", &file), None);
    }

    #[test]
    fn the_migrations_own_line_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a b.js");
        std::fs::write(&file, "exports.up = async (knex) => {\n  /* ä */ await knex.raw('x');\n};\n")
            .unwrap();
        let shown = file.display().to_string();
        let url = shown.replace(' ', "%20");
        for stack in [
            format!("Error: no\n    at q ({shown}x:1:1)\n    at Object.exports.up ({shown}:2:22)"),
            format!("    at async Object.up (file://{url}?namespace=1:2:22)"),
            format!("    at {shown}:2:22"),
            format!("    at async {shown}:2:22"),
        ] {
            let found = of(&stack, &file, folder.path()).unwrap();
            assert_eq!((&found.text[found.range.clone()], found.location().line), ("raw", 2), "{stack}");
        }
        let elsewhere = format!("    at f ({}/node_modules/pg/a.js:1:2)", folder.path().display());
        assert_eq!(of(&elsewhere, &file, folder.path()), None);
    }
}
