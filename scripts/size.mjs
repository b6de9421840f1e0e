// What the first load fetches, in bytes after brotli, against the budget. The
// budget stands here and nowhere else.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { join } from "node:path";

const BUDGET = JSON.parse(readFileSync(new URL("size-budget.json", import.meta.url)));
const folder = process.argv[2] ?? "dist";

// What the page names, and what boot.js loads: everything but what is for the
// home screen. The worker is fetched when the app is up; it is shown apart.
const LATER = ["sw.js"];
const firstLoad = readdirSync(folder).filter(
  (name) => (/\.(html|js|css|wasm)$/.test(name) || name === "icon.svg") && !LATER.includes(name),
);
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const line = (small, bytes, name) =>
  console.log(`${(small / 1000).toFixed(1).padStart(8)} kB  ${(bytes.length / 1000).toFixed(1).padStart(8)} kB raw  ${name}`);

let total = 0;
for (const name of firstLoad.sort()) {
  const bytes = readFileSync(join(folder, name));
  const small = brotli(bytes);
  total += small;
  line(small, bytes, name.replace(/-[0-9a-f]{12,16}/, ""));
}
const verdict = total <= BUDGET.bytes ? "within" : "OVER";
console.log(`${(total / 1000).toFixed(1).padStart(8)} kB in all, ${verdict} the budget of ${BUDGET.bytes / 1000} kB`);
for (const name of LATER) {
  const bytes = readFileSync(join(folder, name));
  line(brotli(bytes), bytes, `${name}, after the start`);
}
process.exitCode = total <= BUDGET.bytes ? 0 : 1;
