// Tabs that stand still.

/** Stops everything in a page, as the browser does with one it freezes; its locks stay, and what it is told
 *  meanwhile is lost. (A page that is seen is not frozen, and without a window all of them are.) Gives the way back. */
export async function freeze(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Debugger.enable");
  const still = new Promise((done) => wire.once("Debugger.paused", done));
  await wire.send("Debugger.pause");
  await still;
  return () => wire.send("Debugger.resume");
}
