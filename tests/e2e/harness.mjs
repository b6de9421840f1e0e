// The browser side of the tests: contexts by device, theme and language, sign-in, and a watch over everything that must not happen.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { openShop, START, startShop, until, WAIT } from "./shop.mjs";

export { dayBounds, shopDay, START, startShop, until, WAIT, ZONE } from "./shop.mjs";
export { OrdersBoard } from "./board.mjs";

const FLAGS = [
  "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const DEVICES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  wide: { viewport: { width: 1920, height: 1080 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const LOCALES = { en: "en-US", ru: "ru-RU" };

/** What may stand in the console, and only where a test says that it provokes it. Chromium writes a line for
 *  every failed request by itself; no page can keep it from doing so. */
const PROVOKED = {
  401: /Failed to load resource: the server responded with a status of 401/,
  403: /Failed to load resource: the server responded with a status of 403/,
  404: /Failed to load resource: the server responded with a status of 404/,
  422: /Failed to load resource: the server responded with a status of 422/,
  503: /Failed to load resource: the server responded with a status of 503/,
  stop: /unreachable/,
  down: /Failed to load resource: net::ERR_/,
};
/** What Chromium writes for reasons of its own, in every run. */
const ALWAYS = [
  // Most tests look at the network, which a worker would stand before: only pwa.spec.mjs lets it in.
  /Service Worker registration blocked by Playwright/,
  // For working against a build with a known fault; `make test` does not set it.
  ...(process.env.POSY_E2E_IGNORE ? [new RegExp(process.env.POSY_E2E_IGNORE)] : []),
];

/** The browser and the shop of a spec file, and `scene`, a test with a clean room of its own. */
export function stage() {
  const shared = {};
  before(async () => {
    shared.shop = await openShop();
    shared.browser = await launch();
  }, { timeout: START });
  after(async () => {
    await shared.browser?.close();
    await shared.shop?.stop();
  });
  const scene = (name, body, { timeout = START } = {}) =>
    test(name, { timeout }, async () => {
      const room = new Room(shared.browser, shared.shop);
      try {
        await body(room);
        await room.check();
      } catch (error) {
        await room.keepPicture(name);
        // What the page said meanwhile often tells why.
        if (room.seen.length > 0 && !error.message.startsWith("Unexpected")) error.message += `\nThe console: ${room.seen.slice(-5).join("\n")}`;
        throw error;
      } finally {
        await room.close();
      }
    });
  return { scene, shared };
}

/** Runs into a trap of WebAssembly, as the app does where it fails: a module whose only function traps. */
export const trap = (page) =>
  page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    setTimeout(new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports.f);
  });

