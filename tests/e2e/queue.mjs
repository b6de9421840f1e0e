// A long queue of commands, made by hand without a network: a florist and a courier for each of 250 orders.
import { shopDay } from "./harness.mjs";

export const COMMANDS = 500;

/** Fills the outbox of a new page that is offline; gives the page, the day, and the orders. */
export async function queue(room, options = {}) {
  room.provokes("down");
  const day = shopDay(45);
  const ids = [];
  for (let count = 0; count < COMMANDS / 2; count += 1) ids.push((await room.shop.make({ dueTime: `${day}T12:00:00+03:00` })).id);
  const page = await room.work(`/orders/list?due=${day}`, options);
  await page.context().setOffline(true);
  for (const [button, of] of [["Assign florist", 1], ["Assign courier", 2]]) {
    await page.locator("thead input[type=checkbox]").check();
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("menuitem").nth(of).click();
  }
  await page.waitForTimeout(2000);
  return { page, day, ids };
}

/** Back on the network: how many seconds it takes until nothing is unsent. */
export async function drain(page) {
  const began = Date.now();
  await page.context().setOffline(false);
  await page.locator('.light[data-light="online"]').waitFor({ timeout: 120_000 });
  return (Date.now() - began) / 1000;
}
