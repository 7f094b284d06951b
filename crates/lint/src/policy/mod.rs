//! What a team asks of all of its schema, its migrations and its deploys: policies, each of which is looked for where
//! evenkeel.toml names it. Must not know files, nor how a schema is read.

mod catalogue;
mod judge;
mod names;

use std::collections::BTreeMap;

use evenkeel_core::{ObjectId, Pattern};

pub(crate) use catalogue::POLICIES;
pub use catalogue::{BREAKING_CHANGE_WITHOUT_NOTE, SWALLOWED_FAILURE, policies};
pub use judge::{Breach, judge};
pub use names::{NAMED, NameShape};

use crate::rule::Rule;
use crate::severity::Severity;

/// What a project says of policies, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies(pub BTreeMap<String, Demand>);

/// What a project says of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    pub severity: Severity,
    /// Objects, or tables with all that belongs to them, that may break it.
    pub except: Vec<Pattern>,
    /// What the names of objects of a kind have to be; for `naming` alone.
    pub names: BTreeMap<String, Vec<NameShape>>,
}

impl Policies {
    /// How much a breach weighs here.
    pub fn severity_of(&self, policy: &Rule) -> Severity {
        self.0.get(policy.id).map_or(policy.severity, |demand| demand.severity)
    }

    /// Whether anything is asked of the schema itself.
    pub fn ask_of_schema(&self) -> bool {
        let asked = |rule: &Rule| rule.is_of_schema() && self.severity_of(rule) > Severity::Off;
        POLICIES.iter().any(|rule| asked(rule))
    }

    fn excepts(&self, policy: &Rule, id: &ObjectId) -> bool {
        let patterns = self.0.get(policy.id).map_or(&[][..], |demand| &demand.except);
        patterns.iter().any(|pattern| pattern.means(id))
    }

    fn names_of(&self, kind: &str) -> &[NameShape] {
        let demand = self.0.get(catalogue::NAMING.id);
        demand.and_then(|demand| demand.names.get(kind)).map_or(&[], Vec::as_slice)
    }
}
