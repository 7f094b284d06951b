//! Enums, models and their columns: every name is looked up, every attribute understood. Must not know keys, indexes and
//! relations beyond who is one.

use evenkeel_core::sql;
use evenkeel_core::sql::Sql;

use super::arguments::Arguments;
use super::ast::{Arity, Attribute, Enum, Field, FieldType, Model, Span, Tree};
use super::config::Config;
use super::defaults::{Content, Default};
use super::error::{Fault, Problem};
use super::native::{SCALARS, Scalar, native};
use super::schema::{Column, EnumLabel, EnumType, Filled, Null, Qualified};
use crate::lexer::Dialect;

/// A model whose names are looked up.
pub(super) struct Resolved<'a> {
    pub(super) model: &'a Model,
    pub(super) table: Qualified,
    pub(super) fields: Vec<Member<'a>>,
}

/// A field.
pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    pub(super) holds: Holds,
}

pub(super) enum Holds {
    Column {
        column: Column,
        of: Of,
    },
    /// The number of another model, or of the same.
    Relation(usize),
    /// Its type is unknown, which was said.
    Unknown,
}

/// What a column holds, so that two can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Scalar(Scalar),
    Enum(usize),
    Unsupported,
}

impl Resolved<'_> {
    /// The column of a field; where it has none, that is said.
    pub(super) fn column(&self, name: &str, at: &Span, faults: &mut Vec<Fault>) -> Option<(&Column, &Of)> {
        let model = self.model.name.text.clone();
        match self.fields.iter().find(|member| member.field.name.text == name) {
            Some(Member { holds: Holds::Column { column, of }, .. }) => Some((column, of)),
            Some(Member { holds: Holds::Relation(_), .. }) => {
                faults.push(Fault::new(Problem::NotScalar(name.to_owned()), at.clone()));
                None
            }
            Some(Member { holds: Holds::Unknown, .. }) => None,
            None => {
                let names = self.fields.iter().map(|member| member.field.name.text.as_str());
                let nearest = nearest(name, names);
                let problem = Problem::NoField { model, field: name.to_owned(), nearest };
                faults.push(Fault::new(problem, at.clone()));
                None
            }
        }
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = (&Field, &Column)> {
        self.fields.iter().filter_map(|member| match &member.holds {
            Holds::Column { column, .. } => Some((member.field, column)),
            Holds::Relation(_) | Holds::Unknown => None,
        })
    }
}

/// The known name that a wrong one resembles most.
fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.collect();
    similar::get_close_matches(wrong, &known, 1, 0.7).first().map(|name| (*name).to_owned())
}

/// The only attribute of a name, if there is one.
pub(super) fn attribute<'a>(
    attributes: &'a [Attribute],
    name: &str,
    faults: &mut Vec<Fault>,
) -> Option<&'a Attribute> {
    let mut found = attributes.iter().filter(|attribute| attribute.name.text == name);
    let first = found.next();
    for again in found {
        faults.push(Fault::new(Problem::Twice { what: format!("@{name}") }, again.at.clone()));
    }
    first
}

fn refuse_unknown(attributes: &[Attribute], signs: &str, known: &[&str], faults: &mut Vec<Fault>) {
    for Attribute { name, .. } in attributes.iter().filter(|one| !known.contains(&one.name.text.as_str())) {
        faults.push(Fault::new(Problem::NoAttribute(format!("{signs}{}", name.text)), name.at.clone()));
    }
}

/// The one string that an attribute takes, such as the name in the database.
fn said(
    attributes: &[Attribute],
    signs: &str,
    name: &'static str,
    faults: &mut Vec<Fault>,
) -> Option<(String, Span)> {
    let attribute = attribute(attributes, name, faults)?;
    let title = format!("{signs}{name}");
    let arguments = Arguments::of(&title, attribute, 1, &["name"], faults);
    arguments.need("name", faults)?;
    arguments.text("name", faults).map(|word| (word.text, word.at))
}

