// Specs that look at the installed app: each test has a shop and a copy of the built app of its own, and lets the worker in.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stage, START, until } from "./harness.mjs";

/** Files that stay the same keep their times, so that the shop need not pack them anew. */
export const COPY = { recursive: true, preserveTimestamps: true };
export const PRECACHE = fileURLToPath(new URL("../../scripts/precache.mjs", import.meta.url));

/** Puts the built app into a folder: some files changed, the list of the worker written anew. */
export function changed(site, changes) {
  cpSync(process.env.POSY_SITE, site, COPY);
  for (const [file, change] of Object.entries(changes)) {
    writeFileSync(join(site, file), change(readFileSync(join(site, file), file.endsWith(".wasm") ? null : "utf8")));
  }
  execFileSync("node", [PRECACHE, site]);
}

/** `scene`, a test with a shop and a copy of the built app of its own, and the worker let in. */
export function ownSite() {
  const stand = stage();
  const scene = (name, body) =>
    stand.scene(name, async (room) => {
      const folder = mkdtempSync(join(tmpdir(), "posy-pwa-"));
      const site = join(folder, "site");
      cpSync(process.env.POSY_SITE, site, COPY);
      Object.assign(room, { site, profile: join(folder, "profile") });
      /** Puts another build into the place of the one that is served. */
      room.build = (version, changes = {}) =>
        changed(site, { "theme.js": (text) => `${text}document.documentElement.dataset.version="${version}";`, ...changes });
      room.wasm = /data-wasm="\/([^"]+)"/.exec(readFileSync(join(site, "index.html"), "utf8"))[1];
      try {
        await room.withShop({ site }, () => body(room));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  return { scene };
}

/** A device that lets the worker in; counts what boot.js tells the app, over reloads. */
export async function device(room, options = {}) {
  const context = await room.context({ serviceWorkers: "allow", ...options });
  await context.addInitScript(() => {
    window.heard = { up: 0, offered: 0 };
    addEventListener("posy-up", () => (window.heard.up += 1));
    addEventListener("posy-update", () => (window.heard.offered += 1));
  });
  return context;
}

/** A page has come up, and the worker knows that its build does. */
export const known = (page) =>
  until(() => page.evaluate(async () => {
    const state = await (await caches.match("/builds"))?.json();
    return Boolean(state?.good) && state.good === document.documentElement.dataset.build && window.heard.up > 0;
  }), "the worker knows that the build came up", START);

export const version = (page) => page.evaluate(() => document.documentElement.dataset.version);
/** All files of the page's build have come. Chromium now and then keeps a worker for minutes that was to be replaced
 *  just while it answered another page. */
export const rests = (page) =>
  until(() => page.evaluate(() => performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.includes("/posy-later-") && responseEnd > 0)),
    "the second part of the app is there");
export const say = (page, word) => page.evaluate((word) => dispatchEvent(new Event(word)), word);
/** Answers that the new version may come, and waits for the page to be loaded again. */
export async function take(page) {
  const loaded = page.waitForEvent("load");
  await say(page, "posy-update-now");
  await loaded;
}
export const offered = (page, least = 1) => until(() => page.evaluate((least) => window.heard.offered >= least, least), "a new version is offered");
export const look = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
export const cacheNames = (page) => page.evaluate(() => caches.keys());
export const builds = async (page) => (await cacheNames(page)).filter((name) => name.startsWith("posy-build-")).length;
/** The version that came up, once it has. */
export const runs = (page, wanted) =>
  until(async () => (await version(page)) === wanted && (await page.evaluate(() => window.heard.up > 0)), `version ${wanted} runs`, START);
