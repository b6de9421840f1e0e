// What the device keeps, as earlier versions of the app left it, and where it is damaged.
import assert from "node:assert/strict";
import { filled, kept } from "./disk.mjs";
import { OrderForm } from "./form.mjs";
import { OrdersBoard, settled, stage, START, until } from "./harness.mjs";
import { hold } from "./writes.mjs";

const { scene } = stage();
const LONG = 60_000;
const CUSTOMERS = 2;

/** A page of this origin without the app. */
const ASIDE = "/manifest.webmanifest";

/** Puts the database back to an earlier version, with what that had of it. */
const setBack = (page, version) =>
  page.evaluate(async (version) => {
    const answer = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: () => failed(request.error) }));
    const stores = version === 1 ? ["secrets", "keys"] : ["secrets", "keys", "journal", "beside"];
    const now = await answer(indexedDB.open("posy"));
    const rows = {};
    for (const name of stores) {
      const store = now.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
      rows[name] = keys.map((key, at) => [key, values[at]]);
    }
    now.close();
    await answer(indexedDB.deleteDatabase("posy"));
    const open = indexedDB.open("posy", version);
    open.onupgradeneeded = () => {
      for (const name of stores) {
        const store = open.result.createObjectStore(name, name === "journal" ? { autoIncrement: true } : {});
        if (name === "journal") store.createIndex("name", "name", { unique: true });
        for (const [key, value] of rows[name]) store.put(value, key);
      }
    };
    (await answer(open)).close();
    return rows.journal?.length ?? 0;
  }, version);

for (const version of [1, 2]) {
  scene(`a device of version ${version} is taken over with all it has`, async (room) => {
    // A page that is no page asks for its icon.
    room.provokes("down", "404");
    const order = await room.shop.make();
    const page = await room.work(`/orders?number=${order.number}`);
    const board = new OrdersBoard(page);
    const move = async () => {
      await board.link(order.id).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await board.stands(order.id, "assembled");
      await until(async () => (await kept(page)) === 1, "it is on the device");
    };
    const release = await hold(page.context());
    if (version === 2) await move();
    await page.goto(ASIDE);
    assert.equal(await setBack(page, version), version === 2 ? 1 : 0);
    await page.goto(`/orders?number=${order.number}`);
    await settled(page);
    await board.link(order.id).waitFor();
    if (version === 1) await move();
    await board.stands(order.id, "assembled");
    assert.equal(await kept(page), 1, "the change is on the device");
    await release();
    await until(async () => (await room.shop.order(order.id)).data.attributes.status === "assembled", "it is on the server", LONG);
    await until(async () => (await kept(page)) === 0, "and settled");
  });
}

scene("blocks that are damaged on the device are fetched again, and everything is found", async (room) => {
  room.provokes("404");
  const page = await room.work("/orders");
  await filled(page);
  await page.goto(ASIDE);
  const damaged = await page.evaluate(async (table) => {
    const answer = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
    const database = await answer(indexedDB.open("posy"));
    const store = () => database.transaction("archive", "readwrite").objectStore("archive");
    // The block that is read first is a copy, which alone would do.
    const rows = (await answer(store().getAll())).filter(({ key }) => Math.floor(key / 2 ** 32) === table);
    for (const { sealed, ...row } of rows) {
      const bytes = new Uint8Array(sealed.buffer ?? sealed).map((byte) => byte ^ 1);
      await answer(store().put({ ...row, sealed: sealed.buffer ? bytes : bytes.buffer }));
    }
    database.close();
    return rows.length;
  }, CUSTOMERS);
  assert.ok(damaged > 1, `${damaged} blocks`);
  const [customer] = (await room.shop.get("customers", { "page[size]": "1", "page[number]": "40" })).data;
  const mark = room.shop.mark();
  await page.goto("/orders/new");
  const form = new OrderForm(page);
  await form.field("customer").waitFor({ timeout: START });
  await filled(page);
  assert.ok(room.shop.since(mark).filter((line) => line.path?.endsWith("/customers") && line.method === "GET").length > 3, "they are fetched");
  await form.field("customer").fill(customer.attributes.title);
  await form.found("customer").filter({ hasText: customer.attributes.title }).first().waitFor({ timeout: LONG });
  // Once, and not with every start.
  const later = room.shop.mark();
  await page.reload();
  await form.field("customer").waitFor({ timeout: START });
  await page.waitForTimeout(4000);
  assert.ok(room.shop.since(later).filter((line) => line.path?.endsWith("/customers") && line.method === "GET").length <= 2, "only what changed is asked for");
}, { timeout: 300_000 });
