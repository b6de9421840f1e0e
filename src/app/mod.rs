//! The app around the sections: start-up, routes, the frame, and what is always
//! there whatever page is shown.

mod actions;
mod eviction;
mod light;
mod nav;
mod panic;
mod person_menu;
mod root;
mod routes;
mod shell;
mod sign_out;
mod start;
mod top_bar;
mod update;
mod words;

pub use start::start;
