//! Posy, the front-end of a flower shop. Each layer imports only from those
//! below it: `app`, `sections`, `ui`, `platform`, `store`, `api`, `domain`.

// `view!` names what it expands to by the name of the crate.
extern crate self as posy;

pub mod api;
pub mod app;
pub mod domain;
pub mod platform;
pub mod sections;
pub mod store;
pub mod ui;
