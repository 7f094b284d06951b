use evenkeel_core::Sql;

use super::{Way, alters, keeps_all, way};

#[test]
fn ways_between_types() {
    for (from, to, expected) in [
        ("integer", "bigint", Way::Cast),
        ("numeric(10,2)", "integer", Way::Cast),
        ("bigint", "timestamp with time zone", Way::ThroughText),
        ("boolean", "uuid", Way::ThroughText),
        ("text", "uuid", Way::Cast),
        ("uuid", "character varying(36)", Way::Cast),
        ("timestamp(3) without time zone", "timestamp(6) with time zone", Way::Cast),
        ("integer[]", "bigint[]", Way::Cast),
        ("public.citext", "integer", Way::Cast),
        ("integer", "public.money_like", Way::Cast),
    ] {
        assert_eq!(way(&Sql::from_database(from), &Sql::from_database(to)), expected, "{from} to {to}");
    }
}

#[test]
fn what_comes_back_as_it_was() {
    let sql = |name: &str| Sql::from_database(name);
    for (from, to) in [
        ("smallint", "bigint"),
        ("integer", "numeric"),
        ("character varying(5)", "character varying(20)"),
        ("character varying(5)", "text"),
        ("timestamp(3) without time zone", "timestamp without time zone"),
        ("integer[]", "bigint[]"),
        ("numeric(8,2)", "numeric(12,2)"),
        ("numeric(8,2)", "numeric(9,3)"),
        ("integer", "numeric(12,2)"),
        ("cidr", "inet"),
        ("bit varying(3)", "bit varying(5)"),
        ("public.mood", "text"),
    ] {
        assert!(keeps_all(&sql(from), &sql(to)), "{from} to {to}");
        assert!(!alters(&sql(from), &sql(to)), "{from} to {to}");
    }
    for (from, to) in [
        ("numeric(10,4)", "numeric(10,2)"),
        ("numeric(8,2)", "numeric(8,3)"),
        ("numeric", "numeric(20,2)"),
        ("bigint", "numeric(12,2)"),
        ("timestamp without time zone", "date"),
        ("double precision", "real"),
        ("text", "character varying(5)"),
        ("integer", "real"),
    ] {
        assert!(!keeps_all(&sql(from), &sql(to)), "{from} to {to}");
        assert!(alters(&sql(from), &sql(to)), "{from} to {to}");
    }
    // What does not fit is refused, not altered.
    for (from, to) in [("bigint", "integer"), ("text", "integer"), ("text", "public.mood")] {
        assert!(!keeps_all(&sql(from), &sql(to)) && !alters(&sql(from), &sql(to)), "{from} to {to}");
    }
}
