//! A script that knows from which place of which file each of its lines came. Must not know what the lines say.

use std::ops::Range;

use evenkeel_core::sql::Sql;

use super::ast::Span;

#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) places: Vec<(Range<usize>, Span)>,
}

impl Text {
    /// A line, and where it comes from.
    pub(super) fn line(&mut self, sql: &Sql, at: &Span) {
        self.put(sql.as_str(), "\n", at);
    }

    /// The last or only line of a statement.
    pub(super) fn statement(&mut self, sql: &Sql, at: &Span) {
        self.put(sql.as_str(), ";\n\n", at);
    }

    /// Comments of ours stay where they are: above what they are about.
    pub(super) fn remarks(&mut self, remarks: &[String], at: &Span) {
        for remark in remarks {
            self.put("-- ", "", at);
            self.put(remark, "\n", at);
        }
    }

    fn put(&mut self, text: &str, end: &str, at: &Span) {
        let start = self.text.len();
        self.text.push_str(text);
        self.text.push_str(end);
        self.places.push((start..self.text.len(), at.clone()));
    }
}
