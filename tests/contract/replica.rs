//! The replica against the running shop: filled over real HTTP, it follows what
//! changes, and a device that has it needs no server to start.

mod lists;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use futures::future::{self, FutureExt, LocalBoxFuture};
use posy::api::orders;
use posy::api::outside::{
    Archive, Blocks, Clock as _, Found, Journal, JournalError, Locks, Tabs, Withdrawal, Writes,
};
use posy::api::session::Session;
use posy::api::{ApiError, Client};
use posy::domain::customer::{CustomerChange, CustomerStatus};
use posy::domain::order::OrderChange;
use posy::domain::people::Worker;
use posy::domain::zone::FixedZone;
use posy::domain::Id;
use posy::store::shop::{Outside, Source};
use posy::store::state::Settings;
use posy::store::sync::{Device, Sync};
use posy::store::Shop;
use reactive_graph::owner::Owner;

use super::desk::{Desk, World};

type Later<T> = LocalBoxFuture<'static, Result<T, JournalError>>;

fn done<T: 'static>(value: T) -> Later<T> {
    future::ready(Ok(value)).boxed_local()
}

/// A device that keeps the replica, and has nothing unsent.
#[derive(Default)]
struct Shelf {
    blocks: RefCell<BTreeMap<u64, Option<Vec<u8>>>>,
    version: Cell<u64>,
}

impl Archive for Shelf {
    fn read(&self, ranges: Vec<(u64, u64)>) -> Later<Blocks> {
        let blocks = self.blocks.borrow();
        let within = |key: &u64| ranges.iter().any(|(first, last)| first <= key && key <= last);
        let blocks = blocks.iter().filter(|(key, _)| within(key)).map(|(key, block)| (*key, block.clone()));
        done(Blocks { version: self.version.get(), blocks: blocks.collect() })
    }
    fn write(&self, version: u64, blocks: Vec<(u64, Option<Vec<u8>>)>) -> Later<u64> {
        assert_eq!(version, self.version.get());
        for (key, block) in blocks {
            match block {
                Some(block) => self.blocks.borrow_mut().insert(key, Some(block)),
                None => self.blocks.borrow_mut().remove(&key),
            };
        }
        self.version.set(version + 1);
        done(version + 1)
    }
    fn wipe(&self) -> Later<()> {
        self.blocks.borrow_mut().clear();
        self.version.set(self.version.get() + 1);
        done(())
    }
}

impl Journal for Shelf {
    fn load(&self) -> Later<Found> {
        done(Found::default())
    }
    fn write(&self, writes: Writes) -> Later<Vec<u64>> {
        assert!(writes.append.is_empty(), "nothing is done here");
        done(Vec::new())
    }
    fn lead(&self) -> Later<u64> {
        done(1)
    }
    fn mark(&self, _: u64, keys: Vec<u64>) -> Later<Vec<u64>> {
        done(keys)
    }
    fn withdraw(&self, _: u64) -> Later<Withdrawal> {
        done(Withdrawal::TooLate)
    }
}

/// The only tab.
struct Alone;
impl Tabs for Alone {
    fn say(&self, _: Vec<u8>) {}
    fn hear(&self) -> LocalBoxFuture<'static, Vec<u8>> {
        future::pending().boxed_local()
    }
}

/// An app over this session and device.
fn app(client: &Client, world: &Rc<World>, shelf: &Rc<Shelf>) -> (Shop, Sync) {
    let outside = Outside {
        now: Utc::now,
        uptime: || Duration::from_millis(u64::try_from(Utc::now().timestamp_millis()).unwrap()),
        random: || [7; 16],
        zones: |_, minutes| Arc::new(FixedZone(minutes)),
    };
    let shop = Shop::new(Settings::default(), outside);
    shop.follow(&client.session().state());
    let device = Device {
        journal: shelf.clone(),
        archive: shelf.clone(),
        locks: Rc::clone(world) as Rc<dyn Locks>,
        tabs: Rc::new(Alone),
    };
    (shop, Sync::new(shop, client.clone(), device, Rc::new(Cell::new(true))))
}

/// Waits until this holds.
async fn hold(world: &World, holds: impl Fn() -> bool) {
    for _ in 0..3_600 {
        if holds() {
            return;
        }
        world.sleep(Duration::from_millis(50)).await;
    }
    panic!("never");
}

/// Runs the sync beside this work.
async fn beside(sync: Sync, work: impl Future<Output = ()>) {
    match future::select(work.boxed_local(), sync.run().boxed_local()).await {
        future::Either::Left(_) => {}
        future::Either::Right(_) => unreachable!(),
    }
}

/// Runs the sync until this holds.
async fn until(world: &World, sync: Sync, holds: impl Fn() -> bool) {
    beside(sync, hold(world, holds)).await;
}

fn is_filled(shop: &Shop) -> bool {
    Source::ALL.into_iter().all(|source| shop.standing(source).complete)
        && shop.state.searchable().get_untracked().of > 0
        && shop.state.searchable().get_untracked().done == shop.state.searchable().get_untracked().of
}

/// The manager, in this browser.
async fn signed_in(world: &Rc<World>) -> Client {
    let session = Session::new(world.clone(), world.clone(), world.clone(), world.clone());
    session.sign_in("manager", "demo").await.unwrap();
    Client::new(session, world.clone(), world.clone())
}

