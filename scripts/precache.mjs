// Writes into a built app's worker which files make up the build, with the hashes of their contents, and into the page
// which build it belongs to. Runs after lean.mjs; a second time does no harm.   node scripts/precache.mjs [dist]
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? "dist";
const read = (name) => readFileSync(join(folder, name));
const sha = (content) => createHash("sha256").update(content);

const page = read("index.html").toString().replace(/ data-build="\w*"/, "");
const worker = read("sw.js").toString().replace(/^self\.posy=.*\n/, "");
// Icons for the home screen and pictures of the app are not needed to work.
const names = readdirSync(folder).filter((name) => (/\.(html|js|css|wasm)$/.test(name) && name !== "sw.js") || name === "icon.svg").sort();
const missing = ["html", "js", "css", "wasm"].filter((kind) => !names.some((name) => name.endsWith(`.${kind}`)));
const named = [...page.matchAll(/["'](\/[\w.-]+\.(?:js|css|wasm))["']/g)].map(([, path]) => path.slice(1));
missing.push(...named.filter((name) => !names.includes(name)));
if (missing.length > 0) {
  console.error(`The build in ${folder} is not whole: there is no ${missing.join(", no ")}.`);
  process.exit(1);
}

const contents = (name) => (name === "index.html" ? page : read(name));
const build = sha([...names.map((name) => `${name} ${sha(contents(name)).digest("hex")}`), worker].join("\n")).digest("hex").slice(0, 16);
const marked = page.replace(/<html\b/, `<html data-build="${build}"`);
const files = Object.fromEntries(
  names.map((name) => (name === "index.html" ? ["/", sha(marked).digest("base64")] : [`/${name}`, sha(read(name)).digest("base64")])),
);
writeFileSync(join(folder, "index.html"), marked);
writeFileSync(join(folder, "sw.js"), `self.posy=${JSON.stringify({ build, files })};\n${worker}`);
