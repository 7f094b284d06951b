use super::settled;

fn check(told: &str, settles: &str) {
    assert_eq!(settled(told.to_owned()), settles);
    assert_eq!(settled(settles.to_owned()), settles, "it stays the same");
}

#[test]
fn a_cast_goes_to_the_elements() {
    check(
        "((status)::text = ANY ((ARRAY['new'::character varying, 'it''s, ]'::character varying])::text[]))",
        "((status)::text = ANY (ARRAY[('new'::character varying)::text, ('it''s, ]'::character varying)::text]))",
    );
}

#[test]
fn other_arrays_stay() {
    check("(a = ANY (ARRAY[1, 2]))", "(a = ANY (ARRAY[1, 2]))");
    check("(ARRAY[1, 2", "(ARRAY[1, 2");
    check("((ARRAY[1, 2]) = b)", "((ARRAY[1, 2]) = b)");
}

#[test]
fn a_chain_takes_up_the_one_it_begins_with() {
    check("(((a >= 1) AND (a <= 2)) AND (b > 0))", "((a >= 1) AND (a <= 2) AND (b > 0))");
    check("((((a OR b) OR c) OR d) AND e)", "((a OR b OR c OR d) AND e)");
    check("WHEN ((((a) OR (b)) OR ((c AND d) AND f(e))))", "WHEN (((a) OR (b) OR (c AND d AND f(e))))");
}

#[test]
fn other_chains_stay() {
    check("(a AND (b AND c))", "(a AND (b AND c))");
    check("((a OR b) AND c)", "((a OR b) AND c)");
    check("((x = ') AND (') AND (y))", "((x = ') AND (') AND (y))");
    check("f((a AND b), c)", "f((a AND b), c)");
    check("((\"a) AND (b\" = 1) OR c)", "((\"a) AND (b\" = 1) OR c)");
}
