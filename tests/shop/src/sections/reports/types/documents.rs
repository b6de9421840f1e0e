//! Reports whose rows are documents: payments, cash that left the till, orders.

use super::{by_day, column, detail, ids, sum, words, Kind, Type};
use crate::jsonapi::fields::{Target, CUSTOMER, METHOD, SOURCE, STORE, WORKER};

static REASON: Target =
    Target { kind: "discount-reasons", table: "discount_reasons", word: "reason", unknown: "unknown-reason" };

const STATUS: &str = "CASE o.status WHEN 'new' THEN 'Новый' WHEN 'notAccepted' THEN 'Не принят'
  WHEN 'assembled' THEN 'Собран' WHEN 'courier' THEN 'У курьера' WHEN 'done' THEN 'Выполнен'
  WHEN 'canceled' THEN 'Отменён' ELSE 'Возвращён' END";
const STATUSES: &[&str] = &["new", "notAccepted", "assembled", "courier", "done", "canceled", "returned"];
const PAYMENT_KIND: &str =
    "CASE p.payment_type WHEN 'payment' THEN 'Оплата' WHEN 'return' THEN 'Возврат' ELSE 'Сдача' END";
const WORKER_NAME: &str = "trim(w.last_name || ' ' || w.first_name)";
const PAID: &str =
    "order_payments p JOIN orders o ON o.id = p.order_id LEFT JOIN stores s ON s.id = o.store_id
  LEFT JOIN payment_methods t ON t.id = p.method_id LEFT JOIN workers w ON w.id = p.posted_by";

