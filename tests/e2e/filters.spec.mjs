// The filters: each of them by its address, in the journal and as a chip; their panels; the dialog of all of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { filled } from "./disk.mjs";
import { dayBounds, listRequests, OrdersBoard, settled, shopDay, stage, until } from "./harness.mjs";

const { scene } = stage();
const days = () => `${shopDay(-9)}..${shopDay()}`;

/** Records to filter by, from the API. */
async function records(shop) {
  const orders = await shop.get("orders", { "page[size]": "100", include: "payments,payments.method,customer,source,lines,lines.item" });
  const of = (type) => orders.included.filter((record) => record.type === type);
  const workers = (await shop.get("workers")).data;
  return {
    store: (await shop.get("stores")).data[0], worker: workers[0], worker2: workers[1],
    source: (await shop.get("order-sources")).data[0], customer: of("customers")[0],
    item: of("inventory-items")[0], method: of("payment-methods")[0],
  };
}

/** By the name of each filter: its value in the address, its parameters with values, what its chip says. */
function cases({ store, worker, worker2, source, customer, item, method }) {
  const ends = (param) => [`filter[${param}][from]`, `filter[${param}][to]`];
  const dates = (name, param, word) => ({ name, value: days(), params: ends(param), chip: new RegExp(`^${word}: ${shopDay(-9)} – ${shopDay()}$`) });
  const full = (record) => [record.attributes.firstName, record.attributes.lastName].filter(Boolean);
  const records = (name, param, word, record, title) => ({ name, value: record.id, params: { [`filter[${param}]`]: record.id }, chip: new RegExp(`^${word}: .*${title}`) });
  const yes = (name, param, word) => ({ name, value: "yes", params: { [`filter[${param}]`]: "true" }, chip: new RegExp(`^${word}`) });
  const text = (name, param, word, value) => ({ name, value, params: { [param]: value }, chip: new RegExp(`^${word}: ${value}$`) });
  const first = full(worker)[0];
  return [
    { name: "due", value: `${shopDay(-2)}..${shopDay(1)}`, params: ends("dueTime"), chip: null },
    { ...text("search", "search", "", "aaa"), chip: null },
    { name: "statuses", value: "new,done", params: { "filter[statuses]": "new,done" }, chip: /^Status: New, Done$/ },
    records("stores", "stores", "Store", store, store.attributes.title),
    { name: "florists", value: `${worker.id},${worker2.id}`, params: { "filter[florists]": `${worker.id},${worker2.id}` }, chip: new RegExp(`^Florist: .*${first}.*, .*${full(worker2)[0]}`) },
    yes("no-florist", "withoutFlorists", "Without florist$"),
    records("couriers", "couriers", "Courier", worker, first),
    yes("no-courier", "withoutCouriers", "Without courier$"),
    { name: "delivery", value: "no", params: { "filter[delivery]": "false" }, chip: /^Delivery: no$/ },
    records("sources", "sources", "Source", source, source.attributes.title),
    { name: "amount", value: "1000..5000", params: { "filter[amount][min]": "1000", "filter[amount][max]": "5000" }, chip: /^Amount: 1,000 – 5,000$/ },
    records("customer", "customer", "Customer", customer, customer.attributes.title),
    records("items", "items", "Contains", item, item.attributes.title),
    records("payment", "paymentMethods", "Payment method", method, method.attributes.title),
    yes("bonuses", "bonuses", "Paid with bonuses: yes$"),
    { name: "discounts", value: "discount,markup", params: { "filter[discounts]": "discount,markup" }, chip: /^Discount or markup: Discount, Markup$/ },
    { name: "fiscalized", value: "no", params: { "filter[fiscalized]": "false" }, chip: /^Fiscal receipt: no$/ },
    yes("returned", "withReturned", "With returned$"),
    text("number", "filter[docNo]", "Order number", "aaab26001959"),
    dates("created", "createdAt", "Created"),
    records("created-by", "createdBy", "Created by", worker, first),
    dates("updated", "updatedAt", "Updated"),
    dates("modified", "modifiedAt", "Modified"),
    dates("posted", "postedAt", "Closed"),
    records("posted-by", "postedBy", "Closed by", worker, first),
    dates("paid", "paymentPostedAt", "Paid on"),
    yes("external", "onlyExternal", "Only external$"),
    text("system", "filter[externalSystem]", "External system", "site"),
    text("skip-sessions", "filter[excludedSessions]", "Without sync sessions", "3"),
    text("shift", "filter[shift]", "Shift", "17"),
    text("fiscal-shift", "filter[fiscalShift]", "Fiscal shift", "18"),
  ];
}

