//! What tests ask of a cluster through `psql` and `pg_dump`: databases come and go, scripts run, dumps are taken.
//! Names travel as psql variables, so that psql quotes them.

use std::path::Path;
use std::process::Command;

use super::Cluster;
use crate::failure::Failure;
use crate::process::{self, STEP_LIMIT};

const CREATE: &str =
    r#"drop database if exists :"name" with (force); create database :"name" template template0;"#;
const COPY: &str =
    r#"drop database if exists :"name" with (force); create database :"name" template :"from";"#;
const DROP: &str = r#"drop database if exists :"name" with (force);"#;
/// Subscriptions and replication slots hold a database back.
const LET_GO: &str = r"
select format('alter subscription %I disable', subname) from pg_subscription s join pg_database d on d.oid = s.subdbid
 where d.datname = current_database() \gexec
select format('alter subscription %I set (slot_name = none)', subname) from pg_subscription s
  join pg_database d on d.oid = s.subdbid where d.datname = current_database() \gexec
select format('drop subscription %I', subname) from pg_subscription s join pg_database d on d.oid = s.subdbid
 where d.datname = current_database() \gexec
select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database();
";
const ROLES: &str =
    "select rolname from pg_roles where rolname !~ '^pg_' and rolname <> 'postgres' order by 1;";
const DROP_ROLE: &str = r#"drop owned by :"name" cascade; drop role :"name";"#;

/// What a script stopped at: psql's first error line.
#[derive(Clone, Debug)]
pub(crate) struct ScriptError(pub(crate) String);

/// A cluster as its clients see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Client<'a> {
    cluster: &'a Cluster,
}

impl<'a> Client<'a> {
    pub(crate) fn new(cluster: &'a Cluster) -> Self {
        Self { cluster }
    }

    pub(crate) fn url(self, database: &str) -> String {
        self.cluster.url(database)
    }

    /// A fresh empty database under that name, whatever stood there.
    pub(crate) fn create(self, database: &str) -> Result<(), Failure> {
        self.freeing(database, CREATE)
    }

    /// A copy of a database that nobody is connected to, whatever stood under its name.
    pub(crate) fn copy(self, from: &str, database: &str) -> Result<(), Failure> {
        self.script("postgres", &[("name", database), ("from", from)], COPY).map(drop)
    }

    pub(crate) fn drop(self, database: &str) -> Result<(), Failure> {
        self.freeing(database, DROP)
    }

    /// Runs a file; statement by statement, it stops at the first error.
    pub(crate) fn load(self, database: &str, file: &Path) -> Result<Result<(), ScriptError>, Failure> {
        let mut psql = self.psql(database);
        let ended = process::run(psql.arg("-f").arg(file), STEP_LIMIT)?;
        Ok(if ended.status.success() { Ok(()) } else { Err(ScriptError(first_error(&ended.stderr))) })
    }

    /// Runs a file as migration tools do: in one transaction, or where that cannot be statement by statement.
    pub(crate) fn load_as_a_tool(
        self,
        database: &str,
        file: &Path,
    ) -> Result<Result<(), ScriptError>, Failure> {
        let mut psql = self.psql(database);
        let ended = process::run(psql.arg("--single-transaction").arg("-f").arg(file), STEP_LIMIT)?;
        if ended.status.success() {
            return Ok(Ok(()));
        }
        let whole = first_error(&ended.stderr);
        let told = |ScriptError(each)| match whole == each {
            true => ScriptError(each),
            false => ScriptError(format!("{each}; in one transaction: {whole}")),
        };
        Ok(self.load(database, file)?.map_err(told))
    }

    /// Runs a file to its end whatever fails; the errors in their order.
    pub(crate) fn load_what_loads(self, database: &str, file: &Path) -> Result<Vec<String>, Failure> {
        let mut psql = self.psql(database);
        let ended = process::run(psql.args(["-v", "ON_ERROR_STOP=0"]).arg("-f").arg(file), STEP_LIMIT)?;
        let errors = ended.stderr.lines().filter_map(|line| Some(&line[line.find("ERROR:")?..]));
        Ok(errors.map(str::to_owned).collect())
    }