#[tokio::test(flavor = "current_thread")]
async fn a_device_that_has_the_replica_starts_without_a_server() {
    let owner = Owner::new();
    owner.set();
    let desk = Desk::open("replica-start").await;
    let world = desk.network();
    let client = signed_in(&world).await;
    let shelf: Rc<Shelf> = Rc::default();
    let (shop, sync) = app(&client, &world, &shelf);
    until(&world, sync, || is_filled(&shop)).await;
    let customer = shop
        .customers
        .peek_all()
        .into_iter()
        .find(|it| it.country_code == "7" && it.phone.len() == 10)
        .unwrap();
    let order = shop.orders.peek_all().into_iter().find(|order| order.lines.is_some()).unwrap();

    // Somebody else changes what this device has; it follows by revision.
    let other = desk.as_worker("florist").await;
    orders::update(&other, order.id, &OrderChange::Description("white only".into())).await.unwrap();
    posy::api::customers::update(&desk.client, customer.id, &[CustomerChange::Notes("likes tulips".into())])
        .await
        .unwrap();
    let (next, sync) = app(&client, &world, &shelf);
    let has_news = |shop: &Shop| {
        shop.orders.peek(order.id).is_some_and(|order| order.description == "white only")
            && shop.customers.peek(customer.id).is_some_and(|customer| customer.notes == "likes tulips")
    };
    // What came is written within five seconds.
    let came: Cell<Option<Instant>> = Cell::new(None);
    let kept = || {
        if has_news(&next) && came.get().is_none() {
            came.set(Some(Instant::now()));
        }
        came.get().is_some_and(|at| at.elapsed() > Duration::from_secs(8))
    };
    until(&world, sync, kept).await;

    // Nobody answers any more.
    let nobody = world.unplugged();
    let session = Session::new(nobody.clone(), nobody.clone(), nobody.clone(), nobody.clone());
    session.load().await;
    let silent = Client::new(session, nobody.clone(), nobody.clone());
    let (alone, sync) = app(&silent, &nobody, &shelf);
    let found = || {
        let by_phone = alone.find_customers(&format!("8 {}", customer.phone), 5);
        has_news(&alone) && by_phone.best.iter().any(|it| it.id == customer.id)
    };
    until(&nobody, sync, found).await;
    assert_eq!(alone.orders.peek(order.id).unwrap().lines, order.lines);
    assert_eq!(alone.orders.len(), shop.orders.len());
    assert_eq!((alone.items.len(), alone.stores.len()), (shop.items.len(), shop.stores.len()));
    desk.close().await;
}

/// Deletes the first that may be deleted.
async fn first_gone<R, D: Future<Output = Result<(), ApiError>>>(
    ids: Vec<Id<R>>,
    delete: impl Fn(Id<R>) -> D,
) -> Id<R> {
    for id in ids {
        if delete(id).await.is_ok() {
            return id;
        }
    }
    panic!("none may be deleted")
}

#[tokio::test(flavor = "current_thread")]
async fn what_is_gone_from_the_shop_leaves_the_device() {
    let owner = Owner::new();
    owner.set();
    let desk = Desk::open("replica-gone").await;
    let world = desk.network();
    let client = signed_in(&world).await;
    let shelf: Rc<Shelf> = Rc::default();
    let (shop, sync) = app(&client, &world, &shelf);
    beside(sync, async {
        hold(&world, || is_filled(&shop)).await;
        let (items, bouquets, workers) = (shop.items.len(), shop.bouquets.len(), shop.workers.peek_all());
        let item = shop.items.peek_all().first().unwrap().id;
        posy::api::items::delete(&desk.client, &[item]).await.unwrap();
        // Some are sold, or in an order.
        let bouquets_here = shop.bouquets.peek_all().into_iter().map(|it| it.id).collect();
        let bouquet = first_gone(bouquets_here, |id| posy::api::bouquets::delete(&desk.client, id)).await;
        let me = shop.state.person().get_untracked().unwrap().name;
        let other = |worker: &&Arc<Worker>| worker.name() != me;
        let worker = workers.iter().filter(|worker| !worker.unlisted).find(other).unwrap().id;
        posy::api::workers::dismiss(&desk.client, &[worker]).await.unwrap();
        let tag = shop.tags.peek_all().iter().find(|tag| !tag.deleted).unwrap().id;
        posy::api::order_tags::delete(&desk.client, tag).await.unwrap();
        // Some are built in.
        let sources = shop.sources.peek_all().iter().filter(|it| !it.hidden).map(|it| it.id).collect();
        let client = &desk.client;
        let delete = |id| async move { posy::api::order_sources::delete(client, &[id]).await };
        let source = first_gone(sources, delete).await;

        let customer = shop.customers.peek_all().first().unwrap().id;
        let deleted = [CustomerChange::Status(Some(CustomerStatus::Deleted))];
        posy::api::customers::update(&desk.client, customer, &deleted).await.unwrap();

        // By the next day everything has been compared.
        world.go_on(Duration::from_secs(2 * 86_400));
        hold(&world, || {
            shop.items.peek(item).is_none()
                && shop.bouquets.peek(bouquet).is_none()
                && shop.workers.peek(worker).is_none_or(|it| it.unlisted)
                && shop.tags.peek(tag).is_none_or(|it| it.deleted)
                && shop.sources.peek(source).is_none_or(|it| it.hidden)
                && shop.customers.peek(customer).is_some_and(|it| it.status == Some(CustomerStatus::Deleted))
        })
        .await;
        // And nothing else went.
        assert_eq!((shop.items.len(), shop.bouquets.len()), (items - 1, bouquets - 1));
        let listed = |all: &[Arc<Worker>]| all.iter().filter(|it| !it.unlisted).count();
        assert_eq!(listed(&shop.workers.peek_all()), listed(&workers) - 1);
    })
    .await;
    desk.close().await;
}