scene("each of the declared filters reaches the server by its address and shows what it is set to", async (room) => {
  const declared = readFileSync(new URL("../../src/api/orders/filters.rs", import.meta.url), "utf8");
  const all = cases(await records(room.shop));
  for (const { params } of all) {
    for (const param of Array.isArray(params) ? params : Object.keys(params)) assert.ok(declared.includes(param.replace(/\]\[(from|to|min|max)\]$/, "]")), param);
  }
  const count = Number(declared.match(/ORDER_FILTERS: \[OrderFilter; (\d+)\]/)[1]);
  assert.equal(all.length, count, "every declared filter is tried");
  const page = await room.work();
  const sent = listRequests(page);
  const wrong = [];
  for (const { name, value, params, chip } of all) {
    const mark = room.shop.mark();
    sent.length = 0;
    // From inside the app, as a link would lead there.
    await page.goto(`/orders?${new URLSearchParams({ [name]: value })}`);
    await settled(page);
    const names = Array.isArray(params) ? params : Object.keys(params);
    const journal = room.shop.since(mark).filter((line) => line.op === 59);
    if (!journal.some((line) => names.every((param) => line.parameters.includes(param)))) wrong.push(`${name}: the journal has no ${names}`);
    const unknown = journal.flatMap((line) => line.unknown);
    if (unknown.length > 0) wrong.push(`${name}: unknown to the operation: ${unknown}`);
    if (journal.some((line) => line.status !== 200)) wrong.push(`${name}: status ${journal.map((line) => line.status)}`);
    const query = sent.find((query) => names[0] in query) ?? {};
    for (const [param, wanted] of Object.entries(Array.isArray(params) ? {} : params)) {
      if (query[param] !== wanted) wrong.push(`${name}: ${param} is ${query[param]}`);
    }
    if (chip === null) continue;
    const told = page.locator(".chip--set .chip__word");
    const readable = await until(async () => chip.test(((await told.allInnerTexts())[0] ?? "").trim()), `${name} is told`, 4000).catch(() => false);
    if (!readable) wrong.push(`${name}: the chip says “${(await told.allInnerTexts()).join(" / ")}”`);
  }
  assert.deepEqual(wrong, []);
}, { timeout: 240_000 });

scene("the board equals the server's answer for the same filters", async (room) => {
  const { worker, store, source } = await records(room.shop);
  const week = `${shopDay(-6)}..${shopDay()}`;
  const bounds = dayBounds(shopDay(-6), shopDay());
  const page = await room.work();
  for (const [address, params] of [
    [{ florists: worker.id }, { "filter[florists]": worker.id }],
    [{ "no-florist": "yes" }, { "filter[withoutFlorists]": "true" }],
    [{ delivery: "yes", amount: "3000.." }, { "filter[delivery]": "true", "filter[amount][min]": "3000" }],
    [{ stores: store.id, sources: source.id }, { "filter[stores]": store.id, "filter[sources]": source.id }],
    [{ bonuses: "yes" }, { "filter[bonuses]": "true" }],
    [{ discounts: "discount" }, { "filter[discounts]": "discount" }],
    [{ paid: `${shopDay(-3)}..${shopDay()}` }, { "filter[paymentPostedAt][from]": `${shopDay(-3)}T00:00:00+03:00`, "filter[paymentPostedAt][to]": `${shopDay()}T23:59:59+03:00` }],
    [{ created: `${shopDay(-4)}..${shopDay(-2)}` }, { "filter[createdAt][from]": `${shopDay(-4)}T00:00:00+03:00`, "filter[createdAt][to]": `${shopDay(-2)}T23:59:59+03:00` }],
    [{ returned: "yes" }, { "filter[withReturned]": "true" }],
    [{ statuses: "canceled,returned" }, { "filter[statuses]": "canceled,returned" }],
    [{ fiscalized: "no" }, { "filter[fiscalized]": "false" }],
  ]) {
    const wanted = await room.shop.all("orders", { ...bounds, ...params });
    await page.goto(`/orders/list?${new URLSearchParams({ due: week, ...address })}`);
    await settled(page);
    const name = JSON.stringify(address);
    if (wanted.length === 0) {
      await page.locator(".empty").waitFor();
      continue;
    }
    const rows = await page.locator(".order-list").getAttribute("aria-rowcount");
    assert.equal(Number(rows) - 1, wanted.length, name);
    const ids = new Set(wanted.map((order) => order.id));
    const links = await page.locator(".order-list__number a").evaluateAll((all) => all.map((link) => new URL(link.href).searchParams.get("order")));
    assert.deepEqual(links.filter((id) => !ids.has(id)), [], name);
  }
});

