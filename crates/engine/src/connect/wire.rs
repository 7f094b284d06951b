//! A line to a server that we open ourselves, so that others than the driver can speak over it. Must not know what is said.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use postgres_protocol::message::frontend;
use rustix::net::sockopt;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};
use tokio_postgres::config::SslMode as Wish;

use super::tls::{self, Failure, Negotiation, Tls};
use super::{Host, Target};

/// Bytes in both directions, encrypted or not.
pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

/// An open line that nothing was said on yet.
pub(super) struct Wire {
    pub(super) line: Box<dyn Duplex>,
    /// What binds a login to it, where it is encrypted.
    pub(super) binding: Option<Vec<u8>>,
}

/// Why there is no line.
pub(super) enum DialError {
    Io(io::Error),
    NotOffered,
    Tls(Failure),
}

impl From<io::Error> for DialError {
    fn from(error: io::Error) -> Self {
        DialError::Io(error)
    }
}

/// Opens a line to one address of a host.
pub(super) async fn dial(
    target: &Target,
    host: &Host,
    address: Option<IpAddr>,
    wish: Wish,
    tls: &Tls,
) -> Result<Wire, DialError> {
    let line: Box<dyn Duplex> = match (host, address) {
        (Host::Socket { folder, port }, _) => {
            Box::new(UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).await?)
        }
        (Host::Tcp { port, .. }, Some(address)) => {
            let stream = TcpStream::connect((address, *port)).await?;
            stream.set_nodelay(true)?;
            keep_alive(&stream, target)?;
            Box::new(stream)
        }
        (Host::Tcp { .. }, None) => return Err(io::Error::from(io::ErrorKind::AddrNotAvailable).into()),
    };
    encrypted(line, wish, tls).await
}

/// PostgreSQL is asked in plain text whether it speaks TLS, unless it is to be spoken at once.
async fn encrypted(mut line: Box<dyn Duplex>, wish: Wish, tls: &Tls) -> Result<Wire, DialError> {
    if wish == Wish::Disable {
        return Ok(Wire { line, binding: None });
    }
    if tls.settings.negotiation == Negotiation::Postgres || wish == Wish::Prefer {
        let mut request = Default::default();
        frontend::ssl_request(&mut request);
        line.write_all(&request).await?;
        if line.read_u8().await? != b'S' {
            return match wish == Wish::Prefer {
                true => Ok(Wire { line, binding: None }),
                false => Err(DialError::NotOffered),
            };
        }
    }
    let stream = tls::shake_hands(tls, line).await.map_err(DialError::Tls)?;
    let binding = tls::binding(&stream);
    Ok(Wire { line: Box::new(stream), binding })
}

/// As the driver does it for its own sockets.
fn keep_alive(stream: &TcpStream, target: &Target) -> io::Result<()> {
    let number = |name: &str| target.setting(name).and_then(|text| text.parse::<u64>().ok());
    let seconds = |name: &str| number(name).filter(|s| *s > 0).map(Duration::from_secs);
    sockopt::set_socket_keepalive(stream, number("keepalives") != Some(0))?;
    sockopt::set_tcp_keepidle(stream, seconds("keepalives_idle").unwrap_or(Duration::from_secs(60)))?;
    if let Some(interval) = seconds("keepalives_interval") {
        sockopt::set_tcp_keepintvl(stream, interval)?;
    }
    if let Some(count) = number("keepalives_count").and_then(|count| u32::try_from(count).ok()) {
        sockopt::set_tcp_keepcnt(stream, count)?;
    }
    #[cfg(target_os = "linux")]
    if let Some(millis) = number("tcp_user_timeout").and_then(|millis| u32::try_from(millis).ok()) {
        sockopt::set_tcp_user_timeout(stream, millis)?;
    }
    Ok(())
}
