//! The form of a new order: who, when and how, what, by whom. What is typed is
//! kept on the device until it is handed in or thrown away.

mod as_file;
mod check;
mod customer;
mod delivery;
mod draft;
mod fields;
mod goods;
mod hands;
mod kept;
mod refused;
mod words;

use std::sync::Arc;

use crate::ui::prelude::*;

pub use self::as_file::unfinished;
use self::check::{check, Fault, Place, Ready};
use self::customer::CustomerPart;
use self::delivery::DeliveryPart;
use self::draft::Draft;
use self::goods::GoodsPart;
use self::hands::HandsPart;
pub use self::kept::Drafts;
pub use self::refused::path_of;
use self::refused::{correct, Refused};
use super::address::Address;
use super::use_shop;
use crate::api::filter::Value;
use crate::api::orders::filters::DUE;
use crate::domain::order::Order;
use crate::domain::period::Period;
use crate::domain::settings::Store;
use crate::domain::{lang, Id};
use crate::platform::address_bar::AddressBar;
use crate::platform::page;
use crate::store::state::Connection;
use crate::store::Shop;
use crate::ui::icon::Icon;
use crate::ui::live::Announcer;
use crate::ui::locale::use_locale;
use crate::ui::notice::{Notice, Tone};
use crate::ui::text::Text;
use crate::ui::toast::{Act, Toast, Toaster};

pub use self::words::CONTINUE;

/// Where the form is.
pub const PATH: &str = "/orders/new";

/// The order that is being typed; a context of the form.
#[derive(Clone, Copy)]
struct Form {
    shop: Shop,
    drafts: Drafts,
    draft: RwSignal<Draft>,
    /// It was to be handed in once: from then on it says what is wrong.
    tried: RwSignal<bool>,
    /// Where half a date or time stands, which is no value.
    half: RwSignal<Vec<Place>>,
    faults: Memo<Vec<Fault>>,
    store: Memo<Option<Id<Store>>>,
}

impl Form {
    fn new(drafts: Drafts) -> Self {
        let shop = use_shop();
        let (draft, tried) = (RwSignal::new(drafts.begin()), RwSignal::new(false));
        let store = memo(move || {
            let usual = || shop.state.settings().get().store;
            let first = || shop.stores.all().iter().map(|store| store.id).min();
            draft.get().store.or_else(usual).or_else(first)
        });
        let half = RwSignal::new(Vec::new());
        let faults = memo(move || {
            if !tried.get() {
                return Vec::new();
            }
            let draft = Draft { store: store.get(), ..draft.get() };
            checked(&draft, &half.read(), shop).err().unwrap_or_default()
        });
        Self { shop, drafts, draft, tried, half, faults, store }
    }

    /// Something of the draft; whoever reads it reruns when that changes.
    fn of<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Draft) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        memo(move || read(&self.draft.read()))
    }

    /// Changes the draft and keeps it.
    fn edit(self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft.get_untracked();
        change(&mut draft);
        draft.at = Some(self.shop.now());
        self.drafts.keep(&draft);
        self.draft.set(draft);
    }

    /// What is wrong at a place.
    fn fault(self, at: Place) -> Signal<Option<String>> {
        let locale = use_locale();
        derived(move || {
            let faults = self.faults.read();
            faults.iter().find(|(place, _)| *place == at).map(|(_, why)| locale.say(*why).to_owned())
        })
    }

    /// From now on it says what is wrong; the first of it gets the focus.
    fn show_faults(self, faults: &[Fault]) {
        self.tried.set(true);
        let first = faults.first().map(|(place, _)| place.element());
        request_animation_frame(move || {
            if let Some(field) = first.and_then(|id| page::by_id(&id)) {
                page::reveal(&field);
                page::focus(&field);
            }
        });
    }

    /// Begins anew.
    fn clear(self) {
        self.tried.set(false);
        self.draft.set(self.drafts.begin());
    }
}

