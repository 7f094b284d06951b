use evenkeel_core::Sql;

use super::{Way, way};

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
