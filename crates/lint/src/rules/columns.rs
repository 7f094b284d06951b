//! Rules about columns that come. Must not know other rules.

use squawk_syntax::ast::{self, AstNode};

use crate::file::{File, range, words};
use crate::rule::Spot;

/// `json` keeps the text as it was typed and has no equality.
pub(crate) fn json_column(file: &File<'_>) -> Vec<Spot> {
    let types = file.statements().flat_map(|statement| match statement {
        ast::Stmt::CreateTable(table) => {
            let columns = table.table_arg_list().into_iter().flat_map(|list| list.args());
            columns
                .filter_map(|arg| if let ast::TableArg::Column(column) = arg { column.ty() } else { None })
                .collect()
        }
        ast::Stmt::AlterTable(table) => added(&table).filter_map(|column| column.ty()).collect(),
        _ => Vec::new(),
    });
    let is_json =
        |data_type: &ast::Type| words(data_type.syntax()).first().is_some_and(|word| word == "JSON");
    let spot = |data_type: ast::Type| Spot {
        range: range(data_type.syntax()),
        message: "a column of type json has no equality, so DISTINCT, GROUP BY and UNION over it fail"
            .to_owned(),
    };
    types.filter(is_json).map(spot).collect()
}

/// Every row is computed and written while nobody else can read.
pub(crate) fn stored_generated_column(file: &File<'_>) -> Vec<Spot> {
    let mut spots = Vec::new();
    for table in file.alters_others() {
        for column in added(&table) {
            let stored = |constraint: &ast::Constraint| {
                let words = words(constraint.syntax());
                words.first().is_some_and(|word| word == "GENERATED")
                    && words.last().is_some_and(|word| word == "STORED")
            };
            if column.constraints().any(|constraint| stored(&constraint)) {
                let message =
                    "the whole table is written anew, with nobody else reading or writing meanwhile";
                spots.push(Spot { range: range(column.syntax()), message: message.to_owned() });
            }
        }
    }
    spots
}

fn added(table: &ast::AlterTable) -> impl Iterator<Item = ast::AddColumn> {
    let actions: Vec<_> = table.actions().collect();
    actions.into_iter().filter_map(|action| match action {
        ast::AlterTableAction::AddColumn(column) => Some(column),
        _ => None,
    })
}
