// When the app itself fails: a plain page that says so, and a way back to work.
import assert from "node:assert/strict";
import { OrderForm } from "./form.mjs";
import { OrdersBoard, settled, stage, START, trap, until } from "./harness.mjs";

const { scene } = stage();

for (const [lang, title, safe, again] of [
  ["en", "Posy has stopped", "Nothing that was entered is lost.", "Load again"],
  ["ru", "Posy остановилась", "Всё, что было введено, сохранено.", "Загрузить снова"],
]) {
  scene(`a failure of the app says so and leads back to work by itself (${lang})`, async (room) => {
    room.provokes("stop");
    const order = await room.shop.make();
    const page = await room.work(`/orders?number=${order.number}`, { lang });
    const back = page.waitForEvent("load");
    await trap(page);
    await page.getByRole("heading", { name: title }).waitFor();
    await page.getByText(safe).waitFor();
    assert.equal(await page.locator(".shell").count(), 0, "nothing of the app is left on the page");
    await back;
    await settled(page);
    await until(async () => (await new OrdersBoard(page).ids()).join() === order.id, "the same view is back");
    // What fails again at once is not loaded again and again: it waits for the button.
    await trap(page);
    await page.getByRole("heading", { name: title }).waitFor();
    const mark = room.shop.mark();
    await page.waitForTimeout(6000);
    assert.deepEqual(room.shop.since(mark).map((line) => line.op), [], "nor does it go on asking the server");
    await page.getByRole("button", { name: again }).click();
    await settled(page);
    await until(async () => (await new OrdersBoard(page).ids()).join() === order.id, "the same view is back");
  });
}

scene("unsent changes do not keep the page from coming back after a failure", async (room) => {
  room.provokes("stop", "down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await room.shop.faults({ down: true });
  const board = new OrdersBoard(page);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  const back = page.waitForEvent("load");
  await trap(page);
  await back;
  assert.deepEqual(asked, []);
});

scene("the notes of an order are there after a failure though nobody had left the field", async (room) => {
  room.provokes("stop");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const notes = page.locator("#order-notes");
  await notes.fill("half a thought ");
  // Whoever pauses goes on where they were.
  await page.locator(".field__state").waitFor();
  assert.equal(await notes.inputValue(), "half a thought ");
  const back = page.waitForEvent("load");
  await trap(page);
  await back;
  await notes.waitFor({ timeout: START });
  await until(async () => (await notes.inputValue()) === "half a thought", "it is there", START);
  await until(async () => (await room.shop.order(order.id)).data.attributes.description === "half a thought", "it is on the server", START);
});

scene("what was typed and what was not sent is there after a failure, and is sent once", async (room) => {
  room.provokes("stop", "down");
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}`);
  await room.shop.faults({ down: true });
  const board = new OrdersBoard(page);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  await page.keyboard.press("n");
  const form = new OrderForm(page);
  await form.field("notes").fill("half a thought");
  // A keystroke is on its way to the device for some milliseconds.
  await page.waitForTimeout(300);
  const mark = room.shop.mark();
  const back = page.waitForEvent("load");
  await trap(page);
  await back;
  await form.field("notes").waitFor({ timeout: START });
  assert.equal(await form.field("notes").inputValue(), "half a thought");
  assert.match(await page.locator(".light").innerText(), /1/, "the change is still to be sent");
  await room.shop.heal();
  await until(async () => (await room.shop.order(order.id)).data.attributes.status === "assembled", "it is on the server", START);
  const writes = room.shop.since(mark).filter((line) => line.op === 62 && line.status < 300);
  assert.equal(writes.length, 1);
});
