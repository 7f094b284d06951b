//! `evenkeel doctor`: each finding is provoked, found, and gone once what it says was typed.

mod books;
mod machine;
mod reach;
mod rights;
mod server;
mod sqlite;

use serde_json::Value;

use crate::program::{Project, Ran};

/// What the doctor finds.
struct Findings {
    code: i32,
    all: Vec<Value>,
}

fn findings_of(ran: &Ran) -> Findings {
    let told: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}\n{ran}"));
    let all = told["findings"].as_array().unwrap_or_else(|| panic!("{ran}")).clone();
    let broken = all.iter().any(|finding| finding["severity"] == "broken");
    assert_eq!(told["healthy"], !broken, "{ran}");
    assert_eq!(ran.code, i32::from(broken), "{ran}");
    Findings { code: ran.code, all }
}

fn examine(project: &Project) -> Findings {
    findings_of(&project.run(&["doctor", "--json"]))
}

fn examine_url(url: &str) -> Findings {
    examine(&Project::at(url))
}

impl Findings {
    fn has(&self, code: &str) -> bool {
        self.all.iter().any(|finding| finding["code"] == code)
    }

    /// The finding of this code, which has to be this bad.
    #[track_caller]
    fn one(&self, code: &str, severity: &str) -> Value {
        let found = self.all.iter().find(|finding| finding["code"] == code);
        let found = found.unwrap_or_else(|| panic!("no {code} in {:#?}", self.all));
        assert_eq!(found["severity"], severity, "{found}");
        found.clone()
    }

    /// What it says in words that matter, and what to type.
    #[track_caller]
    fn says(&self, code: &str, severity: &str, cause: &str, remedy: &str) {
        let found = self.one(code, severity);
        assert!(found["cause"].as_str().unwrap().contains(cause), "{found}");
        let remedies = remedies(&found);
        assert!(remedies.iter().any(|one| one.contains(remedy)), "{found}");
    }
}

fn remedies(finding: &Value) -> Vec<String> {
    finding["remedies"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}
