// How long a device that was without a network takes to send a long queue. Prints a line, with --json one of JSON; asserts nothing.
//   POSY_SHOP=…/posy-shop POSY_SITE=dist node tests/bench/drain.mjs [--json]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Room, startShop } from "../e2e/harness.mjs";
import { COMMANDS, drain, queue } from "../e2e/queue.mjs";

const ROUNDS = 5;
const times = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const shop = await startShop({});
  const room = new Room(undefined, shop);
  const folder = mkdtempSync(join(tmpdir(), "posy-drain-"));
  const { page } = await queue(room, { context: await room.context({ folder }) });
  times.push(await drain(page));
  await room.close();
  await shop.stop();
  rmSync(folder, { recursive: true, force: true });
}
times.sort((a, b) => a - b);
const figures = { commands: COMMANDS, median: times[Math.floor(ROUNDS / 2)], slowest: times.at(-1) };
console.log(process.argv.includes("--json") ? JSON.stringify(figures) : `${COMMANDS} commands are sent in ${figures.median} s (median of ${ROUNDS}), the slowest in ${figures.slowest} s`);
