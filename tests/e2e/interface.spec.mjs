// What holds on every page: language, theme and density without a reload, the keyboard alone, every width, no shift.
import assert from "node:assert/strict";
import { OrdersBoard, settled, signIn, stage, until } from "./harness.mjs";

const { scene } = stage();

scene("pages have addresses: links write them, and the way back leads back", async (room) => {
  const page = await room.work();
  const at = (path) => until(() => new URL(page.url()).pathname === path, `the address is ${path}`);
  const nav = page.getByRole("navigation", { name: "Sections" });
  await at("/orders");
  await nav.getByRole("link", { name: "Settings" }).click();
  await at("/settings");
  await page.locator(".settings").waitFor();
  await nav.getByRole("link", { name: "List" }).click();
  await at("/orders/list");
  await page.locator(".order-list").waitFor();
  await page.goBack();
  await at("/settings");
  await page.locator(".settings").waitFor();
  await page.goBack();
  await at("/orders");
  await page.locator(".board").waitFor();
  await page.goForward();
  await at("/settings");
  // Forward to the list, and to the list's address again from elsewhere.
  await page.goForward();
  await at("/orders/list");
  await nav.getByRole("link", { name: "Orders" }).click();
  await at("/orders");
  await nav.getByRole("link", { name: "List" }).click();
  await at("/orders/list");
  await page.goBack();
  await at("/orders");
  await page.goForward();
  await at("/orders/list");
  await nav.getByRole("link", { name: "Orders" }).click();
  await at("/orders");
  await nav.getByRole("link", { name: "Settings" }).click();
  await at("/settings");
  await page.reload();
  await page.locator(".settings").waitFor();
});

/** All text that is seen, and the names of what can be pressed. */
const words = (page) =>
  page.evaluate(() => {
    const labels = [...document.querySelectorAll("[aria-label], [placeholder], [title]")].flatMap((at) => [at.ariaLabel, at.placeholder, at.title]);
    return [document.body.innerText, ...labels].filter(Boolean).join("\n");
  });

const ENGLISH = /\b(Orders|Today|Tomorrow|Week|Range|Refresh|Settings|Collapse|All stores|Online|Showing|Florist|Delivery|Amount|All filters|Not accepted|New|Assembled|With courier|Done|Canceled|Returned|Customer|Payments|History|Notes|Tags|Due|Total|Close|Pickup|Search|Number|Theme|Language)\b/;
const RUSSIAN = /Заказы|Сегодня|Завтра|Неделя|Период|Обновить|Настройки|Свернуть|Все магазины|На связи|Показаны|Все фильтры|Не принят|Новый|Собран|У курьера|Выполнен|Отменён|Возврат|Оплаты|История|Заметки|Метки|Закрыть|Итого/;

