//! The driver's end of a line that can be lent away while the driver has nothing to say. Must not know who borrows it.

use std::convert::Infallible;
use std::future::{Ready, poll_fn, ready};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_postgres::tls::{ChannelBinding, TlsConnect, TlsStream};

use super::super::wire::{Duplex, Wire};
use super::frames::Border;

/// What the driver reads from and writes to.
pub(in crate::connect) struct Tap(Arc<Mutex<Shared>>);

/// The right to borrow a line again and again.
#[derive(Clone)]
pub(in crate::connect) struct Loan(Arc<Mutex<Shared>>);

/// The line itself, as long as it is borrowed. Unless it is given back, nobody knows where in a message it stands, and it
/// is closed.
pub(in crate::connect) struct Lent {
    line: Option<Box<dyn Duplex>>,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    place: Place,
    binding: Option<Vec<u8>>,
    /// Where the driver is in what the server says.
    border: Border,
    reader: Option<Waker>,
    writer: Option<Waker>,
    borrower: Option<Waker>,
}

enum Place {
    Here(Box<dyn Duplex>),
    Lent,
    Closed,
}

impl Tap {
    pub(in crate::connect) fn new(wire: Wire) -> (Tap, Loan) {
        let shared = Arc::new(Mutex::new(Shared {
            place: Place::Here(wire.line),
            binding: wire.binding,
            border: Border::default(),
            reader: None,
            writer: None,
            borrower: None,
        }));
        (Tap(Arc::clone(&shared)), Loan(shared))
    }
}

impl Loan {
    /// Borrows the line as soon as the driver is between two messages.
    ///
    /// # Errors
    /// It is closed, or lent already.
    pub(in crate::connect) async fn take(&self) -> io::Result<Lent> {
        let line = poll_fn(|cx| {
            let mut shared = lock(&self.0);
            match std::mem::replace(&mut shared.place, Place::Lent) {
                Place::Here(line) if shared.border.is_reached() => Poll::Ready(Ok(line)),
                Place::Here(line) => {
                    shared.place = Place::Here(line);
                    shared.borrower = Some(cx.waker().clone());
                    Poll::Pending
                }
                Place::Closed => {
                    shared.place = Place::Closed;
                    Poll::Ready(Err(io::Error::from(io::ErrorKind::NotConnected)))
                }
                Place::Lent => Poll::Ready(Err(io::Error::from(io::ErrorKind::ResourceBusy))),
            }
        });
        Ok(Lent { line: Some(line.await?), shared: Arc::clone(&self.0) })
    }
}

impl Lent {
    /// Gives the line back; the server has been heard to the end of a message, and waits for the next one.
    pub(super) fn give_back(mut self) {
        if let Some(line) = self.line.take() {
            lock(&self.shared).settle(Place::Here(line));
        }
    }

    pub(super) fn line(&mut self) -> &mut dyn Duplex {
        &mut **self.line.as_mut().expect("a line that is lent is there")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if self.line.take().is_some() {
            lock(&self.shared).settle(Place::Closed);
        }
    }
}

impl Shared {
    fn settle(&mut self, place: Place) {
        self.place = place;
        self.reader.take().into_iter().chain(self.writer.take()).for_each(Waker::wake);
    }

    fn write<T>(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut dyn Duplex>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match &mut self.place {
            Place::Here(line) => write(Pin::new(&mut **line), cx),
            Place::Lent => {
                self.writer = Some(cx.waker().clone());
                Poll::Pending
            }
            Place::Closed => Poll::Ready(Err(io::Error::from(io::ErrorKind::NotConnected))),
        }
    }
}

/// Nothing inside the lock can panic half-way, so a poisoned one is as good as any.
fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl AsyncRead for Tap {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let shared = &mut *lock(&self.0);
        // Whoever borrows the line waits for it in the driver's stead.
        shared.reader = Some(cx.waker().clone());
        let Place::Here(line) = &mut shared.place else {
            return match shared.place {
                Place::Here(_) | Place::Lent => Poll::Pending,
                Place::Closed => Poll::Ready(Ok(())),
            };
        };
        let before = buf.filled().len();
        let read = Pin::new(&mut **line).poll_read(cx, buf);
        shared.border.pass(&buf.filled()[before..]);
        if shared.border.is_reached() {
            shared.borrower.take().into_iter().for_each(Waker::wake);
        }
        read
    }
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method is not general enough in its lifetimes"
)]
impl AsyncWrite for Tap {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        lock(&self.0).write(cx, |line, cx| line.poll_write(cx, buf))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        lock(&self.0).write(cx, |line, cx| line.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        lock(&self.0).write(cx, |line, cx| line.poll_shutdown(cx))
    }
}

/// Hands the line to the driver as if it had encrypted it, which is the only way to tell it what a login is bound to.
pub(in crate::connect) struct Encrypted;

impl TlsConnect<Tap> for Encrypted {
    type Stream = Tap;
    type Error = Infallible;
    type Future = Ready<Result<Tap, Infallible>>;

    fn connect(self, tap: Tap) -> Self::Future {
        ready(Ok(tap))
    }
}

impl TlsStream for Tap {
    fn channel_binding(&self) -> ChannelBinding {
        match lock(&self.0).binding.clone() {
            Some(hash) => ChannelBinding::tls_server_end_point(hash),
            None => ChannelBinding::none(),
        }
    }
}
