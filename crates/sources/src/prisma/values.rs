//! Reads values: strings, numbers, names, calls, lists and conditions. Must not know attributes.

use super::ast::{Argument, Value, Word};
use super::error::{Fault, Problem};
use super::lexer::Kind;
use super::parser::{Parsed, Parser};

impl Parser<'_> {
    pub(super) fn value(&mut self) -> Parsed<Value> {
        match self.peek().clone() {
            Kind::Text(text) => Ok(Value::Text(text, self.take())),
            Kind::Number => {
                let at = self.take();
                Ok(Value::Number(self.text[at.range.clone()].to_owned(), at))
            }
            Kind::Word => self.word_or_call(),
            Kind::Sign("[") => self.list(),
            Kind::Sign("{") => self.object(),
            Kind::Sign(_) | Kind::Remark(_) | Kind::Newline | Kind::End => Err(self.expected("a value")),
        }
    }

    fn word_or_call(&mut self) -> Parsed<Value> {
        let mut word = self.word("a value")?;
        while self.eat(".") {
            let part = self.word("a name")?;
            word = Word { text: format!("{}.{}", word.text, part.text), at: word.at.to(&part.at) };
        }
        if !self.eat("(") {
            return Ok(Value::Word(word));
        }
        let arguments = self.arguments()?;
        let at = word.at.to(&self.before());
        Ok(Value::Call(word, arguments, at))
    }

    /// Behind the opening parenthesis, up to the closing one.
    pub(super) fn arguments(&mut self) -> Parsed<Vec<Argument>> {
        self.separated(")", |parser| {
            let value = parser.value()?;
            if let Value::Word(name) = &value
                && parser.eat(":")
            {
                return Ok(Argument { name: Some(name.clone()), value: parser.value()? });
            }
            Ok(Argument { name: None, value })
        })
    }

    fn list(&mut self) -> Parsed<Value> {
        let start = self.take();
        let values = self.separated("]", Self::value)?;
        Ok(Value::List(values, start.to(&self.before())))
    }

    fn object(&mut self) -> Parsed<Value> {
        let start = self.take();
        let entries = self.separated("}", |parser| {
            let name = parser.word("a field")?;
            parser.need(":")?;
            Ok((name, parser.value()?))
        })?;
        Ok(Value::Object(entries, start.to(&self.before())))
    }

    /// Parts with commas between them, all on one line.
    fn separated<T>(
        &mut self,
        close: &'static str,
        mut part: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let open = self.before();
        let mut found = Vec::new();
        if self.eat(close) {
            return Ok(found);
        }
        loop {
            if self.is_end_of_line() {
                return Err(Fault::new(Problem::Unclosed(close), open));
            }
            found.push(part(self)?);
            if self.eat(close) {
                return Ok(found);
            }
            if !self.eat(",") && !self.is_end_of_line() {
                return Err(self.expected(format!("`,` or `{close}`")));
            }
        }
    }

    fn is_end_of_line(&self) -> bool {
        matches!(self.peek(), Kind::Newline | Kind::Remark(_) | Kind::End)
    }
}
