// Packs the built app once, as small as it gets: a .br and a .gz beside every
// file that is worth it, for deploy/Caddyfile.   node deploy/pack.mjs [dist]
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "dist";
for (const name of readdirSync(folder).filter((name) => /\.(html|js|css|wasm|svg|webmanifest)$/.test(name))) {
  const plain = readFileSync(join(folder, name));
  const packed = {
    br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
    gz: gzipSync(plain, { level: 9 }),
  };
  for (const [ending, bytes] of Object.entries(packed)) {
    if (bytes.length < plain.length) writeFileSync(join(folder, `${name}.${ending}`), bytes);
  }
  console.log(`${name}: ${plain.length} bytes, ${packed.br.length} as brotli, ${packed.gz.length} as gzip`);
}
