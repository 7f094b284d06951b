//! Everything needed to reach a database, settled before any socket is opened. Must not know the network.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::config::{ChannelBinding, TargetSessionAttrs};

use super::conninfo::{self, Settings};
use super::passfile::Passfile;
use super::tls::{Negotiation, Roots, TlsSettings};
use super::{ConnectError, Environment, Host, hosts, service};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Which environment variable stands for which setting.
const VARIABLES: &[(&str, &str)] = &[
    ("PGHOST", "host"),
    ("PGHOSTADDR", "hostaddr"),
    ("PGPORT", "port"),
    ("PGDATABASE", "dbname"),
    ("PGUSER", "user"),
    ("PGPASSWORD", "password"),
    ("PGPASSFILE", "passfile"),
    ("PGOPTIONS", "options"),
    ("PGAPPNAME", "application_name"),
    ("PGCONNECT_TIMEOUT", "connect_timeout"),
    ("PGSSLMODE", "sslmode"),
    ("PGSSLNEGOTIATION", "sslnegotiation"),
    ("PGSSLROOTCERT", "sslrootcert"),
    ("PGSSLCERT", "sslcert"),
    ("PGSSLKEY", "sslkey"),
    ("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
    ("PGCHANNELBINDING", "channel_binding"),
    ("PGTARGETSESSIONATTRS", "target_session_attrs"),
    ("PGLOADBALANCEHOSTS", "load_balance_hosts"),
];

/// Settings that a URL says elsewhere than among its parameters, or that must not be shown.
const NOT_PARAMETERS: &[&str] = &[
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "passfile",
    "service",
    "servicefile",
    "sslpassword",
];

/// How much encryption and proof is asked for, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SslMode {
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}

/// In which order several hosts are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Balance {
    InOrder,
    Anyhow,
}

/// A database, how to reach it and as whom. Neither `Display` nor `Debug` shows the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    hosts: Vec<Host>,
    user: String,
    database: String,
    password: Option<String>,
    passfile: Arc<Passfile>,
    pub(super) tls: TlsSettings,
    pub(super) timeout: Option<Duration>,
    pub(super) session_attributes: TargetSessionAttrs,
    pub(super) channel_binding: ChannelBinding,
    balance: Balance,
    settings: Settings,
    remarks: Vec<String>,
}

impl Target {
    /// Completes a URL or keyword list (which may be empty) as libpq would: from its service, the `PG*` variables,
    /// the password file and the defaults, in this order.
    ///
    /// # Errors
    /// Says which part is malformed, unknown or missing; never repeats a password.
    pub fn resolve(url: &str, environment: &Environment) -> Result<Target, ConnectError> {
        let mut settings = conninfo::parse(url)?;
        complete(&mut settings, environment)?;
        let user =
            take(&mut settings, "user").or_else(|| environment.user.clone()).ok_or(ConnectError::NoUser)?;
        let password = take(&mut settings, "password");
        let (passfile, remark) = match password {
            Some(_) => (Passfile::default(), None),
            None => read_passfile(&mut settings, environment),
        };
        Ok(Target {
            hosts: hosts::of(&settings)?,
            database: take(&mut settings, "dbname").unwrap_or_else(|| user.clone()),
            user,
            password,
            passfile: Arc::new(passfile),
            tls: tls_of(&settings, environment)?,
            timeout: timeout_of(&settings)?,
            session_attributes: session_attributes_of(&settings)?,
            channel_binding: channel_binding_of(&settings)?,
            balance: balance_of(&settings)?,
            settings: without_login(settings),
            remarks: remark.into_iter().collect(),
        })
    }

    /// A socket in a folder, as a superuser who needs no password: a cluster that evenkeel started itself.
    pub(crate) fn own_cluster(folder: PathBuf, database: &str) -> Target {
        Target {
            hosts: vec![Host::Socket { folder, port: hosts::DEFAULT_PORT }],
            user: "postgres".to_owned(),
            database: database.to_owned(),
            password: None,
            passfile: Arc::default(),
            tls: TlsSettings::off(),
            timeout: Some(DEFAULT_TIMEOUT),
            session_attributes: TargetSessionAttrs::Any,
            channel_binding: ChannelBinding::Prefer,
            balance: Balance::InOrder,
            settings: Settings::new(),
            remarks: Vec::new(),
        }
    }

    /// The same server and user, another database.
    #[must_use]
    pub fn with_database(&self, name: &str) -> Target {
        Target { database: name.to_owned(), ..self.clone() }
    }

    /// The same database on one of its hosts, whichever role that server plays.
    #[must_use]
    pub(crate) fn only(&self, host: &Host) -> Target {
        Target { hosts: vec![host.clone()], session_attributes: TargetSessionAttrs::Any, ..self.clone() }
    }

