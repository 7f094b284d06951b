//! In what two versions of an object differ, one line for each facet. Must not know what kind of object it is.

use std::collections::BTreeSet;

use evenkeel_core::Pair;
use serde_json::Value;

/// `definition: CHECK (a > 0) → CHECK (a > 1)`, for every facet that is not the same.
pub(super) fn changed(versions: Pair<&Value>) -> Vec<String> {
    let (Some(old), Some(new)) = (versions.old.as_object(), versions.new.as_object()) else {
        return match versions.old == versions.new {
            true => Vec::new(),
            false => vec![format!("{} → {}", words(versions.old), words(versions.new))],
        };
    };
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let facets = names.into_iter().map(|name| {
        let facet = |version: &serde_json::Map<String, Value>| version.get(name).cloned().unwrap_or_default();
        (name, facet(old), facet(new))
    });
    let differing = facets.filter(|(_, old, new)| old != new);
    differing.map(|(name, old, new)| format!("{name}: {} → {}", words(&old), words(&new))).collect()
}

/// Text without its quotes; what is absent as a word.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(old: &Value, new: &Value) -> Vec<String> {
        changed(Pair::of(old, new))
    }

    #[test]
    fn only_what_differs_is_told() {
        let old = json!({ "name": "c", "type": "text", "not_null": true });
        let new = json!({ "name": "c", "type": "integer", "collation": "C" });
        assert_eq!(
            of(&old, &new),
            ["collation: nothing → C", "not_null: true → nothing", "type: text → integer"]
        );
        assert!(of(&old, &old).is_empty());
    }

    #[test]
    fn what_has_no_facets_is_told_whole() {
        assert_eq!(of(&json!("a"), &json!("b")), ["a → b"]);
    }
}
