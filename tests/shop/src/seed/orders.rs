//! Two years of orders, written from their outlines.

use rusqlite::{params, Connection};

use super::compose::{Goods, Shelves};
use super::dice::Dice;
use super::payments::{Paid, Till};
use super::plan::{self, Plan};
use super::{issue_revisions, names, texts, World};
use crate::calendar::shop_day;
use crate::search::{digits, fold};

/// Writes the orders and counts them towards their customers.
pub(super) fn fill(connection: &Connection, world: &mut World, count: usize) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 6);
    let sources: Vec<String> = column(connection, "SELECT id FROM order_sources ORDER BY revision")?;
    let plans = plan::plans(&mut dice, world, &sources, count);
    let revisions = revisions(&mut dice, &plans);
    let mut writer = Writer {
        connection,
        dice,
        tags: column(connection, "SELECT id FROM order_tags WHERE deleted = 0 ORDER BY revision")?,
        reasons: column(connection, "SELECT id FROM discount_reasons ORDER BY revision")?,
        till: Till::new(connection),
        numbers: vec![0; world.stores.len()],
        bouquets: 0,
    };
    let mut results = Vec::with_capacity(plans.len());
    {
        let shelves = Shelves::of(world);
        for (plan, revision) in plans.iter().zip(&revisions) {
            results.push(writer.order(world, &shelves, plan, *revision)?);
        }
    }
    for (plan, (customer, total)) in plans.iter().zip(results) {
        if let Some(customer) = customer.and_then(|number| world.customers.get_mut(number)) {
            customer.created = customer.created.min(plan.created - 60);
            if plan.status() == "done" {
                customer.done_orders += 1;
                customer.done_amount += total;
                customer.last_change = customer.last_change.max(plan.updated());
            }
        }
    }
    for (store, number) in writer.numbers.iter().enumerate() {
        let till = till_code(store);
        connection.execute("INSERT INTO doc_numbers VALUES (?1, ?2)", (format!("orders-{till}"), number))?;
    }
    issue_revisions(connection, "bouquets", writer.bouquets)?;
    issue_revisions(connection, "orders", revisions.iter().copied().max().unwrap_or(0))
}

/// Later changed orders have higher revisions, with gaps where an order changed several times.
fn revisions(dice: &mut Dice, plans: &[Plan]) -> Vec<i64> {
    let mut order: Vec<(i64, usize)> =
        plans.iter().enumerate().map(|(number, plan)| (plan.updated(), number)).collect();
    order.sort_unstable();
    let mut revisions = vec![0; plans.len()];
    let mut last = 0;
    for (_, number) in order {
        last += dice.between(1, 4);
        if let Some(slot) = revisions.get_mut(number) {
            *slot = last;
        }
    }
    revisions
}

fn column(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    rows.collect()
}

fn till_code(store: usize) -> &'static str {
    ["aaaa", "aaab", "aaac"].get(store).copied().unwrap_or("aaaz")
}

/// Where an order goes.
#[derive(Default)]
struct Address {
    street: &'static str,
    house: String,
    apartment: String,
    contact: String,
    phone: String,
    comments: &'static str,
    from: Option<i64>,
    to: Option<i64>,
}

struct Writer<'c> {
    connection: &'c Connection,
    dice: Dice,
    tags: Vec<String>,
    reasons: Vec<String>,
    till: Till<'c>,
    numbers: Vec<i64>,
    bouquets: i64,
}

