//! What the order consists of, bouquet by bouquet, and what it comes to.

use crate::ui::prelude::*;

use super::{Section, Subject};
use crate::domain::order::OrderLine;
use crate::domain::{lang, Lang, Money};
use crate::sections::orders::view_model::{bouquet_title, parts, Part};
use crate::sections::orders::words;
use crate::ui::locale::use_locale;
use crate::ui::picture::Picture;

/// Lines by bouquet, discounts, total.
#[component]
pub fn Composition() -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let lines = subject.of(|order, _| order.lines.clone());
    let sums = subject.of(|order, _| {
        let discounts = order.detail.as_ref().map(|detail| detail.discounts.clone()).unwrap_or_default();
        (order.total_amount, discounts)
    });
    let body = move || match lines.get().flatten() {
        None => view! {
            <div aria-busy="true">
                <span class="skeleton skeleton--long"></span>
                <span class="skeleton"></span>
            </div>
        },
        Some(lines) if lines.is_empty() => {
            view! { <p class="muted">{words::NO_LINES}</p> }
        }
        Some(lines) => {
            let parts = parts(&lines);
            let alone = parts.len() == 1;
            parts.iter().map(|part| bouquet(part, alone, locale.get())).collect_view()
        }
    };
    let totals = move || {
        let (total, discounts) = sums.get()?;
        let lang = locale.get();
        let goods: Money = lines.get().flatten().unwrap_or_default().iter().map(|line| line.amount).sum();
        let row = |word: String, amount: Money| {
            view! {
                <dt>{word}</dt>
                <dd>{lang::money(lang, amount)}</dd>
            }
        };
        let discount = |discount: crate::domain::order::Discount| {
            let markup = discount.discount_type == "markup";
            let word = if markup { words::MARKUP } else { words::DISCOUNT }.say(lang);
            let word = if discount.reason.is_empty() {
                word.to_owned()
            } else {
                format!("{word}: {}", discount.reason)
            };
            row(word, if markup { discount.amount } else { -discount.amount })
        };
        let plain = discounts.is_empty() && goods == total;
        Some(view! {
            <dl class="totals">
                {(!plain && !goods.is_zero()).then(|| row(words::GOODS.say(lang).to_owned(), goods))}
                {discounts.into_iter().map(discount).collect_view()}
                <dt class="totals__sum">{words::TOTAL.say(lang)}</dt>
                <dd class="totals__sum">{lang::money(lang, total)}</dd>
            </dl>
        })
    };
    view! { <Section title=words::COMPOSITION>{body} {totals}</Section> }
}

fn bouquet(part: &Part<'_>, alone: bool, lang: Lang) -> View {
    let head = match part.bouquet {
        Some(bouquet) => Some(view! {
            <div class="bouquet__head">
                <Picture src=bouquet.picture.clone() large=true />
                <h4 class="bouquet__title">{bouquet_title(bouquet, lang)}</h4>
                <span class="bouquet__sum">{lang::money(lang, part.sum)}</span>
            </div>
        }),
        None if alone => None,
        None => Some(view! { <h4 class="bouquet__title muted">{words::BESIDES.say(lang)}</h4> }),
    };
    let line = |line: &&OrderLine| {
        let qty = words::PIECES.with(lang, &[&line.qty.to_string(), &lang::amount(lang, line.price)]);
        view! {
            <li class="line">
                <Picture src=line.picture.clone() />
                <span class="cut" title=line.title.clone()>
                    {line.title.clone()}
                </span>
                <span>{qty}</span>
                <span>{lang::money(lang, line.total_amount)}</span>
            </li>
        }
    };
    view! {
        <div class="bouquet">
            {head} <ul class="lines">{part.lines.iter().map(line).collect_view()}</ul>
        </div>
    }
}
