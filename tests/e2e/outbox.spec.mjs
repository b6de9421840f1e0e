// What is not on the server: the light and the page that tell of it, what can be decided there, the file of it, undo and redo.
import assert from "node:assert/strict";
import { OrdersBoard, stage, until } from "./harness.mjs";
import { kept, LONG, lightIs, moveOn, onServer, saved } from "./unsent.mjs";
import { hold, refuse } from "./writes.mjs";

const { scene } = stage();

const becomes = (room, id, status) => until(async () => (await onServer(room, id)).status === status, `${id} is ${status} on the server`, LONG);

/** Opens what is under the light. */
async function openLight(page) {
  await page.locator(".light").click();
  return page.getByRole("dialog", { name: "Connection" });
}

/** Goes to the outbox by the light, without a reload. */
async function toOutbox(page) {
  await (await openLight(page)).getByRole("link", { name: "Outbox" }).click();
  await page.getByRole("heading", { name: "Outbox", level: 1 }).waitFor();
}

const line = (page, text) => page.locator(".outbox__line").filter({ hasText: text });
const empty = (page) => page.getByRole("heading", { name: "Everything is on the server" }).waitFor({ timeout: LONG });

/** A move of an order that the server has refused, on the board. */
async function refusedMove(room, detail) {
  room.provokes("422");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const accept = await refuse(page.context(), detail);
  const board = new OrdersBoard(page);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.locator(".card--refused").waitFor();
  await accept();
  return { order, page };
}

scene("what the server refused is listed with its reason, and arrives when it is sent again", async (room) => {
  const { order, page } = await refusedMove(room, "The till is closed.");
  await lightIs(page, "trouble");
  assert.match(await page.locator(".light").innerText(), /To decide: 1/);
  await toOutbox(page);
  const refused = page.getByRole("region", { name: "For you to decide" }).locator(".outbox__line");
  assert.match(await refused.innerText(), new RegExp(`Order ${order.number}`));
  assert.match(await refused.innerText(), /Status\s*New\s*→\s*Assembled/);
  assert.match(await refused.innerText(), /Refused by the server/);
  assert.match(await refused.innerText(), /Reason: The till is closed\./);
  await refused.getByRole("button", { name: "Send again" }).click();
  await until(() => page.evaluate(() => document.activeElement.tagName === "H1"), "the focus is not lost");
  await becomes(room, order.id, "assembled");
  await empty(page);
  await lightIs(page, "online");
});

scene("the list shows which order has to be decided", async (room) => {
  const { page } = await refusedMove(room, "The till is closed.");
  await page.getByRole("link", { name: "List", exact: true }).last().click();
  await page.locator("table").getByRole("img", { name: "Refused: The till is closed." }).waitFor();
});

scene("what was refused is opened where it belongs, and dropped after a question", async (room) => {
  const { order, page } = await refusedMove(room, "No.");
  await toOutbox(page);
  await line(page, order.number).getByRole("link", { name: "Edit" }).click();
  await page.locator(".order__number").filter({ hasText: order.number }).waitFor();
  await page.goBack();
  await line(page, order.number).getByRole("button", { name: "Drop" }).click();
  const dialog = page.getByRole("dialog", { name: "Drop this change?" });
  assert.match(await dialog.innerText(), new RegExp(`Order ${order.number}: Status “Assembled”`));
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "detached" });
  await line(page, order.number).getByRole("button", { name: "Drop" }).click();
  await dialog.getByRole("button", { name: "Drop" }).click();
  await empty(page);
  await page.locator(".toast", { hasText: "1 change dropped" }).waitFor();
  assert.match(await page.locator(".top-bar").getByRole("button", { name: "Undo" }).getAttribute("title"), /nothing to undo/);
  assert.equal((await onServer(room, order.id)).status, "new");
});

scene("where somebody else changed the same, the user may choose in the outbox", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const release = await hold(page.context());
  await page.locator("#order-notes").fill("white ribbon");
  await page.locator("#order-notes").blur();
  await until(async () => (await new OrdersBoard(page).card(order.id).getAttribute("data-pending")) !== null, "it waits");
  await room.shop.change(order.id, { description: "red ribbon" });
  await page.getByRole("alert").filter({ hasText: "Somebody else changed the same" }).waitFor();
  await release();
  await page.goto("/outbox");
  const met = line(page, order.number);
  await met.waitFor({ timeout: LONG });
  assert.match(await met.innerText(), /Notes: yours “white ribbon”, theirs “red ribbon”/);
  await met.getByRole("button", { name: "Keep mine" }).click();
  await until(async () => (await onServer(room, order.id)).description === "white ribbon", "mine is on the server", LONG);
  await empty(page);
});

