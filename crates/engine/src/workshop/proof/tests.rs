use evenkeel_core::{Action, Direction, ObjectId, Pair, Plan, Sql, Step};
use evenkeel_sources::lexer::Dialect;

use super::{Disproof, Lapse, Verdict, Way, WayBack};
use crate::planning::{Kept, Label, Online, plan_back, plan_keeping};
use crate::state::State;
use crate::testing::{request, run, script};
use crate::workshop::Workshop;

const OLD: &str = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, b text);";
const NEW: &str = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, c text);";

async fn states(workshop: &Workshop) -> Pair<State> {
    let state = async |text| workshop.desired(&[script("s.sql", text)]).await.unwrap();
    Pair::of(state(OLD).await, state(NEW).await)
}

async fn workshop(dialect: Dialect) -> Workshop {
    match dialect {
        Dialect::Postgres => Workshop::postgres(&request()).await.unwrap(),
        Dialect::Sqlite => Workshop::sqlite(),
    }
}

/// The way there and back, with what it keeps.
fn ways(states: Pair<&State>) -> (Plan, Kept, Plan) {
    let label = Label { migration: "20260101000000_change".into(), stamp: "20260101000000".into() };
    let (plan, kept) = plan_keeping(states, label, &Online::everywhere()).unwrap();
    let (back, _) = plan_back(states.reversed(), &kept, &Online::everywhere()).unwrap();
    (plan, kept, back)
}

/// What comes of the plans once somebody has changed them.
fn verdict(dialect: Dialect, change: impl FnOnce(&mut Plan, &mut Plan)) -> Verdict {
    run(async {
        let workshop = workshop(dialect).await;
        let states = states(&workshop).await;
        let (mut plan, kept, mut back) = ways(states.as_ref());
        change(&mut plan, &mut back);
        let way = Way { states: states.as_ref(), plan: &plan, kept: &kept, back: Some(&back) };
        let verdict = workshop.proved(&way).await.unwrap();
        workshop.close().await.unwrap();
        verdict
    })
}

fn disproof(dialect: Dialect, change: impl FnOnce(&mut Plan, &mut Plan)) -> Disproof {
    match verdict(dialect, change) {
        Verdict::Wrong(disproof) => *disproof,
        other @ (Verdict::Proved(_) | Verdict::Untried(_)) => panic!("{other:?}"),
    }
}

const BOTH: [Dialect; 2] = [Dialect::Postgres, Dialect::Sqlite];

fn step(sql: &'static str) -> Step {
    Step::new(&ObjectId::new("table", &["t"]), Action::Alter, Sql::raw(sql))
}

#[test]
fn a_right_plan_is_proved_there_and_back() {
    for dialect in BOTH {
        let Verdict::Proved(proof) = verdict(dialect, |_, _| {}) else { panic!("{dialect:?}") };
        assert_eq!((proof.rows, proof.tables, proof.bare.len()), (3, 1, 0));
        assert_eq!(proof.back, WayBack::Proved);
    }
}

#[test]
fn a_plan_that_stops_short_leads_elsewhere() {
    for dialect in BOTH {
        let found = disproof(dialect, |plan, _| drop(plan.steps.pop()));
        assert!(matches!(found.lapse, Lapse::Elsewhere { .. }), "{found:?}");
        assert_eq!(found.direction, Direction::There);
        assert!(found.lapse.objects().iter().any(|object| object.contains('t')), "{found:?}");
    }
}

#[test]
fn a_statement_that_fails_is_named() {
    for dialect in BOTH {
        let found =
            disproof(dialect, |plan, _| plan.steps.push(step("ALTER TABLE nowhere ADD COLUMN a text")));
        let Lapse::Fails { statement, .. } = &found.lapse else { panic!("{found:?}") };
        assert_eq!(statement, "ALTER TABLE nowhere ADD COLUMN a text");
    }
}

#[test]
fn rows_and_values_that_nobody_gave_up_have_to_be_there() {
    for dialect in BOTH {
        let found = disproof(dialect, |plan, _| plan.steps.push(step("DELETE FROM t WHERE id = 2")));
        let Lapse::Rows { before, after, .. } = &found.lapse else { panic!("{found:?}") };
        assert_eq!((before.len(), after.len()), (3, 2));
        let found =
            disproof(dialect, |plan, _| plan.steps.push(step("UPDATE t SET a = 'other' WHERE id = 1")));
        let told = found.lapse.to_string();
        assert!(
            told.starts_with("the rows of table ") && told.ends_with(" are not what they were"),
            "{told}"
        );
    }
}

#[test]
fn what_waits_in_quarantine_has_to_come_back() {
    for dialect in BOTH {
        let found = disproof(dialect, |_, back| back.steps.push(step("UPDATE t SET b = NULL")));
        assert_eq!(found.direction, Direction::Back);
        assert!(matches!(found.lapse, Lapse::Rows { .. }), "{found:?}");
    }
}

#[test]
fn what_is_to_be_reported_holds_both_schemas_and_the_plan() {
    let found = disproof(Dialect::Sqlite, |plan, _| drop(plan.steps.pop()));
    let below = tempfile::tempdir().unwrap();
    let folder = found.write(below.path()).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert!(read("old.sql").contains("CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, b text)"));
    assert!(read("new.sql").contains("CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, c text)"));
    assert!(read("plan.sql").contains("ALTER TABLE t"), "{}", read("plan.sql"));
    assert!(read("rows.sql").contains("INSERT INTO t"), "{}", read("rows.sql"));
    assert!(read("difference.txt").starts_with("on the way there: "), "{}", read("difference.txt"));
    assert!(read("versions.txt").contains("SQLite 3."), "{}", read("versions.txt"));
}
