//! Histories that nobody wrote, and the script that brings every database of theirs home: a fresh one, one that is a
//! migration behind, one that strayed by five edits, and one that is right already. Judged by `pg_dump`, by our own
//! reading, and by the rows of the server's own tables, which a second run may not touch.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_core::{Pair, Plan, render};
use evenkeel_engine::connect::{Environment, Session};
use evenkeel_engine::planning::{Label, Online, plan_keeping};
use evenkeel_engine::scratch::ScratchRequest;
use evenkeel_engine::{PlanningError, RenamePolicy, State, Workshop, plan};
use evenkeel_postgres::mend::Disposal;
use evenkeel_sources::lexer::Dialect;
use evenkeel_sources::{Content, Migration, MigrationName, Script};
use libtest_mimic::Trial;

use crate::invent::Invention;
use crate::judge::same;
use crate::random::Random;
use crate::server::{self, Server, inspect};
use crate::{Answer, apply, dump, trial};

/// How many histories are tried where `EVENKEEL_HISTORIES` does not say.
const SAMPLE: u64 = 4;
const PARTS: u64 = 2;
/// More failures than these tell nothing new.
const TOLD: usize = 3;
/// By how many edits a database strays.
const EDITS: usize = 5;

static HOME: AtomicUsize = AtomicUsize::new(0);
static REFUSED: AtomicUsize = AtomicUsize::new(0);
static UNPLANNED: AtomicUsize = AtomicUsize::new(0);

/// What came of the databases; nothing where none was tried.
pub(crate) fn told() -> Option<String> {
    let [home, refused, unplanned] = [&HOME, &REFUSED, &UNPLANNED].map(|count| count.load(Ordering::Relaxed));
    (home + refused + unplanned > 0).then(|| {
        format!(
            "{home} databases were brought home by their script, {refused} were refused as their plan is, {unplanned} \
             histories have no plan"
        )
    })
}

pub(crate) fn trials(server: &Arc<Server>) -> Vec<Trial> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (count, first) =
        (number("EVENKEEL_HISTORIES").unwrap_or(SAMPLE), number("EVENKEEL_SEED").unwrap_or(1));
    let part = |at: u64| {
        let server = Arc::clone(server);
        let seeds: Vec<u64> = (first..first + count).filter(|seed| (seed - first) % PARTS == at).collect();
        trial(format!("histories::part_{at}"), move || server::run(mend_all(&seeds, &server)))
    };
    (0..PARTS.min(count)).map(part).collect()
}

