// What is not on the server yet, as tests of several pages make it and look at it.
import { readFileSync } from "node:fs";
import { OrdersBoard, until } from "./harness.mjs";

/** What waits for the network, or for a server that comes back. */
export const LONG = 60_000;

export const onServer = async (room, id) => (await room.shop.order(id)).data.attributes;
export const lightIs = (page, state) => until(async () => (await page.locator(".light").getAttribute("data-light")) === state, `the light is ${state}`, LONG);

/** Moves a card one column on, by a key. */
export async function moveOn(page, id, to = "assembled") {
  const board = new OrdersBoard(page);
  await board.link(id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(id, to);
  return board;
}

/** Presses a button and reads the file that it hands over. */
export async function saved(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** What the device keeps in one of its stores. */
export const kept = (page, store) =>
  page.evaluate(async (store) => {
    const open = indexedDB.open("posy");
    const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const request = database.transaction(store).objectStore(store).getAll();
    const all = await new Promise((done) => (request.onsuccess = () => done(request.result)));
    database.close();
    return all.length;
  }, store);
