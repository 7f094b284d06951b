//! The way to the server.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use super::{examine, examine_url, remedies};
use crate::deploy::cluster::{Park, give};
use crate::postgres::Server;
use crate::program::Project;

#[test]
fn names_that_are_known_only_inside_say_the_way_from_outside() {
    let found = examine_url("postgres://app:secret@db.railway.internal:5432/app");
    found.says("private-host", "broken", "db.railway.internal", "--url \"$DATABASE_PUBLIC_URL\"");
    let found = examine_url("postgres://app@app.flycast/app");
    found.says("private-host", "broken", "app.flycast", "fly proxy");
    let found = examine_url("postgres://app@nowhere.invalid/app");
    found.says("unknown-host", "broken", "nowhere.invalid", "spelt right");
}

#[test]
fn no_secret_is_told() {
    for url in ["postgres://app:hunter22@127.0.0.1:1/app", "postgres://app:hunter22@nowhere.invalid:x/app"] {
        let ran = Project::at(url).run(&["doctor", "--json", "--verbose"]);
        assert_eq!(ran.code, 1, "{ran}");
        assert!(!ran.to_string().contains("hunter22"), "{ran}");
    }
}

#[test]
fn a_malformed_url_is_a_finding() {
    let found = examine_url("postgres://app@host:port/app");
    found.says("bad-url", "broken", "malformed at its port", "postgres://user:password@host:5432/database");
    examine_url("postgres://app@h/app?service=none").says(
        "no-such-service",
        "broken",
        "`none`",
        "PGSERVICEFILE",
    );
}

/// A listener that does this with whoever calls.
fn listener(answer: fn(TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || listener.incoming().flatten().for_each(answer));
    address.to_string()
}

#[test]
fn who_does_not_serve_is_told_apart() {
    examine_url("postgres://app@127.0.0.1:1/app").says(
        "nobody-listens",
        "broken",
        "127.0.0.1:1",
        "is the server running?",
    );
    // What is left unread when a connection is closed makes it a broken one.
    let gone = listener(|mut stream| drop(stream.read(&mut [0; 512])));
    let found = examine_url(&format!("postgres://app@{gone}/app?sslmode=disable"));
    found.says("unreachable-host", "broken", "closed the connection", "firewall");
    let silent = listener(|mut stream| {
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let found = examine_url(&format!("postgres://app@{silent}/app?connect_timeout=1"));
    found.says("no-answer", "broken", "within 1 s", "connect_timeout=30");
    let no_tls = listener(|mut stream| {
        let _ = stream.read(&mut [0; 8]);
        let _ = stream.write_all(b"Snot TLS at all, whatever it was asked for");
    });
    let found = examine_url(&format!("postgres://app@{no_tls}/app?sslmode=require"));
    found.says("tls-failed", "broken", "TLS with", "PostgreSQL port");
}

/// A port on which nobody listens a moment before.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn encryption_that_is_not_had_or_not_believed() {
    let park = Park::open();
    let port = free_port();
    let plain = park.primary_with(&format!("-c listen_addresses=127.0.0.1 -c port={port}"));
    let found = examine_url(&format!("postgres://postgres@127.0.0.1:{port}/postgres?sslmode=require"));
    found.says("tls-not-offered", "broken", "does not offer it", "sslmode=disable");
    plain.crash();
    for (file, text) in [
        ("server.key", include_str!("../../../../crates/engine/src/connect/tests/fixtures/server.key")),
        ("server.crt", include_str!("../../../../crates/engine/src/connect/tests/fixtures/server.pem")),
    ] {
        std::fs::write(plain.data.join(file), text).unwrap();
        give(&plain.data.join(file));
    }
    std::fs::write(plain.data.join("postgresql.auto.conf"), "ssl = on\n").unwrap();
    give(&plain.data.join("postgresql.auto.conf"));
    plain.start();
    let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
    let found = examine_url(&format!("{url}?sslmode=verify-full"));
    found.says("certificate-untrusted", "broken", "not trusted", "sslrootcert=FILE");
    let found = examine_url(&format!("{url}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem"));
    found.one("certificate-file", "broken");
    let found = examine_url(&format!("{url}?sslmode=require"));
    found.one("reachable", "ok");
}

#[test]
fn logins_that_do_not_do() {
    let server = Server::alone();
    server.sql("CREATE ROLE keyed LOGIN PASSWORD 'right'; CREATE ROLE barred LOGIN; CREATE ROLE full_up LOGIN CONNECTION LIMIT 0");
    server.demand_password("keyed");
    server.let_in("barred", "reject");
    let found = examine_url(&server.url_as("keyed:wrong"));
    found.says("wrong-password", "broken", "the password for user `keyed`", "PGPASSWORD");
    let found = examine_url(&server.url_as("keyed"));
    found.says("no-password", "broken", "wants a password for user `keyed`", "PGPASSWORD");
    let found = examine_url(&server.url_as("nobody_at_all"));
    found.says("no-such-role", "broken", "nobody_at_all", "createuser --login nobody_at_all");
    let found = examine_url(&server.url_as("barred"));
    found.says("not-let-in", "broken", "barred", "sslmode=require");
    let found = examine_url(&server.url_as("full_up"));
    found.says("too-many-connections", "broken", "no connection left", "max_connections");
    let found = examine_url(&format!("{}&options=-cnosuch%3D1", server.url()));
    assert!(found.one("session-refused", "broken")["cause"].as_str().unwrap().contains("nosuch"));
}

#[test]
fn a_missing_database_comes_with_the_statement_that_makes_it() {
    let server = Server::start();
    server.sql("CREATE ROLE it_plain LOGIN");
    let url = server.url_of("it missing").replacen("postgres://postgres@", "postgres://it_plain@", 1);
    let project = Project::at(url);
    let found = examine(&project);
    found.says("no-such-database", "broken", "it missing", "CREATE DATABASE \"it missing\";");
    found.says("no-such-database", "broken", "it missing", "ALTER ROLE it_plain CREATEDB;");
    server.sql(&remedies(&found.one("no-such-database", "broken"))[0]);
    assert!(!examine(&project).has("no-such-database"));
    server.sql("DROP DATABASE \"it missing\"");
    server.sql("DROP ROLE it_plain");
}

#[test]
fn of_several_hosts_one_may_be_down() {
    let server = Server::start();
    let up = server.socket_folder().display().to_string().replace('/', "%2F");
    let found =
        examine_url(&format!("postgres://postgres@/{}?host=127.0.0.1,{up}&port=1,5432", server.database()));
    found.says("host-down", "warning", "127.0.0.1:1", "is the server running?");
    found.one("reachable", "ok");
    assert_eq!(found.code, 0);
}

#[test]
fn servers_in_another_role_than_wanted() {
    let park = Park::open();
    let primary = park.primary();
    let cold = park.standby_with(&primary, "-c hot_standby=off");
    examine_url(&cold.url()).says("starting-up", "broken", "does not take sessions yet", "--wait 60s");
    let found = examine_url(&format!("{}&target_session_attrs=read-only", primary.url()));
    found.says("wrong-server", "broken", "target_session_attrs", "drop target_session_attrs");
}
