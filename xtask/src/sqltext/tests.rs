//! Checks of cutting, comparing and guarding.

use super::*;

#[test]
fn statements_end_outside_bodies_lists_and_strings() {
    let text = "create rule r as on insert to t do (select 1; select 2); -- a ; comment
        create function f() returns int begin atomic select case when true then 1 end; select 2; end;
        create function g() returns int language sql as $x$ select 1; $x$; /* ; */ select 'a;b'";
    let found = statements(text);
    assert_eq!(found.len(), 4, "{found:#?}");
    assert_eq!(found[3], "select 'a;b'");
}

#[test]
fn a_plan_of_settings_is_empty() {
    assert!(is_empty_plan("-- nothing to do\nBEGIN; SET lock_timeout = '1s'; COMMIT;"));
    assert!(is_empty_plan(""));
    assert!(!is_empty_plan("SET a = 1; CREATE SCHEMA s;"));
}

#[test]
fn only_statements_that_make_roles_are_guarded() {
    let guarded =
        guard_roles("CREATE ROLE a; create user mapping for a server s; CREATE TABLE user_(a int);");
    assert_eq!(guarded.matches("$guard$").count(), 2, "{guarded}");
    assert!(!makes_roles("create table users (role text)"));
}

#[test]
fn the_order_of_columns_says_nothing() {
    let one = Dump::read(
        "CREATE TABLE t (\n    a integer,\n    b numeric(3,2)\n);\nSELECT pg_catalog.set_config('a','',false);",
    );
    let other = Dump::read(
        "\\restrict x\n-- c\nSET a = 1;\nCREATE TABLE t (\n    b numeric(3,2),\n    a integer\n);\n",
    );
    assert_eq!(one.differences(&other), Vec::<String>::new());
}

#[test]
fn what_is_too_much_and_what_lacks_is_told() {
    let got = Dump::read("CREATE SCHEMA a; CREATE SCHEMA b;");
    let wanted = Dump::read("CREATE SCHEMA b; CREATE SCHEMA c;");
    assert_eq!(got.differences(&wanted), ["+ CREATE SCHEMA a", "- CREATE SCHEMA c"]);
}

#[test]
fn lists_without_an_order_compare_as_sets() {
    let pairs = [
        (
            "CREATE STATISTICS s (ndistinct) ON a, b FROM t;",
            "CREATE STATISTICS s (ndistinct) ON b, a FROM t;",
        ),
        (
            "CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('A', 'B') EXECUTE FUNCTION f();",
            "CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('B', 'A') EXECUTE FUNCTION f();",
        ),
        ("ALTER PUBLICATION p ADD TABLE ONLY t (a, b);", "ALTER PUBLICATION p ADD TABLE ONLY t (b, a);"),
    ];
    for (one, other) in pairs {
        assert!(Dump::read(one).differences(&Dump::read(other)).is_empty(), "{one}");
    }
    let order_counts = Dump::read("CREATE TYPE e AS ENUM ('a', 'b');");
    assert!(!order_counts.differences(&Dump::read("CREATE TYPE e AS ENUM ('b', 'a');")).is_empty());
}
