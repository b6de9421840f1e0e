// What becomes of what a browser sends, before it reaches the shop.
const CHANGES = /\/api\/v1\/orders\/[0-9a-f-]{36}$/;

/** Answers every change of an order that is sent from this context; gives the way back. */
async function writes(context, answer) {
  const change = (route) => (route.request().method() === "PATCH" ? answer(route) : route.fallback());
  await context.route(CHANGES, change);
  return () => context.unroute(CHANGES, change);
}

/** Lets nothing through that changes an order. */
export const hold = (context) => writes(context, (route) => route.abort("connectionrefused"));

const refusing = (detail) => (route) =>
  route.fulfill({ status: 422, contentType: "application/vnd.api+json", json: { errors: [{ status: "422", code: "x", detail }] } });

/** Refuses every change of an order, for this reason. */
export const refuse = (context, detail) => writes(context, refusing(detail));

/** Refuses to make orders, customers or payments; gives the way back. */
export async function refuseMaking(context, what, detail) {
  const path = new RegExp(`/${what}(\\?.*)?$`);
  const make = (route) => (route.request().method() === "POST" ? refusing(detail)(route) : route.fallback());
  await context.route(path, make);
  return () => context.unroute(path, make);
}
