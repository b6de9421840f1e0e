//! How each action is sent, and how one finds out whether it is on the server.

use serde_json::Value;

use super::Action;
use crate::api::orders::{NewOrder, Orders};
use crate::api::{customers, orders, ApiError, Client};
use crate::domain::customer::Customer;
use crate::domain::order::{Order, OrderChange, PaymentType};
use crate::domain::record::{Body, Change as _, Resource as _, Write as _};
use crate::domain::Id;

/// What the server said of the records concerned.
#[derive(Debug, Default)]
pub struct Answer {
    pub orders: Orders,
    pub customers: Vec<Customer>,
}

impl From<Orders> for Answer {
    fn from(orders: Orders) -> Self {
        Self { orders, customers: Vec::new() }
    }
}

impl From<Customer> for Answer {
    fn from(customer: Customer) -> Self {
        Self { orders: Orders::default(), customers: vec![customer] }
    }
}

impl Action {
    /// Sends it, once. Makes and payments carry the id that was made here.
    ///
    /// # Errors
    /// As the operation; 409 for a make whose record is there already. After
    /// a network error it may have arrived.
    pub async fn send(&self, client: &Client) -> Result<Answer, ApiError> {
        match self {
            Self::MakeCustomer(customer) => Ok(customers::create(client, customer).await?.into()),
            Self::ChangeCustomer(id, changes) => Ok(customers::update(client, *id, changes).await?.into()),
            Self::MakeOrder(order) => Ok(orders::create(client, whole(order)).await?.into()),
            Self::ChangeOrder(id, changes) => send_changes(client, *id, changes).await,
            Self::Pay(id, payment) => {
                orders::create_payment(client, *id, payment).await?;
                // The answer is the payment; what counts is what the order is paid
                // now. Where that cannot be read, the payment is there all the same.
                let order = orders::get(client, *id).await;
                Ok(order.map_err(|_| ApiError::Unreadable)?.into())
            }
        }
    }

    /// Whether it is on the server, with what the server has there now.
    ///
    /// # Errors
    /// As the read; a record that is not there is no error for a make.
    pub async fn look_up(&self, client: &Client) -> Result<(bool, Answer), ApiError> {
        match self {
            Self::MakeCustomer(customer) => there(customers::get(client, customer.id).await),
            Self::MakeOrder(order) => {
                there(orders::get(client, order.id).await.and_then(|answer| found(answer, order.id)))
            }
            Self::ChangeCustomer(id, changes) => {
                let customer = customers::get(client, *id).await?;
                Ok((changes.iter().all(|change| change.is_in(&customer)), customer.into()))
            }
            Self::ChangeOrder(id, changes) => {
                let answer = orders::get(client, *id).await?;
                let order = answer.orders.iter().find(|order| order.id == *id);
                Ok((order.is_some_and(|order| changes.iter().all(|c| c.is_in(order))), answer.into()))
            }
            Self::Pay(id, payment) => {
                let answer = orders::get(client, *id).await?;
                let order = answer.orders.iter().find(|order| order.id == *id);
                let payments = order.and_then(|order| order.detail.as_ref()).map(|detail| &detail.payments);
                let there = payments.is_some_and(|all| all.iter().any(|known| known.id == payment.id));
                Ok((there, answer.into()))
            }
        }
    }
}

impl Action {
    /// It takes more money than is still to be paid, as the server has it there now.
    pub fn pays_too_much(&self, there: &Answer) -> bool {
        let Self::Pay(id, payment) = self else { return false };
        let order = there.orders.orders.iter().find(|order| order.id == *id);
        let takes = payment.payment_type == Some(PaymentType::Payment);
        takes && order.is_some_and(|order| payment.amount > order.total_amount - order.payments_amount)
    }

    /// What it would have the server write, as a resource object of the API.
    pub fn document(&self) -> Value {
        let body = match self {
            Self::MakeCustomer(customer) => customer.body(),
            Self::ChangeCustomer(id, changes) => Body::new(Customer::TYPE).id(id).changes(changes),
            Self::MakeOrder(order) => whole(order).body(),
            Self::ChangeOrder(id, changes) => Body::new(Order::TYPE).id(id).changes(changes),
            Self::Pay(order, payment) => payment.body().related("order", &Some(*order)),
        };
        body.value()
    }
}

/// A new order with its lines, and the discounts of its detail.
fn whole(order: &Order) -> NewOrder<'_> {
    let lines = order.lines.as_deref().unwrap_or_default();
    let discounts = order.detail.as_ref().map(|detail| detail.discounts.as_slice());
    NewOrder { order, lines, discounts: discounts.unwrap_or_default() }
}

/// The delivery status has an operation of its own.
async fn send_changes(client: &Client, id: Id<Order>, changes: &[OrderChange]) -> Result<Answer, ApiError> {
    let (delivery, plain): (Vec<_>, Vec<_>) =
        changes.iter().cloned().partition(|change| matches!(change, OrderChange::DeliveryStatus(_)));
    let mut answer = None;
    if !plain.is_empty() {
        answer = Some(orders::update_many(client, id, &plain).await?);
    }
    for change in &delivery {
        answer = Some(orders::update(client, id, change).await?);
    }
    Ok(answer.unwrap_or_default().into())
}

fn found(answer: Orders, id: Id<Order>) -> Result<Orders, ApiError> {
    if answer.orders.iter().any(|order| order.id == id) {
        Ok(answer)
    } else {
        Err(ApiError::Unreadable)
    }
}

/// A record that was asked for by its id: 404 says that it is not there. (Of
/// operation 61 only 400 is documented.)
fn there<T: Into<Answer>>(answer: Result<T, ApiError>) -> Result<(bool, Answer), ApiError> {
    match answer {
        Ok(answer) => Ok((true, answer.into())),
        Err(ApiError::Refused { status: 400 | 404, .. }) => Ok((false, Answer::default())),
        Err(error) => Err(error),
    }
}
