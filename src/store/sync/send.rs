//! Sends the commands: those of one record one after the other, a few records
//! side by side. Nothing is sent before it is written down that it will be, and
//! after a lost answer nothing is sent again before looking.

use std::time::Duration;

use futures::future::{self, Either, FutureExt};
use futures::stream::{FuturesUnordered, StreamExt};

use super::pace::{COMMANDS_AT_ONCE, FIRST_PAUSE, LONGEST_PAUSE};
use super::Sync;
use crate::api::error::{Fault, PAID_MEANWHILE};
use crate::api::outside::JournalError;
use crate::api::ApiError;
use crate::store::command::{Action, Kind};
use crate::store::mutation::{on, Mutation};
use crate::store::outbox::{Arrival, Taken};

/// Commands that are marked in one write.
const MARKED_AT_ONCE: usize = 64;
/// A change is not sent over a state that is older: what others did meanwhile
/// would be written over unseen.
const FRESH: Duration = Duration::from_secs(10);

/// How long the sending waits for what others did.
const PATIENCE: Duration = Duration::from_secs(2);

/// How the sending of a command ended.
enum End {
    Settled,
    /// It waits for better times; the server asked for this pause.
    Held(Option<Duration>),
}

impl Sync {
    /// Sends until this tab no longer leads.
    pub(super) async fn sends(&self) {
        let mut reign = None;
        let bell = &self.shop.wakes.outbox;
        let mut under_way = FuturesUnordered::new();
        let mut pause = FIRST_PAUSE;
        let mut held_until: Option<Duration> = None;
        loop {
            let now = self.client.clock().uptime();
            held_until = held_until.filter(|until| *until > now);
            if held_until.is_none() && self.is_active() && under_way.len() < COMMANDS_AT_ONCE {
                match self.ready(&mut reign).await {
                    Ok(()) => {
                        for taken in self.shop.take_commands(COMMANDS_AT_ONCE - under_way.len()) {
                            self.shop.tell_entries(&[taken.command.id]);
                            under_way.push(self.send(taken));
                        }
                    }
                    Err(NotReady::Superseded) => return,
                    Err(NotReady::Later) => held_until = hold(now, &mut pause, None),
                }
            }
            if under_way.is_empty() {
                let next = self.shop.next_command_at(now).into_iter().chain(held_until).max();
                let rest = next.map(|at| at.saturating_sub(self.client.clock().uptime()));
                match rest {
                    // Rung while held: the network may be back, or somebody insists.
                    Some(rest) => {
                        let rung = bell.rung().boxed_local();
                        if let Either::Right(_) =
                            future::select(self.client.clock().sleep(rest.max(MOMENT)), rung).await
                        {
                            held_until = None;
                        }
                    }
                    None => bell.rung().await,
                }
                continue;
            }
            let rung = bell.rung().boxed_local();
            if let Either::Left((Some(end), _)) = future::select(under_way.next(), rung).await {
                match end {
                    End::Settled => pause = FIRST_PAUSE,
                    End::Held(asked) => held_until = hold(self.client.clock().uptime(), &mut pause, asked),
                }
            }
        }
    }

    /// Marks what is about to be sent, and catches up with what others did.
    async fn ready(&self, reign: &mut Option<u64>) -> Result<(), NotReady> {
        let later = |_| NotReady::Later;
        let reign = match *reign {
            Some(reign) => reign,
            None => match self.begin_reign().await {
                Ok(begun) => *reign.insert(begun),
                // What is in memory only can be sent all the same.
                Err(_) if self.shop.has_sendable() => 0,
                Err(error) => return Err(later(error)),
            },
        };
        let keys = self.shop.to_mark(MARKED_AT_ONCE);
        if !keys.is_empty() {
            let there = if on(Mutation::SendUnmarked) {
                Ok(keys.clone())
            } else {
                self.device.journal.mark(reign, keys.clone()).await
            };
            match there {
                Ok(there) => self.shop.marked(&keys, &there),
                Err(JournalError::Superseded) => return Err(NotReady::Superseded),
                Err(error) => return Err(later(error)),
            }
        }
        // What the journal has and this tab has not heard of may have to go first:
        // its tab could not tell, or is gone.
        if self.shop.is_behind() {
            self.load_journal().await.map_err(later)?;
        }
        if self.shop.has_sendable() && !self.is_fresh() && self.shop.revision().is_some() {
            let poll = self.poll().boxed_local();
            let patience = self.client.clock().sleep(PATIENCE);
            // A slow answer holds nothing up: without it each record is looked at
            // before it is written.
            if let Either::Left((answer, _)) = future::select(poll, patience).await {
                self.noted(answer).map_err(|_| NotReady::Later)?;
            }
        }
        Ok(())
    }

