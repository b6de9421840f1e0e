//! What follows from the orders: costs, stock movements, points; with a few documents of the
//! warehouse. Everything is a sum over what was written before, so the books balance.

use rusqlite::{params, Connection};

use super::dice::Dice;
use super::World;
use crate::calendar::{day_start, shop_day};

const OPENING_DAYS: i64 = 760;

/// Makes movements, movement acts, points and the dictionaries around them.
pub(super) fn fill(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    costs(connection)?;
    sales(connection)?;
    acts(connection, world)?;
    supplies(connection)?;
    opening(connection, world)?;
    points(connection)?;
    dictionaries(connection, world)
}

fn costs(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "UPDATE order_lines SET cost = coalesce((
           SELECT CAST(round(order_lines.qty * p.cost / 1000.0) AS INTEGER)
           FROM orders o JOIN prices p ON p.id = order_lines.item_id || '-' || o.store_id
           WHERE o.id = order_lines.order_id), 0)
         WHERE sold_at IS NOT NULL;
         UPDATE orders SET cost = sums.cost FROM (
           SELECT order_id, sum(cost) AS cost FROM order_lines WHERE sold_at IS NOT NULL GROUP BY order_id) AS sums
         WHERE sums.order_id = orders.id;",
    )
}

/// Goods that were handed over, and those that came back.
fn sales(connection: &Connection) -> rusqlite::Result<()> {
    let goods = "FROM order_lines l JOIN orders o ON o.id = l.order_id
                 JOIN inventory_items i ON i.id = l.item_id AND i.item_type = 'item'";
    connection.execute_batch(&format!(
        "INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
           SELECT l.item_id, o.store_id, l.sold_at, 'salesOrder', -l.qty, -l.cost, o.id, o.doc_no
           {goods} WHERE l.sold_at IS NOT NULL ORDER BY l.seq;
         INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
           SELECT l.item_id, o.store_id, o.updated_status_at, 'returnOrder', l.qty, l.cost, o.id, o.doc_no
           {goods} WHERE l.sold_at IS NOT NULL AND o.status = 'returned' ORDER BY l.seq;"
    ))
}

/// Goods carried from one store to another, once a fortnight over the last half year.
fn acts(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 8);
    let mut line = 0;
    let mut last = 0;
    for number in 1..=13_i64 {
        let at = world.now - (13 - number) * 14 * 86_400 - 6 * 3_600;
        let from = dice.below(world.stores.len());
        let to = (from + 1) % world.stores.len().max(1);
        let posted = number < 12;
        let (id, doc_no) = (number.to_string(), format!("ПР-{number:09}"));
        let author = dice.choose(&world.people.managers).cloned();
        let (from, to) = (world.stores.get(from), world.stores.get(to));
        connection.execute(
            "INSERT INTO movement_acts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5, 'ok', ?7, ?8, ?9, ?10)",
            params![
                id,
                doc_no,
                shop_day(at).to_string(),
                at,
                posted,
                posted.then_some(at + 3_600),
                author,
                posted.then_some(&author),
                from,
                to
            ],
        )?;
        let mut statement = connection.prepare_cached(
            "SELECT p.item_id, p.price FROM prices p WHERE p.store_id = ?1 AND p.quantity >= 20000
             ORDER BY p.item_id LIMIT 6 OFFSET ?2",
        )?;
        let goods: Vec<(String, i64)> = statement
            .query_map((to, number * 3), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for (item, price) in goods {
            line += 1;
            connection.execute(
                "INSERT INTO movement_act_lines VALUES (?1, ?2, ?3, ?4, ?5, 1)",
                params![line.to_string(), id, item, dice.between(1, 10) * 1_000, price],
            )?;
        }
        last = number;
    }
    for (kind, last) in [("movement-acts", last), ("movement-act-lines", line)] {
        connection.execute("INSERT INTO doc_numbers VALUES (?1, ?2)", (kind, last))?;
    }
    let half = |kind: &str, store: &str, sign: &str| {
        format!(
            "INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
               SELECT l.item_id, a.{store}, a.posted_at, '{kind}', {sign}l.qty,
                      {sign}CAST(round(l.qty * p.cost / 1000.0) AS INTEGER), a.id, a.doc_no
               FROM movement_act_lines l JOIN movement_acts a ON a.id = l.act_id
               JOIN prices p ON p.id = l.item_id || '-' || a.from_store
               WHERE a.posted = 1 ORDER BY CAST(l.id AS INTEGER);"
        )
    };
    connection.execute_batch(&half("transferShipment", "from_store", "-"))?;
    connection.execute_batch(&half("transferReceive", "to_store", ""))
}

