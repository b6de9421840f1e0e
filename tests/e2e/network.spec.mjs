// A bad network: work goes on while the server is away, and everything arrives exactly once when it is back.
import assert from "node:assert/strict";
import { OrdersBoard, settled, shopDay, stage, until } from "./harness.mjs";

const { scene } = stage();
const LONG = 40_000;

const light = (page) => page.locator(".light");
const lightIs = (page, state) => until(async () => (await light(page).getAttribute("data-light")) === state, `the light is ${state}`, LONG);
const history = async (room, id) =>
  (await room.shop.order(id, "history")).included.filter((line) => line.type === "order-history-lines").map((line) => line.attributes.status);

scene("while the server is away work goes on, and everything arrives once when it is back", async (room) => {
  room.provokes("down");
  const [one, two] = [await room.shop.make(), await room.shop.make()];
  const page = await room.work(`/orders?number=${one.number},${two.number}`);
  const board = new OrdersBoard(page);
  await lightIs(page, "online");
  await room.shop.faults({ down: true });
  await lightIs(page, "offline");
  assert.match(await light(page).innerText(), /Offline since \d\d:\d\d/);
  await page.getByText(/No connection since .* You can go on working\./).waitFor();
  await board.link(one.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(one.id, "assembled");
  assert.notEqual(await board.card(one.id).getAttribute("data-pending"), null);
  await board.card(one.id).getByRole("img", { name: /Waits on this device|No answer came/ }).waitFor();
  await board.link(two.id).click();
  await page.locator("#order-notes").fill("written without a network");
  await page.locator("#order-notes").blur();
  await page.locator(".field", { has: page.locator("#order-notes") }).getByText(/Waiting|Checking/).waitFor();
  await page.getByText(/unsent changes: 2/).waitFor();
  const mark = room.shop.mark();
  await room.shop.heal();
  await lightIs(page, "online");
  await until(async () => (await history(room, one.id)).join() === "new,assembled", "the move arrived");
  await until(async () => (await room.shop.order(two.id)).data.attributes.description === "written without a network", "the notes arrived");
  await board.sent(one.id);
  const written = room.shop.since(mark).filter((line) => line.op === 62 && line.status === 201);
  assert.equal(written.length, 2, "each was carried out once");
  await page.locator(".shell__notices .notice").waitFor({ state: "detached" });
});

scene("Try now asks at once instead of waiting", async (room) => {
  room.provokes("down");
  const page = await room.work();
  await room.shop.faults({ down: true });
  await lightIs(page, "offline");
  await room.shop.heal();
  await page.locator(".shell__notices").getByRole("button", { name: "Try now" }).click();
  await until(async () => (await light(page).getAttribute("data-light")) === "online", "the light is online again", 4000);
});

scene("a server that refuses most requests for a while loses and doubles nothing", async (room) => {
  room.provokes("503");
  const orders = [await room.shop.make(), await room.shop.make(), await room.shop.make()];
  const page = await room.work(`/orders?number=${orders.map((order) => order.number).join(",")}`);
  const board = new OrdersBoard(page);
  const mark = room.shop.mark();
  await room.shop.faults({ fail_rate: 0.7 });
  for (const { id } of orders) {
    await board.link(id).focus();
    await page.keyboard.press("Shift+ArrowRight");
    await board.stands(id, "assembled");
  }
  await until(() => room.shop.since(mark).filter((line) => line.status === 503).length >= 3, "some requests were refused", LONG);
  await room.shop.heal();
  for (const { id } of orders) {
    await until(async () => (await history(room, id)).join() === "new,assembled", `${id} arrived once`, LONG);
    await board.sent(id);
  }
});

scene("answers that are lost do not double a move", async (room) => {
  room.provokes("down");
  const orders = [await room.shop.make(), await room.shop.make(), await room.shop.make(), await room.shop.make()];
  const page = await room.work(`/orders?number=${orders.map((order) => order.number).join(",")}`);
  const board = new OrdersBoard(page);
  // Chromium itself repeats a request whose connection closed under it; what counts is what the app sends.
  const sent = [];
  page.on("request", (request) => request.method() === "PATCH" && request.url().includes("/orders/") && sent.push(request.url()));
  // The first time the server carries out what it is sent, and the answer is lost.
  const lost = new Set();
  await page.route(/\/api\/v1\/orders\/[0-9a-f-]{36}$/, async (route) => {
    const request = route.request();
    if (request.method() !== "PATCH" || lost.has(request.url())) return route.fallback();
    lost.add(request.url());
    await route.fetch();
    await route.abort("connectionreset");
  });
  for (const { id } of orders) {
    await board.link(id).focus();
    await page.keyboard.press("Shift+ArrowRight");
    await board.stands(id, "assembled");
  }
  await until(() => lost.size === orders.length, "every answer was lost once", LONG);
  for (const { id } of orders) {
    await until(async () => (await history(room, id)).length > 1, `${id} arrived`, LONG);
    await board.sent(id);
    assert.deepEqual(await history(room, id), ["new", "assembled"], "one line for one move");
  }
  assert.equal(sent.length, orders.length, "what may have arrived is looked up, not sent again");
});

scene("orders that cannot be loaded say so, and come when the server is back", async (room) => {
  room.provokes("503", "down");
  const page = await room.work();
  await room.shop.faults({ fail_rate: 1 });
  await page.getByRole("group", { name: "Day" }).getByRole("button", { name: "Range" }).click();
  const panel = page.getByRole("dialog", { name: "Range" });
  await panel.getByLabel("From").fill(shopDay(-200));
  await panel.getByLabel("To").fill(shopDay(-199));
  await panel.getByRole("button", { name: "Show" }).click();
  const failure = page.getByRole("alert").filter({ hasText: "The orders could not be loaded" });
  await failure.waitFor({ timeout: LONG });
  assert.match(await failure.innerText(), /Nothing you entered is lost/);
  await room.shop.heal();
  await failure.getByRole("button", { name: "Try again" }).click();
  await failure.waitFor({ state: "detached" });
  await settled(page);
});

scene("orders of which this device may lack some are shown, and it says so until the server is back", async (room) => {
  room.provokes("down");
  // What the device keeps takes longer than the board of today.
  await room.shop.faults({ latency: 700 });
  const page = await room.work("/orders");
  await room.shop.faults({ down: true });
  await lightIs(page, "offline");
  await page.getByRole("group", { name: "Day" }).getByRole("button", { name: "Week" }).click();
  const notice = page.getByText("There may be more orders than this device has.");
  await notice.waitFor();
  assert.ok((await page.locator(".card").count()) > 3, "what is here is shown");
  await room.shop.heal();
  await notice.waitFor({ state: "detached", timeout: LONG });
});

scene("a sign-in that does not reach the server says so and lets try again", async (room) => {
  room.provokes("down");
  const page = await room.visit();
  await room.shop.faults({ down: true });
  await page.locator("#login").fill("manager");
  await page.locator("#password").fill("demo");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("The server cannot be reached.").waitFor();
  await room.shop.heal();
  await page.keyboard.press("Enter");
  await page.locator(".top-bar__person").waitFor();
});

scene("signing out with unsent changes asks first", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const board = new OrdersBoard(page);
  await room.shop.faults({ down: true });
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await lightIs(page, "offline");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out and lose unsent work?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await dialog.waitFor({ state: "detached" });
  await room.shop.heal();
  await until(async () => (await history(room, order.id)).length === 2, "the move arrived", LONG);
});

scene("a slow server does not hold up the screen", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const board = new OrdersBoard(page);
  await room.shop.faults({ latency: 10_000 });
  await board.link(order.id).focus();
  const begun = Date.now();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  assert.ok(Date.now() - begun < 10_000, "the move is shown before the server can have answered");
  await room.shop.heal();
});
