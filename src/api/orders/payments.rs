//! Money of orders: operations 66, 68 and 69 of the reference.

use crate::api::document::Document;
use crate::api::filter::{asked, Dictionary, Filter, Kind};
use crate::api::listing::{including, Asked, Page, LONGEST_PAGE};
use crate::api::outside::Method;

use crate::api::query::Query;
use crate::api::{ApiError, Client};
use crate::domain::order::{Order, Payment, PaymentChange, PaymentMethod, PaymentType};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::{Id, Word};

const INCLUDE: &str = "method,shift,fiscalShift,createdBy,postedBy,fiscalizedBy,order,parent";

/// Every filter of operation 69.
pub static PAYMENT_FILTERS: [Filter<Payment, ()>; 11] = [
    asked("type", "filter[type]", Kind::Choice(PaymentType::CHOICES), Word::new("Type", "Тип")),
    asked(
        "method",
        "filter[paymentMethod]",
        Kind::Records(Dictionary::PaymentMethods),
        Word::new("Payment method", "Способ оплаты"),
    ),
    asked("order", "filter[order]", Kind::Text, Word::new("Order", "Заказ")),
    asked("amount", "filter[amountFrom]..filter[amountTo]", Kind::Amounts, Word::new("Amount", "Сумма")),
    asked(
        "points",
        "filter[bonusesAmountFrom]..filter[bonusesAmountTo]",
        Kind::Amounts,
        Word::new("Points", "Бонусы"),
    ),
    asked("fiscalized", "filter[fiscalized]", Kind::YesNo, Word::new("Fiscal receipt", "Чек пробит")),
    asked("fiscalized-at", "filter[fiscalizedAt]", Kind::Dates, Word::new("Receipt printed", "Дата чека")),
    asked(
        "created-by",
        "filter[createdBy]",
        Kind::Records(Dictionary::Workers),
        Word::new("Created by", "Кто создал"),
    ),
    asked(
        "posted-by",
        "filter[postedBy]",
        Kind::Records(Dictionary::Workers),
        Word::new("Posted by", "Кто провёл"),
    ),
    asked("shift", "filter[shift]", Kind::Text, Word::new("Shift", "Смена")),
    asked("fiscal-shift", "filter[fiscalShift]", Kind::Text, Word::new("Fiscal shift", "Фискальная смена")),
];

/// Operation 66: `POST /v1/orders/{id}/payments`. It is posted at once. An id
/// made here is kept.
///
/// # Errors
/// 422 with the field, such as more points than the customer has; 409 for an
/// id that is taken: then the payment is there already; after a network error
/// it may have been made.
pub async fn create_payment(
    client: &Client,
    order: Id<Order>,
    payment: &Payment,
) -> Result<Payment, ApiError> {
    let path = including(&format!("/orders/{order}/payments"), INCLUDE);
    send(client, Method::Post, path, payment.body()).await
}

/// Operation 68: `PATCH /v1/payments/{paymentId}`: words and marks, never money.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update_payment(
    client: &Client,
    id: Id<Payment>,
    changes: &[PaymentChange],
) -> Result<Payment, ApiError> {
    let body = Body::new(Payment::TYPE).id(id).changes(changes);
    send(client, Method::Patch, including(&format!("/payments/{id}"), INCLUDE), body).await
}

/// Operation 69: `GET /v1/payments`, one page.
///
/// # Errors
/// 422 for filters the server does not take; network errors.
pub async fn list_payments(client: &Client, asked: &Asked<'_>) -> Result<Page<Payment>, ApiError> {
    let query = asked.query(&PAYMENT_FILTERS).with("include", INCLUDE);
    let mut page: Page<Payment> = client.page("/payments", query).await?;
    let rows = std::mem::take(&mut page.rows);
    page.rows = rows.into_iter().map(|payment| named(&page.doc, payment)).collect();
    Ok(page)
}

/// The payment methods the shop has used lately. The API has no list of them;
/// they come along with payments (operation 69).
///
/// # Errors
/// 403 for who may not see payments; network errors.
pub async fn payment_methods(client: &Client) -> Result<Vec<PaymentMethod>, ApiError> {
    let query = Query::default().page(1, LONGEST_PAGE).with("include", "method");
    let page: Page<Payment> = client.page("/payments", query).await?;
    Ok(page.beside())
}

/// A payment with what its method is called, where that came along.
fn named(doc: &Document, mut payment: Payment) -> Payment {
    let id = payment.method_id.map(|id| id.to_string());
    let method = doc.included("payment-methods").find(|method| Some(&method.id) == id.as_ref());
    payment.method = method.map(|method| method.text("title")).unwrap_or_default();
    payment
}

async fn send(client: &Client, method: Method, path: String, body: Body) -> Result<Payment, ApiError> {
    let doc = client.change(method, path, Some(body.text().into())).await?;
    let payment: Payment = doc.one().and_then(|row| row.read(&doc)).ok_or(ApiError::Unreadable)?;
    Ok(named(&doc, payment))
}