    pub fn database(&self) -> &str {
        &self.database
    }

    pub fn user(&self) -> &str {
        &self.user
    }

    /// Where the server may be, in the order in which it was written.
    pub fn hosts(&self) -> &[Host] {
        &self.hosts
    }

    pub fn ssl_mode(&self) -> SslMode {
        self.tls.mode
    }

    /// A setting by its name in the URL, also those meant for other programs, such as `schema` or `pgbouncer`.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }

    /// What was left out while the target was settled and why, in sentences.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The URL of this target; no password in it.
    pub fn to_url_without_password(&self) -> String {
        let mut url = format!("postgres://{}@", encode(&self.user));
        let mut parameters: BTreeMap<&str, String> =
            self.settings.iter().map(|(name, value)| (name.as_str(), encode(value))).collect();
        match self.hosts.iter().all(|host| matches!(host, Host::Tcp { .. })) {
            true => url.push_str(&self.each_host(ToString::to_string)),
            false => {
                parameters.insert("host", self.each_host(|host| encode(&host.place())));
                parameters.insert("port", self.each_host(|host| host.port().to_string()));
            }
        }
        url.push('/');
        url.push_str(&encode(&self.database));
        for (at, (name, value)) in parameters.iter().enumerate() {
            url.push(if at == 0 { '?' } else { '&' });
            url.push_str(name);
            url.push('=');
            url.push_str(value);
        }
        url
    }

    /// The variables by which libpq reaches the same database as the same role. They hold the password.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let settings = VARIABLES.iter().filter_map(|(variable, name)| {
            let value = self.settings.get(*name)?;
            (*name != "application_name").then(|| (*variable, value.clone()))
        });
        let mut variables: Vec<(&'static str, String)> = settings.collect();
        variables.push(("PGHOST", self.each_host(Host::place)));
        variables.push(("PGPORT", self.each_host(|host| host.port().to_string())));
        variables.push(("PGUSER", self.user.clone()));
        variables.push(("PGDATABASE", self.database.clone()));
        variables.push(("PGAPPNAME", "evenkeel: backup".to_owned()));
        let password = self.hosts.iter().find_map(|host| self.password_for(host));
        variables.extend(password.map(|password| ("PGPASSWORD", password.to_owned())));
        variables
    }

    fn each_host(&self, text: impl Fn(&Host) -> String) -> String {
        self.hosts.iter().map(text).collect::<Vec<_>>().join(",")
    }

    /// The same target, with another limit for each attempt.
    pub(super) fn with_timeout(&self, timeout: Duration) -> Target {
        Target { timeout: Some(timeout), ..self.clone() }
    }

    /// The password for one host: the given one, else the password file's.
    pub(super) fn password_for(&self, host: &Host) -> Option<&str> {
        let found = |place: &str| self.passfile.password(place, host.port(), &self.database, &self.user);
        let from_file = || match host {
            Host::Tcp { name, .. } => found(name),
            Host::Socket { folder, .. } => found(&folder.to_string_lossy()).or_else(|| found("localhost")),
        };
        self.password.as_deref().or_else(from_file)
    }

    /// The hosts in the order in which this attempt tries them.
    pub(super) fn hosts_to_try(&self) -> Vec<&Host> {
        let mut hosts: Vec<&Host> = self.hosts.iter().collect();
        match self.balance {
            Balance::InOrder => {}
            // Where to begin need not be unpredictable, only different from run to run.
            Balance::Anyhow => hosts.rotate_left(std::process::id() as usize % self.hosts.len()),
        }
        hosts
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_url_without_password())
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({})", self.to_url_without_password())
    }
}

/// Adds what is missing from the service and the environment.
fn complete(settings: &mut Settings, environment: &Environment) -> Result<(), ConnectError> {
    let service =
        settings.get("service").cloned().or_else(|| environment.var("PGSERVICE").map(str::to_owned));
    if let Some(name) = service {
        for (key, value) in service::read(&name, settings, environment)? {
            settings.entry(key).or_insert(value);
        }
    }
    // An address from the environment must not lead a host that was written down elsewhere.
    let host_is_given = settings.contains_key("host");
    for (variable, name) in VARIABLES {
        if host_is_given && *name == "hostaddr" {
            continue;
        }
        if let Some(value) = environment.var(variable) {
            settings.entry((*name).to_owned()).or_insert_with(|| value.to_owned());
        }
    }
    Ok(())
}

fn take(settings: &mut Settings, name: &str) -> Option<String> {
    settings.remove(name).filter(|value| !value.is_empty())
}

fn without_login(mut settings: Settings) -> Settings {
    settings.retain(|name, _| !NOT_PARAMETERS.contains(&name.as_str()));
    settings
}

