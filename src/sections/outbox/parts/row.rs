//! One command: what it does, how it stands, and what can be done about it.

use crate::ui::prelude::*;

use crate::domain::Word;
use crate::sections::outbox::actions::Actions;
use crate::sections::outbox::view_model::Line;
use crate::sections::outbox::words;
use crate::store::shop::Side;
use crate::store::wording::{Field, Standing};
use crate::ui::icon::Icon;

/// A line of the page.
#[component]
pub fn Row(line: Line, actions: Actions) -> View {
    let Line { id, title, who, fields, when, standing, why, link, customer } = line;
    let name = format!("outbox-{id}");
    let named = name.clone();
    // A button says what it is about to who does not see the line around it.
    let button = move |word: Word, act: Callback<()>| {
        view! {
            <button
                type="button"
                class="button button--small"
                aria-describedby=named.clone()
                on:click=move |_| act.run(())
            >
                {word}
            </button>
        }
    };
    let choose = move |side| Callback::new(move |()| actions.decide(id, side));
    let edit =
        customer.map(|who| button(words::EDIT, Callback::new(move |()| actions.editing.set(Some(who)))));
    let buttons: Vec<View> = match standing {
        Standing::Refused => vec![
            button(words::SEND_AGAIN, Callback::new(move |()| actions.send_again(id))),
            button(words::DROP, Callback::new(move |()| actions.dropping.set(Some(id)))),
        ],
        Standing::Conflict => {
            vec![
                button(words::KEEP_MINE, choose(Side::Mine)),
                button(words::TAKE_THEIRS, choose(Side::Theirs)),
            ]
        }
        _ => Vec::new(),
    };
    let word = if standing == Standing::Refused { words::EDIT } else { words::OPEN };
    let link = link.map(|address| {
        view! {
            <a class="button button--small" href=address aria-describedby=name.clone()>
                {word}
            </a>
        }
    });
    view! {
        <li class="outbox__line" data-state=standing.code()>
            <div class="outbox__what">
                <h3 class="outbox__title" id=name>
                    {title} {(!who.is_empty()).then(|| view! { <span class="outbox__who">{who}</span> })}
                </h3>
                <dl class="outbox__fields">{fields.into_iter().map(field).collect_view()}</dl>
            </div>
            <p class="outbox__standing">
                <Icon name=standing.icon() />
                <span>{standing.word()}</span>
                <span class="outbox__when">{when}</span>
            </p>
            {(!why.is_empty()).then(|| view! { <p class="outbox__why">{why}</p> })}
            <div class="outbox__buttons">{buttons.into_iter().collect_view()} {edit} {link}</div>
        </li>
    }
}

/// A field with what it was and what it becomes.
fn field(Field { name, before, after }: Field) -> View {
    let before = before.map(|before| {
        view! {
            <span class="outbox__before">{before}</span>
            <span class="outbox__to">"→"</span>
        }
    });
    view! {
        <div class="outbox__field">
            <dt>{name}</dt>
            <dd>{before} {after}</dd>
        </div>
    }
}
