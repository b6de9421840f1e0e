// The app's worker: keeps the files of each build apart, answers every page from the build that is known to work, and
// keeps product pictures within a bound. The API never passes through it. scripts/precache.mjs writes `self.posy`, the
// build and its files with the hashes of their contents, before this.
const { build, files } = self.posy ?? {};

/** A build has this long to come up, a page to be made, its first picture to be painted, a picture to be asked for again
 *  (ms); the bound of pictures. */
const LIMITS = { patience: 20_000, making: 3000, paint: 1000, fresh: 86_400_000, pictures: 400, bytes: 40_000_000 };
const BUILDS = "posy-build-";
const PICTURES = "posy-pictures";
/** What the server answers beside the app. */
const BESIDE = /^\/(api|media|csp-report)(\/|$)/;

const pause = (time) => new Promise((done) => setTimeout(done, time));
const kept = (path, name) => caches.match(path, { cacheName: BUILDS + name, ignoreVary: true });

// --- What is known of builds: the last one that came up, those that did not, and which page runs which -------------

let memory;
const recall = () => (memory ??= read("/builds", "posy-state", { good: null, bad: [], failures: 0, pages: {} }));

async function read(path, cacheName, otherwise) {
  const found = await caches.match(path, { cacheName }).catch(() => null);
  return (await found?.json().catch(() => null)) ?? otherwise;
}

async function remember(state) {
  // A worker whose time is over must not write over what its successor knows.
  if (self.serviceWorker?.state === "redundant") return;
  await (await caches.open("posy-state")).put("/builds", Response.json(state));
}

const proven = (state) => !state.good || state.good === build;

/** A page that said nothing for long weighs as much as two that went early: those may have been closed on purpose. */
function failed(state, weight) {
  state.failures += weight;
  if (state.failures >= 4) condemn(state);
}

function condemn(state) {
  if (!proven(state) && !state.bad.includes(build)) state.bad = [...state.bad.slice(-9), build];
}

/** Forgets pages that are gone; one that went before it came up weighs against this build. */
async function look(state) {
  const there = new Set((await clients.matchAll({ type: "window", includeUncontrolled: true })).map((page) => page.id));
  for (const [id, page] of Object.entries(state.pages)) {
    // A page that is only just being made is not among those there are.
    if (there.has(id) || (!page.up && Date.now() - page.since < LIMITS.making)) continue;
    delete state.pages[id];
    if (page.build === build && !page.up) failed(state, 1);
  }
}

/** Removes builds that no page runs any more; not while another one is on its way, which nobody runs yet. */
async function clean(state) {
  const used = new Set([build, state.good, ...Object.values(state.pages).map((page) => page.build)]);
  for (const name of await caches.keys()) {
    if (!name.startsWith(BUILDS) || used.has(name.slice(BUILDS.length))) continue;
    if (!registration.installing && !registration.waiting) await caches.delete(name);
  }
}

// --- A new build: complete or not at all; it waits until a page asks for it, or no page is open --------------------

async function is(answer, hash) {
  if (!answer?.ok) return false;
  const digest = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(digest))) === hash;
}

async function bring(path, hash) {
  for (const name of await caches.keys()) {
    const here = name.startsWith(BUILDS) && (await kept(path, name.slice(BUILDS.length)));
    if (await is(here, hash)) return here;
  }
  for (const cache of ["no-cache", "reload"]) {
    const answer = await fetch(path, { cache });
    if (await is(answer, hash)) return answer;
  }
  throw new Error(`${path} is not the one of this build.`);
}

addEventListener("install", (event) => {
  const all = async () => {
    const cache = await caches.open(BUILDS + build);
    await Promise.all(Object.entries(files).map(async ([path, hash]) => cache.put(path, await bring(path, hash))));
  };
  event.waitUntil(all());
});

addEventListener("activate", (event) => {
  const begin = async () => {
    const state = await recall();
    state.failures = 0;
    // The first worker of all takes the page that brought it; later ones find theirs.
    if (!state.good) await clients.claim();
    await remember(state);
    await clean(state);
  };
  event.waitUntil(begin());
});

addEventListener("message", (event) => {
  const { data, source } = event;
  const hear = async () => {
    if (data.go) return skipWaiting();
    const state = await recall();
    watched.get(source.id)?.();
    if (data.up) {
      state.pages[source.id] = { build: data.up, since: Date.now(), up: true };
      if (data.up === build) Object.assign(state, { good: build, failures: 0 });
      await look(state);
      await remember(state);
      return clean(state);
    }
    if (data.down === build && !proven(state) && !state.bad.includes(build)) {
      condemn(state);
      delete state.pages[source.id];
      await remember(state);
      await source.navigate(source.url).catch(() => {});
    }
  };
  event.waitUntil(hear());
});

