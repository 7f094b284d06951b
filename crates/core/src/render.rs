//! A plan as SQL text that psql runs as it is. Must not know where the text goes.

use std::fmt::Write;

use crate::plan::{Boundary, Plan, Step};

/// One statement after another, each with its hazards as comments above it. Empty for an empty plan.
pub fn script(plan: &Plan) -> String {
    let mut text = String::new();
    for step in &plan.steps {
        if !text.is_empty() {
            text.push('\n');
        }
        for line in remarks(step) {
            writeln!(text, "-- {line}").expect("writing to a string does not fail");
        }
        write_statement(&mut text, step);
    }
    text
}

/// With the borders of its transaction, where nothing else may share that.
fn write_statement(text: &mut String, step: &Step) {
    let sql = step.statement.sql();
    match step.boundary {
        Boundary::Apart => writeln!(text, "BEGIN;\n{sql};\nCOMMIT;"),
        Boundary::Shared | Boundary::CommitAfter | Boundary::Alone => writeln!(text, "{sql};"),
    }
    .expect("writing to a string does not fail");
}

fn remarks(step: &Step) -> Vec<String> {
    let boundary = match step.boundary {
        Boundary::Shared => None,
        Boundary::CommitAfter => Some("commit: what this adds can be used only after a commit".to_owned()),
        Boundary::Apart => {
            Some("apart: in a transaction of its own, so that no other lock is held meanwhile".to_owned())
        }
        Boundary::Alone => Some("alone: cannot run inside a transaction".to_owned()),
    };
    let hazards = step.hazards.iter().map(|hazard| format!("hazard {}", one_line(&hazard.to_string())));
    boundary.into_iter().chain(hazards).collect()
}

/// A name may hold a line break; a comment may not.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// As [`script`], with the locks of each statement too.
pub fn explained(plan: &Plan) -> String {
    let mut text = String::new();
    for step in &plan.steps {
        let locks: Vec<String> = step
            .locks
            .iter()
            .map(|lock| format!("{} on {}", lock.mode, one_line(&lock.relation.dotted())))
            .collect();
        if !text.is_empty() {
            text.push('\n');
        }
        for line in remarks(step)
            .into_iter()
            .chain((!locks.is_empty()).then(|| format!("locks {}", locks.join(", "))))
        {
            writeln!(text, "-- {line}").expect("writing to a string does not fail");
        }
        write_statement(&mut text, step);
    }
    text
}
