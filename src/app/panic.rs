//! Where and why the app failed, for who develops it. What is shipped gives no
//! reason (`scripts/flags.sh`); the page that people see is in `public/boot.js`.

/// Writes failures to the console.
pub fn install() {
    if cfg!(debug_assertions) {
        std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    }
}
