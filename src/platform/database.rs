//! The app's database in IndexedDB: one connection for all, opened when it is
//! needed and again when it was lost (which happens on iPads: "connection to
//! Indexed Database server lost").

use std::cell::{Cell, RefCell};
use std::future::{pending, Future};

use futures::channel::oneshot;
use futures::future::{FutureExt, LocalBoxFuture};
use idb::{
    Database, DatabaseEvent, Error, Factory, IndexParams, KeyPath, ObjectStoreParams, Transaction,
    TransactionResult,
};
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::promise::{call, call_async, member, object};

const NAME: &str = "posy";
/// 1: secrets and keys. 2: the journal and what stands beside it. 3: the archive.
const VERSION: u32 = 3;

pub(super) const SECRETS: &str = "secrets";
pub(super) const KEYS: &str = "keys";
pub(super) const JOURNAL: &str = "journal";
pub(super) const BESIDE: &str = "beside";
pub(super) const ARCHIVE: &str = "archive";
/// The entries of the journal by their own names.
pub(super) const BY_NAME: &str = "name";

/// Why something could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No room on the device.
    Full,
    /// No database, a lost one, or something that is not as it should be.
    Failing,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let said: Option<&JsValue> = match &error {
            Error::DomException(exception) => Some(exception),
            Error::AddFailed(value)
            | Error::UpdateFailed(value)
            | Error::TransactionOpenFailed(value)
            | Error::TransactionCommitError(value) => Some(value),
            _ => None,
        };
        // The errors of all browsers carry this in their name.
        match said.and_then(|error| member(error, "name")?.as_string()) {
            Some(name) if name.contains("Quota") => Self::Full,
            _ => Self::Failing,
        }
    }
}

/// Carries work on the database to its end, also where nobody waits for it any
/// more: the browser calls back into what it was given.
pub(super) fn uninterrupted<T: 'static>(
    work: impl Future<Output = T> + 'static,
) -> LocalBoxFuture<'static, T> {
    let (tell, told) = oneshot::channel();
    wasm_bindgen_futures::spawn_local(async move {
        let _ = tell.send(work.await);
    });
    async move {
        match told.await {
            Ok(done) => done,
            Err(_) => pending().await,
        }
    }
    .boxed_local()
}

thread_local! {
    static CONNECTION: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    static MADE: Cell<bool> = const { Cell::new(false) };
}

/// How sure a write has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    /// On its way to the disk when it is answered.
    Write,
    /// On the disk when it is answered.
    WriteStrictly,
}

/// What is done within a transaction, and its result.
pub(super) type Done = LocalBoxFuture<'static, Result<(JsValue, Transaction), Error>>;

/// One transaction over these stores. `work` must await nothing but its own
/// requests: the browser closes a transaction that waits for something else.
/// What fails because the connection is gone is done once more over a new one.
/// (Of one type for all, so that it is there once.)
pub(super) async fn within(
    stores: &[&str],
    access: Access,
    work: &dyn Fn(Transaction) -> Done,
) -> Result<JsValue, Fault> {
    match once(stores, access, work).await {
        Err(Fault::Failing) => {
            CONNECTION.take();
            once(stores, access, work).await
        }
        done => done,
    }
}

async fn once(stores: &[&str], access: Access, work: &dyn Fn(Transaction) -> Done) -> Result<JsValue, Fault> {
    let transaction = begin(&connection().await?, stores, access)?;
    let (result, transaction) = work(transaction).await?;
    if access == Access::Read {
        return Ok(result);
    }
    let done = transaction.commit()?;
    match done.await? {
        TransactionResult::Committed => Ok(result),
        // What aborts a transaction whose requests went well is the disk.
        TransactionResult::Aborted => Err(Fault::Full),
    }
}

/// The crate has no word for durability, so the transaction is begun by hand.
fn begin(connection: &JsValue, stores: &[&str], access: Access) -> Result<Transaction, Fault> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let mode = if access == Access::Read { "readonly" } else { "readwrite" };
    let durability = if access == Access::WriteStrictly { "strict" } else { "relaxed" };
    let options = object(&[("durability", durability.into())]);
    let transaction = call(connection, "transaction", &[names.into(), mode.into(), options]);
    Ok(transaction.map_err(|_| Fault::Failing)?.try_into()?)
}

