//! What can be said on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Parser;

/// A flower shop's server for demo, tests and benchmarks.
#[derive(Debug, Clone, Parser)]
#[command(name = "posy-shop")]
pub struct Flags {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Data base file; an existing one is used as it is, without seeding. Default: a temporary
    /// file that is removed at the end.
    #[arg(long, value_name = "PATH")]
    pub db: Option<PathBuf>,
    /// Number the demo data is made from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many customers to make.
    #[arg(long, default_value_t = 2_000)]
    pub customers: usize,
    /// How many inventory items to make.
    #[arg(long, default_value_t = 400)]
    pub items: usize,
    /// How many orders to make.
    #[arg(long, default_value_t = 6_000)]
    pub orders: usize,
    /// The day the demo data ends on (YYYY-MM-DD); it is 14:00 in the shop. Default: today.
    #[arg(long, value_name = "DAY")]
    pub today: Option<NaiveDate>,
    /// Folder of the built app, served on the same origin.
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// File that gets one JSON line a request.
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Milliseconds every API answer waits.
    #[arg(long, default_value_t = 0)]
    pub latency: u64,
    /// Share of API requests refused with 503, 0 to 1.
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    pub fail_rate: f64,
    /// Share of API requests that are carried out but never answered, 0 to 1.
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    pub drop_answers: f64,
    /// Seconds an access token lives.
    #[arg(long, default_value_t = 3_600)]
    pub token_seconds: i64,
    /// Seconds a refresh token lives.
    #[arg(long, default_value_t = 30 * 24 * 3_600)]
    pub refresh_seconds: i64,
    /// Port on 127.0.0.1 that takes orders about faults; 0 takes a free one. Default: none.
    #[arg(long, value_name = "PORT")]
    pub control_port: Option<u16>,
    /// The shop stands behind a TLS proxy: answers carry Strict-Transport-Security.
    #[arg(long)]
    pub behind_tls: bool,
}

impl Default for Flags {
    /// The flags of a command line that says nothing.
    fn default() -> Self {
        Self::parse_from(["posy-shop"])
    }
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1".to_owned()),
    }
}
