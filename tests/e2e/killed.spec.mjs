// A tab that is killed while it sends: what it did is on the server once when the app is opened again.
import assert from "node:assert/strict";
import { OrdersBoard, settled, stage, until } from "./harness.mjs";
import { unpaid } from "./unpaid.mjs";
import { lightIs } from "./unsent.mjs";

const { scene } = stage();

const done = (room, mark, op) => room.shop.since(mark).filter((line) => line.op === op && line.status >= 200 && line.status < 300).length;
const history = async (room, id) => (await room.shop.order(id, "history")).included.map((line) => line.attributes.status).filter(Boolean);

/** The end of a tab that nobody closed. */
async function kill(page) {
  const wire = await page.context().newCDPSession(page);
  const gone = page.waitForEvent("crash");
  wire.send("Page.crash").catch(() => {});
  await gone;
  await page.close();
}

scene("a tab is killed with a payment and a move under way: both are on the server once", async (room) => {
  // A payment is looked for before it is sent again.
  room.provokes("down", "404");
  const paid = await unpaid(room);
  const [arrived, lost] = [await room.shop.make(), await room.shop.make()];
  const address = `/orders?number=${arrived.number},${lost.number}&order=${paid.id}`;
  const page = await room.work(address, { device: "wide" });
  const context = page.context();
  const mark = room.shop.mark();
  // The server carries out the payment and one move; another move never reaches it. No answer comes before the end.
  const under = { payment: "", arrived: "", lost: "" };
  await page.route(/\/api\/v1\/orders\//, async (route) => {
    const request = route.request();
    if (request.method() === "GET") return route.fallback();
    const which = request.url().includes(paid.id) ? "payment" : request.url().includes(lost.id) ? "lost" : "arrived";
    if (which !== "lost") await route.fetch();
    under[which] = "under way";
  });
  await page.locator("#order-take-payment").click();
  await page.locator("dialog .chip").first().click();
  await page.locator("dialog .button--primary").click();
  await page.locator("dialog").waitFor({ state: "detached" });
  const board = new OrdersBoard(page);
  for (const { id } of [arrived, lost]) {
    await board.link(id).focus();
    await page.keyboard.press("Shift+ArrowRight");
    await board.stands(id, "assembled");
  }
  await until(() => Object.values(under).every(Boolean), "all three are under way");
  await kill(page);

  const again = await context.newPage();
  await again.goto(address);
  await settled(again);
  for (const { id } of [arrived, lost]) await new OrdersBoard(again).stands(id, "assembled");
  await until(async () => (await again.locator("#order-take-payment").count()) === 0, "the payment is shown");
  await lightIs(again, "online");
  for (const { id } of [arrived, lost]) assert.deepEqual(await history(room, id), ["new", "assembled"]);
  const { data } = await room.shop.order(paid.id);
  assert.deepEqual([data.relationships.payments.data.length, data.attributes.paymentsAmount], [1, paid.missing]);
  assert.deepEqual([62, 66].map((op) => done(room, mark, op)), [2, 1], "each was carried out once");
});
