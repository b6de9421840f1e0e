//! The network between a device and the server: slow, and now and then it loses
//! a request or an answer, carries one out late, or twice.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::{self, Either, FutureExt, LocalBoxFuture};

use super::device::Device;
use super::server::Server;
use crate::api::outside::{Method, Request, Response, Transport, TransportError};

/// How bad it is: each so many times in a thousand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weather {
    pub lost: u64,
    pub late: u64,
    pub doubled: u64,
    pub trouble: u64,
}

/// One device's way to the server.
#[derive(Clone)]
pub struct Network {
    pub device: Device,
    pub server: Rc<RefCell<Server>>,
    pub weather: Rc<RefCell<Weather>>,
    /// Whose requests these are, for the trace.
    pub tab: u64,
}

impl Network {
    fn handle(&self, request: &Request) -> Response {
        let world = &self.device.world;
        let number = self.device.state.number;
        let answer = self.server.borrow_mut().handle(request, world.millis(), world.time(), number);
        world.tell(|| {
            let body = request.body.as_ref().and_then(|body| body.document()).unwrap_or_default();
            format!(
                "tab {} of device {number}: {:?} {} {body} -> {}",
                self.tab, request.method, request.path, answer.status
            )
        });
        answer
    }

    /// A make that the network itself brings twice is beyond any client where
    /// the server does not look at ids.
    fn may_double(&self, request: &Request) -> bool {
        request.method != Method::Post || self.server.borrow().refuses_doubles
    }

    /// What becomes of a request, whether or not somebody still waits for it.
    async fn carry(self, request: Request, mut tell: oneshot::Sender<Result<Response, TransportError>>) {
        let world = self.device.world.clone();
        let weather = *self.weather.borrow();
        world.moment(120).await;
        let online = self.device.state.online.get();
        // Whether the connection breaks, which is seen at once, or stalls.
        let breaks = world.chance(500);
        let wait = if breaks { Duration::from_millis(200) } else { request.timeout };
        let error = if breaks { TransportError::Unreachable } else { TransportError::TimedOut };
        let say = |what: &str| {
            if request.method != Method::Get {
                world.tell(|| format!("{what} (breaks: {breaks}): {:?} {}", request.method, request.path));
            }
        };
        if !online || world.chance(weather.lost) {
            say("lost");
            let arrives = online && world.chance(500);
            if arrives {
                self.handle(&request);
            }
            world.sleep(wait).await;
            let _ = tell.send(Err(error));
            return;
        }
        if world.chance(weather.late) {
            say("late");
            let killed = {
                let (wait, closed) = (world.sleep(wait), tell.cancellation().boxed_local());
                matches!(future::select(wait, closed).await, Either::Right(_))
            };
            let _ = tell.send(Err(error));
            // The request of a connection that broke is carried out soon or never,
            // a stalled one's, or that of a page that is gone, within some seconds.
            world.moment(if breaks && !killed { 2_500 } else { 14_000 }).await;
            self.handle(&request);
            return;
        }
        let answer = if world.chance(weather.trouble) {
            match world.dice(5) {
                0 => {
                    Response { status: 429, retry_after: Some(Duration::from_secs(2)), ..Response::default() }
                }
                1 => Response { status: 503, ..Response::default() },
                2 => Response { status: 500, ..Response::default() },
                _ => {
                    self.handle(&request);
                    Response { status: 502, ..Response::default() }
                }
            }
        } else if world.chance(weather.doubled) && self.may_double(&request) {
            let first = self.handle(&request);
            let second = self.handle(&request);
            if world.chance(500) {
                first
            } else {
                second
            }
        } else {
            self.handle(&request)
        };
        world.moment(120).await;
        let _ = tell.send(Ok(answer));
    }
}

impl Transport for Network {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, TransportError>> {
        let (tell, told) = oneshot::channel();
        let timeout = request.timeout;
        let world = self.device.world.clone();
        // It goes its way whether or not the tab lives to hear of it.
        world.spawn(None, self.clone().carry(request, tell));
        async move {
            let late = world.sleep(timeout + Duration::from_secs(1));
            match future::select(told, late).await {
                Either::Left((answer, _)) => answer.unwrap_or(Err(TransportError::Unreachable)),
                Either::Right(_) => Err(TransportError::TimedOut),
            }
        }
        .boxed_local()
    }
}
