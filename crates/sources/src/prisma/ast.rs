//! What a schema.prisma says, as a tree in which everything knows its place. Must not know what any name means.

pub(super) use crate::derived::Span;

/// A name as it was written.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: Span,
}

/// What stands in parentheses and behind `=`.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String, Span),
    Number(String, Span),
    /// A name: `now`, `true`, a field, a label.
    Word(Word),
    Call(Word, Vec<Argument>, Span),
    List(Vec<Value>, Span),
    /// `{ name: value }`, the condition of a partial index.
    Object(Vec<(Word, Value)>, Span),
}

impl Value {
    pub(super) fn at(&self) -> &Span {
        match self {
            Value::Word(word) => &word.at,
            Value::Text(_, at)
            | Value::Number(_, at)
            | Value::Call(_, _, at)
            | Value::List(_, at)
            | Value::Object(_, at) => at,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Argument {
    pub(super) name: Option<Word>,
    pub(super) value: Value,
}

/// `@name(…)` or `@@name(…)`.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    /// Without the signs before it; `db.VarChar` is one name.
    pub(super) name: Word,
    pub(super) arguments: Vec<Argument>,
    pub(super) at: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arity {
    Required,
    Optional,
    List,
}

#[derive(Clone, Debug)]
pub(super) enum FieldType {
    Named(Word),
    /// `Unsupported("…")`: a type of the database by its own name.
    Unsupported(String),
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: Word,
    pub(super) of: FieldType,
    pub(super) arity: Arity,
    pub(super) attributes: Vec<Attribute>,
    /// From the name to the last attribute.
    pub(super) at: Span,
    /// Comments of ours above it.
    pub(super) remarks: Vec<String>,
}

/// What `model`, `view` and `type` have in common.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) name: Word,
    pub(super) fields: Vec<Field>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) remarks: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) name: Word,
    pub(super) attributes: Vec<Attribute>,
    pub(super) remarks: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Enum {
    pub(super) name: Word,
    pub(super) labels: Vec<Label>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) remarks: Vec<String>,
}

/// A `datasource`; what a `generator` says is nothing to a database.
#[derive(Clone, Debug)]
pub(super) struct Datasource {
    pub(super) name: Word,
    pub(super) entries: Vec<(Word, Value)>,
}

/// All files together.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub(super) datasources: Vec<Datasource>,
    pub(super) enums: Vec<Enum>,
    pub(super) models: Vec<Model>,
    pub(super) views: Vec<Model>,
    pub(super) composites: Vec<Model>,
}
