// A device whose store fails: connections that die, a database that does not open, a disk that is full. Nothing is lost.
import assert from "node:assert/strict";
import { disk, kept, lose, onDevice, reopened, withDisk } from "./disk.mjs";
import { OrdersBoard, settled, shopDay, signIn, stage, until } from "./harness.mjs";
import { lightIs, LONG, moveOn } from "./unsent.mjs";

const { scene } = stage();

const attributes = async (room, id) => (await room.shop.order(id)).data.attributes;
const light = (page) => page.locator(".light").getAttribute("data-light");
/** What is told under the bar of a device that keeps nothing. */
const warning = (page) => page.locator(".shell__notices").getByRole("alert").filter({ hasText: /on this device|This device/ });
const written = (room, mark) => room.shop.since(mark).filter((line) => line.op === 62 && line.status >= 200 && line.status < 300).length;

async function note(page, text) {
  await page.locator("#order-notes").fill(text);
  await page.locator("#order-notes").blur();
}

scene("the connection to the database dies again and again while somebody works: all of it is kept", async (room) => {
  room.provokes("down");
  const [noted, moved] = [await room.shop.make(), await room.shop.make()];
  const address = `/orders?number=${noted.number},${moved.number}&order=${noted.id}`;
  const page = await withDisk(room, address, { device: "wide", serviceWorkers: "allow" });
  await onDevice(page);
  await page.context().setOffline(true);
  await lightIs(page, "offline");
  await page.locator("#order-notes").pressSequentially("white ");
  await lose(page);
  await page.locator("#order-notes").pressSequentially("ribbon");
  await page.locator("#order-notes").blur();
  await lose(page);
  await moveOn(page, moved.id);
  await lose(page);
  await page.locator("#order-due").fill(`${shopDay()}T18:45`);
  await page.locator("#order-due").blur();
  await lose(page);
  await reopened(page);
  await until(async () => (await kept(page)) === 3, "all three are on the device");
  await until(async () => (await warning(page).count()) === 0, "the user has nothing to worry about", LONG);
  await page.reload();
  await settled(page);
  const board = new OrdersBoard(page);
  await board.stands(moved.id, "assembled");
  await until(async () => (await page.locator("#order-notes").inputValue()) === "white ribbon", "the notes are kept");
  assert.equal(await page.locator("#order-due").inputValue(), `${shopDay()}T18:45`);
  assert.notEqual(await board.card(moved.id).getAttribute("data-pending"), null, "it is still not sent");
  assert.equal(await kept(page), 3, "each is there once");
});

for (const [what, broken, told] of [
  ["cannot be opened", "opens", /This device keeps nothing at the moment/],
  ["has no room", "full", /There is no room left on this device/],
]) {
  const breaks = (page, is) => page.evaluate(([broken, is]) => {
    window.disk[broken] = broken === "full" ? is : !is;
    if (is && broken === "opens") window.disk.lose();
  }, [broken, is]);

  scene(`a database that ${what} is told, the work reaches the server all the same, and the notice goes when it heals`, async (room) => {
    room.provokes("down");
    const [noted, moved] = [await room.shop.make(), await room.shop.make()];
    const page = await withDisk(room, `/orders?number=${noted.number},${moved.number}&order=${noted.id}`, { device: "wide" });
    const mark = room.shop.mark();
    await breaks(page, true);
    await moveOn(page, moved.id);
    await warning(page).filter({ hasText: told }).waitFor({ timeout: LONG });
    await note(page, "white ribbon");
    await until(async () => (await attributes(room, moved.id)).status === "assembled", "the move is on the server", LONG);
    await until(async () => (await attributes(room, noted.id)).description === "white ribbon", "the notes are on the server", LONG);
    assert.match(await warning(page).innerText(), told, "it is still told");
    await lightIs(page, "online");

    await page.context().setOffline(true);
    await lightIs(page, "offline");
    await note(page, "red ribbon");
    await lightIs(page, "trouble");
    assert.match(await page.locator(".light").innerText(), /Do not close/);
    await breaks(page, false);
    await warning(page).waitFor({ state: "detached", timeout: LONG });
    await lightIs(page, "offline");
    await until(async () => (await kept(page)) === 1, "it is on the device");
    await page.context().setOffline(false);
    await lightIs(page, "online");
    assert.equal((await attributes(room, noted.id)).description, "red ribbon");
    assert.equal(written(room, mark), 3, "each was carried out once");
  });
}

