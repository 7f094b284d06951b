//! TLS below the driver. Nothing is read or built before a server has agreed to speak TLS, so that plain connections
//! do not pay for it. Must not know PostgreSQL's messages.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use rustls::client::WantsClientCert;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ConfigBuilder};
use sha2::{Digest, Sha256, Sha384, Sha512};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::Socket;
use tokio_postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect};

use super::SslMode;
use super::verify::{Demand, Verifier};

/// Who vouches for the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Roots {
    Machine,
    File(PathBuf),
}

/// Whether TLS is asked for in PostgreSQL's own words or begun at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Negotiation {
    Postgres,
    Direct,
}

/// What the target says about TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TlsSettings {
    pub(crate) mode: SslMode,
    pub(crate) roots: Roots,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
    pub(crate) negotiation: Negotiation,
    /// The oldest version spoken, times ten.
    pub(crate) oldest: u8,
}

impl TlsSettings {
    pub(crate) fn off() -> TlsSettings {
        TlsSettings {
            mode: SslMode::Disable,
            roots: Roots::Machine,
            certificate: None,
            key: None,
            negotiation: Negotiation::Postgres,
            oldest: 12,
        }
    }
}

/// Why TLS did not come about although the server agreed to it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{path} cannot be used: {problem}")]
    File { path: String, problem: String },
    #[error("{0}")]
    Untrusted(String),
    #[error("{0}")]
    Handshake(String),
}

/// Makes TLS connections to one host.
#[derive(Clone)]
pub(crate) struct Tls {
    pub(crate) settings: TlsSettings,
    pub(crate) host: String,
}

impl MakeTlsConnect<Socket> for Tls {
    type Stream = TlsStream;
    type TlsConnect = Tls;
    type Error = Infallible;

    fn make_tls_connect(&mut self, _: &str) -> Result<Tls, Infallible> {
        Ok(self.clone())
    }
}

impl TlsConnect<Socket> for Tls {
    type Stream = TlsStream;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<TlsStream, Failure>> + Send>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move { shake_hands(&self, socket).await.map(TlsStream) })
    }
}

/// Encrypts a line.
pub(super) async fn shake_hands<L: AsyncRead + AsyncWrite + Unpin>(
    tls: &Tls,
    line: L,
) -> Result<tokio_rustls::client::TlsStream<L>, Failure> {
    let config = config(&tls.settings)?;
    let name = server_name(&tls.settings, &tls.host)?;
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    connector.connect(name, line).await.map_err(|error| failure_of(&error))
}

fn failure_of(error: &io::Error) -> Failure {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(problem)) => Failure::Untrusted(problem.to_string()),
        _ => Failure::Handshake(error.to_string()),
    }
}

fn demand(mode: SslMode) -> Demand {
    match mode {
        SslMode::Disable | SslMode::Allow | SslMode::Prefer | SslMode::Require => Demand::Nothing,
        SslMode::VerifyCa => Demand::Authority,
        SslMode::VerifyFull => Demand::AuthorityAndName,
    }
}

/// A name that is not valid in a certificate is only a problem where the certificate is compared with it.
fn server_name(settings: &TlsSettings, host: &str) -> Result<ServerName<'static>, Failure> {
    match (ServerName::try_from(host.to_owned()), demand(settings.mode)) {
        (Ok(name), _) => Ok(name),
        (Err(error), Demand::AuthorityAndName) => Err(Failure::Untrusted(format!("`{host}`: {error}"))),
        (Err(_), Demand::Nothing | Demand::Authority) => {
            Ok(ServerName::try_from("postgres.invalid").expect("this is a valid name"))
        }
    }
}

fn config(settings: &TlsSettings) -> Result<ClientConfig, Failure> {
    let provider = Arc::new(ring::default_provider());
    let versions: &[_] = if settings.oldest >= 13 { &[&TLS13] } else { &[&TLS13, &TLS12] };
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(versions)
        .expect("ring speaks these versions");
    let verifier = verifier(settings, provider)?;
    let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = identified(builder, settings)?;
    match settings.negotiation {
        Negotiation::Postgres => {}
        Negotiation::Direct => config.alpn_protocols = vec![b"postgresql".to_vec()],
    }
    Ok(config)
}

