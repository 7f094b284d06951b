//! Which values break a domain's check. Must not know what is done about them.

use evenkeel_core::sql::{Ident, Sql};
use evenkeel_core::sql;

use super::DomainCheck;
use crate::kinds::{Kind, check, domain, rebuild};
use crate::preflight::{Asker, Question};

pub(super) fn about(new: Option<&DomainCheck>, asker: &Asker<'_>) -> Vec<Question> {
    let Some(check) = new.filter(|check| check.validated) else { return Vec::new() };
    let (id, domain) = (check.id(), check.domain_id());
    let Some(condition) = check::condition(check.definition.as_str()) else { return Vec::new() };
    if rebuild::is_rebuilt(asker.view, &domain) {
        return Vec::new();
    }
    domain::columns(asker, &domain)
        .map(|column| {
            // What a domain calls VALUE is a name like any other here.
            let broken = sql!(
                "NOT (SELECT {} FROM (SELECT t.{} AS value) AS v)",
                Sql::from_database(condition),
                Ident::new(column.name())
            );
            let why = format!("does not hold for all values of {column}");
            domain::of_column(asker, &id, &column, &why, &broken)
                .mended(asker.emptied(std::slice::from_ref(&column), &broken))
        })
        .collect()
}