/** The browser is short of room, and throws the database away. */
async function evict(page) {
  await page.goto("/theme.js");
  await page.evaluate(() => new Promise((done) => (indexedDB.deleteDatabase("posy").onsuccess = done)));
}

for (const [lang, told, unsent] of [
  ["en", "Nothing is lost: sign in", "what was not on the server yet: 1."],
  ["ru", "Ничего не пропало: войдите", "чего ещё не было на сервере: 1."],
]) {
  scene(`when the browser throws away what the device kept, it is told (${lang})`, async (room) => {
    // And an icon that a page which is none asks for.
    room.provokes("down", "404");
    const order = await room.shop.make();
    const page = await room.work(`/orders?number=${order.number}`, { lang });
    await evict(page);
    await page.goto("/orders");
    await page.getByText(told).waitFor();
    assert.match(page.url(), /\/orders/);
    await signIn(page);
    await settled(page);
    await page.goto(`/orders?number=${order.number}`);
    await settled(page);
    await room.shop.faults({ down: true });
    await moveOn(page, order.id);
    await until(async () => (await kept(page)) === 1, "it is on the device");
    await evict(page);
    await page.goto("/orders");
    await page.getByText(unsent).waitFor();
    await page.reload();
    await page.locator("#login").waitFor();
    assert.equal(await page.locator(".sign-in__notice").count(), 0, "it is told once");
    await room.shop.heal();
    await signIn(page);
    // Who signs out loses nothing to the browser.
    await page.locator(".top-bar__person").click();
    await page.getByRole("menuitem").last().click();
    await page.locator("#login").waitFor();
    await page.reload();
    await page.locator("#login").waitFor();
    assert.equal(await page.locator(".sign-in__notice").count(), 0);
  });
}

scene("a note beside a database that is there tells of no loss", async (room) => {
  const page = await room.visit("/orders");
  await page.evaluate(() => localStorage.setItem("posy-held", "2"));
  await page.reload();
  await page.locator("#login").waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".sign-in__notice").count(), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem("posy-held")), "2", "nobody signed out");
});

scene("a change is on the disk for certain before it counts as kept, and the browser is asked once not to throw anything away", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const context = await room.context();
  await context.addInitScript(disk);
  const page = await room.visit(`/orders?number=${order.number}`, { context });
  const asked = () => page.evaluate(() => window.disk.asked);
  assert.equal(await asked(), 0, "nothing is at stake yet");
  await signIn(page);
  await settled(page);
  await context.setOffline(true);
  await lightIs(page, "offline");
  await page.evaluate(() => (window.disk.writes = []));
  await moveOn(page, order.id);
  await until(async () => (await kept(page)) === 1, "it is on the device");
  const writes = await page.evaluate(() => window.disk.writes);
  const how = (store) => [...new Set(writes.filter(([stores]) => stores.split(",").includes(store)).map(([, durability]) => durability))];
  assert.deepEqual(how("journal"), ["strict"]);
  assert.deepEqual(how("archive").filter((durability) => durability !== "relaxed"), [], "what can be fetched again is written quickly");
  assert.equal(await asked(), 1);
  await context.setOffline(false);
  await until(async () => (await attributes(room, order.id)).status === "assembled", "the move is on the server", LONG);
  assert.equal(await asked(), 1);
});

scene("notes that are being typed are not lost where the page is put away or loaded anew", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const has = (text) => until(async () => (await attributes(room, order.id)).description === text, `the notes are “${text}”`);
  await page.locator("#order-notes").pressSequentially("white");
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;
  });
  await has("white");
  assert.equal(await page.locator("#order-notes").evaluate((field) => field === document.activeElement), true, "typing goes on");
  await page.locator("#order-notes").pressSequentially(" ribbon");
  // Loaded anew before the device has them, it asks; who stays loses nothing.
  const asks = page.waitForEvent("dialog");
  await page.evaluate(() => void setTimeout(() => location.reload()));
  await (await asks).dismiss();
  await has("white ribbon");
});
