//! Choosing records for a filter: from the tables at hand, or, while those of
//! many rows are not here yet, found by the server.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use crate::ui::prelude::*;

use super::{has, toggle};
use crate::api::filter::{Dictionary, Value};
use crate::api::{customers, items, ApiError};
use crate::domain::text::{searchable, sort_by_name};
use crate::platform::server::{use_server, Server};
use crate::sections::orders::list::workers_by_name;
use crate::sections::orders::{use_shop, words};
use crate::store::Shop;
use crate::ui::icon::Icon;
use crate::ui::locale::use_locale;

/// The search is asked for when the typing pauses.
const PAUSE: Duration = Duration::from_millis(250);
/// So many of what the replica finds are shown.
const SHOWN: usize = 20;
/// A table with fewer rows needs no search field.
const FEW: usize = 8;

/// An id as text, and what it is called.
type Choice = (String, String);

/// What chosen records are called; a context. The tables know most, answers of
/// the server are remembered.
#[derive(Clone, Copy)]
pub struct Names {
    shop: Shop,
    server: Server,
    found: RwSignal<HashMap<String, String>>,
    /// Ids the server was asked for; once is enough.
    asked: StoredValue<HashSet<String>>,
}

impl Names {
    pub fn new() -> Self {
        Self {
            shop: use_shop(),
            server: use_server(),
            found: RwSignal::new(HashMap::new()),
            asked: StoredValue::new(HashSet::new()),
        }
    }

    /// The first names, and how many more.
    pub fn of(self, dictionary: Dictionary, ids: &[String]) -> String {
        let known = at_hand(self.shop, dictionary);
        let large = |id: &String| match dictionary {
            Dictionary::Customers => Some(self.shop.customers.get(id.parse().ok()?)?.title.clone()),
            Dictionary::Items => Some(self.shop.items.get(id.parse().ok()?)?.title.clone()),
            _ => None,
        };
        let name = |id: &String| {
            let found = known.iter().find(|(of, _)| of == id).map(|(_, name)| name.clone());
            let known = found.or_else(|| large(id)).or_else(|| self.found.read().get(id).cloned());
            known.unwrap_or_else(|| {
                self.ask(dictionary, id);
                "…".to_owned()
            })
        };
        let shown = ids.iter().take(2).map(name).collect::<Vec<_>>().join(", ");
        if ids.len() > 2 {
            format!("{shown} +{}", ids.len() - 2)
        } else {
            shown
        }
    }

    /// Asks the server what an id of an address is called.
    fn ask(self, dictionary: Dictionary, id: &str) {
        let new = self.asked.try_update_value(|asked| asked.insert(id.to_owned())) == Some(true);
        if !new {
            return;
        }
        let (server, id) = (self.server, id.to_owned());
        server.spawn(async move {
            let client = server.client();
            let names = match dictionary {
                Dictionary::Customers => customers::name(&client, &id).await.map(|name| vec![(id, name)]),
                Dictionary::Items => items::title(&client, &id).await.map(|name| vec![(id, name)]),
                // The others are at hand, or belong to other lists.
                _ => return,
            };
            // Without an answer the chip keeps its dots; nothing depends on it.
            if let Ok(names) = names {
                self.found.try_update(|found| found.extend(names));
            }
        });
    }