fn verifier(settings: &TlsSettings, provider: Arc<CryptoProvider>) -> Result<Verifier, Failure> {
    let demand = demand(settings.mode);
    let roots = match demand {
        Demand::Nothing => Vec::new(),
        Demand::Authority | Demand::AuthorityAndName => trusted(&settings.roots)?,
    };
    Verifier::new(demand, roots, provider).map_err(Failure::Untrusted)
}

fn trusted(roots: &Roots) -> Result<Vec<CertificateDer<'static>>, Failure> {
    match roots {
        Roots::File(path) => certificates(path),
        Roots::Machine => {
            let found = rustls_native_certs::load_native_certs();
            match found.certs.is_empty() {
                true => {
                    Err(Failure::Untrusted("no trusted authorities were found on this machine".to_owned()))
                }
                false => Ok(found.certs),
            }
        }
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let unusable = |problem: String| Failure::File { path: path.display().to_string(), problem };
    let found: Vec<_> = CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|error| unusable(error.to_string()))?;
    match found.is_empty() {
        true => Err(unusable("there is no certificate in it".to_owned())),
        false => Ok(found),
    }
}

/// Adds the client's own certificate, where there is one.
fn identified(
    builder: ConfigBuilder<ClientConfig, WantsClientCert>,
    settings: &TlsSettings,
) -> Result<ClientConfig, Failure> {
    let (Some(certificate), Some(key)) = (&settings.certificate, &settings.key) else {
        return Ok(builder.with_no_client_auth());
    };
    let unusable = |problem: String| Failure::File { path: key.display().to_string(), problem };
    let chain = certificates(certificate)?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| unusable(error.to_string()))?;
    builder.with_client_auth_cert(chain, key).map_err(|error| unusable(error.to_string()))
}

/// A socket inside TLS.
pub(crate) struct TlsStream(tokio_rustls::client::TlsStream<Socket>);

impl tokio_postgres::tls::TlsStream for TlsStream {
    fn channel_binding(&self) -> ChannelBinding {
        match binding(&self.0) {
            Some(hash) => ChannelBinding::tls_server_end_point(hash),
            None => ChannelBinding::none(),
        }
    }
}

impl AsyncRead for TlsStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for TlsStream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// What binds a login to an encrypted line.
pub(super) fn binding<L>(stream: &tokio_rustls::client::TlsStream<L>) -> Option<Vec<u8>> {
    let (_, connection) = stream.get_ref();
    let leaf = connection.peer_certificates().and_then(|chain| chain.first());
    leaf.and_then(|certificate| end_point(certificate))
}

/// The certificate's hash by RFC 5929, made with the hash of the certificate's own signature (SHA-256 in place of
/// what is older). `None` for signatures that the RFC gives no hash for.
pub(super) fn end_point(certificate: &[u8]) -> Option<Vec<u8>> {
    const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01];
    const ECDSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03];
    let algorithm = signature_algorithm(certificate)?;
    let (kind, last) = algorithm.split_at_checked(algorithm.len().checked_sub(1)?)?;
    match (kind, last) {
        (RSA, [4 | 5 | 11]) | (ECDSA, [2]) => Some(Sha256::digest(certificate).to_vec()),
        (RSA, [12]) | (ECDSA, [3]) => Some(Sha384::digest(certificate).to_vec()),
        (RSA, [13]) | (ECDSA, [4]) => Some(Sha512::digest(certificate).to_vec()),
        _ => None,
    }
}

/// The object identifier in `SEQUENCE { tbsCertificate, SEQUENCE { OID, … }, … }`.
fn signature_algorithm(certificate: &[u8]) -> Option<&[u8]> {
    let (_, whole, _) = der_item(certificate)?;
    let (_, _, after_body) = der_item(whole)?;
    let (_, algorithm, _) = der_item(after_body)?;
    let (tag, identifier, _) = der_item(algorithm)?;
    (tag == 6).then_some(identifier)
}

/// The first item's tag and content, and what follows it.
fn der_item(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, short], rest) = bytes.split_first_chunk::<2>()?;
    let (length, rest) = match short {
        0..=0x7f => (usize::from(short), rest),
        _ => {
            let (digits, rest) = rest.split_at_checked(usize::from(short & 0x7f).min(4))?;
            (digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), rest)
        }
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}
