//! The design system: what every screen is made of. Knows nothing of flowers.
//! Each component has its style sheet of the same name in `style/ui/`.

pub mod avatar;
pub mod dialog;
pub mod dom;
pub mod empty;
pub mod field;
pub mod icon;
pub mod live;
pub mod locale;
pub mod menu;
pub mod notice;
pub mod pause;
pub mod picker;
pub mod picture;
pub mod popover;
pub mod prelude;
pub mod scroll;
pub mod text;
pub mod toast;
pub mod twice;
