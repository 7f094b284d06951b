//! Whether what deploys the project would notice that a migration failed. Must not know how a swallowed failure looks.

use std::fs;
use std::path::{Path, PathBuf};

use evenkeel_lint::deploy::swallowed;
use evenkeel_lint::{SWALLOWED_FAILURE, Severity};

use super::Part;
use crate::commands::concerns::{Concern, Place};
use crate::commands::work::Work;

const NAME: &str = "deploy";
/// Folders of others.
const FOREIGN: &[&str] = &["node_modules", "target", "vendor", "dist", "build", "venv"];
/// How deep below the project files are looked for.
const DEPTH: usize = 3;
/// No script is longer.
const LONGEST: u64 = 1 << 20;

pub(super) fn part(work: &Work<'_>) -> Part {
    let severity = work.settings.policy.severity_of(SWALLOWED_FAILURE);
    if severity == Severity::Off {
        return Part::good(NAME, "not asked about");
    }
    let mut files = Vec::new();
    collect(&work.surroundings.here, Path::new(""), 0, &mut files);
    files.sort();
    let judged = files.iter().flat_map(|file| judge(&work.surroundings.here, file, severity));
    let concerns: Vec<Concern> = judged.collect();
    match (concerns.is_empty(), files.len()) {
        (false, _) => Part::found(NAME, concerns),
        (true, 0) => Part::good(NAME, "there is no script that deploys"),
        (true, 1) => Part::good(NAME, "1 script looked at: it swallows no failed migration"),
        (true, many) => {
            Part::good(NAME, format!("{many} scripts looked at: none swallows a failed migration"))
        }
    }
}

/// What cannot be read deploys nothing either.
fn collect(root: &Path, below: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(root.join(below)) else { return };
    for entry in entries.flatten() {
        let (name, path) = (entry.file_name(), below.join(entry.file_name()));
        let Some(name) = name.to_str() else { continue };
        let Ok(about) = entry.file_type() else { continue };
        let ours = !FOREIGN.contains(&name) && (!name.starts_with('.') || name == ".github");
        if about.is_dir() && ours && depth < DEPTH {
            collect(root, &path, depth + 1, files);
        } else if about.is_file() && deploys(&path, name) {
            files.push(path);
        }
    }
}

fn deploys(path: &Path, name: &str) -> bool {
    let named =
        ["package.json", "Procfile", "Makefile", "railway.json", "railway.toml", "fly.toml", "nixpacks.toml"];
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let yaml = matches!(ending, "yml" | "yaml");
    name.starts_with("Dockerfile")
        || name.ends_with("Dockerfile")
        || named.contains(&name)
        || ending == "sh"
        || yaml
}

fn judge(root: &Path, file: &Path, severity: Severity) -> Vec<Concern> {
    let path = root.join(file);
    if fs::metadata(&path).is_ok_and(|about| about.len() > LONGEST) {
        return Vec::new();
    }
    let Ok(text) = fs::read_to_string(&path) else { return Vec::new() };
    let concern = |range: std::ops::Range<usize>| Concern {
        severity,
        code: SWALLOWED_FAILURE.id.to_owned(),
        message: format!("a migration that fails here goes unnoticed: {}", text[range.clone()].trim()),
        hint: Some(SWALLOWED_FAILURE.hint()),
        place: Some(Place::within(file, &text, &range)),
    };
    swallowed(&text).into_iter().map(concern).collect()
}
