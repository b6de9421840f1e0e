//! Taking money for an order: how much, in which way. It says beforehand that
//! there is no way back.

use crate::ui::prelude::*;

use super::Subject;
use crate::domain::decimal::as_typed;
use crate::domain::order::{Order, Payment, PaymentMethod, PaymentType};
use crate::domain::text::sort_by_name;
use crate::domain::{lang, Id, Money, Word};
use crate::platform::{clock, page};
use crate::sections::orders::words;
use crate::store::command::{Action, Command};
use crate::store::Shop;
use crate::ui::dialog::Dialog;
use crate::ui::field::{error_id, Field};
use crate::ui::icon::Icon;
use crate::ui::live::Announcer;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};
use crate::ui::toast::Toaster;

/// The code of the method whose money are the customer's points.
const POINTS: &str = "bonuses";

/// What was typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Typed {
    amount: String,
    method: Option<PaymentMethod>,
}

/// What is wrong with the amount, and with the method.
type Faults = (Option<Word>, Option<Word>);

/// The payment that was typed for an order.
fn payment(order: &Order, typed: &Typed) -> Result<Payment, Faults> {
    let amount = Money::parse(&as_typed(&typed.amount)).filter(|amount| *amount > Money::ZERO);
    let rest = order.total_amount - order.payments_amount;
    let wrong = match amount {
        None => Some(words::BAD_AMOUNT),
        Some(amount) if amount > rest => Some(words::TOO_MUCH),
        Some(_) => None,
    };
    match (amount, &typed.method, wrong) {
        (Some(amount), Some(method), None) => Ok(Payment {
            payment_type: Some(PaymentType::Payment),
            amount,
            method_id: Some(method.id),
            method: method.title.clone(),
            ..Payment::default()
        }),
        (_, method, wrong) => Err((wrong, method.is_none().then_some(words::NO_METHOD))),
    }
}

/// The ways of paying with money, as far as they are known.
fn methods(shop: Shop) -> Vec<PaymentMethod> {
    let all = shop.payment_methods.all();
    let mut methods: Vec<_> =
        all.iter().filter(|method| method.code != POINTS).map(|method| (**method).clone()).collect();
    sort_by_name(&mut methods, |method| method.title.clone());
    methods
}

/// The button, and the dialog it opens; nothing where nothing is missing.
#[component]
pub fn TakePayment() -> View {
    let subject: Subject = expect_context();
    let open = RwSignal::new(false);
    let owes = subject.of(|order, _| order.owes());
    let possible = memo(move || owes.get() == Some(true) && subject.may_edit());
    view! {
        <Show when=move || possible.get()>
            <div class="button-row">
                <button
                    type="button"
                    class="button"
                    id="order-take-payment"
                    on:click=move |_| open.set(true)
                >
                    <Icon name="cash" />
                    {words::TAKE_PAYMENT}
                </button>
            </div>
        </Show>
        <Show when=move || open.get()>
            <PaymentDialog close=Callback::new(move |()| open.set(false)) />
        </Show>
    }
}

/// The payment of an order that was refused, with its command.
fn refused_payment(shop: Shop, id: Id<Order>) -> Option<(Id<Command>, Payment)> {
    let Command { id, action, .. } = shop.refusal(id)?.command;
    match action {
        Action::Pay(_, payment) => Some((id, *payment)),
        _ => None,
    }
}

