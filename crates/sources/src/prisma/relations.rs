//! Relations: which two fields are the ends of one, which side holds it, and the table between two lists. Must not know
//! how fields became columns.

use evenkeel_core::sql::Sql;

use super::arguments::{Arguments, list, text, word};
use super::ast::{Arity, Attribute, Field, FieldType, Span, Value, Word};
use super::config::KeptBy;
use super::error::{Fault, Problem};
use super::keys::Keys;
use super::models::{Holds, Of, Resolved, attribute};
use super::names;
use super::native::Scalar;
use super::schema::{Column, ForeignKey, Null};
use crate::lexer::Dialect;

/// One end of a relation.
struct End<'a> {
    model: usize,
    target: usize,
    field: &'a Field,
    name: Option<String>,
    written: Option<(&'a Attribute, Arguments<'a>)>,
}

impl End<'_> {
    fn is_list(&self) -> bool {
        self.field.arity == Arity::List
    }

    fn get(&self, argument: &str) -> Option<&Value> {
        self.written.as_ref().and_then(|(_, arguments)| arguments.get(argument))
    }

    fn holds(&self) -> bool {
        self.get("fields").is_some()
    }

    fn at(&self) -> Span {
        self.field.at.clone()
    }
}

/// Two lists that lead to each other.
pub(super) struct ManyToMany {
    /// Without the cut to what the database can name.
    pub(super) name: String,
    /// The models of its columns `A` and `B`.
    pub(super) models: [usize; 2],
    pub(super) at: Span,
}

/// All relations.
#[derive(Default)]
pub(super) struct Relations {
    /// Beside each foreign key, the number of the model that holds it.
    pub(super) foreign_keys: Vec<(usize, ForeignKey)>,
    pub(super) many_to_many: Vec<ManyToMany>,
}

pub(super) struct RelationReader<'a> {
    pub(super) dialect: Dialect,
    pub(super) kept_by: KeptBy,
    pub(super) models: &'a [Resolved<'a>],
    pub(super) keys: &'a [Keys],
}

impl<'a> RelationReader<'a> {
    pub(super) fn read(&self, faults: &mut Vec<Fault>) -> Relations {
        let ends = self.ends(faults);
        let mut relations = Relations::default();
        for (at, end) in ends.iter().enumerate() {
            let alike = |other: &&End<'_>| other.name == end.name;
            let there: Vec<&End<'_>> = ends
                .iter()
                .filter(alike)
                .filter(|other| other.model == end.model && other.target == end.target)
                .collect();
            let most = if end.model == end.target { 2 } else { 1 };
            let names = || (self.name(end.model), self.name(end.target));
            if there.len() > most {
                let (model, other) = names();
                faults.push(Fault::new(Problem::Ambiguous { model, other }, end.at()));
                continue;
            }
            let back = ends.iter().enumerate().find(|(other, back)| {
                *other != at && alike(back) && back.model == end.target && back.target == end.model
            });
            match back {
                // Each relation is read at its first end.
                Some((other, _)) if other < at => {}
                Some((_, back)) => self.pair(end, back, &mut relations, faults),
                None => {
                    let (model, other) = names();
                    faults.push(Fault::new(Problem::NoOpposite { model, other }, end.at()));
                }
            }
        }
        relations
    }

    fn name(&self, model: usize) -> String {
        self.models[model].model.name.text.clone()
    }

