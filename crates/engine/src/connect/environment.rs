//! What the surroundings of a process say about databases, as a value. Must not know how it is used.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Environment variables, the home directory and the login name, so that a test can make them up.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    pub vars: BTreeMap<String, String>,
    pub home: Option<PathBuf>,
    pub user: Option<String>,
}

impl Environment {
    /// The surroundings of this process. Variables that are not Unicode are left out.
    pub fn of_process() -> Self {
        let vars: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let account = passwd.lines().find_map(|line| Account::of_line(line, own_uid()));
        let (name, account_home) = account.map_or((None, None), |a| (Some(a.name), Some(a.home)));
        let home = vars.get("HOME").or_else(|| vars.get("USERPROFILE")).map(PathBuf::from).or(account_home);
        let user = name.or_else(|| first_of(&vars, &["USER", "LOGNAME", "USERNAME"]));
        Environment { vars, home, user }
    }

    /// The value of a variable; an empty one counts as unset, as in libpq.
    pub fn var(&self, name: &str) -> Option<&str> {
        self.vars.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A path below the home directory, if there is one.
    pub(crate) fn in_home(&self, below: impl AsRef<Path>) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(below))
    }
}

// The environment may hold PGPASSWORD, so its values are never shown.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&String> = self.vars.keys().collect();
        f.debug_struct("Environment")
            .field("vars", &names)
            .field("home", &self.home)
            .field("user", &self.user)
            .finish()
    }
}

struct Account {
    name: String,
    home: PathBuf,
}

impl Account {
    fn of_line(line: &str, uid: Option<u32>) -> Option<Account> {
        let fields: Vec<&str> = line.split(':').collect();
        let [name, _, id, _, _, home, ..] = fields[..] else { return None };
        (id.parse().ok() == uid && uid.is_some())
            .then(|| Account { name: name.to_owned(), home: PathBuf::from(home) })
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is no such number")]
fn own_uid() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

#[cfg(not(unix))]
fn own_uid() -> Option<u32> {
    None
}

fn first_of(vars: &BTreeMap<String, String>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| vars.get(*name)).filter(|value| !value.is_empty()).cloned()
}
