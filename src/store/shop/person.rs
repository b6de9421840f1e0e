//! The person at the screen: following the session, what they may do, and
//! forgetting everything of theirs.

use super::{Desk, Inner, Wakes};
use crate::api::session;
use crate::domain::permission::Permission;
use crate::store::state::{Phase, Progress, ShopZone};

impl Inner {
    /// Follows the session. Another person than before finds nothing of the
    /// first one's: true where somebody went.
    pub fn follow(&self, session: &session::State) -> bool {
        let (phase, person) = match session {
            session::State::Starting => (Phase::Starting, None),
            session::State::SignedOut => (Phase::SignedOut, None),
            session::State::Active(grant) => (Phase::Active, Some(&grant.person)),
            session::State::Expired(person) => (Phase::Expired, Some(person)),
        };
        let before = self.state.person().get_untracked();
        let same =
            matches!((&before, person), (Some(a), Some(b)) if a.worker == b.worker && a.login == b.login);
        let went = before.is_some() && !same;
        if went {
            self.forget();
        }
        if before.as_ref() != person {
            // They may be allowed to see something else now.
            self.desk().barred.clear();
            self.state.person().set(person.cloned());
        }
        if self.state.phase().get_untracked() != phase {
            self.state.phase().set(phase);
        }
        if phase == Phase::Active {
            let Wakes { dictionaries, look, journal, outbox, poll, details, tabs, replica, .. } = &self.wakes;
            for wake in [dictionaries, look, journal, outbox, poll, details, tabs, replica] {
                wake.ring();
            }
        }
        went
    }

    /// Wipes every record from memory.
    fn forget(&self) {
        {
            let mut desk = self.desk();
            *desk = Desk::default();
        }
        self.clear();
        self.finders.clear();
        self.state.replicated().set(0);
        self.state.filling().set(None);
        self.archive_keeps(true);
        self.state.dictionaries().set(false);
        self.state.progress().set(Progress::default());
        self.outbox_moved();
    }

    /// What the person signed in may do.
    pub fn may(&self, permission: Permission) -> bool {
        self.state.person().get().is_some_and(|person| person.permissions().allow(permission))
    }

    /// Takes the zone of the chosen store, or of the first. A store that is no
    /// longer there is no longer chosen.
    pub fn choose_zone(&self) {
        let chosen = self.state.settings().get_untracked().store;
        let stores = self.stores.peek_all();
        let Some(store) = stores.iter().min_by_key(|store| (Some(store.id) != chosen, store.id)) else {
            return;
        };
        if chosen.is_some_and(|chosen| chosen != store.id) {
            self.state.settings().update(|settings| settings.store = None);
        }
        // Everything that is shown depends on it, so it moves only when it has to.
        let zone = (store.zone.clone(), store.utc_offset);
        if self.desk().zone.replace(zone.clone()).as_ref() != Some(&zone) {
            self.state.zone().set(ShopZone((self.outside.zones)(&store.zone, store.utc_offset)));
            self.ask_anew();
        }
    }
}
