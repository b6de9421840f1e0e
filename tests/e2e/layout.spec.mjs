// Every width in both languages: nothing overflows, targets are large enough for fingers, nothing shifts.
import assert from "node:assert/strict";
import { OrdersBoard, settled, shopDay, signIn, stage, until } from "./harness.mjs";

const { scene } = stage();
const WIDTHS = [360, 390, 820, 1280, 1920, 2560];

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const lang of ["en", "ru"]) {
  scene(`nothing overflows the page at any width (${lang})`, async (room) => {
    // As long as an order can be: the longest names, a number that cannot be shortened.
    const longest = (rows, text) => rows.sort((a, b) => text(b.attributes).length - text(a.attributes).length)[0].id;
    const worker = { data: { type: "workers", id: longest((await room.shop.get("workers", { "page[size]": "100" })).data, (of) => `${of.firstName} ${of.lastName}`) } };
    const customer = { data: { type: "customers", id: longest((await room.shop.get("customers", { "page[size]": "100" })).data, (of) => of.title) } };
    const order = await room.shop.make(
      { dueTime: `${shopDay(-1)}T20:30:00+03:00`, delivery: true, deliveryStreet: "Большая Никитская улица", deliveryHouse: "12 строение 4", description: "A long note that goes on and on", deliveryTimeFrom: `${shopDay()}T14:00:00+03:00`, deliveryTimeTo: `${shopDay()}T15:00:00+03:00` },
      { florist: worker, courier: worker, customer },
    );
    const context = await room.context({ lang });
    const page = await room.visit("/", { context });
    const wide = [];
    const look = async (what) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const by = await overflow(page);
        if (by > 0) wide.push(`${what} at ${width}: ${by} px`);
      }
    };
    await look("sign-in");
    await signIn(page);
    await settled(page);
    await look("board");
    for (const address of ["/orders?due=week", `/orders?order=${order.id}`, "/orders/list?due=week", `/orders/list?order=${order.id}`, `/orders/list?due=any&number=${order.number}`, "/orders/new", "/outbox", "/settings", "/nowhere", "/orders?due=2999-01-01", "/orders?amount=100..5000&delivery=yes&no-florist=yes&statuses=new,done,canceled&fiscalized=no"]) {
      await page.goto(address);
      await until(() => page.locator(".board:not([aria-busy]), .order-list, .empty, .settings, .outbox, .order-form").first().isVisible(), `${address} is there`);
      await look(address.replace(order.id, "…").replace(order.number, "…"));
    }
    assert.deepEqual(wide, []);
  });
}

