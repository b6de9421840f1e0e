// Accessibility: axe finds nothing on any page or state, in both themes, and once in Russian.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
  await go("/settings");
  await look("settings");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menu").waitFor();
  await look("menu of the person");
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
  await page.getByRole("group").getByRole("button", { name: /^(Tomorrow|Завтра)$/ }).click();
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
