//! Word from tab to tab (BroadcastChannel). Only that something changed is
//! said, never what: the other tab looks into the vault itself.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel between the tabs of this origin; open as long as the page.
#[derive(Clone)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Opens the channel and listens for word of other tabs.
    pub fn open(name: &str, heard: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let listener = Closure::<dyn Fn(MessageEvent)>::new(move |_| heard());
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            // As long as the page lives.
            listener.forget();
        }
        Self(channel)
    }

    /// Tells the other tabs.
    pub fn tell(&self) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&"changed".into());
        }
    }
}
