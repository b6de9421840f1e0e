// How long one keystroke takes in a search over 100,000 customers, 20,000 items and 50,000 orders, natively and in
// Chromium, what building it takes, and its memory. Prints a table, with --json one line of JSON; asserts nothing.
//   node tests/bench/search.mjs [--json]
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "../e2e/harness.mjs";

const ROUNDS = 5;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const binary = execFileSync("bash", [here("search/build.sh")], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim().split("\n").at(-1);
const native = JSON.parse(execFileSync(binary, { encoding: "utf8", maxBuffer: 1 << 26 }));
const chromium = await inChromium();

/** The benchmark's page, in a browser of its own. */
async function inChromium() {
  const server = createServer(async (request, response) => {
    // Isolated, so that the clock counts in 5 µs instead of 100.
    const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    const name = request.url.slice(1);
    const types = { js: "text/javascript", wasm: "application/wasm" };
    const type = types[name.split(".").at(-1)];
    const body = type && (await readFile(here(`../../.build/search/${name.replaceAll("/", "")}`)).catch(() => undefined));
    response.writeHead(200, { "Content-Type": type ?? "text/html", ...isolated });
    response.end(body ?? "<!doctype html><title>Search</title>");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(measure, ROUNDS);
  } finally {
    await browser.close();
    server.close();
  }
}

/** Runs in the page; the counterpart of search/src/main.rs. */
async function measure(rounds) {
  const bench = await import("/posy_search_bench.js");
  // `default` loads the module.
  const { memory } = await bench.default();
  const times = {};
  const timed = (work) => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  const note = (name, ms) => (times[name] ??= []).push(ms);
  const empty = memory.buffer.byteLength;
  bench.fill();
  const grown = memory.buffer.byteLength - empty;
  for (let round = 0; round < rounds; round++) {
    const making = timed(bench.imagine);
    note("building all", timed(bench.fill) - making);
  }
  const kinds = bench.prepare();
  for (let round = 0; round < rounds; round++) {
    for (const [number, kind] of kinds.entries()) {
      note(kind, timed(() => bench.press(number)));
      // Now and then the browser does what else it has to do.
      if (number % 50 === 0) await new Promise((done) => setTimeout(done));
    }
  }
  bench.plan();
  for (let round = 0; round < rounds; round++) note("a thousand changes", timed(bench.change));
  return { bytes: [...bench.bytes()], grown, times };
}

/** Median and 95th percentile. */
function figures(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return [at(0.5), at(0.95)].map((ms) => Math.round(ms * 100) / 100);
}

/** The highest of the keystrokes' own medians: every list holds the same keystrokes once a round. */
function slowest(times) {
  const medians = kinds.flatMap((kind) => {
    const count = times[kind].length / ROUNDS;
    return Array.from({ length: count }, (_, key) => figures(times[kind].filter((_, place) => place % count === key))[0]);
  });
  return Math.max(...medians);
}

const OTHERS = ["building all", "a thousand changes"];
const kinds = Object.keys(chromium.times).filter((name) => !OTHERS.includes(name));
const all = ({ times }) => kinds.flatMap((kind) => times[kind]);
const row = (name, ours, theirs) => ({ name, native: figures(ours), chromium: figures(theirs) });
const rows = [
  row("search: a keystroke", all(native), all(chromium)),
  ...kinds.map((kind) => row(`search: ${kind}`, native.times[kind], chromium.times[kind])),
  ...OTHERS.map((name) => row(`search: ${name}`, native.times[name], chromium.times[name])),
];
const [customers, items, orders] = chromium.bytes;
const bytes = { customers, items, orders, all: customers + items + orders, native: native.bytes.reduce((a, b) => a + b), grown: chromium.grown };
const worst = { native: slowest(native.times), chromium: slowest(chromium.times) };

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ unit: "ms", rows, slowest: worst, bytes }));
} else {
  console.log("name | native median | native 95 % | Chromium median | Chromium 95 %");
  for (const { name, native, chromium } of rows) {
    console.log([name, ...[...native, ...chromium].map((ms) => `${ms.toFixed(2)} ms`)].join(" | "));
  }
  console.log(`The slowest keystroke: ${worst.native.toFixed(2)} ms natively, ${worst.chromium.toFixed(2)} ms in Chromium`);
  const mb = (count) => `${(count / 1e6).toFixed(1)} MB`;
  console.log(`In memory: ${mb(bytes.all)} (customers ${mb(customers)}, items ${mb(items)}, orders ${mb(orders)}); the module's memory grew by ${mb(bytes.grown)}`);
}