/// The order of a draft, of which `half` are not typed to the end; whoever asks reruns
/// with the shop's clock.
///
/// # Errors
/// Everything that is wrong.
fn checked(draft: &Draft, half: &[Place], shop: Shop) -> Result<Ready, Vec<Fault>> {
    let ready = check(draft, shop.state.zone().get().0.as_ref());
    if half.is_empty() {
        return ready;
    }
    let half = half.iter().map(|place| (*place, words::HALF));
    Err(half.chain(ready.err().unwrap_or_default()).collect())
}

/// The page of the form.
#[component]
pub fn OrderFormView() -> View {
    let drafts: Drafts = expect_context();
    drafts.show();
    drafts.look();
    // Nothing may be typed over what the device has.
    let ready = memo(move || drafts.is_read());
    view! {
        <Show when=move || ready.get()>
            <Body />
        </Show>
    }
}

#[component]
fn Body() -> View {
    let drafts: Drafts = expect_context();
    let form = Form::new(drafts);
    provide_context(form);
    let locale = use_locale();
    let announcer: Announcer = expect_context();
    // Another tab went on with it: there is one draft, and all tabs show it.
    effect(move || {
        if let Some(kept) = drafts.get().filter(|kept| form.draft.read_untracked().at < kept.at) {
            form.draft.set(kept);
        }
    });
    let refused = correct(form);
    let hand_in = HandIn::here(form);
    // Another tab handed it in: nothing more may be typed into what is an order already.
    effect(move || {
        let is_order = drafts.is_order(&form.draft.read());
        if is_order && !hand_in.done.get_value() {
            form.clear();
            hand_in.toaster.tell(words::SAVED_BEFORE.say(locale.now()));
        }
    });
    let begun = form.draft.get_untracked().at;
    let continued = RwSignal::new(begun.is_some());
    let since = derived(move || {
        let at = begun.map(|at| form.shop.reader().moment(at)).unwrap_or_default();
        words::CONTINUED.with(locale.get(), &[&at])
    });
    let discard = move || {
        let thrown_away = form.draft.get_untracked();
        drafts.discard();
        form.clear();
        continued.set(false);
        // What was to be corrected is left as it was.
        refused.leave();
        // It takes one press, beside the button that saves.
        let back: Act = Arc::new(move || {
            if untrack(|| drafts.get()).is_none() {
                drafts.keep(&thrown_away);
            }
        });
        let text = words::DISCARDED.say(locale.now()).to_owned();
        let action = Some((words::UNDO.say(locale.now()).to_owned(), back));
        hand_in.toaster.show(Toast { title: String::new(), text, danger: false, action });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !hand_in.run() {
            let text = locale.count(words::FAULTS, form.faults.get_untracked().len());
            announcer.say(text);
        }
    };
    let wrong = memo(move || form.faults.read().len());
    let blank = form.of(Draft::is_blank);
    let unkept = form.shop.state.unkept_draft();
    let total = move || lang::money(locale.get(), form.draft.read().total());
    view! {
        <form class="page page--scrolls order-form" novalidate autocomplete="off" on:submit=submit>
            <header class="page__head">
                <h1 class="page__title">
                    {move || locale.say(if refused.is_corrected() { words::CORRECT } else { words::NEW_ORDER })}
                </h1>
                <div class="page__actions">
                    <a class="button button--quiet" href=Address::default().path()>
                        <Icon name="arrow-left" class="icon--turns" />
                        {words::TO_BOARD}
                    </a>
                </div>
            </header>
            <div class="page__body order-form__body">
                <Show when=move || unkept.get()>
                    <div class="order-form__whole">
                        <Notice tone=Tone::Danger icon="warning" text=words::UNKEPT />
                    </div>
                </Show>
                <Refused refused />
                <Show when=move || continued.get()>
                    <div class="order-form__whole">
                        <Notice tone=Tone::Plain icon="history" text=since>
                            <button type="button" class="button button--small" on:click=move |_| discard()>
                                <Icon name="trash" />
                                {words::DISCARD}
                            </button>
                        </Notice>
                    </div>
                </Show>
                <div class="order-form__column">
                    <CustomerPart />
                    <DeliveryPart />
                </div>
                <div class="order-form__column">
                    <GoodsPart />
                    <HandsPart />
                </div>
            </div>
            <footer class="order-form__foot">
                <p class="order-form__sum">
                    <span class="muted">{words::TOTAL}</span>
                    " "
                    <output class="order-form__total">{total}</output>
                    <span class="order-form__faults" role="status">
                        {move || (wrong.get() > 0).then(|| locale.count(words::FAULTS, wrong.get()))}
                    </span>
                </p>
                <button
                    type="button"
                    class="button button--quiet order-form__discard"
                    disabled=move || blank.get()
                    on:click=move |_| discard()
                >
                    <Icon name="trash" />
                    <span class="order-form__word">{words::DISCARD}</span>
                </button>
                <button class="button button--primary">
                    <Icon name="check" />
                    {words::SAVE}
                </button>
            </footer>
        </form>
    }
}