    fn ends(&self, faults: &mut Vec<Fault>) -> Vec<End<'a>> {
        const KNOWN: &[&str] = &["name", "fields", "references", "onDelete", "onUpdate", "map"];
        let mut ends = Vec::new();
        for (model, resolved) in self.models.iter().enumerate() {
            for member in &resolved.fields {
                let Holds::Relation(target) = member.holds else { continue };
                refuse_column_attributes(member.field, faults);
                let written = attribute(&member.field.attributes, "relation", faults);
                let written =
                    written.map(|written| (written, Arguments::of("@relation", written, 1, KNOWN, faults)));
                let name = written.as_ref().and_then(|(_, arguments)| arguments.text("name", faults));
                let name = name.map(|word| word.text);
                ends.push(End { model, target, field: member.field, name, written });
            }
        }
        ends
    }

    fn pair(&self, one: &End<'_>, two: &End<'_>, relations: &mut Relations, faults: &mut Vec<Fault>) {
        let held = [one, two].map(End::holds);
        match ([one, two].map(End::is_list), held) {
            ([true, true], [false, false]) => self.many_to_many(one, two, relations, faults),
            ([true, _], [true, _]) => faults.push(Fault::new(Problem::FieldsOfList, one.at())),
            ([_, true], [_, true]) => faults.push(Fault::new(Problem::FieldsOfList, two.at())),
            (_, [true, true]) => faults.push(Fault::new(Problem::BothFields, two.at())),
            (_, [true, false]) => self.inline(one, two, relations, faults),
            (_, [false, true]) => self.inline(two, one, relations, faults),
            ([true, _], [false, false]) => faults.push(Fault::new(Problem::NoFields, two.at())),
            ([false, _], [false, false]) => faults.push(Fault::new(Problem::NoFields, one.at())),
        }
    }

    fn many_to_many(&self, one: &End<'_>, two: &End<'_>, relations: &mut Relations, faults: &mut Vec<Fault>) {
        for end in [one, two] {
            let key = self.keys[end.model].primary.as_ref();
            if key.is_none_or(|key| key.columns.len() != 1) {
                faults.push(Fault::new(Problem::ManyToManyKey(self.name(end.model)), end.at()));
            }
            for argument in ["onDelete", "onUpdate", "map"] {
                if end.get(argument).is_some() {
                    let why = "nobody can say how a relation of many to many is kept";
                    let problem = Problem::Misplaced { attribute: format!("the argument {argument}"), why };
                    faults.push(Fault::new(problem, end.at()));
                }
            }
        }
        let mut ends = [one, two];
        ends.sort_by_key(|end| &self.models[end.model].model.name.text);
        let [a, b] = ends;
        let name = one.name.clone();
        let name = name.unwrap_or_else(|| format!("{}To{}", self.name(a.model), self.name(b.model)));
        let models = [a.model, b.model];
        relations.many_to_many.push(ManyToMany { name, models, at: a.at() });
    }

    /// A relation that fields of one side hold.
    fn inline(&self, holder: &End<'_>, back: &End<'_>, relations: &mut Relations, faults: &mut Vec<Fault>) {
        let own = self.columns(holder.get("fields"), holder.model, faults);
        let theirs = match holder.get("references") {
            Some(value) => self.columns(Some(value), holder.target, faults),
            None => {
                let problem = Problem::Lacks { attribute: "@relation".to_owned(), argument: "references" };
                return faults.push(Fault::new(problem, holder.at()));
            }
        };
        let (Some(own), Some(theirs)) = (own, theirs) else { return };
        if own.len() != theirs.len() || own.is_empty() {
            let problem = Problem::Counts { fields: own.len(), references: theirs.len() };
            return faults.push(Fault::new(problem, holder.at()));
        }
        for ((field, _, is), (other, _, other_is)) in own.iter().zip(&theirs) {
            if is != other_is {
                let (is, other_is) = (told(is, field), told(other_is, other));
                let (field, other) = (field.name.text.clone(), other.name.text.clone());
                faults.push(Fault::new(Problem::OtherType { field, is, other, other_is }, holder.at()));
            }
        }
        let required = own.iter().any(|(_, column, _)| column.null == Null::Refused);
        if holder.field.arity == Arity::Required
            && own.iter().any(|(_, column, _)| column.null == Null::Allowed)
        {
            faults.push(Fault::new(Problem::Requiredness, holder.at()));
        }
        let names = |side: &[(&Field, &Column, &Of)]| -> Vec<String> {
            side.iter().map(|(_, column, _)| column.name.clone()).collect()
        };
        let (columns, references) = (names(&own), names(&theirs));
        if !self.keys[holder.target].are_unique(&references) {
            faults.push(Fault::new(Problem::NotUnique(self.name(holder.target)), holder.at()));
        }
        if !back.is_list() && !self.keys[holder.model].are_unique(&columns) {
            faults.push(Fault::new(Problem::OneToOne, holder.at()));
        }
        let usual = if required { "RESTRICT" } else { "SET NULL" };
        let key = self.foreign_key(holder, columns, references, usual, faults);
        match self.kept_by {
            KeptBy::ForeignKeys => relations.foreign_keys.push((holder.model, key)),
            KeptBy::Client => {}
        }
    }

    fn foreign_key(
        &self,
        holder: &End<'_>,
        columns: Vec<String>,
        references: Vec<String>,
        usual: &'static str,
        faults: &mut Vec<Fault>,
    ) -> ForeignKey {
        let table = &self.models[holder.model].table.name;
        let name = match (holder.get("map"), self.dialect) {
            (Some(map), Dialect::Sqlite) => {
                let problem = Problem::NotThere(super::called(self.dialect), "a name of a foreign key");
                faults.push(Fault::new(problem, map.at().clone()));
                None
            }
            (Some(map), Dialect::Postgres) => text(map, faults).map(|word| word.text),
            (None, _) => None,
        };
        let mut action = |argument, usual| match holder.get(argument) {
            Some(value) => action(value, faults).unwrap_or(usual),
            None => usual,
        };
        ForeignKey {
            on_delete: Sql::raw(action("onDelete", usual)),
            on_update: Sql::raw(action("onUpdate", "CASCADE")),
            name: name.unwrap_or_else(|| names::foreign_key(self.dialect, table, &columns)),
            columns,
            table: self.models[holder.target].table.clone(),
            references,
            at: holder.at(),
        }
    }

    /// The fields that a list names, with their columns.
    fn columns(
        &self,
        value: Option<&Value>,
        model: usize,
        faults: &mut Vec<Fault>,
    ) -> Option<Vec<(&'a Field, &'a Column, &'a Of)>> {
        let resolved = &self.models[model];
        let named = list(value?).iter().map(|value| {
            let Word { text, at } = word(value, faults)?;
            let (column, of) = resolved.column(text, at, faults)?;
            let field = resolved.model.fields.iter().find(|field| field.name.text == *text)?;
            Some((field, column, of))
        });
        // Each that is wrong is said, so all are looked at before the answer.
        let named: Vec<Option<_>> = named.collect();
        named.into_iter().collect()
    }
}

