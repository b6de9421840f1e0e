//! The life of each order in outline: when it was placed, when it is due, how far it has come.

use super::basics::{SITE_SOURCE, TILL_SOURCE};
use super::demand;
use super::dice::Dice;
use super::World;
use crate::calendar::day_start;

/// An order in outline.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) created: i64,
    pub(super) due: i64,
    pub(super) store: usize,
    pub(super) source: String,
    pub(super) external: bool,
    pub(super) delivery: bool,
    /// Each status with the moment it was reached; never empty.
    pub(super) steps: Vec<(&'static str, i64)>,
}

impl Plan {
    pub(super) fn status(&self) -> &'static str {
        self.steps.last().map_or("new", |(status, _)| status)
    }

    /// The moment of the last change.
    pub(super) fn updated(&self) -> i64 {
        self.steps.last().map_or(self.created, |(_, at)| *at)
    }
}

/// Outlines all orders, the earliest placed first.
pub(super) fn plans(dice: &mut Dice, world: &World, sources: &[String], count: usize) -> Vec<Plan> {
    let days = demand::due_days(dice, world.today, count);
    let mut late = 3;
    let mut plans: Vec<Plan> = days
        .into_iter()
        .map(|day| {
            let due = day_start(day) + hour(dice);
            plan(dice, world, sources, due, &mut late)
        })
        .collect();
    plans.sort_by_key(|plan| plan.created);
    plans
}

/// A time within opening hours, fuller before noon and after work, on a quarter of an hour.
fn hour(dice: &mut Dice) -> i64 {
    const WEIGHTS: &[usize] = &[5, 9, 11, 10, 8, 7, 7, 8, 10, 11, 9, 5];
    let hour = 9 + dice.weighted(WEIGHTS) as i64;
    hour * 3_600 + dice.between(0, 3) * 900
}

fn plan(dice: &mut Dice, world: &World, sources: &[String], due: i64, late: &mut i64) -> Plan {
    // Orders of the market place wait to be accepted: the board of the coming days shows some.
    let market = if due > world.now { 16 } else { 5 };
    let source = match dice.weighted(&[46, 24, 10, 8, 7, market]) {
        0 => TILL_SOURCE.to_owned(),
        1 => SITE_SOURCE.to_owned(),
        other => sources.get(other).cloned().unwrap_or_else(|| TILL_SOURCE.to_owned()),
    };
    let external = sources.get(5) == Some(&source);
    let at_till = source == TILL_SOURCE;
    let delivery = dice.percent(if at_till { 18 } else { 72 });
    // Placed minutes ahead at the till, days ahead on the phone; never after now.
    let lead = match dice.weighted(if at_till { &[70, 20, 10] } else { &[10, 45, 45] }) {
        0 => dice.between(5 * 60, 40 * 60),
        1 => dice.between(2 * 3_600, 30 * 3_600),
        _ => dice.between(86_400, 7 * 86_400),
    };
    let created = (due - lead).min(world.now - dice.between(5 * 60, 5 * 3_600));
    let store = dice.weighted(&[45, 32, 23]);
    let steps = steps(dice, world, created, due, delivery, external, late);
    Plan { created, due, store, source, external, delivery, steps }
}

fn steps(
    dice: &mut Dice,
    world: &World,
    created: i64,
    due: i64,
    delivery: bool,
    external: bool,
    late: &mut i64,
) -> Vec<(&'static str, i64)> {
    let status = standing(dice, world, due, delivery, external, late);
    let begins = if external { "notAccepted" } else { "new" };
    let mut path: Vec<&'static str> = vec![begins];
    if external && status != "notAccepted" {
        path.push("new");
    }
    match status {
        "assembled" => path.push("assembled"),
        "courier" => path.extend(["assembled", "courier"]),
        "done" | "returned" => {
            path.push("assembled");
            if delivery {
                path.push("courier");
            }
            path.push("done");
            if status == "returned" {
                path.push("returned");
            }
        }
        "canceled" => path.push("canceled"),
        _ => {}
    }
    // The steps fall between placing and handing over, or between placing and now.
    let end = due.min(world.now - 60).max(created + 60);
    let count = path.len() as i64;
    path.into_iter()
        .zip(0..)
        .map(|(status, step)| {
            let at = created + (end - created) * step / count.max(2);
            match status {
                "done" => (status, end.min(due - dice.between(0, 1_200)).max(at)),
                "returned" => (status, (end + 3 * 3_600).min(world.now)),
                _ => (status, at),
            }
        })
        .collect()
}

/// How far an order has come at 14:00 today.
fn standing(
    dice: &mut Dice,
    world: &World,
    due: i64,
    delivery: bool,
    external: bool,
    late: &mut i64,
) -> &'static str {
    let begun = if external { "notAccepted" } else { "new" };
    let day = day_start(world.today);
    if due < day {
        // Two or three of the last days are still open.
        if due > day - 2 * 86_400 && *late > 0 && dice.percent(30) {
            *late -= 1;
            return if *late == 1 { "assembled" } else { "new" };
        }
        return match dice.below(1_000) {
            0..=84 => "canceled",
            85..=93 => "returned",
            _ => "done",
        };
    }
    let choices: [(&'static str, usize); 6] = if due <= world.now {
        [("done", 66), ("courier", 12), ("assembled", 9), (begun, 6), ("canceled", 6), ("returned", 1)]
    } else if due <= world.now + 3 * 3_600 {
        [("done", 8), ("courier", 24), ("assembled", 34), (begun, 26), ("canceled", 6), ("new", 2)]
    } else if due < day + 86_400 {
        [("done", 3), ("courier", 4), ("assembled", 26), (begun, 58), ("canceled", 5), ("new", 4)]
    } else {
        [("done", 0), ("courier", 0), ("assembled", 4), (begun, 70), ("canceled", 4), ("new", 22)]
    };
    let weights: Vec<usize> = choices.iter().map(|(_, weight)| *weight).collect();
    let status = choices.get(dice.weighted(&weights)).map_or(begun, |(status, _)| *status);
    if status == "courier" && !delivery {
        "assembled"
    } else {
        status
    }
}
