// The detail of an order: everything the server has of it, and every change that can be made there.
import assert from "node:assert/strict";
import { OrdersBoard, shopDay, stage, until } from "./harness.mjs";

const { scene } = stage();

const attributes = async (room, id) => (await room.shop.order(id)).data.attributes;
const related = async (room, id, name) => (await room.shop.order(id)).data.relationships[name].data;

/** An order of the demo that has as much as possible to show. */
async function richest(room) {
  const orders = await room.shop.get("orders", { "page[size]": "100", "filter[delivery]": "true", "filter[statuses]": "done", include: "lines,payments,history,discounts,customer" });
  const weight = (order) => ["lines", "payments", "history", "discounts"].reduce((sum, name) => sum + Math.min(order.relationships[name].data.length, 3), 0) + (order.relationships.customer.data ? 5 : 0);
  return orders.data.sort((a, b) => weight(b) - weight(a))[0].id;
}

scene("the detail opens by a click, beside the board, and by its link", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`, { device: "wide" });
  const board = new OrdersBoard(page);
  await board.card(order.id).click({ position: { x: 40, y: 60 } });
  await page.locator("#order-title", { hasText: order.number }).waitFor();
  assert.match(page.url(), new RegExp(`order=${order.id}`));
  const [side, column] = [await page.locator(".split__side").boundingBox(), await board.column("new").boundingBox()];
  assert.ok(column.x + column.width <= side.x + 1, "the board keeps its place beside the detail");
  const other = await room.visit(`/orders?order=${order.id}`, { context: page.context() });
  await other.locator("#order-title", { hasText: order.number }).waitFor();
});

scene("the detail shows everything the server has of the order", async (room) => {
  const id = await richest(room);
  const page = await room.work(`/orders?order=${id}`, { device: "wide" });
  const include = "lines,lines.item,lines.bouquet,payments,payments.method,history,history.worker,discounts,discounts.reason,tags,customer,florist,courier,store,source";
  const { data, included } = await room.shop.order(id, include);
  const of = (type) => included.filter((record) => record.type === type);
  const detail = page.locator(".order__body");
  await page.locator(".timeline__step").first().waitFor();
  const told = (await detail.textContent()).replace(/[\s\u00a0]+/g, " ");
  const money = (amount) => `${amount.toLocaleString("en-US", { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2 })} ₽`;
  const { totalAmount, deliveryStreet, deliveryContact, deliveryComments } = data.attributes;
  const bouquets = of("bouquets");
  const wanted = [
    of("customers")[0]?.attributes.title, deliveryStreet, deliveryContact, money(totalAmount),
    of("stores")[0].attributes.title, of("order-sources")[0]?.attributes.title,
    ...of("inventory-items").map((item) => item.attributes.title),
    ...bouquets.map((bouquet) => bouquet.attributes.title),
    ...of("payment-methods").map((method) => method.attributes.title),
    ...of("order-payments").map((payment) => money(payment.attributes.amount + (payment.attributes.bonusAmount ?? 0))),
    ...of("order-tags").map((tag) => tag.attributes.title),
  ].filter(Boolean);
  for (const part of wanted) assert.ok(told.includes(part.replace(/\s+/g, " ")), `“${part}” is told`);
  assert.equal(await page.locator("#order-comments").inputValue(), deliveryComments);
  assert.equal(await page.locator("#order-notes").inputValue(), data.attributes.description);
  assert.equal(await page.locator(".timeline__step").count(), of("order-history-lines").length);
  assert.equal(await page.locator(".payment").count(), of("order-payments").length);
  assert.equal(await page.locator(".line").count(), of("order-lines").length);
  assert.equal(await page.locator(".bouquet__head").count(), bouquets.length);
  for (const bouquet of bouquets) {
    const lines = of("order-lines").filter((line) => line.relationships.bouquet.data?.id === bouquet.id);
    const shown = page.locator(".bouquet", { has: page.getByRole("heading", { name: bouquet.attributes.title, exact: true }) });
    const counts = await Promise.all((await shown.all()).map((group) => group.locator(".line").count()));
    assert.ok(counts.includes(lines.length), `the lines of ${bouquet.attributes.title} stand with it`);
  }
});

scene("florist, courier and delivery status are changed, and arrive one by one", async (room) => {
  const order = await room.shop.make({ delivery: true, deliveryStreet: "Arbat" });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const workers = (await room.shop.get("workers")).data;
  const mark = room.shop.mark();
  await page.locator("#order-florist").selectOption(workers[0].id);
  await until(async () => (await related(room, order.id, "florist"))?.id === workers[0].id, "the florist arrived");
  await page.locator("#order-courier").selectOption(workers[1].id);
  await until(async () => (await related(room, order.id, "courier"))?.id === workers[1].id, "the courier arrived");
  await page.locator("#order-delivery-status").selectOption("courier");
  await until(async () => (await attributes(room, order.id)).deliveryStatus === "courier", "the delivery status arrived");
  const writes = room.shop.since(mark).filter((line) => line.method === "PATCH").map((line) => line.op);
  assert.deepEqual(writes, [62, 62, 64]);
  await page.locator(".field", { has: page.locator("#order-florist") }).getByText("Saved").waitFor();
  await page.locator("#order-florist").selectOption("");
  await until(async () => (await related(room, order.id, "florist")) === null, "no florist any more");
  const card = new OrdersBoard(page).card(order.id);
  assert.match(await card.textContent(), /No florist/);
});

scene("the due time is the shop's, wherever the browser is", async (room) => {
  const order = await room.shop.make({ dueTime: `${shopDay()}T09:30:00+03:00` });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`, { zone: "Pacific/Auckland" });
  const field = page.locator("#order-due");
  assert.equal(await field.inputValue(), `${shopDay()}T09:30`);
  const card = new OrdersBoard(page).card(order.id);
  assert.match(await card.textContent(), /09:30/);
  await field.fill(`${shopDay()}T18:45`);
  await field.blur();
  await until(async () => Date.parse((await attributes(room, order.id)).dueTime) === Date.parse(`${shopDay()}T18:45:00+03:00`), "the new time arrived");
  await until(async () => /18:45/.test(await card.textContent()), "the card has the new time");
});

