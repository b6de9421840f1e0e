// Orders of the demo shop that nothing has been paid for.
import { dayBounds, shopDay } from "./harness.mjs";

const taken = new Set();

/** An open order of these days without any payment, another one each time; what is missing are whole roubles. */
export async function unpaid(room) {
  const orders = await room.shop.all("orders", { "filter[statuses]": "new,assembled", ...dayBounds(shopDay(), shopDay(3)) });
  const order = orders.find(
    ({ id, attributes }) => !taken.has(id) && attributes.paymentsAmount === 0 && attributes.totalAmount > 500 && Number.isInteger(attributes.totalAmount),
  );
  taken.add(order.id);
  return { id: order.id, missing: order.attributes.totalAmount };
}
