//! What the browser threw away: a device that is short of room may lose the whole
//! database. Noted beside it is that somebody worked here, and how much was unsent.

use crate::ui::prelude::*;

use super::words;
use crate::platform::{database, settings};
use crate::sections::orders::Drafts;
use crate::store::state::Phase;
use crate::store::Shop;
use crate::ui::locale::Locale;

/// What is to be said of it; nothing where nothing is missing. `held` is what was
/// noted when the page began: whoever signs out takes the note away, so that one
/// that is still there beside a database that had to be made stands for what is
/// lost. A database that cannot be read is not lost.
pub fn follow(shop: Shop, drafts: Drafts, held: Option<usize>) -> Signal<Option<String>> {
    let locale: Locale = expect_context();
    let lost = RwSignal::new(None::<usize>);
    // A draft changes with every key: written is only how much there is.
    let holds = memo(move || shop.state.unsettled().count() + usize::from(drafts.get().is_some()));
    let mut before = Phase::Starting;
    effect(move || {
        let phase = shop.state.phase().get();
        match phase {
            Phase::Starting => {}
            Phase::SignedOut if before == Phase::Starting => {
                if database::was_made() {
                    lost.set(held);
                    settings::note_held(None);
                }
            }
            Phase::SignedOut => settings::note_held(None),
            Phase::Active | Phase::Expired => {
                lost.set(None);
                settings::note_held(Some(holds.get()));
            }
        }
        before = phase;
    });
    derived(move || {
        let lost = lost.get()?;
        Some(match lost {
            0 => locale.say(words::EVICTED).to_owned(),
            lost => words::EVICTED_UNSENT.with(locale.get(), &[&lost.to_string()]),
        })
    })
}
