//! The question before something is dropped: what it is, and what goes with it.

use crate::ui::prelude::*;

use crate::sections::outbox::actions::Actions;
use crate::sections::outbox::words;
use crate::ui::dialog::Dialog;

/// Asks before what was chosen is dropped.
#[component]
pub fn DropDialog(actions: Actions) -> View {
    let shop = actions.shop;
    // Nothing where it was settled meanwhile, in another tab.
    let going = move || {
        let Some(id) = actions.dropping.get() else { return Vec::new() };
        let reader = shop.reader();
        shop.going_with(id).iter().map(|entry| reader.summary(&entry.command.action)).collect::<Vec<_>>()
    };
    let asked = memo(move || !going().is_empty());
    let first = move || going().into_iter().next();
    let also = memo(move || going().len() > 1);
    let others = move || {
        let others = going().into_iter().skip(1);
        others.map(|text| view! { <li>{text}</li> }).collect_view()
    };
    view! {
        <Show when=move || asked.get()>
            <Dialog
                title=words::DROP_SURE
                on_close=Callback::new(move |()| actions.dropping.set(None))
                on_submit=Callback::new(move |()| actions.drop())
                footer=Box::new(move || {
                    view! {
                        <button type="button" class="button" on:click=move |_| actions.dropping.set(None)>
                            {words::CANCEL}
                        </button>
                        <button class="button button--danger">{words::DROP}</button>
                    }
                })
            >
                <p class="outbox__first">{first}</p>
                <p>{words::DROP_TEXT}</p>
                <Show when=move || also.get()>
                    <div>
                        <p>{words::DROP_ALSO}</p>
                        <ul class="outbox__also">{others}</ul>
                    </div>
                </Show>
            </Dialog>
        </Show>
    }
}
