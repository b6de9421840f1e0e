// A tab that leads and stands still, as frozen ones do: what is done in another tab is not lost, and sent once.
import assert from "node:assert/strict";
import { OrdersBoard, stage, until } from "./harness.mjs";
import { lightIs, LONG, moveOn } from "./unsent.mjs";

const { scene } = stage();

const history = async (room, id) => (await room.shop.order(id, "history")).included.map((line) => line.attributes.status).filter(Boolean);
const written = (room, mark) => room.shop.since(mark).filter((line) => line.op === 62 && line.status >= 200 && line.status < 300).length;

/** Stops everything in a page, as the browser does with one it freezes; its locks stay, and what it is told
 *  meanwhile is lost. (A page that is seen is not frozen, and without a window all of them are.) Gives the way back. */
async function freeze(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Debugger.enable");
  const still = new Promise((done) => wire.once("Debugger.paused", done));
  await wire.send("Debugger.pause");
  await still;
  return () => wire.send("Debugger.resume");
}

/** Has a page do nothing but count for some seconds; what it is told meanwhile waits. */
const stall = (page, seconds) =>
  page.evaluate((seconds) => setTimeout(() => {
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end);
  }), seconds);

/** Two tabs of one device; the first one leads. */
async function tabs(room) {
  const order = await room.shop.make();
  const address = `/orders?number=${order.number}`;
  const first = await room.work(address);
  await until(() => first.evaluate(async () => (await navigator.locks.query()).held.some((lock) => lock.name === "posy-leader")), "it leads");
  const second = await room.work(address, { context: first.context() });
  return { order, first, second };
}

/** The move is on the server, once, and the tab that is left knows. */
async function arrives(room, { id }, page, mark) {
  await until(async () => (await history(room, id)).join() === "new,assembled", "the move is on the server", LONG);
  await lightIs(page, "online");
  assert.equal(written(room, mark), 1, "it was carried out once");
  await new OrdersBoard(page).stands(id, "assembled");
}

scene("what is done beside a tab that stands still is sent once when that goes on", async (room) => {
  const { order, first, second } = await tabs(room);
  const mark = room.shop.mark();
  await stall(first, 3);
  await moveOn(second, order.id);
  await arrives(room, order, second, mark);
});

scene("what is done beside a tab that stands still is sent once when that is closed", async (room) => {
  const { order, first, second } = await tabs(room);
  const mark = room.shop.mark();
  await freeze(first);
  await moveOn(second, order.id);
  await first.close();
  await arrives(room, order, second, mark);
});
