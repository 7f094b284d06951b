//! A script as the rules read it: the tree, and which tables it makes itself. Must not know any rule.

use std::collections::BTreeSet;
use std::ops::Range;

use squawk_syntax::ast::{self, AstNode};
use squawk_syntax::{Parse, SourceFile, SyntaxNode};

pub(crate) struct File<'a> {
    pub(crate) text: &'a str,
    pub(crate) parse: Parse<SourceFile>,
    /// Tables that nobody uses yet, by the last part of their names.
    made: BTreeSet<String>,
}

impl<'a> File<'a> {
    pub(crate) fn read(text: &'a str) -> File<'a> {
        let parse = SourceFile::parse(text);
        let made = parse.tree().stmts().filter_map(made).collect();
        File { text, parse, made }
    }

    pub(crate) fn statements(&self) -> impl Iterator<Item = ast::Stmt> {
        self.parse.tree().stmts().collect::<Vec<_>>().into_iter()
    }

    /// Whether the statement at this byte alters a table that the script made itself, be it by CREATE TABLE AS.
    pub(crate) fn alters_its_own(&self, at: usize) -> bool {
        let about = self.statements().find(|statement| range(syntax(statement)).contains(&at));
        match about {
            Some(ast::Stmt::AlterTable(table)) => altered(&table).is_some_and(|name| self.makes(&name)),
            _ => false,
        }
    }

    /// Whether the script made the table itself, so that it has no rows and no users.
    pub(crate) fn makes(&self, table: &str) -> bool {
        self.made.contains(table)
    }
}

fn made(statement: ast::Stmt) -> Option<String> {
    let name = match statement {
        ast::Stmt::CreateTable(table) => table.table_name(),
        ast::Stmt::CreateTableAs(table) => table.table_name(),
        _ => None,
    };
    Some(name?.path()?.segment()?.text())
}

/// The table that a statement alters.
pub(crate) fn altered(table: &ast::AlterTable) -> Option<String> {
    let name = table.table_relation_name()?.table_name_ref()?;
    Some(name.path_ref()?.segment()?.text())
}

/// From the first word of a node to its end.
pub(crate) fn range(node: &SyntaxNode) -> Range<usize> {
    let whole = node.text_range();
    let first = node.children_with_tokens().find(|part| !part.kind().is_trivia());
    let start = first.map_or(whole.start(), |part| part.text_range().start());
    usize::from(start)..usize::from(whole.end())
}

/// The words of a node, without comments, in upper case and one blank apart; quoted names and strings are left as they are.
pub(crate) fn words(node: &SyntaxNode) -> Vec<String> {
    let tokens = node.descendants_with_tokens().filter_map(squawk_syntax::SyntaxElement::into_token);
    tokens.filter(|token| !token.kind().is_trivia()).map(|token| token.text().to_ascii_uppercase()).collect()
}

/// The node of any statement.
pub(crate) fn syntax(statement: &ast::Stmt) -> &SyntaxNode {
    statement.syntax()
}
