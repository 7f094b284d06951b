//! The relation that a trigger, rule, policy or index stands on, which need not be a table. Must not know what stands
//! there.

use evenkeel_core::{Action, Home, Lock, ObjectId, Sql, View, sql};
use serde::{Deserialize, Serialize};

use super::relation::grip;
use crate::dialect::Postgres;
use crate::locks::Mode;

/// What it is, by the letter of `pg_class`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Host {
    #[default]
    #[serde(rename = "r", alias = "p")]
    Table,
    #[serde(rename = "v")]
    View,
    #[serde(rename = "m")]
    MaterializedView,
    #[serde(rename = "f")]
    ForeignTable,
}

impl Host {
    fn kind(self) -> &'static str {
        match self {
            Host::Table | Host::ForeignTable => "table",
            Host::View => "view",
            Host::MaterializedView => "materialized_view",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks in this way")]
    pub(crate) fn is_table(&self) -> bool {
        *self == Host::Table
    }

    pub(crate) fn id(self, schema: &str, name: &str) -> ObjectId {
        ObjectId::new(self.kind(), &[schema, name])
    }

    /// The relation in the path of something that stands on it.
    pub(crate) fn of(self, id: &ObjectId) -> ObjectId {
        ObjectId::new(self.kind(), &id.parts().take(2).collect::<Vec<_>>())
    }

    /// What stands on a relation goes with it, unless what it uses stands on that relation too and has to go before.
    pub(crate) fn home(self, view: &View<'_, Postgres>, id: &ObjectId, action: Action) -> Home {
        let host = self.of(id);
        match action == Action::Drop && view.acts(&host, Action::Drop) {
            true => Home::Within(host, grip::PART),
            false => Home::Apart,
        }
    }

    pub(crate) fn lock(self, id: &ObjectId, mode: Mode) -> Lock {
        mode.of(self.of(id))
    }
}

/// When a trigger, event trigger or rule fires, by `session_replication_role`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Firing {
    #[default]
    #[serde(rename = "O")]
    Origin,
    #[serde(rename = "D")]
    Disabled,
    #[serde(rename = "R")]
    Replica,
    #[serde(rename = "A")]
    Always,
}

impl Firing {
    /// `ENABLE ALWAYS`.
    pub(crate) fn words(self) -> Sql {
        Sql::raw(match self {
            Firing::Origin => "ENABLE",
            Firing::Disabled => "DISABLE",
            Firing::Replica => "ENABLE REPLICA",
            Firing::Always => "ENABLE ALWAYS",
        })
    }
}

/// `CREATE OR REPLACE …` of a definition that the database told as `CREATE …`.
pub(crate) fn or_replace(definition: &Sql) -> Sql {
    let text = definition.as_str();
    let rest = text.strip_prefix("CREATE ").unwrap_or(text);
    sql!("CREATE OR REPLACE {}", Sql::from_database(rest))
}
