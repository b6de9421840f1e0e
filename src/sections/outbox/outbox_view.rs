//! The page of what is not on the server yet.

use crate::ui::prelude::*;

use super::actions::{Actions, TITLE};
use super::parts::{CustomerDialog, DropDialog, Facts, Row};
use super::view_model::{more, Line, Lines};
use super::words;
use crate::domain::order::Order;
use crate::domain::{Id, Word};
use crate::store::command::Kind;
use crate::store::outbox::Entry;
use crate::store::state::Connection;
use crate::store::wording::words::OUTBOX;
use crate::store::Shop;
use crate::ui::empty::Empty;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

#[component]
pub fn OutboxView(
    /// Where a command is seen and edited, if there is a page for it.
    place: fn(&Entry) -> Option<String>,
) -> View {
    let shop: Shop = expect_context();
    let locale = use_locale();
    let actions = Actions::here();
    ask_for_unknown(shop);
    let lines = memo(move || Lines::new(&shop.reader(), &shop.outbox(), place));
    let open = derived(move || lines.get().open);
    let waiting = derived(move || lines.get().waiting);
    let empty = memo(move || lines.get().is_empty());
    let count = move || {
        let count = shop.state.unsettled().count();
        (count > 0).then(|| count.to_string())
    };
    let rest = memo(move || lines.get().more);
    let has_rest = memo(move || rest.get() > 0);
    let damaged = memo(move || shop.state.damaged().get().len());
    let is_damaged = memo(move || damaged.get() > 0);
    let damage = derived(move || locale.count(words::DAMAGED, damaged.get()));
    view! {
        <div class="page page--scrolls">
            <header class="page__head">
                <h1 class="page__title" id=TITLE tabindex="-1">
                    {OUTBOX}
                    <span class="page__count">{count}</span>
                </h1>
            </header>
            <div class="page__body outbox">
                <Show when=move || is_damaged.get()>
                    <Notice tone=Tone::Danger icon="warning" text=damage>
                        <button
                            type="button"
                            class="button button--small"
                            on:click=move |_| shop.forget_damaged()
                        >
                            {words::PUT_AWAY}
                        </button>
                    </Notice>
                </Show>
                <section class="outbox__state" aria-label=words::STATE>
                    <Facts />
                    <div class="button-row">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| shop.try_now()
                        >
                            <Icon name="sync" />
                            {words::TRY_NOW}
                        </button>
                        <Show when=move || !empty.get()>
                            <button type="button" class="button" on:click=move |_| actions.export()>
                                <Icon name="download" />
                                {words::EXPORT}
                            </button>
                        </Show>
                    </div>
                </section>
                <Group id="outbox-open" title=words::DECIDE lines=open actions />
                <Group id="outbox-waiting" title=words::WAITING lines=waiting actions />
                <Show when=move || has_rest.get()>
                    <p class="muted">{move || more(locale.get(), rest.get())}</p>
                </Show>
                <Show when=move || empty.get() && !is_damaged.get()>
                    <Empty drawing="empty" title=words::EMPTY text=words::EMPTY_TEXT />
                </Show>
            </div>
            <DropDialog actions />
            <CustomerDialog actions />
        </div>
    }
}

/// Some lines under a heading, as long as there are any.
#[component]
fn Group(id: &'static str, title: Word, lines: Signal<Vec<Line>>, actions: Actions) -> View {
    let there = memo(move || !lines.get().is_empty());
    view! {
        <Show when=move || there.get()>
            <section class="outbox__group" aria-labelledby=id>
                <h2 class="outbox__heading" id=id>
                    {title}
                </h2>
                <ul class="outbox__list">
                    <For
                        each=move || lines.get()
                        key=|line: &Line| line.clone()
                        children=move |line| view! { <Row line actions /> }
                    />
                </ul>
            </section>
        </Show>
    }
}

/// Asks for the orders that are named here and not at hand, once the server is
/// there.
fn ask_for_unknown(shop: Shop) {
    let mut asked: Vec<Id<Order>> = Vec::new();
    effect(move || {
        if shop.state.connection().get() != Connection::Online {
            asked.clear();
            return;
        }
        for entry in shop.outbox() {
            let (kind, id) = entry.command.action.subject();
            let id = id.cast();
            if kind == Kind::Order && shop.orders.peek(id).is_none() && !asked.contains(&id) {
                asked.push(id);
                shop.ask_detail(id);
            }
        }
    });
}
