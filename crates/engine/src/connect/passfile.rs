//! libpq's password file. Must not know which host will be asked in the end. Its lines are secrets and are never shown.

use std::fs;
use std::path::Path;

/// One line: four patterns and the password.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    patterns: [String; 4],
    password: String,
}

/// The lines of a password file.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Passfile(Vec<Line>);

impl Passfile {
    /// Reads the file; the second value says why a file that is there was not used.
    pub(crate) fn read(path: &Path) -> (Passfile, Option<String>) {
        let Ok(about) = fs::metadata(path) else { return (Passfile::default(), None) };
        if !about.is_file() {
            return (
                Passfile::default(),
                Some(format!("{} is ignored: it is not a plain file", path.display())),
            );
        }
        if is_open_to_others(&about) {
            let path = path.display();
            let remark = format!("{path} is ignored: others may read it; type chmod 600 {path}");
            return (Passfile::default(), Some(remark));
        }
        match fs::read_to_string(path) {
            Ok(text) => (Passfile::parse(&text), None),
            Err(error) => (Passfile::default(), Some(format!("{} is ignored: {error}", path.display()))),
        }
    }

    pub(crate) fn parse(text: &str) -> Passfile {
        Passfile(text.lines().filter(|line| !line.starts_with('#')).filter_map(parse_line).collect())
    }

    /// The password of the first line that fits.
    pub(crate) fn password(&self, host: &str, port: u16, database: &str, user: &str) -> Option<&str> {
        let port = port.to_string();
        let wanted = [host, port.as_str(), database, user];
        let fits = |line: &&Line| {
            line.patterns.iter().zip(wanted).all(|(pattern, is)| pattern == "*" || pattern == is)
        };
        self.0.iter().find(fits).map(|line| line.password.as_str())
    }
}

fn parse_line(line: &str) -> Option<Line> {
    let mut fields = vec![String::new()];
    let mut chars = line.trim_end_matches('\r').chars();
    while let Some(c) = chars.next() {
        let count = fields.len();
        let last = &mut fields[count - 1];
        match c {
            '\\' => last.extend(chars.next()),
            ':' if count < 5 => fields.push(String::new()),
            c => last.push(c),
        }
    }
    let [host, port, database, user, password] = <[String; 5]>::try_from(fields).ok()?;
    // A `*` that was escaped means the same as one that was not; libpq does not tell them apart either.
    Some(Line { patterns: [host, port, database, user], password })
}

#[cfg(unix)]
fn is_open_to_others(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &fs::Metadata) -> bool {
    false
}