/** How a browser is started: without anything that reaches out of this machine. */
export function starting() {
  const executablePath = process.env.CHROMIUM ||
    execFileSync(fileURLToPath(new URL("../../scripts/chromium.sh", import.meta.url)), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  return { executablePath, args: FLAGS, timeout: START };
}

export const launch = () => chromium.launch(starting());

/** What one test works in: pages that are watched, a shop without faults. */
export class Room {
  constructor(browser, shop) {
    Object.assign(this, { browser, shop, contexts: [], seen: [], provoked: [], start: shop.mark() });
  }

  /** A new context, as a device of its own. With `folder` a browser of its own keeps what it has there, and can be
   *  started again from it. */
  async context({ device = "desktop", lang = "en", theme = "light", zone = "America/New_York", size, folder, ...more } = {}) {
    const options = {
      ...DEVICES[device],
      ...(size && { viewport: { width: size, height: 900 } }),
      baseURL: this.shop.url,
      locale: LOCALES[lang],
      colorScheme: theme,
      timezoneId: zone,
      reducedMotion: "reduce",
      serviceWorkers: "block",
      ...more,
    };
    const context = folder
      ? await chromium.launchPersistentContext(folder, { ...starting(), ...options })
      : await this.browser.newContext(options);
    context.setDefaultTimeout(WAIT);
    context.setDefaultNavigationTimeout(START);
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.seen.push(`console ${message.type()}: ${message.text()}`);
    });
    context.on("weberror", (error) => this.seen.push(`uncaught: ${error.error().message}`));
    // For finding what depends on a quick machine: every page is so many times slower.
    if (process.env.POSY_E2E_SLOWER) {
      context.on("page", async (page) => {
        const session = await context.newCDPSession(page).catch(() => {});
        await session?.send("Emulation.setCPUThrottlingRate", { rate: Number(process.env.POSY_E2E_SLOWER) }).catch(() => {});
      });
    }
    this.contexts.push(context);
    return context;
  }

  /** A page at the sign-in. */
  async visit(address = "/", options = {}) {
    const context = options.context ?? (await this.context(options));
    const page = await context.newPage();
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.locator("#login, .shell__main > *:not(h1)").first().waitFor({ timeout: START });
    return page;
  }

  /** A page with somebody signed in, at an address, settled. */
  async work(address = "/orders", { login = "manager", ...options } = {}) {
    const page = await this.visit(address, options);
    if (await page.locator("#login").isVisible()) await signIn(page, login);
    await settled(page);
    return page;
  }

  /** Works with a shop of its own in place of the one of the file. */
  async withShop(options, body) {
    const shared = this.shop;
    const shop = await startShop(options);
    Object.assign(this, { shop, start: shop.mark() });
    try {
      await body();
      await this.check();
    } finally {
      await this.leave();
      Object.assign(this, { shop: shared, start: shared.mark() });
      await shop.stop();
    }
  }

  /** The test causes these itself: "401", "503", "down", or a pattern. */
  provokes(...kinds) {
    this.provoked.push(...kinds.map((kind) => PROVOKED[kind] ?? kind));
  }

  /** Nothing happened that must not. */
  async check() {
    const allowed = (line) => [...ALWAYS, ...this.provoked].some((pattern) => pattern.test(line));
    const reports = this.shop.since(this.start).filter((line) => line.csp).map((line) => `content rules: ${JSON.stringify(line.csp)}`);
    const unexpected = [...this.seen.filter((line) => !allowed(line)), ...reports];
    if (unexpected.length > 0) throw new Error(`Unexpected:\n${unexpected.join("\n")}`);
  }

  async keepPicture(name) {
    const page = this.contexts.at(-1)?.pages().at(-1);
    const folder = fileURLToPath(new URL("screenshots/failed", import.meta.url));
    mkdirSync(folder, { recursive: true });
    await page?.screenshot({ path: `${folder}/${name.replace(/[^\p{L}\d]+/gu, "-").slice(0, 80)}.png`, timeout: 5000 }).catch(() => {});
  }

  /** Closes the pages; what a test's routes are still at ends with them. */
  async leave() {
    const close = async (context) => {
      for (const routed of [context, ...context.pages()]) await routed.unrouteAll({ behavior: "ignoreErrors" }).catch(() => {});
      await context.close();
    };
    await Promise.all(this.contexts.map((context) => close(context).catch(() => {})));
  }

  async close() {
    await this.leave();
    await this.shop.heal();
  }
}

/** Signs in at the page that is open. */
export async function signIn(page, login = "manager", password = "demo") {
  await page.locator("#login").fill(login);
  await page.locator("#password").fill(password);
  await page.locator("form button:not([type])").click();
  await page.locator(".top-bar__person").waitFor({ timeout: START });
}

/** The orders are here: nothing loads any more, and a board, a list or an empty page stands there. */
export async function settled(page) {
  await until(
    () => page.evaluate(() => {
      const coming = document.querySelector(".board[aria-busy], .page__actions [aria-busy], .start");
      const there = document.querySelector(".board, .order-list, .empty, .settings, .outbox, .order-form");
      return !coming && Boolean(there);
    }),
    "the page settles", START,
  );
}

/** The parameters and values of every request the page sends for a list of orders. */
export function listRequests(page) {
  const sent = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/api/v1/orders" && request.method() === "GET") sent.push(Object.fromEntries(url.searchParams));
  });
  return sent;
}

/** The element that has the focus, shortly: its id, class or name. */
export const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at?.id || at?.getAttribute("aria-label") || `${at?.tagName.toLowerCase()}.${at?.className}`;
  });
