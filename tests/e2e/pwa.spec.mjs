// The installed app: what it is called, work without a network, new versions, builds that do not come up, pictures.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { OrdersBoard, settled, START, trap, until } from "./harness.mjs";
import { builds, cacheNames, COPY, device, known, look, offered, ownSite, PRECACHE, rests, runs, say, take, version } from "./site.mjs";
import { kept, LONG } from "./unsent.mjs";

const { scene } = ownSite();

for (const [lang, wanted] of [
  ["en", { manifest: "/manifest.webmanifest", shortcuts: ["New order", "Today's board"] }],
  ["ru", { manifest: "/manifest.ru.webmanifest", shortcuts: ["Новый заказ", "Доска на сегодня"] }],
]) {
  scene(`Chromium can install the app, with names and pictures that are there (${lang})`, async (room) => {
    const context = await device(room, { folder: room.profile, lang });
    const page = await room.visit("/orders", { context });
    await known(page);
    const browser = await context.newCDPSession(page);
    const { url, data, errors } = await browser.send("Page.getAppManifest");
    assert.equal(new URL(url).pathname, wanted.manifest);
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors, []);
    const manifest = JSON.parse(data);
    assert.equal(manifest.lang, lang);
    assert.equal(manifest.id, "/");
    assert.deepEqual(manifest.shortcuts.map((shortcut) => shortcut.name), wanted.shortcuts);
    for (const purpose of ["any", "maskable"]) {
      assert.deepEqual(manifest.icons.filter((icon) => icon.purpose === purpose).map((icon) => icon.sizes), ["192x192", "512x512"]);
    }
    assert.deepEqual(manifest.screenshots.map((picture) => picture.form_factor), ["wide", "narrow"]);
    for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons)]) {
      const answer = await fetch(new URL(src, room.shop.url));
      assert.equal(answer.headers.get("content-type"), type, src);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (type === "image/png") assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
      assert.ok(bytes.length < 150_000, src);
    }
  });
}

scene("after one visit every address opens in a browser that is started without a network", async (room) => {
  room.provokes("down", "503");
  let context = await device(room, { folder: room.profile });
  let page = await room.work("/orders", { context });
  await known(page);
  await context.close();
  await room.shop.end();
  context = await device(room, { folder: room.profile });
  page = await context.newPage();
  for (const address of ["/", "/orders", "/orders/list", "/outbox", "/settings", "/orders?due=week&delivery=yes&amount=3000..", "/orders/new"]) {
    const answer = await page.goto(address, { waitUntil: "domcontentloaded" });
    assert.ok(answer.fromServiceWorker(), `${address} comes from the worker`);
    assert.match(answer.headers()["content-security-policy"], /script-src 'self' 'wasm-unsafe-eval'/);
    await page.locator(".shell:not(.start) .shell__main > *").first().waitFor({ timeout: START });
    await until(() => page.evaluate(() => window.heard.up > 0), `the app comes up at ${address}`);
    // Signed in as before, and as before with a page of its own.
    await page.locator(".top-bar__person").waitFor();
    assert.equal(await page.locator("#login").count(), 0, address);
    assert.equal(await page.locator(".shell__main h1, .board, .order-list, .order-form").count() > 0, true, address);
  }
});

scene("what the server answers beside the app is not the app's page", async (room) => {
  // Its icon, which the browser asks for by itself.
  room.provokes("404");
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  await page.goto("/api/docs");
  assert.equal(await page.locator("#login").count(), 0);
  assert.match(await page.title(), /API/i);
});

scene("a new version waits until the app asks for it, and other tabs keep their own files", async (room) => {
  room.build("one");
  const context = await device(room);
  const [page, other] = [await room.visit("/orders", { context }), await room.visit("/settings", { context })];
  await known(page);
  await known(other);
  for (const tab of [page, other]) await tab.evaluate(() => (window.untouched = true));
  room.build("two");
  await look(page);
  await Promise.all([offered(page), offered(other)]);
  await page.waitForTimeout(1500);
  for (const tab of [page, other]) assert.ok(await tab.evaluate(() => window.untouched), "nothing is loaded again by itself");
  await other.reload();
  await runs(other, "one");
  await offered(other);
  await other.evaluate(() => (window.untouched = true));
  await rests(other);
  let loads = 0;
  page.on("load", () => (loads += 1));
  await say(page, "posy-update-now");
  await runs(page, "two");
  await known(page);
  await offered(other, 2);
  assert.ok(await other.evaluate(() => window.untouched), "the other tab goes on");
  assert.equal(await version(other), "one");
  assert.match(await other.evaluate(async () => (await fetch("/theme.js")).text()), /version="one"/, "with its own files");
  assert.equal(await builds(other), 2);
  await page.waitForTimeout(1000);
  assert.equal(loads, 1, "the page is loaded again once");
  await rests(page);
  await say(other, "posy-update-now");
  await runs(other, "two");
  await until(async () => (await builds(other)) === 1, "what nobody uses any more is removed");
});

