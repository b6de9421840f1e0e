//! Encryption at rest: AES-GCM under a key that the browser keeps and never hands
//! out. Its tag is also the checksum: what was damaged does not open.

use std::cell::RefCell;

use futures::future::FutureExt;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;

use super::database::{self, Access, Fault, KEYS};
use super::promise::{call, call_async, member, object};

const KEY: &str = "vault";

thread_local! {
    static KNOWN: RefCell<Option<JsValue>> = const { RefCell::new(None) };
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
pub(super) async fn key() -> Result<JsValue, Fault> {
    if let Some(key) = KNOWN.with_borrow(Clone::clone) {
        return Ok(key);
    }
    let key = match database::get(KEYS, KEY).await? {
        Some(key) => key,
        None => make().await?,
    };
    KNOWN.set(Some(key.clone()));
    Ok(key)
}

async fn make() -> Result<JsValue, Fault> {
    let subtle = crypto().and_then(|crypto| member(&crypto, "subtle")).ok_or(Fault::Failing)?;
    let uses: Array = ["encrypt", "decrypt"].iter().map(|name| JsValue::from_str(name)).collect();
    let arguments = [algorithm(None), false.into(), uses.into()];
    let made = call_async(&subtle, "generateKey", &arguments).await.map_err(|_| Fault::Failing)?;
    // Another tab may make one at the same time: the first one stays.
    database::within(&[KEYS], Access::WriteStrictly, &|transaction| {
        let made = made.clone();
        async move {
            let keys = transaction.object_store(KEYS)?;
            let known = keys.get(JsValue::from_str(KEY))?.await?.filter(|known| !known.is_undefined());
            if known.is_none() {
                keys.put(&made, Some(&JsValue::from_str(KEY)))?.await?;
            }
            Ok((known.unwrap_or(made), transaction))
        }
        .boxed_local()
    })
    .await
}

/// Encrypted bytes with what is needed to open them, as fields of a row.
pub(super) async fn seal(bytes: &[u8]) -> Result<[(&'static str, JsValue); 2], Fault> {
    let key = key().await?;
    let crypto = crypto().ok_or(Fault::Failing)?;
    let iv = Uint8Array::new_with_length(12);
    call(&crypto, "getRandomValues", &[iv.clone().into()]).map_err(|_| Fault::Failing)?;
    let subtle = member(&crypto, "subtle").ok_or(Fault::Failing)?;
    let arguments = [algorithm(Some(&iv)), key, Uint8Array::from(bytes).into()];
    let sealed = call_async(&subtle, "encrypt", &arguments).await.map_err(|_| Fault::Failing)?;
    Ok([("iv", iv.into()), ("sealed", sealed)])
}

/// What was sealed in this row; `None` where it is damaged.
///
/// # Errors
/// Where there is no key to open it with.
pub(super) async fn open(row: &JsValue) -> Result<Option<Vec<u8>>, Fault> {
    let key = key().await?;
    let subtle = crypto().and_then(|crypto| member(&crypto, "subtle")).ok_or(Fault::Failing)?;
    let Some((iv, sealed)) = member(row, "iv").zip(member(row, "sealed")) else { return Ok(None) };
    let arguments = [algorithm(Some(&Uint8Array::new(&iv))), key, sealed];
    let plain = call_async(&subtle, "decrypt", &arguments).await.ok();
    Ok(plain.map(|plain| Uint8Array::new(&plain).to_vec()))
}
