//! Names that somebody may have meant. Must not know what they name.

/// How many names are offered at most.
const OFFERED: usize = 3;

/// The names closest to a wrong one, closest first; none that is far off.
pub fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let limit = (wrong.chars().count() / 2).max(2);
    let mut close: Vec<(usize, &str)> = names
        .map(|name| (if name.contains(wrong) { 0 } else { distance(wrong, name) }, name))
        .filter(|(far, _)| *far <= limit)
        .collect();
    close.sort_unstable();
    close.dedup();
    close.into_iter().take(OFFERED).map(|(_, name)| name.to_owned()).collect()
}

/// The hint with which a message about a wrong name ends.
pub fn did_you_mean(nearest: &[String]) -> Option<String> {
    (!nearest.is_empty()).then(|| format!("did you mean {}?", nearest.join(" or ")))
}

/// How many characters have to be put in, taken out or changed.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, b) in to.iter().enumerate() {
            let above = row[column + 1];
            let changed = diagonal + usize::from(a != *b);
            row[column + 1] = changed.min(above + 1).min(row[column] + 1);
            diagonal = above;
        }
    }
    row[to.len()]
}
