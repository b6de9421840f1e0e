// A newer version while somebody is in the middle of something: it waits, and nothing of theirs is lost by taking it.
import assert from "node:assert/strict";
import { disk, onDevice } from "./disk.mjs";
import { OrderForm } from "./form.mjs";
import { OrdersBoard, settled, until } from "./harness.mjs";
import { device, known, look, offered, ownSite, rests, runs, take, version } from "./site.mjs";

const { scene } = ownSite();
const notice = (page) => page.locator(".shell__notices").getByText("A new version of Posy is ready.");

/** Another build is served, and the worker has it. */
async function another(room, page, name) {
  room.build(name);
  await look(page);
  await offered(page);
}

scene("a new version is not offered over an order that is being written, and the draft is there after it", async (room) => {
  room.build("one");
  const page = await room.work("/orders/new", { context: await device(room) });
  await known(page);
  const form = new OrderForm(page);
  await form.field("notes").fill("a bow of linen");
  await another(room, page, "two");
  await page.waitForTimeout(1000);
  assert.equal(await notice(page).count(), 0, "nobody is interrupted");
  await page.reload();
  await runs(page, "one");
  await until(async () => (await form.field("notes").inputValue()) === "a bow of linen", "the draft is there");
  await offered(page);
  await page.waitForTimeout(500);
  assert.equal(await notice(page).count(), 0, "nor after a reload");
  // Between two tasks.
  await page.getByRole("link", { name: "Orders", exact: true }).first().click();
  await notice(page).waitFor();
  assert.equal(await version(page), "one");
  await page.getByRole("button", { name: "Update now" }).click();
  await runs(page, "two");
  await settled(page);
  await page.getByRole("link", { name: "Continue the order" }).click();
  await until(async () => (await form.field("notes").inputValue()) === "a bow of linen", "the draft is in the new version");
});

scene("a new version waits for somebody to want it, and unsent work goes out from it, once", async (room) => {
  room.provokes("down");
  room.build("one");
  const order = await room.shop.make();
  const context = await device(room);
  await context.addInitScript(disk);
  const page = await room.work(`/orders?number=${order.number}`, { context });
  await known(page);
  await onDevice(page);
  await room.shop.faults({ down: true });
  let board = new OrdersBoard(page);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  await page.evaluate(() => (window.untouched = true));
  await another(room, page, "two");
  await notice(page).waitFor();
  // Somebody who is asked something else is not asked this, too.
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  assert.equal(await notice(page).isVisible(), false);
  await dialog.getByRole("button", { name: "Stay" }).click();
  await notice(page).waitFor();
  await page.waitForTimeout(3000);
  assert.ok(await page.evaluate(() => window.untouched), "nothing is loaded again by itself");
  const mark = room.shop.mark();
  await page.getByRole("button", { name: "Update now" }).click();
  await runs(page, "two");
  board = new OrdersBoard(page);
  await board.stands(order.id, "assembled");
  assert.notEqual(await board.card(order.id).getAttribute("data-pending"), null, "it is still not sent");
  await room.shop.heal();
  await until(async () => (await room.shop.order(order.id)).data.attributes.status === "assembled", "it is on the server", 60_000);
  await board.sent(order.id);
  const writes = room.shop.since(mark).filter((line) => line.op === 62 && line.status < 300);
  assert.equal(writes.length, 1);
});

scene("a page that starts while another tab takes the new version goes on with its own files, and is offered the new one", async (room) => {
  room.build("one");
  const context = await device(room);
  const page = await room.work("/orders", { context });
  await known(page);
  await rests(page);
  await another(room, page, "two");
  const other = await context.newPage();
  await other.addInitScript(() => {
    const { compileStreaming } = WebAssembly;
    const held = new Promise((done) => (window.goOn = done));
    WebAssembly.compileStreaming = async (...from) => (await held, compileStreaming.call(WebAssembly, ...from));
  });
  await other.goto("/orders", { waitUntil: "domcontentloaded" });
  await until(async () => (await version(other)) === "one", "it begins with the files of one");
  await take(page);
  await runs(page, "two");
  await known(page);
  await other.evaluate(() => window.goOn());
  await runs(other, "one");
  await settled(other);
  await offered(other);
  assert.match(await other.evaluate(async () => (await fetch("/theme.js")).text()), /version="one"/);
  await rests(other);
  await take(other);
  await other.evaluate(() => window.goOn());
  await runs(other, "two");
});
