// What hands do: a second press too many, half a date, a press beside the button that was meant.
import assert from "node:assert/strict";
import { OrderForm } from "./form.mjs";
import { shopDay, stage, until } from "./harness.mjs";
import { unpaid } from "./unpaid.mjs";
import { refuseMaking } from "./writes.mjs";

const { scene } = stage();
const attributes = async (room, id) => (await room.shop.order(id)).data.attributes;
const writes = (room, mark) => room.shop.since(mark).filter((line) => line.browser && ["PATCH", "POST"].includes(line.method));

scene("half a date is not handed in, said when the field is left, and takes nothing from the order", async (room) => {
  const order = await room.shop.make({ dueTime: `${shopDay()}T09:30:00+03:00` });
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const field = page.locator("#order-due");
  const mark = room.shop.mark();
  await field.focus();
  await page.keyboard.press("Backspace");
  assert.equal(await field.inputValue(), "", "the month is empty");
  // Longer than a pause, and until something else came from the server.
  await room.shop.change(order.id, { description: "news" });
  await until(async () => (await page.locator("#order-notes").inputValue()) === "news", "news are here");
  await page.waitForTimeout(1500);
  assert.deepEqual(writes(room, mark), [], "nothing was sent");
  await field.blur();
  await page.getByText("This is not a date and time.").waitFor();
  // The other parts stand there still: with the month it is whole again.
  await field.focus();
  await page.keyboard.press("Home");
  for (const key of shopDay().slice(5, 7)) await page.keyboard.press(key);
  assert.equal(await field.inputValue(), `${shopDay()}T09:30`);
  await field.blur();
  await page.getByText("This is not a date and time.").waitFor({ state: "detached" });
  assert.deepEqual(writes(room, mark), [], "it is what it was");
  await field.fill(`${shopDay()}T18:45`);
  await until(async () => Date.parse((await attributes(room, order.id)).dueTime) === Date.parse(`${shopDay()}T18:45:00+03:00`), "a whole one is handed in after a pause");
});

scene("the second half of a double click does not press what the first one put there", async (room) => {
  const order = await room.shop.make();
  const page = await room.work(`/orders?number=${order.number}&order=${order.id}`);
  const step = page.locator(".order__foot .button--primary");
  await step.dblclick();
  await until(async () => (await attributes(room, order.id)).status === "assembled", "it went one step");
  await page.waitForTimeout(600);
  assert.equal((await attributes(room, order.id)).status, "assembled");
  // Two presses that are meant are two.
  await step.click();
  await until(async () => (await attributes(room, order.id)).status === "done", "it went on");
  await page.goto("/orders/new");
  const form = new OrderForm(page);
  await form.dueToday();
  await form.field("notes").fill("pressed twice");
  await page.locator(".order-form__foot .button--primary").dblclick();
  const id = await form.saved();
  await until(async () => (await attributes(room, id).catch(() => ({}))).description === "pressed twice", "it is made", 30_000);
  await page.waitForTimeout(600);
  assert.equal((await attributes(room, id)).status, "new");
});

scene("half a time in a new order is told at its field, and the rest stays", async (room) => {
  const page = await room.work("/orders/new");
  const form = new OrderForm(page);
  await form.dueToday();
  await page.locator(".order-form__way button").last().click();
  await form.field("street").fill("Arbat");
  await form.field("notes").fill("white");
  await form.field("from").focus();
  await page.keyboard.press("2");
  await form.save();
  await page.locator("#new-from-error").getByText("This is not finished.").waitFor();
  await until(() => form.field("from").evaluate((field) => field === document.activeElement), "it has the focus");
  for (const key of ["2", "3", "0", "p"]) await page.keyboard.press(key);
  await page.locator("#new-from-error").waitFor({ state: "detached" });
  await form.save();
  const id = await form.saved();
  const order = await until(() => attributes(room, id).catch(() => false), "it is made", 30_000);
  assert.equal(Date.parse(order.deliveryTimeFrom), Date.parse(`${shopDay()}T14:30:00+03:00`));
});

scene("an order that was discarded by a slip comes back", async (room) => {
  const page = await room.work("/orders/new");
  const form = new OrderForm(page);
  await form.field("notes").fill("half an hour of work");
  await page.locator(".order-form__discard").click();
  await until(async () => (await form.field("notes").inputValue()) === "", "it is gone");
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await until(async () => (await form.field("notes").inputValue()) === "half an hour of work", "it is back");
  await page.waitForTimeout(300);
  await page.reload();
  assert.equal(await form.field("notes").inputValue(), "half an hour of work", "and on the device");
});

scene("a payment that was refused is dropped in the outbox only, once that is confirmed", async (room) => {
  room.provokes("422");
  const { id } = await unpaid(room);
  const page = await room.work(`/orders?order=${id}`);
  const accept = await refuseMaking(page.context(), "payments", "The till is closed.");
  await page.locator("#order-take-payment").click();
  await page.locator("dialog .chip").first().click();
  await page.locator("#pay-amount").press("Enter");
  const notice = page.getByRole("alert").filter({ hasText: "Refused:" });
  await notice.getByRole("link", { name: "Outbox" }).waitFor({ timeout: 30_000 });
  assert.equal(await notice.getByRole("button", { name: "Close" }).count(), 0, "it is not closed like a message");
  await notice.getByRole("link", { name: "Outbox" }).click();
  await page.locator(".outbox__line").getByRole("button", { name: "Drop" }).click();
  await page.getByRole("dialog").getByText("Drop this change?").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Drop" }).click();
  await page.locator(".outbox__line").waitFor({ state: "detached" });
  await page.goBack();
  await page.locator("#order-take-payment").waitFor();
  assert.equal(await notice.count(), 0);
  await accept();
});