scene("everything unsent is saved as a file that a person can read", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  await hold(page.context());
  await page.locator("#order-notes").fill("white ribbon");
  await page.locator("#order-notes").blur();
  await moveOn(page, order.id);
  await toOutbox(page);
  await until(async () => (await line(page, order.number).count()) === 2, "both are listed");
  const file = await saved(page, () => page.getByRole("button", { name: "Save as a file" }).click());
  assert.match(file.name, /^posy-unsent-\d{4}-\d\d-\d\dT\d\d-\d\d\.json$/);
  await page.locator(".toast", { hasText: file.name }).waitFor();
  assert.doesNotMatch(file.text, /eyJ|token/i, "no secret is in it");
  assert.ok(file.text.split("\n").length > 20, "it is indented");
  const { exportedAt, changes } = JSON.parse(file.text);
  assert.ok(Math.abs(Date.now() - Date.parse(exportedAt)) < 60_000);
  assert.deepEqual(changes.map(({ what, fields }) => [what, fields]), [
    [`Order ${order.number}`, [{ name: "Notes", before: "Not set", after: "white ribbon" }]],
    [`Order ${order.number}`, [{ name: "Status", before: "New", after: "Assembled" }]],
  ]);
  assert.deepEqual(changes[0].document, { type: "orders", id: order.id, attributes: { description: "white ribbon" } });
});

scene("the light says whether the server answers, what waits, and that the page may be closed", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  let panel = await openLight(page);
  for (const text of ["The server answers.", "Everything is on the server.", "You can close this page"]) await panel.getByText(text).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await until(() => page.locator(".light").evaluate((light) => light === document.activeElement), "the focus is back on the light");
  await room.shop.faults({ down: true });
  await moveOn(page, order.id);
  await lightIs(page, "offline");
  assert.match(await page.locator(".light").innerText(), /Offline since \d\d:\d\d\s*· unsent: 1/);
  panel = await openLight(page);
  for (const text of [/No connection since \d\d:\d\d/, "1 change waits for the connection.", "You can close this page"]) await panel.getByText(text).waitFor();
  await room.shop.heal();
  await panel.getByRole("button", { name: "Try now" }).click();
  await panel.getByText("The server answers.").waitFor();
  await becomes(room, order.id, "assembled");
  await panel.getByText("Everything is on the server.").waitFor();
  await lightIs(page, "online");
});

scene("a device without room says that the page must stay open, until there is room again", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  await hold(page.context());
  await page.evaluate(() => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
    window.makeRoom = () => (IDBObjectStore.prototype.add = add);
  });
  await moveOn(page, order.id);
  const notice = page.locator(".shell__notices").getByRole("alert");
  await notice.filter({ hasText: /no room left|keeps nothing/ }).waitFor();
  await lightIs(page, "trouble");
  assert.match(await page.locator(".light").innerText(), /Do not close/);
  await toOutbox(page);
  assert.match(await line(page, order.number).innerText(), /In this page only|No answer came/);
  await page.getByText("Do not close this page:").waitFor();
  await page.evaluate(() => window.makeRoom());
  await notice.waitFor({ state: "detached", timeout: LONG });
  await page.getByText("You can close this page").waitFor();
});

