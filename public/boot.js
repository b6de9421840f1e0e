// Starts the app: loads the module named by this script's element, and tells the
// worker whether it came up. When it fails, or stops later, the page says so in
// plain words instead of staying blank. This is all there is then: the app's own
// code cannot be trusted any more, and it gives no reason (scripts/flags.sh).
const { build } = document.documentElement.dataset;
const { js, wasm, later } = document.querySelector("script[data-wasm]").dataset;

const words = {
  en: {
    start: ["Posy could not start", "The app could not be loaded. Check the connection and try again."],
    stop: [
      "Posy has stopped",
      "Something went wrong in the app itself. Nothing that was entered is lost. Work goes on when the page is loaded again.",
    ],
    again: "Load again",
  },
  ru: {
    start: ["Posy не запустилась", "Приложение не удалось загрузить. Проверьте связь и попробуйте снова."],
    stop: [
      "Posy остановилась",
      "В самом приложении произошла ошибка. Всё, что было введено, сохранено. Загрузите страницу снова, чтобы продолжить.",
    ],
    again: "Загрузить снова",
  },
};

function show(what, place) {
  const said = words[document.documentElement.lang] ?? words.en;
  const [title, text] = said[what];
  const panel = document.createElement("div");
  panel.className = "empty";
  panel.setAttribute("role", "alert");
  for (const [name, className, content] of [
    ["h1", "empty__title", title],
    ["p", "empty__text", text],
    ["button", "button button--primary", said.again],
  ]) {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = content;
    if (name === "button") element.addEventListener("click", () => location.reload());
    panel.append(element);
  }
  place.replaceChildren(panel);
}

let up = false;
let stopped = false;
// Whose files this page has: another tab may go over to a new version before updates.js is here.
const worker = navigator.serviceWorker?.controller;

// A build that throws before it is up is given up for the one before, if there is one.
const down = () => up || navigator.serviceWorker?.controller?.postMessage({ down: build });

/** Loads the page again after a second, but once a minute at most: what stops at once again has to be seen. */
function comeBack() {
  try {
    const before = Number(sessionStorage.getItem("posy-stopped"));
    sessionStorage.setItem("posy-stopped", Date.now());
    if (Date.now() - before > 60_000) setTimeout(() => location.reload(), 1000);
  } catch {
    // Without storage nobody could count: the button is there.
  }
}

// The app runs into a trap of WebAssembly where it would otherwise go on with
// what cannot be: show that, and let nothing of it run again.
function stop(error) {
  if (stopped || !(error instanceof WebAssembly.RuntimeError)) return;
  stopped = true;
  console.error("Posy stopped", error);
  const main = document.createElement("main");
  show("stop", main);
  document.body.replaceChildren(main);
  for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) {
    clearTimeout(timer);
    clearInterval(timer);
  }
  // Answers on their way may still wake something: it gets no further.
  globalThis.fetch = () => new Promise(() => {});
  down();
  comeBack();
}

addEventListener("error", (event) => stop(event.error));
addEventListener("unhandledrejection", (event) => stop(event.reason));
// What the app would ask before it is left, it cannot ask any more.
addEventListener("beforeunload", (event) => stopped && event.stopImmediatePropagation(), true);

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Waits until the outlines have gone, and what stands in their place has had time to be painted: until then all else
 *  is in its way. */
async function seen() {
  while (document.getElementById("start")) await pause(50);
  await pause(100);
}

addEventListener("posy-up", async () => {
  await Promise.race([seen(), pause(1000)]);
  up = true;
  if (!build || !navigator.serviceWorker) return;
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ up: build }));
  // Without the worker the app works, only not without a network.
  import("/updates.js").then(({ begin }) => begin(worker)).catch(() => {});
}, { once: true });

/** Puts what follows of the module into its places in the first part (scripts/split.mjs). */
function link(first, module) {
  if (first.later.value) return;
  new WebAssembly.Instance(module, { a: first });
  first.later.value = 1;
}

/** What follows is needed before it is there: the app stands until it is. */
function need(first) {
  try {
    const request = new XMLHttpRequest();
    request.open("GET", later, false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    link(first, new WebAssembly.Module(Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0))));
  } catch (error) {
    throw new WebAssembly.RuntimeError(error.message);
  }
}

// The module is compiled while the page is still being read.
const read = new Promise((done) => {
  if (document.readyState !== "loading") return done();
  addEventListener("DOMContentLoaded", done, { once: true });
});

try {
  const [glue, module] = await Promise.all([import(js), WebAssembly.compileStreaming(fetch(wasm)), read]);
  if (later) glue.later.need = need;
  const first = await glue.default({ module_or_path: module });
  // Where this fails, what is needed is asked for again.
  if (later) seen().then(() => WebAssembly.compileStreaming(fetch(later))).then((module) => link(first, module)).catch(() => {});
} catch (error) {
  stop(error);
  await read;
  const place = document.querySelector("#start main") ?? document.body;
  if (!stopped) {
    console.error(error);
    place.removeAttribute("aria-busy");
    show("start", place);
    down();
  }
}
