//! Signing in: the page for who comes, and the dialog for whose session ended
//! in the middle of work.

mod expired;
mod form;
mod sign_in_view;
mod words;

pub use expired::ExpiredDialog;
pub use sign_in_view::SignInView;
