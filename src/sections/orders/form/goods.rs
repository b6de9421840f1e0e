//! What the order consists of: items found while one types, each with its
//! quantity and its price.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::check::{price_in, Place};
use super::draft::DraftLine;
use super::{words, Form, FormPart};
use crate::domain::catalog::Item;
use crate::domain::order::OrderLine;
use crate::domain::{lang, Id, Word};
use crate::platform::{clock, page};
use crate::ui::icon::Icon;
use crate::ui::live::Announcer;
use crate::ui::locale::use_locale;
use crate::ui::picker::{Found, Picker};

/// As many are shown of those that are found.
const SHOWN: usize = 8;

/// The lines, and the field that finds more.
#[component]
pub fn GoodsPart() -> View {
    let form: Form = expect_context();
    let ids = form.of(|draft| draft.lines.iter().map(|line| line.id).collect::<Vec<_>>());
    view! {
        <FormPart id="new-goods-title" title=words::COMPOSITION>
            <ul class="order-form__lines">
                <For each=move || ids.get() key=|id| *id children=move |id| view! { <Line id /> } />
            </ul>
            <FindItem />
        </FormPart>
    }
}

#[component]
fn FindItem() -> View {
    let form: Form = expect_context();
    let locale = use_locale();
    let announcer: Announcer = expect_context();
    let typed = RwSignal::new(String::new());
    let measure = move |item: &Item| {
        let measure = item.measure.and_then(|id| form.shop.measures.peek(id));
        measure.map(|measure| measure.title.clone()).unwrap_or_default()
    };
    let found = memo(move || {
        let (text, lang, store) = (typed.get(), locale.get(), form.store.get());
        let _ = form.shop.state.searchable().get();
        let line = |item: Arc<Item>| {
            let price = price_in(&item, store);
            Found {
                value: item.id.to_string(),
                icon: "flower",
                title: item.title.clone(),
                note: price.map_or_else(
                    || words::NOT_HERE.say(lang).to_owned(),
                    |price| words::LEFT.with(lang, &[&price.quantity.to_string(), &measure(&item)]),
                ),
                end: price.map(|price| lang::money(lang, price.price)).unwrap_or_default(),
                ..Found::default()
            }
        };
        form.shop.find_items(text.trim(), SHOWN).best.into_iter().map(line).collect()
    });
    let error = form.fault(Place::Goods);
    let add = Callback::new(move |id: String| {
        let item = id.parse().ok().and_then(|id| form.shop.items.peek(id));
        let Some(item) = item else { return };
        let price = price_in(&item, form.store.get_untracked());
        let line = DraftLine {
            id: Id::random(clock::random()),
            item: item.id,
            title: item.title.clone(),
            measure: measure(&item),
            fractional: item.fractional,
            qty: "1".to_owned(),
            price: price.map(|price| price.price.to_string()).unwrap_or_default(),
        };
        announcer.say(words::ADDED.with(locale.now(), &[&line.title]));
        form.edit(|draft| draft.lines.push(line));
    });
    let wrong = move || {
        error.get().map(|error| {
            view! {
                <p class="field__error" id="new-goods-error">
                    <Icon name="warning" class="icon--small" />
                    {error}
                </p>
            }
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for="new-goods">
                {words::ADD_ITEM}
            </label>
            <Picker id="new-goods" hint=words::FIND_ITEM typed found error choose=add />
            {wrong}
        </div>
    }
}

/// The line now, from an event or a memo.
fn line_of(form: Form, id: Id<OrderLine>) -> Memo<DraftLine> {
    form.of(move |draft| draft.lines.iter().find(|line| line.id == id).cloned().unwrap_or_default())
}

#[component]
fn Line(id: Id<OrderLine>) -> View {
    let form: Form = expect_context();
    let locale = use_locale();
    let line = line_of(form, id);
    let title = line.get_untracked().title;
    let change = move |change: &dyn Fn(&mut DraftLine)| {
        form.edit(|draft| {
            if let Some(line) = draft.lines.iter_mut().find(|line| line.id == id) {
                change(line);
            }
        });
    };
    let named = {
        let title = title.clone();
        move |word: Word| {
            let title = title.clone();
            move || word.with(locale.get(), &[&title])
        }
    };
    let step = move |by: i64| {
        let next = line.get_untracked().stepped(by);
        change(&|line| line.qty.clone_from(&next));
    };
    let remove = move |_| {
        form.edit(|draft| draft.lines.retain(|line| line.id != id));
        if let Some(field) = page::by_id("new-goods") {
            page::focus(&field);
        }
    };
    let (qty_place, price_place) = (Place::Quantity(id), Place::Price(id));
    let (qty_id, price_id) = (qty_place.element(), price_place.element());
    let (qty_fault, price_fault) = (form.fault(qty_place), form.fault(price_place));
    let error_id = format!("{qty_id}-error");
    let faults = derived(move || qty_fault.get().or_else(|| price_fault.get()));
    let described = {
        let error_id = error_id.clone();
        move |fault: Signal<Option<String>>| {
            let error_id = error_id.clone();
            move || fault.read().is_some().then(|| error_id.clone())
        }
    };
    let amount = move || line.get().amount().map(|amount| lang::money(locale.get(), amount));
    view! {
        <li class="order-form__line">
            <span class="order-form__what">{title}</span>
            <button
                type="button"
                class="icon-button order-form__remove"
                aria-label=named(words::REMOVE)
                on:click=remove
            >
                <Icon name="trash" />
            </button>
            <div class="stepper">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=named(words::LESS_OF)
                    on:click=move |_| step(-1)
                >
                    <Icon name="minus" />
                </button>
                <input
                    class="input"
                    id=qty_id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=named(words::QUANTITY)
                    aria-invalid=move || qty_fault.read().is_some().then_some("true")
                    aria-describedby=described(qty_fault)
                    prop:value=move || line.get().qty
                    on:input:target=move |event| {
                        let text = event.target().value();
                        change(&|line| line.qty.clone_from(&text));
                    }
                />
                <button
                    type="button"
                    class="icon-button"
                    aria-label=named(words::MORE_OF)
                    on:click=move |_| step(1)
                >
                    <Icon name="plus" />
                </button>
            </div>
            <span class="order-form__times">{move || line.get().measure} " ×"</span>
            <input
                class="input order-form__price"
                id=price_id
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=named(words::PRICE)
                aria-invalid=move || price_fault.read().is_some().then_some("true")
                aria-describedby=described(price_fault)
                prop:value=move || line.get().price
                on:input:target=move |event| {
                    let text = event.target().value();
                    change(&|line| line.price.clone_from(&text));
                }
            />
            <output class="order-form__amount">{amount}</output>
            {move || {
                let error_id = error_id.clone();
                faults
                    .get()
                    .map(|fault| {
                        view! {
                            <p class="field__error order-form__wrong" id=error_id>
                                <Icon name="warning" class="icon--small" />
                                {fault}
                            </p>
                        }
                    })
            }}
        </li>
    }
}
