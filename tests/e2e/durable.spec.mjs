// What was done is kept on the device: the end of a page loses nothing, and two tabs are one shop.
import assert from "node:assert/strict";
import { OrdersBoard, settled, stage, until } from "./harness.mjs";
import { hold } from "./writes.mjs";

const { scene } = stage();
const LONG = 40_000;

const history = async (room, id) =>
  (await room.shop.order(id, "history")).included.filter((line) => line.type === "order-history-lines").map((line) => line.attributes.status);
const arrived = (room, id) => until(async () => (await history(room, id)).join() === "new,assembled", `the move of ${id} arrived once`, LONG);
const written = (room, mark) => room.shop.since(mark).filter((line) => line.op === 62 && line.status === 201).length;

/** Moves a card one column on, by a key. */
async function moveOn(board, id) {
  await board.link(id).focus();
  await board.page.keyboard.press("Shift+ArrowRight");
  await board.stands(id, "assembled");
}

scene("what was not sent survives the end of the page, twice, and arrives once", async (room) => {
  room.provokes("down");
  const [one, two] = [await room.shop.make(), await room.shop.make()];
  const address = `/orders?number=${one.number},${two.number}`;
  let page = await room.work(address);
  const context = page.context();
  const mark = room.shop.mark();
  const release = await hold(context);
  await moveOn(new OrdersBoard(page), one.id);
  await moveOn(new OrdersBoard(page), two.id);
  for (let time = 0; time < 2; time += 1) {
    await page.waitForTimeout(300);
    await page.close();
    page = await room.work(address, { context });
    const board = new OrdersBoard(page);
    await board.stands(one.id, "assembled");
    assert.notEqual(await board.card(one.id).getAttribute("data-pending"), null, "it is still not sent");
  }
  await release();
  await arrived(room, one.id);
  await arrived(room, two.id);
  await new OrdersBoard(page).sent(two.id);
  assert.equal(written(room, mark), 2, "each was carried out once");
});

scene("two tabs are one shop: one asks and sends, both show", async (room) => {
  const order = await room.shop.make();
  const address = `/orders?number=${order.number}`;
  const first = await room.work(address);
  const second = await room.work(address, { context: first.context() });
  const asked = [];
  second.on("request", (request) => /filter(%5B|\[)revision/.test(request.url()) && asked.push(request.url()));
  const mark = room.shop.mark();
  await moveOn(new OrdersBoard(second), order.id);
  await new OrdersBoard(first).stands(order.id, "assembled");
  await arrived(room, order.id);
  await new OrdersBoard(second).sent(order.id);
  await room.shop.change(order.id, { status: "done" });
  await new OrdersBoard(second).stands(order.id, "done");
  assert.equal(written(room, mark), 2, "one move of the app, one of the test");
  assert.deepEqual(asked, [], "the tab that does not lead does not ask");
});

scene("a tab that slept through what another heard asks for it", async (room) => {
  const order = await room.shop.make();
  const address = `/orders?number=${order.number}`;
  const first = await room.work(address);
  // What is said to a page that sleeps is lost.
  await first.context().addInitScript(() => {
    const { set } = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage");
    const hear = (listener) => (event) => globalThis.asleep || listener(event);
    Object.defineProperty(BroadcastChannel.prototype, "onmessage", { set(listener) { set.call(this, hear(listener)); } });
  });
  const second = await room.work(address, { context: first.context() });
  await settled(second);
  await room.shop.change(order.id, { status: "assembled" });
  await new OrdersBoard(second).stands(order.id, "assembled");
  await second.evaluate(() => (globalThis.asleep = true));
  await room.shop.change(order.id, { status: "done" });
  await new OrdersBoard(first).stands(order.id, "done");
  assert.equal(await new OrdersBoard(second).statusOf(order.id), "assembled", "it heard nothing");
  await second.evaluate(() => (globalThis.asleep = false));
  await until(async () => (await new OrdersBoard(second).statusOf(order.id)) === "done", "it knows", LONG);
});

scene("the tab that sends is closed in the middle: the other finishes", async (room) => {
  const order = await room.shop.make();
  const address = `/orders?number=${order.number}`;
  const first = await room.work(address);
  const second = await room.work(address, { context: first.context() });
  await settled(second);
  const mark = room.shop.mark();
  await room.shop.faults({ latency: 1500 });
  await moveOn(new OrdersBoard(first), order.id);
  await first.waitForTimeout(700);
  await first.close();
  await room.shop.heal();
  await arrived(room, order.id);
  const board = new OrdersBoard(second);
  await board.stands(order.id, "assembled");
  await until(async () => (await board.card(order.id).getAttribute("data-pending")) === null, "it is confirmed", LONG);
  assert.equal(written(room, mark), 1, "it was carried out once");
});

for (const side of ["Keep mine", "Take theirs"]) {
  scene(`where somebody else changed the same, the user chooses: ${side}`, async (room) => {
    room.provokes("down");
    const order = await room.shop.make();
    const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
    const board = new OrdersBoard(page);
    const release = await hold(page.context());
    await page.locator("#order-notes").fill("white ribbon");
    await page.locator("#order-notes").blur();
    await until(async () => (await board.card(order.id).getAttribute("data-pending")) !== null, "it waits");
    await room.shop.change(order.id, { description: "red ribbon" });
    const notice = page.getByRole("alert").filter({ hasText: "Somebody else changed the same" });
    await notice.waitFor();
    await release();
    assert.match(await notice.innerText(), /Notes: yours “white ribbon”, theirs “red ribbon”/);
    assert.match(await board.card(order.id).innerText(), /Changed by somebody else/);
    assert.equal(await page.locator("#order-notes").inputValue(), "red ribbon");
    assert.equal(await page.locator(".field", { has: page.locator("#order-notes") }).getByText("Saved").count(), 0, "it is not saved");
    await notice.getByRole("button", { name: side }).click();
    await notice.waitFor({ state: "detached" });
    const wanted = side === "Keep mine" ? "white ribbon" : "red ribbon";
    await until(async () => (await page.locator("#order-notes").inputValue()) === wanted, `the notes are ${wanted}`);
    await until(async () => (await room.shop.order(order.id)).data.attributes.description === wanted, `${wanted} is on the server`, LONG);
    await board.sent(order.id);
  });
}
