// A tab that leads and stands still, as frozen ones do: what is done in another tab is not lost, and sent once.
import assert from "node:assert/strict";
import { OrdersBoard, settled, signIn, stage, until } from "./harness.mjs";
import { freeze } from "./still.mjs";
import { lightIs, LONG, moveOn } from "./unsent.mjs";

const { scene } = stage();

const history = async (room, id) => (await room.shop.order(id, "history")).included.map((line) => line.attributes.status).filter(Boolean);
const written = (room, mark) => room.shop.since(mark).filter((line) => line.op === 62 && line.status >= 200 && line.status < 300).length;

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
  return { order, address, first, second };
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
  const told = second.getByText("it stands still");
  await told.waitFor({ timeout: LONG });
  await first.close();
  await arrives(room, order, second, mark);
  await told.waitFor({ state: "detached" });
});

const leader = (page) =>
  page.evaluate(async () => (await navigator.locks.query()).held.find((lock) => lock.name === "posy-leader")?.clientId);

for (const [what, leave] of [
  ["nobody looks at any more", () => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  }],
  ["the browser is about to freeze", () => document.dispatchEvent(new Event("freeze"))],
]) {
  scene(`a tab that ${what} lets another one lead, which sends though the first stands still then`, async (room) => {
    const { order, first, second } = await tabs(room);
    const before = await leader(second);
    await first.evaluate(leave);
    await until(async () => ![before, undefined].includes(await leader(second)), "the other one leads");
    await freeze(first);
    const mark = room.shop.mark();
    await moveOn(second, order.id);
    await arrives(room, order, second, mark);
    assert.equal(await second.getByText("it stands still").count(), 0);
  });
}

scene("a tab that stood still while somebody else signed in goes on as them, with nothing of who was there before", async (room) => {
  room.provokes("403");
  const { order, address, first, second } = await tabs(room);
  await moveOn(second, order.id);
  await lightIs(second, "online");
  const person = (page) => page.locator(".top-bar__person").innerText();
  const before = await person(first);
  const goOn = await freeze(first);
  await second.locator(".top-bar__person").click();
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  await signIn(second, "courier");
  await second.locator(".top-bar__person").waitFor();
  const now = await person(second);
  assert.notEqual(now, before);
  await goOn();
  await until(async () => (await first.locator(".top-bar__person").count()) === 1 && (await person(first)) === now, "it is theirs", LONG);
  for (const page of [first, second]) {
    await settled(page);
    assert.equal(new URL(page.url()).search, "", "nor their address");
    await page.goto(address);
    await settled(page);
    await new OrdersBoard(page).stands(order.id, "assembled");
    assert.equal(await page.locator(".card__move").count(), 0, "a courier moves no cards");
    // What another did is not theirs to take back.
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(300);
    assert.equal(await new OrdersBoard(page).statusOf(order.id), "assembled");
    assert.equal(await person(page), now);
  }
  assert.deepEqual(await history(room, order.id), ["new", "assembled"]);
});
