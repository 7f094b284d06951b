//! Who approved of a migration. Must not know whether it may be run.

use evenkeel_engine::LedgerView;
use evenkeel_engine::execute::Yeses;
use evenkeel_engine::history::Standing;
use evenkeel_sources::Migrations;
use serde::Serialize;

/// Everybody's yes to a migration.
pub(super) struct Approvals {
    yeses: Yeses,
    /// How many it still needs; nothing where it may be run, or was.
    required: Option<usize>,
    all: Vec<ApprovalJson>,
}

#[derive(Clone, Serialize)]
pub(super) struct ApprovalJson {
    by: String,
    /// The role of the database that wrote it down.
    role: Option<String>,
    at: String,
    /// Whether it is a yes to what the migration is now.
    counts: bool,
}

impl Approvals {
    pub(super) fn of(
        one: &Standing,
        migrations: &Migrations,
        ledger: &LedgerView,
        required: usize,
    ) -> Approvals {
        let name = one.migration.as_str();
        let migration = migrations.list.iter().find(|migration| migration.name.as_str() == name);
        let yeses = Yeses::to(name, migration, ledger);
        let open = required > yeses.now.len() && one.condition.is_pending();
        let json = |approval: &evenkeel_engine::ledger::Approval| ApprovalJson {
            by: approval.by.clone(),
            role: approval.role.clone(),
            at: approval.at.clone(),
            counts: migration.is_none_or(|migration| Yeses::is_to(approval, migration)),
        };
        let all = ledger.approvals(name).iter().map(json).collect();
        Approvals { yeses, required: open.then_some(required), all }
    }

    /// Whether it waits for somebody's yes.
    pub(super) fn is_open(&self) -> bool {
        self.required.is_some()
    }

    /// Nothing where nobody approved and nobody has to.
    pub(super) fn line(&self) -> Option<String> {
        let Yeses { now, outdated } = &self.yeses;
        let stale = match outdated.is_empty() {
            true => String::new(),
            false => format!("changed since {} approved of it", outdated.join(", ")),
        };
        match (self.required, now.is_empty()) {
            (None, true) => (!stale.is_empty()).then_some(stale),
            (None, false) => Some(format!("approved by {}", now.join(", "))),
            (Some(required), true) if stale.is_empty() => Some(format!("0 of {required} approvals")),
            (Some(required), true) => Some(format!("0 of {required} approvals: {stale}")),
            (Some(required), false) => {
                Some(format!("{} of {required} approvals: {}", now.len(), now.join(", ")))
            }
        }
    }

    pub(super) fn json(&self) -> Vec<ApprovalJson> {
        self.all.clone()
    }
}
