use super::*;

fn told(old: &str, new: &str) -> String {
    let sign = |fate| match fate {
        Fate::Gone => '-',
        Fate::New => '+',
        Fate::Kept => ' ',
    };
    let all = changes(Dialect::Postgres, old, new);
    all.iter().map(|line| format!("{}{}\n", sign(line.fate), line.text)).collect()
}

#[test]
fn only_what_means_something_else_is_told() {
    let old = "-- first\nCREATE TABLE a (\n    id int,\n    b text,\n    c text\n);\nSELECT 1;";
    let new =
        "create table a (\n    id int,\n    b text,\n    c date\n);\n-- another remark\nselect 1;\nSELECT 2;";
    let by_line = told(old, new);
    assert!(by_line.contains("-    c text\n") && by_line.contains("+    c date\n"), "{by_line}");
    assert!(by_line.ends_with("+SELECT 2;\n"), "{by_line}");
    assert!(!by_line.contains("SELECT 1") && !by_line.contains("remark"), "{by_line}");
}

#[test]
fn another_wording_of_the_same_changes_nothing() {
    assert_eq!(told("SELECT 1;", "-- a remark\nselect  1"), "");
}

#[test]
fn what_cannot_be_cut_is_compared_line_by_line() {
    assert_eq!(told("SELECT 'a;\nb", "SELECT 'a;\nc"), " SELECT 'a;\n-b\n+c\n");
}