    /// Rows of a script's queries, unaligned, one per line.
    pub(crate) fn query(self, database: &str, script: &str) -> Result<String, Failure> {
        self.script(database, &[], script)
    }

    /// The schema as `pg_dump` writes it.
    pub(crate) fn dump(self, database: &str) -> Result<String, Failure> {
        let mut command = Command::new(&self.cluster.tools.pg_dump);
        process::stdout(command.arg("--schema-only").arg("-d").arg(self.url(database)), STEP_LIMIT)
    }

    /// As [`Client::dump`], without one schema and without tables of these names.
    pub(crate) fn dump_without(
        self,
        database: &str,
        schema: &str,
        tables: &[&str],
    ) -> Result<String, Failure> {
        let mut command = Command::new(&self.cluster.tools.pg_dump);
        command.arg("--schema-only").arg("--exclude-schema").arg(schema);
        command.args(tables.iter().map(|table| format!("--exclude-table=*.{table}")));
        process::stdout(command.arg("-d").arg(self.url(database)), STEP_LIMIT)
    }

    /// The roles that are not PostgreSQL's own.
    pub(crate) fn roles(self) -> Result<Vec<String>, Failure> {
        Ok(self.query("postgres", ROLES)?.lines().map(str::to_owned).collect())
    }

    /// Drops all roles that are not PostgreSQL's own. Roles own one another's grants, so it takes rounds.
    pub(crate) fn drop_roles(self) -> Result<(), Failure> {
        let mut left = self.roles()?;
        while !left.is_empty() {
            for role in &left {
                // A role that another still needs goes in the next round; if none went, the list says so.
                drop(self.script("postgres", &[("name", role)], DROP_ROLE));
            }
            let now = self.roles()?;
            if now.len() == left.len() {
                let why = format!("these roles cannot be dropped: {}", now.join(", "));
                return Err(Failure::Malformed { path: "the cluster".into(), why });
            }
            left = now;
        }
        Ok(())
    }

    fn freeing(self, database: &str, script: &str) -> Result<(), Failure> {
        let name = [("name", database)];
        if self.script("postgres", &name, script).is_ok() {
            return Ok(());
        }
        // The second error is the one to tell: this may fail where nothing held the database back.
        drop(self.script(database, &[], LET_GO));
        self.script("postgres", &name, script).map(drop)
    }

    fn script(self, database: &str, variables: &[(&str, &str)], script: &str) -> Result<String, Failure> {
        let mut psql = self.psql(database);
        for (name, value) in variables {
            psql.arg("-v").arg(format!("{name}={value}"));
        }
        let ended = process::run_with_input(psql.args(["-A", "-t", "-f", "-"]), script, STEP_LIMIT)?;
        if ended.status.success() { Ok(ended.stdout) } else { Err(ended.failure("psql".to_owned())) }
    }

    fn psql(self, database: &str) -> Command {
        let mut psql = Command::new(&self.cluster.tools.psql);
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1"]).arg("-d").arg(self.url(database));
        psql.env("PGOPTIONS", "-c client_min_messages=warning");
        psql
    }
}

/// The first line that says ERROR, else the first line.
fn first_error(stderr: &str) -> String {
    let mut lines = stderr.lines();
    let found = stderr.lines().find(|line| line.contains("ERROR:") || line.contains("FATAL:"));
    let line = found.or_else(|| lines.next()).unwrap_or("psql failed and said nothing");
    line.find("ERROR:").map_or(line, |at| &line[at..]).to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_first_error_is_the_one_to_tell() {
        let stderr =
            "psql:a.sql:1: WARNING:  hm\npsql:a.sql:2: ERROR:  no such thing\npsql:a.sql:3: ERROR:  b\n";
        assert_eq!(super::first_error(stderr), "ERROR:  no such thing");
    }
}