impl Writer<'_> {
    /// Writes one order; answers its customer's position and its total.
    fn order(
        &mut self,
        world: &World,
        shelves: &Shelves,
        plan: &Plan,
        revision: i64,
    ) -> rusqlite::Result<(Option<usize>, i64)> {
        let id = self.dice.uuid();
        let goods = shelves.goods(&mut self.dice, plan.store, plan.delivery);
        let total = goods.total();
        let customer = self.customer(world, plan);
        let florist = self.florist(world, plan.store);
        let (worker, user) = florist.map_or((None, None), |number| {
            (world.people.florists.get(number), world.people.florist_users.get(number))
        });
        let worker = worker.map_or("", |(id, _)| id.as_str());
        let paid = self.till.pay(&mut self.dice, world, plan, &id, total, worker)?;
        self.row(world, plan, &id, &goods, customer, worker, paid, revision)?;
        self.goods(world, plan, &id, &goods, user.map_or("", String::as_str))?;
        for (status, at) in &plan.steps {
            self.connection
                .prepare_cached(
                    "INSERT INTO order_history (order_id, status, created_at, comment, worker_id)
                     VALUES (?1, ?2, ?3, '', ?4)",
                )?
                .execute((&id, status, at, worker))?;
        }
        if self.dice.percent(16) {
            let tag = self.dice.choose(&self.tags).cloned();
            self.connection
                .prepare_cached("INSERT INTO order_tag_links VALUES (?1, ?2)")?
                .execute((&id, tag))?;
        }
        Ok((customer, total))
    }

    /// A third of those who come to the till stay unknown; some customers come again and again.
    fn customer(&mut self, world: &World, plan: &Plan) -> Option<usize> {
        let unknown = if plan.delivery { 8 } else { 38 };
        if world.customers.is_empty() || self.dice.percent(unknown) {
            return None;
        }
        let reach = if self.dice.percent(35) { 5 } else { 1 };
        Some(self.dice.below(world.customers.len().div_ceil(reach)))
    }

    fn florist(&mut self, world: &World, store: usize) -> Option<usize> {
        let here: Vec<usize> = world
            .people
            .florists
            .iter()
            .enumerate()
            .filter(|(number, (_, home))| *home == store || *number == 0)
            .map(|(number, _)| number)
            .collect();
        self.dice.choose(&here).copied()
    }

    fn address(&mut self, plan: &Plan) -> Address {
        if !plan.delivery {
            return Address::default();
        }
        let receiver = names::russian(&mut self.dice, 75);
        let slot = if self.dice.percent(60) { 3_600 } else { 3 * 3_600 };
        Address {
            street: self.dice.word(names::STREETS),
            house: self.dice.between(1, 120).to_string(),
            apartment: self.dice.between(1, 240).to_string(),
            contact: receiver.full(),
            phone: format!("90002{:05}", self.dice.below(100_000)),
            comments: self.dice.word(texts::COURIER_NOTES),
            from: Some(plan.due),
            to: Some(plan.due + slot),
        }
    }

    fn description(&mut self) -> String {
        let mut text = String::new();
        if self.dice.percent(45) {
            text.push_str(self.dice.word(texts::WISHES));
        }
        if self.dice.percent(25) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str("Открытка: ");
            text.push_str(self.dice.word(texts::CARDS));
        }
        text
    }

    #[allow(clippy::too_many_arguments)]
    fn row(
        &mut self,
        world: &World,
        plan: &Plan,
        id: &str,
        goods: &Goods,
        customer: Option<usize>,
        worker: &str,
        paid: Paid,
        revision: i64,
    ) -> rusqlite::Result<()> {
        let status = plan.status();
        let step = |wanted: &str| plan.steps.iter().find(|(at, _)| *at == wanted).map(|(_, at)| *at);
        let posted_at = step("done");
        let address = self.address(plan);
        let number = self.numbers.get_mut(plan.store).map_or(0, |number| {
            *number += 1;
            *number
        });
        let year = shop_day(plan.created).format("%y").to_string();
        let doc_no = format!("{}{year}{number:06}", till_code(plan.store));
        let total = goods.total();
        let budget = if self.dice.percent(30) { (total / 50_000 + 1) * 50_000 } else { 0 };
        let open = matches!(status, "new" | "notAccepted");
        let has_florist = !open || self.dice.percent(35);
        let with_courier =
            plan.delivery && (matches!(status, "courier" | "done" | "returned") || self.dice.percent(25));
        let courier = if with_courier { self.dice.choose(&world.people.couriers) } else { None };
        let delivery_status = match status {
            "courier" => Some("courier"),
            "done" | "returned" if plan.delivery => Some("delivered"),
            _ => None,
        };
        let fiscalized = status == "done" && self.dice.percent(90);
        let (less, more) = goods.lines.iter().fold((0, 0), |(less, more), line| {
            (less + (line.amount - line.total).max(0), more + (line.total - line.amount).max(0))
        });
        let author = if self.dice.percent(12) {
            self.dice.choose(&world.people.managers).map(String::as_str)
        } else {
            Some(worker)
        };
        let session = plan.external.then(|| plan.created / 86_400 - 19_000);
        let external_id = plan.external.then(|| format!("FW-{}", self.dice.between(100_000, 999_999)));
        let description = self.description();
        let search = fold(&format!("{doc_no} {} {}", address.contact, digits(&address.phone)));
        let canceled = (status == "canceled").then_some("Клиент передумал");
        self.connection.prepare_cached(
            "INSERT INTO orders (id, status, date, created_at, due_time, updated_at, modified_at, updated_status_at, posted_at,
               revision, total_amount, budget, payments_amount, bonuses_amount, discounts_amount, markups_amount, store_id,
               source_id, customer_id, created_by, updated_by, posted_by, florist_id, courier_id, delivery, delivery_status,
               fiscal, fiscalized, fiscalized_at, posted, by_bonuses, is_external, external_id, external_system, external_session,
               delivery_time_from, delivery_time_to, doc_no, cancel_comment, description, delivery_comments, delivery_city,
               delivery_street, delivery_house, delivery_apartment, delivery_building, delivery_contact, delivery_phone_code,
               delivery_phone_number, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
               ?23, ?24, ?25, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, '', ?43,
               ?44, ?45, ?46)",
        )?.execute(params![
            id, status, shop_day(plan.created).to_string(), plan.created, plan.due, plan.updated(), posted_at, revision,
            total, budget, paid.amount, paid.by_bonuses, less, more, world.stores.get(plan.store), plan.source,
            customer.and_then(|number| world.customers.get(number)).map(|customer| &customer.id),
            author, worker, posted_at.map(|_| worker), has_florist.then_some(worker), courier, plan.delivery, delivery_status,
            fiscalized, posted_at.filter(|_| fiscalized), posted_at.is_some(), paid.by_bonuses > 0, plan.external, external_id,
            plan.external.then_some("flowwow"), session, address.from, address.to, doc_no, canceled, description,
            address.comments, if plan.delivery { "Озёрск" } else { "" }, address.street, address.house, address.apartment,
            address.contact, if plan.delivery { "7" } else { "" }, address.phone, search,
        ])?;
        Ok(())
    }

    fn goods(
        &mut self,
        world: &World,
        plan: &Plan,
        order: &str,
        goods: &Goods,
        user: &str,
    ) -> rusqlite::Result<()> {
        let sold_at = plan.steps.iter().find(|(status, _)| *status == "done").map(|(_, at)| *at);
        let mut bouquets = Vec::new();
        for (number, title) in goods.bouquets.iter().enumerate() {
            let lines = goods.lines.iter().filter(|line| line.bouquet == Some(number));
            let amount: i64 = lines.map(|line| line.total).sum();
            bouquets.push(self.bouquet(world, plan, title, amount, user)?);
        }
        for line in &goods.lines {
            let bouquet = line.bouquet.and_then(|number| bouquets.get(number));
            let pieces = (line.qty / 1_000).max(1);
            self.connection.prepare_cached(
                "INSERT INTO order_lines (id, order_id, item_id, bouquet_id, qty, price, amount, discount_price, total_amount,
                   total_with_discount, manual, sold_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, 0, ?10)",
            )?.execute(params![
                self.dice.uuid(), order, line.item, bouquet, line.qty, line.price, line.amount, line.total / pieces, line.total, sold_at,
            ])?;
        }
        if goods.percent_off != 0 {
            let off = goods.percent_off > 0;
            let kind = if off { "discount" } else { "markup" };
            let amount: i64 = goods.lines.iter().map(|line| (line.amount - line.total).abs()).sum();
            let reason = self.reasons.get(if off { 0 } else { 2 });
            self.connection
                .prepare_cached("INSERT INTO order_discounts VALUES (?1, ?2, ?3, 'percent', ?4, ?5, ?6)")?
                .execute(params![
                    self.dice.uuid(),
                    order,
                    kind,
                    goods.percent_off.abs() * 100,
                    amount,
                    reason,
                ])?;
        }
        Ok(())
    }

    fn bouquet(
        &mut self,
        world: &World,
        plan: &Plan,
        title: &str,
        amount: i64,
        user: &str,
    ) -> rusqlite::Result<String> {
        let id = self.dice.uuid();
        let logo = self.dice.uuid();
        self.bouquets += 1;
        self.connection.prepare_cached("INSERT INTO images VALUES (?1, ?2, ?3, ?4, 0)")?.execute((
            &logo,
            format!("/media/bouquets/{id}.svg"),
            &id,
            plan.created,
        ))?;
        let sold = plan.steps.iter().any(|(status, _)| *status == "done");
        self.connection.prepare_cached(
            "INSERT INTO bouquets (id, doc_no, title, height, width, description, amount, sale_amount, true_sale_amount,
               status, created_at, updated_at, completed_at, public, revision, store_id, created_by, updated_by, logo_id)
             VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, ?6, ?6, ?7, ?8, ?9, ?10, 0, ?11, ?12, ?13, ?13, ?14)",
        )?.execute(params![
            id, self.bouquets.to_string(), title, self.dice.between(35, 70), self.dice.between(25, 50), amount,
            if sold { "sold" } else { "created" }, plan.created, plan.updated(), sold.then_some(plan.updated()),
            self.bouquets, world.stores.get(plan.store), user, logo,
        ])?;
        Ok(id)
    }
}