fn read_passfile(settings: &mut Settings, environment: &Environment) -> (Passfile, Option<String>) {
    let usual = || match environment.var("APPDATA") {
        Some(folder) if cfg!(windows) => Some(PathBuf::from(folder).join("postgresql").join("pgpass.conf")),
        _ => environment.in_home(".pgpass"),
    };
    let path = take(settings, "passfile").map(PathBuf::from).or_else(usual);
    path.map(|path| Passfile::read(&path)).unwrap_or_default()
}

/// The value of a setting from a closed list, or the first of the list where it is not set.
fn choice<T: Copy>(settings: &Settings, name: &str, choices: &[(&str, T)]) -> Result<T, ConnectError> {
    let Some(value) = settings.get(name) else { return Ok(choices[0].1) };
    choices.iter().find(|(text, _)| text == value).map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|(text, _)| *text).collect();
        let problem = format!("`{value}` is none of {}", names.join(", "));
        ConnectError::Setting { name: name.to_owned(), problem }
    })
}

fn tls_of(settings: &Settings, environment: &Environment) -> Result<TlsSettings, ConnectError> {
    let modes = [
        ("prefer", SslMode::Prefer),
        ("disable", SslMode::Disable),
        ("allow", SslMode::Allow),
        ("require", SslMode::Require),
        ("no-verify", SslMode::Require),
        ("verify-ca", SslMode::VerifyCa),
        ("verify-full", SslMode::VerifyFull),
    ];
    let negotiations = [("postgres", Negotiation::Postgres), ("direct", Negotiation::Direct)];
    let oldest = [("TLSv1.2", 12), ("TLSv1.3", 13), ("TLSv1", 12), ("TLSv1.1", 12)];
    let personal = |name: &str| environment.in_home(".postgresql").map(|folder| folder.join(name));
    let existing = |name: &str| personal(name).filter(|path| path.is_file());
    let file = |name: &str, usual: &str| settings.get(name).map(PathBuf::from).or_else(|| existing(usual));
    let mut mode = choice(settings, "sslmode", &modes)?;
    let roots = match settings.get("sslrootcert").map(String::as_str) {
        Some("system") => Roots::Machine,
        _ => file("sslrootcert", "root.crt").map_or(Roots::Machine, Roots::File),
    };
    if settings.get("sslrootcert").is_some_and(|value| value == "system") && mode != SslMode::VerifyFull {
        if settings.contains_key("sslmode") {
            let problem = "`system` is only safe together with sslmode=verify-full".to_owned();
            return Err(ConnectError::Setting { name: "sslrootcert".to_owned(), problem });
        }
        mode = SslMode::VerifyFull;
    }
    // As in libpq: whoever names an authority wants it to be asked.
    if mode == SslMode::Require && matches!(roots, Roots::File(_)) {
        mode = SslMode::VerifyCa;
    }
    Ok(TlsSettings {
        mode,
        roots,
        certificate: file("sslcert", "postgresql.crt"),
        key: file("sslkey", "postgresql.key"),
        negotiation: choice(settings, "sslnegotiation", &negotiations)?,
        oldest: choice(settings, "ssl_min_protocol_version", &oldest)?,
    })
}

fn timeout_of(settings: &Settings) -> Result<Option<Duration>, ConnectError> {
    let Some(text) = settings.get("connect_timeout") else { return Ok(Some(DEFAULT_TIMEOUT)) };
    let seconds: i64 = text.parse().map_err(|_| ConnectError::Setting {
        name: "connect_timeout".to_owned(),
        problem: format!("`{text}` is not a whole number of seconds"),
    })?;
    Ok(u64::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Duration::from_secs))
}

fn session_attributes_of(settings: &Settings) -> Result<TargetSessionAttrs, ConnectError> {
    let choices = [
        ("any", TargetSessionAttrs::Any),
        ("read-write", TargetSessionAttrs::ReadWrite),
        ("primary", TargetSessionAttrs::ReadWrite),
        ("read-only", TargetSessionAttrs::ReadOnly),
        ("standby", TargetSessionAttrs::ReadOnly),
        ("prefer-standby", TargetSessionAttrs::Any),
    ];
    choice(settings, "target_session_attrs", &choices)
}

fn channel_binding_of(settings: &Settings) -> Result<ChannelBinding, ConnectError> {
    let choices = [
        ("prefer", ChannelBinding::Prefer),
        ("disable", ChannelBinding::Disable),
        ("require", ChannelBinding::Require),
    ];
    choice(settings, "channel_binding", &choices)
}

fn balance_of(settings: &Settings) -> Result<Balance, ConnectError> {
    choice(settings, "load_balance_hosts", &[("disable", Balance::InOrder), ("random", Balance::Anyhow)])
}

fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
