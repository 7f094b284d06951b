//! Settling targets and sorting refusals without a server, then with one from the scratch module.

use std::path::Path;

use super::passfile::Passfile;
use super::*;

mod fake;
mod server;
mod tls;

fn environment(vars: &[(&str, &str)]) -> Environment {
    let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Environment { vars, home: None, user: Some("me".to_owned()) }
}

fn resolve(url: &str) -> Target {
    Target::resolve(url, &environment(&[])).unwrap()
}

/// The URL that a connection string stands for.
fn check(url: &str, vars: &[(&str, &str)], expected: &str) {
    let target = Target::resolve(url, &environment(vars)).unwrap();
    assert_eq!(target.to_url_without_password(), expected, "{url}");
}

fn refusal(url: &str) -> String {
    Target::resolve(url, &environment(&[])).unwrap_err().to_string()
}

#[test]
fn urls_are_read_as_by_libpq() {
    check("postgres://u@h/d", &[], "postgres://u@h:5432/d");
    check("postgresql://u@h:1/d", &[], "postgres://u@h:1/d");
    check("postgres://h", &[], "postgres://me@h:5432/me");
    check("postgres://u@[::1]:7/d", &[], "postgres://u@[::1]:7/d");
    check("postgres://a,b:6/d", &[], "postgres://me@a:5432,b:6/d");
    check("postgres://%2Ftmp/d", &[], "postgres://me@/d?host=%2Ftmp&port=5432");
    check("postgres:///d?host=/tmp&port=9", &[], "postgres://me@/d?host=%2Ftmp&port=9");
    check(
        "postgres://a%40b:x%2Fy@h/d%20e?sslmode=require",
        &[],
        "postgres://a%40b@h:5432/d%20e?sslmode=require",
    );
    check("postgres://h/d?user=u&password=p", &[], "postgres://u@h:5432/d");
    check("postgres://u:p@ss@h/d", &[], "postgres://u@h:5432/d");
    check(
        "postgres://h/d?schema=public&connection_limit=5",
        &[],
        "postgres://me@h:5432/d?connection_limit=5&schema=public",
    );
    check("postgres://h/d?ssl=true", &[], "postgres://me@h:5432/d?sslmode=require");
}

#[test]
fn keyword_lists_are_read_as_by_libpq() {
    check("host=h port=1 dbname=d user=u", &[], "postgres://u@h:1/d");
    check(r"host = h dbname='a b' user=it\'s", &[], "postgres://it%27s@h:5432/a%20b");
    check("host=a,b port=1,2", &[], "postgres://me@a:1,b:2/me");
    check("host=a,b port=3", &[], "postgres://me@a:3,b:3/me");
    assert_eq!(
        refusal("host"),
        "the connection string is malformed at its text: it is neither a postgres:// URL nor a list of keyword=value"
    );
    assert!(refusal("host='h").contains("no closing '"));
}

#[test]
fn the_environment_fills_what_is_missing() {
    let vars =
        [("PGHOST", "e"), ("PGPORT", "9"), ("PGUSER", "eu"), ("PGDATABASE", "ed"), ("PGSSLMODE", "require")];
    check("", &vars, "postgres://eu@e:9/ed?sslmode=require");
    check("postgres://u@h:1/d?sslmode=disable", &vars, "postgres://u@h:1/d?sslmode=disable");
    check("postgres://h", &[("PGHOSTADDR", "10.0.0.1")], "postgres://me@h:5432/me");
    let target = Target::resolve("postgres://h", &environment(&[("PGPASSWORD", "s3cret")])).unwrap();
    assert_eq!(target.password_for(&target.hosts()[0]), Some("s3cret"));
}

#[cfg(unix)]
#[test]
fn without_a_host_the_usual_places_are_tried() {
    let places: Vec<String> = resolve("").hosts().iter().map(ToString::to_string).collect();
    assert_eq!(places, ["/var/run/postgresql/.s.PGSQL.5432", "/tmp/.s.PGSQL.5432", "localhost:5432"]);
}

#[test]
fn mistakes_are_named_without_repeating_secrets() {
    assert!(refusal("mysql://h/d").contains("`mysql` is not one that PostgreSQL answers to"));
    assert!(refusal("jdbc:postgresql://h/d").contains("at its scheme"));
    assert_eq!(
        refusal("postgres://h/d?sslmod=require"),
        "the connection parameter `sslmod` is wrong: there is no such parameter; did you mean `sslmode`?"
    );
    assert_eq!(
        refusal("postgres://h/d?sslmode=full"),
        "the connection parameter `sslmode` is wrong: `full` is none of prefer, disable, allow, require, no-verify, verify-ca, verify-full"
    );
    for url in [
        "postgres://u:s3cret/x@h/d",
        "postgres://u:s3cret",
        "postgres://u:%zzs3cret@h",
        "postgres://u:s3cret?@h/d",
    ] {
        let error = Target::resolve(url, &environment(&[])).unwrap_err();
        assert!(!format!("{error} {error:?} {:?}", error.hint()).contains("s3cret"), "{error}");
    }
    for port in ["0", "65536", "x", "-1"] {
        assert!(refusal(&format!("postgres://h:{port}/d")).contains("its port"), "{port}");
    }
}

