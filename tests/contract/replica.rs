//! The replica against the running shop: filled over real HTTP, it gives the same
//! rows as the server for whatever is asked, it follows what changes, and a
//! device that has it needs no server to start.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{NaiveDate, Utc};
use futures::future::{self, FutureExt, LocalBoxFuture};
use posy::api::filter::{Dictionary, Filter, Filters, Kind, Value};
use posy::api::orders;
use posy::api::orders::filters::{Context, ORDER_FILTERS};
use posy::api::outside::{Archive, Blocks, Clock as _, Found, Journal, JournalError, Locks, Tabs, Writes};
use posy::api::session::Session;
use posy::api::{ApiError, Client};
use posy::domain::customer::CustomerChange;
use posy::domain::order::{Order, OrderChange};
use posy::domain::people::Worker;
use posy::domain::period::Period;
use posy::domain::zone::FixedZone;
use posy::domain::{Id, Money};
use posy::store::list::{ListRules, SortKey};
use posy::store::look::Look;
use posy::store::shop::{Outside, Source};
use posy::store::state::Settings;
use posy::store::sync::{Device, Sync};
use posy::store::Shop;
use reactive_graph::owner::Owner;

use super::desk::{today, Desk, World};

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
    fn withdraw(&self, _: u64) -> Later<bool> {
        done(false)
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

/// Chance that follows from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }
    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.roll(from.len())).cloned()
    }
}

/// Any value of a filter, such that it is often met.
fn value(
    dice: &mut Dice,
    filter: &Filter<Order, Context>,
    shop: &Shop,
    orders: &[Arc<Order>],
) -> Option<Value> {
    let day = |dice: &mut Dice| today() - chrono::Duration::days(dice.roll(80) as i64);
    let order = dice.pick(orders)?;
    let ids = |ids: Vec<String>, dice: &mut Dice| {
        let some = (0..=dice.roll(2)).filter_map(|_| dice.pick(&ids)).collect();
        Some(Value::Many(some))
    };
    match filter.kind {
        Kind::Dates | Kind::Days => {
            let (a, b) = (day(dice), day(dice));
            Some(match dice.roll(3) {
                0 => Value::Dates { from: Some(a), to: None },
                1 => Value::Dates { from: None, to: Some(b) },
                _ => Value::Dates { from: Some(a.min(b)), to: Some(a.max(b)) },
            })
        }
        Kind::Choice(choices) => ids(choices.iter().map(|(code, _)| (*code).to_owned()).collect(), dice),
        Kind::Records(Dictionary::Stores) => {
            ids(shop.stores.peek_all().iter().map(|it| it.id.to_string()).collect(), dice)
        }
        Kind::Records(Dictionary::Sources) => {
            ids(shop.sources.peek_all().iter().map(|it| it.id.to_string()).collect(), dice)
        }
        Kind::Records(Dictionary::Workers) => {
            ids(shop.workers.peek_all().iter().map(|it| it.id.to_string()).collect(), dice)
        }
        Kind::Records(Dictionary::Customers) => Some(Value::Many(vec![order.customer?.to_string()])),
        Kind::YesNo => Some(Value::Flag(dice.roll(2) == 0)),
        Kind::Switch => Some(Value::Flag(true)),
        Kind::Amounts => {
            let min = order.total_amount;
            let max = min + Money::parse("1500")?;
            Some(match dice.roll(3) {
                0 => Value::Amounts { min: Some(min), max: None },
                1 => Value::Amounts { min: None, max: Some(max) },
                _ => Value::Amounts { min: Some(min), max: Some(max) },
            })
        }
        Kind::Text if filter.name == "number" => Some(Value::Text(order.doc_no.clone())),
        Kind::Text => {
            let customer = order.customer.and_then(|id| shop.customers.peek(id))?;
            Some(Value::Text(match dice.roll(4) {
                0 => customer.title.split(' ').next()?.to_lowercase(),
                1 => customer.phone.get(..7).unwrap_or(&customer.phone).to_owned(),
                2 => format!("+{}{}", customer.country_code, customer.phone),
                _ => order.doc_no.clone(),
            }))
        }
        _ => None,
    }
}

