//! Query strings: `filter[...]`, `page[...]`, `include`, `sort`, percent-encoded.

use std::fmt::{Display, Write as _};

/// Collects parameters in order; written with [`Query::onto`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query(String);

impl Query {
    /// Adds one parameter.
    pub fn push(&mut self, name: &str, value: impl Display) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        encode(&mut self.0, name);
        self.0.push('=');
        encode(&mut self.0, &value.to_string());
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        self.push(name, value);
        self
    }

    /// The page, counted from 1, and its size (100 at most).
    #[must_use]
    pub fn page(self, number: u32, size: u32) -> Self {
        self.with("page[number]", number).with("page[size]", size)
    }

    /// With the parameters of another query behind its own.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        if let Some(rest) = other.0.strip_prefix('?') {
            self.0.push(if self.0.is_empty() { '?' } else { '&' });
            self.0.push_str(rest);
        }
        self
    }

    /// The path with the query behind it.
    pub fn onto(&self, path: &str) -> String {
        format!("{path}{}", self.0)
    }
}

/// The same path and query without its `include`; `None` where it has none.
pub(super) fn without_include(path: &str) -> Option<String> {
    let (path, query) = path.split_once('?')?;
    let (include, rest): (Vec<_>, Vec<_>) = query.split('&').partition(|part| part.starts_with("include="));
    if include.is_empty() {
        return None;
    }
    Some(if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) })
}

/// The path of one record; an id from an address bar is not trusted to be one.
pub fn path(collection: &str, id: &str) -> String {
    let mut out = format!("{collection}/");
    for part in id.split(['/', '?', '#', '.']) {
        encode(&mut out, part);
    }
    out
}

/// Percent-encodes all but what a query may hold unread; brackets and commas
/// stay, so that addresses can be read.
pub fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b','
            | b':'
            | b'['
            | b']' => {
                out.push(byte.into());
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_leave_its_collection() {
        assert_eq!(path("/customers", "../orders?x#y"), "/customers/ordersxy");
    }

    #[test]
    fn an_include_can_be_left_out() {
        assert_eq!(without_include("/x?include=a,b").as_deref(), Some("/x"));
        assert_eq!(without_include("/x?a=1&include=b&c=2").as_deref(), Some("/x?a=1&c=2"));
        assert_eq!(without_include("/x?a=1"), None);
        assert_eq!(without_include("/x"), None);
    }

    #[test]
    fn names_and_values_are_encoded() {
        let query = Query::default().with("filter[docNo]", "a&b=c,№ 1+").page(2, 100);
        assert_eq!(
            query.onto("/x"),
            "/x?filter[docNo]=a%26b%3Dc,%E2%84%96%201%2B&page[number]=2&page[size]=100"
        );
        assert_eq!(Query::default().onto("/x"), "/x");
    }
}
