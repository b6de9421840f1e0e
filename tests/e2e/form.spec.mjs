// A new order, from the first letter to the board: found customers and items, mistakes at their fields, a draft that stays.
import assert from "node:assert/strict";
import { withDisk } from "./disk.mjs";
import { OrderForm } from "./form.mjs";
import { focused, OrdersBoard, shopDay, stage, START, until } from "./harness.mjs";

const { scene } = stage();

/** Some items that can be found alone, with their price in the first store. */
async function goods(room, count) {
  const items = await room.shop.all("inventory-items", { include: "prices" });
  return items.filter((item) => items.filter((other) => other.attributes.title.includes(item.attributes.title)).length === 1).slice(0, count);
}

const draft = (page) => page.evaluate(async () => {
  const database = await new Promise((done) => (indexedDB.open("posy").onsuccess = (event) => done(event.target.result)));
  const keys = await new Promise((done) => (database.transaction("secrets").objectStore("secrets").getAllKeys().onsuccess = (event) => done(event.target.result)));
  database.close();
  return keys.includes("draft");
});

scene("an order is taken with the keys alone and stands on the board at once", async (room) => {
  const [item] = await goods(room, 1);
  const [customer] = (await room.shop.get("customers", { "page[size]": "1" })).data;
  const page = await room.work("/orders");
  const before = await new OrdersBoard(page).count("new");
  await page.locator("body").press("n");
  const form = new OrderForm(page);
  await form.field("due").waitFor();
  assert.equal(new URL(page.url()).pathname, "/orders/new");
  await form.type("customer", `+${customer.attributes.countryCode}${customer.attributes.phone}`);
  await form.found("customer").filter({ hasText: customer.attributes.title }).waitFor({ timeout: START });
  await form.field("customer").press("Enter");
  await page.locator(".order__name", { hasText: customer.attributes.title }).waitFor();
  await form.dueToday();
  await form.type("goods", item.attributes.title);
  assert.equal(await form.field("goods").getAttribute("aria-expanded"), "true");
  await form.field("goods").press("Escape");
  assert.equal(await form.field("goods").getAttribute("aria-expanded"), "false");
  await form.field("goods").press("ArrowDown");
  await form.field("goods").press("Enter");
  const line = form.line(item.attributes.title);
  await line.locator(".stepper .icon-button").last().click();
  await line.locator(".order-form__price").fill("199,90");
  assert.match(await page.locator(".order-form__total").innerText(), /^399\.80/);
  const mark = room.shop.mark();
  await form.save();
  const id = await form.saved();
  assert.equal(await new OrdersBoard(page).count("new"), before + 1, "it is on the board");
  const order = await until(async () => (await room.shop.order(id)).data, "it is on the server");
  assert.equal(order.attributes.totalAmount, 399.8);
  assert.equal(order.relationships.customer.data.id, customer.id);
  assert.equal(order.attributes.dueTime, `${shopDay()}T20:30:00+00:00`);
  await until(async () => !(await draft(page)), "the draft is gone");
  assert.equal(room.shop.since(mark).filter((entry) => entry.op === 60).length, 1);
});

scene("what is missing is told at its field, the first has the focus, and nothing is lost", async (room) => {
  const page = await room.work("/orders/new");
  const form = new OrderForm(page);
  await until(async () => Boolean(await form.field("store").inputValue()), "the stores are there");
  await form.save();
  await until(async () => (await focused(page)) === "new-due", "the due time has the focus");
  assert.match(await page.locator("#new-due-error").innerText(), /When is it due/);
  assert.match(await page.locator("#new-goods-error").innerText(), /Add an item/);
  await form.dueToday();
  await page.locator("#new-due-error").waitFor({ state: "detached" });
  await form.field("notes").fill("a bunch of whatever is fresh");
  await page.getByRole("button", { name: "Delivery" }).click();
  await form.save();
  await until(async () => (await focused(page)) === "new-street", "the street has the focus");
  await form.field("contact-phone").fill("12");
  assert.match(await page.locator("#new-contact-phone-error").innerText(), /4 to 15 digits/);
  await form.field("contact-phone").fill("912 345-67-89");
  await form.save();
  const order = await until(async () => (await room.shop.order(await form.saved())).data, "it is on the server");
  assert.deepEqual([order.attributes.delivery, order.attributes.deliveryPhoneNumber], [true, "9123456789"]);
});

