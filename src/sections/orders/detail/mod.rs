//! The detail of one order: everything operation 61 gives, and what can be
//! changed of it. Beside the board on a wide screen, over it on a tablet, a
//! page on a phone.

mod absent;
mod composition;
mod conflict;
mod edits;
mod facts;
mod payments;
mod take_payment;
mod typing;

use std::sync::Arc;

use crate::ui::prelude::*;

use self::absent::Absent;
use self::composition::Composition;
use self::conflict::Conflicts;
pub use self::edits::field_id;
use self::edits::{DeliveryEdits, HandsEdits, NotesEdits};
use self::facts::{About, CustomerFacts, DeliveryFacts, History, Pictures};
use self::payments::Payments;
use self::take_payment::PaymentDialog;
use super::actions::{icon, Mover};
use super::view_model::{due, Scene};
use super::{link_id, use_here, use_shop, words};
use crate::domain::order::{Order, Status};
use crate::domain::permission::Permission;
use crate::domain::{lang, Id};
use crate::platform::page;
use crate::store::command::Action;
use crate::store::outbox::Progress;
use crate::store::state::ShopZone;
use crate::store::wording::words::{OUTBOX, OUTBOX_PATH};
use crate::store::Shop;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;
use crate::ui::menu::MenuButton;
use crate::ui::notice::{Notice, Tone};
use crate::ui::text::Text;
use crate::ui::toast::Toaster;

/// The order a detail is about, with where and when the reader is.
#[derive(Clone, Copy)]
struct Subject {
    shop: Shop,
    id: Id<Order>,
    order: Memo<Option<Arc<Order>>>,
}

impl Subject {
    /// Something of the order, as text or another value that may be compared.
    fn of<T>(self, read: impl Fn(&Order, Scene<'_>) -> T + Send + Sync + 'static) -> Memo<Option<T>>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        memo(move || {
            let order = self.order.get()?;
            let ShopZone(zone) = self.shop.state.zone().get();
            let lang = self.shop.state.settings().get().lang;
            let scene = Scene { now: self.shop.state.now().get(), zone: zone.as_ref(), lang };
            Some(read(&order, scene))
        })
    }

    fn may_edit(self) -> bool {
        self.shop.may(Permission::EditOrders)
    }
}

/// The detail of an order.
#[component]
pub fn OrderDetail(id: Id<Order>) -> View {
    let shop = use_shop();
    let here = use_here();
    let watch = shop.orders.watch(id);
    let order = memo(move || watch.get());
    let subject = Subject { shop, id, order };
    provide_context(subject);
    // The server's own record is asked for again whenever it has moved on.
    let revision = memo(move || order.get().map(|order| order.revision));
    effect(move || {
        // Read, not only tracked: a memo that nobody reads never follows anything.
        let revision = revision.get();
        // One that was made here is not there yet; it has a revision when it is.
        if revision != Some(0) {
            shop.ask_detail(id);
        }
    });
    let here_now = memo(move || order.get().is_some());
    let close = move || here.to(here.now().opened(None));
    let node = NodeRef::new();
    effect(move || {
        if let Some(aside) = node.get() {
            page::focus(&aside);
        }
    });
    on_cleanup(move || {
        // Back to the card it was opened from, unless the focus is elsewhere.
        request_animation_frame(move || {
            let lost = page::document()
                .and_then(|d| d.active_element())
                .is_none_or(|active| active.tag_name() == "BODY");
            if let Some(card) = page::by_id(&link_id(id)).filter(|_| lost) {
                page::focus(&card);
            }
        });
    });
    let keyed = move |event: leptos::ev::KeyboardEvent| {
        // In a dialog over the detail it is the dialog's.
        let over = page::find("dialog[open]").is_some();
        if event.key() == "Escape" && !event.default_prevented() && !over {
            close();
        }
    };
    view! {
        <div class="split__scrim" on:click=move |_| close()></div>
        <aside class="split__side order" aria-labelledby="order-title" tabindex="-1" node_ref=node on:keydown=keyed>
            {move || match here_now.get() {
                true => view! { <Present close=Callback::new(move |()| close()) /> },
                false => view! { <Absent close=Callback::new(move |()| close()) /> },
            }}
        </aside>
    }
}

/// The bar at the top: back on a phone, the title, close elsewhere.
#[component]
fn Bar(
    close: Callback<()>,
    #[prop(into)] title: Text,
    /// What else there is, before the button that closes.
    #[prop(optional)]
    children: Option<Children>,
) -> View {
    view! {
        <div class="order__bar">
            <button
                type="button"
                class="icon-button order__back"
                aria-label=words::BACK
                on:click=move |_| close.run(())
            >
                <Icon name="arrow-left" class="icon--turns" />
            </button>
            <h2 class="order__number" id="order-title">
                {title}
            </h2>
            {children.map(|children| children())}
            <button
                type="button"
                class="icon-button order__close"
                aria-label=words::CLOSE
                on:click=move |_| close.run(())
            >
                <Icon name="close" />
            </button>
        </div>
    }
}

/// The order is here.
#[component]
fn Present(close: Callback<()>) -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    // A link may lead to one of its fields.
    request_animation_frame(|| {
        if let Some(field) = page::fragment().and_then(|id| page::by_id(&id)) {
            field.scroll_into_view();
            page::focus(&field);
        }
    });
    let title = subject.of(|order, _| order.number());
    let named = move || words::NUMBER.with(locale.get(), &[&title.get().unwrap_or_default()]);
    view! {
        <Head close title=derived(named) />
        <div class="order__body" tabindex="0" role="group" aria-label=named>
            <Refusal />
            <Conflicts />
            <CustomerFacts />
            <DeliveryFacts>
                <DeliveryEdits />
            </DeliveryFacts>
            <HandsEdits />
            <Composition />
            <Payments />
            <NotesEdits />
            <Pictures />
            <About />
            <History />
        </div>
        <Foot />
    }
}

