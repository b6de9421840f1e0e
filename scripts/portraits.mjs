// Makes the PNGs that the manifests name, from the SVGs and from the real board: public/icons/, public/screenshots/.
// They are kept by git; run this when the icon or the board looks different. POSY_SHOP and POSY_SITE as for the
// end-to-end tests.   node scripts/portraits.mjs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch, Room, startShop } from "../tests/e2e/harness.mjs";
import { smaller } from "./png.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const svg = (name) => readFileSync(`${root}public/${name}.svg`, "utf8");
const symbol = (name) => readFileSync(`${root}style/icons.svg`, "utf8").match(new RegExp(`<symbol id="icon-${name}"[^>]*>(.*?)</symbol>`))[1];
/** A shortcut's icon: a drawing of the app's own on the leaf's green. */
const badge = (name) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="24" cy="24" r="24" fill="#1c6b49"/><g transform="translate(12 12)" fill="none" stroke="#fff" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${symbol(name)}</g></svg>`;

const ICONS = [
  ["plain-192", 192, svg("icon")], ["plain-512", 512, svg("icon")],
  ["maskable-192", 192, svg("icon-maskable")], ["maskable-512", 512, svg("icon-maskable")],
  ["touch-180", 180, svg("icon-maskable")],
  ["new-96", 96, badge("plus")], ["board-96", 96, badge("orders")],
];

function write(path, png) {
  const small = smaller(png);
  writeFileSync(`${root}public/${path}.png`, small);
  console.log(`${(small.length / 1000).toFixed(1).padStart(7)} kB of ${(png.length / 1000).toFixed(1)} kB  ${path}.png`);
}

const browser = await launch();
for (const folder of ["icons", "screenshots"]) mkdirSync(`${root}public/${folder}`, { recursive: true });
for (const [name, size, drawing] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const address = `data:image/svg+xml;base64,${Buffer.from(drawing).toString("base64")}`;
  await page.setContent(`<style>body{margin:0}</style><img width="${size}" height="${size}" src="${address}">`);
  await page.locator("img").evaluate((img) => img.decode());
  write(`icons/${name}`, await page.screenshot({ omitBackground: true }));
  await page.close();
}

const shop = await startShop();
for (const lang of ["en", "ru"]) {
  for (const [name, device] of [["wide", "desktop"], ["narrow", "phone"]]) {
    const room = new Room(browser, shop);
    const page = await room.work("/orders", { device, lang });
    await page.mouse.move(0, 0);
    await page.waitForLoadState("networkidle");
    write(`screenshots/${name}-${lang}`, await page.screenshot());
    await room.close();
  }
}
await shop.stop();
await browser.close();
