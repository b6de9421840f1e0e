//! Secrets at rest. A damaged one is as if it were not there; without
//! IndexedDB or WebCrypto (private windows of some browsers) secrets live in
//! memory only.

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::{FutureExt, LocalBoxFuture};

use super::database::{self, uninterrupted, Access, Fault, SECRETS};
use super::{cipher, promise::object};
use crate::api::outside::{Secret, Unreadable, Vault};
use crate::api::unkept::Unkept;

/// The vault of this browser profile.
#[derive(Clone, Default)]
pub struct BrowserVault(Rc<RefCell<Unkept>>);

impl Vault for BrowserVault {
    fn get(&self, key: &'static str) -> LocalBoxFuture<'static, Secret> {
        let unkept = Rc::clone(&self.0);
        uninterrupted(async move {
            let found = read(key).await;
            unkept.borrow_mut().newer(key, found)
        })
    }

    fn put(&self, key: &'static str, value: String) -> LocalBoxFuture<'static, bool> {
        let unkept = Rc::clone(&self.0);
        uninterrupted(async move {
            let kept = write(key, &value).await.is_ok();
            if kept {
                unkept.borrow_mut().remove(key);
            } else {
                let found = read(key).await;
                unkept.borrow_mut().put(key, value, found);
            }
            kept
        })
    }

    fn remove(&self, key: &'static str) -> LocalBoxFuture<'static, bool> {
        self.0.borrow_mut().remove(key);
        uninterrupted(async move { database::delete(SECRETS, key).await.is_ok() })
    }
}

/// Opens the database when the page begins, for all who ask it something at the same
/// time after that, and fetches the key while others ask for what it opens.
pub async fn begin() {
    let _ = database::connection().await;
    wasm_bindgen_futures::spawn_local(cipher::key().map(drop));
}

async fn write(name: &str, value: &str) -> Result<(), Fault> {
    let row = cipher::seal(value.as_bytes()).await?;
    database::put(SECRETS, name, &object(&row), Access::WriteStrictly).await
}

async fn read(name: &str) -> Secret {
    let Some(row) = database::get(SECRETS, name).await.map_err(|_| Unreadable)? else { return Ok(None) };
    let bytes = cipher::open(&row).await.map_err(|_| Unreadable)?;
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
}
