// How a device works that has the shop's replica: how long the first fill takes, what it takes on the device, how soon the
// board is usable at a warm start and again after a failure, and what is in memory then. Prints a table, with --json one line of JSON; asserts nothing.
//   POSY_SHOP=…/posy-shop POSY_SITE=dist node tests/bench/start.mjs [--json]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Room, signIn, startShop, trap, until } from "../e2e/harness.mjs";
import { changed } from "../e2e/site.mjs";
import { startAlone } from "./alone.mjs";

/** Customers, items and orders. */
const SIZES = [[2_000, 400, 1_000], [20_000, 4_000, 10_000], [100_000, 20_000, 50_000]];
const STARTS = 15;
const FAILURES = 7;
const FILLS = 3;
/** Where the browser is. */
const ZONE = "Europe/Moscow";
const json = process.argv.includes("--json");

/** Runs in the page, before it: notes when the first picture with cards is painted, and keeps hold of the module's memory. */
function watch() {
  const look = () => {
    if (document.querySelectorAll(".board .card__link").length < 4) return requestAnimationFrame(look);
    // After this frame.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (globalThis.usable = performance.now());
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const plain = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await plain.apply(WebAssembly, given);
      globalThis.memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
}

/** What IndexedDB has of the replica: blocks, their bytes, and the version, which rises with every write. */
const archive = (page) =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("posy");
        opening.onerror = failed;
        opening.onsuccess = () => {
          const stores = opening.result.transaction(["archive", "beside"]);
          const rows = stores.objectStore("archive").getAll();
          const version = stores.objectStore("beside").get("archive");
          stores.oncomplete = () => {
            opening.result.close();
            done({ blocks: rows.result.length, bytes: rows.result.reduce((sum, row) => sum + row.sealed.byteLength, 0), version: version.result });
          };
        };
      }),
  );

/** From a failure of the app until the board of the page that comes by itself can be used. */
async function comeBack(page) {
  const failed = await page.evaluate(() => {
    delete globalThis.usable;
    return performance.timeOrigin + performance.now();
  });
  await trap(page);
  await page.waitForFunction(() => globalThis.usable, undefined, { timeout: 60_000 });
  return (await page.evaluate(() => performance.timeOrigin + globalThis.usable)) - failed;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const spread = (values) => ({ median: median(values), slowest: Math.max(...values) });
const mb = (bytes) => bytes / 1e6;

async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
  return mb(usedSize + backingStorageSize + (await page.evaluate(() => globalThis.memory.buffer.byteLength)));
}

async function measure([customers, items, orders]) {
  const data = ["--customers", customers, "--items", items, "--orders", orders].map(String);
  const site = mkdtempSync(join(tmpdir(), "posy-bench-"));
  changed(site, { "theme.js": (text) => `(${watch})();${text}` });
  const shop = await startShop({ site, data });
  const device = () => room.context({ folder, zone: ZONE, serviceWorkers: "allow" });
  const [firsts, fills] = [[], []];
  let folder, room, context, page, empty, kept;
  for (let round = 0; round < FILLS; round += 1) {
    await room?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), "posy-bench-"));
    room = new Room(undefined, shop);
    context = await device();
    // A page that has fetched nothing yet, given the same time.
    page = await room.visit("/orders", { context });
    await page.waitForTimeout(6_000);
    empty = await memory(page);
    const began = await page.evaluate(() => performance.now());
    await signIn(page);
    await page.waitForFunction(() => globalThis.usable, undefined, { timeout: 60_000 });
    firsts.push(((await page.evaluate(() => globalThis.usable)) - began) / 1000);
    // The sign of the fill is gone, and nothing is written any more.
    let before;
    await until(async () => {
      await page.waitForTimeout(2_000);
      const now = (await archive(page)).version;
      const more = await page.locator(".light__more").innerText();
      const done = now > 0 && now === before && more === "";
      before = now;
      return done;
    }, "all is on the device", 900_000);
    fills.push(((await page.evaluate(() => performance.now())) - began) / 1000);
    kept = await archive(page);
  }
  await room.close();
  const alone = await startAlone(folder, { zone: ZONE });
  const starts = [];
  for (let round = 0; round <= STARTS; round += 1) {
    const { usable, worker } = await alone.opened(`${shop.url}/orders`, 5_000, () => ({ usable: globalThis.usable, worker: Boolean(navigator.serviceWorker.controller) }));
    if (!usable || !worker) throw new Error("The page did not start as the installed app does.");
    starts.push(usable);
  }
  await alone.close();
  const cold = starts.shift();
  const backs = [];
  let full;
  room = new Room(undefined, shop);
  context = await device();
  for (let round = 0; round < FAILURES; round += 1) {
    page = await context.newPage();
    await page.goto("/orders");
    await page.waitForTimeout(6_000);
    full = await memory(page);
    backs.push(await comeBack(page));
    await page.close();
  }
  await room.close();
  await shop.stop();
  for (const made of [folder, site]) rmSync(made, { recursive: true, force: true });
  return { orders, customers, items, first: spread(firsts), filled: spread(fills), device: mb(kept.bytes), start: median(starts), slowest: Math.max(...starts), cold, back: median(backs), memory: full - empty, all: full };
}

const rows = [];
for (const size of SIZES) rows.push(await measure(size));
if (json) {
  console.log(JSON.stringify({ rows }));
} else {
  console.log("| orders | customers | items | first fill: board, median | everything, median | on the device | usable at a warm start, median | slowest | first of a browser just started | after a failure, median | memory, all | more than empty |\n|---|---|---|---|---|---|---|---|---|---|---|---|");
  for (const row of rows) {
    const cells = [row.orders, row.customers, row.items, `${row.first.median.toFixed(1)} s`, `${row.filled.median.toFixed(0)} s`, `${row.device.toFixed(1)} MB`, `${row.start.toFixed(0)} ms`, `${row.slowest.toFixed(0)} ms`, `${row.cold.toFixed(0)} ms`, `${row.back.toFixed(0)} ms`, `${row.all.toFixed(1)} MB`, `${row.memory.toFixed(1)} MB`];
    console.log(`| ${cells.map((cell) => (typeof cell === "number" ? cell.toLocaleString("en") : cell)).join(" | ")} |`);
  }
}
