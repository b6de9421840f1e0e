//! Who orders: somebody the shop knows, found while one types; somebody new; or
//! nobody in particular.

use std::sync::Arc;

use crate::ui::prelude::*;

use super::check::{customer, newcomer_faults, Place};
use super::draft::{Draft, Newcomer};
use super::fields::{LongField, TextField, Typing};
use super::{words, Form, FormPart};
use crate::domain::customer::Customer;
use crate::domain::{Id, Lang};
use crate::platform::{clock, page};
use crate::store::command::Action;
use crate::ui::avatar::Avatar;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::picker::{Found, Picker};
use crate::ui::toast::Toaster;

/// As many are shown of those that are found.
const SHOWN: usize = 7;
/// Stands before what was typed, for somebody new among those that are found.
const NEW: char = '+';

/// Which of the three it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    Known(Id<Customer>),
    Newcomer,
}

impl Who {
    fn of(draft: &Draft) -> Self {
        match (&draft.newcomer, draft.customer) {
            (Some(_), _) => Self::Newcomer,
            (None, Some(id)) => Self::Known(id),
            (None, None) => Self::Nobody,
        }
    }
}

/// The customer of the order.
#[component]
pub fn CustomerPart() -> View {
    let form: Form = expect_context();
    let who = form.of(Who::of);
    view! {
        <FormPart id="new-customer-title" title=words::CUSTOMER>
            {move || match who.get() {
                Who::Nobody => view! { <FindCustomer /> },
                Who::Known(id) => view! { <Known id /> },
                Who::Newcomer => view! { <NewcomerFields /> },
            }}
        </FormPart>
    }
}

