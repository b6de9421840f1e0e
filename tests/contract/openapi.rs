//! What is sent and what comes back, held against the shop's own description of
//! its API: path, method, names of parameters and the bodies of requests that
//! were carried out; status and document of every answer.

use std::cell::RefCell;
use std::collections::HashMap;

use jsonschema::Validator;
use posy::api::outside::{Method, Request};
use serde_json::{json, Value};

thread_local! {
    static BOOK: Book = Book::new();
}

/// The description, and the schemas of it that were compiled so far.
struct Book {
    spec: Value,
    compiled: RefCell<HashMap<String, Validator>>,
}

/// A request and its answer are as described.
pub fn check(request: &Request, status: u16, answer: &[u8]) {
    BOOK.with(|book| book.check(request, status, answer));
}

impl Book {
    fn new() -> Self {
        Self { spec: posy_shop::openapi(), compiled: RefCell::default() }
    }

    fn check(&self, request: &Request, status: u16, answer: &[u8]) {
        let method = match request.method {
            Method::Get => "get",
            Method::Post => "post",
            Method::Patch => "patch",
            Method::Delete => "delete",
        };
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let (template, operation) = self.operation(method, path);
        let place = format!("{method} {template}");
        self.parameters(operation, query, &place);
        if (200..300).contains(&status) {
            self.body(operation, request, &place);
        }
        let responses = operation["responses"].as_object().unwrap();
        let response = responses.get(&status.to_string());
        let response = self.followed(response.unwrap_or_else(|| panic!("{place} does not tell of {status}")));
        let Some(content) = response["content"].as_object() else {
            assert!(answer.is_empty(), "{place} {status} has no content");
            return;
        };
        if let Some(media) = content.get("application/vnd.api+json") {
            let document: Value = serde_json::from_slice(answer).unwrap();
            self.valid(&media["schema"], &document, &format!("answer of {place} {status}"));
        }
    }

    /// The operation of a path: literal segments stand before variables.
    fn operation(&self, method: &str, path: &str) -> (&str, &Value) {
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |template: &str| {
            let parts: Vec<&str> = template.split('/').collect();
            let same = |(part, segment): (&&str, &&str)| part.starts_with('{') || part == segment;
            parts.len() == segments.len() && parts.iter().zip(&segments).all(same)
        };
        let paths = self.spec["paths"].as_object().unwrap();
        let found = paths.iter().filter(|(template, item)| fits(template) && item.get(method).is_some());
        let (template, item) = found
            .min_by_key(|(template, _)| template.matches('{').count())
            .unwrap_or_else(|| panic!("{method} {path} is not described"));
        (template, &item[method])
    }

    fn parameters(&self, operation: &Value, query: &str, place: &str) {
        let declared = operation["parameters"].as_array().into_iter().flatten();
        let declared: Vec<&Value> = declared.map(|one| &self.followed(one)["name"]).collect();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let name = part.split('=').next().unwrap_or_default();
            assert!(declared.iter().any(|known| *known == name), "{place} does not take {name}");
        }
    }

    fn body(&self, operation: &Value, request: &Request, place: &str) {
        let described = operation.get("requestBody").map(|body| self.followed(body));
        match (&request.body, described) {
            (None, described) => {
                let needed = described.is_some_and(|body| body["required"] == true);
                assert!(!needed, "{place} needs a body");
            }
            (Some(_), None) => panic!("{place} takes no body"),
            (Some(content), Some(described)) => {
                let media = content.media_type();
                let kind = media.split(';').next().unwrap_or_default();
                let media = &described["content"][kind];
                assert!(media.is_object(), "{place} does not take {kind}");
                if let Some(text) = content.document() {
                    let document = serde_json::from_str(text).unwrap();
                    self.valid(&media["schema"], &document, &format!("body of {place}"));
                }
            }
        }
    }

    /// What a reference leads to.
    fn followed<'s>(&'s self, value: &'s Value) -> &'s Value {
        match value["$ref"].as_str().and_then(|place| place.strip_prefix('#')) {
            Some(pointer) => self.spec.pointer(pointer).unwrap(),
            None => value,
        }
    }

    fn valid(&self, schema: &Value, document: &Value, place: &str) {
        let mut compiled = self.compiled.borrow_mut();
        let validator = compiled.entry(place.to_owned()).or_insert_with(|| {
            let whole = json!({ "allOf": [schema], "components": self.spec["components"] });
            jsonschema::draft202012::new(&whole).unwrap()
        });
        let faults: Vec<String> = validator
            .iter_errors(document)
            .map(|fault| format!("{} at {}", fault, fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{place}: {faults:#?}\n{document}");
    }
}