/// What only a column can have.
fn refuse_column_attributes(field: &Field, faults: &mut Vec<Fault>) {
    const RELATION: &[&str] = &["relation", "ignore"];
    for odd in field.attributes.iter().filter(|one| !RELATION.contains(&one.name.text.as_str())) {
        let why = "this field is a relation, and holds no column";
        let problem = Problem::Misplaced { attribute: format!("@{}", odd.name.text), why };
        faults.push(Fault::new(problem, odd.at.clone()));
    }
}

fn told(of: &Of, field: &Field) -> String {
    match (of, &field.of) {
        (Of::Scalar(scalar), _) => Scalar::name(*scalar).to_owned(),
        (Of::Enum(_) | Of::Unsupported, FieldType::Named(word)) => word.text.clone(),
        (Of::Enum(_) | Of::Unsupported, FieldType::Unsupported(text)) => text.clone(),
    }
}

fn action(value: &Value, faults: &mut Vec<Fault>) -> Option<&'static str> {
    let name = word(value, faults)?;
    match name.text.as_str() {
        "Cascade" => Some("CASCADE"),
        "Restrict" => Some("RESTRICT"),
        "NoAction" => Some("NO ACTION"),
        "SetNull" => Some("SET NULL"),
        "SetDefault" => Some("SET DEFAULT"),
        _ => {
            faults.push(Fault::new(Problem::NoAction(name.text.clone()), name.at.clone()));
            None
        }
    }
}
