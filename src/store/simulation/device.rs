//! A simulated browser: a disk that may fail at any moment, locks and words
//! between its tabs, a clock that may be wrong.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::{FutureExt, LocalBoxFuture};

use super::disk::Disk;
use super::world::World;
use crate::api::outside::{
    Archive, Blocks, Clock, Found, Journal, JournalError, LockGuard, Locks, Tabs, Withdrawal, Writes,
};

/// A browser profile. Cheap to clone.
#[derive(Clone)]
pub struct Device {
    pub world: World,
    pub state: Rc<DeviceState>,
}

#[derive(Default)]
pub struct DeviceState {
    pub number: u64,
    pub disk: RefCell<Disk>,
    pub online: Cell<bool>,
    /// How wrong the clock is, in seconds.
    pub clock: Cell<i64>,
    /// Words are missed between its tabs so many times in a thousand.
    pub missed: Cell<u64>,
    held: RefCell<HashMap<&'static str, Held>>,
    inboxes: RefCell<BTreeMap<u64, Inbox>>,
}

/// A lock, with the tab that has it and those that wait.
struct Held {
    by: u64,
    waiting: Vec<Waker>,
}

#[derive(Default)]
struct Inbox {
    words: VecDeque<Vec<u8>>,
    waker: Option<Waker>,
}

impl Device {
    pub fn new(world: &World, number: u64) -> Self {
        let state = DeviceState { number, online: Cell::new(true), ..DeviceState::default() };
        Self { world: world.clone(), state: Rc::new(state) }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.world.time() + TimeDelta::seconds(self.state.clock.get())
    }

    pub fn uptime(&self) -> Duration {
        Duration::from_millis(self.world.millis())
    }

    /// A tab's own end of the words.
    pub fn tab(&self, tab: u64) -> SimTabs {
        self.state.inboxes.borrow_mut().insert(tab, Inbox::default());
        SimTabs { device: self.clone(), tab }
    }

    /// The browser lets go of everything a tab had.
    pub fn close(&self, tab: u64) {
        self.state.inboxes.borrow_mut().remove(&tab);
        let names: Vec<_> = self
            .state
            .held
            .borrow()
            .iter()
            .filter(|(_, held)| held.by == tab)
            .map(|(name, _)| *name)
            .collect();
        for name in names {
            self.state.release(name, tab);
        }
    }

    pub fn locks(&self, tab: u64) -> SimLocks {
        SimLocks { state: Rc::clone(&self.state), tab }
    }

    /// One access to the disk: it may fail before anything happened, or after
    /// all of it did. Nothing happens in part.
    fn access<T: 'static>(
        &self,
        work: impl FnOnce(&mut Disk) -> Result<T, JournalError> + 'static,
    ) -> LocalBoxFuture<'static, Result<T, JournalError>> {
        let device = self.clone();
        async move {
            device.world.moment(8).await;
            let failing = device.state.disk.borrow().failing;
            if device.world.chance(failing) {
                return Err(JournalError::Failing);
            }
            let done = work(&mut device.state.disk.borrow_mut());
            device.world.moment(8).await;
            if device.world.chance(failing) {
                return Err(JournalError::Failing);
            }
            done
        }
        .boxed_local()
    }
}

impl Journal for Device {
    fn load(&self) -> LocalBoxFuture<'static, Result<Found, JournalError>> {
        self.access(|disk| Ok(disk.load()))
    }

    fn write(&self, writes: Writes) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>> {
        let device = self.clone();
        self.access(move |disk| {
            device.world.tell(|| {
                let names: Vec<_> = writes.append.iter().map(|(name, line)| (name, line.tried)).collect();
                format!("device {} writes {names:?}, takes out {:?}", device.state.number, writes.remove)
            });
            disk.write(writes)
        })
    }

    fn lead(&self) -> LocalBoxFuture<'static, Result<u64, JournalError>> {
        self.access(|disk| Ok(disk.lead()))
    }

    fn mark(&self, reign: u64, keys: Vec<u64>) -> LocalBoxFuture<'static, Result<Vec<u64>, JournalError>> {
        self.access(move |disk| disk.mark(reign, &keys))
    }

    fn withdraw(&self, key: u64) -> LocalBoxFuture<'static, Result<Withdrawal, JournalError>> {
        let device = self.clone();
        self.access(move |disk| {
            let done = disk.withdraw(key);
            device.world.tell(|| format!("device {} withdraws {key}: {done:?}", device.state.number));
            Ok(done)
        })
    }
}

