// Brings new versions of the app, and never interrupts for one. Says `posy-update` on the window when a version waits,
// or another tab has gone over to it; takes it when the app answers `posy-update-now`. `posy-forget` removes pictures.
const [SOON, OFTEN, HOURLY] = [3000, 300_000, 3_600_000];
const workers = navigator.serviceWorker;
const offer = () => dispatchEvent(new Event("posy-update"));

addEventListener("posy-forget", () => caches.delete("posy-pictures"));

/** `had` is the worker whose files this page has, if there is one. */
export async function begin(had) {
  const registration = await workers.register("/sw.js", { updateViaCache: "none" });
  let mine = had ?? workers.controller;
  let left = mine !== workers.controller;

  workers.addEventListener("controllerchange", () => {
    // Another tab took the new version; this one goes on with its own files. The first worker of all replaces none.
    left = Boolean(mine);
    mine = workers.controller;
    if (left) offer();
  });

  addEventListener("posy-update-now", () => {
    const { waiting } = registration;
    const asked = Date.now();
    // What comes late, because the worker before had something to finish, could meet a task that was begun since.
    waiting?.addEventListener("statechange", () => {
      if (waiting.state === "activated" && Date.now() - asked < SOON) location.reload();
    });
    if (waiting) waiting.postMessage({ go: true });
    else if (left) location.reload();
  });

  const follow = (worker) =>
    worker?.addEventListener("statechange", () => worker.state === "installed" && registration.active && offer());
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  if (left || registration.waiting) offer();

  let looked = Date.now();
  function look() {
    if (document.hidden || Date.now() - looked < OFTEN) return;
    looked = Date.now();
    // Without a network there is no news.
    registration.update().catch(() => {});
  }
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  setInterval(look, HOURLY);
}
