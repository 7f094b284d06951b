//! `cargo xtask lint-corpus`: an example for each rule that squawk and eugene have, and real migrations, held against our rules.
//! Must not know how a rule is told.

mod examples;
mod folder;
mod page;

use std::path::PathBuf;

use evenkeel_lint::{Levels, Severity, find, lint};

use crate::failure::Failure;
use crate::{Outcome, paths, report};
use examples::{Answer, Example, all};
use folder::Tally;

/// Of so many statements one may be alarmed about for nothing.
const RATE: usize = 20;
const PAGE: &str = "docs/lint-corpus.md";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder with folders of migrations somewhere below it; with it the page is written
    folder: Option<PathBuf>,
    /// Leave out what stands below a folder of this name, such as migrations for SQLite
    #[arg(long, value_name = "NAME")]
    skip: Vec<String>,
}

/// Bad when an example is judged otherwise than it should be, or too many alarms are false.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let examples = all();
    let wrong: Vec<String> = examples.iter().filter_map(judged).collect();
    for one in &wrong {
        report::line(one);
    }
    report::line(format!(
        "{} examples, {} judged otherwise than they should be",
        examples.len(),
        wrong.len()
    ));
    let mut good = wrong.is_empty();
    if let Some(root) = &arguments.folder {
        let tallies = folder::tallies(root, &arguments.skip)?;
        let all = tallies.iter().fold(Tally::default(), Tally::and);
        report::line(format!(
            "{} statements: {} alarms, {} of them false",
            all.statements,
            all.alarms(),
            all.false_alarms()
        ));
        good &= all.false_alarms() * RATE < all.statements;
        paths::write(&paths::root().join(PAGE), page::page(&examples, &tallies, &all))?;
    }
    Ok(if good { Outcome::Good } else { Outcome::Bad })
}

/// What is wrong with an example's judgement.
fn judged(example: &Example) -> Option<String> {
    let Example { tool, id, answer, bad, good } = example;
    let rule = match answer {
        Answer::Rule(rule) => *rule,
        Answer::Policy(policy) => {
            return find(policy).is_none().then(|| format!("{tool} {id}: there is no policy {policy}"));
        }
        Answer::Elsewhere(_) => return None,
    };
    let levels = Levels([(rule.to_owned(), Severity::Warning)].into());
    let found = |text: &str| {
        let findings = lint(text, &levels).map_err(|error| error.to_string())?;
        Ok::<bool, String>(findings.iter().any(|finding| finding.rule.id == rule))
    };
    match (found(bad), found(good)) {
        (Ok(true), Ok(false)) => None,
        (Ok(false), _) => Some(format!("{tool} {id}: {rule} does not find\n{bad}")),
        (_, Ok(true)) => Some(format!("{tool} {id}: {rule} finds\n{good}")),
        (Err(why), _) | (_, Err(why)) => Some(format!("{tool} {id}: {why}")),
    }
}

#[test]
fn each_example_is_judged_as_it_should_be() {
    let wrong: Vec<String> = all().iter().filter_map(judged).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
