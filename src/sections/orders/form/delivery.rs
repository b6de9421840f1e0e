//! When and how: store, due time, pick-up or delivery, and where to.

use crate::ui::prelude::*;

use super::check::Place;
use super::fields::{LongField, TextField, Typing};
use super::{words, Form, FormPart};
use crate::domain::text::sort_by_name;
use crate::domain::Word;
use crate::ui::field::{Field, Select};
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// Store, due time, and the way it is handed over.
#[component]
pub fn DeliveryPart() -> View {
    let form: Form = expect_context();
    let locale = use_locale();
    let stores = derived(move || {
        let stores = form.shop.stores.all();
        let mut stores: Vec<_> =
            stores.iter().map(|store| (store.id.to_string(), store.title.clone())).collect();
        sort_by_name(&mut stores, |(_, title)| title.clone());
        if form.store.get().is_none() {
            stores.insert(0, (String::new(), locale.say(words::CHOOSE_STORE).to_owned()));
        }
        stores
    });
    let store = derived(move || form.store.get().map(|id| id.to_string()).unwrap_or_default());
    let choose = Callback::new(move |id: String| form.edit(|draft| draft.store = id.parse().ok()));
    let delivery = form.of(|draft| draft.delivery);
    let way = move |of: bool, icon: &'static str, word: Word| {
        view! {
            <button
                type="button"
                aria-pressed=move || (delivery.get() == of).to_string()
                on:click=move |_| form.edit(|draft| draft.delivery = of)
            >
                <Icon name=icon />
                {word}
            </button>
        }
    };
    view! {
        <FormPart id="new-when-title" title=words::WHEN>
            <div class="fields fields--two">
                <TextField
                    id="new-due"
                    label=words::DUE
                    at=|draft| &mut draft.due
                    typing=Typing::MOMENT
                    place=Place::Due
                />
                <Field id="new-store" label=words::STORE error=form.fault(Place::Store)>
                    <Select id="new-store" value=store options=stores on_change=choose />
                </Field>
            </div>
            <div class="segmented order-form__way" role="group" aria-label=words::WAY>
                {way(false, "store", words::PICKUP)} {way(true, "truck", words::DELIVERY)}
            </div>
            <Show when=move || delivery.get()>
                <WhereTo />
            </Show>
        </FormPart>
    }
}

#[component]
fn WhereTo() -> View {
    view! {
        <div class="order-form__new">
            <div class="order-form__address">
                <TextField
                    id="new-street"
                    label=words::STREET
                    at=|draft| &mut draft.street
                    place=Place::Street
                />
                <TextField id="new-house" label=words::HOUSE at=|draft| &mut draft.house />
                <TextField id="new-apartment" label=words::APARTMENT at=|draft| &mut draft.apartment />
            </div>
            <TextField id="new-city" label=words::CITY at=|draft| &mut draft.city />
            <div class="order-form__pair">
                <TextField
                    id="new-from"
                    label=words::FROM
                    at=|draft| &mut draft.from
                    typing=Typing::TIME
                    place=Place::From
                />
                <TextField
                    id="new-until"
                    label=words::UNTIL
                    at=|draft| &mut draft.until
                    typing=Typing::TIME
                    place=Place::Until
                />
            </div>
            <TextField id="new-contact" label=words::RECIPIENT at=|draft| &mut draft.contact />
            <div class="phone-row">
                <TextField
                    id="new-contact-code"
                    label=words::CODE
                    at=|draft| &mut draft.contact_code
                    typing=Typing::PHONE
                />
                <TextField
                    id="new-contact-phone"
                    label=words::CONTACT_PHONE
                    at=|draft| &mut draft.contact_phone
                    typing=Typing::PHONE
                    place=Place::ContactPhone
                />
            </div>
            <LongField id="new-comments" label=words::FOR_COURIER at=|draft| &mut draft.comments rows=2 />
        </div>
    }
}
