//! What was edited in a migration after it was applied. Must not know how that is shown.

use evenkeel_engine::database::Database;
use evenkeel_sources::Migrations;
use evenkeel_sources::wording::{Fate, Line, changes};

use crate::failure::Failure;

/// More lines than this are only counted.
const SHOWN: usize = 20;

/// The lines that are gone and new, or why they are not known.
pub(in crate::commands) async fn of(
    migration: &str,
    database: &Database,
    migrations: &Migrations,
    service: &str,
) -> Result<Vec<String>, Failure> {
    let found = migrations.list.iter().find(|one| one.name.as_str() == migration);
    let Some(now) = found else { return Ok(Vec::new()) };
    let Some(run) = database.text_run(service, migration).await? else {
        return Ok(vec![format!(
            "what was applied is not in the ledger, which an earlier version wrote: git log -p {}",
            now.content.file().path.display()
        )]);
    };
    let all = changes(database.dialect(), &run, &now.content.file().text);
    let mut lines: Vec<String> = all.iter().take(SHOWN).map(told).collect();
    if all.len() > SHOWN {
        lines.push(format!("and {} lines more", all.len() - SHOWN));
    }
    Ok(lines)
}

fn told(line: &Line) -> String {
    let sign = match line.fate {
        Fate::Gone => '-',
        Fate::New => '+',
        Fate::Kept => ' ',
    };
    format!("{sign} {}", line.text)
}
