// The reference shop as the tests see it: its process, its journal, its control port, its API.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starting anything: the shop compresses the app at its first request, which takes long for an unoptimised build. */
export const START = 120_000;
/** Waiting for something that is on its way. */
export const WAIT = 15_000;
/** The zone of every store of the demo shop. */
export const ZONE = "Europe/Moscow";

const FAULTS = { latency: 0, fail_rate: 0, drop_answers: 0, token_seconds: 3600, down: false };

/** Asks until the answer is truthy; says what was missing when it never is. */
export async function until(check, what, timeout = WAIT) {
  const end = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      last = await check();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}, within ${timeout} ms; last seen: ${last?.message ?? JSON.stringify(last)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Today, or another day counted from it, by the shop's clock: "2026-11-24". */
export function shopDay(offset = 0) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(new Date(Date.now() + offset * 86_400_000));
}

/** The first and the last second of a day of the shop, as the API takes them. */
export const dayBounds = (from, to = from) => ({
  "filter[dueTime][from]": `${from}T00:00:00+03:00`,
  "filter[dueTime][to]": `${to}T23:59:59+03:00`,
});

/** However this process ends, its shops end with it. */
const running = new Set();
process.once("exit", () => running.forEach((child) => child.kill()));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

/** Starts a shop of one's own; ends with `stop()`. Without `POSY_SHOP` and `POSY_SITE` there is nothing to start.
 *  With `site` it serves another folder, such as a changed copy of the built app; `data` are flags for its data. */
export async function startShop({ site = process.env.POSY_SITE, data = [] } = {}) {
  const { POSY_SHOP: binary } = process.env;
  if (!binary || !site) throw new Error("Set POSY_SHOP to the posy-shop binary and POSY_SITE to the folder of the built app.");
  if (!existsSync(join(site, "index.html"))) throw new Error(`No built app in ${site}.`);
  const folder = mkdtempSync(join(tmpdir(), "posy-e2e-"));
  const log = join(folder, "journal.jsonl");
  closeSync(openSync(log, "a"));
  const flags = ["--port", "0", "--control-port", "0", "--site", site, "--log", log, ...data];
  const child = spawn(binary, flags, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => child.once("exit", done));
  running.add(child);
  const line = await new Promise((done, failed) => {
    let out = "";
    child.stdout.on("data", (part) => (out += part).includes("\n") && done(out.split("\n")[0]));
    child.once("error", failed);
    ended.then((code) => failed(new Error(`The shop ended with ${code} before it answered.`)));
  });
  const { url, control } = JSON.parse(line);
  const shop = new Shop({ url, control, log });
  // Nobody answers any more; the journal can still be read.
  shop.end = async () => {
    child.kill("SIGTERM");
    await ended;
    running.delete(child);
  };
  shop.stop = async () => {
    await shop.end();
    keepForTheMeter(log);
    rmSync(folder, { recursive: true, force: true });
  };
  await shop.warmUp();
  return shop;
}

/** Adds what pages asked for to the journal that the meter counts, where one is kept. */
function keepForTheMeter(log) {
  const { POSY_METER: folder } = process.env;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const lines = readFileSync(log, "utf8").split("\n").filter((line) => line.includes('"browser":true'));
  appendFileSync(join(folder, "browser.jsonl"), lines.map((line) => `${line}\n`).join(""));
}

/** The shop that the whole run shares, or one of this file's own. */
export async function openShop() {
  const shared = process.env.POSY_E2E_SHARED;
  if (!shared) return startShop();
  const shop = new Shop(JSON.parse(shared));
  shop.stop = async () => {};
  return shop;
}

/** A running shop. */
export class Shop {
  constructor({ url, control, log }) {
    Object.assign(this, { url, control, log, tokens: {} });
  }

