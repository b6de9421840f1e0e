//! What a person chose on this device, in localStorage: language, theme,
//! density, navigation, store; and whether the device holds somebody's work, to
//! tell when the browser has thrown that away. Nothing secret and nothing about
//! customers.

use web_sys::Storage;

use crate::domain::Lang;
use crate::store::state::{Density, Settings, Theme};

/// The keys of localStorage. All of them: nothing else is written there.
#[derive(Clone, Copy)]
enum Key {
    Lang,
    Theme,
    Density,
    Nav,
    Store,
    Held,
}

impl Key {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Lang => "posy-lang",
            Self::Theme => "posy-theme",
            Self::Density => "posy-density",
            Self::Nav => "posy-nav",
            Self::Store => "posy-store",
            Self::Held => "posy-held",
        }
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn get(key: Key) -> Option<String> {
    storage()?.get_item(key.as_str()).ok()?
}

fn set(key: Key, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(key.as_str(), value),
        None => storage.remove_item(key.as_str()),
    };
}

/// What was kept; the browser's language where none was chosen.
pub fn load() -> Settings {
    let languages = || {
        let list = web_sys::window()?.navigator().languages();
        Lang::from_tags(list.iter().filter_map(|tag| tag.as_string()))
    };
    Settings {
        lang: get(Key::Lang).and_then(|tag| Lang::from_tags([tag])).or_else(languages).unwrap_or_default(),
        theme: match get(Key::Theme).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        },
        density: if get(Key::Density).as_deref() == Some("florist") {
            Density::Florist
        } else {
            Density::Normal
        },
        narrow_nav: get(Key::Nav).as_deref() == Some("narrow"),
        store: get(Key::Store).and_then(|id| id.parse().ok()),
    }
}

/// Keeps the choices.
pub fn save(settings: &Settings) {
    set(Key::Lang, Some(settings.lang.tag()));
    set(Key::Theme, theme_name(settings.theme));
    set(Key::Density, density_name(settings.density));
    set(Key::Nav, settings.narrow_nav.then_some("narrow"));
    set(Key::Store, settings.store.map(|id| id.to_string()).as_deref());
}

/// How much the device holds that is not on the server, as it was noted last;
/// `None` where nobody is signed in.
pub fn held() -> Option<usize> {
    get(Key::Held)?.parse().ok()
}

/// Notes how much that is. Browsers that are short of room throw the database
/// away before this.
pub fn note_held(count: Option<usize>) {
    set(Key::Held, count.map(|count| count.to_string()).as_deref());
}

/// The value of `data-theme`; none follows the system.
pub const fn theme_name(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

/// The value of `data-density`.
pub const fn density_name(density: Density) -> Option<&'static str> {
    match density {
        Density::Normal => None,
        Density::Florist => Some("florist"),
    }
}
