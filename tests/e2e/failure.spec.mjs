// When the app itself fails: a plain page that says so, and a way back to work.
import assert from "node:assert/strict";
import { OrdersBoard, settled, stage, trap, until } from "./harness.mjs";

const { scene } = stage();

for (const [lang, title, again] of [["en", "Posy has stopped", "Load again"], ["ru", "Posy остановилась", "Загрузить снова"]]) {
  scene(`a failure of the app says so and leads back to work (${lang})`, async (room) => {
    room.provokes("stop");
    const order = await room.shop.make();
    const page = await room.work(`/orders?number=${order.number}`, { lang });
    await trap(page);
    await page.getByRole("heading", { name: title }).waitFor();
    assert.equal(await page.locator(".shell").count(), 0, "nothing of the app is left on the page");
    const mark = room.shop.mark();
    await page.waitForTimeout(6000);
    assert.deepEqual(room.shop.since(mark).map((line) => line.op), [], "nor does it go on asking the server");
    await page.getByRole("button", { name: again }).click();
    await settled(page);
    await until(async () => (await new OrdersBoard(page).ids()).join() === order.id, "the same view is back");
  });
}
