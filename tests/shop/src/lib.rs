//! The reference shop: a true server of the documented API over SQLite. It shares no code with
//! the app, so that a mistake made once cannot cancel itself out.

mod answer;
mod bell;
mod calendar;
mod control;
mod db;
mod desk;
mod faults;
mod figures;
mod flags;
mod form;
mod gate;
mod journal;
mod jsonapi;
mod media;
mod negotiation;
mod openapi;
mod operations;
mod parameters;
mod phone;
mod query;
mod refusal;
mod resources;
mod revisions;
mod search;
mod sections;
mod seed;
mod server;
mod shop;
mod site;
mod tokens;
mod work;

pub use flags::Flags;
pub use openapi::openapi;
pub use operations::{described, Described};
pub use server::{Running, StartError};