/// How much, in which way; of a payment that was `refused` it begins with what
/// that was, and sends it again.
#[component]
pub fn PaymentDialog(close: Callback<()>, #[prop(optional)] refused: bool) -> View {
    let subject: Subject = expect_context();
    let (shop, id) = (subject.shop, subject.id);
    let locale = use_locale();
    let toaster: Toaster = expect_context();
    let announcer: Announcer = expect_context();
    let rest = shop.orders.peek(id).map(|order| order.total_amount - order.payments_amount);
    let before = refused.then(|| untrack(|| refused_payment(shop, id))).flatten();
    let first = before.as_ref().map(|(_, payment)| payment.amount).or(rest);
    let amount = RwSignal::new(first.map(|sum| sum.to_string()).unwrap_or_default());
    let chosen = RwSignal::new(before.as_ref().and_then(|(_, payment)| payment.method_id));
    let tried = RwSignal::new(false);
    let typed = move || {
        let method = chosen.get().and_then(|id| methods(shop).into_iter().find(|method| method.id == id));
        Typed { amount: amount.get(), method }
    };
    let faults = memo(move || {
        let order = subject.order.get().filter(|_| tried.get());
        order.and_then(|order| payment(&order, &typed()).err()).unwrap_or_default()
    });
    let say = move |word: Option<Word>| word.map(|word| locale.say(word).to_owned());
    let wrong_amount = derived(move || say(faults.get().0));
    let wrong_method = derived(move || say(faults.get().1));
    let submit = Callback::new(move |()| {
        let Some(order) = shop.orders.peek(id) else { return };
        match payment(&order, &untrack(typed)) {
            Ok(paid) => {
                let told = words::PAID_NOW.with(locale.now(), &[&lang::money(locale.now(), paid.amount)]);
                let made = Payment { created_at: Some(shop.now()), ..paid };
                match &before {
                    Some((command, Payment { id: known, .. })) => {
                        let again = Payment { id: *known, ..made };
                        shop.send_again(*command, Some(Action::Pay(id, Box::new(again))));
                    }
                    None => {
                        let made = Payment { id: Id::random(clock::random()), ..made };
                        shop.act(Action::Pay(id, Box::new(made)));
                    }
                }
                announcer.say(told.clone());
                toaster.tell(told);
                close.run(());
            }
            Err((wrong, _)) => {
                tried.set(true);
                let field = if wrong.is_some() { "pay-amount" } else { "pay-method" };
                request_animation_frame(move || {
                    if let Some(field) = page::by_id(field) {
                        page::focus(&field);
                    }
                });
            }
        }
    });
    let title = derived(move || {
        let number = subject.order.get().map(|order| order.short_number()).unwrap_or_default();
        words::PAYMENT_FOR.with(locale.get(), &[&number])
    });
    let take = move || {
        let sum = Money::parse(&as_typed(&amount.get())).map(|sum| lang::money(locale.get(), sum));
        match sum {
            Some(sum) => words::TAKE.with(locale.get(), &[&sum]),
            None => locale.say(words::TAKE_PAYMENT).to_owned(),
        }
    };
    let way = move |(at, method): (usize, PaymentMethod)| {
        let id = method.id;
        view! {
            <button
                type="button"
                class="chip"
                id=(at == 0).then_some("pay-method")
                aria-pressed=move || (chosen.get() == Some(id)).to_string()
                on:click=move |_| chosen.set(Some(id))
            >
                {method.title}
            </button>
        }
    };
    let ways = move || match methods(shop) {
        none if none.is_empty() => view! { <p class="muted">{words::NO_METHODS}</p> },
        methods => view! {
            <div class="tags" role="group" aria-label=words::METHOD>
                {methods.into_iter().enumerate().map(way).collect_view()}
            </div>
        },
    };
    view! {
        <Dialog
            title
            on_close=close
            on_submit=submit
            footer=Box::new(move || {
                view! {
                    <button type="button" class="button" on:click=move |_| close.run(())>
                        {words::CANCEL}
                    </button>
                    <button class="button button--primary">{take}</button>
                }
            })
        >
            <Field id="pay-amount" label=words::AMOUNT error=wrong_amount>
                <input
                    class="input"
                    id="pay-amount"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=move || wrong_amount.read().is_some().then_some("true")
                    aria-describedby=move || wrong_amount.read().is_some().then(|| error_id("pay-amount"))
                    bind:value=amount
                />
            </Field>
            <div class="field">
                <span class="field__label">{words::METHOD}</span>
                {ways}
                {move || {
                    wrong_method
                        .get()
                        .map(|wrong| {
                            view! {
                                <p class="field__error" role="alert">
                                    <Icon name="warning" class="icon--small" />
                                    {wrong}
                                </p>
                            }
                        })
                }}
            </div>
            <Notice tone=Tone::Amber icon="lock" text=words::FINAL />
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(amount: &str, method: bool) -> Result<Payment, Faults> {
        let order = Order {
            total_amount: Money::from_minor(480_000),
            payments_amount: Money::from_minor(240_000),
            ..Order::default()
        };
        let cash = PaymentMethod { id: Id::from(1), title: "Cash".into(), code: "cash".into() };
        payment(&order, &Typed { amount: amount.into(), method: method.then_some(cash) })
    }

    #[test]
    fn what_is_missing_can_be_paid_in_part_or_whole() {
        for (typed, minor) in [("2400", 240_000), ("99,90", 9_990), ("2 400", 240_000)] {
            let paid = faults(typed, true).unwrap();
            assert_eq!((paid.amount.minor(), paid.method.as_str()), (minor, "Cash"));
            assert_eq!((paid.payment_type, paid.method_id), (Some(PaymentType::Payment), Some(Id::from(1))));
        }
    }

    #[test]
    fn a_payment_needs_an_amount_within_what_is_missing_and_a_method() {
        for bad in ["", "0", "-5", "much"] {
            assert_eq!(faults(bad, true), Err((Some(words::BAD_AMOUNT), None)), "{bad}");
        }
        assert_eq!(faults("2400.01", true), Err((Some(words::TOO_MUCH), None)));
        assert_eq!(faults("", false), Err((Some(words::BAD_AMOUNT), Some(words::NO_METHOD))));
        assert_eq!(faults("10", false), Err((None, Some(words::NO_METHOD))));
    }
}
