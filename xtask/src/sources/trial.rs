//! One schema beside what its tool and its own migrations make. Must not know how a tool is asked.

use std::path::{Path, PathBuf};

use super::prisma;
use super::tool::{Schema, Tool};
use crate::binary::Evenkeel;
use crate::failure::Failure;
use crate::schemas::history;
use crate::servers::{Client, ScriptError};
use crate::sqltext::{self, Dump};
use crate::{paths, report};

/// What evenkeel derived.
const DERIVED: &str = "derived";
/// What the tool's own engine made.
const ENGINE: &str = "engine";
/// The end of the project's own migrations.
const REPLAYED: &str = "replayed";
/// Where the tools remember what they have run.
const LEDGERS: &[&str] = &["_prisma_migrations", "__drizzle_migrations", "mikro_orm_migrations"];

/// How one comparison came out.
pub(super) enum Verdict {
    /// Nothing differs.
    Equal,
    /// This differs to `pg_dump`, and evenkeel has nothing to do about it: models cannot say it.
    InStep(Vec<String>),
    Apart(String),
    /// There is nothing to compare with.
    Nothing,
}

impl Verdict {
    fn of(differences: &[String]) -> Verdict {
        if differences.is_empty() { Verdict::Equal } else { Verdict::Apart(differences.join("\n")) }
    }

    pub(super) fn told(&self) -> String {
        const SHOWN: usize = 60;
        match self {
            Verdict::Equal => "equal".to_owned(),
            Verdict::Nothing => "none".to_owned(),
            Verdict::InStep(beyond) => {
                let shown = report::excerpt(&beyond.join("\n"), SHOWN);
                format!("in step; beyond what the schema says:\n{shown}")
            }
            Verdict::Apart(why) => format!("differ\n{}", report::excerpt(why, SHOWN)),
        }
    }
}

pub(super) struct Trial<'a> {
    pub(super) evenkeel: &'a Evenkeel,
    pub(super) client: Client<'a>,
    pub(super) folder: &'a Path,
    pub(super) schema: Schema,
    pub(super) work: PathBuf,
}

