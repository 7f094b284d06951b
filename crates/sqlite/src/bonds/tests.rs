use super::mentioned;

#[track_caller]
fn check(sql: &str, expect: &[&str]) {
    assert_eq!(mentioned(sql).into_iter().collect::<Vec<_>>(), expect, "{sql}");
}

#[test]
fn views_read_from_what_stands_behind_from_and_join() {
    check("CREATE VIEW v AS SELECT orders, x.customers FROM T AS x", &["t"]);
    check(
        "SELECT a FROM t, [u v] JOIN main.\"W\" ON f(a, b) = c, z WHERE a IN (p, q)",
        &["t", "u v", "w", "z"],
    );
    check("SELECT * FROM (a LEFT JOIN (b, c) USING (d)) ORDER BY e, f", &["a", "b", "c"]);
    check("SELECT 1 WHERE x IN t AND y NOT IN (SELECT z FROM u GROUP BY k, l)", &["t", "u"]);
    check("SELECT a FROM t UNION ALL SELECT b, c FROM u LIMIT 1", &["t", "u"]);
    check("WITH c AS (SELECT 1 FROM t) SELECT * FROM c", &["c", "t"]);
}

#[test]
fn triggers_write_to_what_stands_behind_into_update_and_delete() {
    check(
        "CREATE TRIGGER r AFTER UPDATE OF a, b ON t BEGIN
           INSERT OR REPLACE INTO log (a, b) VALUES (new.a, new.b);
           UPDATE OR IGNORE u SET a = 1, b = 2 WHERE c = 3;
           DELETE FROM w WHERE k IN (a, b);
           INSERT INTO x SELECT a FROM y ON CONFLICT DO UPDATE SET a = excluded.a;
         END",
        &["log", "u", "w", "x", "y"],
    );
}
