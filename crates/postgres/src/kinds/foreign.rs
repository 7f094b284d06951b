//! Options of wrappers, servers, user mappings, foreign tables and their columns. The value of one that holds a secret
//! never leaves the server: only a digest is read, for comparing. Must not know what has the options.

use std::fmt;

use evenkeel_core::sql::{Ident, Literal, Sql};
use evenkeel_core::{Pair, sql};
use serde::{Deserialize, Serialize, Serializer};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignOption {
    name: String,
    value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Value {
    Plain(String),
    Secret(Digest),
}

/// Tells only whether two secrets are the same.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
struct Digest(String);

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

pub(crate) const SECRET: &str =
    "an option holds a secret, which is read by nobody: write the statement by hand";

impl ForeignOption {
    fn is_secret(&self) -> bool {
        matches!(self.value, Value::Secret(_))
    }

    /// `host 'example.org'`.
    fn setting(&self) -> Option<Sql> {
        match &self.value {
            Value::Plain(value) => Some(sql!("{} {}", Ident::new(&self.name), Literal(value))),
            Value::Secret(_) => None,
        }
    }
}

pub(crate) fn hold_secrets(options: &[ForeignOption]) -> bool {
    options.iter().any(ForeignOption::is_secret)
}

/// Whether a secret would have to be written to get from the old to the new.
pub(crate) fn secrets_change(pair: Pair<&[ForeignOption]>) -> bool {
    pair.new.iter().any(|option| option.is_secret() && !pair.old.contains(option))
}

/// ` OPTIONS (host 'example.org')`, or nothing.
pub(crate) fn clause(options: &[ForeignOption]) -> Sql {
    match options.is_empty() {
        true => Sql::default(),
        false => sql!(" OPTIONS ({})", Sql::join(options.iter().filter_map(ForeignOption::setting), ", ")),
    }
}

/// `OPTIONS (SET host 'example.org', DROP port)`; None where nothing changes.
pub(crate) fn changes(pair: Pair<&[ForeignOption]>) -> Option<Sql> {
    let Pair { old, new } = pair;
    let has = |list: &[ForeignOption], name: &str| list.iter().any(|option| option.name == name);
    let gone = old.iter().filter(|option| !has(new, &option.name));
    let gone = gone.map(|option| sql!("DROP {}", Ident::new(&option.name)));
    let changed = new.iter().filter(|option| !old.contains(option)).filter_map(|option| {
        let verb = Sql::raw(if has(old, &option.name) { "SET" } else { "ADD" });
        Some(sql!("{} {}", verb, option.setting()?))
    });
    let all: Vec<Sql> = gone.chain(changed).collect();
    (!all.is_empty()).then(|| sql!("OPTIONS ({})", Sql::join(all, ", ")))
}