/// Posted payments, as the statistics count them: returns and change are negative.
pub(super) static PAYMENTS: Type = Type {
    name: "Payments",
    from: PAID,
    when: "p.posted = 1 AND p.posted_at BETWEEN ?1 AND ?2",
    details: &[
        by_day("p.posted_at"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("method", "Способ", "t.title", "p.method_id"),
        detail("worker", "Принял", WORKER_NAME, "p.posted_by"),
    ],
    usual: None,
    columns: &[
        column("Время", "p.posted_at", Kind::Moment),
        column("Заказ", "o.doc_no", Kind::Text),
        column("Магазин", "s.title", Kind::Text),
        column("Способ", "t.title", Kind::Text),
        column("Вид", PAYMENT_KIND, Kind::Text),
        column("Предоплата", "CASE p.prepayment WHEN 1 THEN 'да' ELSE 'нет' END", Kind::Text),
        column("Принял", WORKER_NAME, Kind::Text),
        sum(
            "Сумма, руб.",
            "CASE p.payment_type WHEN 'payment' THEN p.amount ELSE -p.amount END",
            Kind::Money,
        ),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("method", "Способ", &METHOD, "p.method_id"),
        ids("worker", "Принял", &WORKER, "p.posted_by"),
        words("type", "Вид", &["payment", "return", "change"], "p.payment_type"),
    ],
    order: "p.posted_at, p.seq",
};

/// Cash that was given back; the shop knows no other way out of the till.
pub(super) static CASH_WITHDRAW: Type = Type {
    name: "CashWithdraw",
    from: PAID,
    when:
        "p.posted = 1 AND t.code = 'cash' AND p.payment_type <> 'payment' AND p.posted_at BETWEEN ?1 AND ?2",
    details: &[
        by_day("p.posted_at"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("worker", "Выдал", WORKER_NAME, "p.posted_by"),
    ],
    usual: None,
    columns: &[
        column("Время", "p.posted_at", Kind::Moment),
        column("Заказ", "o.doc_no", Kind::Text),
        column("Магазин", "s.title", Kind::Text),
        column("Вид", PAYMENT_KIND, Kind::Text),
        column("Выдал", WORKER_NAME, Kind::Text),
        column("Примечание", "p.description", Kind::Text),
        sum("Сумма, руб.", "p.amount", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("worker", "Выдал", &WORKER, "p.posted_by"),
        words("type", "Вид", &["return", "change"], "p.payment_type"),
    ],
    order: "p.posted_at, p.seq",
};

/// Deliveries of every status, by when they are due.
pub(super) static ORDERS_DELIVERY: Type = Type {
    name: "OrdersDelivery",
    from: "orders o LEFT JOIN stores s ON s.id = o.store_id LEFT JOIN workers w ON w.id = o.courier_id",
    when: "o.delivery = 1 AND coalesce(o.due_time, o.created_at) BETWEEN ?1 AND ?2",
    details: &[
        by_day("coalesce(o.due_time, o.created_at)"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("courier", "Курьер", "coalesce(trim(w.last_name || ' ' || w.first_name), 'Без курьера')", "o.courier_id"),
        detail("status", "Статус", STATUS, "o.status"),
    ],
    usual: None,
    columns: &[
        column("Срок", "coalesce(o.due_time, o.created_at)", Kind::Moment),
        column("Заказ", "o.doc_no", Kind::Text),
        column("Магазин", "s.title", Kind::Text),
        column("Статус", STATUS, Kind::Text),
        column(
            "Доставка",
            "CASE o.delivery_status WHEN 'courier' THEN 'У курьера' WHEN 'delivered' THEN 'Доставлен'
             WHEN 'cannotBeDelivered' THEN 'Не доставлен' ELSE '' END",
            Kind::Text,
        ),
        column("Курьер", WORKER_NAME, Kind::Text),
        column("Получатель", "o.delivery_contact", Kind::Text),
        column(
            "Адрес",
            "trim(o.delivery_city || ', ' || o.delivery_street || ' ' || o.delivery_house
                  || CASE o.delivery_apartment WHEN '' THEN '' ELSE ', кв. ' || o.delivery_apartment END, ', ')",
            Kind::Text,
        ),
        sum("Сумма, руб.", "o.total_amount", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("courier", "Курьер", &WORKER, "o.courier_id"),
        words("status", "Статус", STATUSES, "o.status"),
        words("deliveryStatus", "Доставка", &["courier", "delivered", "cannotBeDelivered"], "o.delivery_status"),
    ],
    order: "coalesce(o.due_time, o.created_at), o.seq",
};

/// Open orders, by when they are due.
pub(super) static PREORDERS: Type = Type {
    name: "Preorders",
    from: "orders o LEFT JOIN stores s ON s.id = o.store_id LEFT JOIN customers c ON c.id = o.customer_id
           LEFT JOIN order_sources f ON f.id = o.source_id",
    when: "o.status IN ('new', 'notAccepted', 'assembled', 'courier')
           AND coalesce(o.due_time, o.created_at) BETWEEN ?1 AND ?2",
    details: &[
        by_day("coalesce(o.due_time, o.created_at)"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("source", "Источник", "coalesce(f.title, 'Без источника')", "o.source_id"),
        detail("status", "Статус", STATUS, "o.status"),
    ],
    usual: None,
    columns: &[
        column("Срок", "coalesce(o.due_time, o.created_at)", Kind::Moment),
        column("Заказ", "o.doc_no", Kind::Text),
        column("Магазин", "s.title", Kind::Text),
        column("Статус", STATUS, Kind::Text),
        column("Клиент", "c.title", Kind::Text),
        column("Источник", "f.title", Kind::Text),
        column("Доставка", "CASE o.delivery WHEN 1 THEN 'да' ELSE 'нет' END", Kind::Text),
        sum("Сумма, руб.", "o.total_amount", Kind::Money),
        sum("Оплачено, руб.", "o.payments_amount", Kind::Money),
        sum("К оплате, руб.", "max(o.total_amount - o.payments_amount, 0)", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("source", "Источник", &SOURCE, "o.source_id"),
        ids("customer", "Клиент", &CUSTOMER, "o.customer_id"),
        words("status", "Статус", &["new", "notAccepted", "assembled", "courier"], "o.status"),
    ],
    order: "coalesce(o.due_time, o.created_at), o.seq",
};

/// Orders sold for another sum than the prices of their goods.
pub(super) static ORDERS_DISCOUNT: Type = Type {
    name: "OrdersDiscount",
    from: "orders o LEFT JOIN stores s ON s.id = o.store_id LEFT JOIN customers c ON c.id = o.customer_id",
    when: "o.status = 'done' AND o.posted_at BETWEEN ?1 AND ?2 AND (o.discounts_amount > 0 OR o.markups_amount > 0)",
    details: &[
        by_day("o.posted_at"),
        detail("store", "Магазин", "s.title", "o.store_id"),
        detail("customer", "Клиент", "coalesce(c.title, 'Без клиента')", "o.customer_id"),
    ],
    usual: None,
    columns: &[
        column("Время", "o.posted_at", Kind::Moment),
        column("Заказ", "o.doc_no", Kind::Text),
        column("Магазин", "s.title", Kind::Text),
        column("Клиент", "c.title", Kind::Text),
        column(
            "Причины",
            "(SELECT group_concat(r.title, ', ') FROM order_discounts d JOIN discount_reasons r ON r.id = d.reason_id
              WHERE d.order_id = o.id)",
            Kind::Text,
        ),
        sum("По ценам, руб.", "o.total_amount + o.discounts_amount - o.markups_amount", Kind::Money),
        sum("Скидка, руб.", "o.discounts_amount", Kind::Money),
        sum("Наценка, руб.", "o.markups_amount", Kind::Money),
        sum("Сумма, руб.", "o.total_amount", Kind::Money),
    ],
    filters: &[
        ids("store", "Магазин", &STORE, "o.store_id"),
        ids("customer", "Клиент", &CUSTOMER, "o.customer_id"),
        ids(
            "reason",
            "Причина",
            &REASON,
            "EXISTS (SELECT 1 FROM order_discounts d WHERE d.order_id = o.id AND d.reason_id IN ?)",
        ),
    ],
    order: "o.posted_at, o.seq",
};
