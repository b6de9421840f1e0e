//! A tab of a simulated browser: the app's own session, client, shop and sync.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use reactive_graph::owner::Owner;

use super::device::{Device, SimClock};
use super::network::Network;
use super::vault::SimVault;
use crate::api::outside::{Archive, Journal, Locks};
use crate::api::session::{Session, State};
use crate::api::Client;
use crate::domain::order::Order;
use crate::domain::zone::FixedZone;
use crate::domain::Id;
use crate::store::shop::Outside;
use crate::store::state::Settings;
use crate::store::sync::{self, Sync};
use crate::store::Shop;

thread_local! {
    /// The device whose code runs.
    static HERE: RefCell<Option<Device>> = const { RefCell::new(None) };
}

/// From here on the code of this device runs.
pub fn enter(device: &Device) {
    HERE.with_borrow_mut(|here| *here = Some(device.clone()));
}

fn here<T>(ask: impl FnOnce(&Device) -> T) -> T {
    HERE.with_borrow(|here| ask(here.as_ref().expect("a device")))
}

/// One tab.
pub struct Tab {
    pub number: u64,
    pub device: Device,
    pub shop: Shop,
    pub session: Rc<Session>,
    /// Does nothing until this time.
    pub frozen: Cell<u64>,
    /// Somebody looks at it.
    pub seen: Rc<Cell<bool>>,
    /// Somebody types the notes of an order, and what these were when that began.
    pub typing: RefCell<Option<(Id<Order>, String)>>,
    owner: Owner,
}

impl Tab {
    /// Opens a tab: it looks for the session, and works while there is one.
    pub fn open(network: &Network) -> Self {
        let device = &network.device;
        let world = &device.world;
        enter(device);
        let owner = Owner::new_root(None);
        owner.set();
        let outside = Outside {
            now: || here(Device::now),
            uptime: || here(Device::uptime),
            random: || here(|device| device.world.bytes()),
            zones: |_, _| Arc::new(FixedZone(180)),
        };
        let shop = Shop::new(Settings::default(), outside);
        let number = world.number();
        let clock = Rc::new(SimClock { device: device.clone(), tab: number });
        let transport = Rc::new(Network { tab: number, ..network.clone() });
        let session = Session::new(
            transport.clone(),
            clock.clone(),
            Rc::new(device.locks(number)),
            Rc::new(SimVault::new(device)),
        );
        session.on_change(move |state| {
            shop.follow(state);
        });
        let client = Client::new(Rc::clone(&session), transport, clock);
        let parts = sync::Device {
            journal: Rc::new(device.clone()) as Rc<dyn Journal>,
            archive: Rc::new(device.clone()) as Rc<dyn Archive>,
            locks: Rc::new(device.locks(number)) as Rc<dyn Locks>,
            tabs: Rc::new(device.tab(number)),
        };
        let seen = Rc::new(Cell::new(true));
        let sync = Sync::new(shop, client, parts, Rc::clone(&seen));
        let starting = Rc::clone(&session);
        world.spawn(Some(number), async move {
            starting.load().await;
            if !matches!(starting.state(), State::Active(_) | State::Expired(_)) {
                while starting.sign_in("olga", "demo").await.is_err() {}
            }
            shop.look(super::everything());
            sync.run().await;
        });
        Self {
            number,
            device: device.clone(),
            shop,
            session,
            frozen: Cell::new(0),
            seen,
            typing: RefCell::default(),
            owner,
        }
    }

    /// Somebody looks at it, or not any more.
    pub fn show(&self, seen: bool) {
        self.seen.set(seen);
        if seen {
            self.shop.wakes.poll.ring();
        }
    }

    /// A session that has ended is begun again by the same person.
    pub fn sign_in_again(&self) {
        if matches!(self.session.state(), State::Expired(_)) {
            let session = Rc::clone(&self.session);
            self.device.world.spawn(Some(self.number), async move {
                let _ = session.sign_in("olga", "demo").await;
            });
        }
    }

    /// The tab is gone, in the middle of whatever it did.
    pub fn kill(self) {
        enter(&self.device);
        self.device.world.kill(self.number);
        self.device.close(self.number);
        // The shop itself lives as long as the page; what it holds ends here.
        self.shop.follow(&State::SignedOut);
        self.owner.cleanup();
    }
}
