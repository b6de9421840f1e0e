// How smoothly a board of six thousand orders scrolls: the time from frame to frame while one column is scrolled,
// by a steady hand, with the processor slowed down as on a tablet, once the device has the whole shop. Prints medians
// of three runs after one that does not count, with --json one line of JSON; asserts nothing.
//   POSY_SHOP=…/posy-shop POSY_SITE=dist node tests/bench/scroll.mjs [--json]
import { filled } from "../e2e/disk.mjs";
import { launch, Room, startShop, until } from "../e2e/harness.mjs";

/** A flick of a finger, and a scroll bar that is pulled. */
const SPEEDS = { flick: 40, pull: 400 };
/** How much the processor is slowed down. A pull on a slow one leaves no time between frames in which to measure. */
const RUNS = [[1, "flick"], [1, "pull"], [4, "flick"]];
const REPEATS = 3;
const FRAMES = 180;
/** Each run ends in this time, in milliseconds, however slow the machine. */
const SLOWEST = 300_000;
const json = process.argv.includes("--json");
const rows = [];

const shop = await startShop();
const browser = await launch();
const room = new Room(browser, shop);
const page = await room.work("/orders?due=any", { device: "tablet" });
await until(async () => Number((await page.locator(".page__count").innerText()).match(/[\d,]+/)[0].replaceAll(",", "")) >= 5900, "all are here", 60_000);
// A first fill goes on beside it, once in the life of a device.
await filled(page);
const session = await page.context().newCDPSession(page);

/** The times between frames, in milliseconds, and how long scripts kept the page busy in each. */
const run = (speed) =>
  page.locator(".board__column[data-status=done] .board__scroll").evaluate(
    (column, [speed, frames]) =>
      new Promise((done) => {
        column.scrollTop = 0;
        const times = [];
        const busy = [];
        let before = performance.now();
        const step = (now) => {
          times.push(now - before);
          before = now;
          const start = performance.now();
          column.scrollTop += speed;
          // What the scroll event sets going runs before the next paint.
          setTimeout(() => busy.push(performance.now() - start));
          if (times.length < frames) requestAnimationFrame(step);
          else done({ times: times.slice(5), busy: busy.slice(5) });
        };
        requestAnimationFrame(step);
      }),
    [speed, FRAMES],
    { timeout: SLOWEST },
  );

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
if (!json) console.log("slowdown  speed  frame median  frame 95 %  work median  work 95 %  frames over 20 ms");
for (const [rate, name] of RUNS) {
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  // What runs for the first time is compiled on the way.
  await run(SPEEDS[name]);
  const times = [];
  const busy = [];
  for (let i = 0; i < REPEATS; i++) {
    const measured = await run(SPEEDS[name]);
    times.push(...measured.times);
    busy.push(...measured.busy);
  }
  const [frames, work] = [times.toSorted((a, b) => a - b), busy.toSorted((a, b) => a - b)];
  const late = times.filter((time) => time > 20).length;
  const figures = [at(frames, 0.5), at(frames, 0.95), at(work, 0.5), at(work, 0.95)].map((ms) => `${ms.toFixed(1)} ms`.padStart(11));
  rows.push({ rate, speed: name, frame: [at(frames, 0.5), at(frames, 0.95)], work: [at(work, 0.5), at(work, 0.95)] });
  if (!json) console.log(`${String(rate).padStart(7)}x  ${name.padEnd(5)} ${figures.join(" ")}  ${late} of ${times.length}`);
}
if (json) console.log(JSON.stringify({ rows }));
await browser.close();
await shop.stop();
