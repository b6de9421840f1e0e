//! Correcting a customer that the server would not make.

use crate::ui::prelude::*;

use crate::domain::customer::Customer;
use crate::domain::phone::{is_no_phone, Phone};
use crate::domain::Word;
use crate::platform::page;
use crate::sections::outbox::actions::Actions;
use crate::sections::outbox::words;
use crate::ui::dialog::Dialog;
use crate::ui::field::{error_id, Field};
use crate::ui::locale::use_locale;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    name: String,
    code: String,
    phone: String,
    notes: String,
}

/// What is wrong with the name, and with the telephone number.
type Faults = (Option<Word>, Option<Word>);

impl Typed {
    fn of(customer: &Customer) -> Self {
        Self {
            name: customer.title.clone(),
            code: customer.country_code.clone(),
            phone: customer.phone.clone(),
            notes: customer.notes.clone(),
        }
    }

    fn onto(&self, customer: Customer) -> Result<Customer, Faults> {
        let name = self.name.trim();
        let faults =
            (name.is_empty().then_some(words::NO_NAME), is_no_phone(&self.phone).then_some(words::BAD_PHONE));
        if faults != (None, None) {
            return Err(faults);
        }
        let phone = Phone::new(&self.code, &self.phone).unwrap_or_default();
        Ok(Customer {
            title: name.to_owned(),
            country_code: phone.code,
            phone: phone.number,
            notes: self.notes.trim().to_owned(),
            ..customer
        })
    }
}

/// The dialog, as long as somebody is corrected.
#[component]
pub fn CustomerDialog(actions: Actions) -> View {
    let editing = actions.editing;
    (move || {
        let id = editing.get()?;
        // Nothing where it was settled meanwhile, in another tab.
        let customer = untrack(|| actions.shop.refused_customer(id))?;
        Some(view! { <Body actions customer /> })
    })
    .into_view()
}

#[component]
fn Body(actions: Actions, customer: Customer) -> View {
    let locale = use_locale();
    let Typed { name, code, phone, notes } = Typed::of(&customer);
    let [name, code, phone, notes] = [name, code, phone, notes].map(RwSignal::new);
    let typed = move || Typed { name: name.get(), code: code.get(), phone: phone.get(), notes: notes.get() };
    let tried = RwSignal::new(false);
    let faults = {
        let customer = customer.clone();
        memo(move || {
            let tried = tried.get().then(|| typed().onto(customer.clone()));
            tried.and_then(Result::err).unwrap_or_default()
        })
    };
    let say = move |word: Option<Word>| word.map(|word| locale.say(word).to_owned());
    let submit = Callback::new(move |()| match untrack(typed).onto(customer.clone()) {
        Ok(customer) => actions.correct(customer),
        Err((name, _)) => {
            tried.set(true);
            let field = if name.is_some() { "customer-name" } else { "customer-phone" };
            request_animation_frame(move || {
                if let Some(field) = page::by_id(field) {
                    page::focus(&field);
                }
            });
        }
    });
    let close = move || actions.editing.set(None);
    let none = Signal::default();
    let wrong_name = derived(move || say(faults.get().0));
    let wrong_phone = derived(move || say(faults.get().1));
    view! {
        <Dialog
            title=words::NEW_CUSTOMER
            on_close=Callback::new(move |()| close())
            on_submit=submit
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button" on:click=move |_| close()>
                        {words::CANCEL}
                    </button>
                    <button class="button button--primary">{words::SEND_AGAIN}</button>
                }
            })
        >
            <Input id="customer-name" label=words::NAME value=name error=wrong_name />
            <div class="phone-row">
                <Input id="customer-code" label=words::CODE value=code error=none kind="tel" />
                <Input id="customer-phone" label=words::PHONE value=phone error=wrong_phone kind="tel" />
            </div>
            <Field id="customer-notes" label=words::CUSTOMER_NOTES>
                <textarea class="input" id="customer-notes" rows="2" bind:value=notes></textarea>
            </Field>
        </Dialog>
    }
}

#[component]
fn Input(
    id: &'static str,
    label: Word,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    #[prop(default = "text")] kind: &'static str,
) -> View {
    view! {
        <Field id label error>
            <input
                class="input"
                id=id
                type=kind
                autocomplete="off"
                aria-invalid=move || error.read().is_some().then_some("true")
                aria-describedby=move || error.read().is_some().then(|| error_id(id))
                bind:value=value
            />
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Id;

    #[test]
    fn a_customer_is_corrected_and_keeps_what_was_not_typed() {
        let customer =
            Customer { id: Id::from(1), title: "Anna".into(), phone: "12".into(), ..Customer::default() };
        let typed = Typed { phone: "900 123-45-67".into(), code: "+7".into(), ..Typed::of(&customer) };
        let corrected = typed.onto(customer.clone()).unwrap();
        assert_eq!((corrected.id, corrected.title.as_str()), (Id::from(1), "Anna"));
        assert_eq!((corrected.country_code.as_str(), corrected.phone.as_str()), ("7", "9001234567"));
        let bad = Typed { name: " ".into(), phone: "12".into(), ..typed };
        assert_eq!(bad.onto(customer), Err((Some(words::NO_NAME), Some(words::BAD_PHONE))));
    }
}
