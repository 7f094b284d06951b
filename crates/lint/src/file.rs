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
    /// Where statements stand that alter or drop those, in the order of the script.
    own: Vec<Range<usize>>,
}

impl<'a> File<'a> {
    pub(crate) fn read(text: &'a str) -> File<'a> {
        let parse = SourceFile::parse(text);
        let made = parse.tree().stmts().filter_map(made).collect();
        let mut file = File { text, parse, made, own: Vec::new() };
        file.own = file.about_its_own();
        file
    }

    /// Altered is what the script makes anywhere. Dropped is only what it has made by then under that very name: dropping a
    /// table to make another one of its name loses rows.
    fn about_its_own(&self) -> Vec<Range<usize>> {
        let (mut own, mut so_far) = (Vec::new(), BTreeSet::new());
        for statement in self.statements() {
            let is_own = match &statement {
                ast::Stmt::AlterTable(table) => altered(table).is_some_and(|name| self.makes(&name)),
                ast::Stmt::DropTable(tables) => {
                    let written = |name: ast::TableNameRef| name.syntax().text().to_string();
                    tables.table_name_refs().all(|name| so_far.contains(&written(name)))
                }
                _ => false,
            };
            own.extend(is_own.then(|| range(syntax(&statement))));
            so_far.extend(surely_made(&statement));
        }
        own
    }

    pub(crate) fn statements(&self) -> impl Iterator<Item = ast::Stmt> {
        self.parse.tree().stmts().collect::<Vec<_>>().into_iter()
    }

    fn alters(&self) -> impl Iterator<Item = ast::AlterTable> {
        self.statements().filter_map(|statement| match statement {
            ast::Stmt::AlterTable(table) => Some(table),
            _ => None,
        })
    }

    /// The statements that alter tables which others may be using.
    pub(crate) fn alters_others(&self) -> impl Iterator<Item = ast::AlterTable> {
        self.alters().filter(|table| !self.is_about_its_own(range(table.syntax()).start))
    }

    /// Whether the statement at this byte alters or drops a table that the script made itself, be it by CREATE TABLE AS.
    pub(crate) fn is_about_its_own(&self, at: usize) -> bool {
        let behind = self.own.partition_point(|range| range.end <= at);
        self.own.get(behind).is_some_and(|range| range.contains(&at))
    }

    /// Whether the statement at this byte proves a constraint in a transaction that the script begins for that, and adds
    /// none in it.
    pub(crate) fn proves_apart(&self, at: usize) -> bool {
        let mut apart = false;
        for statement in self.statements() {
            let node = syntax(&statement);
            match &statement {
                ast::Stmt::Begin(_) => apart = true,
                ast::Stmt::Commit(_) => apart = false,
                ast::Stmt::AlterTable(_) if range(node).contains(&at) => {
                    return apart && words(node).iter().any(|word| word == "VALIDATE");
                }
                ast::Stmt::AlterTable(_) => apart &= !words(node).iter().any(|word| word == "VALID"),
                _ => {}
            }
        }
        false
    }

    /// Whether the script made the table itself, so that it has no rows and no users.
    pub(crate) fn makes(&self, table: &str) -> bool {
        self.made.contains(&plain(table))
    }
}

/// A name as it is compared: tables that differ in case alone are one table to the rules.
fn plain(name: &str) -> String {
    name.trim_matches('"').to_ascii_lowercase()
}

fn made(statement: ast::Stmt) -> Option<String> {
    let name = match statement {
        ast::Stmt::CreateTable(table) => table.table_name(),
        ast::Stmt::CreateTableAs(table) => table.table_name(),
        _ => None,
    };
    Some(plain(&name?.path()?.segment()?.text()))
}

/// The table that a statement makes, as it is written; one that may be there already is not sure to be the script's.
fn surely_made(statement: &ast::Stmt) -> Option<String> {
    let name = match statement {
        ast::Stmt::CreateTable(table) if table.if_not_exists().is_none() => table.table_name(),
        ast::Stmt::CreateTableAs(table) if table.if_not_exists().is_none() => table.table_name(),
        _ => None,
    };
    Some(name?.syntax().text().to_string())
}

/// The table that a statement alters.
fn altered(table: &ast::AlterTable) -> Option<String> {
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
