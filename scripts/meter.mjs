// Counts how much of the API the last test run used: the contract tests, which
// have to use all of it, and the pages of the end-to-end tests, which are only
// counted for now. Only what the shop carried out counts. Reads the journals in
// .build/meter; fails when the contract tests leave anything out.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../.build/meter/", import.meta.url));
const declared = join(folder, "operations.json");
if (!existsSync(declared)) {
  console.error("There is no run to count yet: make test.");
  process.exit(1);
}

/** Number of each operation → its parameters. */
const operations = new Map();
for (const { number, parameters } of JSON.parse(readFileSync(declared, "utf8"))) {
  operations.set(number, new Set([...(operations.get(number) ?? []), ...parameters]));
}
const pairs = [...operations].flatMap(([number, names]) => [...names].map((name) => `${number} ${name}`));

/** What the journals with this beginning show as carried out. */
function used(beginning) {
  const seen = { operations: new Set(), parameters: new Set() };
  for (const file of readdirSync(folder).filter((name) => name.startsWith(beginning) && name.endsWith(".jsonl"))) {
    for (const line of readFileSync(join(folder, file), "utf8").split("\n").filter(Boolean)) {
      const { op, status, parameters } = JSON.parse(line);
      if (!operations.has(op) || !(status >= 200 && status < 300)) continue;
      seen.operations.add(op);
      for (const name of parameters) if (operations.get(op).has(name)) seen.parameters.add(`${op} ${name}`);
    }
  }
  return seen;
}

const [contract, browser] = [used("contract"), used("browser")];
const [all, most] = [operations.size, pairs.length];
console.log(
  `operations: contract ${contract.operations.size} of ${all}, browser ${browser.operations.size} of ${all}; ` +
    `parameters: contract ${contract.parameters.size} of ${most}, browser ${browser.parameters.size} of ${most}`,
);

/** "3 search, 3 from, 8 include" as lines by operation. */
function missing(who, seen) {
  const without = [...operations.keys()].filter((number) => !seen.operations.has(number)).sort((a, b) => a - b);
  if (without.length) console.log(`${who}: operations not used: ${without.join(" ")}`);
  const byNumber = new Map();
  for (const pair of pairs.filter((pair) => !seen.parameters.has(pair))) {
    const [number, name] = pair.split(" ");
    byNumber.set(number, [...(byNumber.get(number) ?? []), name]);
  }
  for (const [number, names] of byNumber) console.log(`${who}: ${number} without ${names.join(" ")}`);
}
missing("contract", contract);
if (process.argv.includes("--browser")) missing("browser", browser);
process.exit(contract.operations.size === all && contract.parameters.size === most && all === 150 ? 0 : 1);