scene("florist, delivery and amount are set in their panels, one is cleared, then all", async (room) => {
  const [worker] = (await room.shop.get("workers")).data;
  const page = await room.work();
  const query = () => new URL(page.url()).searchParams;
  const bar = page.getByRole("group", { name: "Filters" });
  await bar.getByRole("button", { name: "Florist", exact: true }).click();
  const florist = page.getByRole("dialog", { name: "Florist" });
  const search = florist.getByRole("searchbox");
  await until(() => search.evaluate((field) => field === document.activeElement), "the search of the panel has the focus");
  await page.keyboard.type(worker.attributes.lastName);
  await florist.getByRole("checkbox").first().check();
  await florist.getByRole("button", { name: "Apply" }).click();
  await until(() => query().get("florists") === worker.id, "the address has the florist");
  await bar.getByRole("button", { name: "Delivery", exact: true }).click();
  const delivery = page.getByRole("dialog", { name: "Delivery" });
  await delivery.getByRole("button", { name: "Yes" }).click();
  await delivery.getByRole("button", { name: "Apply" }).click();
  await until(() => query().get("delivery") === "yes", "the address has the delivery");
  await bar.getByRole("button", { name: "Amount", exact: true }).click();
  const amount = page.getByRole("dialog", { name: "Amount" });
  await amount.getByLabel("Amount: From").fill("500");
  await amount.getByLabel("Amount: To").fill("9000");
  await page.keyboard.press("Enter");
  await until(() => query().get("amount") === "500..9000", "the address has the amount");
  await settled(page);
  await bar.getByRole("button", { name: "Clear: Delivery: yes" }).click();
  await until(() => !query().has("delivery"), "the delivery is cleared");
  assert.equal(query().has("florists"), true);
  await bar.getByRole("button", { name: "Clear", exact: true }).click();
  await until(() => page.url().endsWith("/orders"), "all filters are cleared");
  assert.equal(await page.locator(".chip--set").count(), 0);
});

scene("a set filter opens its panel again, and Escape leaves it as it was", async (room) => {
  const page = await room.work("/orders?amount=500..");
  const chip = page.getByRole("button", { name: "Amount ≥ 500", exact: true });
  await chip.click();
  const panel = page.getByRole("dialog", { name: "Amount" });
  assert.equal(await panel.getByLabel("Amount: From").inputValue(), "500");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await until(() => chip.evaluate((button) => button === document.activeElement), "the focus is back on the chip");
  await chip.click();
  await panel.getByRole("button", { name: "Reset" }).click();
  await until(() => page.url().endsWith("/orders"), "the filter is gone");
});

scene("the dialog of all filters sets many at once, and nothing before it is applied", async (room) => {
  const page = await room.work();
  await page.getByRole("button", { name: "All filters" }).click();
  const dialog = page.getByRole("dialog", { name: "All filters" });
  await dialog.getByRole("group", { name: "Created", exact: true }).getByLabel("Created: From").fill(shopDay(-5));
  await dialog.getByLabel("Created: To").fill(shopDay());
  await dialog.getByRole("checkbox", { name: "Without courier" }).check();
  await dialog.getByRole("checkbox", { name: "New", exact: true }).check();
  await dialog.getByLabel("External system").fill("site");
  assert.equal(new URL(page.url()).search, "");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).search, "");
  await page.getByRole("button", { name: "All filters" }).click();
  await dialog.getByRole("checkbox", { name: "Without courier" }).check();
  await dialog.getByRole("checkbox", { name: "New", exact: true }).check();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await dialog.waitFor({ state: "detached" });
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([...query].sort(), [["no-courier", "yes"], ["statuses", "new"]]);
  await settled(page);
  const board = new OrdersBoard(page);
  assert.equal(await board.count("done"), 0);
});

