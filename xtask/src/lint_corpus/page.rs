//! What was judged, as a page of the documentation. Must not know how it is judged.

use std::fmt::Write;

use super::examples::{Answer, Example};
use super::folder::{Alarms, Tally};

const HEAD: &str = "\
# The rules beside those of others, and on real migrations

`cargo xtask lint-corpus FOLDER` writes this page. [The rules](lint.md) themselves, with their examples, are on a page of their own.

## What squawk and eugene look for

For each of their rules there is an example that breaks it and one that keeps it, written for this purpose; the rule of ours that
is named has to find the one and not the other. A policy is held to its example by the tests of policies.

| theirs | ours |
|---|---|
";

const REAL: &str = "
## Real migrations

Alarms are warnings and errors where a project says nothing. One is counted as false where its statement names no table, index or
type that a migration before it made, so that nobody can be using what it is about; for rules about how something is written
(`cascade`, `json-column` and such) none is. Whether a table was large, or a change of a type one that writes nothing anew, is not
known to either.

| project | files | statements | alarms | false | false per statement |
|---|---|---|---|---|---|
";

pub(super) fn page(examples: &[Example], tallies: &[Tally], all: &Tally) -> String {
    let wrote = "writing to a string does not fail";
    let mut page = HEAD.to_owned();
    for Example { tool, id, answer, .. } in examples {
        let ours = match answer {
            Answer::Rule(rule) => format!("`{rule}`"),
            Answer::Policy(policy) => format!("the policy `{policy}`"),
            Answer::Elsewhere(why) => (*why).to_owned(),
        };
        writeln!(page, "| {tool} `{id}` | {ours} |").expect(wrote);
    }
    page.push_str(REAL);
    let mut line = |name: &str, tally: &Tally| {
        let Tally { files, statements, .. } = tally;
        let (alarms, vain) = (tally.alarms(), tally.false_alarms());
        let rate = rate(vain, *statements);
        writeln!(page, "| {name} | {files} | {statements} | {alarms} | {vain} | {rate} |").expect(wrote);
    };
    for tally in tallies {
        line(&tally.name, tally);
    }
    line("all", all);
    page.push_str("\n| rule | alarms | false |\n|---|---|---|\n");
    let mut rules: Vec<(&&str, &Alarms)> = all.rules.iter().collect();
    rules.sort_by_key(|(rule, alarms)| (std::cmp::Reverse(alarms.all), **rule));
    for (rule, alarms) in rules {
        writeln!(page, "| `{rule}` | {} | {} |", alarms.all, alarms.vain).expect(wrote);
    }
    if all.unread > 0 {
        writeln!(page, "\n{} files could not be cut into statements.", all.unread).expect(wrote);
    }
    page
}

/// In percent, to a tenth.
fn rate(vain: usize, statements: usize) -> String {
    let tenths = (vain * 1000).checked_div(statements).unwrap_or_default();
    format!("{}.{} %", tenths / 10, tenths % 10)
}