/// Reads names; with the datasource they become tables and types.
pub(super) struct Reader<'a> {
    pub(super) config: &'a Config,
    pub(super) tree: &'a Tree,
    pub(super) enums: Vec<EnumType>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(config: &'a Config, tree: &'a Tree, faults: &mut Vec<Fault>) -> Self {
        let mut reader = Reader { config, tree, enums: Vec::new() };
        for found in &tree.enums {
            let found = reader.r#enum(found, faults);
            reader.enums.push(found);
        }
        for composite in &tree.composites {
            faults.push(Fault::new(Problem::Composite, composite.name.at.clone()));
        }
        reader.refuse_same_names(faults);
        reader
    }

    fn refuse_same_names(&self, faults: &mut Vec<Fault>) {
        let models = self.tree.models.iter().chain(&self.tree.views).map(|model| &model.name);
        let names: Vec<_> = models.chain(self.tree.enums.iter().map(|found| &found.name)).collect();
        for (at, name) in names.iter().enumerate() {
            if names[..at].iter().any(|other| other.text == name.text) {
                faults.push(Fault::new(Problem::Twice { what: name.text.clone() }, name.at.clone()));
            }
            if Scalar::named(&name.text).is_some() {
                let what = format!("the type {}, which Prisma has itself,", name.text);
                faults.push(Fault::new(Problem::Twice { what }, name.at.clone()));
            }
        }
    }

    /// The name in the database of a block, with its schema.
    fn qualified(
        &self,
        name: &super::ast::Word,
        attributes: &[Attribute],
        faults: &mut Vec<Fault>,
    ) -> Qualified {
        let mapped = said(attributes, "@@", "map", faults).map(|(name, _)| name);
        let schema = said(attributes, "@@", "schema", faults);
        let known = self.config.schemas.as_deref();
        match (&schema, known) {
            (Some((schema, at)), known)
                if known.is_none_or(|all| all.iter().all(|one| one.text != *schema)) =>
            {
                faults.push(Fault::new(Problem::UnknownSchema(schema.clone()), at.clone()));
            }
            (None, Some(_)) => faults.push(Fault::new(Problem::NoSchema, name.at.clone())),
            (Some(_) | None, _) => {}
        }
        Qualified {
            schema: schema.map(|(schema, _)| schema),
            name: mapped.unwrap_or_else(|| name.text.clone()),
        }
    }

    fn r#enum(&self, found: &Enum, faults: &mut Vec<Fault>) -> EnumType {
        refuse_unknown(&found.attributes, "@@", &["map", "schema"], faults);
        if found.labels.is_empty() {
            faults.push(Fault::new(Problem::EmptyEnum(found.name.text.clone()), found.name.at.clone()));
        }
        let mut labels: Vec<EnumLabel> = Vec::new();
        for label in &found.labels {
            refuse_unknown(&label.attributes, "@", &["map"], faults);
            let name = said(&label.attributes, "@", "map", faults).map(|(name, _)| name);
            let name = name.unwrap_or_else(|| label.name.text.clone());
            if labels.iter().any(|other| other.word == label.name.text || other.name == name) {
                let what = format!("the label {name} of {}", found.name.text);
                faults.push(Fault::new(Problem::Twice { what }, label.name.at.clone()));
            }
            let (word, at) = (label.name.text.clone(), label.name.at.clone());
            labels.push(EnumLabel { word, name, at, remarks: label.remarks.clone() });
        }
        EnumType {
            name: self.qualified(&found.name, &found.attributes, faults),
            labels,
            at: found.name.at.clone(),
            remarks: found.remarks.clone(),
        }
    }

    /// Looks up what a model says of its fields.
    pub(super) fn model(&self, model: &'a Model, faults: &mut Vec<Fault>) -> Resolved<'a> {
        const KNOWN: &[&str] = &["id", "unique", "index", "map", "schema", "ignore"];
        refuse_unknown(&model.attributes, "@@", KNOWN, faults);
        let mut fields: Vec<Member<'a>> = Vec::new();
        for field in &model.fields {
            let name = &field.name;
            if fields.iter().any(|other| other.field.name.text == name.text) {
                let what = format!("the field {} of {}", name.text, model.name.text);
                faults.push(Fault::new(Problem::Twice { what }, name.at.clone()));
                continue;
            }
            let holds = self.holds(field, faults);
            fields.push(Member { field, holds });
        }
        let table = self.qualified(&model.name, &model.attributes, faults);
        Resolved { model, table, fields }
    }

    fn holds(&self, field: &Field, faults: &mut Vec<Fault>) -> Holds {
        let known = ["id", "unique", "default", "map", "updatedAt", "relation", "ignore"];
        let prefix = format!("{}.", self.config.name);
        let odd = |one: &&Attribute| {
            !known.contains(&one.name.text.as_str()) && !one.name.text.starts_with(&prefix)
        };
        for Attribute { name, .. } in field.attributes.iter().filter(odd) {
            faults.push(Fault::new(Problem::NoAttribute(format!("@{}", name.text)), name.at.clone()));
        }
        let of = match &field.of {
            FieldType::Unsupported(_) => Of::Unsupported,
            FieldType::Named(word) => {
                let name = &word.text;
                let named = |one: &super::ast::Word| one.text == *name;
                let models = || self.tree.models.iter().position(|model| named(&model.name));
                let view = || self.tree.views.iter().any(|view| named(&view.name));
                let enums = || self.tree.enums.iter().position(|found| named(&found.name));
                if let Some(scalar) = Scalar::named(name) {
                    Of::Scalar(scalar)
                } else if let Some(model) = models() {
                    return Holds::Relation(model);
                } else if let Some(found) = enums() {
                    Of::Enum(found)
                } else if view() {
                    // Only the client follows a relation to a view.
                    return Holds::Unknown;
                } else {
                    let names = self.tree.models.iter().map(|model| model.name.text.as_str());
                    let names = names.chain(self.tree.enums.iter().map(|found| found.name.text.as_str()));
                    let nearest = nearest(name, names.chain(SCALARS.iter().map(|(name, _)| *name)));
                    let problem = Problem::NoType { name: name.clone(), nearest };
                    faults.push(Fault::new(problem, word.at.clone()));
                    return Holds::Unknown;
                }
            }
        };
        if let Some(misplaced) = field.attributes.iter().find(|one| one.name.text == "relation") {
            let why = "this field is no relation";
            let problem = Problem::Misplaced { attribute: "@relation".to_owned(), why };
            faults.push(Fault::new(problem, misplaced.at.clone()));
        }
        let column = self.column(field, &of, &prefix, faults);
        Holds::Column { column, of }
    }

    fn column(&self, field: &Field, of: &Of, prefix: &str, faults: &mut Vec<Fault>) -> Column {
        let dialect = self.config.dialect;
        let element = self.element(field, of, prefix, faults);
        let content = match of {
            Of::Scalar(scalar) => Content::Scalar(*scalar),
            Of::Enum(at) => Content::Enum(&self.enums[*at]),
            Of::Unsupported => Content::Unsupported,
        };
        if let (Arity::List, Dialect::Sqlite) = (field.arity, dialect) {
            let problem = Problem::NotThere(super::called(dialect), "a list in a column");
            faults.push(Fault::new(problem, field.at.clone()));
        }
        let default = attribute(&field.attributes, "default", faults);
        let filled = default.map_or(Filled::Nothing, |attribute| {
            let arguments = Arguments::of("@default", attribute, 1, &["value"], faults);
            let Some(value) = arguments.need("value", faults) else { return Filled::Nothing };
            let default = Default { dialect, content, arity: field.arity, element: &element };
            default.read(value, faults).unwrap_or_else(|fault| {
                faults.push(fault);
                Filled::Nothing
            })
        });
        if let Some(updated) = attribute(&field.attributes, "updatedAt", faults)
            && *of != Of::Scalar(Scalar::DateTime)
        {
            let why = "only a DateTime is set when a row is";
            let problem = Problem::Misplaced { attribute: "@updatedAt".to_owned(), why };
            faults.push(Fault::new(problem, updated.at.clone()));
        }
        let mapped = said(&field.attributes, "@", "map", faults).map(|(name, _)| name);
        Column {
            name: mapped.unwrap_or_else(|| field.name.text.clone()),
            of: if field.arity == Arity::List { sql!("{}[]", element) } else { element },
            null: if field.arity == Arity::Required { Null::Refused } else { Null::Allowed },
            filled,
            at: field.at.clone(),
            remarks: field.remarks.clone(),
        }
    }

    /// The type of a column, or of the elements of one that holds a list.
    fn element(&self, field: &Field, of: &Of, prefix: &str, faults: &mut Vec<Fault>) -> Sql {
        let dialect = self.config.dialect;
        let mut natives = field.attributes.iter().filter(|one| one.name.text.starts_with(prefix));
        let written = natives.next();
        if let Some(again) = natives.next() {
            let what = format!("the native type of {}", field.name.text);
            faults.push(Fault::new(Problem::Twice { what }, again.at.clone()));
        }
        match (of, written) {
            (Of::Scalar(scalar), Some(written)) => {
                let name = &written.name.text[prefix.len()..];
                native(dialect, name, written, *scalar).unwrap_or_else(|fault| {
                    faults.push(fault);
                    scalar.usual(dialect)
                })
            }
            (_, Some(written)) => {
                let why = "only the types of Prisma have native types";
                let problem = Problem::Misplaced { attribute: format!("@{}", written.name.text), why };
                faults.push(Fault::new(problem, written.at.clone()));
                Sql::default()
            }
            (Of::Scalar(scalar), None) => scalar.usual(dialect),
            (Of::Enum(at), None) => match dialect {
                Dialect::Postgres => self.enums[*at].name.sql(),
                Dialect::Sqlite => Sql::raw("TEXT"),
            },
            (Of::Unsupported, None) => match &field.of {
                FieldType::Unsupported(text) => Sql::from_database(text),
                FieldType::Named(_) => Sql::default(),
            },
        }
    }
}