/// Each month begins with what it sells and throws away, and ends with the throwing away; every
/// third month some of the stock is counted.
fn supplies(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE months AS
           SELECT m.item_id, m.store_id, strftime('%Y-%m', m.at, 'unixepoch', '+3 hours') AS month,
                  max(-sum(m.qty), 0) AS qty, max(-sum(m.qty), 0) / 30000 * 1000 AS waste, p.cost,
                  CAST(strftime('%s', strftime('%Y-%m-01', m.at, 'unixepoch', '+3 hours')) AS INTEGER) AS starts,
                  CAST(strftime('%m', m.at, 'unixepoch', '+3 hours') AS INTEGER) AS number,
                  (SELECT count(*) FROM stores s WHERE s.id <= m.store_id) AS place
           FROM stock_movements m JOIN prices p ON p.id = m.item_id || '-' || m.store_id
           WHERE m.kind IN ('salesOrder', 'returnOrder')
           GROUP BY m.item_id, m.store_id, month ORDER BY month, place, m.item_id;
         INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
           SELECT item_id, store_id, starts + 3600, 'inventoryTransaction', qty + waste,
                  CAST(round((qty + waste) * cost / 1000.0) AS INTEGER),
                  'packing-' || month || '-' || place, 'ПН-' || substr(month, 3, 2) || substr(month, 6) || place
           FROM months WHERE qty + waste > 0;
         INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
           SELECT item_id, store_id, starts + 26 * 86400, 'lossProfit', -waste,
                  -CAST(round(waste * cost / 1000.0) AS INTEGER),
                  'write-off-' || month || '-' || place, 'СП-' || substr(month, 3, 2) || substr(month, 6) || place
           FROM months WHERE waste > 0
             AND starts + 26 * 86400 < (SELECT max(at) FROM stock_movements);
         INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
           SELECT item_id, store_id, starts + 20 * 86400, 'inventoryCounting', CASE WHEN qty % 3000 = 0 THEN 1000 ELSE -1000 END,
                  CASE WHEN qty % 3000 = 0 THEN cost ELSE -cost END,
                  'counting-' || month || '-' || place, 'ИН-' || substr(month, 3, 2) || substr(month, 6) || place
           FROM months WHERE number % 3 = 2 AND qty % 7000 = 0 AND qty > 0
             AND starts + 20 * 86400 < (SELECT max(at) FROM stock_movements);
         DROP TABLE months;",
    )
}

/// What was there at the beginning, so that all movements together are what is there today.
fn opening(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    let at = day_start(world.today) - OPENING_DAYS * 86_400;
    connection.execute_batch(&format!(
        "CREATE TEMP TABLE sums AS
           SELECT item_id || '-' || store_id AS id, sum(qty) AS qty, count(*) AS lines
           FROM stock_movements GROUP BY item_id, store_id;
         CREATE UNIQUE INDEX temp.sums_id ON sums (id);
         INSERT INTO stock_movements (item_id, store_id, at, kind, qty, amount, document_id, document_number)
           SELECT p.item_id, p.store_id, {at}, 'inventoryCounting', p.quantity - coalesce(s.qty, 0),
                  CAST(round((p.quantity - coalesce(s.qty, 0)) * p.cost / 1000.0) AS INTEGER), 'opening', 'ИН-000000'
           FROM prices p LEFT JOIN sums s ON s.id = p.id
           WHERE p.quantity <> coalesce(s.qty, 0) ORDER BY p.id;
         UPDATE prices SET movements = (SELECT coalesce(max(s.lines), 0) FROM sums s WHERE s.id = prices.id)
           + (quantity <> coalesce((SELECT s.qty FROM sums s WHERE s.id = prices.id), 0));
         DROP TABLE sums;"
    ))
}

