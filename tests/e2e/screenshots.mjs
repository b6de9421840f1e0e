// Pictures of the main states, to be looked at: every width, theme and language, into the folder `screenshots` (not kept by git).
// node screenshots.mjs [words]: only pictures whose names hold one of the words, such as `board-1280` or `dark`.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { OrderForm } from "./form.mjs";
import { launch, OrdersBoard, Room, settled, shopDay, signIn, startShop, until } from "./harness.mjs";
import { freeze } from "./still.mjs";
import { unpaid } from "./unpaid.mjs";
import { hold, refuse, refuseMaking } from "./writes.mjs";

const folder = fileURLToPath(new URL("screenshots", import.meta.url));
const WIDTHS = { 390: "phone", 820: "tablet", 1280: "desktop", 1920: "wide" };
const wanted = process.argv.slice(2);

/** A new order while it is typed, with a mistake, and its payment. */
async function form(page, take) {
  const form = new OrderForm(page);
  await page.goto("/orders/new");
  await form.type("customer", "ан");
  await take("form-customer");
  await form.newCustomer("Anna Petrova", "912 345-67-89");
  await page.locator(".order-form__way button").last().click();
  await form.field("street").waitFor();
  await form.type("goods", "роза");
  await take("form-goods");
  await page.keyboard.press("Enter");
  await form.type("goods", "лента");
  await page.keyboard.press("Enter");
  await form.save();
  await page.locator(".field__error").first().waitFor();
  await take("form-mistakes");
  await form.dueToday();
  await form.field("street").fill("Арбат");
  await form.save();
  await form.saved();
  await page.locator("#order-take-payment").click();
  await take("payment");
  await page.keyboard.press("Escape");
}

