//! Connection strings, URLs and keyword lists alike, to named settings. Must not know the environment, files or
//! what the settings do. A message never repeats text that could be part of a password.

use std::collections::BTreeMap;

use super::ConnectError;

/// Settings by libpq's names.
pub(crate) type Settings = BTreeMap<String, String>;

/// What libpq and evenkeel both understand.
const KNOWN: &[&str] = &[
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "passfile",
    "service",
    "servicefile",
    "options",
    "application_name",
    "fallback_application_name",
    "connect_timeout",
    "client_encoding",
    "sslmode",
    "sslnegotiation",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "ssl_min_protocol_version",
    "channel_binding",
    "target_session_attrs",
    "load_balance_hosts",
    "keepalives",
    "keepalives_idle",
    "keepalives_interval",
    "keepalives_count",
    "tcp_user_timeout",
    "replication",
    "gssencmode",
    "krbsrvname",
    "gsslib",
    "sslcompression",
    "sslsni",
    "ssl_max_protocol_version",
];

/// What other programs put into the same URL. They are kept for whoever asks (`Target::setting`) and have no
/// part in connecting.
const OF_OTHER_PROGRAMS: &[&str] = &[
    "schema",
    "connection_limit",
    "pool_timeout",
    "socket_timeout",
    "pgbouncer",
    "statement_cache_size",
    "sslaccept",
    "sslidentity",
    "sslpassword",
    "uselibpqcompat",
    "currentschema",
    "pool",
    "pool_size",
    "max",
    "idle_timeout",
    "statement_timeout",
    "lock_timeout",
    "search_path",
    "supa",
    "timezone",
    "single_use_connections",
];

/// Reads a URL or a `keyword=value` list.
pub(crate) fn parse(text: &str) -> Result<Settings, ConnectError> {
    let text = text.trim();
    match text.split_once("://") {
        Some(("postgres" | "postgresql", rest)) => parse_url(rest),
        Some((scheme, _)) if is_scheme(scheme) => Err(ConnectError::url(
            "scheme",
            format!(
                "`{scheme}` is not one that PostgreSQL answers to; it has to be postgres:// or postgresql://"
            ),
        )),
        Some(_) | None => parse_keywords(text),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.:".contains(c))
}

fn parse_url(rest: &str) -> Result<Settings, ConnectError> {
    let mut settings = Settings::new();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    if path.contains('@') {
        let problem =
            "it holds a / or ? that belongs to the user name or password and has to be written %2F or %3F";
        return Err(ConnectError::url("user and password", problem.to_owned()));
    }
    let hosts = match authority.rsplit_once('@') {
        Some((login, hosts)) => {
            parse_login(login, &mut settings)?;
            hosts
        }
        None => authority,
    };
    parse_hosts(hosts, &mut settings)?;
    let database = decode("database name", path.strip_prefix('/').unwrap_or(path))?;
    put_if_filled(&mut settings, "dbname", database);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        parse_parameter(pair, &mut settings)?;
    }
    Ok(settings)
}

fn parse_login(login: &str, settings: &mut Settings) -> Result<(), ConnectError> {
    let (user, password) = match login.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (login, None),
    };
    put_if_filled(settings, "user", decode("user name", user)?);
    if let Some(password) = password {
        put_if_filled(settings, "password", decode("password", password)?);
    }
    Ok(())
}

fn parse_hosts(text: &str, settings: &mut Settings) -> Result<(), ConnectError> {
    if text.is_empty() {
        return Ok(());
    }
    let (mut hosts, mut ports) = (Vec::new(), Vec::new());
    for part in text.split(',') {
        let (host, port) = split_port(part)?;
        hosts.push(decode("host", host)?);
        ports.push(decode("port", port)?);
    }
    put_if_filled(settings, "host", hosts.join(","));
    if ports.iter().any(|port| !port.is_empty()) {
        settings.insert("port".to_owned(), ports.join(","));
    }
    Ok(())
}

fn split_port(part: &str) -> Result<(&str, &str), ConnectError> {
    let Some(inside) = part.strip_prefix('[') else {
        return Ok(part.split_once(':').unwrap_or((part, "")));
    };
    let (address, after) = inside
        .split_once(']')
        .ok_or_else(|| ConnectError::url("host", "the IPv6 address has no closing ]".to_owned()))?;
    match after.strip_prefix(':') {
        Some(port) => Ok((address, port)),
        None if after.is_empty() => Ok((address, "")),
        None => Err(ConnectError::url("host", "only :port may follow the ] of an IPv6 address".to_owned())),
    }
}

