use std::path::Path;

use evenkeel_lint::Severity;

use super::{Concern, Place, github, junit, markdown, sarif, stops, tally, text};
use crate::report::Paint;

fn concerns() -> Vec<Concern> {
    let place = Place::within(
        Path::new("migrations/1_a/migration.sql"),
        "SELECT 1;\nDROP TYPE a CASCADE;\n",
        &(10..29),
    );
    vec![
        Concern {
            severity: Severity::Warning,
            code: "cascade".to_owned(),
            message: "100% of <it> | goes".to_owned(),
            hint: Some("name it".to_owned()),
            place: Some(place),
        },
        Concern {
            severity: Severity::Error,
            code: "forked-history".to_owned(),
            message: "a and b".to_owned(),
            hint: None,
            place: None,
        },
    ]
}

#[test]
fn people_read_place_weight_and_way_out() {
    assert_eq!(
        text(Paint::Plain, &concerns()),
        "migrations/1_a/migration.sql:2:1: warning[cascade]: 100% of <it> | goes\n  hint: name it\n\
         error[forked-history]: a and b\n"
    );
}

#[test]
fn github_reads_commands_with_everything_escaped() {
    assert_eq!(
        github(&concerns()),
        "::warning title=cascade,file=migrations/1_a/migration.sql,line=2,col=1,endLine=2,endColumn=20::\
         100%25 of <it> | goes%0Ahint: name it\n::error title=forked-history::a and b\n"
    );
}

#[test]
fn sarif_names_rule_level_and_region() {
    let sarif = sarif(&concerns());
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"cascade".into(), &"warning".into()));
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
}

#[test]
fn junit_fails_by_errors_only() {
    let all = concerns();
    let xml = junit(&[("lint", &all[..1]), ("history", &all[1..]), ("deploy", &[])]);
    assert!(xml.contains("tests=\"3\" failures=\"1\""), "{xml}");
    assert!(
        xml.contains("<system-out>migrations/1_a/migration.sql:2:1: warning[cascade]: 100% of &lt;it&gt;"),
        "{xml}"
    );
    assert!(xml.contains("<failure message=\"1 error\">"), "{xml}");
}

#[test]
fn markdown_keeps_its_table() {
    assert!(
        markdown(&concerns())
            .contains("| `migrations/1_a/migration.sql:2` | **warning** cascade: 100% of <it> \\| goes |")
    );
    assert_eq!(markdown(&[]), "");
}

#[test]
fn they_are_counted_and_weighed() {
    assert_eq!(tally(&concerns()), "1 error, 1 warning");
    assert!(stops(&concerns(), Severity::Error) && !stops(&concerns()[..1], Severity::Error));
}
