// A network that loses answers, and tokens that die while there is none: everything is on the server once.
import assert from "node:assert/strict";
import { OrdersBoard, shopDay, stage, until } from "./harness.mjs";
import { unpaid } from "./unpaid.mjs";
import { lightIs, LONG, moveOn } from "./unsent.mjs";

const { scene } = stage();

const attributes = async (room, id) => (await room.shop.order(id)).data.attributes;
const related = async (room, id, name) => (await room.shop.order(id)).data.relationships[name].data;
const history = async (room, id) => (await room.shop.order(id, "history")).included.map((line) => line.attributes.status).filter(Boolean);
const done = (room, mark, op) => room.shop.since(mark).filter((line) => line.op === op && line.status >= 200 && line.status < 300).length;

/** Writes notes into the detail that is open. */
async function note(page, text) {
  await page.locator("#order-notes").fill(text);
  await page.locator("#order-notes").blur();
}

/** Opens the detail of a card. */
async function open(page, { id, number }) {
  await new OrdersBoard(page).link(id).click();
  await page.locator("#order-title", { hasText: number }).waitFor();
}

/** Nothing is left in the outbox, and the light says so. */
async function allSent(page) {
  await lightIs(page, "online");
  await page.locator(".light").click();
  await page.getByRole("dialog", { name: "Connection" }).getByRole("link", { name: "Outbox" }).click();
  await page.getByRole("heading", { name: "Everything is on the server" }).waitFor();
}

/** The server carries out every third change, and every third question, and its answer is lost. */
async function loseEveryThird(page) {
  const seen = { writes: { sent: 0, lost: 0 }, reads: { sent: 0, lost: 0 } };
  await page.route(/\/api\/v1\//, async (route) => {
    const kind = route.request().method() === "GET" ? seen.reads : seen.writes;
    kind.sent += 1;
    if (kind.sent % 3 > 0) return route.fallback();
    kind.lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  return seen;
}

scene("of a server that loses every third answer nothing is lost and nothing doubled", async (room) => {
  // A payment whose answer is lost is looked for.
  room.provokes("down", "404");
  const orders = [];
  for (let count = 0; count < 12; count += 1) orders.push(await room.shop.make());
  const paid = await unpaid(room);
  const { docNo } = await attributes(room, paid.id);
  const [florist] = (await room.shop.get("workers")).data;
  const page = await room.work(`/orders?number=${[...orders.map((order) => order.number), docNo].join(",")}&order=${paid.id}`, { device: "wide" });
  const board = new OrdersBoard(page);
  const mark = room.shop.mark();
  const seen = await loseEveryThird(page);

  await page.locator("#order-take-payment").click();
  await page.locator("dialog .chip").first().click();
  await page.locator("dialog .button--primary").click();
  await page.locator("dialog").waitFor({ state: "detached" });
  await note(page, "paid in the shop");
  await page.keyboard.press("Escape");
  const left = new Set(orders.map((order) => order.id));
  while (left.size > 0) {
    const id = (await board.ids("new")).find((id) => left.delete(id));
    await moveOn(page, id);
  }
  const opened = [];
  const openAnother = async () => {
    // No sooner than a hand could: a card that scrolled to the place of the one before would be hit by the second half of a double click.
    await page.waitForTimeout(500);
    // Of a long column only what is in sight is in the page.
    const inSight = await board.ids("assembled");
    const order = orders.find((order) => inSight.includes(order.id) && !opened.includes(order));
    opened.push(order);
    await open(page, order);
  };
  await openAnother();
  await note(page, "white ribbon");
  await openAnother();
  await page.locator("#order-florist").selectOption(florist.id);
  await openAnother();
  await page.locator("#order-due").fill(`${shopDay()}T21:15`);
  await page.locator("#order-due").blur();
  await page.keyboard.press("Escape");
  await allSent(page);

  assert.ok(seen.writes.lost >= 4 && seen.reads.lost >= 4, `lost: ${JSON.stringify(seen)}`);
  assert.deepEqual([62, 66].map((op) => done(room, mark, op)), [16, 1], "each was carried out once");
  for (const { id } of orders) assert.deepEqual(await history(room, id), ["new", "assembled"]);
  const { paymentsAmount, description } = await attributes(room, paid.id);
  assert.deepEqual([paymentsAmount, description], [paid.missing, "paid in the shop"]);
  assert.equal((await related(room, paid.id, "payments")).length, 1);
  const [noted, handed, late] = opened;
  assert.equal((await attributes(room, noted.id)).description, "white ribbon");
  assert.equal((await related(room, handed.id, "florist")).id, florist.id);
  assert.equal(Date.parse((await attributes(room, late.id)).dueTime), Date.parse(`${shopDay()}T21:15:00+03:00`));
});

/** A device that loses its network soon after the sign-in; what is done there is sent when it is back. */
async function offlineWith(room, seconds) {
  const [moved, noted] = [await room.shop.make(), await room.shop.make()];
  await room.shop.faults({ token_seconds: seconds });
  const page = await room.work(`/orders?number=${moved.number},${noted.number}`);
  await page.context().setOffline(true);
  // The last token it may have got.
  const dead = Date.now() + seconds * 1000;
  await lightIs(page, "offline");
  const mark = room.shop.mark();
  await moveOn(page, moved.id);
  await open(page, noted);
  await note(page, "written without a network");
  await page.getByText(/unsent changes: 2/).waitFor();
  await until(() => Date.now() > dead, "the token is dead");
  assert.deepEqual(room.shop.since(mark).filter((line) => line.browser), [], "nothing has left the device");
  return { page, moved, noted, mark };
}

/** Both changes are on the server, once. */
async function arrived(room, { page, moved, noted, mark }) {
  await allSent(page);
  assert.deepEqual(await history(room, moved.id), ["new", "assembled"]);
  assert.equal((await attributes(room, noted.id)).description, "written without a network");
  assert.equal(done(room, mark, 62), 2, "each was carried out once");
}

scene("an access token that dies without a network is renewed without a word when there is one", async (room) => {
  room.provokes("down");
  const device = await offlineWith(room, 4);
  await room.shop.heal();
  await device.page.context().setOffline(false);
  await arrived(room, device);
  assert.equal(done(room, device.mark, 2), 1, "it was renewed once");
  assert.deepEqual(room.shop.since(device.mark).filter((line) => line.status === 401), []);
  assert.equal(await device.page.locator("#login").count(), 0);
});

scene("when the whole session dies without a network, the password is asked for in place and the work is sent", async (room) => {
  room.provokes("down", "401");
  const device = await offlineWith(room, 4);
  await room.shop.expireRefresh();
  await room.shop.heal();
  const { page, moved } = device;
  await page.context().setOffline(false);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor({ timeout: LONG });
  assert.equal(await dialog.locator("#login").inputValue(), "manager");
  assert.equal(await page.locator("#order-notes").inputValue(), "written without a network", "the work stands behind it");
  assert.equal(await new OrdersBoard(page).statusOf(moved.id), "assembled");
  assert.equal(done(room, device.mark, 62), 0);
  await dialog.locator("#password").fill("demo");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await arrived(room, device);
});
