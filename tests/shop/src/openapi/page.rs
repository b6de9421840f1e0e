//! The description as a page to read: contents, and each operation with its parameters, body,
//! answers and refusals. Written on the server, without scripts.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// The page's style sheet.
pub(crate) const STYLE: &str = include_str!("page.css");

const METHODS: [&str; 4] = ["get", "post", "patch", "delete"];

/// One operation as the description has it.
struct Row<'d> {
    method: &'static str,
    path: &'d str,
    operation: &'d Value,
}

impl<'d> Row<'d> {
    fn text(&self, name: &str) -> &'d str {
        self.operation.get(name).and_then(Value::as_str).unwrap_or("")
    }

    fn number(&self) -> u64 {
        // What has no number stands last.
        self.operation.get(super::NUMBER).and_then(Value::as_u64).unwrap_or(u64::MAX)
    }

    fn is_of(&self, section: &str) -> bool {
        list(self.operation, "tags").iter().any(|tag| tag == section)
    }
}

/// The whole page.
pub(crate) fn html(description: &Value) -> String {
    let mut rows = rows(description);
    rows.sort_by_key(|row| (row.number(), row.path));
    let mut page = String::from(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>API of the reference shop</title>\
         <link rel=\"stylesheet\" href=\"/api/docs.css\"></head><body>\
         <header><h1>API of the reference shop</h1>",
    );
    let about = description.pointer("/info/description").and_then(Value::as_str).unwrap_or("");
    paragraph(&mut page, about);
    page.push_str("<p><a href=\"/api/openapi.json\">The same as OpenAPI 3.1</a></p></header>");
    contents(&mut page);
    page.push_str("<main>");
    for (place, section) in super::sections::all().enumerate() {
        let _ = write!(page, "<section id=\"section-{place}\"><h2>{}</h2>", escaped(section));
        for row in rows.iter().filter(|row| row.is_of(section)) {
            operation(&mut page, row, description);
        }
        page.push_str("</section>");
    }
    page.push_str("<section id=\"refusals\"><h2>Refusals</h2>");
    for (name, response) in members(description.pointer("/components/responses")) {
        let _ = write!(page, "<h3 id=\"refusal-{0}\">{0}</h3>", escaped(name));
        for line in response.get("description").and_then(Value::as_str).unwrap_or("").lines() {
            paragraph(&mut page, &line.replace('`', ""));
        }
    }
    page.push_str("</section></main></body></html>");
    page
}

fn rows(description: &Value) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (path, item) in members(description.get("paths")) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                rows.push(Row { method, path, operation });
            }
        }
    }
    rows
}

fn contents(page: &mut String) {
    page.push_str("<nav aria-label=\"Contents\"><ul>");
    for (place, section) in super::sections::all().enumerate() {
        let _ = write!(page, "<li><a href=\"#section-{place}\">{}</a></li>", escaped(section));
    }
    page.push_str("<li><a href=\"#refusals\">Refusals</a></li></ul></nav>");
}

fn operation(page: &mut String, row: &Row, description: &Value) {
    let id = escaped(row.text("operationId"));
    let _ = write!(
        page,
        "<details id=\"{id}\"><summary><h3><span class=\"method\">{}</span> <code>{}</code> {}</h3></summary>",
        row.method.to_uppercase(),
        escaped(row.path),
        escaped(row.text("summary")),
    );
    if row.number() != u64::MAX {
        paragraph(page, &format!("Number {} of the reference.", row.number()));
    }
    paragraph(page, row.text("description"));
    let parameters = list(row.operation, "parameters");
    if !parameters.is_empty() {
        page.push_str("<h4>Parameters</h4><dl>");
        for parameter in parameters {
            let text = |name: &str| parameter.get(name).and_then(Value::as_str).unwrap_or("");
            let kind = parameter.get("schema").map(|schema| kind(schema, description)).unwrap_or_default();
            entry(page, text("name"), &format!("{} {kind}", text("description")));
        }
        page.push_str("</dl>");
    }
    for (media, content) in members(row.operation.pointer("/requestBody/content")) {
        let _ = write!(page, "<h4>Body, <code>{}</code></h4>", escaped(media));
        if let Some(schema) = content.get("schema") {
            let schema = schema.pointer("/properties/data").unwrap_or(schema);
            fields(page, schema, description, ("needed", 0));
        }
    }
    answers(page, row, description);
    page.push_str("</details>");
}