scene("notes and tags are changed and arrive", async (room) => {
  const order = await room.shop.make();
  const tags = (await room.shop.get("order-tags")).data.filter((tag) => !tag.attributes.deleted);
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  await page.locator("#order-notes").fill("No lilies, please\nRing twice");
  await page.locator("#order-notes").blur();
  await until(async () => (await attributes(room, order.id)).description === "No lilies, please\nRing twice", "the notes arrived");
  const chips = page.getByRole("group", { name: "Tags" });
  await chips.getByRole("button", { name: tags[0].attributes.title }).click();
  await chips.getByRole("button", { name: tags[1].attributes.title }).click();
  const onServer = async () => (await related(room, order.id, "tags")).map((tag) => tag.id).sort().join();
  await until(async () => (await onServer()) === [tags[0].id, tags[1].id].sort().join(), "both tags arrived");
  await chips.getByRole("button", { name: tags[0].attributes.title }).click();
  await until(async () => (await onServer()) === tags[1].id, "one tag is taken off");
});

scene("notes that are typed when the detail is closed are not lost", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  await page.locator("#order-notes").fill("typed and left");
  await page.keyboard.press("Escape");
  await page.locator("#order-title").waitFor({ state: "detached" });
  await until(async () => (await attributes(room, order.id)).description === "typed and left", "the notes arrived");
});

scene("news from the server do not touch what somebody types", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  await page.locator("#order-notes").fill("half a sent");
  await room.shop.change(order.id, { status: "assembled" });
  await page.locator(".order__state .status[data-status=assembled]").waitFor();
  assert.equal(await page.locator("#order-notes").inputValue(), "half a sent");
});

