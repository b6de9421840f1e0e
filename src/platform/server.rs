//! The API for what only the server can answer, as a context of the pages. What
//! is replicated is never asked for through it.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::api::outside::{Journal, Writes};
use crate::api::Client;
use crate::store::Shop;

/// The client, `Copy` so that every closure of the screen can hold it.
#[derive(Clone, Copy)]
pub struct Server(StoredValue<(Client, Rc<dyn Journal>), LocalStorage>);

impl Server {
    pub fn new(client: Client, journal: Rc<dyn Journal>) -> Self {
        Self(StoredValue::new_local((client, journal)))
    }

    /// The client, for one question.
    pub fn client(self) -> Client {
        self.0.with_value(|(client, _)| client.clone())
    }

    /// Signs out; what this person had unsent is gone from the device, too.
    pub async fn sign_out(self, shop: Shop) {
        let journal = self.0.with_value(|(_, journal)| Rc::clone(journal));
        let remove = shop.kept_keys();
        self.client().session().sign_out().await;
        // Where the device fails now, the entries wait for this person: nobody
        // else is shown them.
        let _ = journal.write(Writes { remove, beside: Some(Vec::new()), ..Writes::default() }).await;
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
