//! The session: signing in, renewing before the access token dies, and knowing
//! when only a new sign-in helps. One renewal is in flight whatever the number
//! of requests and tabs: within a tab the callers share one future, between
//! tabs a lock and the vault decide who renews and who takes over the result.
//! Operations 1 and 2 of the reference.

mod kept;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use futures::future::{FutureExt, LocalBoxFuture, Shared};

use super::client::{classify, BASE};
use super::document::Document;
use super::error::ApiError;
use super::outside::{Clock, Locks, Method, Request, Response, Transport, Unreadable, Vault};
use super::query::Query;
use super::unkept::patiently;
use crate::domain::instant::read_instant;
use crate::domain::people::Worker;
use crate::domain::permission::Permissions;
use crate::domain::record::{record, Body};
use crate::domain::Id;

/// Key of the grant in the vault, and name of the lock around its renewal.
const KEY: &str = "session";
const TIMEOUT: Duration = Duration::from_secs(20);

/// What a sign-in gave: the tokens and who it was. Never shown, logged or put
/// into an address; at rest only in the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Grant {
    pub(crate) access: String,
    refresh: String,
    /// By this device's clock, whatever the server's says.
    renew_at: DateTime<Utc>,
    pub person: Person,
}

/// What the vault holds.
enum Kept {
    Grant(Grant),
    /// The session has ended in some tab; the others keep their work and wait
    /// for the same person too.
    Expired(Person),
}

record! {
    /// Who is signed in.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Person {
        pub worker: Option<Id<Worker>> = "worker",
        pub name: String = "name",
        pub login: String = "login",
        pub position: String = "position",
        /// Permission codes.
        pub permissions: Vec<String> = "permissions",
    }
}

impl Person {
    pub fn permissions(&self) -> Permissions {
        self.permissions.iter().cloned().collect()
    }
}

/// Where the session stands.
#[derive(Clone, PartialEq, Eq)]
pub enum State {
    /// The vault has not answered yet.
    Starting,
    SignedOut,
    Active(Grant),
    /// The refresh token is dead. What is on the screen stays; the same person
    /// signs in again and goes on.
    Expired(Person),
}

impl State {
    /// The person at the screen, also while the session has to be renewed.
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Active(grant) => Some(&grant.person),
            Self::Expired(person) => Some(person),
            Self::Starting | Self::SignedOut => None,
        }
    }
}

type Renewal = Shared<LocalBoxFuture<'static, Result<String, ApiError>>>;
type Listener = Box<dyn Fn(&State)>;

/// Keeps the one session of this browser.
pub struct Session {
    transport: Rc<dyn Transport>,
    clock: Rc<dyn Clock>,
    locks: Rc<dyn Locks>,
    vault: Rc<dyn Vault>,
    state: RefCell<State>,
    renewal: RefCell<Option<Renewal>>,
    listener: RefCell<Option<Listener>>,
    /// Rises with every sign-in and sign-out, so that a renewal that was on its
    /// way meanwhile does not bring an old session back.
    epoch: Cell<u64>,
}

impl Session {
    pub fn new(
        transport: Rc<dyn Transport>,
        clock: Rc<dyn Clock>,
        locks: Rc<dyn Locks>,
        vault: Rc<dyn Vault>,
    ) -> Rc<Self> {
        Rc::new(Self {
            transport,
            clock,
            locks,
            vault,
            state: RefCell::new(State::Starting),
            renewal: RefCell::new(None),
            listener: RefCell::new(None),
            epoch: Cell::new(0),
        })
    }

    /// Called with every new state.
    pub fn on_change(&self, listener: impl Fn(&State) + 'static) {
        *self.listener.borrow_mut() = Some(Box::new(listener));
    }

    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    fn enter(&self, state: State) {
        *self.state.borrow_mut() = state.clone();
        if let Some(listener) = self.listener.borrow().as_ref() {
            listener(&state);
        }
    }

    /// Takes over what the vault holds: at the start, and when another tab says
    /// that it signed in, out, or renewed.
    pub async fn load(&self) {
        let kept = match self.kept().await {
            Ok(kept) => kept,
            // What is on the screen holds; there is nothing yet when the page begins.
            Err(Unreadable) if self.state() != State::Starting => return,
            Err(Unreadable) => None,
        };
        let now = self.state();
        match (kept, now) {
            (Some(Kept::Grant(grant)), State::Active(mine)) if grant == mine => {}
            (Some(Kept::Grant(grant)), _) => self.enter(State::Active(grant)),
            (Some(Kept::Expired(person)), State::Active(_)) => self.enter(State::Expired(person)),
            (Some(Kept::Expired(_)), State::Expired(_)) | (_, State::SignedOut) => {}
            _ => {
                self.epoch.set(self.epoch.get() + 1);
                self.enter(State::SignedOut);
            }
        }
    }

