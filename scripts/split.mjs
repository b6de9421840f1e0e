// Splits the module of a built app in two: what the app needs to come up and show the orders, and what follows when it
// is up. Which functions follow is said by scripts/later.json, as parts of their names; what only they call goes along.
// boot.js fetches the second part and links it in (docs/decisions/0015).   node scripts/split.mjs [dist [file for their names]]
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const folder = process.argv[2] ?? "dist";
const LATER = JSON.parse(readFileSync(new URL("later.json", import.meta.url))).map((part) => new RegExp(String.raw`^\$"?<*posy\[.*?::${part}`));
// What the compiler makes use of.
const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
const ROUNDS = 5;
const enabled = FEATURES.map((feature) => `--enable-${feature}`);
const integrity = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;
const every = (pattern, text) => [...text.matchAll(new RegExp(pattern, "gm"))].map(([, found]) => found);
const kindOf = (form) => form.match(/^ \((\w+)/)[1];
const nameOf = (form) => form.match(new RegExp(`^ \\(\\w+ (${NAME})`))[1];

/** The forms of a module as text, each beginning with its own line. */
function formsOf(text) {
  const forms = [];
  for (const line of text.split("\n").filter((line) => line.startsWith(" "))) {
    if (line.startsWith(" (")) forms.push([line]);
    else forms.at(-1)?.push(line);
  }
  return forms.map((lines) => lines.join("\n"));
}

/**
 * Bodies shorter than this, in lines, stay: the linker has laid those that are alike together under the name of one of
 * them, so that the name says little.
 */
const SHORT = 40;
const isShort = ({ form }) => form.split("\n").length < SHORT;

/** What follows: the functions named, and those which nothing else reaches. */
function follows(functions, reached) {
  const callers = new Map();
  for (const [name, { calls }] of functions) {
    for (const called of calls) callers.set(called, [...(callers.get(called) ?? []), name]);
  }
  const named = (name) => LATER.some((part) => part.test(name));
  const later = new Set([...functions].filter(([name, it]) => named(name) && !isShort(it) && !reached.exported.has(name)).map(([name]) => name));
  for (let size = -1; size !== later.size; ) {
    size = later.size;
    for (const name of functions.keys()) {
      const from = callers.get(name) ?? [];
      if (!later.has(name) && !reached.all.has(name) && from.length > 0 && from.every((caller) => caller === name || later.has(caller))) later.add(name);
    }
  }
  return later;
}

/** What the glue has classes for and nothing makes (a crate's streams): their names, as the module writes them. */
const unmade = (glue) => every(String.raw`^export class (\w+) \{`, glue).filter((made) => !glue.includes(`${made}.__wrap(`) && !glue.includes(`new ${made}(`));

/** The glue without these classes. */
const without = (glue, classes) =>
  classes.reduce((glue, made) => {
    for (const part of [`^export class ${made} \\{\n[^]*?\n\\}\n`, `^if \\(Symbol\\.dispose\\) ${made}\\..*\n`, `^const ${made}Finalization =[^;]*;\n`]) {
      glue = glue.replace(new RegExp(part, "m"), "");
    }
    if (glue.includes(made)) throw new Error(`${made} is still needed; split.mjs has to be looked at.`);
    return glue;
  }, glue);

/** The two modules, as text, without the exports of these classes. */
function split(text, classes) {
  const theirs = new RegExp(String.raw`^ \(export "(__wbg_)?(${classes.join("|")})_`, "i");
  const forms = formsOf(text).filter((form) => classes.length === 0 || !theirs.test(form));
  const of = (kind) => forms.filter((form) => kindOf(form) === kind);
  const functions = new Map(
    of("func").map((form) => [nameOf(form), { form, calls: new Set(every(`\\((?:return_)?call (${NAME})`, form)), refers: every(`\\(ref\\.func (${NAME})`, form) }]),
  );
  const exports = of("export").join("\n");
  const [elements, ...more] = of("elem");
  const [table] = of("table").filter((form) => form.endsWith("funcref)"));
  if (more.length > 0 || !/\(i32\.const 1\) func /.test(elements) || of("start").length > 0) throw new Error("The module is not built as it was; split.mjs has to be looked at.");
  const slots = every(`(${NAME})`, elements.replace(/^.*?\(i32\.const 1\) func/, ""));
  const exported = new Set(every(`\\(func (${NAME})`, exports));
  // What only objects of the classes would be asked for by way of the table.
  const never = classes.length === 0 ? [] : [...functions].filter(([name, it]) => /into_underlying/.test(name) && !isShort(it)).map(([name]) => name);
  const referred = [...functions.values()].flatMap(({ refers }) => refers);
  const later = follows(functions, { exported: new Set([...exported, ...referred]), all: new Set([...exported, ...referred, ...slots]) });

  if (process.argv[3]) writeFileSync(process.argv[3], [...later].join("\n"));

  // Each is called through its place in the table of functions, where the second part puts it.
  const places = new Map(slots.map((name, at) => [name, at + 1]).filter(([name]) => later.has(name)));
  let size = Number(table.match(/(\d+) \d+ funcref/)[1]);
  for (const [name, { calls }] of functions) {
    if (later.has(name)) continue;
    for (const called of calls) if (later.has(called) && !places.has(called)) places.set(called, size++);
  }
  const stub = (name) => {
    const [head] = functions.get(name).form.split("\n");
    const params = every(String.raw`\(param (\$\d+) \w+\)`, head);
    const type = head.slice(head.indexOf(name) + name.length).replace(/\$\d+ /g, "");
      return `${head}\n  (call $later.need)\n  (call_indirect ${nameOf(table)} ${type} ${params.map((param) => `(local.get ${param})`).join(" ")} (i32.const ${places.get(name)}))\n )`;
  };
  const first = forms.filter((form) => kindOf(form) !== "func");
  first[first.indexOf(table)] = table.replace(/\d+ \d+ funcref/, `${size} ${size} funcref`);
  first[first.indexOf(elements)] = never.reduce((slots, name) => slots.replaceAll(` ${name}`, " $later.never"), elements);
  for (const [name, { form }] of functions) {
    if (!later.has(name)) first.push(form);
    else if (places.has(name)) first.push(stub(name));
  }

  // What the second part needs of the first, under short names.
  const second = of("type");
  const needed = new Set([...later].flatMap((name) => [...functions.get(name).calls, ...functions.get(name).refers]).filter((name) => !later.has(name)));
  const imported = new Map(of("import").filter((form) => / \(func /.test(form)).map((form) => [form.match(new RegExp(`\\(func (${NAME})`))[1], form]));
  const gives = [];
  const share = (what, name, import_) => {
    const short = `${what[0]}${gives.length}`;
    gives.push(` (export "${short}" (${what} ${name}))`);
    second.push(` (import "a" "${short}" (${import_}))`);
  };
  for (const form of of("memory")) share("memory", nameOf(form), form.slice(2, -1));
  for (const form of of("table")) share("table", nameOf(form), (form === table ? `table ${nameOf(form)} ${size} ${size} funcref` : form.slice(2, -1)));
  for (const form of of("global")) share("global", nameOf(form), `global ${nameOf(form)} ${/\(mut i32\)/.test(form) ? "(mut i32)" : form.match(new RegExp(`${NAME.slice(0)} (\\w+)`))[1]}`);
  for (const name of needed) {
    const known = imported.get(name);
    const head = known ? known.slice(known.indexOf("(func") + 1, -2) : functions.get(name).form.split("\n")[0].slice(2);
    share("func", name, head.replace(/\(param \$\d+ (\w+)\)/g, "(param $1)").replace(/\)\)$/, ")"));
  }
  for (const [name, place] of places) second.push(` (elem (table ${nameOf(table)}) (i32.const ${place}) func ${name})`);
  for (const name of later) second.push(functions.get(name).form);

  const need = [
    ` (import "./posy-app_bg.js" "later" (func $later.load))`,
    ` (func $later.never\n  (unreachable)\n )`,
    ` (global $later.here (mut i32) (i32.const 0))`,
    ` (func $later.need\n  (if (i32.eqz (global.get $later.here)) (then (call $later.load)))\n )`,
    ` (export "later" (global $later.here))`,
  ];
  return { first: ["(module", need[0], ...first, ...need.slice(1), ...gives, ")"].join("\n"), second: ["(module", ...second, ")"].join("\n") };
}

