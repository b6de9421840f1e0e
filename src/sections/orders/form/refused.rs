//! Correcting an order that the server refused: it comes back into the form as it
//! was handed in, and is sent again in its new form.

use crate::ui::prelude::*;

use super::draft::{Draft, DraftLine, Newcomer, HOME_CODE};
use super::{words, Form, PATH};
use crate::domain::customer::Customer;
use crate::domain::order::Order;
use crate::domain::zone::Zone;
use crate::domain::{lang, Id};
use crate::platform::address_bar::AddressBar;
use crate::store::command::{Action, Kind};
use crate::store::outbox::{Entry, Progress};
use crate::store::Shop;
use crate::ui::dialog::Dialog;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};

/// The parameter of the address that names the order.
const ORDER: &str = "order";

/// Where a refused order is corrected.
pub fn path_of(id: Id<Order>) -> String {
    format!("{PATH}?{ORDER}={id}")
}

/// The order that the address asks for, and whether it is in the form.
#[derive(Clone, Copy)]
pub struct Correction {
    form: Form,
    bar: AddressBar,
    /// Another order is unfinished in the form.
    stands_in_way: RwSignal<bool>,
}

/// Puts the refused order that the address names into the form; where another
/// one is unfinished there, the user says what becomes of that.
pub fn correct(form: Form) -> Correction {
    let bar: AddressBar = expect_context();
    let correction = Correction { form, bar, stands_in_way: RwSignal::new(false) };
    let asked = memo(move || bar.parameter(ORDER).and_then(|id| id.parse().ok()));
    effect(move || {
        let order = asked.get().and_then(|id: Id<Order>| refused_order(form.shop, id));
        let Some((order, _)) = order.filter(|(order, _)| order.id != form.draft.read_untracked().id) else {
            return;
        };
        match form.draft.read_untracked().is_blank() {
            true => correction.put(&order),
            false => correction.stands_in_way.set(true),
        }
    });
    correction
}

/// The order that was to be made and was refused, with its command.
fn refused_order(shop: Shop, id: Id<Order>) -> Option<(Order, Entry)> {
    let entry = shop.refused_make((Kind::Order, id.cast()))?;
    match &entry.command.action {
        Action::MakeOrder(order) => Some(((**order).clone(), entry)),
        _ => None,
    }
}

impl Correction {
    fn put(self, order: &Order) {
        let shop = self.form.shop;
        let newcomer = order.customer.and_then(|id| untrack(|| shop.refused_customer(id)));
        let zone = shop.state.zone().get_untracked();
        let mut draft = draft_of(order, newcomer.as_ref(), zone.0.as_ref());
        for line in &mut draft.lines {
            line.fractional |= shop.items.peek(line.item).is_some_and(|item| item.fractional);
        }
        self.form.edit(|now| *now = Draft { by: std::mem::take(&mut now.by), ..draft });
    }

    /// The form has the refused order.
    pub fn is_corrected(self) -> bool {
        self.why().is_some()
    }

    /// Why it was refused.
    fn why(self) -> Option<crate::api::ApiError> {
        let id = self.form.draft.read().id;
        match refused_order(self.form.shop, id)?.1.progress {
            Progress::Refused(why) => Some(why),
            _ => None,
        }
    }

    /// The address asks for no order any more.
    pub fn leave(self) {
        self.stands_in_way.set(false);
        self.bar.go(PATH, true);
    }

    /// The unfinished order makes room.
    fn make_room(self) {
        self.form.drafts.discard();
        self.form.clear();
        self.stands_in_way.set(false);
        let asked = self.bar.parameter(ORDER).and_then(|id| id.parse().ok());
        if let Some((order, _)) = asked.and_then(|id| refused_order(self.form.shop, id)) {
            self.put(&order);
        }
    }
}

/// Why the order was refused; and the question what becomes of another one.
#[component]
pub fn Refused(refused: Correction) -> View {
    let locale = use_locale();
    let why = memo(move || refused.why().map(|why| why.say(locale.get())));
    let there = memo(move || why.get().is_some());
    let text = derived(move || {
        let why = why.get().unwrap_or_default();
        words::REFUSED_WHY.with(locale.get(), &[&why])
    });
    view! {
        <Show when=move || there.get()>
            <div class="order-form__whole">
                <Notice tone=Tone::Danger icon="warning" text />
            </div>
        </Show>
        <Show when=move || refused.stands_in_way.get()>
            <Dialog
                title=words::UNFINISHED
                on_close=Callback::new(move |()| refused.leave())
                on_submit=Callback::new(move |()| untrack(|| refused.make_room()))
                footer=Box::new(move || {
                    view! {
                        <button type="button" class="button" on:click=move |_| refused.leave()>
                            {words::GO_ON}
                        </button>
                        <button class="button button--danger">{words::MAKE_ROOM}</button>
                    }
                })
            >
                <p>{words::UNFINISHED_TEXT}</p>
            </Dialog>
        </Show>
    }
}

