//! What was paid, how, and what is still to pay.

use crate::ui::prelude::*;

use super::edits::Sent;
use super::take_payment::TakePayment;
use super::{Section, Subject};
use crate::domain::order::{Payment, PaymentType};
use crate::domain::{lang, Money};
use crate::sections::orders::view_model::Scene;
use crate::sections::orders::words;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// One payment as it is told.
#[derive(Clone, PartialEq)]
struct Told {
    icon: &'static str,
    title: String,
    when: String,
    amount: String,
}

fn told(payment: &Payment, scene: Scene<'_>) -> Told {
    let lang = scene.lang;
    let (word, sign) = match payment.payment_type {
        Some(PaymentType::Return) => (words::RETURN, -1),
        Some(PaymentType::Change) => (words::CHANGE, -1),
        _ if payment.prepayment => (words::PREPAYMENT, 1),
        _ => (words::PAYMENT, 1),
    };
    let title = if payment.method.is_empty() { word.say(lang).to_owned() } else { payment.method.clone() };
    let when = payment.created_at.map(|at| scene.moment(at)).unwrap_or_default();
    let kind = (title != word.say(lang) && word != words::PAYMENT).then(|| word.say(lang).to_owned());
    let parts = [kind.unwrap_or_default(), when, payment.description.clone()];
    let amount = payment.amount + payment.bonus_amount;
    Told {
        icon: if payment.bonus_amount.is_zero() { "card" } else { "star" },
        title,
        when: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        amount: lang::money(lang, if sign < 0 { -amount } else { amount }),
    }
}

/// Payments with the sum paid and the rest.
#[component]
pub fn Payments() -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let list = subject.of(|order, scene| {
        let detail = order.detail.as_ref()?;
        Some(detail.payments.iter().map(|payment| told(payment, scene)).collect::<Vec<_>>())
    });
    let sums = subject.of(|order, _| (order.payments_amount, order.total_amount, order.owes()));
    let line = |payment: Told| {
        view! {
            <li class="payment">
                <Icon name=payment.icon />
                <span>
                    {payment.title} <span class="payment__when">{payment.when}</span>
                </span>
                <span>{payment.amount}</span>
            </li>
        }
    };
    let body = move || {
        let (paid, total, owes) = sums.get()?;
        let lang = locale.get();
        let of = words::PAID_OF_TOTAL.with(lang, &[&lang::amount(lang, paid), &lang::money(lang, total)]);
        let payments = match list.get().flatten() {
            Some(list) if list.is_empty() => {
                view! { <p class="muted">{words::NO_PAYMENTS.say(lang)}</p> }
            }
            Some(list) => {
                view! { <ul>{list.into_iter().map(line).collect_view()}</ul> }
            }
            None => View::empty(),
        };
        let share = |money: Money| money.minor().max(0).to_string();
        Some(view! {
            <progress
                class="meter"
                value=share(paid)
                max=share(total.max(Money::from_minor(1)))
                aria-label=format!("{}: {of}", words::PAID_TOTAL.say(lang))
            ></progress>
            {payments}
            <dl class="totals">
                <dt>{words::PAID_TOTAL.say(lang)}</dt>
                <dd>{of.clone()}</dd>
                {owes
                    .then(|| {
                        view! {
                            <dt class="totals__rest">{words::REST.say(lang)}</dt>
                            <dd class="totals__rest">{lang::money(lang, total - paid)}</dd>
                        }
                    })}
            </dl>
        })
    };
    view! {
        <Section title=words::PAYMENTS state=ViewFn::from(|| view! { <Sent /> })>
            {body} <TakePayment />
        </Section>
    }
}
