//! What `[policy]` says, and what it may not say. Must not know how a policy is judged.

use std::collections::BTreeMap;

use evenkeel_core::Pattern;
use evenkeel_lint::{Demand, NAMED, NameShape, Policies, Severity, policies as known};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// The only policy that says what names are.
const NAMING: &str = "naming";

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a severity (off, note, warning, error), or a table with severity, except and names"
)]
enum Written {
    Severity(Severity),
    Demand(WrittenDemand),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDemand {
    severity: Option<Severity>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    names: BTreeMap<String, Shapes>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a shape of names, or a list of them")]
enum Shapes {
    One(String),
    All(Vec<String>),
}

pub(super) fn policies<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Policies, D::Error> {
    let written = BTreeMap::<String, Written>::deserialize(deserializer)?;
    let demands = written.into_iter().map(|(id, written)| Ok((id.clone(), demand(&id, written)?)));
    demands.collect::<Result<_, String>>().map(Policies).map_err(D::Error::custom)
}

fn demand(id: &str, written: Written) -> Result<Demand, String> {
    if !known().any(|policy| policy.id == id) {
        return Err(format!("there is no policy `{id}`; docs/lint.md has them all"));
    }
    let written = match written {
        Written::Severity(severity) => {
            WrittenDemand { severity: Some(severity), except: Vec::new(), names: BTreeMap::new() }
        }
        Written::Demand(written) => written,
    };
    let severity = written.severity.unwrap_or(Severity::Warning);
    match (id == NAMING, written.names.is_empty()) {
        (true, true) if severity > Severity::Off => {
            return Err("naming has to say what names are: names = { table = \"snake_case\" }".to_owned());
        }
        (false, false) => return Err(format!("`{id}` says nothing of names; only naming does")),
        (true | false, _) => {}
    }
    let except = written.except.iter().map(|text| text.parse().map_err(|error| format!("{error}")));
    let except = except.collect::<Result<Vec<Pattern>, String>>()?;
    let names = written.names.into_iter().map(|(kind, shapes)| named(kind, shapes));
    Ok(Demand { severity, except, names: names.collect::<Result<_, String>>()? })
}

fn named(kind: String, shapes: Shapes) -> Result<(String, Vec<NameShape>), String> {
    if !NAMED.contains(&kind.as_str()) {
        return Err(format!("`{kind}` is no kind of object that has a name, only {}", NAMED.join(", ")));
    }
    let shapes = match shapes {
        Shapes::One(shape) => vec![shape],
        Shapes::All(shapes) => shapes,
    };
    let read = |shape: &String| {
        NameShape::parse(shape).ok_or_else(|| {
            format!("`{shape}` is no shape of names, only snake_case, camelCase, PascalCase or a pattern such as *_idx")
        })
    };
    let shapes = shapes.iter().map(read).collect::<Result<_, String>>()?;
    Ok((kind, shapes))
}