/// An order as it would have been typed.
fn draft_of(order: &Order, newcomer: Option<&Customer>, zone: &dyn Zone) -> Draft {
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map(|at| lang::time(zone.local(at).time())).unwrap_or_default()
    };
    let code = &order.delivery_phone_code;
    Draft {
        customer: order.customer.filter(|_| newcomer.is_none()),
        newcomer: newcomer.map(typed),
        store: order.store,
        due: order.due_time.map(|at| lang::clock(zone.local(at))).unwrap_or_default(),
        delivery: order.delivery,
        city: order.delivery_city.clone(),
        street: order.delivery_street.clone(),
        house: order.delivery_house.clone(),
        apartment: order.delivery_apartment.clone(),
        contact: order.delivery_contact.clone(),
        contact_code: if code.is_empty() { HOME_CODE.to_owned() } else { code.clone() },
        contact_phone: order.delivery_phone_number.clone(),
        from: time(order.delivery_time_from),
        until: time(order.delivery_time_to),
        comments: order.delivery_comments.clone(),
        lines: order.lines.iter().flatten().filter_map(line_of).collect(),
        florist: order.florist,
        notes: order.description.clone(),
        tags: order.tags.clone().unwrap_or_default(),
        ..Draft::new(order.id, String::new())
    }
}

fn typed(customer: &Customer) -> Newcomer {
    let code = &customer.country_code;
    Newcomer {
        id: customer.id,
        name: customer.title.clone(),
        code: if code.is_empty() { HOME_CODE.to_owned() } else { code.clone() },
        phone: customer.phone.clone(),
        notes: customer.notes.clone(),
    }
}

fn line_of(line: &crate::domain::order::OrderLine) -> Option<DraftLine> {
    Some(DraftLine {
        id: line.id,
        item: line.item?,
        title: line.title.clone(),
        measure: line.measure.clone(),
        fractional: line.qty.thousandths() % 1000 != 0,
        qty: line.qty.to_string(),
        price: line.price.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::check;
    use super::*;
    use crate::domain::zone::FixedZone;

    #[test]
    fn what_was_refused_is_typed_again_as_it_was() {
        let line = |qty: &str, fractional| DraftLine {
            id: Id::random([1; 16]),
            item: Id::random([2; 16]),
            title: "Rose".into(),
            measure: "pc".into(),
            fractional,
            qty: qty.into(),
            price: "199.9".into(),
        };
        let draft = Draft {
            newcomer: Some(Newcomer {
                id: Id::random([3; 16]),
                name: "Anna".into(),
                code: "375".into(),
                phone: "291234567".into(),
                notes: "rings twice".into(),
            }),
            store: Some(Id::from(4)),
            due: "2026-11-24T14:30".into(),
            delivery: true,
            city: "Omsk".into(),
            street: "Lenina".into(),
            house: "5".into(),
            apartment: "7".into(),
            contact: "Vera".into(),
            contact_phone: "9001234567".into(),
            from: "14:00".into(),
            until: "16:00".into(),
            comments: "the gate".into(),
            lines: vec![line("3", false), line("0.5", true)],
            florist: Some(Id::from(9)),
            notes: "ribbon".into(),
            tags: vec![Id::from(8)],
            ..Draft::new(Id::random([5; 16]), "olga".into())
        };
        let zone = FixedZone(360);
        let ready = check(&draft, &zone).unwrap();
        let again = draft_of(&ready.order, ready.customer.as_ref(), &zone);
        assert_eq!(check(&again, &zone).unwrap(), ready);
        assert_eq!((again.due, again.from, again.until), (draft.due, draft.from, draft.until));
        // A customer who is known by now is not made again.
        let known = draft_of(&ready.order, None, &zone);
        assert_eq!((known.customer, known.newcomer), (ready.order.customer, None));
    }
}
