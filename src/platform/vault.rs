//! Secrets at rest: IndexedDB, encrypted with an AES-GCM key that the browser
//! keeps and never hands out. What cannot be read is as if it were not there;
//! without IndexedDB or WebCrypto (private windows of some browsers) secrets
//! live in memory only.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use futures::future::{FutureExt, LocalBoxFuture};
use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, TransactionMode};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

use super::promise::{call, call_async, member, object};
use crate::api::outside::Vault;

const DATABASE: &str = "posy";
const SECRETS: &str = "secrets";
const KEYS: &str = "keys";
const KEY: &str = "vault";

/// The vault of this browser profile.
#[derive(Clone, Default)]
pub struct BrowserVault(Rc<RefCell<HashMap<&'static str, String>>>);

impl Vault for BrowserVault {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Option<String>> {
        let memory = self.0.borrow().get(key).cloned();
        async move { read(key).await.or(memory) }.boxed_local()
    }

    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, ()> {
        let memory = Rc::clone(&self.0);
        async move {
            if write(key, &value).await.is_none() {
                memory.borrow_mut().insert(key, value);
            }
        }
        .boxed_local()
    }

    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, ()> {
        self.0.borrow_mut().remove(key);
        async move {
            let _ = delete(key).await;
        }
        .boxed_local()
    }
}

async fn open() -> Option<Database> {
    let mut request = Factory::new().ok()?.open(DATABASE, Some(1)).ok()?;
    request.on_upgrade_needed(|event| {
        let Ok(database) = event.database() else { return };
        for store in [SECRETS, KEYS] {
            let _ = database.create_object_store(store, ObjectStoreParams::new());
        }
    });
    request.await.ok()
}

/// One operation in a transaction of its own. Nothing else is awaited inside:
/// the browser closes a transaction that waits for something else.
async fn get_raw(database: &Database, store: &str, key: &str) -> Option<JsValue> {
    let transaction = database.transaction(&[store], TransactionMode::ReadOnly).ok()?;
    let value = transaction.object_store(store).ok()?.get(JsValue::from_str(key)).ok()?.await.ok()?;
    value
}

async fn put_raw(database: &Database, store: &str, key: &str, value: &JsValue) -> Option<()> {
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite).ok()?;
    transaction.object_store(store).ok()?.put(value, Some(&JsValue::from_str(key))).ok()?.await.ok()?;
    transaction.commit().ok()?.await.ok()?;
    Some(())
}

async fn delete(key: &str) -> Option<()> {
    let database = open().await?;
    let transaction = database.transaction(&[SECRETS], TransactionMode::ReadWrite).ok()?;
    transaction.object_store(SECRETS).ok()?.delete(JsValue::from_str(key)).ok()?.await.ok()?;
    transaction.commit().ok()?.await.ok()?;
    database.close();
    Some(())
}

fn crypto() -> Option<JsValue> {
    member(&web_sys::window()?.into(), "crypto")
}

fn algorithm(iv: Option<&Uint8Array>) -> JsValue {
    let mut fields = vec![("name", JsValue::from_str("AES-GCM"))];
    match iv {
        Some(iv) => fields.push(("iv", iv.into())),
        None => fields.push(("length", 256.into())),
    }
    object(&fields)
}

/// The key, made on first use. It can be stored but not exported.
async fn key(database: &Database) -> Option<JsValue> {
    if let Some(key) = get_raw(database, KEYS, KEY).await.filter(|key| !key.is_undefined()) {
        return Some(key);
    }
    let subtle = member(&crypto()?, "subtle")?;
    let uses: Array = ["encrypt", "decrypt"].iter().map(|name| JsValue::from_str(name)).collect();
    let made =
        call_async(&subtle, "generateKey", &[algorithm(None), false.into(), uses.into()]).await.ok()?;
    put_raw(database, KEYS, KEY, &made).await?;
    // Another tab may have made one at the same time: the one in the database counts.
    get_raw(database, KEYS, KEY).await
}

async fn write(name: &str, value: &str) -> Option<()> {
    let database = open().await?;
    let key = key(&database).await?;
    let crypto = crypto()?;
    let iv = Uint8Array::new_with_length(12);
    call(&crypto, "getRandomValues", &[iv.clone().into()]).ok()?;
    let plain = Uint8Array::from(value.as_bytes());
    let sealed =
        call_async(&member(&crypto, "subtle")?, "encrypt", &[algorithm(Some(&iv)), key, plain.into()])
            .await
            .ok()?;
    let done = put_raw(&database, SECRETS, name, &object(&[("iv", iv.into()), ("sealed", sealed)])).await;
    database.close();
    done
}

async fn read(name: &str) -> Option<String> {
    let database = open().await?;
    let kept = get_raw(&database, SECRETS, name).await?;
    let key = key(&database).await?;
    database.close();
    let iv = Uint8Array::new(&member(&kept, "iv")?);
    let subtle = member(&crypto()?, "subtle")?;
    let sealed = member(&kept, "sealed")?;
    let plain = call_async(&subtle, "decrypt", &[algorithm(Some(&iv)), key, sealed]).await.ok()?;
    String::from_utf8(Uint8Array::new(&plain).to_vec()).ok()
}
