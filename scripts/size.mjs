// What the first load fetches, and what follows, in bytes after brotli, against
// the budgets. They stand in size-budget.json and nowhere else.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { join } from "node:path";

const BUDGET = JSON.parse(readFileSync(new URL("size-budget.json", import.meta.url)));
const folder = process.argv[2] ?? "dist";

// What the page names, and what boot.js loads: everything but what is for the
// home screen. The worker and what follows of the module (split.mjs) are fetched
// when the app is up; they are shown apart.
const isLater = (name) => name === "sw.js" || name.startsWith("posy-later-");
const parts = readdirSync(folder).filter((name) => /\.(html|js|css|wasm)$/.test(name) || name === "icon.svg").sort();
const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const line = (small, bytes, name) =>
  console.log(`${(small / 1000).toFixed(1).padStart(8)} kB  ${(bytes.length / 1000).toFixed(1).padStart(8)} kB raw  ${name}`);

let total = 0;
for (const name of parts.filter((name) => !isLater(name))) {
  const bytes = readFileSync(join(folder, name));
  const small = brotli(bytes);
  total += small;
  line(small, bytes, name.replace(/-[0-9a-f]{12,16}/, ""));
}
let all = total;
const judge = (bytes, what, budget) =>
  console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB ${what}, ${bytes <= budget ? "within" : "OVER"} the budget of ${budget / 1000} kB`);
judge(total, "at the first visit", BUDGET.first);
for (const name of parts.filter(isLater)) {
  const bytes = readFileSync(join(folder, name));
  const small = brotli(bytes);
  all += small;
  line(small, bytes, `${name.replace(/-[0-9a-f]{12,16}/, "")}, after the start`);
}
judge(all, "with what follows", BUDGET.all);
process.exitCode = total <= BUDGET.first && all <= BUDGET.all ? 0 : 1;
