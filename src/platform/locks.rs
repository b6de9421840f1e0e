//! Locks between tabs: the Web Locks API, called by name because its binding
//! is not stable. Without it (an old browser) every tab is on its own.

use futures::channel::oneshot;
use futures::future::{FutureExt, LocalBoxFuture};
use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::JsValue;

use super::promise::{call, member};
use crate::api::outside::{LockGuard, Locks};

/// The browser's locks.
pub struct WebLocks;

/// Settles the promise on which the browser holds the lock.
struct Held(Option<Function>);

impl LockGuard for Held {}
impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Locks for WebLocks {
    fn exclusive(&self, name: &'static str) -> LocalBoxFuture<'static, Box<dyn LockGuard>> {
        async move { Box::new(request(name).await.unwrap_or(Held(None))) as Box<dyn LockGuard> }.boxed_local()
    }
}

/// `None` where the browser has no locks. What is granted when nobody waits any more is
/// given back.
async fn request(name: &str) -> Option<Held> {
    let locks = member(&web_sys::window()?.navigator(), "locks")?;
    let (tell, told) = oneshot::channel();
    let granted = Closure::once_into_js(move || {
        let mut tell = Some(tell);
        Promise::new(&mut |release, _| {
            if let Some(tell) = tell.take() {
                let _ = tell.send(Held(Some(release)));
            }
        })
    });
    call(&locks, "request", &[format!("posy-{name}").into(), granted]).ok()?;
    told.await.ok()
}