scene("a new version is looked for when the page gets the focus, every five minutes at most", async (room) => {
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  room.build("two");
  await say(page, "focus");
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate(() => window.heard.offered), 0);
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 301_000;
  });
  await say(page, "focus");
  await offered(page);
});

scene("a build that is only half there is not taken, and taken when it is whole", async (room) => {
  room.provokes("404");
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  room.build("two");
  // What did not change is taken from the build before; this did.
  writeFileSync(join(room.site, "theme.js"), "another");
  await look(page);
  await page.waitForTimeout(2000);
  assert.equal(await page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting)), false);
  await page.reload();
  await runs(page, undefined);
  room.build("two");
  await look(page);
  await offered(page);
});

test("a build that is not whole gets no worker", () => {
  for (const [kind, without] of [["wasm", /\.wasm$/], ["css", /\.css$/], ["boot.js", /^boot\.js$/]]) {
    const folder = mkdtempSync(join(tmpdir(), "posy-part-"));
    cpSync(process.env.POSY_SITE, folder, { ...COPY, filter: (path) => !without.test(basename(path)) });
    const { status, stderr } = spawnSync("node", [PRECACHE, folder], { encoding: "utf8" });
    assert.equal(status, 1);
    assert.ok(stderr.includes(kind), stderr);
    rmSync(folder, { recursive: true });
  }
});

for (const [what, changes] of [
  ["whose module is damaged", (room) => ({ [room.wasm]: (bytes) => bytes.subarray(0, bytes.length >> 1) })],
  ["whose boot.js is broken", () => ({ "boot.js": () => "this is no script" })],
  ["whose script is missing what it calls", () => ({ "boot.js": (text) => `posy.nowhere();${text}` })],
]) {
  scene(`a build ${what} is left for the last one that came up, until there is a newer one`, async (room) => {
    room.provokes(/WebAssembly|CompileError|SyntaxError|Unexpected|posy is not defined/);
    room.build("one");
    const page = await room.visit("/orders", { context: await device(room) });
    await known(page);
    room.build("two", changes(room));
    await look(page);
    await offered(page);
    const began = Date.now();
    await take(page);
    await runs(page, "one");
    console.log(`  back in the last good build after ${Date.now() - began} ms`);
    // A page that is left before it has told the worker that it is up keeps its files until the next start.
    await rests(page);
    await page.reload();
    await runs(page, "one");
    await page.locator("#login").waitFor();
    await rests(page);
    room.build("three");
    await look(page);
    await offered(page);
    await say(page, "posy-update-now");
    await runs(page, "three");
    await known(page);
    await until(async () => (await builds(page)) === 1, "only the new build is kept");
  });
}

scene("a build that says nothing is tried twice, then left for the last one that came up", async (room) => {
  const impatient = { "sw.js": (text) => text.replace("patience:2e4", "patience:1500") };
  room.build("one", impatient);
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  room.build("two", { ...impatient, "boot.js": () => "" });
  await look(page);
  await offered(page);
  const seen = [];
  page.on("domcontentloaded", async () => seen.push(await version(page).catch(() => null)));
  await take(page);
  await runs(page, "one");
  assert.deepEqual(seen.filter(Boolean), ["two", "two", "one"]);
});

