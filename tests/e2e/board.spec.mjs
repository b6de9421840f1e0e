// The board: columns that count what the server counts, days, search, and an address for every state.
import assert from "node:assert/strict";
import { dayBounds, OrdersBoard, settled, shopDay, stage, START, until } from "./harness.mjs";
import { STATUSES } from "./board.mjs";

const { scene } = stage();

/** The server's counts by status under these parameters. */
async function counted(shop, params) {
  const { meta } = await shop.get("orders", { ...params, addMetaStatuses: "true", "page[size]": "1" });
  return meta.statuses;
}

/** The columns tell what the server counts; returned orders are shown only when asked for. */
async function sameAsServer(room, page, params) {
  const board = new OrdersBoard(page);
  await until(async () => {
    const [there, here] = [await counted(room.shop, params), await board.counts()];
    const wrong = Object.keys(STATUSES).filter((status) => status !== "returned" && Number(there[status]) !== here[status]);
    assert.deepEqual(wrong.map((status) => `${status}: ${here[status]} instead of ${there[status]}`), []);
    return true;
  }, "the columns agree with the server");
}

scene("today's columns have the server's counts and sums", async (room) => {
  const page = await room.work();
  await sameAsServer(room, page, dayBounds(shopDay()));
  const orders = await room.shop.all("orders", dayBounds(shopDay()));
  assert.ok(orders.length > 5, "the demo has orders today");
  const board = new OrdersBoard(page);
  for (const status of Object.keys(STATUSES)) {
    const sum = orders.filter((order) => order.attributes.status === status).reduce((all, order) => all + order.attributes.totalAmount, 0);
    const told = board.column(status).locator(".board__sum");
    if ((await told.count()) === 0) continue;
    assert.equal(Number((await told.textContent()).replace(/[^\d.]/g, "")), Math.round(sum * 100) / 100, status);
  }
  const title = await page.locator(".page__count").innerText();
  assert.equal(Number(title.match(/[\d,]+/)[0].replace(",", "")), orders.length);
});

scene("cards stand in the order of their due time, and late ones say so", async (room) => {
  const late = await room.shop.make({ dueTime: new Date(Date.now() - 50 * 60_000).toISOString() });
  const soon = await room.shop.make({ dueTime: new Date(Date.now() + 50 * 60_000).toISOString() });
  const page = await room.work(`/orders?due=any&number=${soon.number},${late.number}`);
  const board = new OrdersBoard(page);
  assert.deepEqual(await board.ids("new"), [late.id, soon.id]);
  assert.match(await board.card(late.id).innerText(), /late 50.min/);
  assert.match(await board.card(late.id).getAttribute("class"), /card--late/);
  assert.match(await board.card(soon.id).innerText(), /in (49|50).min/);
});

scene("a card tells customer, florist, courier, address, amount, payment and tags", async (room) => {
  const [customer] = (await room.shop.get("customers", { "page[size]": "1" })).data;
  const workers = (await room.shop.get("workers")).data;
  const [tag] = (await room.shop.get("order-tags")).data;
  const one = (type, record) => ({ data: { type, id: record.id } });
  const order = await room.shop.make(
    { delivery: true, deliveryStreet: "Tverskaya", deliveryHouse: "12", deliveryTimeFrom: `${shopDay()}T14:00:00+03:00`, deliveryTimeTo: `${shopDay()}T15:00:00+03:00` },
    { customer: one("customers", customer), florist: one("workers", workers[0]), courier: one("workers", workers[1]), tags: { data: [{ type: "order-tags", id: tag.id }] } },
  );
  const page = await room.work(`/orders?number=${order.number}`, { device: "wide" });
  const card = new OrdersBoard(page).card(order.id);
  await until(async () => (await card.innerText()).includes(customer.attributes.title), "the customer's name is there");
  const told = await card.textContent();
  for (const part of [`№ ${order.number}`, workers[0].attributes.firstName, workers[1].attributes.firstName, "Tverskaya", "14:00–15:00", "₽", "20:00"]) {
    assert.ok(told.includes(part), `${part} in: ${told}`);
  }
});

scene("days are switched by name, by steps and by range, and the address follows", async (room) => {
  const page = await room.work();
  const named = (name) => page.getByRole("group", { name: "Day" }).getByRole("button", { name, exact: true });
  const step = (name) => page.getByRole("button", { name, exact: true });
  const arrive = async (query, from, to) => {
    await until(() => new URL(page.url()).search === query, `the address says ${query || "nothing"}`);
    await settled(page);
    await sameAsServer(room, page, dayBounds(from, to));
  };
  assert.equal(await named("Today").getAttribute("aria-pressed"), "true");
  await named("Tomorrow").click();
  await arrive("?due=tomorrow", shopDay(1));
  await step("Previous").click();
  await arrive("", shopDay());
  await step("Previous").click();
  await arrive(`?due=${shopDay(-1)}`, shopDay(-1));
  assert.equal(await named("Range").getAttribute("aria-pressed"), "true");
  await step("Next").click();
  await arrive("", shopDay());
  await named("Week").click();
  const monday = (new Date(`${shopDay()}T12:00:00Z`).getUTCDay() + 6) % 7;
  await arrive("?due=week", shopDay(-monday), shopDay(6 - monday));
  await named("Range").click();
  const panel = page.getByRole("dialog", { name: "Range" });
  await panel.getByLabel("From").fill(shopDay(-3));
  await panel.getByLabel("To").fill(shopDay(2));
  await panel.getByRole("button", { name: "Show" }).click();
  await arrive(`?due=${shopDay(-3)}..${shopDay(2)}`, shopDay(-3), shopDay(2));
  await named("Range").click();
  await page.getByRole("button", { name: "Any day" }).click();
  await until(() => page.url().endsWith("?due=any"), "the address says any");
  assert.equal(await step("Next").isDisabled(), true);
});

