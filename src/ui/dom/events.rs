//! Listening to events, and fields that are bound to a signal.

use leptos::prelude::{on_cleanup, Owner};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::Event;

use super::stencil::set_property;
use super::{IntoValue, Stamp};
use crate::platform::page;
use crate::store::signal::RwSignal;

/// An event of an element whose type is known: `on:input:target=`.
pub struct Targeted<T>(Event, std::marker::PhantomData<T>);

impl<T: JsCast> Targeted<T> {
    /// The element that is listened to.
    pub fn target(&self) -> T {
        let target = self.0.current_target().map(wasm_bindgen::JsValue::from).unwrap_or_default();
        target.unchecked_into()
    }
}

/// A closure that takes events, behind a trait of our own for the same reason as
/// `Source`.
trait Hear {
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> Hear for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}

impl Stamp {
    /// Listens to an event for as long as the view is there.
    pub fn on<E: JsCast>(&self, at: usize, name: &'static str, mut heard: impl FnMut(E) + 'static) {
        self.listen(at, name, Box::new(move |event: Event| heard(event.unchecked_into())));
    }

    /// The same, with the element it is listened on.
    pub fn on_target<E: JsCast, T: JsCast>(
        &self,
        at: usize,
        name: &'static str,
        mut heard: impl FnMut(Targeted<T>) + 'static,
    ) {
        self.listen(at, name, Box::new(move |event: Event| heard(Targeted(event, std::marker::PhantomData))));
    }

    /// A field that shows a signal and writes what is typed into it.
    pub fn bind_value(&self, at: usize, value: RwSignal<String>) {
        self.set(at, "value", (move || value.get()).into_changing(), set_property);
        self.listen(
            at,
            "input",
            Box::new(move |event: Event| {
                let field = event.current_target().map(wasm_bindgen::JsValue::from).unwrap_or_default();
                let typed =
                    js_sys::Reflect::get(&field, &"value".into()).ok().and_then(|typed| typed.as_string());
                if let Some(typed) = typed {
                    value.set(typed);
                }
            }),
        );
    }

    fn listen(&self, at: usize, name: &'static str, mut heard: Box<dyn Hear>) {
        if let Some(element) = self.element(at) {
            // Contexts are at hand, as they are while the view is built.
            let owner = Owner::current().unwrap_or_default();
            let heard = Box::new(move |event| owner.with(|| heard.hear(event)));
            let listening = SendWrapper::new(page::listen_to(element, name, heard));
            on_cleanup(move || drop(listening));
        }
    }
}
