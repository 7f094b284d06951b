//! Liquibase's formatted SQL: files that begin with `--liquibase formatted sql`, in the order of their paths, and in
//! each the changesets in the order in which they stand.

use super::listing::Listing;
use super::sections::padded;
use super::{Found, LayoutError, Origin, Runs, migration};
use crate::files::Script;
use crate::folder::Migration;

/// Attributes that ask for nothing that would not be done anyway.
const HARMLESS: &[&str] = &[
    "splitstatements",
    "stripcomments",
    "runintransaction",
    "context",
    "contextfilter",
    "labels",
    "failonerror",
];

struct Changeset<'a> {
    author: &'a str,
    id: &'a str,
    runs: Runs,
    /// Where its line begins, and where the next one's does.
    from: usize,
    to: usize,
}

pub(super) fn read(listing: &Listing) -> Result<Found, LayoutError> {
    let mut found = Found::default();
    for script in &listing.scripts {
        let first = script.text.lines().map(str::trim).find(|line| !line.is_empty());
        if !first
            .and_then(directive)
            .is_some_and(|words| words.to_ascii_lowercase().starts_with("liquibase formatted sql"))
        {
            found.ignored.push(script.path.clone());
            continue;
        }
        for changeset in changesets(script)? {
            found.list.push(of(listing, script, &changeset)?);
        }
    }
    Ok(found)
}

fn directive(line: &str) -> Option<&str> {
    line.trim().strip_prefix("--").map(str::trim_start)
}

fn changesets(script: &Script) -> Result<Vec<Changeset<'_>>, LayoutError> {
    let mut all: Vec<Changeset<'_>> = Vec::new();
    let mut offset = 0;
    for (number, line) in script.text.split_inclusive('\n').enumerate() {
        let words = directive(line).unwrap_or_default();
        let wrong =
            |problem: String| LayoutError::Line { path: script.path.clone(), line: number + 1, problem };
        if let Some(rest) = words.strip_prefix("changeset ") {
            let (author, id, runs) = heading(rest.trim()).map_err(wrong)?;
            if let Some(last) = all.last_mut() {
                last.to = offset;
            }
            all.push(Changeset { author, id, runs, from: offset, to: script.text.len() });
        } else if words.starts_with("precondition") {
            return Err(wrong("preconditions are asked by Liquibase only".to_owned()));
        } else if words.starts_with("property ") {
            return Err(wrong("properties are filled in by Liquibase only".to_owned()));
        }
        offset += line.len();
    }
    Ok(all)
}

/// `author:id name:value …`
fn heading(text: &str) -> Result<(&str, &str, Runs), String> {
    let mut words = text.split_whitespace();
    let named = words.next().and_then(|first| first.split_once(':'));
    let Some((author, id)) = named.filter(|(author, id)| !author.is_empty() && !id.is_empty()) else {
        return Err("a changeset is called author:id".to_owned());
    };
    let mut runs = Runs::Once;
    for attribute in words {
        let (name, value) = attribute.split_once(':').unwrap_or((attribute, ""));
        let name = name.to_ascii_lowercase();
        match (name.as_str(), value.trim_matches('"')) {
            ("runonchange", "true") => runs = Runs::OnChange,
            ("runonchange" | "runalways", "false") | ("enddelimiter", ";") => {}
            (name, _) if HARMLESS.contains(&name) => {}
            _ => return Err(format!("the attribute {attribute} is understood by Liquibase only")),
        }
    }
    Ok((author, id, runs))
}

fn of(listing: &Listing, script: &Script, changeset: &Changeset<'_>) -> Result<Migration, LayoutError> {
    let text = &script.text[changeset.from..changeset.to];
    let back: String =
        text.lines().map(|line| way_back(line).unwrap_or_default().to_owned() + "\n").collect();
    let pad = padded(&script.text, changeset.from, changeset.from);
    let down = (!back.trim().is_empty()).then(|| Script { path: script.path.clone(), text: pad + &back });
    let file = listing.place(script);
    let name =
        format!("{}:{}:{}", file.trim_end_matches(".sql").replace('/', ":"), changeset.author, changeset.id);
    let origin = Origin {
        key: changeset.id.to_owned(),
        title: changeset.author.to_owned(),
        file,
        whole: Some(script.text.clone()),
        when: None,
        runs: changeset.runs,
    };
    let up = Script { path: script.path.clone(), text: padded(&script.text, changeset.from, changeset.to) };
    migration(&name, up, down, origin)
}

/// What a line `--rollback …` says; `empty` and `not required` say that there is nothing to do.
fn way_back(line: &str) -> Option<&str> {
    let said = directive(line)?.strip_prefix("rollback ")?.trim();
    (!["empty", "not required"].contains(&said)).then_some(said)
}
