// The session while somebody works: renewals that nobody notices, one at a time, and a way back when it has ended.
import assert from "node:assert/strict";
import { OrdersBoard, settled, signIn, stage, until } from "./harness.mjs";
import { lightIs, moveOn } from "./unsent.mjs";

const { scene } = stage();
const renewals = (lines) => lines.filter((line) => line.op === 2);

scene("tokens expire in the middle of work, and nobody notices", async (room) => {
  await room.shop.faults({ token_seconds: 6 });
  const order = await room.shop.make({ delivery: true });
  const mark = room.shop.mark();
  const page = await room.work(`/orders?number=${order.number}`);
  const refused = [];
  page.on("response", (response) => response.status() === 401 && refused.push(response.url()));
  const board = new OrdersBoard(page);
  await board.link(order.id).focus();
  for (const status of ["assembled", "courier"]) {
    const seen = renewals(room.shop.since(mark)).length;
    await page.keyboard.press("Shift+ArrowRight");
    await until(async () => (await room.shop.order(order.id)).data.attributes.status === status, `the server has ${status}`);
    await until(() => renewals(room.shop.since(mark)).length > seen, "another renewal");
  }
  const lines = room.shop.since(mark);
  assert.ok(renewals(lines).every((line) => line.status === 200));
  assert.deepEqual(refused, [], "renewed before it expired");
  assert.equal(await page.locator("#login").count(), 0);
});

scene("two tabs that renew at the same time renew once, and none is signed out", async (room) => {
  await room.shop.faults({ token_seconds: 6 });
  const page = await room.work("/orders");
  const second = await room.work("/orders/list", { context: page.context() });
  // Both hold the same token from here on.
  const mark = room.shop.mark();
  const begun = Date.now();
  await until(() => renewals(room.shop.since(mark)).length >= 2, "two renewals", 40_000);
  const lines = room.shop.since(mark);
  assert.ok(renewals(lines).every((line) => line.status === 200), "no refresh token is used twice");
  // One renewal for a life of six seconds, a fifth of it early: not one for each tab.
  const lives = (Date.now() - begun) / 4800;
  assert.ok(renewals(lines).length <= lives + 1.5, `${renewals(lines).length} renewals in ${lives.toFixed(1)} lives`);
  assert.deepEqual(lines.filter((line) => line.status === 401), []);
  for (const tab of [page, second]) {
    assert.equal(await tab.locator("#login").count(), 0);
    assert.equal(await tab.locator(".top-bar__person").isVisible(), true);
  }
});

scene("many requests at the moment of expiry share one renewal", async (room) => {
  // Lives are told in whole seconds: of three, one may be missing, and the one repeat after a 401 helps out.
  room.provokes("401");
  await room.shop.faults({ token_seconds: 3 });
  const page = await room.work("/orders?due=week");
  const [mark, begun] = [room.shop.mark(), Date.now()];
  // Reading the orders again, the poll and the moves are on their way at once.
  await until(async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    return renewals(room.shop.since(mark)).length >= 3;
  }, "three renewals", 30_000);
  const lines = renewals(room.shop.since(mark));
  assert.ok(lines.every((line) => line.status === 200));
  assert.ok(lines.length <= (Date.now() - begun) / 2400 + 1.5, "one for a life");
});

scene("when the session has ended the work stays, signing in goes on with it", async (room) => {
  room.provokes("401");
  await room.shop.faults({ token_seconds: 6 });
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  await page.locator("#order-notes").fill("typed before the end");
  await room.shop.expireRefresh();
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor({ timeout: 20_000 });
  assert.equal(await page.locator("#order-notes").inputValue(), "typed before the end");
  assert.equal(await dialog.locator("#login").inputValue(), "manager");
  assert.equal(await dialog.locator("#login").getAttribute("readonly") !== null, true);
  await until(() => dialog.locator("#password").evaluate((field) => field === document.activeElement), "the password has the focus");
  await page.keyboard.press("Escape");
  assert.equal(await dialog.isVisible(), true, "it can only be answered");
  await dialog.locator("#password").fill("wrong");
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").waitFor();
  await room.shop.heal();
  await dialog.locator("#password").fill("demo");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.locator("#order-notes").inputValue(), "typed before the end");
  await page.locator("#order-notes").focus();
  await page.locator("#order-notes").blur();
  await until(async () => (await room.shop.order(order.id)).data.attributes.description === "typed before the end", "the notes arrived");
});

scene("a change made after the session ended waits and goes out after signing in", async (room) => {
  room.provokes("401");
  await room.shop.faults({ token_seconds: 6 });
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const board = new OrdersBoard(page);
  await room.shop.faults({ latency: 1500 });
  await room.shop.expireRefresh();
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor({ timeout: 30_000 });
  await room.shop.heal();
  await dialog.locator("#password").fill("demo");
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await until(async () => (await room.shop.order(order.id)).data.attributes.status === "assembled", "the move arrived");
  await board.sent(order.id);
});

scene("when the session ends in two tabs, both keep their work, and signing in once is enough", async (room) => {
  room.provokes("401");
  await room.shop.faults({ token_seconds: 6 });
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const second = await room.work(`/orders?number=${order.number}&order=${order.id}`, { context: page.context() });
  await second.locator("#order-notes").fill("typed in the second tab");
  await room.shop.expireRefresh();
  const dialog = (tab) => tab.getByRole("dialog", { name: "Your session has ended" });
  await Promise.all([dialog(page).waitFor({ timeout: 20_000 }), dialog(second).waitFor({ timeout: 20_000 })]);
  await room.shop.heal();
  await dialog(page).locator("#password").fill("demo");
  await dialog(page).getByRole("button", { name: "Sign in", exact: true }).click();
  await dialog(page).waitFor({ state: "detached" });
  await dialog(second).waitFor({ state: "detached" });
  assert.equal(await second.locator("#order-notes").inputValue(), "typed in the second tab");
});

scene("somebody else who signs in finds nothing of the first one's", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  await moveOn(page, order.id);
  await page.locator(".toast").waitFor();
  assert.match(await page.getByRole("log").innerText(), /\w/);
  await lightIs(page, "online");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.locator("#login").waitFor();
  assert.equal(await page.locator(".card").count(), 0);
  assert.equal(await page.locator(".toast").count(), 0, "nor what was said to them");
  assert.equal((await page.getByRole("log").innerText()).trim(), "");
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, "/", "nor what they looked for");
  await signIn(page, "courier");
  await settled(page);
  assert.equal(await page.locator(".card__move").count(), 0);
});
