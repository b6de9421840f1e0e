// Taking money for an order in its detail.
import assert from "node:assert/strict";
import { stage, until } from "./harness.mjs";
import { unpaid } from "./unpaid.mjs";

const { scene } = stage();

scene("money is taken once, within what is missing, and the dialog says that it is final", async (room) => {
  const { id, missing } = await unpaid(room);
  const page = await room.work(`/orders?order=${id}`);
  await page.locator("#order-take-payment").click();
  const dialog = page.getByRole("dialog");
  assert.equal(await page.locator("#pay-amount").inputValue(), String(missing));
  assert.match(await dialog.innerText(), /cannot be undone/);
  assert.doesNotMatch(await dialog.innerText(), /Бонусы/, "points are not money");
  await page.locator("#pay-amount").fill(String(missing + 1));
  await dialog.locator(".button--primary").click();
  await dialog.getByText("More than is still to be paid").waitFor();
  await dialog.getByText("Choose how it is paid").waitFor();
  await page.locator("#pay-amount").fill("200");
  await dialog.locator(".chip").first().click();
  const mark = room.shop.mark();
  await page.locator("#pay-amount").press("Enter");
  await dialog.waitFor({ state: "detached" });
  await until(async () => (await room.shop.order(id)).data.attributes.paymentsAmount === 200, "it is on the server");
  assert.equal(room.shop.since(mark).filter((entry) => entry.op === 66).length, 1);
  await page.locator("#order-take-payment").click();
  assert.equal(await page.locator("#pay-amount").inputValue(), String(missing - 200));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.locator(".order__number").count(), 1, "the detail stays");
});

/** What the heading of the payments says of one that is not on the server yet, or has just arrived. */
const state = (page) => page.locator(".order__title", { hasText: "Payments" }).locator(".field__state");

scene("a payment without a network says so beside it, and when it has arrived", async (room) => {
  room.provokes("down");
  const { id, missing } = await unpaid(room);
  const page = await room.work(`/orders?order=${id}`);
  await page.locator("#order-take-payment").click();
  await page.getByRole("dialog").locator(".chip").first().click();
  assert.equal(await state(page).count(), 0);
  await page.context().setOffline(true);
  await page.locator("#pay-amount").press("Enter");
  await state(page).filter({ hasText: /Waiting|Checking/ }).waitFor();
  await page.context().setOffline(false);
  await state(page).filter({ hasText: "Saved" }).waitFor({ timeout: 60_000 });
  assert.equal((await room.shop.order(id)).data.attributes.paymentsAmount, missing);
});

scene("money that somebody else took meanwhile is not taken twice, and who took it later is told", async (room) => {
  room.provokes("down");
  const { id, missing } = await unpaid(room);
  const [florist, manager] = await Promise.all(["florist", "manager"].map((login) => room.work(`/orders?order=${id}`, { login })));
  const choose = async (page) => {
    await page.locator("#order-take-payment").click();
    await page.getByRole("dialog").locator(".chip").first().click();
  };
  const take = async (page) => {
    await page.locator("#pay-amount").press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  const paid = async () => (await room.shop.order(id)).data;
  // Both have the ways of paying on their device before one of them is cut off.
  await Promise.all([florist, manager].map(choose));
  await florist.context().setOffline(true);
  await take(florist);
  await state(florist).filter({ hasText: /Waiting|Checking/ }).waitFor();
  await take(manager);
  await until(async () => (await paid()).attributes.paymentsAmount === missing, "the till has it");
  await florist.context().setOffline(false);
  const notice = florist.getByRole("alert").filter({ hasText: "Somebody else took money for this order meanwhile" });
  await notice.waitFor({ timeout: 60_000 });
  await florist.locator(".payment").waitFor();
  assert.equal(await florist.locator(".payment").count(), 1, "what is shown is what is there");
  assert.equal(await state(florist).count(), 0, "nothing says that it arrived");
  await florist.keyboard.press("Control+z");
  await notice.waitFor({ state: "detached" });
  assert.equal(await state(florist).count(), 0, "nor does anything when it is put away");
  const order = await paid();
  assert.deepEqual([order.attributes.paymentsAmount, order.relationships.payments.data.length], [missing, 1]);
});