    fn remember(self, choices: &[Choice]) {
        self.found.update(|found| found.extend(choices.iter().cloned()));
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

/// The records of a dictionary that is replicated.
fn at_hand(shop: Shop, dictionary: Dictionary) -> Vec<Choice> {
    let mut choices: Vec<Choice> = match dictionary {
        Dictionary::Workers => {
            return workers_by_name(shop)
                .iter()
                .map(|worker| (worker.id.to_string(), worker.name()))
                .collect()
        }
        Dictionary::Stores => shop.stores.all().iter().map(|s| (s.id.to_string(), s.title.clone())).collect(),
        Dictionary::Sources => shop
            .sources
            .all()
            .iter()
            .filter(|source| !source.hidden)
            .map(|source| (source.id.to_string(), source.title.clone()))
            .collect(),
        Dictionary::PaymentMethods => {
            shop.payment_methods.all().iter().map(|way| (way.id.to_string(), way.title.clone())).collect()
        }
        _ => Vec::new(),
    };
    sort_by_name(&mut choices, |(_, name)| name.clone());
    choices
}

/// What the replica finds.
fn find_here(shop: Shop, dictionary: Dictionary, text: &str) -> Vec<Choice> {
    match dictionary {
        _ if text.is_empty() => Vec::new(),
        Dictionary::Customers => {
            let found = shop.find_customers(text, SHOWN).best;
            found.iter().map(|who| (who.id.to_string(), who.title.clone())).collect()
        }
        Dictionary::Items => {
            let found = shop.find_items(text, SHOWN).best;
            found.iter().map(|item| (item.id.to_string(), item.title.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// What the server finds.
async fn find(server: Server, dictionary: Dictionary, text: String) -> Result<Vec<Choice>, ApiError> {
    let client = server.client();
    Ok(match dictionary {
        Dictionary::Customers => {
            let found = customers::find(&client, &text).await?;
            found.into_iter().map(|who| (who.id.to_string(), who.title)).collect()
        }
        Dictionary::Items => {
            let found = items::find(&client, &text).await?;
            found.into_iter().map(|item| (item.id.to_string(), item.title)).collect()
        }
        _ => Vec::new(),
    })
}

/// A list of checkboxes with a search above it.
#[component]
pub fn RecordsEditor(dictionary: Dictionary, value: RwSignal<Option<Value>>) -> View {
    let shop = use_shop();
    let locale = use_locale();
    let server = use_server();
    let names: Names = expect_context();
    let typed = RwSignal::new(String::new());
    let large = matches!(dictionary, Dictionary::Customers | Dictionary::Items);
    let remote = memo(move || large && !shop.is_replicated());

    // What the server was asked last, and its answer.
    let found = RwSignal::new(None::<Result<Vec<Choice>, ApiError>>);
    let running = StoredValue::new_local(None::<futures::future::AbortHandle>);
    let ask = move |text: String, wait: Duration| {
        let (task, handle) = futures::future::abortable(async move {
            server.sleep(wait).await;
            let answer = find(server, dictionary, text).await;
            if let Ok(choices) = &answer {
                names.remember(choices);
            }
            found.try_set(Some(answer));
        });
        if let Some(before) = running.try_update_value(|running| running.replace(handle)).flatten() {
            before.abort();
        }
        server.spawn(async move {
            // Ended early when somebody typed on, or left.
            let _ = task.await;
        });
    };
    on_cleanup(move || {
        if let Some(handle) = running.try_update_value(Option::take).flatten() {
            handle.abort();
        }
    });
    let search = move |text: String| {
        typed.set(text.clone());
        if remote.get_untracked() && !text.trim().is_empty() {
            ask(text, PAUSE);
        }
    };

    let choices = memo(move || {
        if remote.get() {
            return match found.get() {
                Some(Ok(choices)) => choices,
                _ => Vec::new(),
            };
        }
        if large {
            // What is found becomes more while the index grows.
            let _ = shop.state.searchable().get();
            return find_here(shop, dictionary, typed.read().trim());
        }
        let wanted = searchable(&typed.get());
        at_hand(shop, dictionary).into_iter().filter(|(_, name)| searchable(name).contains(&wanted)).collect()
    });
    // What is chosen stays in sight even when the search is about something else.
    let chosen = memo(move || match &*value.read() {
        Some(Value::Many(ids)) => {
            let shown = choices.read();
            let hidden = ids.iter().filter(|id| !shown.iter().any(|(of, _)| of == *id));
            hidden.map(|id| (id.clone(), names.of(dictionary, std::slice::from_ref(id)))).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let check = move |(id, name): Choice| {
        let of = id.clone();
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || has(value, &of)
                    on:change=move |_| toggle(value, &id)
                />
                <span>{name}</span>
            </label>
        }
    };
    let hint = move || {
        let text = match found.get() {
            _ if large && typed.read().trim().is_empty() => locale.say(words::TYPE_TO_FIND).to_owned(),
            Some(Err(why)) if remote.get() => why.say(locale.get()),
            None if remote.get() => return None,
            _ if large && choices.read().is_empty() => locale.say(words::NOTHING_FOUND).to_owned(),
            _ => return None,
        };
        Some(view! { <p class="field__hint">{text}</p> })
    };
    let searched = large || at_hand(shop, dictionary).len() > FEW;
    view! {
        {searched
            .then(|| {
                view! {
                    <div class="input-group">
                        <Icon name="search" />
                        <input
                            class="input"
                            type="search"
                            aria-label=words::FIND
                            placeholder=words::FIND
                            on:input:target=move |event| search(event.target().value())
                        />
                    </div>
                }
            })}
        <div class="popover__list" tabindex="-1">
            <For each=move || chosen.get() key=|choice| choice.0.clone() children=check />
            <For each=move || choices.get() key=|choice| choice.0.clone() children=check />
            {hint}
        </div>
    }
}