scene("an unfinished order survives a reload, is offered again, and goes when it is thrown away", async (room) => {
  const [item] = await goods(room, 1);
  const page = await room.work("/orders/new");
  const form = new OrderForm(page);
  await form.newCustomer("Vera of the draft", "900 111-22-33");
  await form.add(item.attributes.title);
  await form.field("notes").fill("half a thought");
  await until(() => draft(page), "the draft is on the device");
  const open = await page.evaluate(() => JSON.stringify(localStorage));
  assert.doesNotMatch(open, /Vera|thought/, "nothing of it stands in clear");
  await page.reload();
  await form.field("notes").waitFor({ timeout: START });
  assert.equal(await form.field("notes").inputValue(), "half a thought");
  assert.equal(await form.field("name").inputValue(), "Vera of the draft");
  assert.equal(await form.line(item.attributes.title).count(), 1);
  await page.getByText("This is the order that you began at").waitFor();
  await page.goto("/orders");
  await page.getByRole("link", { name: "Continue the order" }).click();
  assert.equal(await form.field("notes").inputValue(), "half a thought");
  await page.evaluate(() => dispatchEvent(new Event("posy-update")));
  await page.waitForTimeout(300);
  assert.equal(await page.getByText("new version").count(), 0, "nobody is interrupted");
  await page.locator(".order-form__discard").click();
  assert.equal(await form.field("notes").inputValue(), "");
  await until(async () => !(await draft(page)), "it is gone from the device");
  await page.goto("/orders");
  await page.getByRole("link", { name: "New order" }).waitFor();
});

scene("a device without room says that what is typed is not kept, until there is room again", async (room) => {
  const page = await withDisk(room, "/orders/new");
  const form = new OrderForm(page);
  const notice = page.getByText("This device does not keep what you type.");
  await form.field("notes").fill("kept");
  await until(() => draft(page), "the draft is on the device");
  assert.equal(await notice.count(), 0);
  await page.evaluate(() => (window.disk.full = true));
  await form.field("notes").fill("in this page only");
  await notice.waitFor();
  await page.evaluate(() => (window.disk.full = false));
  await notice.waitFor({ state: "detached" });
  await page.reload();
  await form.field("notes").waitFor({ timeout: START });
  assert.equal(await form.field("notes").inputValue(), "in this page only");
});

scene("what was thrown away on a device without room goes from it once there is room again", async (room) => {
  const page = await withDisk(room, "/orders/new");
  const form = new OrderForm(page);
  await form.field("notes").fill("away with it");
  await until(() => draft(page), "the draft is on the device");
  await page.evaluate(() => (window.disk.full = true));
  await page.locator(".order-form__discard").click();
  assert.equal(await form.field("notes").inputValue(), "");
  await page.waitForTimeout(1000);
  assert.ok(await draft(page), "the device holds on to it");
  assert.equal(await page.getByText("This device does not keep what you type.").count(), 0, "nothing typed is lost");
  await page.evaluate(() => (window.disk.full = false));
  await until(async () => !(await draft(page)), "it is gone from the device", START);
  await page.goto("/orders");
  await page.getByRole("link", { name: "New order" }).waitFor();
});