#[test]
fn nothing_shows_a_password() {
    let env = environment(&[("PGPASSWORD", "s3cret")]);
    let target = Target::resolve("postgres://u:s3cret@h/d?sslpassword=s3cret", &env).unwrap();
    let shown = format!("{target} {target:?} {env:?} {}", target.with_database("x"));
    assert!(!shown.contains("s3cret"), "{shown}");
    assert_eq!(target.password_for(&target.hosts()[0]), Some("s3cret"));
}

#[test]
fn services_stand_between_the_url_and_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("services");
    std::fs::write(&file, "# c\n[other]\nhost=o\n[mine]\nhost=s\nport = 7\ndbname=sd\n[last]\nuser=x\n")
        .unwrap();
    let file = file.to_str().unwrap();
    let vars = [("PGSERVICEFILE", file), ("PGPORT", "1"), ("PGUSER", "eu")];
    check("service=mine dbname=d", &vars, "postgres://eu@s:7/d");
    check("", &[("PGSERVICEFILE", file), ("PGSERVICE", "mine")], "postgres://me@s:7/sd");
    let error = Target::resolve("postgres:///?service=none", &environment(&vars)).unwrap_err();
    assert_eq!(error.to_string(), format!("there is no connection service `none` in {file}"));
}

#[test]
fn the_first_fitting_line_of_a_password_file_counts() {
    let file = Passfile::parse("# x\nh:5432:d:u:one\nh:*:*:u:t\\:w\\\\o\n*:*:*:*:three:four\nbroken\n");
    assert_eq!(file.password("h", 5432, "d", "u"), Some("one"));
    assert_eq!(file.password("h", 1, "d", "u"), Some("t:w\\o"));
    assert_eq!(file.password("i", 1, "d", "v"), Some("three:four"));
    assert_eq!(Passfile::parse("h:1:d:u:p").password("h", 2, "d", "u"), None);
}

#[cfg(unix)]
fn write_passfile(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, "*:*:two:*:from-file\nlocalhost:*:*:*:by-socket\n").unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_password_file_follows_the_database_and_must_be_private() {
    let folder = tempfile::tempdir().unwrap();
    let env = Environment { home: Some(folder.path().to_owned()), ..environment(&[]) };
    write_passfile(&folder.path().join(".pgpass"), 0o600);
    let target = Target::resolve("postgres://h/one", &env).unwrap();
    assert_eq!(target.password_for(&target.hosts()[0]), None);
    let two = target.with_database("two");
    assert_eq!(two.password_for(&two.hosts()[0]), Some("from-file"));
    let socket = Target::resolve("postgres:///one?host=/tmp", &env).unwrap();
    assert_eq!(socket.password_for(&socket.hosts()[0]), Some("by-socket"));
    write_passfile(&folder.path().join(".pgpass"), 0o644);
    let target = Target::resolve("postgres://h/two", &env).unwrap();
    assert_eq!(target.password_for(&target.hosts()[0]), None);
    assert!(target.remarks()[0].contains("others may read it"), "{:?}", target.remarks());
}

#[test]
fn modes_of_tls_follow_libpq() {
    let mode = |url: &str| resolve(url).ssl_mode();
    assert_eq!(mode("postgres://h"), SslMode::Prefer);
    assert_eq!(mode("postgres://h?sslmode=verify-full"), SslMode::VerifyFull);
    assert_eq!(mode("postgres://h?sslmode=require&sslrootcert=/x"), SslMode::VerifyCa);
    assert_eq!(mode("postgres://h?sslrootcert=system"), SslMode::VerifyFull);
    assert!(refusal("postgres://h?sslmode=require&sslrootcert=system").contains("`system`"));
}

#[test]
fn versions_are_read_from_what_servers_call_themselves() {
    let number = |text: &str| ServerVersion::parse(text).map(ServerVersion::number);
    assert_eq!(number("15.18 (Debian 15.18-0+deb12u1)"), Some(150_018));
    assert_eq!(number("18beta1"), Some(180_000));
    assert_eq!(number("14.2"), Some(140_002));
    assert_eq!(number("devel"), None);
}

#[test]
fn refusals_are_told_apart() {
    let sort = |state: &str, routine: &str| {
        let report = Report {
            sqlstate: state.to_owned(),
            routine: Some(routine.to_owned()),
            message: "m".to_owned(),
            ..Report::default()
        };
        ConnectError::of_report(report, "h:1".to_owned(), ("u", "d"), Encryption::Plain, &[])
    };
    assert_eq!(sort("28P01", "auth_failed").to_string(), "the password for user `u` at h:1 is wrong");
    assert_eq!(
        sort("28000", "InitializeSessionUserId").to_string(),
        "there is no role `u` that may log in at h:1"
    );
    assert!(sort("28000", "ClientAuthentication").hint().unwrap().contains("sslmode=require"));
    assert!(sort("3D000", "InitPostgres").hint().unwrap().contains("--create-database"));
    assert!(sort("57P03", "x").is_passing() && sort("53300", "x").is_passing());
    assert!(matches!(sort("42501", "x"), ConnectError::Server { .. }));
}