scene("undo and redo by keys and by buttons, also after a reload and without a network", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const [undo, redo] = ["Undo", "Redo"].map((name) => page.locator(".top-bar").getByRole("button", { name }));
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
  // It cannot be done, and says why.
  await undo.click({ force: true });
  await page.locator(".toast", { hasText: "There is nothing to undo." }).waitFor();
  let board = await moveOn(page, order.id);
  await becomes(room, order.id, "assembled");
  assert.match(await undo.getAttribute("title"), new RegExp(`Undo: Order ${order.number}: Status “Assembled” \\(Ctrl Z\\)`));
  await page.keyboard.press("Control+z");
  await board.stands(order.id, "new");
  await page.locator(".toast", { hasText: `Undone: Order ${order.number}: Status “Assembled”` }).waitFor();
  await becomes(room, order.id, "new");
  for (const keys of ["Control+Shift+z", "Control+y"]) {
    await page.keyboard.press(keys);
    await board.stands(order.id, "assembled");
    await page.keyboard.press("Meta+z");
    await board.stands(order.id, "new");
  }
  await redo.click();
  await board.stands(order.id, "assembled");
  await becomes(room, order.id, "assembled");
  await board.sent(order.id);
  await page.waitForTimeout(500);
  await page.reload();
  board = new OrdersBoard(page);
  await board.stands(order.id, "assembled");
  await until(async () => (await undo.getAttribute("aria-disabled")) !== "true", "the steps are read from the device");
  await room.shop.faults({ down: true });
  await undo.click();
  await board.stands(order.id, "new");
  await lightIs(page, "offline");
  assert.equal((await page.locator(".light").innerText()).includes("unsent: 1"), true);
  await room.shop.heal();
  await becomes(room, order.id, "new");
});

scene("in a field for text the keys are the browser's own", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const board = await moveOn(page, order.id);
  await becomes(room, order.id, "assembled");
  const notes = page.locator("#order-notes");
  await notes.pressSequentially("ab");
  await page.keyboard.press("Control+z");
  await until(async () => (await notes.inputValue()) !== "ab", "the text is undone");
  assert.equal(await board.statusOf(order.id), "assembled", "the order is left alone");
});

scene("a change that is damaged on the device is told, and goes when the user puts it away", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  await hold(page.context());
  await moveOn(page, order.id);
  await until(async () => (await kept(page, "journal")) === 1, "it is on the device");
  await page.evaluate(async () => {
    const open = indexedDB.open("posy");
    const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const request = database.transaction("journal", "readwrite").objectStore("journal").openCursor();
    await new Promise((done) => {
      request.onsuccess = () => {
        const { sealed, ...row } = request.result.value;
        const bytes = new Uint8Array(sealed.buffer ?? sealed).map((byte) => byte ^ 1);
        request.result.update({ ...row, sealed: sealed.buffer ? bytes : bytes.buffer }).onsuccess = done;
      };
    });
    database.close();
  });
  // Wherever the user is, and not only where it can be put away.
  await page.goto("/orders");
  await lightIs(page, "trouble");
  assert.match(await page.locator(".light").innerText(), /To decide: 1/);
  await page.goto("/outbox");
  const notice = page.getByRole("alert").filter({ hasText: "1 unsent change on this device is damaged" });
  await notice.waitFor();
  assert.equal(await page.getByRole("heading", { name: "Everything is on the server" }).count(), 0);
  // Who signs out hears that of this no file can be made.
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out and lose unsent work?" });
  await dialog.getByText("Changes that are damaged on this device: 1.").waitFor();
  assert.equal(await dialog.getByText("not on the server").count(), 0);
  await dialog.getByRole("button", { name: "Stay" }).click();
  await notice.getByRole("button", { name: "Put away" }).click();
  await notice.waitFor({ state: "detached" });
  await until(async () => (await kept(page, "journal")) === 0, "it is gone from the device");
});

scene("a refused change of a field is edited where it was made", async (room) => {
  room.provokes("422");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const accept = await refuse(page.context(), "Too long.");
  await page.locator("#order-notes").fill("white ribbon");
  await page.locator("#order-notes").blur();
  await page.locator(".order").getByRole("alert").waitFor();
  await accept();
  await toOutbox(page);
  await line(page, order.number).getByRole("link", { name: "Edit" }).click();
  await until(() => page.evaluate(() => document.activeElement.id === "order-notes"), "the focus is in the field");
  await page.locator("#order-notes").fill("ribbon");
  await page.locator("#order-notes").blur();
  await until(async () => (await onServer(room, order.id)).description === "ribbon", "the shorter one is on the server", LONG);
  await lightIs(page, "online");
});

scene("what is taken back from its message can be done again", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const board = await moveOn(page, order.id);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await board.stands(order.id, "new");
  await page.keyboard.press("Control+y");
  await board.stands(order.id, "assembled");
  await becomes(room, order.id, "assembled");
});