    fn is_fresh(&self) -> bool {
        let now = self.client.clock().uptime();
        self.caught_up.get().is_some_and(|at| now.saturating_sub(at) < FRESH)
    }

    async fn send(&self, Taken { command, look }: Taken) -> End {
        let change = command.base.is_some();
        // Orders are followed by their revision; what is not is looked at first.
        let unknown = change && !(self.is_fresh() && command.action.subject().0 == Kind::Order);
        // Money that others took meanwhile is no field, and is met nowhere else.
        let pays = matches!(command.action, Action::Pay(..)) && !on(Mutation::PayUnseen);
        if (look || unknown || pays) && !(look && on(Mutation::SendWithoutLooking)) {
            match self.noted(command.action.look_up(&self.client).await) {
                Ok((there, answer)) => {
                    let too_much = pays && command.action.pays_too_much(&answer);
                    self.shop.apply(answer);
                    if there {
                        self.shop.confirmed(&command);
                        return End::Settled;
                    }
                    if too_much {
                        let fault = Fault { code: PAID_MEANWHILE.to_owned(), ..Fault::default() };
                        let why = ApiError::Refused { status: 422, faults: vec![fault] };
                        self.shop.refused(&command, why);
                        return End::Settled;
                    }
                    if self.shop.meets(&command) {
                        return End::Settled;
                    }
                }
                Err(ApiError::Refused { status, faults }) => {
                    self.shop.refused(&command, ApiError::Refused { status, faults });
                    return End::Settled;
                }
                // Not even the question got through; what was uncertain stays so.
                Err(error) => {
                    let arrival = if look { Arrival::Unknown } else { Arrival::No };
                    self.shop.postponed(&command, arrival);
                    return End::Held(asked(&error));
                }
            }
        }
        if on(Mutation::ForgetEarly) {
            self.shop.confirmed(&command);
        }
        match self.noted(command.action.send(&self.client).await) {
            Ok(answer) => {
                self.shop.apply(answer);
                self.shop.confirmed(&command);
                End::Settled
            }
            Err(error) => {
                let arrival = match &error {
                    // Certainly not carried out.
                    ApiError::SignedOut | ApiError::Trouble { status: 429 | 503, .. } => Arrival::No,
                    ApiError::TimedOut => Arrival::Late,
                    ApiError::Unreachable | ApiError::Trouble { .. } | ApiError::Unreadable => {
                        Arrival::Broken
                    }
                    // Its id is taken: it is there already, or something is very
                    // wrong; looking tells.
                    ApiError::Refused { status: 409, .. } if !change => {
                        match self.noted(command.action.look_up(&self.client).await) {
                            Ok((true, answer)) => {
                                self.shop.apply(answer);
                                self.shop.confirmed(&command);
                                return End::Settled;
                            }
                            Ok((false, _)) | Err(ApiError::Refused { .. }) => {
                                self.shop.refused(&command, error);
                                return End::Settled;
                            }
                            Err(_) => Arrival::Unknown,
                        }
                    }
                    ApiError::Refused { .. } => {
                        self.shop.refused(&command, error);
                        return End::Settled;
                    }
                };
                self.shop.postponed(&command, arrival);
                if arrival == Arrival::Unknown {
                    End::Settled
                } else {
                    End::Held(asked(&error))
                }
            }
        }
    }
}

enum NotReady {
    Superseded,
    Later,
}

/// The shortest rest: nothing spins.
const MOMENT: Duration = Duration::from_millis(50);

fn asked(error: &ApiError) -> Option<Duration> {
    match error {
        ApiError::Trouble { retry_after, .. } => *retry_after,
        _ => None,
    }
}

/// Until when nothing more is sent: as long as the server asked for, or a pause
/// that doubles.
fn hold(now: Duration, pause: &mut Duration, asked: Option<Duration>) -> Option<Duration> {
    let rest = asked.unwrap_or(*pause).min(LONGEST_PAUSE);
    *pause = (*pause * 2).min(LONGEST_PAUSE);
    Some(now + rest)
}
