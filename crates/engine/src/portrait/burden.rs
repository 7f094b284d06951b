//! What a table would have to bear while it is locked or written anew, as the server's own statistics tell. Must not know
//! what is done to it.

use std::time::Duration;

use evenkeel_core::sql::Name;
use evenkeel_core::{Literal, ObjectId, sql};

use super::Weight;
use crate::connect::Session;
use crate::database::Database;
use crate::error::EngineError;

/// How large a table is, and how busy.
#[derive(Clone, Debug, PartialEq)]
pub struct Burden {
    pub weight: Weight,
    /// How many indexes would be built anew with it; SQLite is not asked.
    pub indexes: Option<u64>,
    /// Rows written in a second, on average since the server began to count.
    pub writes: Option<f64>,
}

/// Somebody's transaction that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTransaction {
    pub pid: i32,
    pub application: String,
    pub user: String,
    pub age: Duration,
}

impl Database {
    /// What a table would have to bear.
    ///
    /// # Errors
    /// The table may not be looked at, or has gone.
    pub async fn burden(&self, table: &ObjectId) -> Result<Burden, EngineError> {
        let weight = self.weigh(table).await?;
        match self {
            Database::Postgres(session) => {
                let (indexes, writes) = activity(session, table).await?;
                Ok(Burden { weight, indexes, writes })
            }
            Database::Sqlite(_) => Ok(Burden { weight, indexes: None, writes: None }),
        }
    }

    /// The transaction of somebody else in this database that has been open longest; SQLite tells of none.
    ///
    /// # Errors
    /// The connection is lost.
    pub async fn oldest_transaction(&self) -> Result<Option<OpenTransaction>, EngineError> {
        let Database::Postgres(session) = self else { return Ok(None) };
        const OLDEST: &str = "SELECT pid, application_name, usename, \
              (extract(epoch FROM pg_catalog.clock_timestamp() - xact_start) * 1000)::bigint \
             FROM pg_catalog.pg_stat_activity WHERE datname = pg_catalog.current_database() \
              AND pid <> pg_catalog.pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend' \
             ORDER BY xact_start LIMIT 1";
        let rows = session.rows(OLDEST).await;
        let rows = rows.map_err(|error| EngineError::own("looking for open transactions", &error))?;
        Ok(rows.into_iter().next().and_then(|row| {
            let [pid, application, user, age] = <[Option<String>; 4]>::try_from(row).ok()?;
            let age = Duration::from_millis(age?.parse().ok()?);
            let (application, user) = (application.unwrap_or_default(), user.unwrap_or_default());
            Some(OpenTransaction { pid: pid?.parse().ok()?, application, user, age })
        }))
    }
}

async fn activity(session: &Session, table: &ObjectId) -> Result<(Option<u64>, Option<f64>), EngineError> {
    let question = sql!(
        "SELECT (SELECT count(*) FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid), \
          (pg_catalog.pg_stat_get_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_tuples_updated(c.oid) \
           + pg_catalog.pg_stat_get_tuples_deleted(c.oid)) / greatest(1, extract(epoch FROM \
             pg_catalog.clock_timestamp() - coalesce(d.stats_reset, pg_catalog.pg_postmaster_start_time()))) \
         FROM pg_catalog.pg_class c, pg_catalog.pg_stat_database d \
         WHERE c.oid = {}::pg_catalog.regclass AND d.datname = pg_catalog.current_database()",
        Literal(&Name::from(table).to_string())
    );
    let rows = session.rows(question.as_str()).await;
    let rows = rows.map_err(|error| EngineError::own("weighing the table", &error))?;
    let cell = |column: usize| rows.first()?.get(column)?.as_ref();
    Ok((cell(0).and_then(|it| it.parse().ok()), cell(1).and_then(|it| it.parse().ok())))
}