/// A part of the form with its heading.
#[component]
fn FormPart(id: &'static str, #[prop(into)] title: Text, children: Children) -> View {
    view! {
        <section class="order-form__part" aria-labelledby=id>
            <h2 class="order-form__title" id=id>
                {title}
            </h2>
            {children()}
        </section>
    }
}

/// Hands the order in.
#[derive(Clone, Copy)]
struct HandIn {
    form: Form,
    toaster: Toaster,
    announcer: Announcer,
    bar: AddressBar,
    /// It is an order by this hand.
    done: StoredValue<bool>,
}

impl HandIn {
    /// From the contexts of the page.
    fn here(form: Form) -> Self {
        let (toaster, announcer, bar) = (expect_context(), expect_context(), expect_context());
        Self { form, toaster, announcer, bar, done: StoredValue::new(false) }
    }

    /// False where something is wrong; the first of it has the focus then.
    fn run(self) -> bool {
        let Form { shop, drafts, draft, store, .. } = self.form;
        let draft = Draft { store: store.get_untracked(), ..draft.get_untracked() };
        if drafts.is_order(&draft) {
            // It is one order all the same.
            drafts.discard();
            self.leave(words::SAVED_BEFORE, draft.id);
            return true;
        }
        // The browser does not tell of half a time where there was none before.
        for place in [Place::Due, Place::From, Place::Until] {
            if let Some(field) = page::by_id(&place.element()) {
                self.form.half_typed(Some(place), page::is_half_typed(&field));
            }
        }
        match untrack(|| checked(&draft, &self.form.half.read(), shop)) {
            Ok(ready) => {
                let id = ready.order.id;
                self.make(ready);
                let online = shop.state.connection().get_untracked() == Connection::Online;
                self.leave(if online { words::SAVED_ORDER } else { words::SAVED_OFFLINE }, id);
                true
            }
            Err(faults) => {
                self.form.show_faults(&faults);
                false
            }
        }
    }

    fn make(self, ready: Ready) {
        self.done.set_value(true);
        let mut last = None;
        for action in ready.actions() {
            last = Some(self.form.shop.make(action));
        }
        if let Some(command) = last {
            self.form.drafts.hand_over(command);
        }
    }

    /// Back to the board of the day, beside it the order.
    fn leave(self, said: crate::domain::Word, id: Id<Order>) {
        let shop = self.form.shop;
        let lang = shop.state.settings().get_untracked().lang;
        self.announcer.say(said.say(lang));
        self.toaster.tell(said.say(lang));
        self.bar.go(&board_with(shop, shop.orders.peek(id)).opened(Some(id)).path(), true);
    }
}

/// The board of the day on which an order is due.
fn board_with(shop: Shop, order: Option<Arc<Order>>) -> Address {
    let zone = shop.state.zone().get_untracked();
    let due = order.and_then(|order| order.due_time).map(|at| zone.day(at));
    let today = zone.day(shop.now());
    let value = due.filter(|day| *day != today).map(|day| Value::Period(Period::Days { from: day, to: day }));
    Address::default().with(DUE, value)
}