/** Types a customer's name and an item's, and chooses what is found. */
async function findBoth(page, { customer, item }) {
  await page.getByRole("button", { name: "All filters" }).click();
  const dialog = page.getByRole("dialog", { name: "All filters" });
  for (const [group, title] of [["Customer", customer.attributes.title], ["Contains", item.attributes.title]]) {
    const field = dialog.getByRole("group", { name: group, exact: true });
    await field.getByRole("searchbox").fill(title);
    await field.getByRole("checkbox", { name: title, exact: true }).first().check();
  }
  await dialog.getByRole("button", { name: "Apply" }).click();
  await until(() => new URL(page.url()).searchParams.has("items"), "the address has both");
  const chips = await page.locator(".chip--set .chip__word").allInnerTexts();
  assert.ok(chips.some((text) => text.includes(customer.attributes.title)) && chips.some((text) => text.includes(item.attributes.title)), chips.join(" / "));
}

scene("a customer and an item are found by typing", async (room) => {
  const both = await records(room.shop);
  await findBoth(await room.work(), both);
});

scene("they are found without a network too, and the board is filtered by them", async (room) => {
  room.provokes("down");
  const both = await records(room.shop);
  const page = await room.work();
  await filled(page);
  await room.shop.faults({ down: true });
  await findBoth(page, both);
  await settled(page);
  assert.equal(await page.locator(".board").count() + await page.locator(".empty").count(), 1);
  await page.getByRole("button", { name: "All filters" }).click();
  const field = page.getByRole("dialog", { name: "All filters" }).getByRole("group", { name: "Customer", exact: true });
  await field.getByRole("searchbox").fill("qqqq");
  await field.getByText("Nothing found").waitFor();
});

scene("a list says whether the device or the server answered", async (room) => {
  const { worker } = await records(room.shop);
  const page = await room.work();
  await filled(page);
  const sent = listRequests(page);
  const answeredBy = (who) => page.locator(".page__from").filter({ hasText: who }).waitFor();
  const asked = (name) => sent.some((query) => name in query);
  await page.goto(`/orders?florists=${worker.id}`);
  await answeredBy("from this device");
  await page.goto(`/orders?shift=17`);
  await answeredBy("from the server");
  assert.deepEqual([asked("filter[florists]"), asked("filter[shift]")], [false, true]);
});

scene("what only the server can tell is asked for again every five minutes, what the device knows is not", async (room) => {
  const context = await room.context();
  await context.clock.install();
  const page = await room.work("/orders?shift=17", { context });
  await page.locator(".page__from").filter({ hasText: "from the server" }).waitFor();
  const sent = listRequests(page);
  const times = () => sent.filter((query) => "filter[shift]" in query).length;
  await context.clock.fastForward("02:00");
  await page.waitForTimeout(1000);
  const before = times();
  await context.clock.fastForward("05:00");
  await until(() => times() > before, "it is asked for again");
  await page.locator(".page__from").filter({ hasText: "from the server" }).waitFor();
  await page.goto("/orders");
  await filled(page);
  sent.length = 0;
  await context.clock.fastForward("10:00");
  await page.waitForTimeout(1000);
  assert.equal(sent.filter((query) => "addMetaStatuses" in query).length, 0);
});

scene("a start without a network at other days shows what the device has of them, and no failure before", async (room) => {
  room.provokes("down");
  const page = await room.work();
  await filled(page);
  await page.addInitScript(() => {
    window.stood = new Set();
    const look = () => {
      for (const it of document.querySelectorAll(".board, .empty")) window.stood.add(it.hasAttribute("aria-busy") ? "outlines" : it.className.split(" ")[0]);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    // A device that takes its time.
    const decrypt = SubtleCrypto.prototype.decrypt;
    SubtleCrypto.prototype.decrypt = async function (...given) {
      await new Promise((done) => setTimeout(done, 400));
      return decrypt.apply(this, given);
    };
  });
  await page.route("**/api/**", (route) => route.abort());
  // Days that are read first are among the one, and none among the other.
  for (const days of ["week", `${shopDay(-200)}..${shopDay(-10)}`]) {
    await page.goto(`/orders?due=${days}`);
    await page.locator(".page__from").filter({ hasText: "from this device" }).waitFor();
    await settled(page);
    assert.ok((await new OrdersBoard(page).ids()).length > 0, "orders are shown");
    assert.ok(!(await page.evaluate(() => [...window.stood])).includes("empty"), "nothing else stood there");
  }
});
