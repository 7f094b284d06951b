//! What the datasource says: which database it is, its schemas and extensions, and whether relations are kept by foreign
//! keys. Must not know models.

use super::arguments::{Arguments, list, text, word};
use super::ast::{Span, Tree, Value, Word};
use super::error::{Fault, Problem};
use super::schema::Extension;
use crate::lexer::Dialect;

#[derive(Debug)]
pub(super) struct Config {
    pub(super) dialect: Dialect,
    /// The datasource's name, which stands before the native types.
    pub(super) name: String,
    pub(super) keeps_relations: KeptBy,
    /// Its schemas; none where there is only the one that is found by itself.
    pub(super) schemas: Option<Vec<Word>>,
    pub(super) extensions: Vec<Extension>,
}

/// Who sees to it that a relation leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeptBy {
    ForeignKeys,
    Client,
}

/// Reads the only datasource. Without it there is nothing to go by.
pub(super) fn read(tree: &Tree, faults: &mut Vec<Fault>) -> Option<Config> {
    let nowhere = || Span { file: 0, range: 0..0 };
    let Some(source) = tree.datasources.first() else {
        faults.push(Fault::new(Problem::NoDatasource, nowhere()));
        return None;
    };
    for second in tree.datasources.iter().skip(1) {
        faults.push(Fault::new(Problem::SecondDatasource, second.name.at.clone()));
    }
    let entry = |key: &str| source.entries.iter().find(|(name, _)| name.text == key).map(|(_, value)| value);
    let Some(provider) = entry("provider") else {
        faults.push(Fault::new(Problem::NoProvider, source.name.at.clone()));
        return None;
    };
    let provider = text(list(provider).first()?, faults)?;
    let dialect = match provider.text.as_str() {
        "postgresql" | "postgres" => Dialect::Postgres,
        "sqlite" => Dialect::Sqlite,
        _ => {
            faults.push(Fault::new(Problem::Provider(provider.text), provider.at));
            return None;
        }
    };
    let mode = entry("relationMode").or_else(|| entry("referentialIntegrity"));
    let schemas = entry("schemas").map(|value| {
        let named = list(value).iter().filter_map(|one| text(one, faults));
        named.collect()
    });
    let extensions = entry("extensions").map(list).unwrap_or_default();
    Some(Config {
        dialect,
        name: source.name.text.clone(),
        keeps_relations: mode.map_or(KeptBy::ForeignKeys, |value| relation_mode(value, faults)),
        schemas,
        extensions: extensions.iter().filter_map(|value| extension(value, faults)).collect(),
    })
}

fn relation_mode(value: &Value, faults: &mut Vec<Fault>) -> KeptBy {
    let Some(mode) = text(value, faults) else { return KeptBy::ForeignKeys };
    match mode.text.as_str() {
        "prisma" => KeptBy::Client,
        "foreignKeys" => KeptBy::ForeignKeys,
        _ => {
            faults.push(Fault::new(
                Problem::Value(format!("\"{}\"", mode.text), "relation mode: foreignKeys or prisma"),
                mode.at,
            ));
            KeptBy::ForeignKeys
        }
    }
}

/// `name` or `name(map: "…", schema: "…", version: "…")`.
fn extension(value: &Value, faults: &mut Vec<Fault>) -> Option<Extension> {
    let Value::Call(name, arguments, at) = value else {
        let name = word(value, faults)?;
        let at = name.at.clone();
        return Some(Extension { name: name.text.clone(), schema: None, version: None, at });
    };
    let title = format!("the extension {}", name.text);
    let known = (0, ["map", "schema", "version"].as_slice());
    let arguments = Arguments::among(&title, arguments, at, known, faults);
    let mut said = |key| arguments.text(key, faults).map(|word| word.text);
    Some(Extension {
        name: said("map").unwrap_or_else(|| name.text.clone()),
        schema: said("schema"),
        version: said("version"),
        at: at.clone(),
    })
}
