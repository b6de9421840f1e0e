//! The detail of an order that is not here: on its way, not there, or refused.

use crate::ui::prelude::*;

use super::{Bar, Subject};
use crate::sections::orders::form::path_of;
use crate::sections::orders::words;
use crate::store::command::Kind;
use crate::store::outbox::Progress;
use crate::ui::empty::Empty;
use crate::ui::locale::use_locale;

/// The order is on its way, or there is none.
#[component]
pub fn Absent(close: Callback<()>) -> View {
    let Subject { shop, id, .. } = expect_context();
    let locale = use_locale();
    let failure = memo(move || shop.detail_failure(id));
    // It was to be made, and the server would not.
    let refused = memo(move || match shop.refused_make((Kind::Order, id.cast()))?.progress {
        Progress::Refused(why) => Some(why),
        _ => None,
    });
    let body = move || match failure.get() {
        _ if refused.read().is_some() => {
            let why = move || refused.get().map(|why| why.say(locale.get())).unwrap_or_default();
            view! {
                <Empty drawing="error" title=words::ORDER_REFUSED text=derived(why)>
                    <a class="button button--primary" href=path_of(id)>
                        {words::EDIT}
                    </a>
                </Empty>
            }
        }
        None => view! {
            <div class="order__section" aria-busy="true">
                <span class="skeleton skeleton--long"></span>
                <span class="skeleton"></span>
                <span class="skeleton skeleton--short"></span>
            </div>
        },
        Some(why) => {
            let passing = why.is_passing();
            let details = why.details();
            let title = if passing { words::DETAIL_FAILED } else { words::NO_SUCH_ORDER };
            let text = move || match passing {
                true => why.say(locale.get()),
                false => locale.say(words::NO_SUCH_ORDER_TEXT).to_owned(),
            };
            view! {
                <Empty
                    drawing="error"
                    title=title
                    text=derived(text)
                    details=details
                >
                    <button type="button" class="button" on:click=move |_| shop.ask_detail(id)>
                        {words::TRY_AGAIN}
                    </button>
                </Empty>
            }
        }
    };
    view! {
        <header class="order__head">
            <Bar close title=words::ORDER />
        </header>
        <div class="order__body">{body}</div>
    }
}