scene("the status is changed by the likeliest next step and by its menu", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  await page.locator(".order__foot").getByRole("button", { name: "Mark assembled" }).click();
  await until(async () => (await attributes(room, order.id)).status === "assembled", "it is assembled");
  await page.getByRole("button", { name: "Assembled", exact: true }).click();
  await page.getByRole("menu").getByRole("menuitem", { name: "Canceled" }).click();
  await until(async () => (await attributes(room, order.id)).status === "canceled", "it is canceled");
  await page.locator(".order__foot").waitFor({ state: "detached" });
  await until(async () => (await page.locator(".timeline__step").count()) === 3, "the history grew");
});

scene("Escape closes the detail and gives the focus back to the card", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const board = new OrdersBoard(page);
  await board.link(order.id).focus();
  await page.keyboard.press("Enter");
  await page.locator("#order-title").waitFor();
  await until(() => page.evaluate(() => document.activeElement.closest(".order") !== null), "the focus is in the detail");
  await page.keyboard.press("Escape");
  await page.locator("#order-title").waitFor({ state: "detached" });
  await until(() => page.evaluate((id) => document.activeElement.id === `card-${id}`, order.id), "the focus is on the card");
  assert.doesNotMatch(page.url(), /order=/);
});

scene("on a tablet the detail lies over the board, on a phone it is a page", async (room) => {
  const order = await room.shop.make();
  const tablet = await room.work(`/orders?number=${order.number}&order=${order.id}`, { device: "tablet" });
  await tablet.locator("#order-title", { hasText: order.number }).waitFor();
  await tablet.locator(".split__scrim").click({ position: { x: 20, y: 300 } });
  await tablet.locator("#order-title").waitFor({ state: "detached" });
  const phone = await room.work(`/orders?number=${order.number}&order=${order.id}`, { device: "phone" });
  await phone.locator("#order-title", { hasText: order.number }).waitFor();
  const side = await phone.locator(".split__side").boundingBox();
  assert.ok(side.width >= 390 && side.x === 0, "it has the whole width");
  await phone.getByRole("button", { name: "Back to the board" }).click();
  await phone.locator("#order-title").waitFor({ state: "detached" });
  await new OrdersBoard(phone).card(order.id).waitFor();
});

for (const [device, leaves] of [
  ["desktop", (page) => page.keyboard.press("Escape")],
  ["phone", (page) => page.locator(".order").getByRole("button", { name: "Back" }).click()],
]) {
  scene(`an order that is not there says so, and one gets away from it (${device})`, async (room) => {
    room.provokes("404");
    const page = await room.work("/orders?order=00000000-0000-4000-8000-000000000000", { device });
    await page.locator(".order").getByText("This order is not here").waitFor();
    await leaves(page);
    await page.locator(".order").waitFor({ state: "detached" });
  });
}

scene("the link of an order is copied", async (room) => {
  const order = await room.shop.make();
  const context = await room.context({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`, { context });
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("The link is copied").waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), new RegExp(`order=${order.id}`));
});

scene("who was dismissed is named on the orders they have, and offered for no other", async (room) => {
  const [gone] = (await room.shop.get("workers", { dismissed: "true" })).data;
  const name = `${gone.attributes.firstName} ${gone.attributes.lastName}`;
  const order = await room.shop.make();
  await room.shop.change(order.id, {}, { florist: { data: { type: "workers", id: gone.id } } });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const chosen = () => page.locator("#order-florist").evaluate((field) => field.selectedOptions[0]?.textContent ?? "");
  await until(async () => (await chosen()).startsWith(name), "the order names them");
  await page.goto("/orders/new");
  const offered = () => page.locator("#new-florist option").allTextContents();
  await until(async () => (await offered()).length > 2, "the florists are there");
  assert.ok(!(await offered()).some((florist) => florist.startsWith(name)));
});