/// Number, status with its menu, due time.
#[component]
fn Head(close: Callback<()>, title: Signal<String>) -> View {
    let subject: Subject = expect_context();
    let locale = use_locale();
    let toaster: Toaster = expect_context();
    let mover = Mover::here();
    let status = subject.of(|order, _| order.status);
    let status = derived(move || status.get().unwrap_or(Status::New));
    let due = subject.of(due);
    let due = derived(move || due.get().unwrap_or_default());
    let day = subject.of(|order, scene| {
        let at = scene.zone.local(order.due_time?);
        Some(lang::weekday_and_day(scene.lang, at.date(), scene.today()))
    });
    let beside = move || {
        let parts = [day.get().flatten().unwrap_or_default(), due.get().distance];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let items = derived(move || subject.order.get().map(|order| mover.menu(&order)).unwrap_or_default());
    let copy = move |_| {
        if page::copy_address() {
            toaster.tell(words::LINK_COPIED.say(locale.now()));
        }
    };
    view! {
        <header class="order__head">
            <Bar close title>
                <button type="button" class="icon-button" aria-label=words::COPY_LINK on:click=copy>
                    <Icon name="copy" />
                </button>
            </Bar>
            <div class="order__state">
                <MenuButton
                    class="status"
                    label=words::STATUS
                    status=derived(move || Some(status.get().code()))
                    named=true
                    items
                >
                    <Icon name=derived(move || icon(status.get())) />
                    {move || status.get().word().say(locale.get())}
                    <Icon name="chevron-down" />
                </MenuButton>
                <span class="order__due" class:order__due--late=move || due.read().late>
                    <time datetime=move || due.get().datetime>{move || due.get().time}</time>
                </span>
                <span class="muted">{beside}</span>
            </div>
        </header>
    }
}

/// What the server refused about this order, until it is put away.
#[component]
fn Refusal() -> View {
    let Subject { shop, id, .. } = expect_context();
    let locale = use_locale();
    let why = memo(move || {
        let entry = shop.refusal(id)?;
        match entry.progress {
            Progress::Refused(why) => {
                let action = &entry.command.action;
                Some((why, entry.command.id, matches!(action, Action::Pay(..)), action.is_move()))
            }
            _ => None,
        }
    });
    let editing = RwSignal::new(false);
    let notice = move || {
        why.get().map(|(why, command, pays, moves)| {
            let text = move || words::REFUSED_WHY.with(locale.get(), &[&why.say(locale.get())]);
            let again = move |_| {
                // Where it is no longer possible, the refusal simply stays.
                shop.retry(id);
            };
            view! {
                <Notice tone=Tone::Danger icon="warning" bar=true text=derived(text)>
                    {pays
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button button--small"
                                    on:click=move |_| editing.set(true)
                                >
                                    {words::EDIT}
                                </button>
                            }
                        })}
                    <button type="button" class="button button--small" on:click=again>
                        {words::TRY_AGAIN}
                    </button>
                    // A move is easily done again; anything else took work, and is dropped
                    // where that is asked about.
                    {if moves {
                        view! {
                            <button
                                type="button"
                                class="button button--small"
                                on:click=move |_| {
                                    shop.drop_command(command);
                                }
                            >
                                {words::CLOSE}
                            </button>
                        }
                    } else {
                        view! {
                            <a class="button button--small" href=OUTBOX_PATH>
                                {OUTBOX}
                            </a>
                        }
                    }}
                </Notice>
            }
        })
    };
    view! {
        {notice}
        <Show when=move || editing.get()>
            <PaymentDialog close=Callback::new(move |()| editing.set(false)) refused=true />
        </Show>
    }
}

/// The likeliest next step, and the others.
#[component]
fn Foot() -> View {
    let subject: Subject = expect_context();
    let mover = Mover::here();
    let locale = use_locale();
    let next = memo(move || {
        let order = subject.order.get()?;
        let moves = order.status.moves().iter().copied();
        let possible = |to: &Status| order.may_become(*to).is_ok() && mover.may(*to);
        Some((order.status, moves.filter(|to| *to != Status::Canceled).find(possible)?))
    });
    let items = derived(move || subject.order.get().map(|order| mover.menu(&order)).unwrap_or_default());
    let for_good =
        move |from: Status, to: Status| (!to.is_way_back(from)).then(|| locale.say(words::FOR_GOOD));
    (move || {
        next.get().map(|(from, to)| {
            view! {
                <footer class="order__foot">
                    <button
                        type="button"
                        class="button button--primary"
                        title=for_good(from, to)
                        on:click=move |_| {
                            mover.move_to(subject.id, from, to);
                        }
                    >
                        <Icon name=icon(to) />
                        {to.verb()}
                    </button>
                    <MenuButton
                        class="icon-button"
                        label=words::MORE
                        end=true
                        items
                    >
                        <Icon name="menu-dots" />
                    </MenuButton>
                </footer>
            }
        })
    })
    .into_view()
}

/// A section of the detail with its heading.
#[component]
fn Section(
    #[prop(into)] title: Text,
    /// Right of the title: how far a change has come.
    #[prop(optional, into)]
    state: ViewFn,
    children: Children,
) -> View {
    view! {
        <section class="order__section">
            <div class="order__title">
                <h3>{title}</h3>
                {state.run()}
            </div>
            {children()}
        </section>
    }
}