for (const device of ["phone", "tablet"]) {
  scene(`everything to press is at least 44 px by touch (${device})`, async (room) => {
    const order = await room.shop.make({ delivery: true });
    const page = await room.visit("/", { device });
    const small = [];
    const look = async (what) => {
      const found = await page.evaluate(() => {
        const pressable = "a[href], button, input:not([type=checkbox]), input[type=checkbox], select, textarea, summary, [role=menuitem], [role=menuitemradio]";
        // Links in running text are exempt, and what is off the screen or cannot be pressed; a label belongs to its box.
        return [...document.querySelectorAll(pressable)]
          .filter((at) => at.checkVisibility({ visibilityProperty: true }) && !at.closest("p, dd, .skip-link"))
          .map((at) => ({ at, box: (at.closest("label.check, label.switch, td.table__check label, th.table__check label") ?? at).getBoundingClientRect() }))
          // A card's number is a link whose area is the card.
          .map(({ at, box }) => ({ at, box: at.matches(".card__link") ? at.closest(".card").getBoundingClientRect() : box }))
          .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
          .map(({ at, box }) => `${at.ariaLabel || at.textContent.trim().slice(0, 30) || at.id} .${at.className} ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);
      });
      small.push(...new Set(found.map((text) => `${what}: ${text}`)));
    };
    await look("sign-in");
    await signIn(page);
    await settled(page);
    await look("board");
    await page.getByRole("button", { name: "All filters" }).click();
    await page.getByRole("dialog", { name: "All filters" }).waitFor();
    await look("filters");
    await page.keyboard.press("Escape");
    await page.locator(".top-bar__person").click();
    await page.getByRole("menu").waitFor();
    await look("menu");
    for (const [what, address] of [["detail", `/orders?order=${order.id}`], ["list", "/orders/list"], ["outbox", "/outbox"], ["settings", "/settings"]]) {
      await page.goto(address);
      await settled(page);
      if (what === "detail") await page.locator("#order-notes").waitFor();
      await look(what);
    }
    assert.deepEqual([...new Set(small)], []);
  });
}

/** Signs in and loads the page again; both times the board must not jump, also after an input. */
async function settlesWithoutShifts(room) {
  const context = await room.context();
  await context.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const of = entry.sources.map(({ node }) => node?.className || node?.nodeName).join(", ");
        window.shifts.push({ value: entry.value, recent: entry.hadRecentInput, of });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  const page = await room.visit("/", { context });
  await signIn(page);
  await settled(page);
  await until(() => page.evaluate(() => document.querySelectorAll(".card").length > 3), "cards are there");
  const reloaded = async () => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
    return page.evaluate(() => window.shifts);
  };
  for (const shifts of [await reloaded(), await (await page.reload(), await settled(page), reloaded())]) {
    // Also what follows an input counts here: signing in must not make the board jump.
    const sum = shifts.reduce((all, shift) => all + shift.value, 0);
    assert.ok(sum < 0.02, `${sum.toFixed(3)}: ${shifts.map((shift) => `${shift.value.toFixed(4)} ${shift.of}`).join("; ")}`);
  }
}

scene("nothing shifts from the sign-in to the settled board", settlesWithoutShifts);

scene("nothing shifts where the orders of a day come in several pages", async (room) => {
  await room.withShop({}, async () => {
    // The server begins with the latest, the board with those that are due first.
    for (let minute = 0; minute < 120; minute += 1) {
      const time = `0${6 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
      await room.shop.make({ dueTime: `${shopDay()}T${time}:00+03:00` });
    }
    // The second page comes well after the first.
    await room.shop.faults({ latency: 700 });
    await settlesWithoutShifts(room);
  });
});

scene("on a phone the bar at the bottom leads everywhere and the tabs bring columns into view", async (room) => {
  const page = await room.work("/orders?due=week", { device: "phone" });
  const board = new OrdersBoard(page);
  const nav = await page.getByRole("navigation").boundingBox();
  assert.ok(nav.y > 700, "the navigation is at the bottom");
  await page.locator(".orders__jump").getByRole("button", { name: /^Done/ }).click();
  await until(async () => {
    const box = await board.column("done").boundingBox();
    return box.x >= -5 && box.x < 100;
  }, "the column is in view");
});

for (const lang of ["en", "ru"]) {
  scene(`on a phone the day and time in the list lie over nothing (${lang})`, async (room) => {
    const order = await room.shop.make({ dueTime: `${shopDay(-1)}T20:30:00+03:00` });
    const page = await room.work(`/orders/list?due=any&number=${order.number}`, { device: "phone", lang });
    const [due, who, number] = ["time", ".col-who", ".order-list__number"].map((part) => page.locator(`tbody tr:not(.table__space) ${part}`).first());
    const [time, beside, under] = await Promise.all([due, who, number].map((part) => part.boundingBox()));
    assert.ok(time.width > 76, "the day stands before the time");
    assert.ok(time.x + time.width <= beside.x, "beside it is who ordered");
    assert.ok(time.y + time.height <= under.y, "below it is the number");
  });
}

scene("what is done to the selected orders is all in sight on a tablet, in the longer language", async (room) => {
  const page = await room.work("/orders/list", { device: "tablet", lang: "ru" });
  await page.locator("tbody input[type=checkbox]").first().check();
  const bar = await page.locator(".bulk-bar").evaluate((bar) => ({ wide: bar.scrollWidth - bar.clientWidth, ends: bar.getBoundingClientRect().right }));
  const close = await page.locator(".bulk-bar > .icon-button").boundingBox();
  assert.equal(bar.wide, 0);
  assert.ok(close.x + close.width <= bar.ends);
});

scene("six thousand orders on one board scroll to the last, with few cards in the page", async (room) => {
  const page = await room.work("/orders?due=any");
  const board = new OrdersBoard(page);
  const total = (await room.shop.get("orders", { "page[size]": "1" })).meta.total;
  assert.ok(total >= 5000);
  await until(async () => Number((await page.locator(".page__count").innerText()).match(/[\d,]+/)[0].replaceAll(",", "")) >= Math.min(total, 5900), "all are here", 60_000);
  const done = board.column("done");
  const cards = () => page.locator(".card").count();
  assert.ok((await cards()) < 150, `${await cards()} cards`);
  const [last] = (await room.shop.get("orders", { "filter[statuses]": "done", sort: "-dueTime", "page[size]": "1" })).data;
  const scroll = done.locator(".board__scroll");
  await until(async () => {
    await scroll.evaluate((at) => (at.scrollTop = Math.min(at.scrollTop + at.clientHeight * 100, at.scrollHeight)));
    assert.ok((await cards()) < 150);
    return scroll.evaluate((at) => at.scrollTop + at.clientHeight >= at.scrollHeight - 2);
  }, "the end is reached", 60_000);
  const ids = await board.ids("done");
  const shown = await room.shop.order(ids.at(-1), "");
  assert.equal(shown.data.attributes.dueTime, last.attributes.dueTime, "the last order is shown");
  await page.getByRole("link", { name: "List", exact: true }).last().click();
  await page.locator(".order-list").waitFor();
  assert.ok((await page.locator(".order-list tbody tr").count()) < 150);
});
