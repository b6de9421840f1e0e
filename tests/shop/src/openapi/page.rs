//! stub
pub(crate) const STYLE: &str = "";
pub(crate) fn html(_: &serde_json::Value) -> String {
    String::new()
}
