//! What is said in TOML and in comments, word for word.

use std::time::Duration;

use super::*;
use crate::lexer::Dialect;
use crate::split::split;

fn read(script: &str) -> Result<Vec<StatementPace>, CommentError> {
    comments(Dialect::Postgres, script, &split(Dialect::Postgres, script).unwrap())
}

#[test]
fn a_comment_is_about_the_statement_below_it_or_before_it_on_its_line() {
    let script = "-- evenkeel: lock_timeout 2s\nSELECT 1; -- evenkeel: statement_timeout = 1m\n\
                  SELECT 2;\n/* evenkeel: lock_timeout 0 */ SELECT 3;";
    let paces = read(script).unwrap();
    let seconds = |seconds: u64| Some(Duration::from_secs(seconds));
    assert_eq!(paces[0], StatementPace { lock_timeout: seconds(2), statement_timeout: seconds(60) });
    assert_eq!(paces[1], StatementPace::default());
    assert_eq!(paces[2], StatementPace { lock_timeout: seconds(0), statement_timeout: None });
}

#[test]
fn what_is_inside_a_string_says_nothing() {
    assert_eq!(read("SELECT '-- evenkeel: nonsense';").unwrap(), [StatementPace::default()]);
    assert_eq!(read("-- evenkeel: rename phone\nSELECT 1").unwrap(), [StatementPace::default()]);
}

#[test]
fn what_is_not_known_is_an_error_with_a_place() {
    let wrong = |script: &str| {
        let error = read(script).unwrap_err();
        (error.to_string(), script[error.range.clone()].to_owned())
    };
    assert_eq!(
        wrong("SELECT 1;\n-- evenkeel: lock_timeuot 2s\nSELECT 2"),
        (
            "nothing is known of a setting `lock_timeuot`".to_owned(),
            "-- evenkeel: lock_timeuot 2s".to_owned()
        )
    );
    assert!(wrong("-- evenkeel: lock_timeout soon\nSELECT 1").0.contains("`soon` is not a length of time"));
    assert_eq!(wrong("SELECT 1;\n-- evenkeel: lock_timeout 1s\n").0, "no statement follows");
    assert!(
        wrong("-- evenkeel: lock_timeout 1s\n-- evenkeel: lock_timeout 2s\nSELECT 1")
            .0
            .contains("is said twice")
    );
}

#[test]
fn toml_is_read_and_written_alike() {
    let text = "lock_timeout = \"2s\"\ntries = 3\nmax_blocked = \"500ms\"\n";
    let pace: Pace = toml::from_str(text).unwrap();
    assert_eq!(pace.tries.unwrap().get(), 3);
    assert_eq!(toml::to_string(&pace).unwrap(), text);
    assert!(toml::from_str::<Pace>("tries = 0").is_err());
    assert!(toml::from_str::<Pace>("timeout = \"5s\"").is_err());
}
