//! The servers that cases run on, and the databases in them. Each worker has a runtime, one connection from which
//! databases are made, and databases of its own. Must not know what is put into them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_core::sql;
use evenkeel_core::sql::{Ident, Sql};
use evenkeel_engine::connect::{Environment, Session, Target};
use evenkeel_engine::scratch::{Scratch, ScratchRequest};
use evenkeel_engine::{Database, State};
use tokio::runtime::Runtime;

use crate::{Answer, PLANS_OF, dump};

/// Roles that cases speak of; they belong to the whole server.
const ROLES: &[&str] = &["case_app", "case_boss", "case_owner", "case_reader", "Case \"odd\" role"];

/// A server of one major.
pub(crate) struct Server {
    pub(crate) major: u32,
    pub(crate) target: Target,
    /// A `pg_dump` that is not older than the server.
    pub(crate) pg_dump: Option<PathBuf>,
}

pub(crate) struct Servers {
    all: Vec<Arc<Server>>,
    /// The throw-away server, where none was named.
    own: Option<Scratch>,
}

thread_local! {
    static RUNTIME: Runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    static ADMINISTRATION: RefCell<BTreeMap<u32, Session>> = const { RefCell::new(BTreeMap::new()) };
    /// The majors on whose server this worker has made its template.
    static TEMPLATES: RefCell<BTreeSet<u32>> = const { RefCell::new(BTreeSet::new()) };
    static WORKER: usize = WORKERS.fetch_add(1, Ordering::Relaxed);
}

const SUBSCRIPTIONS: &str = "SELECT s.subname FROM pg_catalog.pg_subscription s \
    JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database()";

static WORKERS: AtomicUsize = AtomicUsize::new(0);

/// Runs steps on this worker's own runtime.
pub(crate) fn run<F: Future>(steps: F) -> F::Output {
    RUNTIME.with(|runtime| runtime.block_on(steps))
}

impl Servers {
    pub(crate) fn none() -> Servers {
        Servers { all: Vec::new(), own: None }
    }

    /// The servers of `EVENKEEL_TEST_PG_URLS` (`15=postgres://…,16=…`), or a throw-away one of the major of the plans.
    pub(crate) fn find() -> Answer<Servers> {
        let environment = Environment::of_process();
        let Some(urls) = environment.var("EVENKEEL_TEST_PG_URLS").filter(|urls| !urls.is_empty()) else {
            let request = ScratchRequest { major: Some(PLANS_OF), ..ScratchRequest::new(&environment) };
            let scratch = run(Scratch::acquire(&request));
            let own = scratch.map_err(|error| format!("the cases need PostgreSQL: {error}"))?;
            let server = Server::new(own.major(), own.target().clone())?;
            return Ok(Servers { all: vec![Arc::new(server)], own: Some(own) });
        };
        let mut all = Vec::new();
        for url in urls.split(',') {
            let (major, url) = url.split_once('=').ok_or("EVENKEEL_TEST_PG_URLS is MAJOR=URL,…")?;
            let major = major.parse().map_err(|_| format!("{major} is no major version"))?;
            let target = Target::resolve(url, &environment).map_err(|error| error.to_string())?;
            all.push(Arc::new(Server::new(major, target)?));
        }
        Ok(Servers { all, own: None })
    }

    pub(crate) fn all(&self) -> &[Arc<Server>] {
        &self.all
    }

    /// The server of the major of the plans, else the first one.
    pub(crate) fn first(&self) -> Option<&Arc<Server>> {
        self.all.iter().find(|server| server.major == PLANS_OF).or(self.all.first())
    }

    /// Drops the databases of all workers.
    pub(crate) fn close(self) -> Answer {
        for server in &self.all {
            run(server.drop_databases())?;
        }
        ADMINISTRATION.take();
        match self.own {
            Some(own) => run(own.close()).map_err(|error| error.to_string()),
            None => Ok(()),
        }
    }
}

impl Server {
    fn new(major: u32, target: Target) -> Answer<Server> {
        let server = Server { major, target, pg_dump: dump::program(major) };
        run(server.make_roles())?;
        Ok(server)
    }

    async fn make_roles(&self) -> Answer {
        let there = self.administer("SELECT rolname FROM pg_catalog.pg_roles").await?;
        let there: BTreeSet<String> = there.into_iter().flatten().flatten().collect();
        for role in ROLES.iter().filter(|role| !there.contains(**role)) {
            self.administer(sql!("CREATE ROLE {} NOLOGIN", Ident::new(role)).as_str()).await?;
        }
        Ok(())
    }

    /// Runs one statement from which databases come or go.
    async fn administer(&self, sql: &str) -> Answer<Vec<Vec<Option<String>>>> {
        let known = ADMINISTRATION.with_borrow_mut(|sessions| sessions.remove(&self.major));
        let session = match known {
            Some(session) => session,
            None => Session::connect(&self.target).await.map_err(|error| error.to_string())?,
        };
        let rows = session.rows(sql).await.map_err(|error| format!("{error} in {sql}"));
        ADMINISTRATION.with_borrow_mut(|sessions| sessions.insert(self.major, session));
        rows
    }

