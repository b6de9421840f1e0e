// A browser that nobody listens to while a page starts: tools that are attached take a share of the time.
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";
import { starting } from "../e2e/harness.mjs";

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Starts a browser over what it has in a folder. `opened(address, time, read)` opens a page, leaves it alone for so
 *  long (ms), and gives what `read` says in it; the page is closed then. */
export async function startAlone(folder, { zone, width = 1280, height = 800 }) {
  const { executablePath, args } = starting();
  const flags = [...args, `--user-data-dir=${folder}`, "--remote-debugging-port=0", `--window-size=${width},${height}`, "--password-store=basic", "--use-mock-keychain", "about:blank"];
  const child = spawn(executablePath, flags, { env: { ...process.env, TZ: zone }, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done) => child.once("exit", done));
  const end = () => child.kill();
  process.once("exit", end);
  const at = await new Promise((done, failed) => {
    let said = "";
    child.stderr.on("data", (part) => {
      said += part;
      const found = /ws:\/\/([^/]+)\//.exec(said);
      if (found) done(`http://${found[1]}`);
    });
    ended.then(() => failed(new Error(`The browser ended before it answered.\n${said}`)));
  });
  return {
    async opened(address, time, read) {
      const tab = await (await fetch(`${at}/json/new?${encodeURIComponent(address)}`, { method: "PUT" })).json();
      await pause(time);
      const browser = await chromium.connectOverCDP(at);
      const page = browser.contexts().flatMap((context) => context.pages()).find((page) => page.url().startsWith(address));
      const answer = await page.evaluate(read);
      await browser.close();
      await fetch(`${at}/json/close/${tab.id}`);
      await pause(1500);
      return answer;
    },
    async close() {
      process.removeListener("exit", end);
      end();
      await ended;
    },
  };
}
