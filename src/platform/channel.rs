//! Word from tab to tab (BroadcastChannel).

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::mpsc::{unbounded, UnboundedReceiver};
use futures::future::{pending, FutureExt, LocalBoxFuture};
use futures::lock::Mutex;
use futures::StreamExt;
use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::api::outside::Tabs;

/// A channel between the tabs of this origin; open as long as the page.
#[derive(Clone)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Opens the channel and listens for word of other tabs.
    pub fn open(name: &str, heard: impl Fn(JsValue) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let listener =
                Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| heard(event.data()));
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            // As long as the page lives.
            listener.forget();
        }
        Self(channel)
    }

    /// Tells the other tabs.
    pub fn tell(&self, word: &JsValue) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(word);
        }
    }
}

/// Words about the outbox and the records, which the tabs tell each other.
pub struct BrowserTabs {
    channel: Channel,
    heard: Rc<Mutex<RefCell<UnboundedReceiver<Vec<u8>>>>>,
}

impl BrowserTabs {
    pub fn open(name: &str) -> Self {
        let (tell, heard) = unbounded();
        let channel = Channel::open(name, move |word| {
            let _ = tell.unbounded_send(Uint8Array::new(&word).to_vec());
        });
        Self { channel, heard: Rc::new(Mutex::new(RefCell::new(heard))) }
    }
}

impl Tabs for BrowserTabs {
    fn say(&self, word: Vec<u8>) {
        self.channel.tell(&Uint8Array::from(word.as_slice()));
    }

    fn hear(&self) -> LocalBoxFuture<'static, Vec<u8>> {
        let heard = Rc::clone(&self.heard);
        async move {
            let mut heard = heard.lock().await;
            match heard.get_mut().next().await {
                Some(word) => word,
                None => pending().await,
            }
        }
        .boxed_local()
    }
}
