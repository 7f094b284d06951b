//! Which sslmode gets in where, and what the refusals are called.

use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use sha2::{Digest, Sha256};

use super::super::tls::end_point;
use super::fake::{Act, fixture, serve};
use super::*;
use crate::scratch::tests::run;

/// Connects to `host` on the port of a server that plays these acts.
fn connect(host: &str, acts: &'static [Act], parameters: &str) -> Result<ServerVersion, ConnectError> {
    let url =
        format!("postgres://{host}:{}/d?connect_timeout=5&hostaddr=127.0.0.1&{parameters}", serve(acts));
    run(async { Session::connect(&resolve(&url)).await.map(|session| session.server_version()) })
}

fn roots(name: &str) -> String {
    format!("sslrootcert={}", fixture(name).display())
}

const PLAIN: &[Act] = &[Act::Plain, Act::Plain];
const TLS: &[Act] = &[Act::Tls("server"), Act::Tls("server")];
const SELF_SIGNED: &[Act] = &[Act::Tls("self")];

#[test]
fn modes_below_verification_take_any_certificate() {
    for mode in ["disable", "allow", "prefer"] {
        connect("localhost", PLAIN, &format!("sslmode={mode}")).unwrap();
    }
    for mode in ["allow", "prefer", "require"] {
        let version = connect("not_a_name", TLS, &format!("sslmode={mode}")).unwrap();
        assert_eq!(version.number(), 160_003);
    }
}

#[test]
fn encryption_that_is_demanded_or_missing_is_told() {
    let error = connect("localhost", PLAIN, "sslmode=require").unwrap_err();
    assert!(matches!(error, ConnectError::TlsNotOffered { .. }), "{error}");
    let error = connect("localhost", TLS, "sslmode=disable").unwrap_err();
    assert!(matches!(error, ConnectError::NotLetIn { encryption: Encryption::Plain, .. }), "{error}");
    assert!(error.hint().unwrap().contains("sslmode=require"));
}

#[test]
fn an_authority_is_asked_and_the_name_only_by_verify_full() {
    let with = |mode: &str, file: &str| format!("sslmode={mode}&{}", roots(file));
    connect("localhost", TLS, &with("verify-full", "ca.pem")).unwrap();
    connect("elsewhere", TLS, &with("verify-ca", "ca.pem")).unwrap();
    for (host, mode, file) in [
        ("elsewhere", "verify-full", "ca.pem"),
        ("localhost", "verify-full", "self.pem"),
        ("localhost", "verify-ca", "self.pem"),
        ("localhost", "require", "self.pem"),
    ] {
        let error = connect(host, TLS, &with(mode, file)).unwrap_err();
        assert!(matches!(error, ConnectError::CertificateUntrusted { .. }), "{host} {mode} {file}: {error}");
    }
}

#[test]
fn a_certificate_that_is_named_itself_is_trusted() {
    let with = |mode: &str| format!("sslmode={mode}&{}", roots("self.pem"));
    connect("localhost", SELF_SIGNED, &with("verify-full")).unwrap();
    connect("elsewhere", SELF_SIGNED, &with("verify-ca")).unwrap();
    let error = connect("elsewhere", SELF_SIGNED, &with("verify-full")).unwrap_err();
    assert!(matches!(error, ConnectError::CertificateUntrusted { .. }), "{error}");
}

#[test]
fn a_file_that_is_no_certificate_is_named() {
    let error = connect("localhost", TLS, "sslmode=verify-ca&sslrootcert=/nowhere.pem").unwrap_err();
    assert!(error.to_string().starts_with("/nowhere.pem cannot be used"), "{error}");
}

#[test]
fn passwords_that_are_wrong_or_missing_are_told() {
    const WRONG: &[Act] = &[Act::Refuse("28P01")];
    let error = connect("localhost", WRONG, "sslmode=disable&user=u&password=s3cret").unwrap_err();
    assert!(matches!(&error, ConnectError::WrongPassword { user, .. } if user == "u"), "{error}");
    assert!(!format!("{error:?}").contains("s3cret"));
    let error = connect("localhost", &[Act::AskPassword], "sslmode=disable").unwrap_err();
    assert!(matches!(error, ConnectError::NoPassword { .. }), "{error}");
}

#[test]
fn waiting_lasts_until_the_server_is_up() {
    const ACTS: &[Act] = &[Act::Refuse("57P03"), Act::Refuse("57P03"), Act::Plain];
    let url = format!("postgres://127.0.0.1:{}/d?sslmode=disable", serve(ACTS));
    run(async { wait_for(&resolve(&url), Duration::from_secs(20)).await.map(drop) }).unwrap();
    const WRONG: &[Act] = &[Act::Refuse("28P01")];
    let url = format!("postgres://127.0.0.1:{}/d?sslmode=disable", serve(WRONG));
    let error = run(async { wait_for(&resolve(&url), Duration::from_secs(20)).await.err() }).unwrap();
    assert!(matches!(error, ConnectError::WrongPassword { .. }), "{error}");
}

#[test]
fn the_channel_is_bound_by_the_hash_of_the_certificate() {
    for name in ["server.pem", "self.pem"] {
        let certificate = CertificateDer::from_pem_file(fixture(name)).unwrap();
        assert_eq!(end_point(&certificate), Some(Sha256::digest(&certificate).to_vec()), "{name}");
    }
    assert_eq!(end_point(b"\x30\x82\x01"), None);
}
