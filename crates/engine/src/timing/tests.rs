use std::time::Duration;

use evenkeel_sources::lexer::Dialect;

use super::{Course, Glance, Sight, Waits, shape, timings};

const fn ms(number: u64) -> Duration {
    Duration::from_millis(number)
}

fn waits(waited: u64, queued: u64, blocked: u64) -> Waits {
    Waits { waited: ms(waited), queued, blocked: ms(blocked) }
}

fn sight(course: Course, statements: usize, tries: &[(usize, Waits)]) -> Sight<'_> {
    Sight { migration: "m", first: 3, statements, course, tries, until_free: ms(1000) }
}

#[test]
fn what_is_seen_is_told_of_the_statement_that_ran_then() {
    let glances = vec![
        Glance { at: ms(150), waits: waits(50, 0, 0) },
        Glance { at: ms(390), waits: waits(70, 0, 0) },
        Glance { at: ms(350), waits: waits(0, 2, 40) },
        // While the transaction ended.
        Glance { at: ms(900), waits: waits(0, 1, 60) },
    ];
    let course = Course { moments: vec![7.0, 7.1, 7.4, 7.5], took: ms(600), glances };
    let found = timings(&sight(course, 3, &[]));
    let told: Vec<_> = found.iter().map(|one| (one.first, one.last, one.took, one.held, one.waits)).collect();
    assert_eq!(
        told,
        [
            (3, 3, ms(100), ms(1000), waits(0, 0, 0)),
            (4, 4, ms(300), ms(840), waits(60, 2, 40)),
            (5, 5, ms(100), ms(600), waits(0, 1, 60)),
        ]
    );
}

#[test]
fn statements_that_nobody_timed_apart_are_told_together() {
    let glances = vec![Glance { at: ms(100), waits: waits(10, 0, 0) }];
    let course = Course { moments: Vec::new(), took: ms(600), glances };
    let found = timings(&sight(course, 100, &[(50, waits(300, 1, 5))]));
    let told: Vec<_> = found.iter().map(|one| (one.first, one.last, one.took, one.held, one.waits)).collect();
    assert_eq!(told, [(3, 102, ms(600), ms(990), waits(310, 1, 5))]);
}

#[test]
fn statements_of_one_shape_name_other_things() {
    let of = |sql| shape(Dialect::Postgres, sql);
    assert_eq!(of("CREATE INDEX CONCURRENTLY a ON t (b)"), of("create index concurrently c on u (d, e)"));
    assert_eq!(of("ALTER TABLE t ALTER COLUMN c TYPE bigint"), "alter table alter column type");
    assert_ne!(of("ALTER TABLE t VALIDATE CONSTRAINT c"), of("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)"));
}
