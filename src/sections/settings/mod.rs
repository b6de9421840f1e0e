//! What a person sets for this device: language, theme, size of the controls.

mod settings_view;
mod words;

pub use settings_view::SettingsView;
