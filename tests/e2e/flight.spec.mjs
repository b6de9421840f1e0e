// A day in flight mode: everything is done without a network, and is on the server once, in order, when there is one.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filled } from "./disk.mjs";
import { OrderForm } from "./form.mjs";
import { OrdersBoard, settled, stage, START, until } from "./harness.mjs";
import { COMMANDS, drain, queue } from "./queue.mjs";

const { scene } = stage();
const LONG = 60_000;
const MINUTES = { timeout: 300_000 };

/** The worker has the whole build. */
const kept = (page) => until(() => page.evaluate(async () => Boolean((await (await caches.match("/builds"))?.json())?.good)), "the build is kept", START);

const light = (page) => page.locator(".light").getAttribute("data-light");
const allSent = (page, timeout = LONG) => until(async () => (await light(page)) === "online", "everything is sent", timeout);
const done = (room, mark, op) => room.shop.since(mark).filter((line) => line.op === op && line.status >= 200 && line.status < 300);

/** Two items that the first store sells, with names that find them alone. */
async function goods(room) {
  const items = await room.shop.all("inventory-items", { include: "prices" });
  const alone = (item) => items.filter((other) => other.attributes.title.includes(item.attributes.title)).length === 1;
  return items.filter(alone).slice(0, 2).map((item) => item.attributes.title);
}

scene("a day in flight mode: all of it is on the server once, in order", async (room) => {
  // What was about to be sent when the network went is looked for before it is sent again.
  room.provokes("down", "404");
  const folder = mkdtempSync(join(tmpdir(), "posy-flight-"));
  try {
    const ten = [];
    for (let count = 0; count < 10; count += 1) ten.push(await room.shop.make());
    const customers = await room.shop.all("customers");
    const known = customers.at(-1).attributes.title;
    const [rose, ribbon] = await goods(room);
    const device = { folder, serviceWorkers: "allow" };

    let context = await room.context(device);
    let page = await room.work("/orders", { context });
    await kept(page);
    await filled(page);
    const mark = room.shop.mark();
    await context.setOffline(true);
    await page.waitForTimeout(500);
    await context.close();

    context = await room.context({ ...device, offline: true });
    page = await context.newPage();
    await page.goto("/orders");
    await settled(page);
    await until(async () => (await light(page)) === "offline", "it is offline", LONG);

    const form = new OrderForm(page);
    await form.open();
    await form.type("customer", known);
    assert.ok((await form.found("customer").allInnerTexts()).some((text) => text.includes(known)), `${known} is found`);
    const name = `Flight ${Date.now()}`;
    await form.newCustomer(name, "912 345-67-89");
    await form.dueToday();
    await form.add(rose);
    await form.add(ribbon);
    await form.line(rose).locator(".stepper .icon-button").last().click();
    await form.field("notes").fill("above the clouds");
    await form.save();
    const id = await form.saved();
    await page.locator("#order-take-payment").click();
    await page.locator("dialog .chip").first().click();
    await page.locator("dialog .button--primary").click();
    await page.locator(".payment").waitFor();
    assert.equal(await page.locator("#order-take-payment").count(), 0, "nothing is missing any more");

    await page.goto(`/orders?number=${ten.map((order) => order.number).join(",")}`);
    await settled(page);
    const board = new OrdersBoard(page);
    for (let count = 0; count < 10; count += 1) {
      const [next] = await board.ids("new");
      await board.link(next).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await board.stands(next, "assembled");
    }
    await page.waitForTimeout(500);
    for (let time = 0; time < 2; time += 1) {
      await page.reload();
      await settled(page);
      // Of a long column only what is in sight is in the page.
      await until(async () => (await board.count("assembled")) === 10, `all ten are assembled after reload ${time + 1}`);
    }
    const second = await context.newPage();
    await second.goto(`/orders?order=${id}`);
    await second.locator(".order__name", { hasText: name }).waitFor({ timeout: START });
    assert.deepEqual(room.shop.since(mark).filter((line) => line.method !== "GET"), [], "nothing has left the device");

    await context.setOffline(false);
    await allSent(page);
    await allSent(second);

    const order = (await room.shop.order(id)).data;
    const made = (await room.shop.all("customers", { search: name })).filter((customer) => customer.attributes.title === name);
    assert.equal(made.length, 1, "one customer");
    assert.deepEqual([made[0].attributes.phone, made[0].attributes.countryCode], ["9123456789", 7]);
    assert.equal(order.relationships.customer.data.id, made[0].id);
    assert.equal(order.relationships.lines.data.length, 2);
    assert.equal(order.relationships.payments.data.length, 1);
    assert.equal(order.attributes.description, "above the clouds");
    assert.ok(order.attributes.totalAmount > 0);
    assert.equal(order.attributes.paymentsAmount, order.attributes.totalAmount);
    for (const { id } of ten) {
      const history = (await room.shop.order(id, "history")).included.map((line) => line.attributes.status).filter(Boolean);
      assert.deepEqual(history, ["new", "assembled"]);
    }
    assert.deepEqual([4, 60, 66, 62].map((op) => done(room, mark, op).length), [1, 1, 1, 10], "each was carried out once");
    const ops = room.shop.since(mark).filter((line) => [4, 60, 66].includes(line.op)).map((line) => line.op);
    assert.deepEqual(ops, [4, 60, 66], "the customer before the order, the order before its payment");
  } finally {
    await Promise.all(room.contexts.map((context) => context.close().catch(() => {})));
    rmSync(folder, { recursive: true, force: true });
  }
}, MINUTES);

scene("five hundred commands of a day without a network are sent once each", async (room) => {
  const mark = room.shop.mark();
  const { page, day, ids } = await queue(room);
  assert.equal(done(room, mark, 62).length, 0);
  // How long it takes is a figure of `make bench`.
  await drain(page);
  const sent = done(room, mark, 62).length;
  assert.equal(sent, COMMANDS, "each was carried out once");
  const orders = await room.shop.all("orders", { "filter[dueTime][from]": `${day}T00:00:00+03:00`, "filter[dueTime][to]": `${day}T23:59:59+03:00`, include: "florist,courier" });
  const whole = orders.filter((order) => ids.includes(order.id) && order.relationships.florist?.data && order.relationships.courier?.data);
  assert.equal(whole.length, 250, "every order has both");
}, MINUTES);
