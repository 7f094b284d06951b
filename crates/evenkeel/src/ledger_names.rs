//! What a tool's own settings call its ledger, as far as they say so plainly. They are programs mostly, and are read as text.

use std::path::Path;

use evenkeel_sources::layout::Layout;

/// Where the settings of a tool say it.
struct Settings {
    tool: Layout,
    files: &'static [&'static str],
    /// In whose braces the keys stand, where they are too common by themselves.
    within: &'static str,
    table: &'static str,
    schema: &'static str,
}

const SETTINGS: &[Settings] = &[
    Settings {
        tool: Layout::Drizzle,
        files: &["drizzle.config.ts", "drizzle.config.js", "drizzle.config.mjs"],
        within: "migrations",
        table: "table",
        schema: "schema",
    },
    Settings {
        tool: Layout::Knex,
        files: &["knexfile.ts", "knexfile.js", "knexfile.cjs", "knexfile.mjs"],
        within: "migrations",
        table: "tableName",
        schema: "schemaName",
    },
    Settings {
        tool: Layout::Sequelize,
        files: &["config/config.json", "config/config.js"],
        within: "",
        table: "migrationStorageTableName",
        schema: "migrationStorageTableSchema",
    },
    Settings {
        tool: Layout::Kysely,
        files: &["kysely.config.ts", "kysely.config.js", ".config/kysely.config.ts"],
        within: "migrations",
        table: "migrationTableName",
        schema: "migrationTableSchema",
    },
    Settings {
        tool: Layout::MikroOrm,
        files: &[
            "mikro-orm.config.ts",
            "mikro-orm.config.js",
            "src/mikro-orm.config.ts",
            "src/mikro-orm.config.js",
        ],
        within: "migrations",
        table: "tableName",
        // It stands before the table's name, or is the one of everything.
        schema: "",
    },
    Settings {
        tool: Layout::TypeOrm,
        files: &[
            "data-source.ts",
            "data-source.js",
            "src/data-source.ts",
            "src/data-source.js",
            "ormconfig.json",
        ],
        within: "",
        table: "migrationsTableName",
        schema: "",
    },
    Settings {
        tool: Layout::Alembic,
        files: &["alembic/env.py", "migrations/env.py"],
        within: "",
        table: "version_table",
        schema: "version_table_schema",
    },
];

/// What a ledger is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LedgerNames {
    pub(crate) table: Option<String>,
    pub(crate) schema: Option<String>,
    /// A file and what it says there, where that is no plain text.
    pub(crate) unplain: Option<(&'static str, &'static str)>,
}

/// Nothing where the settings of a project leave it as it usually is.
pub(crate) fn of(folder: &Path, tool: Layout) -> LedgerNames {
    let mut names = LedgerNames::default();
    for settings in SETTINGS.iter().filter(|settings| settings.tool == tool) {
        let found = settings
            .files
            .iter()
            .find_map(|file| Some((*file, std::fs::read_to_string(folder.join(file)).ok()?)));
        let Some((file, text)) = found else { continue };
        let Some(text) = block(&text, settings.within) else { continue };
        for (key, name) in [(settings.table, &mut names.table), (settings.schema, &mut names.schema)] {
            match said(text, key) {
                Said::Nothing => {}
                Said::Plainly(word) => *name = Some(word.to_owned()),
                Said::Otherwise => names.unplain = Some((file, key)),
            }
        }
    }
    names
}

/// What stands in the braces of a key; everything where there is no such key to be had.
fn block<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    if key.is_empty() {
        return Some(text);
    }
    text.match_indices(key).find_map(|(at, _)| {
        let rest = text[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let inner = rest.strip_prefix(':')?.trim_start().strip_prefix('{')?;
        inner.split('}').next()
    })
}

enum Said<'a> {
    Nothing,
    Plainly(&'a str),
    Otherwise,
}

/// What stands behind a key: `key: 'word'`, `"key": "word"` or `key='word'`.
fn said<'a>(text: &'a str, key: &str) -> Said<'a> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let begins = |at: usize| !key.is_empty() && !text[..at].ends_with(is_part);
    for (at, _) in text.match_indices(key).filter(|(at, _)| begins(*at)) {
        let rest = text[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        let Some(value) = rest.strip_prefix([':', '=']).map(str::trim_start) else { continue };
        let quote = value.chars().next().filter(|quote| "\"'`".contains(*quote));
        let word = quote.and_then(|quote| value[1..].split(quote).next());
        return match word {
            Some(word) if !word.contains("${") => Said::Plainly(word),
            Some(_) | None => Said::Otherwise,
        };
    }
    Said::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(tool: Layout, file: &str, text: &str) -> LedgerNames {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        of(folder.path(), tool)
    }

    fn plain(table: &str, schema: Option<&str>) -> LedgerNames {
        LedgerNames { table: Some(table.to_owned()), schema: schema.map(str::to_owned), unplain: None }
    }

    #[test]
    fn what_stands_there_plainly_is_taken() {
        for (tool, file, text, expected) in [
            (
                Layout::Drizzle,
                "drizzle.config.ts",
                "out: './migrations', migrations: { table: 'done', schema: \"own\" }, schema: './a.ts'",
                plain("done", Some("own")),
            ),
            (
                Layout::Knex,
                "knexfile.js",
                "seeds: { tableName: 'no' }, migrations: {\n  tableName: `done`,\n}",
                plain("done", None),
            ),
            (
                Layout::Sequelize,
                "config/config.json",
                "{ \"production\": { \"migrationStorageTableName\": \"done\" } }",
                plain("done", None),
            ),
            (Layout::TypeOrm, "src/data-source.ts", "migrationsTableName: 'done',", plain("done", None)),
            (
                Layout::Alembic,
                "alembic/env.py",
                "context.configure(version_table='done', version_table_schema=\"own\")",
                plain("done", Some("own")),
            ),
            (Layout::Knex, "knexfile.js", "migrations: { directory: 'x' }", LedgerNames::default()),
            (Layout::Dbmate, "knexfile.js", "migrations: { tableName: 'x' }", LedgerNames::default()),
        ] {
            assert_eq!(names(tool, file, text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_the_tool_can_tell_is_named() {
        for text in ["migrationsTableName: process.env.DONE", "migrationsTableName: `${prefix}done`"] {
            let names = names(Layout::TypeOrm, "data-source.ts", text);
            assert_eq!(names.unplain, Some(("data-source.ts", "migrationsTableName")), "{text}");
        }
    }
}
