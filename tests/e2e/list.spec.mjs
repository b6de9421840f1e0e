// The list: the board's orders as a table, sorted by its columns, and what is done to several of them at once.
import assert from "node:assert/strict";
import { dayBounds, settled, shopDay, stage, until } from "./harness.mjs";

const { scene } = stage();

/** The ids of the rows in the page, from the top. */
const rows = (page) =>
  page.locator(".order-list__number a").evaluateAll((all) => all.map((link) => new URL(link.href).searchParams.get("order")));

/** Some orders of this test's own, as a list. */
async function listOf(room, makes, options) {
  const orders = [];
  for (const [attributes, relationships] of makes) orders.push(await room.shop.make(attributes, relationships));
  const numbers = orders.map((order) => order.number).join(",");
  const page = await room.work(`/orders/list?number=${numbers}`, options);
  await until(async () => (await rows(page)).length === orders.length, "all rows are there");
  return { page, orders, numbers };
}

scene("the list has the same orders as the board", async (room) => {
  const wanted = (await room.shop.all("orders", dayBounds(shopDay()))).map((order) => order.id).sort();
  const page = await room.work("/orders/list");
  assert.equal(Number(await page.locator(".order-list").getAttribute("aria-rowcount")) - 1, wanted.length);
  const seen = new Set();
  await until(async () => {
    for (const id of await rows(page)) seen.add(id);
    await page.locator(".table-wrap").evaluate((wrap) => (wrap.scrollTop += wrap.clientHeight / 2));
    return seen.size >= wanted.length;
  }, "every row was seen while scrolling");
  assert.deepEqual([...seen].sort(), wanted);
});

scene("each column that sorts does so in both directions, and the address keeps it", async (room) => {
  const orders = await room.shop.all("orders", { ...dayBounds(shopDay()), include: "customer" });
  const byId = new Map(orders.map((order) => [order.id, order.attributes]));
  const statuses = ["notAccepted", "new", "assembled", "courier", "done", "canceled", "returned"];
  const page = await room.work("/orders/list");
  const keys = {
    due: ["Due", (order) => Date.parse(order.dueTime)],
    status: ["Status", (order) => statuses.indexOf(order.status)],
    sum: ["Sum", (order) => order.totalAmount],
    number: ["Order", null],
    customer: ["Customer", null],
  };
  for (const [name, [title, key]] of Object.entries(keys)) {
    const head = page.getByRole("columnheader", { name: title, exact: true });
    for (const direction of ["ascending", "descending"]) {
      if (!(name === "due" && direction === "ascending")) await head.getByRole("button").click();
      const query = name === "due" && direction === "ascending" ? null : `${direction === "descending" ? "-" : ""}${name}`;
      await until(() => new URL(page.url()).searchParams.get("sort") === query, `the address sorts ${query}`);
      assert.equal(await head.getAttribute("aria-sort"), direction);
      if (!key) continue;
      await until(async () => {
        const values = (await rows(page)).map((id) => key(byId.get(id)));
        const sorted = [...values].sort((a, b) => (direction === "ascending" ? a - b : b - a));
        return values.length > 0 && values.join() === sorted.join();
      }, `the rows are ${direction} by ${name}`);
    }
  }
  await page.goto("/orders/list?sort=-sum");
  await settled(page);
  assert.equal(await page.getByRole("columnheader", { name: "Sum", exact: true }).getAttribute("aria-sort"), "descending");
});

scene("customers sort by their names, nobody comes last", async (room) => {
  const customers = (await room.shop.get("customers", { "page[size]": "3" })).data;
  const one = (customer) => ({ customer: { data: { type: "customers", id: customer.id } } });
  const { page, orders } = await listOf(room, [[{}], ...customers.map((customer) => [{}, one(customer)])]);
  await page.getByRole("columnheader", { name: "Customer" }).getByRole("button").click();
  const sorted = customers.map((customer, at) => [customer.attributes.title.toLowerCase(), orders[at + 1].id]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  await until(async () => (await rows(page)).join() === [...sorted.map(([, id]) => id), orders[0].id].join(), "they stand in order");
});

scene("rows are selected one by one and all together", async (room) => {
  const { page, orders } = await listOf(room, [[{}], [{}], [{}]]);
  const bar = page.locator(".bulk-bar");
  await page.getByRole("checkbox", { name: new RegExp(`Select order.*${orders[0].number}`) }).check();
  assert.match(await bar.innerText(), /1 selected/);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  assert.match(await bar.innerText(), /3 selected/);
  await bar.getByRole("button", { name: "Clear" }).click();
  await bar.waitFor({ state: "detached" });
  assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0);
});

scene("a florist is assigned to all that are selected", async (room) => {
  const { page, orders } = await listOf(room, [[{}], [{}]]);
  const [worker] = (await room.shop.get("workers")).data;
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("button", { name: "Assign florist" }).click();
  await page.getByRole("menu").getByRole("menuitem", { name: new RegExp(worker.attributes.lastName) }).first().click();
  for (const order of orders) {
    await until(async () => (await room.shop.order(order.id)).data.relationships.florist.data?.id === worker.id, "the florist arrived");
  }
  await page.locator(".bulk-bar").waitFor({ state: "detached" });
});

scene("what can move moves together, and how many stay is said", async (room) => {
  const { page, orders } = await listOf(room, [[{}], [{}], [{}]]);
  await room.shop.change(orders[2].id, { status: "canceled" });
  await page.locator(".col-status [data-status=canceled]").waitFor();
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("button", { name: "Move to" }).click();
  assert.match(await page.getByRole("menu").getByRole("menuitem", { name: "Done" }).innerText(), /Cannot be moved back/);
  await page.getByRole("menu").getByRole("menuitem", { name: "Assembled" }).click();
  await page.getByText("1 order cannot be moved there and stays.").waitFor();
  for (const order of orders.slice(0, 2)) {
    await until(async () => (await room.shop.order(order.id)).data.attributes.status === "assembled", "it moved");
  }
  assert.equal((await room.shop.order(orders[2].id)).data.attributes.status, "canceled");
});

scene("a row opens its detail, which closes back to the list", async (room) => {
  const { page, orders } = await listOf(room, [[{}]]);
  await page.locator(".order-list__number a").click();
  await page.locator("#order-title", { hasText: orders[0].number }).waitFor();
  assert.match(page.url(), /\/orders\/list\?/);
  await page.keyboard.press("Escape");
  await page.locator("#order-title").waitFor({ state: "detached" });
  assert.equal((await rows(page)).length, 1);
  const link = page.locator(".order-list__number a");
  await until(() => link.evaluate((at) => at === document.activeElement), "the focus is back on the row");
});

scene("a courier sees the list without anything to do to it", async (room) => {
  // What the device would keep of the shop is asked for, and refused to a courier.
  room.provokes("403");
  const { page } = await listOf(room, [[{}]], { login: "courier" });
  assert.equal(await page.getByRole("button", { name: "Assign florist" }).count(), 0);
  const boxes = page.getByRole("checkbox", { name: /Select order/ });
  if ((await boxes.count()) > 0) await boxes.first().check();
  assert.equal(await page.getByRole("button", { name: "Move to" }).count(), 0);
});
