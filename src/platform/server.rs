//! The API for what only the server can answer, as a context of the pages. What
//! is replicated is never asked for through it.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use futures::future::LocalBoxFuture;
use leptos::prelude::*;

use crate::api::outside::{Archive, Journal, Secret, Vault, Writes};
use crate::api::unkept::patiently;
use crate::api::Client;
use crate::store::shop::keys_of;
use crate::store::Shop;

/// The client, `Copy` so that every closure of the screen can hold it.
#[derive(Clone, Copy)]
pub struct Server(StoredValue<Parts, LocalStorage>);

struct Parts {
    client: Client,
    journal: Rc<dyn Journal>,
    archive: Rc<dyn Archive>,
    vault: Rc<dyn Vault>,
}

/// How often a device that could not forget the session is told to again.
const FORGET_AGAIN: Duration = Duration::from_secs(1);
/// Where the vault has what is typed and not handed in.
const DRAFT: &str = "draft";

impl Server {
    pub fn new(
        client: Client,
        journal: Rc<dyn Journal>,
        archive: Rc<dyn Archive>,
        vault: Rc<dyn Vault>,
    ) -> Self {
        Self(StoredValue::new_local(Parts { client, journal, archive, vault }))
    }

    /// What was typed on this device and not handed in.
    pub fn draft(self) -> LocalBoxFuture<'static, Secret> {
        self.0.with_value(|parts| patiently(Rc::clone(&parts.vault), Rc::clone(parts.client.clock()), DRAFT))
    }

    /// Keeps it, or forgets it; false where the device did not.
    pub async fn keep_draft(self, draft: Option<String>) -> bool {
        let vault = self.0.with_value(|parts| Rc::clone(&parts.vault));
        match draft {
            Some(draft) => vault.put(DRAFT, draft).await,
            None => vault.remove(DRAFT).await,
        }
    }

    /// The client, for one question.
    pub fn client(self) -> Client {
        self.0.with_value(|parts| parts.client.clone())
    }

    /// Signs out; what this person had unsent is gone from the device, too, and
    /// so is everything the shop's server had given.
    pub async fn sign_out(self, shop: Shop) {
        let (journal, archive) =
            self.0.with_value(|parts| (Rc::clone(&parts.journal), Rc::clone(&parts.archive)));
        let remove = shop.kept_keys();
        let me = shop.worker();
        let mut forgotten = self.client().session().sign_out().await;
        // Where the device fails now, the entries wait for this person: nobody
        // else is shown them.
        let _ = journal.write(Writes { remove, beside: Some(Vec::new()), ..Writes::default() }).await;
        let _ = archive.wipe().await;
        self.keep_draft(None).await;
        // What was on its way to the device when they signed out has arrived by now.
        if let Ok(found) = journal.load().await {
            let remove = keys_of(&found, me);
            let _ = journal.write(Writes { remove, ..Writes::default() }).await;
        }
        // For as long as the page lives, or until somebody signs in.
        while !forgotten {
            self.sleep(FORGET_AGAIN).await;
            forgotten = self.client().session().forget().await;
        }
    }

    /// Waits; what is aborted meanwhile is never asked.
    pub async fn sleep(self, time: Duration) {
        let clock = std::rc::Rc::clone(self.client().clock());
        clock.sleep(time).await;
    }

    /// Runs a question beside the screen.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        leptos::task::spawn_local(task);
    }
}

/// The server, from the context every page has.
pub fn use_server() -> Server {
    expect_context()
}
