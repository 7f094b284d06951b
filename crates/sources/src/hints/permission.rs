//! Comments that let a rule be broken by one definition: `-- evenkeel: allow RULE because REASON`, above or beside it. Must not
//! know which rules there are.

use std::ops::Range;

use super::Subject;
use super::comment::{beside_each, said};
use super::definition::{Definition, Target, all_definitions};
use crate::lexer::{Dialect, Token};
use crate::remark::ALLOW;
use crate::split::{SplitError, split};

/// Something that a script defines under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defined {
    pub subject: Subject,
    /// Where it was written.
    pub schema: Option<String>,
    pub name: String,
    /// The definition, in bytes of the script.
    pub range: Range<usize>,
}

/// One permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    pub rule: String,
    /// Empty where none is given.
    pub reason: String,
    /// The comment, in bytes of the script.
    pub range: Range<usize>,
    /// What it stands beside.
    pub of: Option<Defined>,
}

/// The rule and the reason of what stands behind `evenkeel:`, if that is a permission.
pub fn allowed(said: &str) -> Option<(&str, &str)> {
    let rest = said.strip_prefix(ALLOW)?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim();
    let (rule, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    Some((rule, reason.trim().strip_prefix("because").unwrap_or(reason.trim()).trim()))
}

/// Everything that a script defines under a name, in order.
///
/// # Errors
/// The script cannot be cut into statements.
pub fn defined(dialect: Dialect, script: &str) -> Result<Vec<Defined>, SplitError> {
    let statements = split(dialect, script)?;
    Ok(all_definitions(dialect, script, &statements).iter().filter_map(named).collect())
}

/// The permissions of a script, in order.
///
/// # Errors
/// The script cannot be cut into statements.
pub fn permissions(dialect: Dialect, script: &str) -> Result<Vec<Permission>, SplitError> {
    let told = |comment: Token| said(script, comment).and_then(allowed);
    beside_each(dialect, script, told, |(rule, reason), comment, definition| {
        let of = definition.and_then(named);
        Ok(Permission { rule: rule.to_owned(), reason: reason.to_owned(), range: comment.range(), of })
    })
}

fn named(definition: &Definition) -> Option<Defined> {
    match &definition.target {
        Target::Named { subject, schema, name } => Some(Defined {
            subject: subject.clone(),
            schema: schema.clone(),
            name: name.clone(),
            range: definition.range.clone(),
        }),
        Target::Unnamed | Target::Other => None,
    }
}
