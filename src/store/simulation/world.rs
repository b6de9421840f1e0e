//! Time, chance and tasks of a simulated world. All of it follows from a seed:
//! which task goes next, how long things take, what fails.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::Future;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::{FutureExt, LocalBoxFuture};
use futures::task::{waker, ArcWake};

/// A world. Cheap to clone.
#[derive(Clone)]
pub struct World(Rc<Inner>);

struct Inner {
    /// Milliseconds since the beginning.
    now: Cell<u64>,
    dice: Cell<u64>,
    timers: RefCell<BinaryHeap<Reverse<(u64, u64, Timer)>>>,
    counter: Cell<u64>,
    tasks: RefCell<Vec<Task>>,
    new: RefCell<Vec<Task>>,
    trace: bool,
}

struct Task {
    id: u64,
    /// The tab it runs in; tasks of no tab are the world's own.
    tab: Option<u64>,
    flag: Arc<Flag>,
    future: Option<LocalBoxFuture<'static, ()>>,
}

#[derive(Clone)]
struct Timer(Waker);
impl PartialEq for Timer {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Timer {}
impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Timer {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

struct Flag(AtomicBool);
impl ArcWake for Flag {
    fn wake_by_ref(flag: &Arc<Self>) {
        flag.0.store(true, Ordering::Relaxed);
    }
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self(Rc::new(Inner {
            now: Cell::new(0),
            dice: Cell::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1),
            timers: RefCell::default(),
            counter: Cell::new(0),
            tasks: RefCell::default(),
            new: RefCell::default(),
            trace: std::env::var_os("POSY_TRACE").is_some(),
        }))
    }

    pub fn millis(&self) -> u64 {
        self.0.now.get()
    }

    /// The true time.
    pub fn time(&self) -> DateTime<Utc> {
        let start: DateTime<Utc> = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        start + TimeDelta::milliseconds(self.millis() as i64)
    }

    /// A random number below `below`.
    pub fn dice(&self, below: u64) -> u64 {
        let mut x = self.0.dice.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.dice.set(x);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (x ^ (x >> 31)) % below.max(1)
    }

    /// Happens so many times in a thousand.
    pub fn chance(&self, in_a_thousand: u64) -> bool {
        self.dice(1000) < in_a_thousand
    }

    pub fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            *byte = self.dice(256) as u8;
        }
        bytes
    }

    /// Tells what happens, for who looks into one seed (`TRACE=1`).
    pub fn tell(&self, what: impl FnOnce() -> String) {
        if self.0.trace {
            println!("{:>9} {}", self.millis(), what());
        }
    }

    pub fn number(&self) -> u64 {
        self.0.counter.set(self.0.counter.get() + 1);
        self.0.counter.get()
    }

    pub fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        let world = self.clone();
        let until = self.millis() + (time.as_millis() as u64).max(1);
        let mut set = false;
        std::future::poll_fn(move |cx: &mut Context<'_>| {
            if world.millis() >= until {
                return Poll::Ready(());
            }
            if !std::mem::replace(&mut set, true) {
                let timer = Reverse((until, world.number(), Timer(cx.waker().clone())));
                world.0.timers.borrow_mut().push(timer);
            }
            Poll::Pending
        })
        .boxed_local()
    }

    /// Sleeps for up to so many milliseconds.
    pub fn moment(&self, most: u64) -> LocalBoxFuture<'static, ()> {
        self.sleep(Duration::from_millis(1 + self.dice(most)))
    }

    pub fn spawn(&self, tab: Option<u64>, future: impl Future<Output = ()> + 'static) {
        let task = Task {
            id: self.number(),
            tab,
            flag: Arc::new(Flag(AtomicBool::new(true))),
            future: Some(future.boxed_local()),
        };
        self.0.new.borrow_mut().push(task);
    }

    /// Ends the tasks of a tab, wherever they are.
    pub fn kill(&self, tab: u64) {
        let of_tab = |task: &Task| task.tab == Some(tab);
        let mut dead: Vec<Task> = Vec::new();
        for tasks in [&self.0.tasks, &self.0.new] {
            let mut tasks = tasks.borrow_mut();
            let (gone, kept) = std::mem::take(&mut *tasks).into_iter().partition(|task| of_tab(task));
            *tasks = kept;
            dead.extend::<Vec<Task>>(gone);
        }
        // Their guards and requests are dropped when the lists can be used again.
        drop(dead);
    }

    /// Ends what is still under way, which would hold on to this world else.
    pub fn end(&self) {
        let tasks = [self.0.tasks.take(), self.0.new.take()];
        self.0.timers.take();
        drop(tasks);
    }

    /// Goes on until this time; `before` is called before a task of a tab goes
    /// on, and says whether it may.
    pub fn run(&self, until: u64, before: &dyn Fn(u64) -> bool) {
        loop {
            while self.step(before) {}
            let next = self.0.timers.borrow().peek().map(|Reverse((at, _, _))| *at);
            match next.filter(|at| *at <= until) {
                Some(at) => {
                    self.0.now.set(at.max(self.millis()));
                    let mut due = Vec::new();
                    {
                        let mut timers = self.0.timers.borrow_mut();
                        while timers.peek().is_some_and(|Reverse((at, _, _))| *at <= self.millis()) {
                            due.extend(timers.pop());
                        }
                    }
                    for Reverse((_, _, Timer(waker))) in due {
                        waker.wake();
                    }
                }
                None => {
                    self.0.now.set(until.max(self.millis()));
                    return;
                }
            }
        }
    }

    /// One task goes one step; false where none can.
    fn step(&self, before: &dyn Fn(u64) -> bool) -> bool {
        let chosen = {
            let mut tasks = self.0.tasks.borrow_mut();
            tasks.append(&mut self.0.new.borrow_mut());
            let ready: Vec<usize> = (0..tasks.len())
                .filter(|at| tasks[*at].flag.0.load(Ordering::Relaxed))
                .filter(|at| tasks[*at].tab.is_none_or(before))
                .collect();
            if ready.is_empty() {
                return false;
            }
            let at = ready[self.dice(ready.len() as u64) as usize];
            let task = &mut tasks[at];
            task.flag.0.store(false, Ordering::Relaxed);
            (task.id, Arc::clone(&task.flag), task.future.take())
        };
        let (id, flag, Some(mut future)) = chosen else { return true };
        let done = future.poll_unpin(&mut Context::from_waker(&waker(flag))).is_ready();
        let mut tasks = self.0.tasks.borrow_mut();
        if let Some(at) = tasks.iter().position(|task| task.id == id) {
            if done {
                tasks.swap_remove(at);
            } else {
                tasks[at].future = Some(future);
                return true;
            }
        }
        drop(tasks);
        drop(future);
        true
    }
}
