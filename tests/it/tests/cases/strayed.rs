//! What somebody changes by hand in a database with a history, kind for kind: `drift` names it, and the two ways of `repair`
//! that are about one database end in equality. The third way, the script, is tried in `mended`. Must not know how drift is
//! found.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use evenkeel_core::{Pair, Plan};
use evenkeel_engine::connect::Session;
use evenkeel_engine::planning::{Label, Online, differences, plan_keeping};
use evenkeel_engine::{RenamePolicy, State, plan};
use libtest_mimic::Trial;

use crate::folder::Case;
use crate::judge::same;
use crate::program::Project;
use crate::server::{self, Server, batch, inspect};
use crate::{Answer, apply, dump, share, trial};

const FIRST: &str = "migrations/20260101000000_begin/migration.sql";

static NAMED: AtomicUsize = AtomicUsize::new(0);
static REVERTED: AtomicUsize = AtomicUsize::new(0);
static ADOPTED: AtomicUsize = AtomicUsize::new(0);

/// How many objects were named, and how many databases came home.
pub(crate) fn told() -> Option<String> {
    let [named, reverted, adopted] = [&NAMED, &REVERTED, &ADOPTED].map(|count| count.load(Ordering::Relaxed));
    (named > 0).then(|| {
        format!(
            "drift named {named} objects that were changed by hand; {reverted} databases were reverted, {adopted} adopted"
        )
    })
}

pub(crate) fn trials(cases: &[Case], server: &Arc<Server>) -> Vec<Trial> {
    let of = |case: Case| {
        let server = Arc::clone(server);
        trial(format!("strayed::{}", case.name), move || server::run(comes_home(&case, &server)))
    };
    share::some_kinds(cases, server.major).into_iter().map(of).collect()
}

/// A database with a history, and what somebody makes of it.
struct Home<'a> {
    server: &'a Server,
    project: Project,
    session: Session,
    states: Pair<State>,
}

async fn comes_home(case: &Case, server: &Server) -> Answer {
    let (_, old) = inspect(server.with_schema("old", &[&case.setup, &case.schemas.old]).await?).await?;
    let (_, new) = inspect(server.with_schema("new", &[&case.setup, &case.schemas.new]).await?).await?;
    // What no plan leads to nobody is led back from.
    let ways = [Pair::of(&old, &new), Pair::of(&new, &old)];
    if ways.iter().any(|states| plan(*states, RenamePolicy::Off).is_err()) {
        return Ok(());
    }
    let session = server.fresh("home").await?;
    let project = Project::at(session.target().to_url_without_password());
    let scratch = server.target.to_url_without_password();
    project.write(
        "evenkeel.toml",
        format!("[schema]\nsource = \"schema.sql\"\n\n[scratch]\nurl = \"{scratch}\"\n"),
    );
    let begin = [&case.setup, "\n", &case.schemas.old].concat();
    project.write("schema.sql", &begin);
    project.write(FIRST, &begin);
    let home = Home { server, project, session, states: Pair::of(old, new) };
    home.says(&["migrate"])?;
    batch(&home.session, &case.data).await?;
    let home = home.strayed().await?.named()?.reverted().await?;
    home.strayed().await?.adopted().await
}

impl Home<'_> {
    fn says(&self, words: &[&str]) -> Answer {
        let ran = self.project.run(words);
        match ran.code {
            0 => Ok(()),
            _ => Err(format!("evenkeel {}\n{ran}", words.join(" "))),
        }
    }

    /// The database as somebody makes it who types the statements.
    async fn strayed(self) -> Answer<Self> {
        let (session, now) = inspect(self.server.again(self.session).await?).await?;
        let plan =
            plan(Pair::of(&now, &self.states.new), RenamePolicy::Off).map_err(|error| error.to_string())?;
        apply::apply_quickly(&session, &plan).await?;
        Ok(Home { session, ..self })
    }

    /// Every object that differs is told, and nothing else.
    fn named(self) -> Answer<Self> {
        let told = self.project.json(&["drift"]);
        let all = told["differences"].as_array().cloned().unwrap_or_default();
        let word = |one: &serde_json::Value, of: &str| one[of].as_str().unwrap_or_default().to_owned();
        let found: BTreeSet<_> = all.iter().map(|one| (word(one, "kind"), word(one, "name"))).collect();
        let wanted = differences(self.states.as_ref()).map_err(|error| error.to_string())?;
        let wanted: BTreeSet<_> =
            wanted.iter().map(|one| (one.object.kind().to_owned(), one.object.dotted())).collect();
        if found != wanted {
            let (missed, beyond) = (wanted.difference(&found), found.difference(&wanted));
            return Err(format!("drift does not name {missed:?}, and names {beyond:?} too"));
        }
        NAMED.fetch_add(found.len(), Ordering::Relaxed);
        Ok(self)
    }

    /// Undoes it.
    async fn reverted(self) -> Answer<Self> {
        let label = Label { migration: "evenkeel repair".into(), stamp: "20260102000000".into() };
        let kept = plan_keeping(self.states.as_ref().reversed(), label, &Online::Never);
        let (way, _) = kept.map_err(|error| error.to_string())?;
        self.repaired(&["repair", "--revert", "--yes"], &way)?;
        let home = self.is(|states| &states.old, "old").await?;
        REVERTED.fetch_add(1, Ordering::Relaxed);
        Ok(home)
    }

    /// Makes it official, here and in a database that has the history only.
    async fn adopted(self) -> Answer {
        let way = plan(self.states.as_ref(), RenamePolicy::Off).map_err(|error| error.to_string())?;
        self.repaired(&["repair", "--adopt"], &way)?;
        let other = self.server.fresh("other").await?;
        self.says(&["migrate", "--url", &other.target().to_url_without_password()])?;
        let home = self.is(|states| &states.new, "new").await?;
        Home { session: other, ..home }.is(|states| &states.new, "new").await?;
        ADOPTED.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Repairs with a word of consent to all that is lost on the way, and nothing has drifted then.
    fn repaired(&self, words: &[&str], way: &Plan) -> Answer {
        let lost: BTreeSet<String> = way.losses().map(|loss| loss.object.dotted()).collect();
        let accepted = lost.iter().flat_map(|name| ["--accept", name]);
        let words: Vec<&str> = words.iter().copied().chain(["--renames", "off"]).chain(accepted).collect();
        self.says(&words)?;
        self.says(&["drift", "--exit-code"])
    }

    /// Whether the database is this one of both, by our own reading and by `pg_dump`.
    async fn is(self, which: impl Fn(&Pair<State>) -> &State, purpose: &str) -> Answer<Self> {
        let (session, found) = inspect(self.server.again(self.session).await?).await?;
        let wanted = which(&self.states);
        // Owners and rights are each server's own, and no drift.
        same(&found, &wanted.in_the_manner_of(&found))?;
        let is_whole = plan(Pair::of(&found, wanted), RenamePolicy::Off).is_ok_and(|rest| rest.is_empty());
        let wanted = self.server.of_this_worker(purpose);
        let (found, wanted) = (dump::dump(self.server, session.target())?, dump::dump(self.server, &wanted)?);
        if let Some((found, wanted)) = found.zip(wanted).filter(|_| is_whole) {
            dump::compare(self.server, &found, &wanted).await?;
        }
        Ok(Home { session, ..self })
    }
}
