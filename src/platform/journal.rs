//! The journal in IndexedDB: a row for each entry, encrypted, numbered by the
//! database, on the disk before a write is answered.

use futures::future::{FutureExt, LocalBoxFuture};
use idb::Transaction;
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::database::{uninterrupted, within, Access, Fault, BESIDE, BY_NAME, JOURNAL};
use super::promise::{member, object};
use super::{cipher, database};
use crate::api::outside::{Found, Journal, JournalError, Kept, Line, Withdrawal, Writes};

const BESIDE_ENTRIES: &str = "journal";
const REIGN: &str = "reign";
/// The entries that were taken out last, each as name, key, and whether it was taken
/// back unsent: what another tab has settled must not be written down anew by one that
/// does not know, nor be told to have been taken back.
const GONE: &str = "gone";
const MOST_GONE: u32 = 300;
const NAME: u32 = 0;
const KEY: u32 = 1;
const UNSENT: u32 = 2;

/// The journal of this browser profile.
#[derive(Clone, Copy, Default)]
pub struct BrowserJournal;

impl From<Fault> for JournalError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Full => Self::Full,
            Fault::Failing => Self::Failing,
        }
    }
}

impl Journal for BrowserJournal {
    fn load(&self) -> LocalBoxFuture<'static, Result<Found, JournalError>> {
        uninterrupted(load())
    }

    fn write(&self, writes: Writes) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>> {
        uninterrupted(async move {
            match write(&writes, true).await {
                Err(JournalError::Full) => write(&writes, false).await,
                done => done,
            }
        })
    }

    fn lead(&self) -> LocalBoxFuture<'static, Result<u64, JournalError>> {
        uninterrupted(lead())
    }

    fn mark(&self, reign: u64, keys: Vec<u64>) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>> {
        uninterrupted(mark(reign, keys))
    }

    fn withdraw(&self, key: u64) -> LocalBoxFuture<'static, Result<Withdrawal, JournalError>> {
        uninterrupted(async move {
            match withdraw(key, true).await {
                Err(JournalError::Full) => withdraw(key, false).await,
                done => done,
            }
        })
    }
}

fn key_of(value: &JsValue) -> u64 {
    value.as_f64().unwrap_or_default() as u64
}

fn key(key: u64) -> JsValue {
    (key as f64).into()
}

fn was_tried(row: &JsValue) -> bool {
    member(row, "tried").is_some_and(|tried| tried.is_truthy())
}