pub(super) async fn connection() -> Result<JsValue, Fault> {
    if let Some(connection) = CONNECTION.with_borrow(Clone::clone) {
        return Ok(connection);
    }
    let connection = match opened().await {
        Some(connection) => connection,
        None => open().await?.into(),
    };
    // Lost, or in the way of a later version in another tab.
    let gone = Closure::<dyn Fn(JsValue)>::new(|_| {
        if let Some(connection) = CONNECTION.take() {
            let _ = call(&connection, "close", &[]);
        }
    });
    for event in ["onclose", "onversionchange"] {
        let _ = js_sys::Reflect::set(&connection, &event.into(), gone.as_ref().unchecked_ref());
    }
    // As long as the connection, which nobody tells the end of.
    gone.forget();
    CONNECTION.set(Some(connection.clone()));
    Ok(connection)
}

/// This page found no database, and made one.
pub fn was_made() -> bool {
    MADE.get()
}

/// What public/theme.js opened while this module was on its way, the first time; an
/// older version has to be made anew.
async fn opened() -> Option<JsValue> {
    let connection = call_async(&js_sys::global(), "opened", &[]).await.ok()?;
    if member(&connection, "version")?.as_f64() == Some(VERSION.into()) {
        return Some(connection);
    }
    let _ = call(&connection, "close", &[]);
    None
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
    request.on_upgrade_needed(|event| {
        MADE.set(event.old_version().is_ok_and(|version| version == 0));
        if let Ok(database) = event.database() {
            // What cannot be made here fails where it is used.
            let _ = upgrade(&database);
        }
    });
    request.await
}

/// Makes what is missing, from any version before.
fn upgrade(database: &Database) -> Result<(), Error> {
    let there = database.store_names();
    let missing = |name: &str| !there.iter().any(|known| known == name);
    for name in [SECRETS, KEYS, BESIDE] {
        if missing(name) {
            database.create_object_store(name, ObjectStoreParams::new())?;
        }
    }
    if missing(ARCHIVE) {
        let mut params = ObjectStoreParams::new();
        params.key_path(Some(KeyPath::new_single("key")));
        database.create_object_store(ARCHIVE, params)?;
    }
    if missing(JOURNAL) {
        let mut params = ObjectStoreParams::new();
        params.auto_increment(true);
        let journal = database.create_object_store(JOURNAL, params)?;
        let mut unique = IndexParams::new();
        unique.unique(true);
        journal.create_index(BY_NAME, KeyPath::new_single(BY_NAME), Some(unique))?;
    }
    Ok(())
}

/// The value under a key, with the transaction to go on in.
pub(super) async fn get(store: &'static str, key: &str) -> Result<Option<JsValue>, Fault> {
    let key = JsValue::from_str(key);
    let value = within(&[store], Access::Read, &|transaction| {
        let key = key.clone();
        async move {
            let value = transaction.object_store(store)?.get(key)?.await?;
            Ok((value.unwrap_or_default(), transaction))
        }
        .boxed_local()
    })
    .await?;
    Ok(Some(value).filter(|value| !value.is_undefined()))
}

/// Puts a value under a key.
pub(super) async fn put(
    store: &'static str,
    key: &str,
    value: &JsValue,
    access: Access,
) -> Result<(), Fault> {
    let key = JsValue::from_str(key);
    within(&[store], access, &|transaction| {
        let (key, value) = (key.clone(), value.clone());
        async move {
            transaction.object_store(store)?.put(&value, Some(&key))?.await?;
            Ok((JsValue::UNDEFINED, transaction))
        }
        .boxed_local()
    })
    .await
    .map(drop)
}

/// Removes what is under a key.
pub(super) async fn delete(store: &'static str, key: &str) -> Result<(), Fault> {
    let key = JsValue::from_str(key);
    within(&[store], Access::Write, &|transaction| {
        let key = key.clone();
        async move {
            transaction.object_store(store)?.delete(key)?.await?;
            Ok((JsValue::UNDEFINED, transaction))
        }
        .boxed_local()
    })
    .await
    .map(drop)
}
