//! The doors to the browser: implementations of the traits of
//! [`crate::api::outside`], and the few things a page needs of its window.

pub mod address_bar;
pub mod archive;
pub mod channel;
mod cipher;
pub mod clock;
pub mod database;
pub mod download;
pub mod http;
pub mod journal;
pub mod locks;
pub mod page;
pub mod server;
pub mod settings;
pub mod vault;
pub mod zone;

mod promise;
