//! A handle on an element of a view: `node_ref=`.

use std::marker::PhantomData;

use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Stamp;
use crate::store::signal::RwSignal;

/// The element, once its view is built; nothing before and after.
pub struct NodeRef<T = HtmlElement> {
    node: RwSignal<Option<SendWrapper<Element>>>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for NodeRef<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for NodeRef<T> {}

impl NodeRef {
    pub fn new() -> Self {
        Self::typed()
    }
}

impl Default for NodeRef {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: JsCast> NodeRef<T> {
    /// For an element of this type.
    pub fn typed() -> Self {
        Self { node: RwSignal::new(None), kind: PhantomData }
    }

    /// The element; whoever reads this reruns when it comes or goes.
    pub fn get(self) -> Option<T> {
        self.node.try_get().flatten().map(|node| node.take().unchecked_into())
    }

    /// The element now, from an event.
    pub fn get_untracked(self) -> Option<T> {
        self.node.try_get_untracked().flatten().map(|node| node.take().unchecked_into())
    }
}

impl Stamp {
    /// Hands out the element of the hole `at`.
    pub fn node_ref<T: JsCast>(&self, at: usize, node_ref: NodeRef<T>) {
        let Some(element) = self.element(at) else { return };
        let node = node_ref.node;
        node.set(Some(SendWrapper::new(element.clone())));
        on_cleanup(move || {
            node.try_set(None);
        });
    }
}
