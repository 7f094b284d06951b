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
