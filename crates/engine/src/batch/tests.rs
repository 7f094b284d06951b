use crate::batch::{Batch, Blame};
use crate::connect::{Report, ServerError};

fn refused(position: Option<usize>) -> ServerError {
    ServerError::Refused(Box::new(Report { position, ..Report::default() }))
}

fn batch() -> Batch<usize> {
    let mut batch = Batch::new();
    batch.own("BEGIN", 1);
    batch.statement("SELECT 'ä' -- ü", 10);
    batch.statement("SELECT boom", 11);
    batch.own("COMMIT", 1);
    batch
}

#[test]
fn a_position_names_statement_and_byte() {
    let batch = batch();
    let at =
        batch.sql().chars().collect::<String>().find("boom").map(|byte| batch.sql()[..byte].chars().count());
    assert_eq!(batch.blame(0, &refused(at)), Some(Blame { tag: 11, offset: Some(7) }));
}

#[test]
fn without_a_position_the_count_names_the_statement() {
    let batch = batch();
    assert_eq!(batch.blame(1, &refused(None)), Some(Blame { tag: 10, offset: None }));
    assert_eq!(batch.blame(2, &refused(None)), Some(Blame { tag: 11, offset: None }));
}

#[test]
fn statements_of_our_own_are_nobodys_fault() {
    let batch = batch();
    assert_eq!(batch.blame(0, &refused(None)), None);
    assert_eq!(batch.blame(3, &refused(None)), None);
}

#[test]
fn a_position_in_a_statement_that_has_run_does_not_count() {
    let batch = batch();
    assert_eq!(batch.blame(2, &refused(Some(9))), Some(Blame { tag: 11, offset: None }));
}
