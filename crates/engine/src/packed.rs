//! Text made small, and plain enough to be kept in any database. Must not know what it says.

use std::cell::RefCell;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};

thread_local! {
    /// Kept, for to make its tables anew takes longer than to compress a small migration.
    static COMPRESS: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), true));
}

/// Fewer bytes are stored as they are: the compressor clears 300 KB of tables each time, which takes longer than all else that
/// is done for a small migration, and saves nothing.
const SHORT: u16 = 256;

/// The text of these bytes, compressed.
pub(crate) fn pack(bytes: &[u8]) -> String {
    STANDARD.encode(match u16::try_from(bytes.len()) {
        Ok(length @ ..SHORT) => stored(bytes, length),
        Ok(_) | Err(_) => COMPRESS.with_borrow_mut(|compress| compressed(compress, bytes)),
    })
}

/// One block that is not compressed, in the frame of those that are (RFC 1950; RFC 1951, section 3.2.4).
fn stored(bytes: &[u8], length: u16) -> Vec<u8> {
    let frame = [0x78, 0x01, 0x01];
    let check = adler2::adler32_slice(bytes).to_be_bytes();
    [&frame[..], &length.to_le_bytes(), &(!length).to_le_bytes(), bytes, &check].concat()
}

fn compressed(compress: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    compress.reset();
    let mut packed = Vec::new();
    loop {
        packed.reserve(bytes.len() / 2 + 64);
        let rest = &bytes[usize::try_from(compress.total_in()).expect("it is in memory")..];
        let status = compress.compress_vec(rest, &mut packed, FlushCompress::Finish);
        if status.expect("compressing does not fail") == Status::StreamEnd {
            return packed;
        }
    }
}

/// The bytes again; nothing where the text was never packed here.
pub(crate) fn unpack(text: &str) -> Option<Vec<u8>> {
    let packed = STANDARD.decode(text.trim()).ok()?;
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed.as_slice()).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let [longest, shortest] = [SHORT - 1, SHORT].map(|length| "x".repeat(usize::from(length)));
        for text in ["", "a", &longest, &shortest, &"CREATE TABLE 'ü';\n".repeat(1000)] {
            assert_eq!(unpack(&pack(text.as_bytes())).unwrap(), text.as_bytes());
        }
        assert!(pack(&[b'a'; 100_000]).len() < 1000);
        let hardly: Vec<u8> =
            (0_u32..100_000).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(unpack(&pack(&hardly)).unwrap(), hardly);
        assert_eq!(unpack("nothing of ours"), None);
    }
}