/// Points accrued on done orders and taken back on returns, points spent, and a gift to some.
fn points(connection: &Connection) -> rusqlite::Result<()> {
    let accrued = "CAST((o.total_amount - o.bonuses_amount) * g.bonus_rate / 10000 AS INTEGER)";
    let from = "FROM orders o JOIN customers c ON c.id = o.customer_id JOIN bonus_groups g ON g.id = c.bonus_group_id";
    connection.execute_batch(&format!(
        "INSERT INTO customer_bonus_history (customer_id, amount, admin, created_at, order_id)
           SELECT o.customer_id, -o.bonuses_amount / 100, 0, o.updated_status_at, o.id {from}
           WHERE o.bonuses_amount >= 100 ORDER BY o.seq;
         INSERT INTO customer_bonus_history (customer_id, amount, admin, created_at, order_id)
           SELECT o.customer_id, {accrued}, 0, o.posted_at, o.id {from}
           WHERE o.posted_at IS NOT NULL AND {accrued} > 0 ORDER BY o.seq;
         INSERT INTO customer_bonus_history (customer_id, amount, admin, created_at, order_id)
           SELECT o.customer_id, -{accrued}, 0, o.updated_status_at, o.id {from}
           WHERE o.status = 'returned' AND o.posted_at IS NOT NULL AND {accrued} > 0 ORDER BY o.seq;
         CREATE TEMP TABLE sums AS
           SELECT customer_id AS id, sum(amount) AS points, 0 AS spent FROM customer_bonus_history GROUP BY customer_id;
         CREATE UNIQUE INDEX temp.sums_id ON sums (id);
         UPDATE sums SET spent = paid.points FROM (
           SELECT customer_id, sum(bonuses_amount) / 100 AS points FROM orders
           WHERE status = 'done' AND bonuses_amount > 0 GROUP BY customer_id) AS paid
         WHERE paid.customer_id = sums.id;
         CREATE TEMP TABLE gifts AS
           SELECT c.id, c.created_at, (c.seq % 3 = 0) * (100 + c.seq % 60) + max(0, -coalesce(s.points, 0)) AS points
           FROM customers c LEFT JOIN sums s ON s.id = c.id ORDER BY c.seq;
         CREATE UNIQUE INDEX temp.gifts_id ON gifts (id);
         INSERT INTO customer_bonus_history (customer_id, amount, admin, created_at)
           SELECT id, points, 1, created_at FROM gifts WHERE points > 0;
         UPDATE customers SET
           current_points = coalesce((SELECT s.points FROM sums s WHERE s.id = customers.id), 0)
             + (SELECT g.points FROM gifts g WHERE g.id = customers.id),
           spent_points = coalesce((SELECT s.spent FROM sums s WHERE s.id = customers.id), 0);
         DROP TABLE gifts;
         DROP TABLE sums;"
    ))
}

fn dictionaries(connection: &Connection, world: &World) -> rusqlite::Result<()> {
    let mut dice = Dice::new(world.seed, 9);
    let reasons = [
        ("Инкассация", "withdraw"),
        ("Хозяйственные расходы", "withdraw"),
        ("Размен", "deposit"),
        ("Возврат подотчёта", "deposit"),
    ];
    for (revision, (title, kind)) in (1_i64..).zip(reasons) {
        connection.execute(
            "INSERT INTO cash_reasons VALUES (?1, ?2, ?3, 'on', ?4)",
            params![dice.uuid(), title, kind, revision],
        )?;
    }
    super::issue_revisions(connection, "cash-reasons", 4)?;
    let at = day_start(world.today) - 900 * 86_400;
    connection.execute(
        "INSERT INTO bonus_group_changes (group_id, created_at, operation_type)
           SELECT id, ?1, 'create' FROM bonus_groups ORDER BY id",
        [at],
    )?;
    connection.execute_batch(
        "INSERT INTO catalog_categories (id, title, color, category_id)
           SELECT CAST(row_number() OVER (ORDER BY revision) AS TEXT), title, color, id FROM categories;
         INSERT INTO bouquet_price_diapasons VALUES ('1', 0, 150000), ('2', 150000, 300000),
           ('3', 300000, 500000), ('4', 500000, 1000000), ('5', 1000000, NULL);
         INSERT INTO report_types VALUES
           ('4', 'IncomeVendors', 'Поступления от поставщиков', 'Что и по какой цене пришло на склад', 1, 'BD9A62'),
           ('8', 'CashWithdraw', 'Изъятия из кассы', 'Возвраты и сдача наличными', 1, 'A8741A'),
           ('9', 'Sales', 'Продажи', 'Проданные товары за период', 1, '567D45'),
           ('10', 'WarehouseMovements', 'Движения склада', 'Приход, расход и остаток', 1, '44699E'),
           ('11', 'OrdersDelivery', 'Доставка заказов', 'Заказы с доставкой и курьеры', 1, '6C97CB'),
           ('12', 'WrittenOffItems', 'Списания', 'Списанные товары', 1, 'C9283B'),
           ('13', 'PreorderItems', 'Товары предзаказов', 'Что понадобится к срокам заказов', 1, 'DBA520'),
           ('14', 'Preorders', 'Предзаказы', 'Открытые заказы по срокам', 1, 'F2913D'),
           ('15', 'FloristsResults', 'Итоги флористов', 'Заказы и выручка по флористам', 1, 'D46C8C'),
           ('16', 'Payments', 'Платежи', 'Платежи по способам', 1, '8B1E3F'),
           ('21', 'OrdersDiscount', 'Скидки и наценки', 'Заказы со скидками и причинами', 1, 'C3A1DC'),
           ('61', 'SalesByEmployees', 'Продажи по сотрудникам', 'Выручка по сотрудникам', 0, NULL);",
    )
}
