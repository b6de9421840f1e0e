// Runs every benchmark and prints their figures as one table: medians, and the 95th percentile (or the slowest) beside them.
//   make bench
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = async (name) => {
  process.stderr.write(`${name} …\n`);
  const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--json"], { maxBuffer: 1 << 26 });
  const figures = stdout.trim().split("\n").findLast((line) => line.startsWith("{"));
  // Not lost where a later one fails.
  process.stderr.write(`${figures}\n`);
  return JSON.parse(figures);
};

const ms = (value) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
const seconds = (value) => `${value.toFixed(1)} s`;
const mb = (value) => `${value.toFixed(1)} MB`;
const table = [];
const add = (what, median, other = "") => table.push([what, median, other]);

// One after the other: they would disturb each other.
const search = await run("search");
for (const { name, native, chromium } of search.rows) {
  add(`${name}, natively`, ms(native[0]), ms(native[1]));
  add(`${name}, in Chromium`, ms(chromium[0]), ms(chromium[1]));
}
add("search: memory of the indexes", mb(search.bytes.all / 1e6));
const start = await run("start");
for (const { orders, customers, items, first, filled, device, start: median, slowest, cold, back, memory, all } of start.rows) {
  const shop = `${orders.toLocaleString("en")} orders, ${customers.toLocaleString("en")} customers, ${items.toLocaleString("en")} items`;
  add(`warm start: board usable (${shop})`, ms(median), `${ms(slowest)} (slowest)`);
  add(`first start of a browser just started: board usable (${shop})`, ms(cold));
  add(`after a failure: board usable again (${shop})`, ms(back));
  add(`first fill: board usable (${shop})`, seconds(first.median), `${seconds(first.slowest)} (slowest)`);
  add(`first fill: everything here (${shop})`, seconds(filled.median), `${seconds(filled.slowest)} (slowest)`);
  add(`on the device (${shop})`, mb(device));
  add(`memory after a warm start (${shop})`, mb(all), `${mb(memory)} more than empty`);
}
const drain = await run("drain");
add(`${drain.commands} commands sent after a day without a network`, seconds(drain.median), `${seconds(drain.slowest)} (slowest)`);
const scroll = await run("scroll");
for (const { rate, speed, frame, work } of scroll.rows) {
  add(`scrolling, ${speed}, processor slowed down ${rate} times: a frame`, ms(frame[0]), ms(frame[1]));
  add(`scrolling, ${speed}, processor slowed down ${rate} times: work of a frame`, ms(work[0]), ms(work[1]));
}

const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column].length), 6));
const line = (cells) => cells.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("  ");
console.log(line(["what", "median", "95 %"]));
for (const row of table) console.log(line(row));
