//! What can be wrong with a schema.prisma, each with what to do about it. Must not know how it was found.

use std::ops::Range;

use super::ast::Span;
use crate::explain::Explain;

/// One mistake and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct Fault {
    pub problem: Problem,
    pub(super) at: Span,
}

impl Fault {
    pub(super) fn new(problem: Problem, at: Span) -> Self {
        Self { problem, at }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("`{0}` means nothing here")]
    Character(char),
    #[error("this string is never closed")]
    UnclosedString,
    #[error("this comment is never closed")]
    UnclosedComment,
    #[error("a string holds an escape that JSON does not know")]
    Escape,
    #[error("expected {0}")]
    Expected(String),
    #[error("`{0}` begins no block")]
    Keyword(String),
    #[error("the block {0} is never closed")]
    UnclosedBlock(String),
    #[error("`{0}` is missing: what this opens is never closed")]
    Unclosed(&'static str),
    #[error("a list is never optional")]
    OptionalList,
    #[error("there is no datasource")]
    NoDatasource,
    #[error("there is a second datasource; evenkeel works on one database")]
    SecondDatasource,
    #[error("the datasource has no provider")]
    NoProvider,
    #[error("evenkeel does not know databases of the provider {0}")]
    Provider(String),
    #[error("the datasource is of {declared}, and the database is one of {wanted}")]
    OtherDialect { declared: &'static str, wanted: &'static str },
    #[error("{what} is declared twice")]
    Twice { what: String },
    #[error("a second {what} here would have the name {name} in the database")]
    SameName { what: &'static str, name: String },
    #[error("there is no type {name}")]
    NoType { name: String, nearest: Option<String> },
    #[error("there is no attribute {0}")]
    NoAttribute(String),
    #[error("{attribute} takes no argument {argument}")]
    NoArgument { attribute: String, argument: String },
    #[error("{attribute} takes {most} arguments without a name, and this is one more")]
    TooMany { attribute: String, most: usize },
    #[error("{attribute} lacks the argument {argument}")]
    Lacks { attribute: String, argument: &'static str },
    #[error("{attribute} cannot stand here: {why}")]
    Misplaced { attribute: String, why: &'static str },
    #[error("{database} has no native type {name}")]
    NoNative { name: String, database: &'static str },
    #[error("@db.{native} is no type for {scalar}, only for {fitting}")]
    NativeMisfit { native: String, scalar: String, fitting: &'static str },
    #[error("@db.{name} takes {takes}")]
    NativeArguments { name: String, takes: &'static str },
    #[error("`{0}` is no default for {1}")]
    Default(String, String),
    #[error("{0} has no function {1}()")]
    NoFunction(&'static str, String),
    #[error("{0} has no such thing as {1}")]
    NotThere(&'static str, &'static str),
    #[error("the model {0} has no @id, @@id, @unique or @@unique whose fields are all required")]
    NoKey(String),
    #[error("the model {0} has a second primary key")]
    SecondKey(String),
    #[error("a field of a primary key is never optional or a list")]
    OptionalKey,
    #[error("the model {model} has no field {field}")]
    NoField { model: String, field: String, nearest: Option<String> },
    #[error("{0} is a relation, and holds no column")]
    NotScalar(String),
    #[error("the enum {0} has no label")]
    EmptyEnum(String),
    #[error("the enum {name} has no label {label}")]
    NoLabel { name: String, label: String },
    #[error("the model {other} has no field that leads back to {model}")]
    NoOpposite { model: String, other: String },
    #[error("more than one relation leads from {model} to {other}, and they have the same name or none")]
    Ambiguous { model: String, other: String },
    #[error("neither side of this relation says which fields hold it")]
    NoFields,
    #[error("both sides of this relation say which fields hold it")]
    BothFields,
    #[error("a list does not hold a relation; its other side does")]
    FieldsOfList,
    #[error("{fields} fields hold this relation, and it leads to {references}")]
    Counts { fields: usize, references: usize },
    #[error("{field} is {is}, and what it leads to, {other}, is {other_is}")]
    OtherType { field: String, is: String, other: String, other_is: String },
    #[error("what a relation leads to has to be unique, and no key of {0} has just these fields")]
    NotUnique(String),
    #[error("one row leads to at most one here, so the fields that hold the relation have to be unique")]
    OneToOne,
    #[error("this relation is required, and a field that holds it is optional")]
    Requiredness,
    #[error("a relation of many to many without a model between needs an @id of one field on {0}")]
    ManyToManyKey(String),
    #[error("there is no such action as {0}")]
    NoAction(String),
    #[error("no index is of the type {0}")]
    NoIndexType(String),
    #[error("there is no operator class {0}")]
    NoOperatorClass(String),
    #[error("the datasource names schemas, and this has none")]
    NoSchema,
    #[error("the datasource does not name the schema {0}")]
    UnknownSchema(String),
    #[error("`{0}` is no {1}")]
    Value(String, &'static str),
    #[error("no database has composite types that Prisma would make; they are for MongoDB")]
    Composite,
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a mistake that needs no hint speaks for itself")]
impl Problem {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Problem::UnclosedString => {
                "a string ends on the line on which it begins, with a double quote".into()
            }
            Problem::Escape => {
                "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX; a backslash is written \\\\"
                    .into()
            }
            Problem::Keyword(_) => {
                "a block begins with model, enum, view, type, datasource or generator".into()
            }
            Problem::UnclosedBlock(_) => "close it with } on a line of its own".into(),
            Problem::NoDatasource | Problem::NoProvider => {
                "write: datasource db { and, on lines of their own, provider = \"postgresql\" and }".into()
            }
            Problem::Provider(_) => "evenkeel knows the providers postgresql and sqlite".into(),
            Problem::Unclosed(_) => "what is opened on a line is closed on it".into(),
            Problem::OtherDialect { .. } => "name a database of that kind: --url, or DATABASE_URL".into(),
            Problem::SameName { .. } => "give one of them a name of its own with map: \"…\"".into(),
            Problem::NoType { nearest: Some(name), .. } | Problem::NoField { nearest: Some(name), .. } => {
                format!("did you mean {name}?")
            }
            Problem::NoKey(_) => "mark a field with @id, or several with @@id([…])".into(),
            Problem::NoOpposite { model, other } => {
                format!("write a field of the type {model} or {model}[] into {other}")
            }
            Problem::Ambiguous { .. } => {
                "give each relation a name on both of its sides: @relation(\"Name\", …)".into()
            }
            Problem::Requiredness => "write ? behind the relation's type".into(),
            Problem::NoFields => "write @relation(fields: […], references: […]) on one side".into(),
            Problem::BothFields => "leave fields and references out on one side".into(),
            Problem::NotUnique(_) => "mark what it leads to with @unique or @@unique([…])".into(),
            Problem::OneToOne => {
                "mark them with @unique or @@unique([…]), or make the other side a list".into()
            }
            Problem::ManyToManyKey(_) => {
                "write the model between them yourself, with a relation to each".into()
            }
            Problem::NoAction(_) => "actions are Cascade, Restrict, NoAction, SetNull and SetDefault".into(),
            Problem::NoIndexType(_) => "types are BTree, Hash, Gin, Gist, SpGist and Brin".into(),
            Problem::NoOperatorClass(_) => "name any other with ops: raw(\"its_name\")".into(),
            Problem::NoSchema => "write @@schema(\"…\") into the block".into(),
            Problem::UnknownSchema(_) => "add it to schemas = […] of the datasource".into(),
            _ => return None,
        })
    }
}

impl Explain for Fault {
    fn range(&self) -> Option<Range<usize>> {
        Some(self.at.range.clone())
    }

    fn hint(&self) -> Option<String> {
        self.problem.hint()
    }
}
