//! Losses and who has agreed to them. Must not know which command would cause them.

use std::collections::BTreeSet;

use evenkeel_core::{Hazard, Plan};

use crate::failure::Failure;
use crate::report::Report;
use crate::terminal::Person;
use crate::translate::shell_word;

/// Answers the names under which losses of this plan were accepted: by `--accept`, or by a person who is asked.
///
/// # Errors
/// Refuses the losses that nobody agreed to, naming each and what to type.
pub(crate) fn settle(
    plan: &Plan,
    accepted: &[String],
    person: Option<&Person>,
    report: &mut Report<'_>,
) -> Result<Vec<String>, Failure> {
    let losses: BTreeSet<(String, String)> =
        plan.losses().map(|loss| (loss.acceptance(), sentence(loss))).collect();
    for name in accepted.iter().filter(|name| !losses.iter().any(|(loss, _)| loss == *name)) {
        report.note(&format!("nothing is lost under the name {name}, so --accept {name} changes nothing"));
    }
    let mut agreed: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<&(String, String)> = Vec::new();
    for loss @ (name, what) in &losses {
        let said = accepted.contains(name) || agreed.contains(name);
        let agrees = match (said, person) {
            (true, _) => true,
            (false, Some(person)) => person.agrees(&format!("{what}. Accept that?"))?,
            (false, None) => false,
        };
        match agrees {
            true => drop(agreed.insert(name.clone())),
            false => open.push(loss),
        }
    }
    match open.is_empty() {
        true => Ok(agreed.into_iter().collect()),
        false => Err(refusal(&open)),
    }
}

fn sentence(loss: &Hazard) -> String {
    format!("{}: {}", loss.object, loss.why)
}

fn refusal(open: &[&(String, String)]) -> Failure {
    let message = match open.len() {
        1 => "something would be lost, and nobody has accepted that".to_owned(),
        many => format!("{many} things would be lost, and nobody has accepted that"),
    };
    let names: BTreeSet<&String> = open.iter().map(|(name, _)| name).collect();
    let flags: Vec<String> = names.iter().map(|name| format!("--accept {}", shell_word(name))).collect();
    Failure::refusal("data-loss", message)
        .details(open.iter().map(|(_, what)| what.clone()))
        .objects(names.into_iter().cloned())
        .hint(format!("if that is meant, add {}", flags.join(" ")))
}
