// Runs all specs, or those whose names hold one of the words given, one after the other against one shop; the last line counts.
import { readdirSync } from "node:fs";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { startShop } from "./shop.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);
const named = (file) => wanted.length === 0 || wanted.some((word) => file.includes(word));
const files = readdirSync(folder).filter((file) => file.endsWith(".spec.mjs") && named(file)).sort();
if (files.length === 0) throw new Error(`No spec is called ${wanted.join(" or ")}.`);

const shop = await startShop();
process.env.POSY_E2E_SHARED = JSON.stringify({ url: shop.url, control: shop.control, log: shop.log });

let [passed, failed] = [0, 0];
const stream = run({ files: files.map((file) => folder + file), concurrency: 1 });
// A file counts itself as a test around its tests; only what it holds is counted, or the file when it broke.
const isFile = (event) => files.some((file) => event.name.endsWith(file));
stream.on("test:pass", (event) => (isFile(event) ? 0 : (passed += 1)));
stream.on("test:fail", (event) => {
  const onlyChildren = isFile(event) && event.details.error?.failureType === "subtestsFailed";
  if (!onlyChildren) failed += 1;
});
const printed = stream.compose(new Spec());
printed.pipe(process.stdout, { end: false });
await new Promise((done) => printed.once("end", done));
await shop.stop();
console.log(`e2e: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
