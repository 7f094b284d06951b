//! Tables in which other migration tools remember what they have run. They are nobody's schema. Must not know what is
//! compared.

use evenkeel_core::selection::spread;
use evenkeel_core::{Catalog, ObjectId};

/// Names of tables, and columns that have to be there where the name alone could be anybody's.
const TABLES: &[(&str, &[&str])] = &[
    ("_prisma_migrations", &[]),
    ("__drizzle_migrations", &[]),
    ("SequelizeMeta", &["name"]),
    ("mikro_orm_migrations", &[]),
    ("link_module_migrations", &[]),
    ("script_migrations", &["script_name"]),
    ("knex_migrations", &[]),
    ("knex_migrations_lock", &[]),
    ("kysely_migration", &[]),
    ("kysely_migration_lock", &[]),
    ("pgmigrations", &["run_on"]),
    ("migrations", &["id", "timestamp", "name"]),
    ("typeorm_metadata", &[]),
    ("flyway_schema_history", &[]),
    ("databasechangelog", &[]),
    ("databasechangeloglock", &[]),
    ("_sqlx_migrations", &[]),
    ("refinery_schema_history", &[]),
    ("__diesel_schema_migrations", &[]),
    ("schema_migrations", &["version"]),
    ("ar_internal_metadata", &["key", "value"]),
    ("goose_db_version", &[]),
    ("gorp_migrations", &[]),
    ("atlas_schema_revisions", &[]),
    ("alembic_version", &[]),
    ("django_migrations", &[]),
    ("__EFMigrationsHistory", &[]),
    ("phinxlog", &[]),
    ("doctrine_migration_versions", &[]),
];

/// Schemas that hold nothing but such tables.
const SCHEMAS: &[&str] = &["drizzle", "atlas_schema_revisions", "sqitch"];

/// The tables, and schemas that are theirs alone.
pub(crate) fn keepers<O>(catalog: &Catalog<O>) -> Vec<ObjectId> {
    let tables = catalog.of_kind("table").iter().map(|entry| &entry.id);
    let mut found: Vec<ObjectId> = tables.filter(|id| is_table(catalog, id)).cloned().collect();
    let schemas = catalog.of_kind("schema").iter().map(|entry| &entry.id);
    let alone = |schema: &&ObjectId| {
        let inside = catalog.of_kind("table").iter().filter(|entry| entry.id.first() == schema.name());
        SCHEMAS.contains(&schema.name())
            && inside.clone().count() > 0
            && inside.clone().all(|it| found.contains(&it.id))
    };
    let schemas: Vec<ObjectId> = schemas.filter(alone).cloned().collect();
    found.extend(schemas);
    found
}

fn is_table<O>(catalog: &Catalog<O>, id: &ObjectId) -> bool {
    let known = TABLES.iter().find(|(name, _)| *name == id.name());
    // Columns are objects in PostgreSQL only.
    let has =
        |column: &&str| catalog.of_kind("column").is_empty() || catalog.contains(&id.child("column", column));
    known.is_some_and(|(_, columns)| columns.iter().all(has))
}

/// The catalog without these objects and all that belongs to them.
pub(crate) fn without<O>(
    catalog: Catalog<O>,
    objects: &[ObjectId],
    owned: impl Fn(&O) -> Option<ObjectId>,
) -> Catalog<O> {
    if objects.is_empty() {
        return catalog;
    }
    let marked = catalog.entries().iter().map(|entry| objects.contains(&entry.id)).collect();
    let marked = spread(&catalog, marked, owned);
    catalog.without(&marked)
}