impl Archive for Device {
    fn read(&self, ranges: Vec<(u64, u64)>) -> LocalBoxFuture<'static, Result<Blocks, JournalError>> {
        let device = self.clone();
        self.access(move |disk| {
            let blocks = disk.shelf.read(&ranges);
            device.world.tell(|| {
                let keys: Vec<_> = blocks.blocks.iter().map(|(key, bytes)| (key, bytes.is_some())).collect();
                format!("device {} reads {keys:?} of {}", device.state.number, blocks.version)
            });
            Ok(blocks)
        })
    }

    fn write(
        &self,
        version: u64,
        blocks: Vec<(u64, Option<Vec<u8>>)>,
    ) -> LocalBoxFuture<'static, Result<u64, JournalError>> {
        let device = self.clone();
        self.access(move |disk| {
            device.world.tell(|| {
                let keys: Vec<_> = blocks.iter().map(|(key, bytes)| (key, bytes.is_some())).collect();
                format!("device {} keeps {keys:?} over {version}", device.state.number)
            });
            if disk.full {
                Err(JournalError::Full)
            } else {
                disk.shelf.write(version, blocks)
            }
        })
    }

    fn wipe(&self) -> LocalBoxFuture<'static, Result<(), JournalError>> {
        let device = self.clone();
        self.access(move |disk| {
            device.world.tell(|| format!("device {} wipes its blocks", device.state.number));
            disk.shelf.wipe();
            Ok(())
        })
    }
}

/// A tab's clock.
pub struct SimClock {
    pub device: Device,
    pub tab: u64,
}

impl Clock for SimClock {
    fn now(&self) -> DateTime<Utc> {
        self.device.now()
    }
    fn uptime(&self) -> Duration {
        self.device.uptime()
    }
    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        self.device.world.sleep(time)
    }
    fn random(&self) -> [u8; 16] {
        self.device.world.bytes()
    }
    fn carry_on(&self, work: LocalBoxFuture<'static, ()>) {
        self.device.world.spawn(Some(self.tab), work);
    }
}

impl DeviceState {
    fn release(&self, name: &'static str, tab: u64) {
        let mut all = self.held.borrow_mut();
        if all.get(name).is_none_or(|held| held.by != tab) {
            return;
        }
        let held = all.remove(name);
        drop(all);
        for waker in held.into_iter().flat_map(|held| held.waiting) {
            waker.wake();
        }
    }
}

/// A tab's locks.
#[derive(Clone)]
pub struct SimLocks {
    state: Rc<DeviceState>,
    tab: u64,
}

struct Guard(SimLocks, &'static str);
impl LockGuard for Guard {}
impl Drop for Guard {
    fn drop(&mut self) {
        self.0.state.release(self.1, self.0.tab);
    }
}

impl Locks for SimLocks {
    fn exclusive(&self, name: &'static str) -> LocalBoxFuture<'static, Box<dyn LockGuard>> {
        let this = self.clone();
        std::future::poll_fn(move |cx| {
            let mut all = this.state.held.borrow_mut();
            if let Some(held) = all.get_mut(name) {
                held.waiting.push(cx.waker().clone());
                return Poll::Pending;
            }
            all.insert(name, Held { by: this.tab, waiting: Vec::new() });
            Poll::Ready(Box::new(Guard(this.clone(), name)) as Box<dyn LockGuard>)
        })
        .boxed_local()
    }
}

/// A tab's end of the words.
pub struct SimTabs {
    device: Device,
    tab: u64,
}

impl Tabs for SimTabs {
    fn say(&self, word: Vec<u8>) {
        for (tab, inbox) in self.device.state.inboxes.borrow_mut().iter_mut() {
            let missed = self.device.world.chance(self.device.state.missed.get());
            if *tab != self.tab && !missed {
                inbox.words.push_back(word.clone());
                if let Some(waker) = inbox.waker.take() {
                    waker.wake();
                }
            }
        }
    }

    fn hear(&self) -> LocalBoxFuture<'static, Vec<u8>> {
        let (state, tab) = (Rc::clone(&self.device.state), self.tab);
        std::future::poll_fn(move |cx| {
            let mut inboxes = state.inboxes.borrow_mut();
            let Some(inbox) = inboxes.get_mut(&tab) else { return Poll::Pending };
            match inbox.words.pop_front() {
                Some(word) => Poll::Ready(word),
                None => {
                    inbox.waker = Some(cx.waker().clone());
                    Poll::Pending
                }
            }
        })
        .boxed_local()
    }
}