/// The same rows, and their number, from the server.
async fn asked(client: &Client, look: &Look, today: NaiveDate) -> BTreeSet<Id<Order>> {
    let query = look.query(&FixedZone(180), today);
    let mut rows = BTreeSet::new();
    for page in 1.. {
        let answer = orders::list(client, query.clone(), page).await.unwrap();
        rows.extend(answer.orders.iter().map(|order| order.id));
        if rows.len() as u64 >= answer.total.unwrap() || answer.orders.is_empty() {
            break;
        }
    }
    rows
}

fn listed(shop: &Shop, look: &Look) -> BTreeSet<Id<Order>> {
    let list = shop.list(look, |test| ListRules {
        group: Box::new(move |order| test(order).then_some(0)),
        groups: 1,
        key: Box::new(|_| SortKey::Last),
        amount: |order| order.total_amount,
        classes: None,
    });
    list.ids(0).into_iter().collect()
}

#[tokio::test(flavor = "current_thread")]
async fn the_replica_answers_as_the_server_does() {
    let owner = Owner::new();
    owner.set();
    let desk = Desk::open("replica").await;
    let world = desk.network();
    let shelf: Rc<Shelf> = Rc::default();
    let (shop, sync) = app(&desk.client, &world, &shelf);
    until(&world, sync, || is_filled(&shop)).await;

    let zone = FixedZone(180);
    let now = posy::domain::zone::Zone::day(&zone, Utc::now());
    let orders = shop.orders.peek_all();
    assert!(orders.len() > 60, "{}", orders.len());
    let mut dice = Dice(17);
    let local: Vec<_> = ORDER_FILTERS.iter().filter(|filter| filter.test.is_some()).collect();
    let (mut met, mut tried) = (0, BTreeSet::new());
    for _ in 0..250 {
        let mut filters = Filters::default();
        let (a, b) = (dice.roll(90) as i64, dice.roll(90) as i64);
        let days = [a.min(b), a.max(b)].map(|back| today() + chrono::Duration::days(7 - back));
        filters.set("due", Some(Value::Period(Period::between(days[1], days[0]))));
        for _ in 0..dice.roll(3) {
            let Some(filter) = dice.pick(&local).filter(|filter| filter.name != "due") else { continue };
            if let Some(value) = value(&mut dice, filter, &shop, &orders) {
                filters.set(filter.name, Some(value));
                tried.insert(filter.name);
            }
        }
        let look = Look::new(filters);
        assert!(shop.covers(&look), "{look:?}");
        let (here, there) = (listed(&shop, &look), asked(&desk.client, &look, now).await);
        met += usize::from(!there.is_empty());
        assert_eq!(here, there, "{look:?}");
    }
    assert!(met > 100, "{met} of 250 found anything");
    assert!(tried.len() + 4 > local.len(), "{tried:?}");

    // What only the server knows is not answered here.
    let mut filters = Filters::default();
    filters.set("due", Some(Value::Period(Period::between(today(), today()))));
    filters.set("bonuses", Some(Value::Flag(true)));
    assert!(!shop.covers(&Look::new(filters)));
    desk.close().await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_device_that_has_the_replica_starts_without_a_server() {
    let owner = Owner::new();
    owner.set();
    let desk = Desk::open("replica-start").await;
    let world = desk.network();
    let session = Session::new(world.clone(), world.clone(), world.clone(), world.clone());
    session.sign_in("manager", "demo").await.unwrap();
    let client = Client::new(session, world.clone(), world.clone());
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
    let session = Session::new(world.clone(), world.clone(), world.clone(), world.clone());
    session.sign_in("manager", "demo").await.unwrap();
    let client = Client::new(session, world.clone(), world.clone());
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

        // By the next day everything has been compared.
        world.go_on(Duration::from_secs(2 * 86_400));
        hold(&world, || {
            shop.items.peek(item).is_none()
                && shop.bouquets.peek(bouquet).is_none()
                && shop.workers.peek(worker).is_none_or(|it| it.unlisted)
                && shop.tags.peek(tag).is_none_or(|it| it.deleted)
                && shop.sources.peek(source).is_none_or(|it| it.hidden)
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
