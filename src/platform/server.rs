//! The API for what only the server can answer, as a context of the pages. What
//! is replicated is never asked for through it.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;

use crate::api::Client;

/// The client, `Copy` so that every closure of the screen can hold it.
#[derive(Clone, Copy)]
pub struct Server(StoredValue<Client, LocalStorage>);

impl Server {
    pub fn new(client: Client) -> Self {
        Self(StoredValue::new_local(client))
    }

    /// The client, for one question.
    pub fn client(self) -> Client {
        self.0.get_value()
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
