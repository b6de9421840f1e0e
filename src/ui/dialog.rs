//! Modal dialogs: the browser's own `dialog`, which keeps the focus inside,
//! closes on Escape and puts the focus back.

use crate::ui::prelude::*;
use crate::ui::text::Text;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::icon::Icon;
use crate::domain::Word;

/// A dialog that is open for as long as it is mounted.
#[component]
pub fn Dialog(
    #[prop(into)] title: Text,
    #[prop(optional)] wide: bool,
    /// Asked to close: by Escape, the cross, a press beside it. Without it the
    /// dialog can only be answered.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// The form is handed in.
    #[prop(into)]
    on_submit: Callback<()>,
    children: Children,
    /// The buttons.
    footer: Children,
) -> View {
    let node = NodeRef::<HtmlDialogElement>::typed();
    effect(move || {
        if let Some(dialog) = node.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        }
    });
    let close = move || {
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let cancel = move |event: leptos::ev::Event| {
        event.prevent_default();
        close();
    };
    let beside = move |event: leptos::ev::MouseEvent| {
        let on_backdrop = event.target().is_some_and(|target| target.is_instance_of::<HtmlDialogElement>());
        if on_backdrop {
            close();
        }
    };
    view! {
        <dialog
            class="dialog"
            class:dialog--wide=wide
            node_ref=node
            aria-labelledby="dialog-title"
            on:cancel=cancel
            on:click=beside
        >
            <form
                class="dialog__form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    on_submit.run(());
                }
            >
                <div class="dialog__head">
                    <h2 class="dialog__title" id="dialog-title">
                        {title}
                    </h2>
                    {on_close
                        .map(|on_close| {
                            view! {
                                <button
                                    type="button"
                                    class="icon-button"
                                    aria-label=Word::new("Close", "Закрыть")
                                    on:click=move |_| on_close.run(())
                                >
                                    <Icon name="close" />
                                </button>
                            }
                        })}
                </div>
                <div class="dialog__body">{children()}</div>
                <div class="dialog__foot">{footer()}</div>
            </form>
        </dialog>
    }
}