// --- What pages ask for ---------------------------------------------------------------------------------------------

async function page(event) {
  const state = await recall();
  // With a build that is known to work nothing but the page is in a hurry.
  const sure = state.good === build;
  if (!sure) await look(state);
  const chosen = state.bad.includes(build) ? state.good : build;
  const answer = await kept("/", chosen);
  if (!answer) return fetch(event.request);
  state.pages[event.resultingClientId] = { build: chosen, since: Date.now() };
  // Until that is written down no other worker takes over, which would not know of this page.
  event.waitUntil(pause(sure ? LIMITS.paint : 0).then(() => remember(state)).then(() => clean(state)));
  if (chosen === build && !proven(state)) event.waitUntil(watch(event.resultingClientId));
  return answer;
}

const watched = new Map();

/** Opens a page again that did not come up in time: the second time from the last build that did. */
async function watch(id) {
  // Not longer than needed: a worker that waits cannot be replaced.
  await new Promise((wake) => {
    watched.set(id, wake);
    setTimeout(wake, LIMITS.patience);
  });
  watched.delete(id);
  const [state, there] = [await recall(), await clients.get(id)];
  // A page nobody looks at may be held up by the browser.
  if (proven(state) || !state.pages[id] || state.pages[id].up || there?.visibilityState !== "visible") return;
  delete state.pages[id];
  failed(state, 2);
  await remember(state);
  await there.navigate(there.url).catch(() => {});
}

async function file(event, path) {
  const state = await recall();
  const answer = await kept(path, state.pages[event.clientId]?.build ?? build);
  if (answer) return answer;
  return event.request.destination === "image" ? picture(event) : fetch(event.request);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  const named = /\.[^/]*$/.test(pathname);
  if (request.mode !== "navigate") event.respondWith(file(event, pathname));
  else if (!named && !BESIDE.test(pathname)) event.respondWith(page(event).catch(() => fetch(request)));
});

// --- Pictures: at once where they are kept, asked for again behind; the longest unused go first --------------------

async function picture(event) {
  const { request } = event;
  const here = await caches.match(request, { cacheName: PICTURES, ignoreVary: true });
  if (here && Date.now() - Date.parse(here.headers.get("date")) < LIMITS.fresh) {
    event.waitUntil(use(request.url));
    return here;
  }
  let copy;
  // The browser's own store of files cannot be made to forget.
  const asked = fetch(request, { cache: "no-store" }).then((answer) => {
    copy = answer.ok && answer.clone();
    return answer;
  });
  const keep = async () => {
    await asked;
    if (!copy) return;
    const { headers } = copy;
    const content = await copy.blob();
    await (await caches.open(PICTURES)).put(request, new Response(content, { headers }));
    await use(request.url, content.size);
  };
  // Without a network, or without room, there is nothing to keep.
  event.waitUntil(keep().catch(() => {}));
  return here ?? asked;
}

let used = {};
let counting;

/** Notes that a picture was shown; the count is made for all of a moment at once. */
function use(url, bytes = used[url]?.bytes) {
  used[url] = { at: Date.now(), bytes };
  return (counting ??= new Promise((wake) => setTimeout(wake, 1000)).then(count).finally(() => (counting = null)));
}

async function count() {
  const seen = used;
  used = {};
  // Forgotten meanwhile: nothing to count.
  if (!(await caches.has(PICTURES))) return;
  const cache = await caches.open(PICTURES);
  const known = await read("/pictures", PICTURES, {});
  const all = [];
  for (const request of await cache.keys()) {
    const { url } = request;
    if (new URL(url).pathname === "/pictures") continue;
    const size = async () => (await (await cache.match(request, { ignoreVary: true }))?.blob())?.size ?? 0;
    const bytes = seen[url]?.bytes ?? known[url]?.bytes ?? (await size());
    all.push({ url, bytes, at: (seen[url] ?? known[url])?.at ?? 0 });
  }
  all.sort((one, other) => other.at - one.at);
  let room = LIMITS.bytes;
  const rest = {};
  for (const [place, { url, bytes, at }] of all.entries()) {
    room -= bytes;
    if (place < LIMITS.pictures && room >= 0) rest[url] = { bytes, at };
    else await cache.delete(url, { ignoreVary: true });
  }
  await cache.put("/pictures", Response.json(rest));
}
