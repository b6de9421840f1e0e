// Accessibility: axe finds nothing on any page or state, in both themes, and once in Russian.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { OrderForm } from "./form.mjs";
import { OrdersBoard, settled, signIn, stage, trap, until } from "./harness.mjs";

const { scene } = stage();
// By evaluation: the content rules forbid a script element.
const source = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds, in a line for each kind. */
async function findings(page, what) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return violations.map(({ id, help, nodes }) => `${what}: ${id} (${help}): ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join(" | ")}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ""}`);
}

/** A new order: empty, with something found, with mistakes in every part, and its payment. */
async function form(page, look) {
  await page.locator("#new-due").waitFor();
  await look("form of a new order");
  await page.locator("#new-customer").fill("9");
  await page.locator("#new-customer-list [role=option]").last().waitFor();
  await look("customers that are found");
  await page.locator("#new-customer-list [role=option]").last().click();
  await page.locator("#new-phone").waitFor();
  await page.locator(".order-form__way button").last().click();
  await page.locator("#new-goods").fill("роза");
  await page.locator("#new-goods-list [role=option]").first().waitFor({ timeout: 30_000 });
  await page.locator("#new-goods").press("Enter");
  await page.locator(".order-form__line .stepper input").fill("none");
  await page.locator(".order-form__foot .button--primary").click();
  await page.locator(".order-form__wrong").waitFor();
  await look("form with mistakes");
  await page.locator("#new-other-customer").click();
  await page.locator(".order-form__way button").first().click();
  await page.locator(".order-form__line .stepper input").fill("2");
  await new OrderForm(page).dueToday();
  await page.locator(".order-form__foot .button--primary").click();
  await page.locator("#order-take-payment").click();
  await page.locator("dialog .chip").first().waitFor({ timeout: 30_000 });
  await page.locator("dialog .button--primary").click();
  await page.locator("dialog .field__error").waitFor();
  await look("taking a payment without a method");
  await page.keyboard.press("Escape");
}

