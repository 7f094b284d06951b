use crate::catalogue::{ALLOWANCE, find, rules};
use crate::{Finding, Levels, Severity, lint};

/// With every rule looked for.
fn all() -> Levels {
    Levels(rules().iter().map(|rule| (rule.id.to_owned(), Severity::Warning)).collect())
}

fn found(text: &str, levels: &Levels) -> Vec<Finding> {
    lint(text, levels).unwrap()
}

fn names(text: &str, levels: &Levels) -> Vec<&'static str> {
    found(text, levels).iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn each_rule_finds_its_bad_example_and_not_its_good_one() {
    for rule in rules().iter().chain([ALLOWANCE]) {
        assert!(names(rule.bad, &all()).contains(&rule.id), "{} is not found in\n{}", rule.id, rule.bad);
        assert!(!names(rule.good, &all()).contains(&rule.id), "{} is found in\n{}", rule.id, rule.good);
    }
}

#[test]
fn rules_are_sorted_and_named_once() {
    let names: Vec<_> = rules().iter().map(|rule| rule.id).collect();
    assert!(names.is_sorted_by(|one, two| one < two), "{names:?}");
    assert_eq!(find("cascade").map(|rule| rule.id), Some("cascade"));
    assert!(find("no-such-rule").is_none());
}

#[test]
fn what_a_migration_makes_itself_is_nobody_elses_yet() {
    let text = "CREATE TABLE t (id bigint PRIMARY KEY, n int);\nCREATE INDEX t_n ON t (n);\n\
                ALTER TABLE t ADD CONSTRAINT n CHECK (n > 0);\nUPDATE t SET n = 1;\n";
    assert_eq!(names(text, &Levels::default()), Vec::<&str>::new());
    let kept = "CREATE TABLE kept AS SELECT id FROM t;\nALTER TABLE kept ADD PRIMARY KEY (id);\n";
    assert_eq!(names(kept, &Levels::default()), Vec::<&str>::new());
}

#[test]
fn only_what_a_migration_has_made_by_then_is_its_own_to_drop() {
    let levels = Levels::default();
    assert_eq!(names("CREATE TABLE q.log AS SELECT id FROM t;\nDROP TABLE q.log;\n", &levels), [""; 0]);
    for of_others in [
        "DROP TABLE t;\nCREATE TABLE t (id bigint PRIMARY KEY);\n",
        "CREATE TABLE q.t AS SELECT id FROM t;\nDROP TABLE t;\n",
        "CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS id;\nDROP TABLE t;\n",
        "CREATE TABLE u AS SELECT 1 AS id;\nDROP TABLE u, t;\n",
    ] {
        assert!(names(of_others, &levels).contains(&"ban-drop-table"), "{of_others}");
    }
}

#[test]
fn a_table_that_is_made_with_a_quoted_name_is_known_by_it() {
    let text = "CREATE TABLE \"Users\" (id bigint PRIMARY KEY, n int);\nUPDATE \"Users\" SET n = 1;\nDELETE FROM \"Users\";\n";
    assert_eq!(names(text, &Levels::default()), [""; 0]);
}

#[test]
fn a_constraint_may_be_proved_in_a_transaction_of_its_own() {
    let added = "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;";
    let proved = "ALTER TABLE t VALIDATE CONSTRAINT c;";
    let apart = format!("{added}\nBEGIN;\n{proved}\nCOMMIT;\n");
    assert_eq!(names(&apart, &Levels::default()), [""; 0]);
    for together in [format!("{added}\n{proved}\n"), format!("BEGIN;\n{added}\n{proved}\nCOMMIT;\n")] {
        assert_eq!(names(&together, &Levels::default()), ["constraint-missing-not-valid"]);
    }
}

#[test]
fn a_permission_is_for_one_statement_and_one_rule() {
    let text = "-- evenkeel: allow cascade because it is empty\nDROP TYPE a CASCADE;\nDROP TYPE b CASCADE;\n";
    let found = found(text, &Levels::default());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(&text[found[0].range.clone()], "DROP TYPE b CASCADE;");
}

#[test]
fn a_permission_that_says_nothing_or_is_for_nothing_is_told() {
    let message = |text: &str| found(text, &Levels::default())[0].message.clone();
    assert_eq!(
        message("-- evenkeel: allow casc because\nSELECT 1;"),
        "there is no rule \"casc\" to allow something of"
    );
    assert_eq!(
        message("-- evenkeel: allow cascade because a view\nSELECT 1;"),
        "cascade is kept here; the permission can go"
    );
    let without_reason = names("DROP TYPE a CASCADE; -- evenkeel: allow cascade\n", &Levels::default());
    assert_eq!(without_reason, ["cascade", "allowance"]);
}

#[test]
fn a_project_may_see_a_rule_otherwise() {
    let levels = |severity| Levels([("cascade".to_owned(), severity)].into());
    assert_eq!(found("DROP TYPE a CASCADE;", &levels(Severity::Error))[0].severity, Severity::Error);
    assert!(found("DROP TYPE a CASCADE;", &levels(Severity::Off)).is_empty());
}
