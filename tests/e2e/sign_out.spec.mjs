// Signing out with work that is not on the server, or only begun: what would be lost is said, a file of it is offered, and nothing stays on the device.
import assert from "node:assert/strict";
import { signIn, stage, until } from "./harness.mjs";
import { kept, LONG, lightIs, moveOn, onServer, saved } from "./unsent.mjs";

const { scene } = stage();

scene("signing out with unsent work offers a file of it, and leaves nothing on the device", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work("/orders/new");
  await page.locator("#new-notes").fill("half a thought");
  await page.getByRole("link", { name: "To the board" }).click();
  await page.goto(`/orders?number=${order.number}`);
  await page.getByRole("link", { name: "Continue the order" }).waitFor();
  await until(async () => (await kept(page, "archive")) > 0, "what was fetched is on the device", LONG);
  await room.shop.faults({ down: true });
  await moveOn(page, order.id);
  await lightIs(page, "offline");
  assert.equal(await kept(page, "journal"), 1);
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out and lose unsent work?" });
  assert.match(await dialog.innerText(), /not on the server: 1/);
  assert.match(await dialog.getByRole("listitem").innerText(), new RegExp(`${order.number}: Status .*Assembled`), "what it is, by name");
  assert.match(await dialog.innerText(), /An order is not finished yet/);
  const file = await saved(page, () => dialog.getByRole("button", { name: "Export and sign out" }).click());
  assert.equal(JSON.parse(file.text).changes[0].document.id, order.id);
  assert.equal(JSON.parse(file.text).unfinished.Notes, "half a thought");
  await page.locator("#login").waitFor();
  await until(async () => (await kept(page, "journal")) === 0, "no change is left");
  await until(async () => (await kept(page, "secrets")) === 0, "no token and no draft is left");
  await until(async () => (await kept(page, "archive")) === 0, "nothing that was fetched is left");
  await room.shop.heal();
  await page.waitForTimeout(1500);
  assert.equal((await onServer(room, order.id)).status, "new", "it was not sent after all");
  // The next person on this tablet begins with nothing.
  await signIn(page, "florist");
  await page.getByRole("link", { name: "New order" }).waitFor();
  await page.goto("/orders/new");
  assert.equal(await page.locator("#new-notes").inputValue(), "");
});

scene("an order that is only half typed can be taken along as a file when signing out", async (room) => {
  const page = await room.work("/orders/new");
  await page.locator("#new-notes").fill("with a ribbon");
  await page.locator("#new-due").fill("2026-12-24T14:30");
  await page.getByRole("link", { name: "To the board" }).click();
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out and lose unsent work?" });
  await dialog.getByText("An order is not finished yet").waitFor();
  assert.equal(await dialog.getByText("not on the server").count(), 0);
  const file = JSON.parse((await saved(page, () => dialog.getByRole("button", { name: "Export and sign out" }).click())).text);
  assert.deepEqual(file.changes, []);
  assert.equal(file.unfinished.Notes, "with a ribbon");
  assert.equal(file.unfinished.Due, "2026-12-24T14:30");
  await page.locator("#login").waitFor();
});

scene("an order that was begun in another tab counts when signing out", async (room) => {
  const page = await room.work("/orders");
  const other = await page.context().newPage();
  await other.goto("/orders/new");
  await other.locator("#new-notes").fill("begun beside");
  await other.waitForTimeout(500);
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out and lose unsent work?" });
  await dialog.getByText("An order is not finished yet").waitFor();
  await dialog.getByRole("button", { name: "Sign out anyway" }).click();
  for (const tab of [page, other]) await tab.locator("#login").waitFor();
  await until(async () => (await kept(page, "secrets")) === 0, "nothing of it is left");
});

scene("a tab that was waiting to lead when it signed out leads after it signed in again", async (room) => {
  const order = await room.shop.make();
  const first = await room.work("/orders");
  await until(() => first.evaluate(async () => (await navigator.locks.query()).held.some((lock) => lock.name === "posy-leader")), "the first leads");
  const page = await room.work(`/orders?number=${order.number}`, { context: first.context() });
  await until(() => page.evaluate(async () => (await navigator.locks.query()).pending.some((lock) => lock.name === "posy-leader")), "the second waits");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  for (const tab of [first, page]) await tab.locator("#login").waitFor();
  await first.close();
  await signIn(page);
  await page.locator("#order-search").fill(order.number);
  await moveOn(page, order.id);
  await until(async () => (await onServer(room, order.id)).status === "assembled", "it is sent", LONG);
});

scene("signing out anyway loses it without a file", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  await room.shop.faults({ down: true });
  await moveOn(page, order.id);
  await lightIs(page, "offline");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Sign out anyway" }).click();
  await page.locator("#login").waitFor();
  await until(async () => (await kept(page, "journal")) === 0, "no change is left");
});

scene("who signs in as somebody else after the session has ended leaves nothing on the device", async (room) => {
  room.provokes("down", "401");
  const order = await room.shop.make();
  await room.shop.faults({ token_seconds: 4 });
  const page = await room.work(`/orders?number=${order.number}`);
  await until(async () => (await kept(page, "archive")) > 0, "what was fetched is on the device", LONG);
  await page.context().setOffline(true);
  const dead = Date.now() + 4000;
  await moveOn(page, order.id);
  await lightIs(page, "offline");
  await until(() => Date.now() > dead, "the token is dead");
  await room.shop.expireRefresh();
  await room.shop.heal();
  await page.context().setOffline(false);
  const dialog = page.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor({ timeout: LONG });
  const another = dialog.getByRole("button", { name: "Sign in as someone else" });
  await another.click();
  // What would be lost is said first, and who changes their mind is asked to sign in again.
  const sure = page.getByRole("dialog", { name: "Sign out and lose unsent work?" });
  await sure.getByText("Changes that are not on the server: 1.").waitFor();
  await sure.getByRole("button", { name: "Stay" }).click();
  await another.click();
  await sure.getByRole("button", { name: "Sign out anyway" }).click();
  await page.locator(".sign-in #login").waitFor();
  for (const store of ["journal", "archive", "secrets"]) await until(async () => (await kept(page, store)) === 0, `nothing is left in ${store}`);
  await page.waitForTimeout(1500);
  assert.equal((await onServer(room, order.id)).status, "new", "it was not sent after all");
});
