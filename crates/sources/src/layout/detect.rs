//! Whose migrations a folder holds, by what only that tool writes. Must not know a project beyond what it is told of.

use std::path::Path;

use super::listing::{Listing, file_name};
use super::numbered::leading_number;
use super::programs::Rules;
use super::{
    JOURNAL, Layout, alembic, knex, kysely, mikro_orm, node_pg_migrate, programs, sequelize, typeorm,
};
use crate::files::entries;
use crate::folder::UP_FILE;

/// What else tells of a project, where names alone could be several tools'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surrounding {
    /// A schema.prisma or a prisma.config.ts.
    Prisma,
    /// A dependency on sqlx.
    Sqlx,
    /// A dependency on refinery.
    Refinery,
    /// A dependency on node-pg-migrate.
    NodePgMigrate,
    /// A knexfile or a dependency on Knex.
    Knex,
    /// A .sequelizerc or a dependency on Sequelize.
    Sequelize,
    /// A kysely.config.ts or a dependency on Kysely.
    Kysely,
    /// A mikro-orm.config or a dependency on MikroORM.
    MikroOrm,
    /// A data source or a dependency on TypeORM.
    TypeOrm,
    /// An alembic.ini.
    Alembic,
}

/// Nothing where the folder holds no migrations, or some that could be our own.
pub fn detect(path: &Path, around: &[Surrounding]) -> Option<Layout> {
    if path.join(JOURNAL).is_file() {
        return Some(Layout::Drizzle);
    }
    if path.join("migration_lock.toml").is_file() {
        return Some(Layout::Prisma);
    }
    let folders = entries(path).ok()?;
    let holds = |file: &str| folders.iter().any(|entry| entry.join(file).is_file());
    match (holds(UP_FILE), holds("snapshot.json")) {
        (true, true) => return Some(Layout::Drizzle),
        (true, false) => return around.contains(&Surrounding::Prisma).then_some(Layout::Prisma),
        (false, _) => {}
    }
    let listing = Listing::deep(path).ok()?;
    by_text(&listing).or_else(|| by_names(&listing, around)).or_else(|| by_programs(path, around))
}

/// Programs look alike in all tools, so that the project has to tell whose they are.
fn by_programs(path: &Path, around: &[Surrounding]) -> Option<Layout> {
    let holds = |rules: &Rules| programs::any(path, rules);
    let has = |one: Surrounding| around.contains(&one);
    match () {
        () if has(Surrounding::TypeOrm) && holds(&typeorm::RULES) => Some(Layout::TypeOrm),
        // Who has it migrates with it, whatever else builds queries.
        () if has(Surrounding::NodePgMigrate) && holds(&node_pg_migrate::RULES) => {
            Some(Layout::NodePgMigrate)
        }
        () if has(Surrounding::Sequelize) && holds(&sequelize::RULES) => Some(Layout::Sequelize),
        () if has(Surrounding::MikroOrm) && holds(&mikro_orm::RULES) => Some(Layout::MikroOrm),
        () if has(Surrounding::Knex) && holds(&knex::RULES) => Some(Layout::Knex),
        () if has(Surrounding::Kysely) && holds(&kysely::RULES) => Some(Layout::Kysely),
        () if has(Surrounding::Alembic) && holds(&alembic::RULES) => Some(Layout::Alembic),
        () => None,
    }
}

fn by_text(listing: &Listing) -> Option<Layout> {
    let of_line = |line: &str| {
        let words: Vec<String> =
            line.trim().strip_prefix("--")?.split_whitespace().map(str::to_ascii_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["migrate:up", ..] => Some(Layout::Dbmate),
            ["+goose", "up"] => Some(Layout::Goose),
            ["liquibase", "formatted", "sql", ..] => Some(Layout::Liquibase),
            ["up", "migration", ..] => Some(Layout::NodePgMigrate),
            _ => None,
        }
    };
    listing.scripts.iter().find_map(|script| script.text.lines().find_map(of_line))
}

fn by_names(listing: &Listing, around: &[Surrounding]) -> Option<Layout> {
    let any = |is: fn(&str) -> bool| listing.scripts.iter().any(|script| is(file_name(script)));
    let versioned = any(|name| name.starts_with('V') && name.contains("__"));
    let ways = any(|name| name.ends_with(".up.sql"));
    let numbered = any(|name| leading_number(name).is_some());
    let has = |one: Surrounding| around.contains(&one);
    match (versioned, ways, numbered) {
        (true, _, _) if has(Surrounding::Refinery) => Some(Layout::Refinery),
        (true, _, _) => Some(Layout::Flyway),
        (false, _, true) if has(Surrounding::Sqlx) => Some(Layout::Sqlx),
        (false, _, true) if has(Surrounding::NodePgMigrate) => Some(Layout::NodePgMigrate),
        (false, true, _) => Some(Layout::GolangMigrate),
        (false, false, _) => None,
    }
}
