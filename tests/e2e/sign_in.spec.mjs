// Signing in and out: what is said where, what lasts, and what each role may do.
import assert from "node:assert/strict";
import { OrdersBoard, settled, signIn, stage, until } from "./harness.mjs";

const { scene } = stage();

scene("a wrong password is told at the fields, and what was typed stays", async (room) => {
  room.provokes("401");
  const page = await room.visit();
  await page.locator("#login").fill("manager");
  await page.locator("#password").fill("wrong");
  await page.keyboard.press("Enter");
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /Login or password is wrong\..*ask whoever manages your shop/s);
  for (const field of ["#login", "#password"]) {
    assert.equal(await page.locator(field).getAttribute("aria-invalid"), "true", field);
  }
  assert.equal(await page.locator("#login").inputValue(), "manager");
  assert.equal(await page.locator("#password").inputValue(), "wrong");
});

scene("a switched-off and a dismissed worker are not let in", async (room) => {
  room.provokes("401");
  const page = await room.visit();
  for (const login of ["florist10", "florist11"]) {
    await page.locator("#login").fill(login);
    await page.locator("#password").fill("demo");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").waitFor();
    await until(async () => (await page.locator("form [aria-busy]").count()) === 0, "the button rests");
    assert.equal(await page.locator("#login").isVisible(), true);
  }
});

scene("empty fields are told each at its place, and nothing is sent", async (room) => {
  const page = await room.visit();
  const mark = room.shop.mark();
  await page.getByRole("button", { name: "Sign in" }).click();
  assert.equal(await page.locator("#login-error").innerText(), "Enter your login.");
  assert.equal(await page.locator("#password-error").innerText(), "Enter your password.");
  assert.equal(await page.locator("#login").getAttribute("aria-describedby"), "login-error");
  assert.equal(await page.locator("#password").getAttribute("aria-describedby"), "password-error");
  await page.locator("#login").fill("manager");
  await page.keyboard.press("Enter");
  await page.locator("#login-error").waitFor({ state: "detached" });
  assert.equal(await page.locator("#password-error").isVisible(), true);
  assert.deepEqual(room.shop.since(mark).filter((line) => line.op === 1), []);
});

scene("the password can be looked at", async (room) => {
  const page = await room.visit();
  await page.locator("#password").fill("demo");
  assert.equal(await page.locator("#password").getAttribute("type"), "password");
  await page.getByRole("button", { name: "Show password" }).click();
  assert.equal(await page.locator("#password").getAttribute("type"), "text");
});

scene("who is signed in stays so after a reload and in a second tab", async (room) => {
  const page = await room.work("/orders?due=week");
  assert.match(page.url(), /\/orders\?due=week$/);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#login").count(), 0);
  const second = await room.visit("/orders", { context: page.context() });
  await settled(second);
  assert.equal(await second.locator(".top-bar__person").isVisible(), true);
});

scene("signing out in one tab signs out the other", async (room) => {
  const page = await room.work();
  const second = await room.work("/orders/list", { context: page.context() });
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.locator("#login").waitFor();
  await second.locator("#login").waitFor();
  await second.reload();
  await second.locator("#login").waitFor();
  assert.equal(await second.locator(".card").count(), 0);
});

scene("signing in again in one tab lets the other go on", async (room) => {
  const page = await room.work();
  const second = await room.work("/orders", { context: page.context() });
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await second.locator("#login").waitFor();
  await page.locator("#login").waitFor();
  await signIn(page, "florist");
  await second.locator(".top-bar__person").waitFor();
});

scene("nothing like a token is in localStorage, sessionStorage, the address or the console", async (room) => {
  const secrets = new Set();
  const said = [];
  const context = await room.context();
  context.on("console", (message) => said.push(message.text()));
  context.on("response", async (response) => {
    if (!response.url().includes("/sessions")) return;
    const { accessToken, refreshToken } = (await response.json()).data.attributes;
    secrets.add(accessToken).add(refreshToken);
  });
  const page = await room.work("/orders", { context });
  await page.goto("/orders/list?due=week");
  await settled(page);
  await until(() => secrets.size >= 2, "the tokens were seen");
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie, history.state, document.documentElement.outerHTML]));
  for (const text of [kept, ...said]) {
    for (const secret of secrets) assert.equal(text.includes(secret), false);
    assert.doesNotMatch(text, /eyJ[\w-]{10,}\./, "looks like a token");
  }
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  const keys = await page.evaluate(() => Object.keys(localStorage));
  assert.deepEqual(keys.filter((key) => !/^posy-(lang|theme|density|nav|store|held)$/.test(key)), []);
});

scene("what the vault keeps is encrypted with a key that cannot be taken out", async (room) => {
  const page = await room.work();
  const vault = await page.evaluate(async () => {
    const open = indexedDB.open("posy");
    const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const all = (name) => new Promise((done) => {
      const request = database.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => done(request.result);
    });
    const [secrets, keys] = [await all("secrets"), await all("keys")];
    database.close();
    const text = (value) => new TextDecoder("latin1").decode(value);
    return { secrets: secrets.map((secret) => text(secret.sealed)), extractable: keys.map((key) => key.extractable) };
  });
  assert.deepEqual(vault.extractable, [false]);
  assert.equal(vault.secrets.length, 1);
  assert.doesNotMatch(vault.secrets[0], /eyJ|manager|token/i);
});

scene("a courier cannot move cards but sets the delivery status", async (room) => {
  // Customers, goods and most small tables are not theirs.
  room.provokes("403");
  const order = await room.shop.make({ delivery: true, deliveryStreet: "Tverskaya", deliveryHouse: "12" });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`, { login: "courier" });
  const board = new OrdersBoard(page);
  await board.card(order.id).waitFor();
  assert.equal(await board.handle(order.id).count(), 0);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  assert.equal(await board.statusOf(order.id), "new");
  for (const field of ["#order-florist", "#order-courier", "#order-due", "#order-notes"]) {
    assert.equal(await page.locator(field).isDisabled(), true, field);
  }
  await page.locator("#order-delivery-status").selectOption("delivered");
  await until(async () => (await room.shop.order(order.id)).data.attributes.deliveryStatus === "delivered", "the server has the delivery status");
});

scene("what a person may not see is not asked for again and again", async (room) => {
  room.provokes("403");
  const page = await room.work("/orders", { login: "courier" });
  const barred = () => room.shop.since(room.start).filter((line) => line.status === 403).map((line) => line.op);
  await until(() => barred().length >= 3 && barred().includes(3), "customers were asked for");
  await page.waitForTimeout(25_000);
  assert.deepEqual(barred().filter((op, place, all) => all.indexOf(op) !== place), []);
});

scene("a florist moves cards and takes orders", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`, { login: "florist" });
  const board = new OrdersBoard(page);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  await until(async () => (await room.shop.order(order.id)).data.attributes.status === "assembled", "the server has the new status");
});
