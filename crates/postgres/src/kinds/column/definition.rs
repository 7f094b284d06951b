//! How a column is written where it is made: its type, and all that stands in its definition. Must not know how it is
//! altered.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::{Action, Step, sql};

use super::{Column, parents};
use crate::kinds::identity::Identity;
use crate::kinds::relation::alter_table;
use crate::kinds::{Kind, Object, Site, foreign};
use crate::locks::Mode;

/// What is made inside the definition: not the children's columns, which the same statement makes.
pub(super) fn clauses<'a>(site: &Site<'a>) -> impl Iterator<Item = (&'a Object, Site<'a>)> {
    site.created().filter(|(object, _)| !matches!(object, Object::Column(_)))
}

/// Adds a column whose identity comes behind it, and gives the rows that exist their numbers.
pub(super) fn numbered(column: &Column, identity: &Identity, site: &Site<'_>) -> Vec<Step> {
    let lent = identity.lent(column);
    let table = alter_table(&column.schema, &column.table);
    let add = sql!("{} ADD COLUMN {}{}", table, column.definition(site), lent.default);
    let let_go = sql!("{} ALTER COLUMN {} DROP DEFAULT", table, Ident::new(&column.name));
    let step = |sql| Step::new(&column.id(), Action::Create, sql);
    let on_table = |sql| step(sql).locking(Mode::AccessExclusive.on(&column.schema, &column.table));
    let gone = step(lent.after).locking(Mode::AccessExclusive.of(identity.sequence_id()));
    vec![step(lent.before), on_table(add), on_table(let_go), gone]
}

impl Column {
    /// A child that is made with INHERITS may not repeat what a parent generates.
    fn takes_expression_over(&self, site: &Site<'_>) -> bool {
        let id = self.id();
        let mut above = parents(site.view.catalogs.new, &id);
        let is_made_with_it = self.inherited.0 && !self.in_partition.0 && site.view.acts(&self.table_id(), Action::Create);
        is_made_with_it && above.any(|parent| parent.generated == self.generated)
    }

    /// Name, type and everything that belongs into the definition.
    pub(super) fn definition(&self, site: &Site<'_>) -> Sql {
        let mut sql = sql!("{} {}{}", Ident::new(&self.name), self.data_type, foreign::clause(&self.foreign_options));
        if let Some(compression) = self.compression {
            sql.push(sql!(" COMPRESSION {}", compression.word()));
        }
        if let Some(collation) = &self.collation {
            sql.push(sql!(" COLLATE {}", collation));
        }
        if let Some(generated) = self.generated.as_ref().filter(|_| !self.takes_expression_over(site)) {
            sql.push(generated.clause());
        }
        for (object, inner) in clauses(site) {
            sql.push(object.contribution(&inner).text.unwrap_or_default());
        }
        // While a table is made anew, its former partitions may still hold the name that PostgreSQL 18 would choose.
        let anew = site.view.acts(&self.table_id(), Action::Drop);
        let chosen = anew.then(|| self.usual_not_null_name()).filter(|name| name.len() < 64);
        let name = self.not_null_name.as_ref().or(chosen.as_ref());
        sql.and(self.not_null_clause(name))
    }

    pub(super) fn usual_not_null_name(&self) -> String {
        [self.table.as_str(), "_", &self.name, "_not_null"].concat()
    }

    pub(super) fn not_null_clause(&self, name: Option<&String>) -> Sql {
        match (name, self.not_null) {
            (Some(name), true) => sql!(" CONSTRAINT {} NOT NULL", Ident::new(name)),
            (None, true) => Sql::raw(" NOT NULL"),
            (_, false) => Sql::default(),
        }
    }
}
