// A device whose database a test breaks and mends.
import { START, until } from "./harness.mjs";

/** What a test may do to the database of a page, from outside: `window.disk`. */
export function disk() {
  const opened = new Set();
  const dead = new WeakSet();
  const running = new Set();
  const { open } = IDBFactory.prototype;
  const { transaction } = IDBDatabase.prototype;
  const { commit } = IDBTransaction.prototype;
  window.disk = {
    opens: true,
    full: false,
    reopened: 0,
    archived: 0,
    /** What was written: the names of the stores, and how sure it was to be. */
    writes: [],
    /** How often the browser was asked not to throw anything away. */
    asked: 0,
    /** Every connection that is open dies, with what is under way on it, as on iPads. */
    lose() {
      for (const database of opened) dead.add(database);
      opened.clear();
      for (const one of running) {
        try {
          one.abort();
        } catch {
          // It has just ended.
        }
      }
      this.reopened = 0;
    },
  };
  IDBFactory.prototype.open = function (name, version) {
    // An earlier version is refused later, by an event.
    const request = open.call(this, name, window.disk.opens ? version : 1);
    request.addEventListener("success", () => {
      opened.add(request.result);
      window.disk.reopened += 1;
    });
    return request;
  };
  IDBDatabase.prototype.transaction = function (...how) {
    if (dead.has(this)) throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
    const begun = transaction.apply(this, how);
    running.add(begun);
    for (const end of ["complete", "abort"]) begun.addEventListener(end, () => running.delete(begun));
    if (begun.mode === "readwrite") window.disk.writes.push([[...begun.objectStoreNames].join(), begun.durability]);
    if (begun.mode === "readwrite" && begun.objectStoreNames.contains("archive")) {
      begun.addEventListener("complete", () => (window.disk.archived += 1));
    }
    return begun;
  };
  const storage = globalThis.StorageManager?.prototype ?? {};
  const { persist } = storage;
  storage.persist = function () {
    window.disk.asked += 1;
    return persist.call(this);
  };
  // A full disk takes every request, and gives the whole back in the end.
  IDBTransaction.prototype.commit = function () {
    return window.disk.full && this.mode === "readwrite" ? this.abort() : commit.call(this);
  };
}

/** A page on such a device. */
export async function withDisk(room, address, options = {}) {
  const context = await room.context(options);
  await context.addInitScript(disk);
  return room.work(address, { context });
}

/** All connections of a page die. */
export const lose = (page) => page.evaluate(() => window.disk.lose());
export const reopened = (page) => until(() => page.evaluate(() => window.disk.reopened > 0), "the database is opened again", START);

/** How many changes the device keeps. */
export const kept = (page) =>
  page.evaluate(async () => {
    const open = indexedDB.open("posy");
    const database = await new Promise((done) => (open.onsuccess = () => done(open.result)));
    const request = database.transaction("journal").objectStore("journal").count();
    const count = await new Promise((done) => (request.onsuccess = () => done(request.result)));
    database.close();
    return count;
  });

/** What was fetched until now is on the device, and so is the app. */
export async function onDevice(page) {
  await page.evaluate(() => (window.disk.archived = 0));
  await until(() => page.evaluate(() => window.disk.archived > 1), "what was fetched is on the device", START);
  await until(() => page.evaluate(async () => Boolean((await (await caches.match("/builds"))?.json())?.good)), "the build is kept", START);
}

/** Waits until the replica is filled and on the device: nothing is asked for any more but what changed. */
export async function filled(page) {
  let last = Date.now();
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/") && !decodeURIComponent(request.url()).includes("filter[revision]")) last = Date.now();
  });
  await until(() => Date.now() - last > 3000, "the replica is filled", 120_000);
  // What was fetched last is written within five seconds.
  await page.waitForTimeout(6000);
}