/** Every state in turn; `look` is told its name. */
async function walk(room, page, look) {
  const order = await room.shop.make({ delivery: true, deliveryStreet: "Arbat", deliveryContact: "Anna" });
  const [rich] = (await room.shop.get("orders", { "page[size]": "1", "filter[delivery]": "true", "filter[statuses]": "done" })).data;
  const go = async (address) => {
    await page.goto(address);
    await settled(page);
  };
  await page.locator("form button:not([type])").click();
  await page.locator("#login-error").waitFor();
  await look("sign-in with empty fields");
  await page.locator("#login").fill("manager");
  await page.locator("#password").fill("wrong");
  await page.keyboard.press("Enter");
  await page.locator("[role=alert]").waitFor();
  await look("sign-in refused");
  await signIn(page);
  await settled(page);
  await look("board");
  const board = new OrdersBoard(page);
  await go(`/orders?number=${order.number}`);
  await board.handle(order.id).click();
  await page.getByRole("menu").waitFor();
  await look("menu of a card");
  await page.keyboard.press("Escape");
  await page.locator(".filters .chip--maybe").first().click();
  await page.locator(".popover[role=dialog]").waitFor();
  await look("filter panel");
  await page.keyboard.press("Escape");
  await page.locator(".filters > button.chip").click();
  await page.locator("dialog").waitFor();
  await look("all filters");
  await page.keyboard.press("Escape");
  await go(`/orders?due=any&number=${rich.attributes.docNo}&order=${rich.id}`);
  await page.locator(".timeline__step").first().waitFor();
  await look("detail");
  await go("/orders/list?delivery=yes");
  // On a phone rows are not selected.
  const box = page.locator("tbody input[type=checkbox]").first();
  if (await box.isVisible()) await box.check();
  await look("list with a selection");
  await page.goto("/orders/new");
  await form(page, look);
  await go("/settings");
  await look("settings");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menu").waitFor();
  await look("menu of the person");
  await go("/outbox");
  await look("outbox with nothing in it");
  await page.locator(".light").click();
  await page.locator(".popover .facts-list").waitFor();
  await look("under the light");
  await go("/orders?due=2999-01-01");
  await look("empty");
  await go("/orders?order=00000000-0000-4000-8000-000000000000");
  await page.locator(".order .empty").waitFor();
  await look("no such order");
  await page.goto("/nowhere");
  await page.locator(".empty").waitFor();
  await look("not found");
  await go(`/orders?number=${order.number}`);
  await room.shop.faults({ down: true });
  await until(async () => (await page.locator(".light").getAttribute("data-light")) === "offline", "the light is amber", 30_000);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  await look("offline with an unsent move");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menu").getByRole("menuitem", { name: /^(Sign out|Выйти)$/ }).click();
  await page.locator("dialog").waitFor();
  await look("signing out with unsent work");
  await page.keyboard.press("Escape");
  await page.locator(".light").click();
  await page.locator(".popover__foot a").click();
  await page.locator(".outbox__line").waitFor();
  await look("outbox with what waits");
  await page.goBack();
  await board.stands(order.id, "assembled");
  // What the device cannot answer by itself.
  await page.evaluate(() => {
    history.pushState(null, "", "/orders?bonuses=yes");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await page.locator(".empty[role=alert]").waitFor({ timeout: 30_000 });
  await look("failed");
  await room.shop.heal();
  await until(async () => (await page.locator(".light").getAttribute("data-light")) === "online", "the light is green", 40_000);
}

for (const [theme, lang, device] of [["light", "en", "desktop"], ["dark", "en", "desktop"], ["light", "ru", "phone"]]) {
  scene(`axe finds nothing in any state (${theme}, ${lang}, ${device})`, async (room) => {
    room.provokes("401", "404", "503", "down");
    const page = await room.visit("/", { theme, lang, device });
    const all = await findings(page, "sign-in");
    const looked = ["sign-in"];
    await walk(room, page, async (what) => {
      looked.push(what);
      all.push(...(await findings(page, what)));
    });
    assert.deepEqual(all, []);
    assert.ok(looked.length >= 16, looked.join());
  }, { timeout: 240_000 });
}

for (const theme of ["light", "dark"]) {
  scene(`axe finds nothing when the session has ended (${theme})`, async (room) => {
    room.provokes("401");
    await room.shop.faults({ token_seconds: 4 });
    const page = await room.work("/orders", { theme });
    await room.shop.expireRefresh();
    await page.getByRole("dialog", { name: "Your session has ended" }).waitFor({ timeout: 20_000 });
    assert.deepEqual(await findings(page, "session ended"), []);
  });

  scene(`axe finds nothing when the app has failed (${theme})`, async (room) => {
    room.provokes("stop");
    const page = await room.work("/orders", { theme });
    await trap(page);
    await page.getByRole("heading", { name: "Posy has stopped" }).waitFor();
    assert.deepEqual(await findings(page, "failure"), []);
  });

  scene(`axe finds nothing on an outbox with refusals (${theme})`, async (room) => {
    room.provokes("422");
    for (const lang of ["en", "ru"]) {
      const order = await room.shop.make();
      const page = await room.work(`/orders?number=${order.number}`, { theme, lang });
      const errors = [{ status: "422", code: "x", detail: "The till is closed." }];
      await page.route(/orders\/[0-9a-f-]{36}$/, (route) => (route.request().method() === "PATCH" ? route.fulfill({ status: 422, json: { errors } }) : route.fallback()));
      await new OrdersBoard(page).link(order.id).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.locator(".card--refused").waitFor();
      await page.locator(".light").click();
      await page.locator(".popover__foot a").click();
      await page.locator(".outbox__line").waitFor();
      assert.deepEqual(await findings(page, `outbox ${lang}`), []);
      await page.locator(".outbox__buttons button").nth(1).click();
      await page.locator("dialog").waitFor();
      assert.deepEqual(await findings(page, `dropping ${lang}`), []);
    }
  });

  scene(`axe finds nothing on a refused card in florist mode (${theme})`, async (room) => {
    room.provokes("422");
    const order = await room.shop.make({ delivery: true });
    await room.shop.change(order.id, { status: "assembled" });
    const page = await room.work(`/orders?number=${order.number}&order=${order.id}`, { theme, device: "wide" });
    const board = new OrdersBoard(page);
    await page.locator(".top-bar__person").click();
    await page.getByRole("menu").getByText("Florist mode").click();
    await page.route(/revision/, () => {});
    await room.shop.change(order.id, { delivery: false });
    await board.link(order.id).focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.locator(".card--refused").waitFor();
    assert.deepEqual(await findings(page, "refused"), []);
  });
}
