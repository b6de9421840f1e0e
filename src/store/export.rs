//! What is not on the server, as a file: readable for a person, and whole, so
//! that what is lost on a device can be entered again by hand. It holds records
//! of the shop, and nothing of the session.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

use super::outbox::{Entry, Progress};
use super::shop::Inner;
use super::wording::{Field, Reader, Standing};
use crate::domain::lang;
use crate::domain::record::{object, to_json};

/// A file to be kept by the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// "posy-unsent-2026-11-25T14-30.json", by the shop's clock.
    pub name: String,
    /// JSON.
    pub text: String,
}

impl Inner {
    /// Everything that is not on the server, with the order that is still being typed.
    pub fn unsent_file(&self, unfinished: Option<Value>) -> File {
        let reader = self.reader();
        let now = self.now();
        let entries = self.outbox();
        let person = self.state.person().get_untracked().map(|person| person.name);
        let file = object(vec![
            ("what", "Posy: changes that are not on the server".into()),
            ("exportedAt", moment(now)),
            ("person", person.into()),
            ("damaged", self.state.damaged().get_untracked().len().into()),
            ("changes", entries.iter().map(|entry| change(&reader, entry)).collect()),
            ("unfinished", unfinished.into()),
        ]);
        let local = lang::clock(self.state.zone().get_untracked().0.local(now)).replace(':', "-");
        File { name: format!("posy-unsent-{local}.json"), text: to_json(&file) }
    }
}

fn change(reader: &Reader<'_>, entry: &Entry) -> Value {
    let command = &entry.command;
    let field = |Field { name, before, after }| {
        object(vec![("name", name.into()), ("before", before.into()), ("after", after.into())])
    };
    let fields = reader.fields(&command.action, command.base.as_ref());
    let why = match &entry.progress {
        Progress::Refused(why) => why.say(reader.lang),
        _ => reader.sides(entry),
    };
    object(vec![
        ("id", command.id.to_string().into()),
        ("what", reader.title(&command.action).into()),
        ("who", reader.who(&command.action).into()),
        ("fields", fields.into_iter().map(field).collect()),
        ("madeAt", moment(command.at)),
        ("state", Standing::of(entry).code().into()),
        ("why", why.into()),
        ("document", command.action.document()),
    ])
}

fn moment(at: DateTime<Utc>) -> Value {
    at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::{Order, OrderChange, OrderLine};
    use crate::domain::Id;
    use crate::store::command::Action;
    use crate::store::shop::still::still;
    use serde_json::json;

    #[test]
    fn the_file_says_what_is_unsent_and_holds_what_the_server_would_get() {
        let shop = still();
        shop.orders.upsert([Order { id: Id::from(3), doc_no: "1042".into(), ..Order::default() }]);
        shop.act(Action::ChangeOrder(Id::from(3), vec![OrderChange::Description("ribbon".into())]));
        let file = shop.unsent_file(Some(json!({ "Notes": "half" })));
        assert_eq!(file.name, "posy-unsent-2026-11-25T11-30.json");
        let read: Value = serde_json::from_str(&file.text).unwrap();
        assert_eq!(read["exportedAt"], "2026-11-25T11:30:00Z");
        assert_eq!(read["unfinished"], json!({ "Notes": "half" }));
        let change = &read["changes"][0];
        assert_eq!((&change["what"], &change["state"]), (&json!("Order 1042"), &json!("unwritten")));
        assert_eq!(change["fields"], json!([{ "name": "Notes", "before": "Not set", "after": "ribbon" }]));
        assert_eq!(change["document"]["attributes"], json!({ "description": "ribbon" }));
    }

    #[test]
    fn a_new_order_is_in_the_file_with_its_lines() {
        let order = Order {
            lines: Some(vec![OrderLine { id: Id::from(4), ..OrderLine::default() }]),
            ..Order::default()
        };
        let document = Action::MakeOrder(Box::new(order)).document();
        assert_eq!(document["relationships"]["lines"]["data"][0]["id"], "4");
    }
}
