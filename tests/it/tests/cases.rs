//! Runs every folder of `cases/postgres` in both directions against real PostgreSQL: is the plan the written one, does
//! it apply, is the result what was declared (by our own reading and by `pg_dump`), is nothing left to do, do the
//! declared locks cover what is locked, and are all rows and values still there?

#[path = "cases/agree.rs"]
mod agree;
#[path = "cases/apply.rs"]
mod apply;
#[path = "cases/back.rs"]
mod back;
#[path = "cases/branches.rs"]
mod branches;
#[path = "cases/dump.rs"]
mod dump;
#[path = "cases/folder.rs"]
mod folder;
#[path = "cases/given.rs"]
mod given;
#[path = "cases/histories.rs"]
mod histories;
#[path = "cases/invent/mod.rs"]
mod invent;
#[path = "cases/inventions.rs"]
mod inventions;
#[path = "cases/judge.rs"]
mod judge;
#[path = "cases/locks.rs"]
mod locks;
#[path = "cases/mended.rs"]
mod mended;
#[path = "cases/models.rs"]
mod models;
#[path = "cases/online.rs"]
mod online;
#[path = "cases/page.rs"]
mod page;
#[path = "cases/pairs.rs"]
mod pairs;
#[expect(
    dead_code,
    unused_imports,
    unused_macros,
    clippy::unwrap_used,
    reason = "the other tests need all of it, and panics are how they fail"
)]
mod program;
#[path = "cases/proof.rs"]
mod proof;
#[path = "cases/random.rs"]
mod random;
#[path = "cases/rows.rs"]
mod rows;
#[path = "cases/server.rs"]
mod server;
#[path = "cases/share.rs"]
mod share;
#[path = "cases/shuffle.rs"]
mod shuffle;
#[path = "cases/strayed.rs"]
mod strayed;
#[path = "cases/tolls.rs"]
mod tolls;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};

use server::{Server, Servers};

/// Where the written plans come from; the plans of other majors may read differently.
const PLANS_OF: u32 = 15;

/// What went wrong, in words for people.
type Answer<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Each of them keeps a server busy, and both share the processors.
    arguments.test_threads.get_or_insert(2);
    let servers = match arguments.list {
        true => Servers::none(),
        false => match Servers::find() {
            Ok(servers) => servers,
            Err(error) => return say(&error, ExitCode::FAILURE),
        },
    };
    let conclusion = libtest_mimic::run(&arguments, trials(&servers));
    let has_plans = servers.all().iter().any(|server| server.major == PLANS_OF);
    let closed = servers.close();
    let without = dump::not_run();
    if without > 0 {
        let told = format!("pg_dump is too old for {without} of the results, which were not compared by it");
        let _ = say(&told, ExitCode::SUCCESS);
    }
    if let Some(told) = back::told() {
        let _ = say(&told, ExitCode::SUCCESS);
    }
    let refused = inventions::refused();
    if refused > 0 {
        let _ = say(&format!("{refused} invented pairs were refused by name"), ExitCode::SUCCESS);
    }
    if let Some(told) = online::told() {
        let _ = say(&told, ExitCode::SUCCESS);
    }
    for told in [branches::told(), proof::told(), strayed::told(), given::told()].into_iter().flatten() {
        let _ = say(&told, ExitCode::SUCCESS);
    }
    if let Some(told) = histories::told() {
        let _ = say(&told, ExitCode::SUCCESS);
    }
    let all_seen = has_plans && conclusion.num_filtered_out == 0;
    if all_seen && let Err(error) = page::is_true() {
        return say(&error, ExitCode::FAILURE);
    }
    match closed {
        Ok(()) => conclusion.exit_code(),
        Err(error) => say(&error, ExitCode::FAILURE),
    }
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    // Where nobody listens, the exit code has to do.
    let _ = writeln!(std::io::stderr(), "{text}");
    code
}

fn trials(servers: &Servers) -> Vec<Trial> {
    let cases = Arc::new(folder::all());
    let mut trials = vec![trial("kinds_and_cases_agree".to_owned(), agree::kinds_and_cases)];
    for server in servers.all() {
        let fitting = cases.iter().filter(|case| case.fits(server.major));
        for case in fitting.cloned() {
            let (name, server) = (named(&case.name, server), Arc::clone(server));
            trials.push(trial(name, move || judge::both_ways(&case, &server)));
        }
        let (name, server) = (named("type_changes_cost_what_is_told", server), Arc::clone(server));
        trials.push(trial(name, move || tolls::are_as_told(&server)));
    }
    if let Some(server) = servers.first() {
        let with_rows = cases
            .iter()
            .filter(|case| case.fits(server.major) && !(case.data.is_empty() && case.kept.is_empty()));
        for case in with_rows.cloned() {
            let (name, server) = (format!("back::{}", case.name), Arc::clone(server));
            trials.push(trial(name, move || back::and_there_again(&case, &server)));
        }
        for case in share::spread(&cases, server.major) {
            let (name, server) = (format!("proof::{}", case.name), Arc::clone(server));
            trials.push(trial(name, move || proof::both_ways(&case, &server)));
        }
        trials.extend(mended::trials(&cases, server));
        trials.extend(strayed::trials(&cases, server));
        trials.extend(given::trials(server));
        trials.extend(pairs::trials(&cases, server));
        trials.extend(inventions::trials(server));
        trials.extend(branches::trials(server));
        trials.extend(histories::trials(server));
        trials.extend(models::trials(server));
    }
    trials
}

fn named(case: &str, server: &Server) -> String {
    format!("{case}::pg{}", server.major)
}

fn trial(name: String, test: impl FnOnce() -> Answer + Send + 'static) -> Trial {
    Trial::test(name, move || test().map_err(Failed::from))
}
