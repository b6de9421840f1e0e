//! The description as the shop gives it, with validators of its parts.

use jsonschema::Validator;
use serde_json::{json, Value};

/// The description of the API.
pub struct Description(pub Value);

/// Where an operation stands in it.
#[derive(Debug, Clone)]
pub struct Place {
    pub number: u64,
    pub method: String,
    pub path: String,
    pub operation: Value,
}

impl Place {
    /// The status of an answer when all went well.
    pub fn success(&self) -> u16 {
        let statuses = self.operation["responses"].as_object().unwrap().keys();
        statuses.filter_map(|status| status.parse().ok()).find(|status: &u16| *status < 300).unwrap()
    }

    pub fn body_schema(&self) -> &Value {
        &self.operation["requestBody"]["content"]["application/vnd.api+json"]["schema"]
    }
}

impl Description {
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (path, item) in self.0["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                places.push(Place {
                    number: operation["x-number"].as_u64().unwrap_or(0),
                    method: method.to_uppercase(),
                    path: path.trim_start_matches("/api/v1/").to_owned(),
                    operation: operation.clone(),
                });
            }
        }
        places.sort_by_key(|place| place.number);
        places
    }

    pub fn place(&self, number: u64) -> Place {
        self.places().into_iter().find(|place| place.number == number).unwrap()
    }

    /// A validator of a schema that may refer to the components; formats count.
    pub fn validator(&self, schema: &Value) -> Validator {
        let whole = json!({ "allOf": [schema], "components": self.0["components"] });
        jsonschema::options().should_validate_formats(true).build(&whole).unwrap()
    }

    /// Complains when a value is not as a schema says.
    pub fn check(&self, schema: &Value, value: &Value, about: &str) {
        let validator = self.validator(schema);
        let faults: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{about}: {faults:#?}");
    }

    /// Complains when an answer is not one of those described.
    pub fn check_answer(&self, place: &Place, status: u16, answer: &Value) {
        let about = format!("{} {} {}: {status}", place.number, place.method, place.path);
        let response = &place.operation["responses"][status.to_string()];
        assert!(response.is_object(), "{about} is not described: {answer}");
        let response = match response["$ref"].as_str() {
            Some(name) => self.0.pointer(name.trim_start_matches('#')).unwrap(),
            None => response,
        };
        let schema = &response["content"]["application/vnd.api+json"]["schema"];
        if status == 204 {
            assert!(schema.is_null() && answer.is_null(), "{about} has no body");
        } else {
            assert!(schema.is_object(), "{about} has a schema");
            self.check(schema, answer, &about);
        }
    }

    /// The schema itself of a schema that may be a reference.
    pub fn resolved<'d>(&'d self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str() {
            Some(name) => self.0.pointer(name.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }

    /// The schema of the one resource object a body holds or lists.
    pub fn sent<'d>(&'d self, place: &'d Place) -> Option<&'d Value> {
        let mut data = &place.body_schema()["properties"]["data"];
        if let Some(first) = data["anyOf"].get(0) {
            data = first;
        }
        if data["items"].is_object() {
            data = &data["items"];
        }
        data.is_object().then(|| self.resolved(data))
    }
}
