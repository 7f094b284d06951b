//! From tokens to the tree. A line that cannot be read is said and passed over, so that one run tells of all of them.
//! Must not know what names mean.

use super::ast::{Arity, Attribute, Datasource, Enum, Field, FieldType, Label, Model, Span, Tree, Word};
use super::error::{Fault, Problem};
use super::lexer::{Kind, Token, tokens};

/// The place where reading goes on.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) next: usize,
}

pub(super) type Parsed<T> = Result<T, Fault>;

/// Adds to the tree what a file says.
pub(super) fn parse(file: usize, text: &str, tree: &mut Tree, faults: &mut Vec<Fault>) {
    let tokens = tokens(file, text, faults);
    let mut parser = Parser { text, tokens, next: 0 };
    loop {
        let remarks = parser.skip_lines();
        if parser.peek() == &Kind::End {
            return;
        }
        if let Err(fault) = parser.block(remarks, tree, faults) {
            faults.push(fault);
            parser.skip_rest_of_block();
        }
    }
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> &Kind {
        &self.tokens[self.next].kind
    }

    pub(super) fn at(&self) -> Span {
        self.tokens[self.next].at.clone()
    }

    /// The place of what was read last.
    pub(super) fn before(&self) -> Span {
        self.tokens[self.next.saturating_sub(1)].at.clone()
    }

    fn step(&mut self) {
        self.next = (self.next + 1).min(self.tokens.len() - 1);
    }

    pub(super) fn eat(&mut self, sign: &'static str) -> bool {
        let found = *self.peek() == Kind::Sign(sign);
        if found {
            self.step();
        }
        found
    }

    pub(super) fn need(&mut self, sign: &'static str) -> Parsed<()> {
        if self.eat(sign) { Ok(()) } else { Err(self.expected(format!("`{sign}`"))) }
    }

    /// Says what should stand here; a line's end is underlined behind the last word on the line.
    pub(super) fn expected(&self, what: impl Into<String>) -> Fault {
        let at = match self.peek() {
            Kind::Newline | Kind::End => {
                let end = self.before().range.end;
                Span { range: end..end, ..self.at() }
            }
            Kind::Word | Kind::Number | Kind::Text(_) | Kind::Sign(_) | Kind::Remark(_) => self.at(),
        };
        Fault::new(Problem::Expected(what.into()), at)
    }

    pub(super) fn word(&mut self, what: &str) -> Parsed<Word> {
        match self.peek() {
            Kind::Word => {
                let at = self.at();
                self.step();
                Ok(Word { text: self.text[at.range.clone()].to_owned(), at })
            }
            Kind::Number | Kind::Text(_) | Kind::Sign(_) | Kind::Remark(_) | Kind::Newline | Kind::End => {
                Err(self.expected(what))
            }
        }
    }

    /// Passes ends of lines and comments; returns the remarks among them.
    pub(super) fn skip_lines(&mut self) -> Vec<String> {
        let mut remarks = Vec::new();
        loop {
            match self.peek() {
                Kind::Newline => {}
                Kind::Remark(said) => remarks.push(said.clone()),
                Kind::Word | Kind::Number | Kind::Text(_) | Kind::Sign(_) | Kind::End => return remarks,
            }
            self.step();
        }
    }

    fn skip_rest_of_line(&mut self) {
        while !matches!(self.peek(), Kind::Newline | Kind::End) {
            self.step();
        }
    }

    /// Up to the end of the line, and of the block that it opens.
    fn skip_rest_of_block(&mut self) {
        self.skip_rest_of_line();
        if self.tokens[self.next.saturating_sub(1)].kind == Kind::Sign("{") {
            while !self.eat("}") && *self.peek() != Kind::End {
                self.step();
            }
        }
    }

    /// A remark behind something on its line is about that.
    fn end_of_line(&mut self) -> Parsed<Vec<String>> {
        let mut remarks = Vec::new();
        while let Kind::Remark(said) = self.peek() {
            remarks.push(said.clone());
            self.step();
        }
        match self.peek() {
            Kind::Newline | Kind::End => Ok(remarks),
            Kind::Word | Kind::Number | Kind::Text(_) | Kind::Sign(_) | Kind::Remark(_) => {
                Err(self.expected("the end of the line"))
            }
        }
    }

    fn block(&mut self, remarks: Vec<String>, tree: &mut Tree, faults: &mut Vec<Fault>) -> Parsed<()> {
        let keyword = self.word("`model`, `enum`, `datasource` or `generator`")?;
        let name = match keyword.text.as_str() {
            "model" | "view" | "type" | "enum" | "datasource" | "generator" => self.word("a name")?,
            _ => return Err(Fault::new(Problem::Keyword(keyword.text), keyword.at)),
        };
        self.need("{")?;
        self.end_of_line()?;
        match keyword.text.as_str() {
            "model" => tree.models.push(self.model(name, remarks, faults)),
            "view" => tree.views.push(self.model(name, remarks, faults)),
            "type" => tree.composites.push(self.model(name, remarks, faults)),
            "enum" => {
                let found = self.r#enum(name, remarks, faults);
                tree.enums.push(found);
            }
            "datasource" => {
                let found = self.config(name, faults);
                tree.datasources.push(found);
            }
            _ => drop(self.config(name, faults)),
        }
        Ok(())
    }

    /// Reads lines up to the closing brace.
    fn lines(
        &mut self,
        open: &Word,
        faults: &mut Vec<Fault>,
        mut line: impl FnMut(&mut Self, Vec<String>) -> Parsed<()>,
    ) {
        loop {
            let remarks = self.skip_lines();
            if self.eat("}") {
                return;
            }
            if *self.peek() == Kind::End {
                return faults.push(Fault::new(Problem::UnclosedBlock(open.text.clone()), open.at.clone()));
            }
            if let Err(fault) = line(self, remarks) {
                faults.push(fault);
                self.skip_rest_of_line();
            }
        }
    }

    fn model(&mut self, name: Word, remarks: Vec<String>, faults: &mut Vec<Fault>) -> Model {
        let mut model = Model { name, fields: Vec::new(), attributes: Vec::new(), remarks };
        let open = model.name.clone();
        self.lines(&open, faults, |parser, above| {
            match parser.eat("@@") {
                true => {
                    let attribute = parser.attribute()?;
                    parser.end_of_line()?;
                    model.attributes.push(attribute);
                }
                false => model.fields.push(parser.field(above)?),
            }
            Ok(())
        });
        model
    }

    fn field(&mut self, mut remarks: Vec<String>) -> Parsed<Field> {
        let name = self.word("a field, an @@attribute or `}`")?;
        let of = self.field_type()?;
        let arity = match (self.eat("["), self.eat("?")) {
            (true, _) => {
                self.need("]")?;
                Arity::List
            }
            (false, true) => Arity::Optional,
            (false, false) => Arity::Required,
        };
        if arity == Arity::List && *self.peek() == Kind::Sign("?") {
            return Err(Fault::new(Problem::OptionalList, self.at()));
        }
        let attributes = self.attributes()?;
        let at = name.at.to(&self.before());
        remarks.extend(self.end_of_line()?);
        Ok(Field { name, of, arity, attributes, at, remarks })
    }

    fn field_type(&mut self) -> Parsed<FieldType> {
        let word = self.word("a type")?;
        if word.text != "Unsupported" {
            return Ok(FieldType::Named(word));
        }
        self.need("(")?;
        let Kind::Text(text) = self.peek().clone() else { return Err(self.expected("a string")) };
        self.step();
        self.need(")")?;
        Ok(FieldType::Unsupported(text))
    }

    fn attributes(&mut self) -> Parsed<Vec<Attribute>> {
        let mut found = Vec::new();
        while self.eat("@") {
            found.push(self.attribute()?);
        }
        Ok(found)
    }

    /// Behind the `@`.
    fn attribute(&mut self) -> Parsed<Attribute> {
        let start = self.before();
        let mut name = self.word("the name of an attribute")?;
        while self.eat(".") {
            let part = self.word("a name")?;
            name.text = format!("{}.{}", name.text, part.text);
            name.at = name.at.to(&part.at);
        }
        let arguments = if self.eat("(") { self.arguments()? } else { Vec::new() };
        Ok(Attribute { name, arguments, at: start.to(&self.before()) })
    }

    fn r#enum(&mut self, name: Word, remarks: Vec<String>, faults: &mut Vec<Fault>) -> Enum {
        let mut found = Enum { name, labels: Vec::new(), attributes: Vec::new(), remarks };
        let open = found.name.clone();
        self.lines(&open, faults, |parser, mut remarks| {
            if parser.eat("@@") {
                found.attributes.push(parser.attribute()?);
                parser.end_of_line()?;
                return Ok(());
            }
            let name = parser.word("a label, an @@attribute or `}`")?;
            let attributes = parser.attributes()?;
            remarks.extend(parser.end_of_line()?);
            found.labels.push(Label { name, attributes, remarks });
            Ok(())
        });
        found
    }

    fn config(&mut self, name: Word, faults: &mut Vec<Fault>) -> Datasource {
        let mut found = Datasource { name, entries: Vec::new() };
        let open = found.name.clone();
        self.lines(&open, faults, |parser, _| {
            let key = parser.word("a setting or `}`")?;
            parser.need("=")?;
            let value = parser.value()?;
            parser.end_of_line()?;
            found.entries.push((key, value));
            Ok(())
        });
        found
    }

    /// Takes the token as it is.
    pub(super) fn take(&mut self) -> Span {
        let at = self.at();
        self.step();
        at
    }
}