scene("the language is switched without a reload, and every word with it", async (room) => {
  const order = await room.shop.make({ delivery: true, deliveryStreet: "Arbat" });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`, { device: "wide" });
  await page.locator(".timeline__step").first().waitFor();
  await page.evaluate(() => (window.neverReloaded = true));
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.doesNotMatch(await words(page), RUSSIAN);
  const pick = async (name) => {
    await page.locator(".top-bar__person").click();
    await page.getByRole("menu").getByText(name, { exact: true }).click();
  };
  await pick("Русский");
  await until(async () => (await page.locator("html").getAttribute("lang")) === "ru", "the page is Russian");
  const own = new Set(["English"]);
  const left = (await words(page)).split("\n").filter((line) => ENGLISH.test(line) && !own.has(line.trim()));
  assert.deepEqual(left, [], "nothing English is left");
  assert.match(await page.title(), /Заказы/);
  assert.equal(await page.evaluate(() => window.neverReloaded), true);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "ru");
  await pick("English");
  await until(async () => (await page.locator("html").getAttribute("lang")) === "en", "the page is English again");
  assert.doesNotMatch(await words(page), RUSSIAN);
});

scene("the browser's language is the first one, also at the sign-in", async (room) => {
  const page = await room.visit("/", { lang: "ru" });
  assert.equal(await page.getByRole("button", { name: "Войти" }).isVisible(), true);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

scene("the theme follows the system until it is chosen, and the choice stays", async (room) => {
  const page = await room.work("/orders", { theme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(await paper(), "rgb(19, 22, 20)");
  await page.emulateMedia({ colorScheme: "light" });
  await until(async () => (await paper()) === "rgb(250, 248, 244)", "the page is light with the system");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByRole("button", { name: "Light theme" }).click();
  await until(async () => (await paper()) === "rgb(250, 248, 244)", "the page is light by choice");
  await page.reload();
  await settled(page);
  assert.equal(await paper(), "rgb(250, 248, 244)");
  await page.goto("/settings");
  await page.getByRole("group", { name: "Theme" }).getByRole("button", { name: "As the system" }).click();
  await until(async () => (await paper()) === "rgb(19, 22, 20)", "the system decides again");
});

scene("florist mode makes controls and cards big, and no card covers another", async (room) => {
  const page = await room.work("/orders?due=week");
  const board = new OrdersBoard(page);
  const heights = () => page.locator(".board__column:has(.card ~ .card, li + li) .card").evaluateAll((cards) => cards.slice(0, 6).map((card) => card.getBoundingClientRect()).map(({ top, bottom, left }) => ({ top, bottom, left })));
  const apart = async () => (await heights()).every((card, at, all) => at === 0 || card.left !== all[at - 1].left || card.top >= all[at - 1].bottom - 0.5);
  const pitch = async () => {
    const [a, b] = await heights();
    return b.top - a.top;
  };
  const before = await pitch();
  await page.locator(".top-bar__person").click();
  await page.getByRole("menu").getByText("Florist mode").click();
  await until(async () => (await page.locator("html").getAttribute("data-density")) === "florist", "florist mode is on");
  await until(async () => (await pitch()) > before + 20, "the cards are higher");
  assert.equal(await apart(), true);
  // The list's own height has to know of it too: its end is where the last card ends.
  const tallest = await page.evaluate(() => [...document.querySelectorAll(".board__scroll")].sort((a, b) => b.scrollHeight - a.scrollHeight)[0].closest(".board__column").dataset.status);
  const count = await board.count(tallest);
  const pitchNow = await pitch();
  const high = await board.column(tallest).locator(".board__cards").evaluate((cards) => cards.getBoundingClientRect().height);
  assert.ok(Math.abs(high - count * pitchNow) < pitchNow, `${count} cards are ${high} px high`);
  const button = await page.getByRole("button", { name: "All filters" }).boundingBox();
  assert.ok(button.height >= 44);
});

scene("the keyboard alone reaches everything, and the focus is always seen", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  await page.locator("body").evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Skip to content");
  const passed = [];
  for (let step = 0; step < 60; step += 1) {
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const bounds = element.getBoundingClientRect();
      const around = [[element, null], [element, "::after"], [element.parentElement, null], [element.closest(".card, label, .input-group, .select"), null]];
      const seen = around.some(([of, pseudo]) => of && getComputedStyle(of, pseudo).outlineStyle !== "none" && getComputedStyle(of, pseudo).outlineWidth !== "0px");
      return { name: (element.ariaLabel || element.textContent || element.id).trim().slice(0, 40), of: element.className, id: element.id, seen, inView: bounds.bottom > 0 && bounds.top < innerHeight };
    });
    if (!at) break;
    passed.push(at);
    await page.keyboard.press("Tab");
  }
  assert.deepEqual(passed.filter((at) => !at.seen || !at.inView), []);
  const names = passed.map((at) => at.name || at.id);
  const order_ = ["Skip to content", "Posy", "Orders", "List", "Settings", "Refresh", "Previous", "Today", "Next"].map((name) => names.indexOf(name));
  assert.deepEqual(order_, [...order_].sort((a, b) => a - b), names.join(" · "));
  assert.ok(!order_.includes(-1), names.join(" · "));
  assert.ok(passed.some((at) => at.id === `card-${order.id}`), "the card is reached");
});

scene("the skip link leads into the page", async (room) => {
  const page = await room.work();
  await page.locator("body").evaluate(() => document.activeElement?.blur?.());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await settled(page);
  assert.equal(await page.locator(".board").count(), 1, "the address did not lead away");
});

scene("a page that does not exist says so and leads back", async (room) => {
  const page = await room.visit("/");
  await signIn(page);
  await page.goto("/nowhere/at/all");
  await page.getByText("There is no such page").waitFor();
  await page.getByRole("link", { name: "To the orders" }).click();
  await page.locator(".board").waitFor();
});