    /// This worker's database for a purpose, fresh and open.
    pub(crate) async fn fresh(&self, purpose: &str) -> Answer<Session> {
        let template = self.template().await?;
        let name = own_name(purpose);
        self.drop_database(&name).await?;
        let name = Ident::new(&name);
        // Copying files takes along what a first session in a database works out and keeps.
        let strategy = Sql::raw(if self.major < 15 { "" } else { " STRATEGY file_copy" });
        let create = sql!("CREATE DATABASE {} TEMPLATE {}{}", name, Ident::new(&template), strategy);
        self.administer(create.as_str()).await?;
        self.open(&name.to_string()).await
    }

    /// This worker's empty database in which there has been a session.
    async fn template(&self) -> Answer<String> {
        let name = own_name("template");
        if TEMPLATES.with_borrow_mut(|made| made.insert(self.major)) {
            self.administer(sql!("CREATE DATABASE {} TEMPLATE template0", Ident::new(&name)).as_str())
                .await?;
            let session = self.open(&name).await?;
            session
                .rows("SELECT count(*) FROM pg_catalog.pg_class")
                .await
                .map_err(|error| error.to_string())?;
            // A template must be left by everybody; the server tells when the session is gone.
            let pid = session.backend_pid().await.map_err(|error| error.to_string())?;
            self.administer(sql!("SELECT pg_catalog.pg_terminate_backend({}, 10000)", pid).as_str()).await?;
        }
        Ok(name)
    }

    /// Another session in the same database.
    pub(crate) async fn again(&self, session: Session) -> Answer<Session> {
        Session::connect(session.target()).await.map_err(|error| error.to_string())
    }

    /// Where this worker's database for a purpose is.
    pub(crate) fn of_this_worker(&self, purpose: &str) -> Target {
        self.target.with_database(&own_name(purpose))
    }

    async fn open(&self, database: &str) -> Answer<Session> {
        let target = self.target.with_database(database);
        Session::connect(&target).await.map_err(|error| error.to_string())
    }

    /// As [`Server::fresh`], with a schema in it.
    pub(crate) async fn with_schema(&self, purpose: &str, scripts: &[&str]) -> Answer<Session> {
        let session = self.fresh(purpose).await?;
        for script in scripts {
            batch(&session, script).await.map_err(|error| format!("{purpose} does not load: {error}"))?;
        }
        Ok(session)
    }

    async fn drop_databases(&self) -> Answer {
        let pattern = evenkeel_core::Literal(&prefix()).to_string();
        let listed = ["SELECT datname FROM pg_database WHERE starts_with(datname, ", &pattern, ")"].concat();
        for name in self.administer(&listed).await?.into_iter().flatten().flatten() {
            self.drop_database(&name).await?;
        }
        Ok(())
    }

    /// Subscriptions hold a database back, also those that never ran.
    async fn drop_database(&self, name: &str) -> Answer {
        let drop = sql!("DROP DATABASE IF EXISTS {} WITH (FORCE)", Ident::new(name));
        if self.administer(drop.as_str()).await.is_ok() {
            return Ok(());
        }
        let session = self.open(name).await?;
        let subscriptions = session.rows(SUBSCRIPTIONS).await.map_err(|error| error.to_string())?;
        for subscription in subscriptions.iter().flatten().flatten().map(|name| Ident::new(name)) {
            batch(&session, sql!("ALTER SUBSCRIPTION {} DISABLE", subscription).as_str()).await?;
            let apart = sql!("ALTER SUBSCRIPTION {} SET (slot_name = NONE)", subscription);
            batch(&session, apart.as_str()).await?;
            batch(&session, sql!("DROP SUBSCRIPTION {}", subscription).as_str()).await?;
        }
        self.administer(drop.as_str()).await.map(|_| ())
    }
}

fn own_name(purpose: &str) -> String {
    format!("{}{}_{purpose}", prefix(), WORKER.with(|worker| *worker))
}

fn prefix() -> String {
    format!("evenkeel_case_{}_", std::process::id())
}

pub(crate) async fn batch(session: &Session, sql: &str) -> Answer {
    session.batch(sql).await.map_err(|error| format!("{error}\nin\n{sql}"))
}

/// The catalog of an open database, which stays open.
pub(crate) async fn inspect(session: Session) -> Answer<(Session, State)> {
    let database = Database::of(session);
    let state = database.inspect().await.map_err(|error| error.to_string())?;
    match database {
        Database::Postgres(session) => Ok((*session, state)),
        Database::Sqlite(_) => unreachable!("the database is the one that was put in"),
    }
}
