//! libpq's connection service file: named lists of settings. Must not know what the settings do.

use std::fs;
use std::path::PathBuf;

use super::conninfo::Settings;
use super::{ConnectError, Environment};

/// The settings of a service, from the first file that has it.
pub(crate) fn read(
    name: &str,
    given: &Settings,
    environment: &Environment,
) -> Result<Settings, ConnectError> {
    let personal = given
        .get("servicefile")
        .map(PathBuf::from)
        .or_else(|| environment.var("PGSERVICEFILE").map(PathBuf::from))
        .or_else(|| environment.in_home(".pg_service.conf"));
    let shared = environment.var("PGSYSCONFDIR").map(|folder| PathBuf::from(folder).join("pg_service.conf"));
    let files: Vec<PathBuf> = personal.into_iter().chain(shared).collect();
    for file in &files {
        let Ok(text) = fs::read_to_string(file) else { continue };
        if let Some(settings) = section(&text, name) {
            return Ok(settings);
        }
    }
    Err(ConnectError::NoSuchService { name: name.to_owned(), files })
}

/// The settings below `[name]`, up to the next heading.
pub(crate) fn section(text: &str, name: &str) -> Option<Settings> {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) == Some(name))?;
    let settings = lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
        .collect();
    Some(settings)
}
