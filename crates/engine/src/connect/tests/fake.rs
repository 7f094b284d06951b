//! Something that speaks as much of the protocol as it takes to open a session, encrypted or not, and to be refused.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Certificates and keys for tests; nothing else trusts them.
pub(super) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/connect/tests/fixtures").join(name)
}

/// What to do with one connection.
#[derive(Clone, Copy)]
pub(super) enum Act {
    /// Takes any session that asks without TLS, and denies TLS.
    Plain,
    /// Speaks TLS with this certificate, and takes the session if it is asked for in TLS.
    Tls(&'static str),
    /// Says this SQLSTATE, without TLS.
    Refuse(&'static str),
    /// Asks for a password.
    AskPassword,
}

/// Plays the acts, one for each connection, on a port of its own.
pub(super) fn serve(acts: &'static [Act]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for act in acts {
            let (stream, _) = listener.accept().unwrap();
            // A client that hangs up early is what some tests are about.
            let _ = play(*act, stream);
        }
    });
    port
}

fn play(act: Act, mut stream: TcpStream) -> std::io::Result<()> {
    const SSL_REQUEST: [u8; 4] = 80_877_103_u32.to_be_bytes();
    let mut start = read_start(&mut stream)?;
    if start[..4] == SSL_REQUEST {
        if let Act::Tls(name) = act {
            stream.write_all(b"S")?;
            let mut stream = StreamOwned::new(ServerConnection::new(config(name)).unwrap(), stream);
            read_start(&mut stream)?;
            return welcome(&mut stream);
        }
        stream.write_all(b"N")?;
        start = read_start(&mut stream)?;
    }
    assert_eq!(start[..4], [0, 3, 0, 0]);
    match act {
        Act::Plain => welcome(&mut stream),
        Act::Tls(_) => refuse(&mut stream, "28000"),
        Act::Refuse(state) => refuse(&mut stream, state),
        Act::AskPassword => message(&mut stream, b'R', &3_i32.to_be_bytes()),
    }
}

fn read_start(stream: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let mut body = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap() - 4];
    stream.read_exact(&mut body)?;
    Ok(body)
}

fn welcome(stream: &mut (impl Read + Write)) -> std::io::Result<()> {
    message(stream, b'R', &0_i32.to_be_bytes())?;
    message(stream, b'S', b"server_version\x0016.3\0")?;
    message(stream, b'K', &[0; 8])?;
    message(stream, b'Z', b"I")?;
    stream.flush()?;
    stream.read(&mut [0; 64]).map(|_| ())
}

fn refuse(stream: &mut impl Write, state: &str) -> std::io::Result<()> {
    message(stream, b'E', format!("SFATAL\0VFATAL\0C{state}\0Mno\0RClientAuthentication\0\0").as_bytes())
}

fn message(stream: &mut impl Write, tag: u8, body: &[u8]) -> std::io::Result<()> {
    let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
    stream.write_all(&[&[tag][..], &length[..], body].concat())
}

fn config(name: &str) -> Arc<ServerConfig> {
    let chain = vec![CertificateDer::from_pem_file(fixture(&format!("{name}.pem"))).unwrap()];
    let key = PrivateKeyDer::from_pem_file(fixture(&format!("{name}.key"))).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    Arc::new(builder.with_single_cert(chain, key).unwrap())
}
