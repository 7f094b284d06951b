//! Comments that let a rule be broken once, with a reason: `-- evenkeel: allow RULE because REASON`. Must not know how rules
//! are told.

use std::ops::Range;

use evenkeel_sources::Dialect;
use evenkeel_sources::hints::allowed;
use evenkeel_sources::remark::remarks;
use evenkeel_sources::split::Statement;

use crate::catalogue;
use crate::rule::{Finding, Rule};
use crate::severity::{Levels, Severity};

/// One permission.
struct Allowance<'a> {
    rule: &'a str,
    range: Range<usize>,
    statement: Option<usize>,
    problem: Option<String>,
    used: bool,
}

/// Leaves out what is allowed, and adds what is wrong with the permissions.
pub(crate) fn sift(
    text: &str,
    statements: &[Statement],
    found: Vec<Finding>,
    levels: &Levels,
) -> Vec<Finding> {
    let mut allowances = allowances(text, statements);
    let mut left: Vec<Finding> = Vec::new();
    for finding in found {
        let at = statements.iter().position(|statement| finding.range.start < statement.end);
        let fits = |it: &&mut Allowance<'_>| {
            it.rule == finding.rule.id && it.statement == at && it.problem.is_none()
        };
        match allowances.iter_mut().find(fits) {
            Some(allowance) => allowance.used = true,
            None => left.push(finding),
        }
    }
    left.extend(complaints(&allowances, levels));
    left.sort_by_key(|finding| (finding.range.start, finding.rule.id));
    left
}

fn allowances<'a>(text: &'a str, statements: &[Statement]) -> Vec<Allowance<'a>> {
    let remarks = remarks(Dialect::Postgres, text, statements).into_iter();
    remarks
        .filter_map(|remark| {
            let (rule, reason) = allowed(remark.said)?;
            let problem = problem(rule, reason);
            Some(Allowance { rule, range: remark.range, statement: remark.statement, problem, used: false })
        })
        .collect()
}

/// What is wrong with a permission, whatever it is for.
pub fn problem(rule: &str, reason: &str) -> Option<String> {
    match (catalogue::find(rule), reason) {
        (None, _) => Some(format!("there is no rule {rule:?} to allow something of")),
        (Some(_), "") => Some(format!("say why {rule} may be broken here: `allow {rule} because …`")),
        (Some(_), _) => None,
    }
}

fn complaints(allowances: &[Allowance<'_>], levels: &Levels) -> Vec<Finding> {
    let rule: &'static Rule = catalogue::ALLOWANCE;
    let severity = levels.of(rule);
    if severity == Severity::Off {
        return Vec::new();
    }
    let unused = |it: &Allowance<'_>| {
        let asked = catalogue::find(it.rule).is_some_and(|rule| levels.of(rule) > Severity::Off);
        (!it.used && asked).then(|| format!("{} is kept here; the permission can go", it.rule))
    };
    let complaint = |it: &Allowance<'_>| Some((it.problem.clone().or_else(|| unused(it))?, it.range.clone()));
    let complaints = allowances.iter().filter_map(complaint);
    complaints.map(|(message, range)| Finding { rule, severity, message, range }).collect()
}
