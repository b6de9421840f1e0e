//! One view for each entry of a list that changes. A view stays with its key.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use leptos::prelude::{component, Owner};
use web_sys::Node;

use super::child::{remove, Child, Collect};
use super::{follow, IntoView, View};

/// A view of the list.
struct Row {
    first: Node,
    last: Node,
    owner: Owner,
}

/// Where the view of a place comes from: it was there before, as number so and
/// so, or it is built.
enum Source {
    Kept(usize),
    Built(Box<dyn FnOnce() -> View>),
}

/// A key, whatever it was made of: 128 bits of its hash. That two of a list are
/// the same by chance will not happen in the life of a shop.
type Fingerprint = u128;

fn fingerprint(key: &impl Hash) -> Fingerprint {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        key.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

/// An entry of the list: its key, and how its view is built.
type Entry = (Fingerprint, Box<dyn FnOnce() -> View>);

/// The views of the entries that `each` gives, in their order. When the list
/// changes, views of keys that stay are kept, and moved only where they must.
#[component]
pub fn For<T, K, I, E, F, C, V>(each: E, key: F, children: C) -> View
where
    E: Fn() -> I + 'static,
    I: IntoIterator<Item = T>,
    F: Fn(&T) -> K + 'static,
    K: Hash,
    C: Fn(T) -> V + 'static,
    V: IntoView,
    T: 'static,
{
    let children = Rc::new(children);
    let entry = move |entry: T| -> Entry {
        let children = Rc::clone(&children);
        (fingerprint(&key(&entry)), Box::new(move || [children(entry)].collect_view()))
    };
    list(Box::new(move || each().into_iter().map(&entry).collect()))
}

fn list(entries: Box<dyn Fn() -> Vec<Entry>>) -> View {
    // The marker of what follows, after something fixed.
    let view = View::all([Child::Text("".into())].into_iter());
    let Some((_, marker)) = view.ends() else { return View::empty() };
    let (marker, owner) = (marker.clone(), Owner::current().unwrap_or_default());
    let mut rows: Vec<Row> = Vec::new();
    let mut keys: HashMap<Fingerprint, usize> = HashMap::new();
    follow(move || {
        let mut next = HashMap::new();
        let mut sources = Vec::new();
        for (key, build) in entries() {
            // A key twice is a mistake of the list; the first one counts.
            if next.contains_key(&key) {
                continue;
            }
            next.insert(key, sources.len());
            sources.push(keys.get(&key).map_or(Source::Built(build), |at| Source::Kept(*at)));
        }
        arrange(&mut rows, sources, &marker, &owner);
        keys = next;
    });
    view
}

/// Brings the rows into the order of their sources.
fn arrange(rows: &mut Vec<Row>, sources: Vec<Source>, marker: &Node, owner: &Owner) {
    let mut before: Vec<Option<Row>> = rows.drain(..).map(Some).collect();
    let kept: Vec<usize> = sources.iter().filter_map(Source::kept).collect();
    for (at, row) in before.iter_mut().enumerate() {
        if !kept.contains(&at) {
            if let Some(row) = row.take() {
                row.owner.cleanup();
                between(&row.first, &row.last).iter().for_each(remove);
            }
        }
    }
    // These need not be touched: they stand in the right order already.
    let still = longest_rising(&kept);
    // From the end, so that what follows is always in its place.
    let mut next = marker.clone();
    for source in sources.into_iter().rev() {
        let row = match source {
            Source::Kept(at) => {
                let Some(row) = before.get_mut(at).and_then(Option::take) else { continue };
                if still.binary_search(&at).is_err() {
                    if let Some(parent) = next.parent_node() {
                        for node in between(&row.first, &row.last) {
                            let _ = parent.insert_before(&node, Some(&next));
                        }
                    }
                }
                row
            }
            Source::Built(build) => {
                let owner = owner.child();
                let mut view = owner.with(build);
                if view.ends().is_none() {
                    // Also an entry that shows nothing has its place.
                    view = View::from_child(Child::Text("".into()));
                }
                let Some((first, last)) = view.ends().map(|(first, last)| (first.clone(), last.clone()))
                else {
                    continue;
                };
                view.insert_before(&next);
                Row { first, last, owner }
            }
        };
        next = row.first.clone();
        rows.push(row);
    }
    rows.reverse();
}

impl Source {
    fn kept(&self) -> Option<usize> {
        match self {
            Self::Kept(at) => Some(*at),
            Self::Built(_) => None,
        }
    }
}

/// All nodes from one to another.
fn between(first: &Node, last: &Node) -> Vec<Node> {
    let mut nodes = vec![first.clone()];
    while let Some(node) = nodes.last().filter(|node| *node != last).and_then(Node::next_sibling) {
        nodes.push(node);
    }
    nodes
}

/// The longest part of a sequence of different numbers that rises, its numbers
/// in their order.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // For each length the number that ends such a part lowest, and for each
    // number the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: HashMap<usize, Option<usize>> = HashMap::new();
    for number in numbers {
        let at = ends.partition_point(|end| end < number);
        previous.insert(*number, at.checked_sub(1).and_then(|before| ends.get(before)).copied());
        match ends.get_mut(at) {
            Some(end) => *end = *number,
            None => ends.push(*number),
        }
    }
    let mut rising: Vec<usize> =
        std::iter::successors(ends.last().copied(), |number| previous.get(number).copied().flatten())
            .collect();
    rising.reverse();
    rising
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rises_longest_stays() {
        let cases: [(&[usize], &[usize]); 6] = [
            (&[], &[]),
            (&[0, 1, 2], &[0, 1, 2]),
            (&[2, 0, 1], &[0, 1]),
            (&[1, 2, 0], &[1, 2]),
            (&[3, 1, 2, 0, 4], &[1, 2, 4]),
            (&[2, 1, 0], &[0]),
        ];
        for (numbers, rising) in cases {
            assert_eq!(longest_rising(numbers), rising, "{numbers:?}");
        }
    }
}