impl Trial<'_> {
    pub(super) fn beside_engine(&self) -> Result<Verdict, Failure> {
        let schema = self.loadable()?;
        let wanted = match paths::text_if_there(&self.folder.join(self.schema.tool.recorded()))? {
            recorded if !recorded.is_empty() => recorded,
            _ => match self.schema.tool.sql(&schema)? {
                Ok(sql) => sql,
                Err(why) => return Ok(Verdict::Apart(format!("the tool does not read it: {why}"))),
            },
        };
        let wanted = self.keep("engine.sql", &with_schemas(&(self.extensions()? + &wanted)))?;
        if self.schema.tool == Tool::Prisma && prisma::is_sqlite(&schema)? {
            self.declare(&schema)?;
            let left = self.left_to_do(&["--dialect", "sqlite"], &wanted.to_string_lossy())?;
            return Ok(left.map_or(Verdict::Equal, Verdict::Apart));
        }
        let derived = match self.derived(&schema)? {
            Ok(file) => file,
            Err(why) => return Ok(Verdict::Apart(why)),
        };
        let mut dumps = Vec::new();
        for (database, file) in [(DERIVED, &derived), (ENGINE, &wanted)] {
            match self.dumped(database, file)? {
                Ok(dump) => dumps.push(Dump::read(&dump)),
                Err(why) => return Ok(Verdict::Apart(format!("{} does not load: {why}", file.display()))),
            }
        }
        Ok(Verdict::of(&dumps[0].differences(&dumps[1])))
    }

    /// From where the project's migrations lead, nothing may be left to do.
    pub(super) fn beside_migrations(&self) -> Result<Verdict, Failure> {
        let Some(history) = history::find(self.folder)? else { return Ok(Verdict::Nothing) };
        let schema = self.loadable()?;
        let derived = match self.derived(&schema)? {
            Ok(file) => self.dumped(DERIVED, &file)?,
            Err(why) => Err(why),
        };
        let derived = match derived {
            Ok(dump) => Dump::read(&dump),
            Err(why) => return Ok(Verdict::Apart(why)),
        };
        self.client.create(REPLAYED)?;
        self.load_if_there(REPLAYED, &self.folder.join("PRE.sql"))?;
        for migration in &history.migrations {
            if let Err(ScriptError(error)) = self.client.load_as_a_tool(REPLAYED, &migration.file)? {
                report::note(format!("{}: {error}", migration.name));
            }
        }
        let replayed = Dump::read(&self.client.dump_without(REPLAYED, "drizzle", LEDGERS)?);
        let differences = derived.differences(&replayed);
        if differences.is_empty() {
            return Ok(Verdict::Equal);
        }
        Ok(match self.left_to_do(&[], &self.client.url(REPLAYED))? {
            None => Verdict::InStep(differences),
            Some(left) => Verdict::Apart(left),
        })
    }

    /// The schema without what a plain server lacks. The copies of migrations that load on one make the same of pgvector:
    /// its values are lists of numbers, and its indexes are left out.
    fn loadable(&self) -> Result<PathBuf, Failure> {
        let path = self.schema.path.clone();
        if path.is_dir() || self.schema.tool != Tool::Drizzle {
            return Ok(path);
        }
        let text = paths::text(&path)?;
        if !text.contains("\"vector(") {
            return Ok(path);
        }
        let malformed =
            |error: serde_json::Error| Failure::Malformed { path: path.clone(), why: error.to_string() };
        let mut snapshot: serde_json::Value = serde_json::from_str(&text).map_err(malformed)?;
        without_vectors(&mut snapshot);
        self.keep("0000_snapshot.json", &snapshot.to_string())
    }

    /// The script that evenkeel makes of the schema.
    fn derived(&self, schema: &Path) -> Result<Result<PathBuf, String>, Failure> {
        self.declare(schema)?;
        Ok(match self.ask(&["diff", "--from", "empty"])? {
            Ok(sql) => Ok(self.keep("derived.sql", &sql)?),
            Err(why) => Err(why),
        })
    }

    /// The schema and beside it what it cannot say: the extensions that its own migrations make.
    fn declare(&self, schema: &Path) -> Result<(), Failure> {
        let mut sources = vec![schema.to_string_lossy().into_owned()];
        let extensions = self.extensions()?;
        if !extensions.is_empty() {
            sources.push(self.keep("extensions.sql", &extensions)?.to_string_lossy().into_owned());
        }
        let schema = serde_json::Value::from(sources);
        let settings = format!("schema = {schema}\n[postgres]\nroles = [\"*\"]\n");
        self.keep("evenkeel.toml", &settings).map(drop)
    }

    fn extensions(&self) -> Result<String, Failure> {
        let mut texts = paths::text_if_there(&self.folder.join("PRE.sql"))?;
        for migration in history::find(self.folder)?.into_iter().flat_map(|history| history.migrations) {
            texts += &paths::text(&migration.file)?;
        }
        let made = texts.lines().filter(|line| line.to_lowercase().starts_with("create extension "));
        let mut made: Vec<String> =
            made.map(|line| line.split(';').next().unwrap_or(line).to_lowercase()).collect();
        made.sort_unstable();
        made.dedup();
        Ok(made.into_iter().map(|statement| statement + ";\n").collect())
    }

    /// What a script makes of an empty database. Roles belong to the server, and go again.
    fn dumped(&self, database: &str, file: &Path) -> Result<Result<String, String>, Failure> {
        self.client.create(database)?;
        let loaded = self.client.load(database, file)?;
        let dump = match loaded {
            Ok(()) => Ok(self.client.dump(database)?),
            Err(ScriptError(error)) => Err(error),
        };
        self.client.drop(database)?;
        self.client.drop_roles()?;
        Ok(dump)
    }

    fn load_if_there(&self, database: &str, file: &Path) -> Result<(), Failure> {
        if file.exists()
            && let Err(ScriptError(why)) = self.client.load(database, file)?
        {
            return Err(Failure::Malformed { path: file.to_owned(), why });
        }
        Ok(())
    }

    /// What leads from there to what is declared.
    fn left_to_do(&self, more: &[&str], from: &str) -> Result<Option<String>, Failure> {
        Ok(match self.ask(&[more, &["diff", "--renames", "off", "--from", from]].concat())? {
            Ok(sql) if sqltext::is_empty_plan(&sql) => None,
            Ok(sql) | Err(sql) => Some(sql),
        })
    }

    /// What evenkeel prints, or why it prints nothing.
    fn ask(&self, arguments: &[&str]) -> Result<Result<String, String>, Failure> {
        let ended = self.evenkeel.run(&self.work, arguments)?;
        Ok(if ended.status.success() { Ok(ended.stdout) } else { Err(ended.stderr) })
    }

    fn keep(&self, name: &str, text: &str) -> Result<PathBuf, Failure> {
        let file = self.work.join(name);
        paths::write(&file, text)?;
        Ok(file)
    }
}

/// Prisma puts extensions into schemas that it does not make.
fn with_schemas(sql: &str) -> String {
    let named = sql.lines().filter_map(|line| line.split_once(" WITH SCHEMA \"")?.1.split('"').next());
    let made: String = named.map(|name| format!("CREATE SCHEMA IF NOT EXISTS \"{name}\";\n")).collect();
    made + sql
}

/// Wherever they stand in a snapshot.
fn without_vectors(value: &mut serde_json::Value) {
    let is_index = |value: &serde_json::Value| value.to_string().contains("\"opclass\":\"vector_");
    match value {
        serde_json::Value::Object(members) => {
            if let Some(indexes) = members.get_mut("indexes").and_then(serde_json::Value::as_object_mut) {
                indexes.retain(|_, index| !is_index(index));
            }
            for (key, value) in members {
                let vector = value.as_str().is_some_and(|text| text.starts_with("vector("));
                match key == "type" && vector {
                    true => *value = "real[]".into(),
                    false => without_vectors(value),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(without_vectors),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}
