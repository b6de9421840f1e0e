//! The journal: one JSON line a request, for tests that ask what the app really sent.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde_json::{json, Value};

use crate::calendar;

/// The journal file, when one was asked for.
#[derive(Debug, Default)]
pub(crate) struct Journal(Option<Mutex<File>>);

/// What is noted of one API request.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) operation: Option<u16>,
    pub(crate) method: String,
    /// The path template, or the path itself when no operation has it.
    pub(crate) path: String,
    /// Declared parameters the request used.
    pub(crate) parameters: Vec<String>,
    /// Names it used that the operation does not declare.
    pub(crate) unknown: Vec<String>,
    pub(crate) started: Instant,
    /// Sent by a page: browsers say where a request comes from, other clients do not.
    pub(crate) browser: bool,
}

impl Journal {
    /// Opens a journal; lines are added to what the file already holds.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else { return Ok(Self(None)) };
        let file = File::options().create(true).append(true).open(path)?;
        Ok(Self(Some(Mutex::new(file))))
    }

    /// Notes a request; `status` is `None` when its connection was closed without an answer.
    pub(crate) fn note(&self, entry: &Entry, status: Option<u16>) {
        let ms = entry.started.elapsed().as_secs_f64() * 1_000.0;
        self.write(&json!({
            "at": calendar::write_moment(calendar::now()),
            "op": entry.operation,
            "method": entry.method,
            "path": entry.path,
            "parameters": entry.parameters,
            "unknown": entry.unknown,
            "status": status,
            "browser": entry.browser,
            "ms": (ms * 100.0).round() / 100.0,
        }));
    }

    /// Writes a line as it is.
    pub(crate) fn write(&self, line: &Value) {
        if let Some(file) = &self.0 {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            // A full disk must not stop the shop; the missing line shows in the test that needs it.
            // In one piece: who reads meanwhile finds whole lines only.
            let _ = file.write_all(format!("{line}\n").as_bytes());
        }
    }
}
