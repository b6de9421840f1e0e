// The database, if there is one, is opened while everything else is on its way; the app takes it over, or makes one.
const opening = new Promise((done) => {
  const request = indexedDB.open("posy");
  request.onupgradeneeded = () => request.transaction.abort();
  request.onerror = done;
  request.onsuccess = () => {
    request.result.onversionchange = () => request.result.close();
    done(request.result);
  };
}).catch(() => {});
globalThis.opened = () => delete globalThis.opened && opening;

// Before the first paint: the theme, size and language chosen on this device,
// so that nothing flashes. The app takes over from here (src/platform/settings.rs).
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("posy-theme");
  const density = localStorage.getItem("posy-density");
  const lang = localStorage.getItem("posy-lang");
  if (theme) root.dataset.theme = theme;
  if (density) root.dataset.density = density;
  root.lang = lang ?? (/^(ru|be|kk|ky)\b/.test(navigator.language) ? "ru" : "en");
} catch {
  // Without storage the system's theme and the page's language hold.
}

// What the app is called where it is installed, in the language of this device. Made here, because Chromium takes no
// notice of an address that changes, and looks for news of it when the page has been loaded.
const href = `/manifest${document.documentElement.lang === "ru" ? ".ru" : ""}.webmanifest`;
document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href }));

// A script of ours that fails before the app is up, boot.js too: the worker goes back to the build before (sw.js).
const guard = ({ target, filename }) => {
  if (target.localName !== "script" && !filename?.startsWith(location.origin)) return;
  navigator.serviceWorker?.controller?.postMessage({ down: document.documentElement.dataset.build });
};
addEventListener("error", guard, true);
addEventListener("posy-up", () => removeEventListener("error", guard, true));
