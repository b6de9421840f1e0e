// The module comes in two parts: the orders are shown with the first, and whatever needs the second finds it.
import assert from "node:assert/strict";
import { OrdersBoard, settled, stage, until } from "./harness.mjs";

const { scene } = stage();
const SECOND = /\/posy-later-\w+\.wasm$/;

/** Signs in, and opens the address in a page that counts how the second part is asked for. */
async function opened(room, address, prepare = async () => {}) {
  const context = (await room.work("/orders")).context();
  const page = await context.newPage();
  const asked = { behind: 0, waiting: 0 };
  page.on("request", (request) => {
    if (SECOND.test(request.url())) asked[request.resourceType() === "xhr" ? "waiting" : "behind"] += 1;
  });
  await prepare(page);
  await page.goto(address);
  return { page, asked };
}

/** What is fetched behind is lost; what the app waits for comes. */
const loseBehind = (room) => (page) => {
  room.provokes("down");
  return page.route(SECOND, (route) => (route.request().resourceType() === "xhr" ? route.continue() : route.abort()));
};

scene("the board does not wait for the second part", async (room) => {
  await room.shop.make();
  let release;
  const held = new Promise((done) => (release = done));
  const { page, asked } = await opened(room, "/orders", (page) => page.route(SECOND, (route) => held.then(() => route.continue())));
  await settled(page);
  await until(async () => (await new OrdersBoard(page).ids()).length > 0, "orders are shown");
  await page.waitForTimeout(1000);
  assert.deepEqual(asked, { behind: 1, waiting: 0 });
  release();
  await page.locator("[id^=card-]").first().click();
  await page.locator(".order__number").waitFor();
});

scene("what needs the second part before it is there waits for it", async (room) => {
  const order = await room.shop.make();
  const { page, asked } = await opened(room, `/orders?number=${order.number}`, loseBehind(room));
  await settled(page);
  await new OrdersBoard(page).link(order.id).click();
  await page.locator(".order__number").filter({ hasText: order.number }).waitFor();
  assert.equal(asked.waiting, 1, "it is fetched once");
  await page.locator("#order-notes").fill("kept");
  await page.locator("#order-notes").blur();
  await until(async () => (await room.shop.order(order.id)).data.attributes.description === "kept", "it is on the server");
});

scene("the link of an order opens it at the start of the app", async (room) => {
  const order = await room.shop.make();
  const { page } = await opened(room, `/orders?order=${order.id}`, loseBehind(room));
  await page.locator(".order__number").filter({ hasText: order.number }).waitFor();
});

scene("without the second part the page says that it has stopped, and comes back by itself", async (room) => {
  room.provokes("down", /Posy stopped|XMLHttpRequest/);
  const order = await room.shop.make();
  const { page } = await opened(room, `/orders?number=${order.number}`, (page) => page.route(SECOND, (route) => route.abort()));
  await settled(page);
  await new OrdersBoard(page).link(order.id).click();
  await page.getByRole("heading", { name: "Posy has stopped" }).waitFor();
  await page.unroute(SECOND);
  await page.locator(".order__number").filter({ hasText: order.number }).waitFor();
});