fn answers(page: &mut String, row: &Row, description: &Value) {
    page.push_str("<h4>Answers</h4>");
    let mut refusals = String::new();
    for (status, response) in members(row.operation.get("responses")) {
        if let Some(name) = response.get("$ref").and_then(Value::as_str) {
            let name = escaped(name.rsplit('/').next().unwrap_or(""));
            let _ = write!(refusals, "<li><a href=\"#refusal-{name}\">{} {name}</a></li>", escaped(status));
            continue;
        }
        let text = response.get("description").and_then(Value::as_str).unwrap_or("");
        let _ = write!(page, "<p><strong>{}</strong> {}</p>", escaped(status), escaped(text));
        for (_, content) in members(response.get("content")) {
            if let Some(data) = content.pointer("/schema/properties/data") {
                fields(page, data, description, ("always", 0));
            }
        }
    }
    let _ = write!(page, "<h4>Refusals</h4><ul>{refusals}</ul>");
}

/// As deep as resources are nested in others that are sent.
const DEEPEST: usize = 3;

/// The attributes and relationships of a resource object, or the fields of a form; those that must
/// be there have the word beside them.
fn fields(page: &mut String, schema: &Value, description: &Value, (must, depth): (&str, usize)) {
    let schema = resolved(schema, description);
    if let Some(items) = schema.get("items") {
        paragraph(page, "A list of:");
        return fields(page, items, description, (must, depth));
    }
    if let Some(first) = list(schema, "anyOf").first() {
        return fields(page, first, description, (must, depth));
    }
    let kind_of = schema.pointer("/properties/type/enum/0").and_then(Value::as_str);
    if let Some(name) = kind_of {
        let _ = write!(page, "<p>Type <code>{}</code></p>", escaped(name));
    }
    page.push_str("<dl>");
    if kind_of.is_none() {
        for (name, field) in members(schema.get("properties")) {
            entry(page, name, &kind(field, description));
        }
    }
    for group in ["attributes", "relationships"] {
        let Some(group) = schema.pointer(&format!("/properties/{group}")) else { continue };
        let needed = list(group, "required");
        for (name, field) in members(group.get("properties")) {
            let linked = field.pointer("/properties/data");
            let mut words = kind(linked.unwrap_or(field), description);
            if needed.iter().any(|it| it == name) {
                words.push_str(", ");
                words.push_str(must);
            }
            entry(page, name, &words);
            if let Some(nested) = linked.filter(|_| depth < DEEPEST).and_then(nested) {
                page.push_str("<dd>");
                fields(page, nested, description, (must, depth + 1));
                page.push_str("</dd>");
            }
        }
    }
    page.push_str("</dl>");
}

/// The schema of what is nested in a relationship with its attributes.
fn nested(linkage: &Value) -> Option<&Value> {
    let named = |schema: &&Value| schema.get("$ref").is_some();
    if named(&linkage) {
        return Some(linkage);
    }
    let inner = linkage.get("items").into_iter().chain(list(linkage, "anyOf"));
    inner.into_iter().find(named)
}

/// A schema in a few words.
fn kind(schema: &Value, description: &Value) -> String {
    let schema = resolved(schema, description);
    if let Some(name) = schema.pointer("/properties/type/enum/0").and_then(Value::as_str) {
        return format!("→ {name}");
    }
    if let Some(items) = schema.get("items") {
        return format!("list of {}", kind(items, description));
    }
    let choices = list(schema, "anyOf");
    if !choices.is_empty() {
        return choices.iter().map(|choice| kind(choice, description)).collect::<Vec<_>>().join(" or ");
    }
    let words = list(schema, "enum");
    if !words.is_empty() {
        return words.iter().map(plain).collect::<Vec<_>>().join(" | ");
    }
    let mut text = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().map(plain).collect::<Vec<_>>().join(" or "),
        Some(kind) => plain(kind),
        None => "anything".to_owned(),
    };
    for (name, before) in
        [("format", ", "), ("maxLength", ", at most "), ("minimum", ", from "), ("maximum", ", to ")]
    {
        if let Some(value) = schema.get(name) {
            text.push_str(before);
            text.push_str(&plain(value));
        }
    }
    text
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn resolved<'d>(schema: &'d Value, description: &'d Value) -> &'d Value {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
    target.and_then(|pointer| description.pointer(pointer)).unwrap_or(schema)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn list<'d>(value: &'d Value, name: &str) -> &'d [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn entry(page: &mut String, name: &str, words: &str) {
    let _ = write!(page, "<dt><code>{}</code></dt><dd>{}</dd>", escaped(name), escaped(words.trim()));
}

fn paragraph(page: &mut String, text: &str) {
    let _ = write!(page, "<p>{}</p>", escaped(text));
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