fn parse_parameter(pair: &str, settings: &mut Settings) -> Result<(), ConnectError> {
    let (name, value) = pair.split_once('=').ok_or_else(|| {
        ConnectError::url("parameters", "each has to be written name=value, with & between them".to_owned())
    })?;
    let (name, value) = (decode("parameters", name)?, decode("parameters", value)?);
    match (name.as_str(), value.as_str()) {
        ("ssl", "true" | "1" | "require") => put(settings, "sslmode", "require".to_owned()),
        ("ssl", "false" | "0" | "disable") => put(settings, "sslmode", "disable".to_owned()),
        _ => put(settings, &name, value),
    }
}

fn put(settings: &mut Settings, name: &str, value: String) -> Result<(), ConnectError> {
    let lower = name.to_ascii_lowercase();
    if KNOWN.contains(&name) {
        put_if_filled(settings, name, value);
        return Ok(());
    }
    if OF_OTHER_PROGRAMS.contains(&lower.as_str()) {
        settings.insert(lower, value);
        return Ok(());
    }
    let problem = match name {
        "sslcrl" | "sslcrldir" => "certificate revocation lists are not supported; remove it".to_owned(),
        _ => match nearest(name) {
            Some(known) => format!("there is no such parameter; did you mean `{known}`?"),
            None => "there is no such parameter".to_owned(),
        },
    };
    Err(ConnectError::Setting { name: name.to_owned(), problem })
}

fn put_if_filled(settings: &mut Settings, name: &str, value: String) {
    if !value.is_empty() {
        settings.insert(name.to_owned(), value);
    }
}

fn nearest(name: &str) -> Option<&'static str> {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['_', '-'], "");
    let wanted = plain(name);
    let close = |known: &&&str| {
        let known = plain(known);
        known == wanted
            || (wanted.len() > 4
                && (known.starts_with(&wanted) || wanted.starts_with(&known) && known.len() > 4))
    };
    KNOWN.iter().find(close).copied()
}

/// Undoes percent-encoding. `part` says which piece of the URL is wrong, since the text itself may be secret.
fn decode(part: &'static str, text: &str) -> Result<String, ConnectError> {
    let broken =
        || ConnectError::url(part, "a % has to be followed by two hexadecimal digits; write % as %25".into());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16)).ok_or_else(broken);
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).expect("two hexadecimal digits fit a byte"));
    }
    if bytes.contains(&0) {
        return Err(ConnectError::url(part, "%00 cannot stand there".to_owned()));
    }
    String::from_utf8(bytes)
        .map_err(|_| ConnectError::url(part, "what is percent-encoded is not UTF-8".to_owned()))
}

fn parse_keywords(text: &str) -> Result<Settings, ConnectError> {
    let mut settings = Settings::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or_else(|| {
            let problem = "it is neither a postgres:// URL nor a list of keyword=value";
            ConnectError::url("text", problem.to_owned())
        })?;
        let name = name.trim();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return Err(ConnectError::url("keywords", "a word has no = behind it".to_owned()));
        }
        let (value, after) = keyword_value(after.trim_start())?;
        put(&mut settings, name, value)?;
        rest = after.trim_start();
    }
    Ok(settings)
}

/// A value, in quotes or up to the next white space; a backslash takes the next character as it is.
fn keyword_value(text: &str) -> Result<(String, &str), ConnectError> {
    let (quoted, body) = match text.strip_prefix('\'') {
        Some(body) => (true, body),
        None => (false, text),
    };
    let mut value = String::new();
    let mut chars = body.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => value.extend(chars.next().map(|(_, next)| next)),
            '\'' if quoted => return Ok((value, &body[at + 1..])),
            c if !quoted && c.is_whitespace() => return Ok((value, &body[at..])),
            c => value.push(c),
        }
    }
    match quoted {
        true => Err(ConnectError::url("keywords", "a quoted value has no closing '".to_owned())),
        false => Ok((value, "")),
    }
}