scene("a search narrows the board to what it names, and clearing it widens it again", async (room) => {
  const order = await room.shop.make();
  const page = await room.work();
  const board = new OrdersBoard(page);
  const before = (await board.ids()).length;
  await page.keyboard.press("Control+k");
  assert.equal(await page.evaluate(() => document.activeElement.id), "order-search");
  await page.keyboard.type(order.number.toLowerCase());
  await until(async () => (await board.ids()).join() === order.id, "only that order is shown");
  assert.match(page.url(), /search=t/);
  await page.locator("#order-search").fill("");
  await until(async () => (await board.ids()).length >= before, "all orders are shown again");
  assert.doesNotMatch(page.url(), /search/);
});

scene("a search by name and by telephone finds what the server finds", async (room) => {
  const orders = await room.shop.get("orders", { ...dayBounds(shopDay(-20), shopDay(5)), "page[size]": "50", include: "customer" });
  const customer = orders.included.find((record) => record.type === "customers" && record.attributes.phone?.length === 10);
  const { title, phone } = customer.attributes;
  const page = await room.work(`/orders?due=${shopDay(-20)}..${shopDay(5)}`);
  const board = new OrdersBoard(page);
  for (const text of [title.split(" ").at(-1), phone.slice(0, 7), `+7 ${phone.slice(0, 3)} ${phone.slice(3, 6)}`]) {
    await page.locator("#order-search").fill(text);
    await until(() => new URL(page.url()).searchParams.get("search") === text, `the address searches ${text}`);
    await settled(page);
    await sameAsServer(room, page, { ...dayBounds(shopDay(-20), shopDay(5)), search: text });
    assert.ok((await board.ids()).length > 0, `${text} is found`);
  }
});

scene("what is searched for and not found on these days is found on others, also without a network", async (room) => {
  room.provokes("down");
  const { data } = await room.shop.get("orders", { ...dayBounds(shopDay(-90), shopDay(-60)), "page[size]": "1" });
  const [order] = data;
  const number = order.attributes.docNo;
  const page = await room.work();
  await page.locator("#order-search").fill(number);
  const found = page.locator(".elsewhere__order", { hasText: number.slice(-4) });
  await found.waitFor({ timeout: START });
  await page.context().setOffline(true);
  await found.click();
  await page.locator("#order-title", { hasText: number.slice(-4) }).waitFor();
  await page.goBack();
  await found.waitFor();
  await page.locator("#order-search").fill("no such order");
  await page.locator(".elsewhere").waitFor({ state: "detached" });
  await page.locator(".empty__title").waitFor();
});

scene("every state is a link: a reload and the way back restore it", async (room) => {
  const order = await room.shop.make();
  const page = await room.work();
  const board = new OrdersBoard(page);
  const days = page.getByRole("group", { name: "Day" });
  await days.getByRole("button", { name: "Week" }).click();
  await page.locator("#order-search").fill(order.number);
  await until(async () => (await board.ids()).join() === order.id, "the order is found");
  await board.link(order.id).click();
  await page.locator("#order-title").waitFor();
  const address = page.url();
  assert.match(address, new RegExp(`due=week&order=${order.id}&search=|due=week&search=.*&order=${order.id}`));
  await page.reload();
  await settled(page);
  assert.equal(page.url(), address);
  assert.equal(await page.locator("#order-search").inputValue(), order.number);
  await page.locator("#order-title", { hasText: order.number }).waitFor();
  await page.goBack();
  await page.locator("#order-title").waitFor({ state: "detached" });
  assert.equal(await board.card(order.id).count(), 1);
  await page.goForward();
  await page.locator("#order-title", { hasText: order.number }).waitFor();
  await page.getByRole("link", { name: "List", exact: true }).last().click();
  await page.locator(".order-list").waitFor();
  assert.equal(await page.locator(".order-list tbody th[scope=row]").count(), 1);
  await page.goBack();
  await page.locator(".board").waitFor();
});

scene("what somebody else changes appears by itself", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const board = new OrdersBoard(page);
  await board.stands(order.id, "new");
  await room.shop.change(order.id, { status: "assembled" });
  await board.stands(order.id, "assembled");
});

scene("a new order of today appears by itself", async (room) => {
  const page = await room.work();
  const board = new OrdersBoard(page);
  const before = await board.count("new");
  await room.shop.make();
  await until(async () => (await board.count("new")) === before + 1, "the column counts one more");
});

scene("a day without orders says so, a search without matches offers to clear", async (room) => {
  const page = await room.work("/orders?due=2999-01-01");
  assert.match(await page.locator(".empty").innerText(), /No orders for/);
  await page.goto("/orders?search=nobodyiscalledthis");
  await settled(page);
  assert.match(await page.locator(".empty").innerText(), /Nothing matches these filters/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.locator(".board__column").first().waitFor();
  assert.equal(new URL(page.url()).search, "");
});

scene("the store switch shows the orders of one store", async (room) => {
  const store = (await room.shop.get("stores")).data[1];
  const page = await room.work();
  await page.getByRole("combobox", { name: "Store" }).selectOption({ label: store.attributes.title });
  await settled(page);
  await sameAsServer(room, page, { ...dayBounds(shopDay()), "filter[stores]": store.id });
  await page.reload();
  await settled(page);
  await sameAsServer(room, page, { ...dayBounds(shopDay()), "filter[stores]": store.id });
});
