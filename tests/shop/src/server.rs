//! Opening and closing: data base and demo data, the ports, the clean stop.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::routing::{any, get, post};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::ServiceExt;

use crate::bell::Bell;
use crate::db::Db;
use crate::faults::{FaultBoard, Faults};
use crate::figures::Figures;
use crate::gate::{self, Dropped};
use crate::journal::Journal;
use crate::shop::Shop;
use crate::site::Site;
use crate::tokens::Tokens;
use crate::work::BackRoom;
use crate::{control, media, seed, site, Flags};

/// Why the shop could not open.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A file or a port refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The data base refused.
    #[error("the data base: {0}")]
    Database(#[from] rusqlite::Error),
    /// The demo data could not be made.
    #[error("the demo data: {0}")]
    Seed(String),
}

/// An open shop.
pub struct Running {
    address: SocketAddr,
    control: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
    back_room: BackRoom,
    _temporary: Temporary,
}

/// A data base file that is removed when the shop closes.
struct Temporary(Option<PathBuf>);

impl Running {
    /// Makes the demo data if needed and listens. Returns once requests are answered.
    pub async fn open(flags: Flags) -> Result<Self, StartError> {
        // Held from the start, so that a shop that cannot open leaves nothing behind.
        let mut temporary = Temporary(None);
        let path = match &flags.db {
            Some(path) => path.clone(),
            None => temporary.0.insert(temporary_path()).clone(),
        };
        let prepared = flags.clone();
        let db = tokio::task::spawn_blocking(move || open_db(&path, &prepared))
            .await
            .map_err(|error| StartError::Seed(error.to_string()))??;
        let shop = Arc::new(Shop {
            db,
            tokens: Tokens::new(flags.token_seconds, flags.refresh_seconds),
            faults: FaultBoard::new(Faults {
                latency: flags.latency,
                fail_rate: flags.fail_rate,
                drop_answers: flags.drop_answers,
                down: false,
            }),
            journal: Journal::open(flags.log.as_deref())?,
            figures: Figures::default(),
            site: Site::new(flags.site.clone(), flags.behind_tls),
            bell: Bell::default(),
        });
        let back_room = BackRoom::open(Arc::clone(&shop))?;
        let (stop, stopped) = watch::channel(false);
        let mut servers = Vec::new();
        let listener = listen(flags.port).await?;
        let address = listener.local_addr()?;
        servers.push(tokio::spawn(serve(listener, router(Arc::clone(&shop)), stopped.clone())));
        let mut control = None;
        if let Some(port) = flags.control_port {
            let listener = listen(port).await?;
            control = Some(listener.local_addr()?);
            servers.push(tokio::spawn(serve(listener, control::router(shop), stopped)));
        }
        Ok(Self { address, control, stop, servers, back_room, _temporary: temporary })
    }

    /// Where the shop is, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where its control port is, when there is one.
    pub fn control_url(&self) -> Option<String> {
        self.control.map(|address| format!("http://{address}"))
    }

    /// Finishes what is being answered, then closes the ports; work in the back room stops after
    /// its next step and goes on when the shop opens again.
    pub async fn close(mut self) {
        // Nobody listening means everything has stopped already.
        let _ = self.stop.send(true);
        for server in self.servers.drain(..) {
            let _ = server.await;
        }
        self.back_room.close().await;
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let Some(path) = &self.0 else { return };
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            // The two companions exist only while the data base is in use.
            let _ = std::fs::remove_file(name);
        }
    }
}

fn temporary_path() -> PathBuf {
    std::env::temp_dir().join(format!("posy-shop-{}.sqlite", uuid::Uuid::new_v4()))
}

fn open_db(path: &Path, flags: &Flags) -> Result<Db, StartError> {
    let used = path.metadata().is_ok_and(|file| file.len() > 0);
    if !used {
        seed::fill(path, flags).map_err(|error| StartError::Seed(error.to_string()))?;
    }
    Ok(Db::open(path)?)
}

fn router(shop: Arc<Shop>) -> Router {
    Router::new()
        .route("/api", any(gate::api))
        .route("/api/{*rest}", any(gate::api))
        .route("/api/openapi.json", get(site::docs::description))
        .route("/api/docs", get(site::docs::page))
        .route("/api/docs.css", get(site::docs::style))
        .route("/csp-report", post(site::csp_report))
        .route("/media/{*rest}", get(media::drawing))
        .fallback(site::serve)
        .with_state(shop)
}

async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

/// Accepts until told to stop, then lets open requests finish. Written out instead of
/// `axum::serve` because a dropped answer has to close its connection.
async fn serve(listener: TcpListener, router: Router, mut stopped: watch::Receiver<bool>) {
    let graceful = GracefulShutdown::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => continue,
            },
            _ = stopped.changed() => break,
        };
        // Small answers must not wait for more to send; a refusal only costs speed.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<_>| {
            let router = router.clone();
            async move {
                let request = request.map(Body::new);
                let Ok(response) = router.oneshot(request).await;
                match response.extensions().get::<Dropped>() {
                    Some(Dropped) => Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
                    None => Ok(response),
                }
            }
        });
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new());
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that went away, or an answer dropped on purpose.
            let _ = connection.await;
        });
    }
    // Event streams and slow readers do not hold the shop open for ever.
    let patience = std::time::Duration::from_secs(5);
    let _ = tokio::time::timeout(patience, graceful.shutdown()).await;
}
