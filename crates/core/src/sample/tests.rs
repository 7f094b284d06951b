use super::*;
use crate::Pair;

#[test]
fn a_row_is_chosen_by_the_database() {
    let mut sample = Sample {
        table: Name::new(["public", "Order"]),
        offers: vec![
            Offer::of("id", &[Sql::raw("1"), Sql::raw("2")]),
            Offer { columns: vec!["a".to_owned(), "b".to_owned()], rows: Sql::raw("SELECT x, y FROM t") },
        ],
        rules: vec![Sql::raw("id > a")],
    };
    assert_eq!(
        sample.statement().as_str(),
        "WITH evenkeel_offer_1 (id) AS (VALUES (1), (2)), evenkeel_offer_2 (a, b) AS (SELECT x, y FROM t) \
         INSERT INTO public.\"Order\" (id, a, b) SELECT id, a, b FROM evenkeel_offer_1, evenkeel_offer_2 \
         WHERE (id > a) LIMIT 1 RETURNING 1"
    );
    sample.offers.clear();
    assert_eq!(sample.statement().as_str(), "INSERT INTO public.\"Order\" DEFAULT VALUES RETURNING 1");
}

fn table(name: &str) -> ObjectId {
    ObjectId::new("table", &["s", name])
}

fn column(name: &str, null: Option<&'static str>, itself: Itself) -> Column {
    let values = ["1", "2", "3"].map(Sql::raw).to_vec();
    Column { name: name.to_owned(), values, null: null.map(Sql::raw), itself }
}

fn key(target: &str, column: &str) -> Key {
    Key { target: table(target), columns: vec![column.to_owned()], to: vec!["id".to_owned()] }
}

fn statements(stand: Stand) -> Vec<Vec<String>> {
    let rows = stand.filling().rows.into_iter();
    rows.map(|tries| tries.iter().map(|sample| sample.statement().to_string()).collect()).collect()
}

#[test]
fn rows_are_full_and_sparse_and_meet_what_is_to_come_first() {
    let stand = Stand {
        id: table("t"),
        columns: vec![
            column("id", None, Itself::Number),
            column("a", None, Itself::Nothing),
            column("b", Some("NULL"), Itself::Nothing),
            column("c", None, Itself::Default),
        ],
        keys: Vec::new(),
        rules: Pair::of(vec![Sql::raw("id < a")], vec![Sql::raw("a < c")]),
    };
    let rows = statements(stand);
    assert_eq!(
        rows[1],
        [
            "WITH evenkeel_offer_1 (a) AS (VALUES (2), (3), (1)), evenkeel_offer_2 (b) AS (VALUES (2)), evenkeel_offer_3 (c) \
             AS (VALUES (2), (3), (1)) INSERT INTO s.t (a, b, c) SELECT a, b, c FROM evenkeel_offer_1, evenkeel_offer_2, \
             evenkeel_offer_3 WHERE (a < c) LIMIT 1 RETURNING 1",
            "WITH evenkeel_offer_1 (a) AS (VALUES (2)), evenkeel_offer_2 (b) AS (VALUES (NULL)) INSERT INTO s.t (a, b) \
             SELECT a, b FROM evenkeel_offer_1, evenkeel_offer_2 LIMIT 1 RETURNING 1",
            "WITH evenkeel_offer_1 (a) AS (VALUES (2)), evenkeel_offer_2 (b) AS (VALUES (2)), evenkeel_offer_3 (c) AS \
             (VALUES (2)) INSERT INTO s.t (a, b, c) SELECT a, b, c FROM evenkeel_offer_1, evenkeel_offer_2, \
             evenkeel_offer_3 LIMIT 1 RETURNING 1",
            "WITH evenkeel_offer_1 (a) AS (VALUES (2)), evenkeel_offer_2 (b) AS (VALUES (NULL)) INSERT INTO s.t (a, b) \
             SELECT a, b FROM evenkeel_offer_1, evenkeel_offer_2 LIMIT 1 RETURNING 1",
        ]
    );
    assert!(rows[2][0].contains("(b) AS (VALUES (NULL))"), "{}", rows[2][0]);
}

#[test]
fn keys_refer_to_rows_that_are_there() {
    let stand = Stand {
        id: table("t"),
        columns: vec![
            column("id", None, Itself::Nothing),
            column("other", Some("NULL"), Itself::Nothing),
            column("own", None, Itself::Nothing),
        ],
        keys: vec![key("other", "other"), key("t", "own")],
        rules: Pair::default(),
    };
    let rows = statements(stand);
    assert_eq!(
        rows[0][0],
        "WITH evenkeel_offer_1 (other) AS (SELECT * FROM (SELECT id FROM s.other ORDER BY id LIMIT 1 OFFSET 0) AS one UNION \
         ALL SELECT * FROM (SELECT id FROM s.other ORDER BY id LIMIT 3) AS others UNION ALL SELECT NULL), evenkeel_offer_2 \
         (id) AS (VALUES (1), (2), (3)), evenkeel_offer_3 (own) AS (VALUES (1), (2), (3)) INSERT INTO s.t (other, id, own) \
         SELECT other, id, own FROM evenkeel_offer_1, evenkeel_offer_2, evenkeel_offer_3 WHERE (own = id) LIMIT 1 RETURNING 1"
    );
}

#[test]
fn what_others_refer_to_comes_first() {
    let refers_to = |id: &ObjectId| match id.name() {
        "a" => vec![table("b")],
        "b" => vec![table("c"), table("a")],
        _ => Vec::new(),
    };
    let order: Vec<ObjectId> = in_order([table("a"), table("d")], &refers_to);
    assert_eq!(order, [table("c"), table("b"), table("a"), table("d")]);
}

#[test]
fn only_the_nearest_of_a_long_chain_are_filled() {
    let table = |number: usize| ObjectId::new("table", &["s", &format!("t{number:04}")]);
    let number = |id: &ObjectId| id.name().trim_start_matches('t').parse::<usize>().unwrap();
    let refers_to = |id: &ObjectId| match number(id) {
        0 => Vec::new(),
        number => vec![table(number - 1)],
    };
    let order = in_order([table(500), table(900)], &refers_to);
    let numbers: Vec<usize> = order.iter().map(number).collect();
    assert_eq!(numbers, (480..=500).chain(880..=900).collect::<Vec<_>>());
}
