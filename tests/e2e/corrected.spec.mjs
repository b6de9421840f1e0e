// What the server refused to make is corrected where it was typed, and made once.
import assert from "node:assert/strict";
import { OrderForm } from "./form.mjs";
import { stage, until } from "./harness.mjs";
import { unpaid } from "./unpaid.mjs";
import { refuseMaking } from "./writes.mjs";

const { scene } = stage();
const LONG = 40_000;

const lines = (page) => page.getByRole("region", { name: "For you to decide" }).locator(".outbox__line");

/** An order with these notes that the server has refused, seen in the outbox. */
async function refusedOrder(room, notes) {
  room.provokes("422");
  const page = await room.work("/orders/new");
  const accept = await refuseMaking(page.context(), "orders", "The day is full.");
  const form = new OrderForm(page);
  await form.dueToday();
  await form.field("notes").fill(notes);
  await form.save();
  // The detail says so as well, and leads back into the form.
  await page.getByRole("heading", { name: "The server refused this order" }).waitFor({ timeout: LONG });
  const id = new URL(page.url()).searchParams.get("order");
  await page.locator(".order").getByRole("link", { name: "Edit" }).waitFor();
  await page.goto("/outbox");
  await lines(page).filter({ hasText: "The day is full." }).waitFor({ timeout: LONG });
  await accept();
  return { page, form, id };
}

scene("a refused order comes back into the form, with its reason, and is made once in its new form", async (room) => {
  const { page, form, id } = await refusedOrder(room, "lilac");
  await lines(page).getByRole("link", { name: "Edit" }).click();
  await page.getByRole("heading", { name: "Correct the order" }).waitFor();
  await page.getByText("Refused: The day is full.").waitFor();
  assert.equal(await form.field("notes").inputValue(), "lilac");
  await form.field("notes").fill("roses");
  // What is typed stays over a reload, as with any order.
  await until(async () => page.evaluate(() => document.querySelector("#new-notes").value === "roses"), "it is typed");
  await page.waitForTimeout(300);
  await page.reload();
  await page.getByRole("heading", { name: "Correct the order" }).waitFor();
  assert.equal(await form.field("notes").inputValue(), "roses");
  await form.newCustomer("Vera the corrected", "900 222-33-44");
  const mark = room.shop.mark();
  await form.save();
  assert.equal(await form.saved(), id, "it is the same order");
  const order = await until(async () => (await room.shop.order(id).catch(() => ({}))).data, "it is on the server", LONG);
  assert.equal(order.attributes.description, "roses");
  assert.ok(order.relationships.customer.data.id, "the new customer went before it");
  assert.equal(room.shop.since(mark).filter((entry) => entry.op === 60).length, 1);
  await page.goto("/outbox");
  await page.getByRole("heading", { name: "Everything is on the server" }).waitFor({ timeout: LONG });
});

scene("a new customer who was made before their order was refused is named where it is corrected", async (room) => {
  // A page that ends before the answer is there has the next one look first.
  room.provokes("422", "404");
  const page = await room.work("/orders/new");
  const accept = await refuseMaking(page.context(), "orders", "The day is full.");
  const form = new OrderForm(page);
  await form.dueToday();
  await form.newCustomer("Rita of the refused", "900 333-44-55");
  await form.field("notes").fill("freesias");
  await form.save();
  await page.getByRole("heading", { name: "The server refused this order" }).waitFor({ timeout: LONG });
  const id = new URL(page.url()).searchParams.get("order");
  await page.goto(`/orders/new?order=${id}`);
  await page.locator(".order-form .order__name").filter({ hasText: "Rita of the refused" }).waitFor({ timeout: LONG });
  await accept();
  await form.save();
  assert.equal(await form.saved(), id);
  const { data } = await until(async () => room.shop.order(id).catch(() => null), "it is on the server", LONG);
  assert.equal((await room.shop.get("customers", { search: "Rita of the refused" })).data[0].id, data.relationships.customer.data.id);
});

scene("an unfinished order is not thrown away for one that is corrected without asking", async (room) => {
  const { page, form } = await refusedOrder(room, "asters");
  await page.goto("/orders/new");
  await form.field("notes").fill("half a thought");
  await page.waitForTimeout(300);
  await page.goto("/outbox");
  await lines(page).getByRole("link", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Another order is unfinished" });
  await dialog.getByRole("button", { name: "Go on with it" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await form.field("notes").inputValue(), "half a thought");
  await page.goto("/outbox");
  await lines(page).getByRole("link", { name: "Edit" }).click();
  await dialog.getByRole("button", { name: "Discard it" }).click();
  await until(async () => (await form.field("notes").inputValue()) === "asters", "the refused order is in the form");
});

scene("a refused customer is corrected in the outbox", async (room) => {
  // A page that ends before the answer is there has the next one look first.
  room.provokes("422", "404");
  const page = await room.work("/orders/new");
  const accept = await refuseMaking(page.context(), "customers", "There is somebody with this number.");
  const form = new OrderForm(page);
  await form.newCustomer("Vra of the outbox", "900 555-66-77");
  await page.locator("#new-customer-save").click();
  await page.goto("/outbox");
  await lines(page).filter({ hasText: "somebody with this number" }).waitFor({ timeout: LONG });
  await accept();
  await lines(page).getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "New customer" });
  await page.locator("#customer-name").fill("");
  await page.locator("#customer-phone").fill("12");
  await dialog.getByRole("button", { name: "Send again" }).click();
  await until(() => page.evaluate(() => document.activeElement.id === "customer-name"), "the first fault has the focus");
  assert.match(await page.locator("#customer-phone-error").innerText(), /4 to 15 digits/);
  await page.locator("#customer-name").fill("Vera of the outbox");
  await page.locator("#customer-phone").fill("900 555-66-88");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  const found = async () => (await room.shop.get("customers", { search: "Vera of the outbox" })).data[0];
  const customer = await until(found, "the customer is on the server", LONG);
  assert.equal(customer.attributes.phone, "9005556688");
});

scene("a refused payment is corrected in the detail of its order", async (room) => {
  room.provokes("422");
  const { id, missing } = await unpaid(room);
  const page = await room.work(`/orders?order=${id}`);
  const accept = await refuseMaking(page.context(), "payments", "The till is closed.");
  await page.locator("#order-take-payment").click();
  const dialog = page.getByRole("dialog");
  await dialog.locator(".chip").first().click();
  await page.locator("#pay-amount").press("Enter");
  await page.locator(".notice").filter({ hasText: "The till is closed." }).waitFor({ timeout: LONG });
  await accept();
  await page.locator(".notice").getByRole("button", { name: "Edit" }).click();
  assert.equal(await page.locator("#pay-amount").inputValue(), String(missing));
  assert.equal(await dialog.locator(".chip[aria-pressed=true]").count(), 1, "the method is chosen");
  await page.locator("#pay-amount").fill("100");
  await page.locator("#pay-amount").press("Enter");
  await until(async () => (await room.shop.order(id)).data.attributes.paymentsAmount === 100, "it is on the server", LONG);
  await page.locator(".notice").filter({ hasText: "The till is closed." }).waitFor({ state: "detached" });
});
