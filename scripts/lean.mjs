// Makes the scripts and style sheets of a built app smaller, and its page: what people write for each other stays
// behind, and icons that nothing shows yet. trunk has written the hashes of the files into the page before; they are
// renewed.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";

const folder = process.argv[2] ?? "dist";
const integrity = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

const page = join(folder, "index.html");
let html = readFileSync(page, "utf8");
for (const name of readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))) {
  const path = join(folder, name);
  const before = readFileSync(path);
  const loader = name.endsWith(".css") ? "css" : "js";
  // As new as the browsers that run the app: nothing is rewritten for older ones.
  const { code } = transformSync(before.toString(), { loader, minify: true, charset: "utf8", legalComments: "none", ...(loader === "js" && { format: "esm" }) });
  writeFileSync(path, code);
  html = html.replaceAll(integrity(before), integrity(code));
}
// What draws; the layers below have names of their own that are the same.
const drawing = ["app", "sections", "ui"].flatMap((layer) => readdirSync(join("src", layer), { recursive: true, withFileTypes: true }));
const sources = drawing
  .filter((file) => file.name.endsWith(".rs"))
  .map((file) => readFileSync(join(file.parentPath ?? file.path, file.name), "utf8"))
  .join("\n")
  .replace(/class="[^"]*"/g, "");
html = html.replace(/<symbol id="icon-([\w-]+)"[^]*?<\/symbol>\s*/g, (symbol, name) => (sources.includes(`"${name}"`) ? symbol : ""));
// Browsers take no notice of it there, and say so in the console.
html = html.replace(/(<link rel="preload"[^>]*?) integrity="[^"]*"/g, "$1");
writeFileSync(page, html.replace(/<!--[^]*?-->/g, "").replace(/>\s+</g, "><").replace(/\n\s+/g, "\n"));
