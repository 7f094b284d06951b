//! Deploy scripts that swallow a failed migration: `prisma migrate deploy || true`. Must not know where the scripts are.

use std::ops::Range;

/// What migrates, in whichever tool's words.
const MIGRATES: &[&str] = &[
    "migrate",
    "migration:run",
    "migrations:run",
    "db push",
    "db:push",
    "upgrade head",
    "migrate:latest",
    "evenkeel run",
];
/// What makes every exit code a good one.
const SWALLOWS: &[&str] = &["true", ":", "exit 0", "echo"];

/// Commands that migrate and go on whatever comes of it. Comment lines are passed over.
pub fn swallowed(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in logical_lines(text) {
        let range = start..start + line.len();
        start = range.end;
        let comment = line.trim_start().starts_with(['#']) || line.trim_start().starts_with("//");
        if let Some(inside) = (!comment).then(|| swallow(line)).flatten() {
            found.push(range.start + inside.start..range.start + inside.end);
        }
    }
    found
}

/// Lines of which one that ends in a backslash goes on in the next, each with its end.
fn logical_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('\n') {
        if !text[..at].trim_end_matches('\r').ends_with('\\') {
            lines.push(&text[start..=at]);
            start = at + 1;
        }
    }
    lines.push(&text[start..]);
    lines
}

/// From the command that migrates to what swallows its exit code.
fn swallow(line: &str) -> Option<Range<usize>> {
    for (bars, _) in line.match_indices("||") {
        let before = &line[..bars];
        let command = before.rfind(['&', ';', '"', '\'']).map_or(0, |end| end + 1);
        let migrates = MIGRATES.iter().any(|word| before[command..].contains(word));
        let after = line[bars + 2..].trim_start();
        let swallows = SWALLOWS.iter().find(|word| begins_with(after, word));
        if let (true, Some(word)) = (migrates, swallows) {
            let blank = |next: char| next.is_whitespace() || next == '\\';
            let begin =
                command + (before[command..].len() - before[command..].trim_start_matches(blank).len());
            let end = line.len() - after.len() + word.len();
            return Some(begin..end);
        }
    }
    None
}

fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

#[cfg(test)]
mod tests {
    use super::swallowed;

    fn told(text: &str) -> Vec<&str> {
        swallowed(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_failure_that_is_swallowed_is_found() {
        assert_eq!(
            told("CMD npx prisma migrate deploy || true && node .\n"),
            ["CMD npx prisma migrate deploy || true"]
        );
        assert_eq!(
            told("\"start\": \"knex migrate:latest || echo failed; node .\""),
            ["knex migrate:latest || echo"]
        );
        assert_eq!(
            told("RUN cd app && \\\n  npx medusa db:migrate \\\n  || :\n"),
            ["npx medusa db:migrate \\\n  || :"]
        );
    }

    #[test]
    fn a_failure_that_stops_is_not() {
        assert!(told("npx prisma migrate deploy || exit 1\n").is_empty());
        assert!(told("# prisma migrate deploy || true\n").is_empty());
        assert!(told("rm -r dist || true; npx prisma migrate deploy\n").is_empty());
        assert!(told("npx prisma migrate deploy || trueish\n").is_empty());
    }
}
