//! Tags that people put on orders and take off again. Each belongs to a device, and
//! only there somebody does something about it: whatever others do to the tags of the
//! same order at the same time, it stays as its owner left it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::check::{Deed, UNSEEN};
use super::server::Server;
use super::Run;
use crate::domain::order::{Order, OrderChange};
use crate::domain::settings::OrderTag;
use crate::domain::Id;
use crate::store::command::Action;

type Tag = Id<OrderTag>;

/// Whose tags there are.
#[derive(Default)]
pub struct Tags {
    owners: BTreeMap<Tag, u64>,
    /// The user chose what is to be there, seeing both sides.
    chosen: BTreeSet<Tag>,
}

impl Tags {
    /// The user saw this side of a conflict, and chose.
    pub fn decided(&mut self, theirs: &Action) {
        if let Action::ChangeOrder(_, changes) = theirs {
            let tags = changes.iter().filter_map(|change| match change {
                OrderChange::Tags(tags) => Some(tags),
                _ => None,
            });
            self.chosen.extend(tags.flatten().flatten());
        }
    }
}

impl Run {
    /// Somebody presses a tag of an order.
    pub(super) fn press_tag(&mut self, at: usize, order: &Order) {
        let (world, tab) = (&self.world, &self.tabs[at]);
        let device = tab.device.state.number;
        let own = order.tags.iter().flatten().find(|tag| self.books.tags.owners.get(tag) == Some(&device));
        let off = own.filter(|_| world.chance(400)).copied();
        let on: Option<Tag> = off.is_none().then(|| Id::from(1000 + world.number()));
        let mut tags = order.tags.clone().unwrap_or_default();
        tags.retain(|tag| off != Some(*tag));
        tags.extend(on);
        tags.sort_unstable();
        let mut changes = vec![OrderChange::Tags(Some(tags))];
        if world.chance(200) {
            changes.push(self.choice(order));
        }
        let id = tab.shop.act(Action::ChangeOrder(order.id, changes));
        let command =
            tab.shop.outbox().into_iter().map(|entry| entry.command).find(|command| command.id == id);
        let Some(command) = command else { return };
        world.tell(|| format!("tab {} presses a tag: {command:?}", tab.number));
        if let Some(tag) = on {
            self.books.tags.owners.insert(tag, device);
            self.books.did(Deed::new(format!("t{tag}"), command, tab, device).tagged(tag));
        }
    }
}

/// The tags in what the server has of them.
pub(super) fn read(relationship: Option<&Value>) -> BTreeSet<Tag> {
    let rows = relationship.and_then(|tags| tags["data"].as_array()).into_iter().flatten();
    rows.filter_map(|row| row["id"].as_str()?.parse().ok()).collect()
}

/// The tag was there at some time.
pub(super) fn was_there(server: &Server, tag: Tag) -> bool {
    server.log.iter().any(|written| written.field == "tags" && read(Some(&written.value)).contains(&tag))
}

/// Nobody brings another one's tag out of the state in which its owner left it, who could
/// have seen that. To put it back there, where it was written over unseen, is right.
pub(super) fn touched(run: &Run, server: &Server, wrong: &mut Vec<String>) {
    let Tags { owners, chosen } = &run.books.tags;
    // Whether the owner of each tag of each order left it on, and when.
    let mut left: BTreeMap<(&str, Tag), (bool, u64)> = BTreeMap::new();
    for written in server.log.iter().filter(|written| written.field == "tags") {
        let (before, after) = (read(Some(&written.before)), read(Some(&written.value)));
        for tag in before.symmetric_difference(&after) {
            let (place, on) = ((written.record.as_str(), *tag), after.contains(tag));
            if owners.get(tag) == Some(&written.device) {
                left.insert(place, (on, written.at));
                continue;
            }
            let seen =
                |(left_on, at): &(bool, u64)| *left_on != on && written.at.saturating_sub(*at) > UNSEEN;
            if left.get(&place).is_none_or(seen) && !chosen.contains(tag) {
                let done = if on { "put on" } else { "taken off" };
                wrong.push(format!(
                    "tag {tag} of order {} was {done} by device {}",
                    written.record, written.device
                ));
            }
        }
    }
}