/** Lays functions that look alike, but for names, side by side: packed, the module is smaller by a fiftieth. */
function alike(text) {
  const [functions, others] = [[], []];
  for (const form of formsOf(text)) (/^ \(func /.test(form) ? functions : others).push(form);
  const body = (form) => form.slice(form.indexOf("\n"));
  const looks = new Map(functions.map((form) => [form, form.replace(new RegExp(NAME, "g"), "$") + body(form)]));
  functions.sort((one, other) => (looks.get(one) < looks.get(other) ? -1 : 1));
  return ["(module", ...others, ...functions, ")"].join("\n");
}

const read = (name) => readFileSync(join(folder, name));
const name = readdirSync(folder).find((name) => /^posy-app-\w+_bg\.wasm$/.test(name));
const glue = name.replace("_bg.wasm", ".js");
const later = name.replace("app", "later").replace("_bg", "");
const whole = { [name]: read(name), [glue]: read(glue) };
const script = whole[glue].toString();
const classes = unmade(script);
const names = new Map();
const best = {};
const work = mkdtempSync(join(tmpdir(), "posy-split-"));
try {
  const at = (part, kind) => join(work, `${part}.${kind}`);
  execFileSync("wasm-dis", [join(folder, name), "-o", at("whole", "wat")]);
  const text = readFileSync(at("whole", "wat"), "utf8");
  for (const name of every(String.raw`^ \((?:import "\./posy-app_bg\.js"|export) "(__wbg_\w+|wasm_bindgen_\w+)"`, text)) names.set(name, `n${names.size}`);
  const short = text.replace(/^( \((?:import "\.\/posy-app_bg\.js"|export) )"(\w+)"/gm, (whole, form, name) => (names.has(name) && !/^__wbg_into/.test(name) ? `${form}"${names.get(name)}"` : whole));
  for (const [part, text] of Object.entries(split(short, classes))) {
    writeFileSync(at(part, "wat"), text);
    execFileSync("wasm-opt", [at(part, "wat"), "-o", at(part, "wasm"), "-Oz", "--strip-debug", ...enabled]);
    // Those that look the same are ordered by what they name, which is where that stood in the round before: of a few
    // such orders the one that packs best.
    for (let round = 0; round < ROUNDS; round += 1) {
      execFileSync("wasm-dis", [at(part, "wasm"), "-o", at(part, "wat")]);
      writeFileSync(at(part, "wat"), alike(readFileSync(at(part, "wat"), "utf8")));
      execFileSync("wasm-as", [at(part, "wat"), "-o", at(part, "wasm"), ...enabled]);
      const bytes = readFileSync(at(part, "wasm"));
      const size = brotliCompressSync(bytes).length;
      if (!(best[part]?.size <= size)) best[part] = { bytes, size };
    }
  }
  writeFileSync(join(folder, name), best.first.bytes);
  writeFileSync(join(folder, later), best.second.bytes);
} finally {
  rmSync(work, { recursive: true });
}

/** Replaces what stands there once. */
function replace(text, old, by) {
  if (text.split(old).length !== 2) throw new Error(`There is not one "${old}" any more; split.mjs has to be looked at.`);
  return text.replace(old, by);
}
// What only these classes asked the browser for goes as well.
const long = new Map([...names].map(([name, short]) => [short, name]));
const asked = new Set(WebAssembly.Module.imports(new WebAssembly.Module(read(name))).map((it) => long.get(it.name) ?? it.name));
let used = without(script, classes).replace(/^ {8}(__\w+): function[^]*?(?=^ {8}__\w+: )/gm, (whole, name) => (asked.has(name) ? whole : ""));
for (const name of asked) if (name !== "later" && !used.includes(`        ${name}: `)) throw new Error(`${name} went with what nothing asks for; split.mjs has to be looked at.`);
// Their names end in numbers that no packing makes smaller; glue and module agree on short ones.
for (const [name, short] of names) used = used.replaceAll(new RegExp(`(^ {8}|\\bwasm\\.)${name}(?=: |\\()`, "gm"), `$1${short}`);
const hook = replace(used, "const import0 = {", "const import0 = {\n        later: () => later.need(wasm),");
writeFileSync(join(folder, glue), `${hook}\n// Set by boot.js.\nexport const later = {};\n`);
const page = join(folder, "index.html");
let html = replace(readFileSync(page, "utf8"), `data-wasm="/${name}"`, `data-wasm="/${name}" data-later="/${later}"`);
for (const [name, before] of Object.entries(whole)) html = html.replaceAll(integrity(before), integrity(read(name)));
writeFileSync(page, html);
