//! Cases from elsewhere, on the first server: whatever loads there is judged as the project's own cases are, and travels there
//! and back with its rows. Must not know where they come from.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use libtest_mimic::Trial;

use crate::folder::{self, Case};
use crate::server::{self, Server};
use crate::{Answer, back, judge, trial};

static JUDGED: AtomicUsize = AtomicUsize::new(0);
static FOREIGN: AtomicUsize = AtomicUsize::new(0);

/// How many were judged, and how many this server cannot hold.
pub(crate) fn told() -> Option<String> {
    let [judged, foreign] = [&JUDGED, &FOREIGN].map(|count| count.load(Ordering::Relaxed));
    (judged + foreign > 0)
        .then(|| format!("{judged} given cases were judged, {foreign} do not load on this server"))
}

pub(crate) fn trials(server: &Arc<Server>) -> Vec<Trial> {
    let of = |case: Case| {
        let server = Arc::clone(server);
        trial(format!("given::{}", case.name), move || judged(&case, &server))
    };
    folder::given().into_iter().map(of).collect()
}

fn judged(case: &Case, server: &Arc<Server>) -> Answer {
    if server::run(loads(case, server)).is_err() {
        FOREIGN.fetch_add(1, Ordering::Relaxed);
        return Ok(());
    }
    JUDGED.fetch_add(1, Ordering::Relaxed);
    let found = [judge::both_ways(case, server), back::and_there_again(case, server)];
    let wrong: Vec<String> = found.into_iter().filter_map(Result::err).collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n\n")) }
}

async fn loads(case: &Case, server: &Server) -> Answer {
    server.with_schema("new", &[&case.setup, &case.schemas.new]).await?;
    server.with_schema("old", &[&case.setup, &case.schemas.old, &case.data]).await.map(drop)
}