  /** Has every file of the app compressed, so that no test waits for it. */
  async warmUp() {
    const page = await (await fetch(this.url, { headers: { accept: "text/html" } })).text();
    const files = [...page.matchAll(/["'](\/?[\w./-]+\.(?:wasm|js|css|svg))["']/g)].map((found) => found[1]);
    for (const file of new Set(files)) {
      await fetch(new URL(file, this.url), { signal: AbortSignal.timeout(START) }).then((answer) => answer.arrayBuffer());
    }
  }

  // --- The control port -------------------------------------------------------

  /** Sets faults: latency, fail_rate, drop_answers, token_seconds, down. */
  async faults(changes) {
    const answer = await fetch(this.control, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(changes),
    });
    if (!answer.ok) throw new Error(`The control port answered ${answer.status}.`);
  }

  async heal() {
    await this.faults(FAULTS);
  }

  /** Kills all refresh tokens. */
  async expireRefresh() {
    await fetch(new URL("/expire-refresh", this.control), { method: "POST" });
  }

  // --- The journal --------------------------------------------------------------

  /** A place in the journal, for `since`. */
  mark() {
    return statSync(this.log).size;
  }

  /** What was written since: requests with `op`, `method`, `path`, `parameters`, `status`, and `{csp}`. */
  since(mark) {
    const size = statSync(this.log).size;
    const bytes = Buffer.alloc(size - mark);
    const file = openSync(this.log, "r");
    readSync(file, bytes, 0, bytes.length, mark);
    closeSync(file);
    const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1).toString();
    return whole.split("\n").filter(Boolean).map((text) => JSON.parse(text));
  }

  // --- The API, behind the app's back ---------------------------------------------

  async token(login) {
    const body = { data: { type: "sessions", attributes: { username: login, password: "demo" } } };
    const answer = await this.send("POST", "sessions", body);
    this.tokens[login] = answer.data.attributes.accessToken;
  }

  async send(method, path, body, bearer) {
    const headers = { "content-type": "application/vnd.api+json", accept: "application/vnd.api+json" };
    if (bearer) headers.authorization = `Bearer ${bearer}`;
    const answer = await fetch(`${this.url}/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await answer.text();
    if (answer.status === 401 && bearer) return null;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async call(method, path, { params = {}, body, login = "manager" } = {}) {
    const query = new URLSearchParams(params).toString();
    const whole = query ? `${path}?${query}` : path;
    if (!this.tokens[login]) await this.token(login);
    const answer = await this.send(method, whole, body, this.tokens[login]);
    if (answer) return answer;
    await this.token(login);
    return this.send(method, whole, body, this.tokens[login]);
  }

  get(path, params) {
    return this.call("GET", path, { params });
  }

  /** Every row of a list, over all pages. */
  async all(path, params = {}) {
    const rows = [];
    for (let page = 1; ; page += 1) {
      const answer = await this.get(path, { ...params, "page[number]": page, "page[size]": 100 });
      rows.push(...answer.data);
      if (answer.data.length < 100) return rows;
    }
  }

  /** An order as the server has it, with everything around it. */
  async order(id, include = "lines,lines.bouquet,payments,history,tags,florist,courier,customer,store") {
    return this.get(`orders/${id}`, { include });
  }

  async change(id, attributes, relationships = {}) {
    return this.call("PATCH", `orders/${id}`, { body: { data: { type: "orders", id, attributes, relationships } } });
  }

  /** A new order due today, unless told otherwise: a test that moves orders makes its own. */
  async make(attributes = {}, relationships = {}) {
    this.store ??= (await this.get("stores")).data[0];
    const id = randomUUID();
    const docNo = `T${id.slice(0, 8).toUpperCase()}`;
    const data = {
      type: "orders",
      id,
      attributes: { docNo, status: "new", dueTime: `${shopDay()}T20:00:00+03:00`, delivery: false, budget: 1000, ...attributes },
      relationships: { store: { data: { type: "stores", id: this.store.id } }, ...relationships },
    };
    const made = await this.call("POST", "orders", { body: { data } });
    return { id, number: made.data.attributes.docNo, revision: made.data.attributes.revision };
  }
}
