//! The archive in IndexedDB: a row for each block, encrypted, and the number of
//! its version beside.

use std::cell::Cell;
use std::future::IntoFuture;

use futures::future::{join_all, FutureExt, LocalBoxFuture};
use idb::{KeyRange, Query, Transaction};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::cipher;
use super::database::{uninterrupted, within, Access, Fault, ARCHIVE, BESIDE};
use super::promise::{member, object};
use crate::api::outside::{Archive, Blocks, JournalError};

const VERSION: &str = "archive";
/// Blocks that are opened or sealed at the same time.
const AT_ONCE: usize = 64;

type Reading = LocalBoxFuture<'static, Result<Blocks, JournalError>>;

/// The archive of this browser profile, and what is being read from it before it
/// is asked for.
#[derive(Default)]
pub struct BrowserArchive(Cell<Option<Reading>>);

impl BrowserArchive {
    /// Begins to read what will be asked for first.
    pub fn read_ahead(&self, ranges: Vec<(u64, u64)>) {
        self.0.set(Some(uninterrupted(read(ranges))));
    }

    /// What was read ahead is not for who comes next.
    pub fn forget_ahead(&self) {
        self.0.take();
    }
}

impl Archive for BrowserArchive {
    fn read(&self, ranges: Vec<(u64, u64)>) -> Reading {
        self.0.take().unwrap_or_else(|| uninterrupted(read(ranges)))
    }

    fn write(
        &self,
        version: u64,
        blocks: Vec<(u64, Option<Vec<u8>>)>,
    ) -> LocalBoxFuture<'static, Result<u64, JournalError>> {
        uninterrupted(write(version, blocks))
    }

    fn wipe(&self) -> LocalBoxFuture<'static, Result<(), JournalError>> {
        uninterrupted(wipe())
    }
}

fn key(key: u64) -> JsValue {
    (key as f64).into()
}

async fn version(transaction: &Transaction) -> Result<u64, idb::Error> {
    let version = transaction.object_store(BESIDE)?.get(JsValue::from_str(VERSION))?.await?;
    Ok(version.and_then(|version| version.as_f64()).unwrap_or_default() as u64)
}

/// The number of the version, then the rows of these ranges.
async fn rows(ranges: Vec<(u64, u64)>) -> Result<JsValue, Fault> {
    within(&[ARCHIVE, BESIDE], Access::Read, &|transaction| {
        let ranges = ranges.clone();
        async move {
            let store = transaction.object_store(ARCHIVE)?;
            let mut requests = Vec::with_capacity(ranges.len());
            for (first, last) in ranges {
                let range = KeyRange::bound(&key(first), &key(last), None, None)?;
                requests.push(store.get_all(Some(Query::KeyRange(range)), None)?.into_future());
            }
            // All are asked for before the first answer.
            let rows = Array::of1(&key(version(&transaction).await?));
            for request in requests {
                for row in request.await? {
                    rows.push(&row);
                }
            }
            Ok((rows.into(), transaction))
        }
        .boxed_local()
    })
    .await
}

async fn read(ranges: Vec<(u64, u64)>) -> Result<Blocks, JournalError> {
    let mut rows = Array::from(&rows(ranges).await?).into_iter();
    let version = rows.next().and_then(|version| version.as_f64()).unwrap_or_default() as u64;
    let rows: Vec<JsValue> = rows.collect();
    let mut blocks = Vec::with_capacity(rows.len());
    for some in rows.chunks(AT_ONCE) {
        let opened = join_all(some.iter().map(cipher::open)).await;
        for (row, bytes) in some.iter().zip(opened) {
            let at = member(row, "key").and_then(|at| at.as_f64()).unwrap_or_default() as u64;
            blocks.push((at, bytes?));
        }
    }
    Ok(Blocks { version, blocks })
}

async fn write(known: u64, blocks: Vec<(u64, Option<Vec<u8>>)>) -> Result<u64, JournalError> {
    let rows = Array::new();
    let removed = Array::new();
    for some in blocks.chunks(AT_ONCE) {
        let sealed = some.iter().filter_map(|(at, bytes)| Some((*at, bytes.as_ref()?)));
        let sealed = sealed.map(|(at, bytes)| async move { (at, cipher::seal(bytes).await) });
        for (at, sealed) in join_all(sealed).await {
            let [iv, bytes] = sealed?;
            rows.push(&object(&[("key", key(at)), iv, bytes]));
        }
        for (at, _) in some.iter().filter(|(_, bytes)| bytes.is_none()) {
            removed.push(&key(*at));
        }
    }
    let written = within(&[ARCHIVE, BESIDE], Access::Write, &|transaction| {
        let (rows, removed) = (rows.clone(), removed.clone());
        async move {
            if version(&transaction).await? != known {
                return Ok((JsValue::UNDEFINED, transaction));
            }
            let store = transaction.object_store(ARCHIVE)?;
            // The last request tells of all before it.
            for at in removed {
                store.delete(at)?;
            }
            for row in rows {
                store.put(&row, None)?;
            }
            let next = key(known + 1);
            transaction.object_store(BESIDE)?.put(&next, Some(&JsValue::from_str(VERSION)))?.await?;
            Ok((next, transaction))
        }
        .boxed_local()
    })
    .await?;
    match written.as_f64() {
        Some(version) => Ok(version as u64),
        None => Err(JournalError::Superseded),
    }
}

async fn wipe() -> Result<(), JournalError> {
    within(&[ARCHIVE, BESIDE], Access::Write, &|transaction| {
        async move {
            let next = key(version(&transaction).await? + 1);
            transaction.object_store(ARCHIVE)?.clear()?.await?;
            transaction.object_store(BESIDE)?.put(&next, Some(&JsValue::from_str(VERSION)))?.await?;
            Ok((next, transaction))
        }
        .boxed_local()
    })
    .await
    .map(drop)
    .map_err(JournalError::from)
}
