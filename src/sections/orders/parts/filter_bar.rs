//! The filters that are set, readable as a sentence, each opening its own small
//! panel; the ones asked for most often ready beside them.

use crate::ui::prelude::*;

use super::filter_dialog::FilterDialog;
use super::filter_editor::{says, Editor, Names};
use crate::api::filter::Value;
use crate::api::orders::filters::{order_filter, OrderFilter, DUE, ORDER_FILTERS, SEARCH};
use crate::sections::orders::{use_here, words};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::popover::Popover;

/// Offered even while they are not set.
const AT_HAND: [&str; 3] = ["florists", "delivery", "amount"];

/// The row of filters.
#[component]
pub fn FilterBar() -> View {
    let here = use_here();
    provide_context(Names::new());
    let all = RwSignal::new(false);
    // Days and search have their own controls.
    let shown = memo(move || {
        let address = here.address.read();
        let set = |filter: &&OrderFilter| address.filters.get(filter.name).is_some();
        let own = |filter: &&OrderFilter| filter.name != DUE && filter.name != SEARCH;
        let set_names = ORDER_FILTERS.iter().filter(own).filter(set).map(|filter| filter.name);
        let rest = AT_HAND.into_iter().filter(|name| address.filters.get(name).is_none());
        set_names.map(|name| (name, true)).chain(rest.map(|name| (name, false))).collect::<Vec<_>>()
    });
    let any = memo(move || here.address.read().filters.names().any(|name| name != DUE));
    let chip =
        |(name, set): (&'static str, bool)| order_filter(name).map(|filter| view! { <Chip filter set /> });
    view! {
        <div class="filters" role="group" aria-label=words::FILTERS>
            <span class="filters__lead">{words::SHOWING}</span>
            <For each=move || shown.get() key=|chip| *chip children=chip />
            <button type="button" class="chip" aria-haspopup="dialog" on:click=move |_| all.set(true)>
                <Icon name="filter" />
                {words::ALL_FILTERS}
            </button>
            <Show when=move || any.get()>
                <button
                    type="button"
                    class="button button--quiet button--small filters__clear"
                    on:click=move |_| here.to(here.now().without_filters())
                >
                    {words::CLEAR}
                </button>
            </Show>
            <Show when=move || all.get()>
                <FilterDialog close=Callback::new(move |()| all.set(false)) />
            </Show>
        </div>
    }
}

/// One filter: what it is set to, its panel, and the cross that clears it.
#[component]
fn Chip(filter: &'static OrderFilter, set: bool) -> View {
    let here = use_here();
    let locale = use_locale();
    let names: Names = expect_context();
    let open = RwSignal::new(false);
    let value = memo(move || here.address.read().filters.get(filter.name).cloned());
    let sentence = move || match value.get() {
        Some(value) => says(filter, &value, names, locale.get()),
        None => locale.say(filter.label).to_owned(),
    };
    let label = filter.label;
    let clear = move |_| here.to(here.now().with(filter.name, None));
    let button = move || {
        if set {
            view! { <span class="cut">{sentence}</span> }
        } else {
            view! {
                {sentence}
                <Icon name="chevron-down" />
            }
        }
    };
    let cross = move || {
        set.then(|| {
            view! {
                <button
                    type="button"
                    class="chip__clear"
                    aria-label=move || words::CLEAR_ONE.with(locale.get(), &[&sentence()])
                    on:click=clear
                >
                    <Icon name="close" />
                </button>
            }
        })
    };
    view! {
        <span class=if set { "chip chip--set" } else { "chip-place" }>
            <Popover
                open
                label
                class=if set { "chip__word" } else { "chip chip--maybe" }
                button=ViewFn::from(button)
                beside=ViewFn::from(cross)
            >
                <Panel filter open />
            </Popover>
        </span>
    }
}

/// The small panel of one filter.
#[component]
fn Panel(filter: &'static OrderFilter, open: RwSignal<bool>) -> View {
    let here = use_here();
    let draft = RwSignal::new(here.now().filters.get(filter.name).cloned());
    let apply = move |value: Option<Value>| {
        open.set(false);
        here.to(here.now().with(filter.name, value));
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        apply(draft.get_untracked());
    };
    view! {
        <form on:submit=submit>
            <div class="popover__body">
                <h2 class="popover__title">{filter.label}</h2>
                <Editor filter value=draft />
            </div>
            <div class="popover__foot">
                <button type="button" class="button button--quiet" on:click=move |_| apply(None)>
                    {words::RESET}
                </button>
                <button class="button button--primary">{words::APPLY}</button>
            </div>
        </form>
    }
}