scene("a build that says nothing is left too when one loads it again and again without waiting", async (room) => {
  room.provokes(/was preloaded using link preload but not used/);
  const hasty = { "sw.js": (text) => text.replace("making:3e3", "making:300") };
  room.build("one", hasty);
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  room.build("two", { ...hasty, "boot.js": () => "" });
  await look(page);
  await offered(page);
  await take(page);
  const tries = [];
  while ((await version(page)) === "two" && tries.length < 8) {
    tries.push(await version(page));
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.ok(tries.length <= 5, `${tries.length} tries`);
  await runs(page, "one");
});

/** Shows pictures of these numbers on the page, all at once; how many of them came. */
const showPictures = (page, from, to) =>
  page.evaluate(async ([from, to]) => {
    const shown = await Promise.all(Array.from({ length: to - from }, (_, place) => new Promise((done) => {
      const picture = new Image();
      picture.onload = () => done(1);
      picture.onerror = () => done(0);
      picture.src = `/media/items/rose-red.svg?n=${from + place}`;
    })));
    return shown.reduce((sum, one) => sum + one, 0);
  }, [from, to]);

const picturesKept = (page) =>
  page.evaluate(async () => {
    const cache = await caches.open("posy-pictures");
    return (await cache.keys()).map((request) => new URL(request.url)).filter((url) => url.pathname.startsWith("/media/")).map((url) => Number(url.searchParams.get("n")));
  });

scene("pictures are kept within a bound, the longest unused go first, and all go when the app says so", async (room) => {
  room.provokes("down");
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  assert.equal(await showPictures(page, 0, 200), 200);
  await page.waitForTimeout(1500);
  assert.equal(await showPictures(page, 200, 380), 180);
  await page.waitForTimeout(1500);
  // The first ten are looked at again, so that they are not the longest unused. In another tab: this one remembers them.
  const other = await room.visit("/orders", { context: page.context() });
  await showPictures(other, 0, 10);
  await page.waitForTimeout(1500);
  assert.equal(await showPictures(page, 380, 450), 70);
  await until(async () => (await picturesKept(page)).length === 400, "400 pictures are kept");
  const kept = new Set(await picturesKept(page));
  for (let n = 0; n < 10; n += 1) assert.ok(kept.has(n), `${n} was used lately`);
  for (let n = 200; n < 450; n += 1) assert.ok(kept.has(n), `${n} was used after those that went`);
  await room.shop.end();
  await page.reload();
  assert.equal(await showPictures(page, 440, 450), 10, "they are there without a network");
  await page.waitForTimeout(1500);
  await say(page, "posy-forget");
  await until(async () => !(await cacheNames(page)).includes("posy-pictures"), "the pictures are gone");
  // Nor does the page itself remember those it has shown.
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  assert.equal(await showPictures(page, 300, 302), 0);
});

scene("signing out without a network leaves nothing on the device, pictures neither, and the app opens at the sign-in", async (room) => {
  room.provokes("down", "503");
  const page = await room.work("/orders", { context: await device(room) });
  await known(page);
  await until(async () => (await kept(page, "archive")) > 0, "what was fetched is on the device", LONG);
  assert.equal(await showPictures(page, 0, 3), 3);
  await until(async () => (await picturesKept(page)).length >= 3, "the pictures are kept");
  await room.shop.end();
  await page.context().setOffline(true);
  await page.locator(".top-bar__person").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.locator("#login").waitFor();
  await until(async () => !(await cacheNames(page)).includes("posy-pictures"), "the pictures are gone");
  for (const store of ["journal", "secrets", "archive"]) await until(async () => (await kept(page, store)) === 0, `nothing is left in ${store}`);
  await page.reload();
  await page.locator("#login").waitFor();
  assert.equal(await page.locator(".top-bar__person").count(), 0);
});

scene("pictures are kept within a bound of bytes too", async (room) => {
  room.build("one", { "sw.js": (text) => text.replace("bytes:4e7", "bytes:2e4") });
  const size = Buffer.byteLength(await (await fetch(`${room.shop.url}/media/items/rose-red.svg`)).text());
  const page = await room.visit("/orders", { context: await device(room) });
  await known(page);
  await showPictures(page, 0, 60);
  await until(async () => (await picturesKept(page)).length === Math.floor(20_000 / size), "as many as fit are kept");
});

scene("answers of the API are in no cache", async (room) => {
  const page = await room.work("/orders", { context: await device(room) });
  await known(page);
  await page.reload();
  await settled(page);
  await page.waitForLoadState("networkidle");
  const paths = await page.evaluate(async () => {
    const all = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
    }
    return all;
  });
  assert.ok(paths.some((path) => path.startsWith("/media/")), "the pictures of the board are");
  const strange = paths.filter((path) => !/^\/$|^\/[\w.-]+\.(js|css|wasm|svg)$|^\/(builds|pictures)$|^\/media\//.test(path));
  assert.deepEqual(strange, []);
});

scene("after a failure the board is back by itself, with one reload", async (room) => {
  room.provokes("stop");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`, { context: await device(room) });
  await known(page);
  let loads = 0;
  page.on("load", () => (loads += 1));
  // How long it takes is measured by tests/bench/start.mjs.
  await trap(page);
  await page.getByRole("heading", { name: "Posy has stopped" }).waitFor();
  await page.locator(`[id="card-${order.id}"]`).waitFor();
  assert.equal(loads, 1);
  assert.deepEqual(await new OrdersBoard(page).ids(), [order.id]);
});