scene("an order taken on a device without room is sent, and not offered again", async (room) => {
  const [item] = await goods(room, 1);
  const page = await withDisk(room, "/orders/new");
  const form = new OrderForm(page);
  await form.newCustomer("Vera without room", "900 111-22-44");
  await form.add(item.attributes.title);
  await form.field("notes").fill("no room");
  await form.dueToday();
  await until(() => draft(page), "the draft is on the device");
  await page.evaluate(() => (window.disk.full = true));
  await form.save();
  const id = await form.saved();
  const there = async () => (await room.shop.order(id)).data?.attributes.description === "no room";
  await until(there, "it is on the server", START);
  await page.evaluate(() => (window.disk.full = false));
  // What the device has of it is not offered again.
  await page.reload();
  await page.locator(".board").waitFor({ timeout: START });
  await page.getByRole("link", { name: "New order" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Continue the order" }).count(), 0);
});

scene("a customer can be saved without waiting for the order, which is then theirs", async (room) => {
  const page = await room.work("/orders/new");
  const form = new OrderForm(page);
  const name = `Alone ${Date.now()}`;
  await form.newCustomer(name, "12");
  await page.locator("#new-customer-save").click();
  await until(async () => (await focused(page)) === "new-phone", "the phone has the focus");
  await form.field("phone").fill("900 222-33-44");
  await page.locator("#new-customer-save").click();
  await page.locator(".order__name", { hasText: name }).waitFor();
  await until(async () => (await room.shop.get("customers", { search: name })).data.length === 1, "the customer is on the server");
  await form.dueToday();
  await form.field("notes").fill("one rose");
  await form.save();
  const order = await until(async () => (await room.shop.order(await form.saved())).data, "the order is on the server");
  const { data } = await room.shop.get("customers", { search: name });
  assert.deepEqual(data.map((customer) => customer.id), [order.relationships.customer.data.id], "one customer, and the order is theirs");
});

scene("two tabs show one unfinished order, and it becomes one order", async (room) => {
  const [item] = await goods(room, 1);
  const page = await room.work("/orders/new");
  const form = new OrderForm(page);
  await form.field("notes").fill("begun here");
  await until(() => draft(page), "the draft is on the device");
  const other = await room.work("/orders/new", { context: page.context() });
  const there = new OrderForm(other);
  assert.equal(await there.field("notes").inputValue(), "begun here");
  await there.add(item.attributes.title);
  await there.field("notes").fill("begun here, gone on with there");
  await other.waitForTimeout(1000);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await until(async () => (await form.field("notes").inputValue()) === "begun here, gone on with there", "the first tab shows it");
  assert.equal(await form.line(item.attributes.title).count(), 1);
  await form.field("notes").fill("ended here");
  await form.dueToday();
  await other.waitForTimeout(1000);
  await form.save();
  const order = await until(async () => (await room.shop.order(await form.saved())).data, "it is on the server");
  assert.equal(order.attributes.description, "ended here");
  await until(async () => (await there.field("notes").inputValue()) === "", "the other tab begins anew", START);
  assert.equal(await there.line(item.attributes.title).count(), 0);
});

scene("while not all customers are here, Enter makes nobody new, and the arrows do", async (room) => {
  const context = await room.context();
  // They never come.
  await context.route(/\/api\/v1\/customers\?/, () => {});
  const page = await room.work("/orders/new", { context });
  const form = new OrderForm(page);
  await form.type("customer", "Nobody Known");
  assert.match(await form.found("customer").innerText(), /Not all customers are on this device yet/);
  await form.field("customer").press("Enter");
  await page.waitForTimeout(300);
  assert.equal(await form.field("phone").count(), 0);
  assert.equal(await form.field("customer").inputValue(), "Nobody Known");
  await form.field("customer").press("ArrowDown");
  assert.equal(await form.found("customer").getAttribute("aria-selected"), "true");
  // Two keys within one frame: who quickly goes to a line and takes it leaves the field before the line is shown.
  await form.field("customer").evaluate((field) => {
    for (const key of ["ArrowUp", "Enter"]) field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  });
  await form.field("phone").waitFor();
});

scene("what is found is seen, also under a field at the foot of a phone", async (room) => {
  const page = await room.work("/orders/new", { device: "phone" });
  const form = new OrderForm(page);
  await form.newCustomer("Anna Petrova", "912 345-67-89");
  await page.locator(".order-form__way button").last().click();
  await form.field("street").waitFor();
  // Put in at once, as from the clipboard: nothing is typed after it that would bring the list into view.
  await form.type("goods", "роза");
  await until(async () => {
    const [field, list, foot] = await Promise.all(["#new-goods", "#new-goods-list", ".order-form__foot"].map((part) => page.locator(part).boundingBox()));
    return field.y >= 0 && list.y >= field.y && list.y + list.height <= foot.y;
  }, "the field and its list are in view");
});