    async fn kept(&self) -> Result<Option<Kept>, Unreadable> {
        let found = patiently(Rc::clone(&self.vault), Rc::clone(&self.clock), KEY).await?;
        Ok(found.as_deref().and_then(Kept::read))
    }

    async fn keep(&self, kept: &Kept) {
        // Where there is no room the session lives as long as the page.
        let _ = self.vault.put(KEY, kept.text()).await;
    }

    /// Operation 1: `POST /v1/sessions`.
    ///
    /// # Errors
    /// `Refused` with status 401 for a wrong login or password; network errors.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<(), ApiError> {
        let body = Body::new("sessions").attribute("username", login).attribute("password", password).text();
        let response = self.call(Method::Post, body).await?;
        let grant = self.read(&response, None).ok_or(ApiError::Unreadable)?;
        self.epoch.set(self.epoch.get() + 1);
        self.keep(&Kept::Grant(grant.clone())).await;
        self.enter(State::Active(grant));
        Ok(())
    }

    /// Forgets the session here and in every tab; false where the device still has
    /// it, as of [`Session::forget`]. The API has no call for it.
    pub async fn sign_out(&self) -> bool {
        self.epoch.set(self.epoch.get() + 1);
        self.enter(State::SignedOut);
        self.forget().await
    }

    /// Lets the device forget the session of who signed out; false where it still has
    /// it, and is to be told again.
    pub async fn forget(&self) -> bool {
        let epoch = self.epoch.get();
        if self.state() != State::SignedOut {
            // Somebody has signed in meanwhile.
            return true;
        }
        let gone = self.vault.remove(KEY).await;
        if gone && epoch == self.epoch.get() {
            // Told once more: the other tabs look into the vault, which is empty now.
            self.enter(State::SignedOut);
        }
        gone
    }

    /// A living access token; renews it first when it is about to die.
    ///
    /// # Errors
    /// `SignedOut` where only a new sign-in helps; network errors of a renewal.
    pub async fn token(self: &Rc<Self>) -> Result<String, ApiError> {
        let grant = match &*self.state.borrow() {
            State::Active(grant) => grant.clone(),
            _ => return Err(ApiError::SignedOut),
        };
        if self.clock.now() < grant.renew_at {
            return Ok(grant.access);
        }
        self.renewed(&grant.access).await
    }

    /// A token newer than `used`, which the server no longer takes. All callers
    /// at the same time share one renewal.
    ///
    /// # Errors
    /// As [`Session::token`].
    pub async fn renewed(self: &Rc<Self>, used: &str) -> Result<String, ApiError> {
        match &*self.state.borrow() {
            State::Active(grant) if grant.access != used => return Ok(grant.access.clone()),
            State::Active(_) => {}
            _ => return Err(ApiError::SignedOut),
        }
        let renewal = self.renewal.borrow().clone();
        let renewal = renewal.unwrap_or_else(|| {
            let this = Rc::clone(self);
            let used = used.to_owned();
            let new = async move {
                let result = this.renew(&used).await;
                *this.renewal.borrow_mut() = None;
                result
            }
            .boxed_local()
            .shared();
            *self.renewal.borrow_mut() = Some(new.clone());
            // To its end, also where the one who asked is gone meanwhile: it holds
            // the lock that all tabs wait for.
            self.clock.carry_on(new.clone().map(drop).boxed_local());
            new
        });
        renewal.await
    }

    /// Operation 2: `PATCH /v1/sessions`, under the lock of all tabs.
    async fn renew(&self, used: &str) -> Result<String, ApiError> {
        let epoch = self.epoch.get();
        let _guard = self.locks.exclusive(KEY).await;
        // Another tab may have renewed while this one waited for the lock.
        let kept = self.kept().await.ok().flatten();
        if epoch != self.epoch.get() {
            return self.current();
        }
        let grant = match kept {
            Some(Kept::Grant(grant)) if grant.access != used => {
                let access = grant.access.clone();
                self.enter(State::Active(grant));
                return Ok(access);
            }
            Some(Kept::Grant(grant)) => grant,
            Some(Kept::Expired(person)) => {
                self.enter(State::Expired(person));
                return Err(ApiError::SignedOut);
            }
            None => match self.state() {
                State::Active(grant) => grant,
                _ => return Err(ApiError::SignedOut),
            },
        };
        let body = Body::new("sessions").attribute("refreshToken", grant.refresh.as_str()).text();
        let answer = self.call(Method::Patch, body).await;
        if epoch != self.epoch.get() {
            return self.current();
        }
        match answer {
            Ok(response) => {
                let grant = self.read(&response, Some(&grant)).ok_or(ApiError::Unreadable)?;
                // Kept before it is used: the old refresh token is dead now.
                self.keep(&Kept::Grant(grant.clone())).await;
                if epoch != self.epoch.get() {
                    // Signed out while it was being kept.
                    self.vault.remove(KEY).await;
                    return self.current();
                }
                let access = grant.access.clone();
                self.enter(State::Active(grant));
                Ok(access)
            }
            Err(ApiError::Refused { status: 400 | 401 | 403 | 404 | 422, .. }) => {
                self.keep(&Kept::Expired(grant.person.clone())).await;
                self.enter(State::Expired(grant.person));
                Err(ApiError::SignedOut)
            }
            Err(other) => Err(other),
        }
    }

    fn current(&self) -> Result<String, ApiError> {
        match &*self.state.borrow() {
            State::Active(grant) => Ok(grant.access.clone()),
            _ => Err(ApiError::SignedOut),
        }
    }

    async fn call(&self, method: Method, body: String) -> Result<Response, ApiError> {
        let query = Query::default().with(
            "include",
            "worker,worker.position,worker.user,worker.user.roles,worker.user.roles.permissions",
        );
        let path = query.onto(&format!("{BASE}/sessions"));
        let request = Request { method, path, body: Some(body.into()), bearer: None, timeout: TIMEOUT };
        classify(self.transport.send(request).await)
    }

    /// Reads tokens and person; a renewal may leave out what did not change.
    fn read(&self, response: &Response, old: Option<&Grant>) -> Option<Grant> {
        let doc = Document::parse(&response.body).ok()?;
        let session = doc.one()?;
        let access = session.text("accessToken");
        if access.is_empty() {
            return None;
        }
        let refresh = session.text("refreshToken");
        let refresh =
            if refresh.is_empty() { old.map(|g| g.refresh.clone()).unwrap_or_default() } else { refresh };
        let now = self.clock.now();
        let server_now = response.date.unwrap_or(now);
        let expires =
            read_instant(&session.text("expireAt")).or_else(|| read_instant(&session.text("expireAT")));
        let life = expires.map_or(TimeDelta::minutes(50), |at| at - server_now).max(TimeDelta::zero());
        // A fifth of its life early, a minute at most: enough for a slow request.
        // Both clocks are told in whole seconds, so never less than two.
        let early = (life / 5).clamp(TimeDelta::seconds(2), TimeDelta::seconds(60)).min(life / 2);
        let person = match person(&doc) {
            Some(person) => person,
            None => old.map(|g| g.person.clone()).unwrap_or_default(),
        };
        // To the millisecond, as it is kept: what another tab reads is the same.
        let renew_at = (now + life - early).trunc_subsecs(3);
        Some(Grant { access, refresh, renew_at, person })
    }
}

fn person(doc: &Document) -> Option<Person> {
    let session = doc.one()?;
    let worker = doc.find(&session.one("worker")?)?;
    let record: Worker = worker.read(doc)?;
    let title =
        |name| worker.one(name).and_then(|at| doc.find(&at)).map(|r| r.text("title")).unwrap_or_default();
    let user = worker.one("user").and_then(|at| doc.find(&at));
    let mut permissions = Vec::new();
    for role in user.and_then(|user| user.many("roles")).unwrap_or_default() {
        let codes = doc.find(&role).and_then(|role| role.many("permissions")).unwrap_or_default();
        permissions.extend(codes.iter().filter_map(|at| doc.find(at)).map(|p| p.text("code")));
    }
    permissions.sort_unstable();
    permissions.dedup();
    Some(Person {
        worker: worker.id(),
        name: record.name(),
        login: user.map(|user| user.text("login")).unwrap_or_default(),
        position: title("position"),
        permissions,
    })
}

#[cfg(test)]
mod tests;
