//! Payments: in full, in part, in several ways, not at all; with the shifts they fall into.

use std::collections::BTreeMap;

use rusqlite::{params, Connection};

use super::dice::Dice;
use super::plan::Plan;
use super::World;
use crate::calendar::{day_start, shop_day};

/// What was paid for an order, in kopecks.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Paid {
    pub(super) amount: i64,
    pub(super) by_bonuses: i64,
}

/// Writes payments and opens the shifts they need.
pub(super) struct Till<'c> {
    connection: &'c Connection,
    shifts: BTreeMap<(usize, i64), String>,
}

/// One payment to be written.
struct Payment<'a> {
    order: &'a str,
    kind: &'a str,
    method: &'a str,
    amount: i64,
    at: i64,
    prepayment: bool,
    fiscalized: bool,
    parent: Option<&'a str>,
}

impl<'c> Till<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self { connection, shifts: BTreeMap::new() }
    }

    /// Pays for an order as far as its status suggests.
    pub(super) fn pay(
        &mut self,
        dice: &mut Dice,
        world: &World,
        plan: &Plan,
        order: &str,
        total: i64,
        worker: &str,
    ) -> rusqlite::Result<Paid> {
        let status = plan.status();
        let share = match status {
            "done" | "returned" => {
                *dice.choose(&[100, 100, 100, 100, 100, 100, 100, 100, 100, 50]).unwrap_or(&100)
            }
            "canceled" => 0,
            "notAccepted" => *dice.choose(&[0, 100]).unwrap_or(&0),
            _ => *dice.choose(&[0, 0, 0, 30, 50, 100, 100]).unwrap_or(&0),
        };
        let share = if status == "returned" { 100 } else { share };
        let amount = total * share / 100 / 100 * 100;
        let mut paid = Paid::default();
        if amount == 0 {
            return Ok(paid);
        }
        let at = if share == 100 && status == "done" { plan.updated() } else { plan.created + 120 };
        let at = at.min(world.now);
        let bonuses = if share == 100 && dice.percent(9) { amount / 500 * 100 } else { 0 };
        let method = match dice.weighted(&[22, 40, 22, 16]) {
            0 => "1",
            1 => "2",
            2 => "3",
            _ => "4",
        };
        let prepayment = !matches!(status, "done" | "returned");
        let mut payment = Payment {
            order,
            kind: "payment",
            method,
            amount: amount - bonuses,
            at,
            prepayment,
            fiscalized: !prepayment,
            parent: None,
        };
        let first = self.write(dice, world, plan.store, &payment, worker)?;
        paid.amount = amount - bonuses;
        if bonuses > 0 {
            payment = Payment { method: "5", amount: bonuses, ..payment };
            self.write(dice, world, plan.store, &payment, worker)?;
            paid.amount += bonuses;
            paid.by_bonuses = bonuses;
        }
        if status == "returned" {
            let back = paid.amount;
            payment = Payment {
                kind: "return",
                amount: back,
                at: plan.updated(),
                method,
                parent: Some(&first),
                ..payment
            };
            self.write(dice, world, plan.store, &payment, worker)?;
            paid.amount = 0;
        }
        Ok(paid)
    }

    fn write(
        &mut self,
        dice: &mut Dice,
        world: &World,
        store: usize,
        payment: &Payment,
        worker: &str,
    ) -> rusqlite::Result<String> {
        let shift = self.shift(dice, world, store, payment.at)?;
        let id = dice.uuid();
        let terminal =
            if payment.method == "2" { format!("T{:08}", dice.below(100_000_000)) } else { String::new() };
        let bonus = if payment.method == "5" { payment.amount } else { 0 };
        let fiscal = payment.fiscalized && payment.method != "5";
        self.connection.prepare_cached(
            "INSERT INTO order_payments (id, order_id, payment_type, date, amount, bonus_amount, description, created_at,
               posted, posted_at, terminal_transaction_id, prepayment, fiscalized, fiscalized_at, method_id, shift_id,
               fiscal_shift_id, created_by, posted_by, fiscalized_by, parent_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', ?7, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15, ?16, ?17)",
        )?.execute(params![
            id, payment.order, payment.kind, shop_day(payment.at).to_string(), payment.amount, bonus, payment.at,
            terminal, payment.prepayment, fiscal, fiscal.then_some(payment.at), payment.method, shift,
            fiscal.then_some(&shift), worker, fiscal.then_some(worker), payment.parent,
        ])?;
        Ok(id)
    }

    /// The store's shift of that day: from nine to nine.
    fn shift(&mut self, dice: &mut Dice, world: &World, store: usize, at: i64) -> rusqlite::Result<String> {
        let start = day_start(shop_day(at));
        if let Some(id) = self.shifts.get(&(store, start)) {
            return Ok(id.clone());
        }
        let id = dice.uuid();
        let closes = start + 21 * 3_600;
        self.connection.prepare_cached("INSERT INTO shifts VALUES (?1, ?2, ?3, ?4, 1)")?.execute(params![
            id,
            world.stores.get(store),
            start + 9 * 3_600,
            (closes < world.now).then_some(closes),
        ])?;
        self.shifts.insert((store, start), id.clone());
        Ok(id)
    }
}
