//! Where servers listen. Must not know how they are reached.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use super::ConnectError;
use super::conninfo::Settings;

pub(super) const DEFAULT_PORT: u16 = 5432;

/// One place where a server may listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// `address` spares the look-up of `name`.
    Tcp { name: String, address: Option<IpAddr>, port: u16 },
    /// A Unix socket in a folder.
    Socket { folder: PathBuf, port: u16 },
}

impl Host {
    pub(super) fn port(&self) -> u16 {
        match self {
            Host::Tcp { port, .. } | Host::Socket { port, .. } => *port,
        }
    }

    /// The name or folder, as it stands in a URL.
    pub(super) fn place(&self) -> String {
        match self {
            Host::Tcp { name, .. } => name.clone(),
            Host::Socket { folder, .. } => folder.to_string_lossy().into_owned(),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Host::Tcp { name, port, .. } if name.contains(':') => write!(f, "[{name}]:{port}"),
            Host::Tcp { name, port, .. } => write!(f, "{name}:{port}"),
            Host::Socket { folder, port } => write!(f, "{}/.s.PGSQL.{port}", folder.display()),
        }
    }
}

/// The hosts that the settings name, or the usual ones.
pub(super) fn of(settings: &Settings) -> Result<Vec<Host>, ConnectError> {
    let list = |name: &str| -> Vec<&str> {
        settings.get(name).map(|text| text.split(',').map(str::trim).collect()).unwrap_or_default()
    };
    let (names, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
    let count = names.len().max(addresses.len());
    if count == 0 {
        let port = port_at(&ports, 0, 1)?;
        return Ok(usual_hosts(port));
    }
    if !addresses.is_empty() && !names.is_empty() && addresses.len() != names.len() {
        let problem = format!("{} addresses do not fit {} hosts", addresses.len(), names.len());
        return Err(ConnectError::Setting { name: "hostaddr".to_owned(), problem });
    }
    let mut hosts = Vec::with_capacity(count);
    for at in 0..count {
        let address = addresses.get(at).filter(|text| !text.is_empty());
        let name = names.get(at).filter(|text| !text.is_empty()).or(address).copied();
        hosts.push(host_of(name.unwrap_or("localhost"), address.copied(), port_at(&ports, at, count)?)?);
    }
    Ok(hosts)
}

fn host_of(name: &str, address: Option<&str>, port: u16) -> Result<Host, ConnectError> {
    if name.starts_with('/') && address.is_none() {
        return Ok(Host::Socket { folder: PathBuf::from(name), port });
    }
    let address = match address {
        Some(text) => Some(text.parse().map_err(|_| ConnectError::Setting {
            name: "hostaddr".to_owned(),
            problem: format!("`{text}` is not an IP address"),
        })?),
        None => name.parse().ok(),
    };
    Ok(Host::Tcp { name: name.to_owned(), address, port })
}

/// Where packages put a server's socket, then the loopback: what a client without a host tries.
fn usual_hosts(port: u16) -> Vec<Host> {
    let sockets: &[&str] = if cfg!(unix) { &["/var/run/postgresql", "/tmp"] } else { &[] };
    let loopback = Host::Tcp { name: "localhost".to_owned(), address: None, port };
    sockets
        .iter()
        .map(|folder| Host::Socket { folder: PathBuf::from(folder), port })
        .chain([loopback])
        .collect()
}

fn port_at(ports: &[&str], at: usize, count: usize) -> Result<u16, ConnectError> {
    if ports.len() > 1 && ports.len() != count {
        return Err(ConnectError::url("port", format!("{} ports do not fit {count} hosts", ports.len())));
    }
    let text = if ports.len() == 1 { ports[0] } else { ports.get(at).copied().unwrap_or_default() };
    if text.is_empty() {
        return Ok(DEFAULT_PORT);
    }
    // The text is not repeated: in `postgres://user:password` without a host it is the password.
    text.parse::<u16>()
        .ok()
        .filter(|port| *port > 0)
        .ok_or_else(|| ConnectError::url("port", "it is not a number from 1 to 65535".to_owned()))
}
