//! Files of the built app in memory, each compressed once, at its first request.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use axum::body::Bytes;
use axum::http::{header, HeaderMap};
use sha2::{Digest, Sha256};

/// Below this, compression costs more than it saves.
const WORTH_PACKING: usize = 512;

/// A file ready to be sent in three encodings.
#[derive(Debug)]
pub(super) struct Packed {
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    pub(super) etag: String,
    pub(super) content_type: &'static str,
    /// Its name changes with its content.
    pub(super) immutable: bool,
}

impl Packed {
    /// The smallest form the client can read, and its name.
    pub(super) fn for_client(&self, headers: &HeaderMap) -> (Bytes, Option<&'static str>) {
        let accepts = |wanted: &str| {
            headers
                .get_all(header::ACCEPT_ENCODING)
                .iter()
                .any(|value| value.to_str().unwrap_or("").split(',').any(|part| names(part, wanted)))
        };
        match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts("br") => (brotli.clone(), Some("br")),
            (_, Some(gzip)) if accepts("gzip") => (gzip.clone(), Some("gzip")),
            _ => (self.plain.clone(), None),
        }
    }
}

/// Whether one part of Accept-Encoding names an encoding and does not forbid it (`q=0`).
fn names(part: &str, wanted: &str) -> bool {
    let mut pieces = part.split(';').map(str::trim);
    let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
    named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
}

type Stamp = (PathBuf, u64, Option<SystemTime>);

/// The files packed so far. A rebuilt file has another stamp and is packed again.
#[derive(Debug, Default)]
pub(super) struct Cupboard(Mutex<HashMap<Stamp, Arc<OnceLock<Arc<Packed>>>>>);

impl Cupboard {
    /// The packed file; waits when another request is packing it at the moment.
    pub(super) fn take(&self, path: &Path) -> io::Result<Arc<Packed>> {
        let meta = path.metadata()?;
        let stamp = (path.to_owned(), meta.len(), meta.modified().ok());
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            slots.retain(|(known, len, at), _| known != path || (*len, *at) == (stamp.1, stamp.2));
            Arc::clone(slots.entry(stamp).or_default())
        };
        if let Some(packed) = slot.get() {
            return Ok(Arc::clone(packed));
        }
        let bytes = std::fs::read(path)?;
        Ok(Arc::clone(slot.get_or_init(|| Arc::new(pack(path, bytes)))))
    }
}

/// A file in its three encodings; its type follows from the name.
pub(super) fn pack(path: &Path, bytes: Vec<u8>) -> Packed {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    let (content_type, text_like) = content_type(path);
    let worth = text_like && bytes.len() >= WORTH_PACKING;
    let smaller = |packed: io::Result<Vec<u8>>| {
        packed.ok().filter(|packed| packed.len() < bytes.len()).map(Bytes::from)
    };
    let brotli = if worth { smaller(brotli(&bytes)) } else { None };
    let gzip = if worth { smaller(gzip(&bytes)) } else { None };
    let etag = etag(&bytes);
    Packed { brotli, gzip, etag, content_type, immutable: has_hash(name), plain: Bytes::from(bytes) }
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn etag(bytes: &[u8]) -> String {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(bytes).iter().take(12) {
        // Writing into a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// Whether a name carries its content's hash: `-` and 16 hexadecimal digits, or fewer where it
/// begins with zeros.
fn has_hash(name: &str) -> bool {
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        (12..=16).contains(&digits)
    })
}

/// The content type, and whether compression helps.
fn content_type(path: &Path) -> (&'static str, bool) {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or("") {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript; charset=utf-8", true),
        "css" => ("text/css; charset=utf-8", true),
        "wasm" => ("application/wasm", true),
        "svg" => ("image/svg+xml", true),
        "json" | "map" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "txt" => ("text/plain; charset=utf-8", true),
        "ico" => ("image/x-icon", true),
        "png" => ("image/png", false),
        "jpg" | "jpeg" => ("image/jpeg", false),
        "webp" => ("image/webp", false),
        "woff2" => ("font/woff2", false),
        _ => ("application/octet-stream", false),
    }
}