async fn mend_all(seeds: &[u64], server: &Server) -> Answer {
    let mut wrong = Vec::new();
    for seed in seeds {
        let random = &mut Random::of(seed.wrapping_mul(0x51_7C_C1_B7));
        let history = History::of(random);
        let Err(error) = history.mended(server).await else { continue };
        tell_at_once(*seed, &error);
        match wrong.len() >= TOLD {
            true => wrong.push(String::new()),
            false => {
                let smallest = history.smallest(server).await;
                let error =
                    smallest.mended(server).await.err().unwrap_or_else(|| "it fails not every time".into());
                wrong.push(format!("EVENKEEL_SEED={seed} EVENKEEL_HISTORIES=1\n{error}"));
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let count = wrong.len();
    wrong.truncate(TOLD);
    Err(format!("{count} of {} histories fail\n\n{}", seeds.len(), wrong.join("\n\n")))
}

/// A long run tells of a failure when it is known.
fn tell_at_once(seed: u64, error: &str) {
    let line = error.lines().find(|line| line.contains("ERROR")).or(error.lines().next()).unwrap_or_default();
    let _ = crate::say(&format!("EVENKEEL_SEED={seed}: {line}"), ExitCode::FAILURE);
}

/// What each migration leads to, and a database that strayed from the last.
struct History {
    steps: Vec<Invention>,
    strayed: Invention,
}

impl History {
    fn of(random: &mut Random) -> History {
        let mut steps = vec![Invention::of(random)];
        for _ in 0..1 + random.below(3) {
            let next = steps[steps.len() - 1].edited(random);
            steps.push(next);
        }
        let strayed = steps[steps.len() - 1].with_edits(EDITS, random);
        History { steps, strayed }
    }

    /// Leaves out, many at once and then fewer, whatever the failure does not need.
    async fn smallest(self, server: &Server) -> History {
        let mut history = self;
        let mut size = 64;
        while size > 2 {
            let mut keys: Vec<_> =
                history.steps.iter().chain([&history.strayed]).flat_map(Invention::keys).collect();
            keys.sort_unstable();
            keys.dedup();
            for keys in keys.rchunks(size) {
                let steps = history.steps.iter().map(|step| step.without(keys)).collect();
                let smaller = History { steps, strayed: history.strayed.without(keys) };
                if smaller.mended(server).await.is_err() {
                    history = smaller;
                }
            }
            size /= 3;
        }
        history
    }

    /// Runs the script of the history on each of its databases.
    async fn mended(&self, server: &Server) -> Answer {
        let made = Made::of(self, server).await.map_err(|error| {
            let steps: Vec<String> = self.steps.iter().map(Invention::script).collect();
            format!("{error}\n-- history\n{}", steps.join("\n-- next\n"))
        });
        let Some(made) = made? else {
            UNPLANNED.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        };
        made.fresh(server).await.map_err(|error| made.told("a fresh database", &error))?;
        made.behind(server).await.map_err(|error| made.told("a database one migration behind", &error))?;
        made.right(server).await.map_err(|error| made.told("a database that is right", &error))?;
        let strayed = made.strayed(self, server).await;
        strayed.map_err(|error| {
            [made.told("a strayed database", &error), self.strayed.script()].join("\n-- strayed as\n")
        })
    }
}

/// A history with its plans, what is declared at the end, and the script.
struct Made {
    plans: Vec<Plan>,
    declared: State,
    dump: Option<String>,
    script: tempfile::NamedTempFile,
}

impl Made {
    async fn of(history: &History, server: &Server) -> Answer<Option<Made>> {
        let mut states = vec![State::empty(Dialect::Postgres)];
        for step in &history.steps {
            states.push(inspect(server.with_schema("step", &[&step.script()]).await?).await?.1);
        }
        let (mut plans, mut migrations) = (Vec::new(), Vec::new());
        for (at, pair) in states.windows(2).enumerate() {
            let stamp = format!("2026010100000{at}");
            let label = Label { migration: format!("{stamp}_step"), stamp: stamp.clone() };
            let (plan, _) = match plan_keeping(Pair::of(&pair[0], &pair[1]), label, &Online::Never) {
                Ok(plan) => plan,
                Err(PlanningError::Unmodelled(_)) => return Ok(None),
                Err(error) => return Err(error.to_string()),
            };
            migrations.push(migration(&stamp, render::script(&plan))?);
            plans.push(plan);
        }
        let session =
            server.with_schema("declared", &[&history.steps[history.steps.len() - 1].script()]).await?;
        let (session, declared) = inspect(session).await?;
        let dump = dump::dump(server, session.target())?;
        // Whatever holds rows in the strayed database may go.
        let strayed = server.with_schema("strayed", &[&history.strayed.script()]).await?;
        let accepted = held(&strayed, server.major).await?;
        let text = script(&declared, &migrations, &accepted, server)
            .await
            .map_err(|error| format!("no script: {error}"))?;
        Ok(Some(Made { plans, declared, dump, script: written(&text)? }))
    }

    async fn fresh(&self, server: &Server) -> Answer {
        let session = server.fresh("fresh").await?;
        self.comes_home(session, server).await.map(drop)
    }

    async fn behind(&self, server: &Server) -> Answer {
        let session = self.after(self.plans.len() - 1, server).await?;
        self.comes_home(session, server).await.map(drop)
    }

    async fn right(&self, server: &Server) -> Answer {
        let session = self.after(self.plans.len(), server).await?;
        let before = rows(&session).await?;
        let session = self.comes_home(session, server).await?;
        touched(&before, &rows(&session).await?)
    }

    /// A database that has had so many of the migrations.
    async fn after(&self, count: usize, server: &Server) -> Answer<Session> {
        let mut session = server.fresh("travelled").await?;
        for plan in &self.plans[..count] {
            session = server.again(session).await?;
            apply::apply_quickly(&session, plan).await?;
        }
        Ok(session)
    }

    async fn strayed(&self, history: &History, server: &Server) -> Answer {
        let session = server.with_schema("strayed", &[&history.strayed.script()]).await?;
        let (session, before) = inspect(session).await?;
        let Err(error) = self.comes_home(session, server).await else { return Ok(()) };
        // Where no plan leads home, no script does.
        match plan(Pair::of(&before, &self.declared), RenamePolicy::Off) {
            Err(PlanningError::Unmodelled(_)) => {
                REFUSED.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            _ => Err(error),
        }
    }

    /// The script leads to what is declared, and a second time it changes nothing.
    async fn comes_home(&self, session: Session, server: &Server) -> Answer<Session> {
        psql(server, &session, self.script.path())?;
        let (session, found) = inspect(session).await?;
        same(&found, &self.declared)?;
        if let Some((found, wanted)) = dump::dump(server, session.target())?.zip(self.dump.as_ref()) {
            dump::compare(server, &found, wanted).await?;
        }
        let before = rows(&session).await?;
        psql(server, &session, self.script.path())?;
        touched(&before, &rows(&session).await?).map_err(|error| format!("a second time: {error}"))?;
        HOME.fetch_add(1, Ordering::Relaxed);
        Ok(session)
    }

    fn told(&self, database: &str, error: &str) -> String {
        let kept = std::env::temp_dir().join("evenkeel-failed-script.sql");
        let _ = std::fs::copy(self.script.path(), &kept);
        let plans: Vec<String> = self.plans.iter().map(render::script).collect();
        format!("{database}: {error}\nby {}\n-- migrations\n{}", kept.display(), plans.join("\n-- next\n"))
    }
}

pub(crate) fn migration(stamp: &str, text: String) -> Answer<Migration> {
    let name = MigrationName::parse(&format!("{stamp}_step")).map_err(|error| error.to_string())?;
    let dir = PathBuf::from("migrations").join(name.as_str());
    let content = Content::Sql { up: Script { path: dir.join("migration.sql"), text }, down: None };
    Ok(Migration { name, dir, content, manifest: None, backfill: None, origin: None })
}

pub(crate) async fn script(
    state: &State,
    migrations: &[Migration],
    accepted: &[String],
    server: &Server,
) -> Answer<String> {
    let environment = Environment::of_process();
    let request = ScratchRequest {
        url: Some(server.target.clone()),
        major: Some(server.major),
        ..ScratchRequest::new(&environment)
    };
    let workshop = Box::pin(Workshop::postgres(&request)).await.map_err(|error| error.to_string())?;
    let keeping = Disposal::Kept { by: "evenkeel repair" };
    // It is deep, and so are those who ask for it.
    let made = Box::pin(workshop.mending(state, migrations, accepted, keeping)).await;
    workshop.close().await.map_err(|error| error.to_string())?;
    made.map_err(|error| error.to_string())?.ok_or_else(|| "there is no script".to_owned())
}

pub(crate) fn written(script: &str) -> Answer<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    file.write_all(script.as_bytes()).map_err(|error| error.to_string())?;
    Ok(file)
}

/// The names of everything in a database.
async fn held(session: &Session, major: u32) -> Answer<Vec<String>> {
    let scope = ["public", "app", "Odd schema"].map(str::to_owned);
    let question = evenkeel_postgres::mend::question(&scope, major);
    let rows = session.rows(&["SET search_path = ''; ", &question].concat()).await;
    let rows = rows.map_err(|error| error.to_string())?;
    Ok(rows.into_iter().filter_map(|row| row.into_iter().nth(1)?).collect())
}

pub(crate) fn psql(server: &Server, session: &Session, script: &Path) -> Answer {
    let program = server.pg_dump.as_ref().and_then(|dump| dump.parent()).map(|folder| folder.join("psql"));
    let program = program.filter(|program| program.is_file()).unwrap_or_else(|| PathBuf::from("psql"));
    let mut command = Command::new(&program);
    command.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file"]).arg(script);
    command.arg("--dbname").arg(session.target().to_url_without_password());
    let output = command.output().map_err(|error| format!("{}: {error}", program.display()))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("psql: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// Every row of the server's tables that tells of something of ours, with the transaction that wrote it.
async fn rows(session: &Session) -> Answer<Vec<String>> {
    const TABLES: &str = "
SELECT string_agg(format('SELECT %L || %s || t.xmin FROM %s t WHERE %s', c.relname || ' ', k.key, c.oid::regclass, k.ours), ' UNION ALL ')
FROM pg_class c CROSS JOIN LATERAL (SELECT
        CASE WHEN bool_or(a.attname = 'oid') THEN 't.oid || '' ''' ELSE 't::text || '' ''' END AS key,
        concat_ws(' AND ', 'true', CASE WHEN bool_or(a.attname = 'oid') THEN 't.oid >= 16384' END,
            'NOT EXISTS (SELECT FROM pg_namespace n WHERE n.nspname ~ ''^pg_(toast_)?temp'' AND n.oid = t.' || min(a.attname::text)
                FILTER (WHERE a.attname IN ('relnamespace', 'pronamespace', 'typnamespace')) || ')') AS ours
    FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) k
WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND NOT c.relisshared
    AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_attribute', 'pg_depend', 'pg_namespace', 'pg_init_privs',
        'pg_largeobject')";
    let told = |error: evenkeel_engine::connect::ServerError| error.to_string();
    let query = session.rows(TABLES).await.map_err(told)?.into_iter().flatten().flatten().next();
    let mut rows: Vec<String> = session
        .rows(&query.unwrap_or_default())
        .await
        .map_err(told)?
        .into_iter()
        .flatten()
        .flatten()
        .collect();
    rows.sort();
    Ok(rows)
}

fn touched(before: &[String], after: &[String]) -> Answer {
    let new: Vec<&String> = after.iter().filter(|row| before.binary_search(row).is_err()).collect();
    match new.is_empty() && before.len() == after.len() {
        true => Ok(()),
        false => Err(format!(
            "{} rows of the catalog are new: {:?}",
            new.len(),
            new.iter().take(10).collect::<Vec<_>>()
        )),
    }
}