/** What the user has to decide: a change that met somebody else's, and one that was refused. */
async function decisions(room, page, take) {
  const [met, refused] = [await room.shop.make(), await room.shop.make()];
  await page.goto(`/orders?number=${met.number}&order=${met.id}`);
  const release = await hold(page.context());
  await page.locator("#order-notes").fill("Белая лента, открытку подпишет мама");
  await page.locator("#order-notes").blur();
  await page.locator("#order-due").fill(`${shopDay()}T21:15`);
  await until(async () => (await new OrdersBoard(page).card(met.id).getAttribute("data-pending")) !== null, "it waits");
  await room.shop.change(met.id, { description: "Красная лента, без открытки", dueTime: `${shopDay()}T16:30:00+00:00` });
  await until(async () => (await page.locator("[role=alert] .button--small").count()) > 2, "both are asked about", 30_000);
  await page.locator("[role=alert] .button--small").first().scrollIntoViewIfNeeded();
  await take("detail-conflict");
  await release();
  const accept = await refuse(page.context(), "Касса закрыта.");
  await page.goto(`/orders?number=${refused.number}`);
  await new OrdersBoard(page).link(refused.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await page.locator(".card--refused").waitFor();
  await take("card-refused");
  await accept();
  await page.goto("/outbox");
  await until(async () => (await page.locator(".outbox__line").count()) > 1, "both are listed", 30_000);
  await take("outbox-decide");
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem").last().click();
  await page.locator("dialog").waitFor();
  await take("sign-out");
}

/** What the server refused to make, where it is corrected. */
async function corrections(room, page, take) {
  const accept = [await refuseMaking(page.context(), "orders", "День уже расписан."), await refuseMaking(page.context(), "payments", "Касса закрыта.")];
  await page.goto("/orders/new");
  const form = new OrderForm(page);
  await form.dueToday();
  await form.newCustomer("Anna Petrova", "912 345-67-89");
  await form.field("notes").fill("Белая лента");
  await form.save();
  await page.locator(".order .empty a").waitFor({ timeout: 30_000 });
  await take("detail-refused");
  const id = new URL(page.url()).searchParams.get("order");
  await page.goto("/orders/new");
  await form.field("notes").fill("Начатый заказ");
  await page.waitForTimeout(300);
  await page.goto(`/orders/new?order=${id}`);
  await page.locator("dialog .button--danger").waitFor();
  await take("form-unfinished");
  await page.locator("dialog .button--danger").click();
  await page.locator(".order-form .notice").first().waitFor();
  await take("form-refused");
  const { id: due } = await unpaid(room);
  await page.goto(`/orders?order=${due}`);
  await page.locator("#order-take-payment").click();
  await page.locator("dialog .chip").first().click();
  await page.locator("#pay-amount").press("Enter");
  await page.locator(".order .notice button").first().waitFor({ timeout: 30_000 });
  await page.locator(".order .notice button").first().scrollIntoViewIfNeeded();
  await take("payment-refused");
  await page.locator(".order .notice button").first().click();
  await page.locator("#pay-amount").waitFor();
  await take("payment-corrected");
  await page.keyboard.press("Escape");
  await Promise.all(accept.map((way) => way()));
}

/** What only the server has: its orders while they come, and then. */
async function older(page, take) {
  let goOn;
  const held = new Promise((done) => (goOn = done));
  await page.route(/filter%5Bshift|filter\[shift/, async (route) => (await held, await route.continue()));
  await page.goto("/orders/list?shift=17");
  await page.locator(".skeleton").first().waitFor();
  await page.waitForTimeout(1000);
  await take("list-coming");
  goOn();
  await page.locator(".page__from").filter({ hasText: /\S/ }).waitFor({ state: "attached", timeout: 30_000 });
  await take("list-from-server");
}

/** The session ends while somebody works. */
async function expired(room, page, take) {
  await page.locator("dialog .button--danger").click();
  await page.locator(".sign-in #login").waitFor();
  await room.shop.faults({ token_seconds: 4 });
  await signIn(page);
  await settled(page);
  await room.shop.expireRefresh();
  await page.locator("dialog #password").waitFor({ timeout: 30_000 });
  await take("expired");
  await room.shop.heal();
  await page.locator("dialog #password").fill("demo");
  await page.locator("dialog #password").press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
}

/** A tab beside one that leads and stands still. */
async function still(page, take) {
  const beside = await page.context().newPage();
  await beside.goto("/orders");
  await settled(beside);
  await freeze(page);
  await beside.locator(".shell__main .notice--amber, .notice--amber").first().waitFor({ timeout: 60_000 });
  await take("still", beside);
}

/** A day without the server: the board, an order that is made and paid, what was discarded, lists, settings, the outbox. */
async function away(room, page, take) {
  const { id: due } = await unpaid(room);
  await page.goto("/orders");
  await settled(page);
  await room.shop.faults({ down: true });
  await until(async () => (await page.locator(".light").getAttribute("data-light")) === "offline", "offline", 30_000);
  const [id] = await new OrdersBoard(page).ids("new");
  await page.locator(`[id="card-${id}"]`).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await take("offline");
  await page.locator(".light").click();
  await take("light");
  await page.keyboard.press("Escape");
  const form = new OrderForm(page);
  await form.open();
  await form.dueToday();
  await form.newCustomer("Anna Petrova", "912 345-67-89");
  await form.type("goods", "роза");
  await take("offline-form");
  await page.keyboard.press("Enter");
  await page.locator(".order-form__discard").click();
  await page.locator(".toast").first().waitFor();
  await take("offline-discarded");
  await page.locator(".toast").last().locator("button").first().click();
  await form.field("due").waitFor();
  await take("offline-brought-back");
  await form.save();
  await form.saved();
  await take("offline-made");
  await page.goto(`/orders?due=week&order=${due}`);
  await page.locator("#order-take-payment").click();
  await page.locator("dialog .chip").first().click();
  await take("offline-payment");
  await page.locator("#pay-amount").press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
  await take("offline-paid");
  for (const [name, address] of [
    ["list", "/orders/list?due=week"], ["list-refused", "/orders/list?shift=17"], ["board-past", "/orders?due=2020-01-01"], ["settings", "/settings"],
  ]) {
    await page.goto(address);
    await until(() => page.locator(".board:not([aria-busy]), .order-list, .empty, .settings").first().isVisible(), name);
    await until(async () => (await page.locator(".light").getAttribute("data-light")) === "offline", "offline", 30_000);
    await page.waitForTimeout(500);
    await take(`offline-${name}`);
  }
  await page.goto("/outbox");
  await page.locator(".outbox__line").nth(3).waitFor();
  await take("outbox-unsent");
  await room.shop.heal();
}

/** The states, in the order they are reached from the sign-in on. */
async function states(room, page, take) {
  await take("sign-in");
  await page.locator("form button:not([type])").click();
  await page.locator("#login-error").waitFor();
  await take("sign-in-empty");
  await signIn(page);
  await settled(page);
  await take("board");
  const card = page.locator(".board__column[data-status=new] .card").first();
  await card.locator(".card__move").click();
  await page.getByRole("menu").waitFor();
  await take("menu");
  await page.keyboard.press("Escape");
  await page.locator(".filters .chip--maybe").first().click();
  await page.locator(".popover").first().waitFor();
  await take("filter");
  await page.keyboard.press("Escape");
  await page.locator(".filters > button.chip").click();
  await page.locator("dialog").waitFor();
  await take("all-filters");
  await page.keyboard.press("Escape");
  await card.locator(".card__link").click();
  await page.locator(".timeline__step").first().waitFor();
  await take("detail");
  await page.locator("#order-due").focus();
  await page.keyboard.press("Backspace");
  await page.locator("#order-due").blur();
  await page.locator("#order-due-error").waitFor();
  await take("detail-half");
  for (const [name, address] of [
    ["list", "/orders/list?due=week"], ["filtered", "/orders?due=week&delivery=yes&amount=3000..&number=10001,10002,10003,10004,10005,10006,10007"],
    ["empty", "/orders?due=2999-01-01"], ["settings", "/settings"], ["outbox", "/outbox"], ["not-found", "/nowhere"],
  ]) {
    await page.goto(address);
    await until(() => page.locator(".board:not([aria-busy]), .order-list, .empty, .settings, .outbox").first().isVisible(), name);
    const box = page.locator("tbody input[type=checkbox]").nth(1);
    if (name === "list" && (await box.isVisible())) await box.check();
    await take(name);
  }
  await page.goto("/orders?due=2999-01-01&search=aaaa26");
  await page.locator(".elsewhere__order").nth(7).waitFor({ timeout: 60_000 });
  await take("elsewhere");
  await older(page, take);
  await form(page, take);
  await away(room, page, take);
  await corrections(room, page, take);
  await decisions(room, page, take);
  await expired(room, page, take);
  await still(page, take);
}

const browser = await launch();
mkdirSync(folder, { recursive: true });
let count = 0;
for (const lang of ["en", "ru"]) {
  for (const theme of ["light", "dark"]) {
    for (const [width, device] of Object.entries(WIDTHS)) {
      // Each with a shop of its own: what one buys and decides the next would find.
      const shop = await startShop();
      const name = (state) => `${state}-${width}-${theme}-${lang}`;
      const room = new Room(browser, shop);
      const page = await room.visit("/", { device, theme, lang });
      await states(room, page, async (state, shown = page) => {
        if (wanted.length > 0 && !wanted.some((word) => name(state).includes(word))) return;
        await shown.screenshot({ path: `${folder}/${name(state)}.png` });
        count += 1;
      }).catch((error) => console.error(`${width} ${theme} ${lang}: ${error.message}`));
      await room.close();
      await shop.stop();
    }
  }
}
await browser.close();
console.log(`${count} pictures in ${folder}`);
