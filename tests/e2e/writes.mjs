// What becomes of the changes of orders that a browser sends, before they reach the shop.
const CHANGES = /\/api\/v1\/orders\/[0-9a-f-]{36}$/;

/** Answers every change of an order that is sent from this context; gives the way back. */
async function writes(context, answer) {
  const change = (route) => (route.request().method() === "PATCH" ? answer(route) : route.fallback());
  await context.route(CHANGES, change);
  return () => context.unroute(CHANGES, change);
}

/** Lets nothing through that changes an order. */
export const hold = (context) => writes(context, (route) => route.abort("connectionrefused"));

/** Refuses every change of an order, for this reason. */
export const refuse = (context, detail) =>
  writes(context, (route) => route.fulfill({ status: 422, contentType: "application/vnd.api+json", json: { errors: [{ status: "422", code: "x", detail }] } }));