/// What is said of a customer in one line: phone, points, card.
fn told(customer: &Customer, lang: Lang) -> String {
    let phone = customer.telephone().map(|phone| phone.shown());
    let points = (customer.current_points > 0)
        .then(|| words::POINTS.say(lang, customer.current_points.unsigned_abs()));
    let card = customer.bonus_card.trim();
    let card = (!card.is_empty()).then(|| words::CARD.with(lang, &[card]));
    [phone, points, card].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn FindCustomer() -> View {
    let form: Form = expect_context();
    let locale = use_locale();
    let typed = RwSignal::new(String::new());
    let found = memo(move || {
        let (text, lang) = (typed.get(), locale.get());
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let line = |customer: Arc<Customer>| Found {
            value: customer.id.to_string(),
            icon: "user",
            title: customer.title.clone(),
            note: told(&customer, lang),
            end: words::ORDERS_BEFORE.say(lang, customer.orders_qty.unsigned_abs()),
            ..Found::default()
        };
        // What is found becomes more while the replica is filled.
        let searchable = form.shop.state.searchable().get();
        let partial = searchable.done < searchable.of || !form.shop.is_replicated();
        let best = form.shop.find_customers(text, SHOWN).best;
        let new = Found {
            value: [NEW.to_string().as_str(), text].concat(),
            icon: "plus",
            title: words::NEW_NAMED.with(lang, &[text]),
            // They may be among those that are not here yet.
            note: if partial { words::SOME_CUSTOMERS.say(lang).to_owned() } else { String::new() },
            deliberate: partial && best.is_empty(),
            ..Found::default()
        };
        best.into_iter().map(line).chain([new]).collect()
    });
    let choose = Callback::new(move |value: String| match value.strip_prefix(NEW) {
        Some(text) => {
            let newcomer = Newcomer::typed(Id::random(clock::random()), text);
            let next = if newcomer.name.is_empty() { "new-name" } else { "new-phone" };
            form.edit(|draft| draft.newcomer = Some(newcomer));
            focus_soon(next);
        }
        None => {
            let id = value.parse().ok();
            form.edit(|draft| draft.customer = id);
            focus_soon("new-other-customer");
        }
    });
    view! {
        <div class="field">
            <label class="unseen" for="new-customer">
                {words::FIND_CUSTOMER}
            </label>
            <Picker id="new-customer" hint=words::FIND_CUSTOMER typed found choose />
            <p class="field__hint">{words::ANYBODY}</p>
        </div>
    }
}

/// The field that comes next gets the focus when it is there.
fn focus_soon(id: &'static str) {
    request_animation_frame(move || {
        if let Some(field) = page::by_id(id) {
            page::focus(&field);
        }
    });
}

#[component]
fn Known(id: Id<Customer>) -> View {
    let form: Form = expect_context();
    let locale = use_locale();
    let watch = form.shop.customers.watch(id);
    let customer = memo(move || watch.get());
    // Who was made a moment ago may not be on the device yet: the next question for
    // what changed brings them.
    let name = move || match customer.get() {
        Some(customer) => customer.title.clone(),
        None => locale.say(words::CUSTOMER).to_owned(),
    };
    let line = move || customer.get().map(|customer| told(&customer, locale.get()));
    let initials = move || {
        let name = name();
        name.split_whitespace().take(2).filter_map(|word| word.chars().next()).collect::<String>()
    };
    let notes = move || customer.get().map(|customer| customer.notes.trim().to_owned()).unwrap_or_default();
    view! {
        <div class="order__customer">
            {move || view! { <Avatar initials=initials() large=true /> }}
            <div class="cut">
                <span class="order__name cut">{name}</span>
                <span class="muted cut">{line}</span>
            </div>
            <Other />
        </div>
        {move || {
            let notes = notes();
            (!notes.is_empty()).then(|| view! { <p class="muted">{notes}</p> })
        }}
    }
}

/// The way back to finding somebody.
#[component]
fn Other() -> View {
    let form: Form = expect_context();
    let press = move |_| {
        form.edit(|draft| {
            draft.customer = None;
            draft.newcomer = None;
        });
        focus_soon("new-customer");
    };
    view! {
        <button
            type="button"
            class="icon-button order-form__other"
            id="new-other-customer"
            aria-label=words::REMOVE_CUSTOMER
            title=words::REMOVE_CUSTOMER
            on:click=press
        >
            <Icon name="close" />
        </button>
    }
}

fn newcomer(draft: &mut Draft) -> &mut Newcomer {
    draft.newcomer.get_or_insert_default()
}

/// Makes the customer without waiting for the order, which is then theirs.
fn make_now(form: Form, toaster: Toaster, lang: Lang) {
    let Some(newcomer) = form.draft.get_untracked().newcomer else { return };
    let faults = newcomer_faults(&newcomer);
    if !faults.is_empty() {
        form.show_faults(&faults);
        return;
    }
    form.shop.make(Action::MakeCustomer(Box::new(customer(&newcomer))));
    form.edit(|draft| {
        draft.customer = Some(newcomer.id);
        draft.newcomer = None;
    });
    toaster.tell(words::SAVED_CUSTOMER.say(lang));
    focus_soon("new-other-customer");
}

#[component]
fn NewcomerFields() -> View {
    let form: Form = expect_context();
    let toaster: Toaster = expect_context();
    let locale = use_locale();
    view! {
        <div class="order-form__new">
            <div class="order-form__row">
                <h3 class="order-form__subtitle">{words::NEW_CUSTOMER}</h3>
                <Other />
            </div>
            <TextField
                id="new-name"
                label=words::NAME
                at=|draft| &mut newcomer(draft).name
                place=Place::Name
            />
            <div class="phone-row">
                <TextField
                    id="new-code"
                    label=words::CODE
                    at=|draft| &mut newcomer(draft).code
                    typing=Typing::PHONE
                />
                <TextField
                    id="new-phone"
                    label=words::PHONE
                    at=|draft| &mut newcomer(draft).phone
                    typing=Typing::PHONE
                    place=Place::Phone
                />
            </div>
            <LongField
                id="new-customer-notes"
                label=words::CUSTOMER_NOTES
                at=|draft| &mut newcomer(draft).notes
                rows=2
            />
            <div class="button-row">
                <button
                    type="button"
                    class="button"
                    id="new-customer-save"
                    on:click=move |_| make_now(form, toaster, locale.now())
                >
                    <Icon name="user" />
                    {words::SAVE_CUSTOMER}
                </button>
            </div>
        </div>
    }
}