/// The row of an entry. Its name and whether it was tried stand in clear: the
/// database has to read them within a transaction.
fn row(name: &JsValue, tried: bool, sealed: [(&'static str, JsValue); 2]) -> JsValue {
    let [iv, sealed] = sealed;
    object(&[(BY_NAME, name.clone()), ("tried", tried.into()), iv, sealed])
}

async fn load() -> Result<Found, JournalError> {
    let found = within(&[JOURNAL], Access::Read, &|transaction| {
        async move {
            let journal = transaction.object_store(JOURNAL)?;
            let (keys, rows) = (journal.get_all_keys(None, None)?, journal.get_all(None, None)?);
            let (keys, rows) = (keys.await?, rows.await?);
            let pairs: Array = keys.iter().zip(&rows).map(|(key, row)| Array::of2(key, row)).collect();
            Ok((pairs.into(), transaction))
        }
        .boxed_local()
    })
    .await?;
    let mut entries = Vec::new();
    for pair in Array::from(&found) {
        let pair = Array::from(&pair);
        let row = pair.get(1);
        let bytes = cipher::open(&row).await?;
        entries.push(Kept { key: key_of(&pair.get(0)), tried: was_tried(&row), bytes });
    }
    let beside = match database::get(BESIDE, BESIDE_ENTRIES).await? {
        Some(row) => cipher::open(&row).await?,
        None => None,
    };
    Ok(Found { entries, beside })
}

/// Writes; what is taken out is noted where there is room for that.
async fn write(writes: &Writes, note: bool) -> Result<Vec<u64>, JournalError> {
    // Encrypting waits, and a transaction would close meanwhile.
    let mut new = Vec::new();
    for (name, Line { tried, bytes }) in &writes.append {
        new.push((JsValue::from_str(name), *tried, cipher::seal(bytes).await?));
    }
    let mut changed = Vec::new();
    for (key, Line { tried, bytes }) in &writes.replace {
        changed.push((*key, *tried, cipher::seal(bytes).await?));
    }
    let beside = match &writes.beside {
        Some(bytes) => Some(object(&cipher::seal(bytes).await?)),
        None => None,
    };
    let keys = within(&[JOURNAL, BESIDE], Access::WriteStrictly, &|transaction| {
        let (new, changed, beside) = (new.clone(), changed.clone(), beside.clone());
        let removed = writes.remove.clone();
        async move {
            let journal = transaction.object_store(JOURNAL)?;
            let by_name = journal.index(BY_NAME)?;
            let keys = Array::new();
            for (name, tried, sealed) in new {
                let known = by_name.get_key(name.clone())?.await?.filter(|key| !key.is_undefined());
                let known = match known {
                    Some(at) => Some(at),
                    None => gone(&transaction, NAME, &name).await?.map(|gone| gone.get(KEY)),
                };
                let at = match known {
                    Some(at) => {
                        if tried {
                            set_tried(&transaction, key_of(&at)).await?;
                        }
                        at
                    }
                    None => journal.add(&row(&name, tried, sealed), None)?.await?,
                };
                keys.push(&at);
            }
            for (at, tried, sealed) in changed {
                if let Some(known) = found(&transaction, at).await? {
                    let name = member(&known, BY_NAME).unwrap_or_default();
                    let tried = tried || was_tried(&known);
                    journal.put(&row(&name, tried, sealed), Some(&key(at)))?.await?;
                }
            }
            take_out(&transaction, &removed, note.then_some(false)).await?;
            if let Some(beside) = beside {
                let at = JsValue::from_str(BESIDE_ENTRIES);
                transaction.object_store(BESIDE)?.put(&beside, Some(&at))?.await?;
            }
            Ok((keys.into(), transaction))
        }
        .boxed_local()
    })
    .await?;
    Ok(keys_of(&keys))
}

fn keys_of(keys: &JsValue) -> Vec<u64> {
    Array::from(keys).iter().map(|key| key_of(&key)).collect()
}

async fn found(transaction: &Transaction, at: u64) -> Result<Option<JsValue>, idb::Error> {
    let row = transaction.object_store(JOURNAL)?.get(key(at))?.await?;
    Ok(row.filter(|row| !row.is_undefined()))
}

async fn all_gone(transaction: &Transaction) -> Result<Array, idb::Error> {
    let gone = transaction.object_store(BESIDE)?.get(JsValue::from_str(GONE))?.await?;
    Ok(gone.filter(Array::is_array).map(|gone| Array::from(&gone)).unwrap_or_default())
}

/// What is noted of an entry that was taken out; its name, or its key, is known.
async fn gone(transaction: &Transaction, part: u32, known: &JsValue) -> Result<Option<Array>, idb::Error> {
    let mut all = all_gone(transaction).await?.into_iter().map(|gone| Array::from(&gone));
    Ok(all.find(|gone| gone.get(part) == *known))
}

/// Takes entries out, and notes that they were there: taken back unsent, or not.
async fn take_out(transaction: &Transaction, keys: &[u64], unsent: Option<bool>) -> Result<(), idb::Error> {
    if keys.is_empty() {
        return Ok(());
    }
    let gone = all_gone(transaction).await?;
    for at in keys {
        if let Some(name) = found(transaction, *at).await?.and_then(|row| member(&row, BY_NAME)) {
            gone.push(&Array::of3(&name, &key(*at), &unsent.unwrap_or_default().into()));
        }
        transaction.object_store(JOURNAL)?.delete(key(*at))?.await?;
    }
    if unsent.is_some() {
        let last = gone.slice(gone.length().saturating_sub(MOST_GONE), gone.length());
        transaction.object_store(BESIDE)?.put(&last, Some(&JsValue::from_str(GONE)))?.await?;
    }
    Ok(())
}

/// It is about to be sent, or was.
async fn set_tried(transaction: &Transaction, at: u64) -> Result<(), idb::Error> {
    if let Some(row) = found(transaction, at).await? {
        let _ = js_sys::Reflect::set(&row, &"tried".into(), &true.into());
        transaction.object_store(JOURNAL)?.put(&row, Some(&key(at)))?.await?;
    }
    Ok(())
}

async fn reign(transaction: &Transaction) -> Result<u64, idb::Error> {
    let reign = transaction.object_store(BESIDE)?.get(JsValue::from_str(REIGN))?.await?;
    Ok(reign.map(|reign| key_of(&reign)).unwrap_or_default())
}

async fn lead() -> Result<u64, JournalError> {
    let mine = within(&[BESIDE], Access::WriteStrictly, &|transaction| {
        async move {
            let next = key(reign(&transaction).await? + 1);
            transaction.object_store(BESIDE)?.put(&next, Some(&JsValue::from_str(REIGN)))?.await?;
            Ok((next, transaction))
        }
        .boxed_local()
    })
    .await?;
    Ok(key_of(&mine))
}

async fn mark(mine: u64, keys: Vec<u64>) -> Result<Vec<u64>, JournalError> {
    let there = within(&[JOURNAL, BESIDE], Access::WriteStrictly, &|transaction| {
        let keys = keys.clone();
        async move {
            if reign(&transaction).await? != mine {
                return Ok((JsValue::UNDEFINED, transaction));
            }
            for at in keys {
                set_tried(&transaction, at).await?;
            }
            let journal = transaction.object_store(JOURNAL)?;
            let there: Array = journal.get_all_keys(None, None)?.await?.into_iter().collect();
            Ok((there.into(), transaction))
        }
        .boxed_local()
    })
    .await?;
    if there.is_undefined() {
        return Err(JournalError::Superseded);
    }
    Ok(keys_of(&there))
}

async fn withdraw(at: u64, note: bool) -> Result<Withdrawal, JournalError> {
    let untried = within(&[JOURNAL, BESIDE], Access::WriteStrictly, &|transaction| {
        async move {
            let untried = match found(&transaction, at).await? {
                Some(row) => Some(!was_tried(&row)),
                None => gone(&transaction, KEY, &key(at)).await?.map(|gone| gone.get(UNSENT).is_truthy()),
            };
            if untried == Some(true) {
                take_out(&transaction, &[at], note.then_some(true)).await?;
            }
            Ok((untried.into(), transaction))
        }
        .boxed_local()
    })
    .await?;
    Ok(match untried.as_bool() {
        Some(true) => Withdrawal::InTime,
        Some(false) => Withdrawal::TooLate,
        None => Withdrawal::Unknown,
    })
}
