// Two people, two devices, one order: what both do meets, and where it cannot, the later one is asked.
import assert from "node:assert/strict";
import { OrdersBoard, shopDay, stage, until, ZONE } from "./harness.mjs";
import { unpaid } from "./unpaid.mjs";

const { scene } = stage();
const LONG = 60_000;

const attributes = async (room, id) => (await room.shop.order(id)).data.attributes;
const history = async (room, id) => (await room.shop.order(id, "history")).included.map((line) => line.attributes.status).filter(Boolean);
const written = (room, mark) => room.shop.since(mark).filter((line) => line.op === 62 && line.status >= 200 && line.status < 300).length;

/** A device with the order open, beside the board. */
class Desk {
  static async of(room, login, { id, number, day = shopDay() }) {
    const page = await room.work(`/orders?number=${number}&due=${day}&order=${id}`, { login, device: "wide" });
    await page.locator("#order-title", { hasText: number }).waitFor();
    return Object.assign(new Desk(), { room, id, page, board: new OrdersBoard(page) });
  }

  async offline(is) {
    await this.page.context().setOffline(is);
    await until(async () => ((await this.light()) === "offline") === is, is ? "it is offline" : "it is online", LONG);
  }

  light() {
    return this.page.locator(".light").getAttribute("data-light");
  }

  async sent() {
    await until(async () => (await this.light()) === "online", "everything of this device is sent", LONG);
  }

  async note(text) {
    await this.page.locator("#order-notes").fill(text);
    await this.page.locator("#order-notes").blur();
  }

  async due(time) {
    await this.page.locator("#order-due").fill(`${shopDay()}T${time}`);
    await this.page.locator("#order-due").blur();
  }

  async move(to) {
    await this.board.link(this.id).focus();
    await this.page.keyboard.press("Shift+ArrowRight");
    // From where there is no way back it is asked for once more.
    if (to === "done") await this.page.getByRole("menuitem", { name: "Done" }).click();
    await this.board.stands(this.id, to);
  }

  async pay(amount) {
    await this.page.locator("#order-take-payment").click();
    await this.page.locator("#pay-amount").fill(String(amount));
    await this.page.locator("dialog .chip").first().click();
    await this.page.locator("dialog .button--primary").click();
    await this.page.locator("dialog").waitFor({ state: "detached" });
  }

  /** The screen comes to show this; what is not named is left out. */
  async shows({ notes, florist, due, status, payments }) {
    const value = (field) => this.page.locator(field).inputValue();
    if (notes !== undefined) await until(async () => (await value("#order-notes")) === notes, `the notes are ${notes}`, LONG);
    if (florist !== undefined) await until(async () => (await value("#order-florist")) === florist, "the florist is shown", LONG);
    if (due !== undefined) await until(async () => (await value("#order-due")) === `${shopDay()}T${due}`, `it is due at ${due}`, LONG);
    if (status !== undefined) await until(async () => (await this.board.statusOf(this.id)) === status, `the card stands in ${status}`, LONG);
    if (payments !== undefined) await until(async () => (await this.page.locator(".payment").count()) === payments, `${payments} payments are shown`, LONG);
  }

  conflict() {
    return this.page.getByRole("alert").filter({ hasText: "Somebody else changed the same" });
  }

  /** Both sides are told, and the one of these words is chosen. */
  async choose(side, both) {
    await this.conflict().waitFor({ timeout: LONG });
    assert.match(await this.conflict().innerText(), both);
    assert.match(await this.board.card(this.id).innerText(), /Changed by somebody else/);
    await this.conflict().getByRole("button", { name: side }).click();
    await this.conflict().waitFor({ state: "detached" });
    await this.sent();
  }
}

/** The manager's device and the florist's. */
const both = (room, order) => Promise.all([Desk.of(room, "manager", order), Desk.of(room, "florist", order)]);

scene("what two people change of one order at the same time, one of them offline, is on both screens", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const [, { id: florist }] = (await room.shop.get("workers")).data;
  const [manager, other] = await both(room, order);
  const mark = room.shop.mark();
  await other.offline(true);
  await Promise.all([
    other.note("white ribbon"),
    manager.page.locator("#order-florist").selectOption(florist).then(() => manager.due("18:45")),
  ]);
  await manager.sent();
  assert.equal((await attributes(room, order.id)).description, "");
  await other.offline(false);
  await other.sent();
  const all = { notes: "white ribbon", florist, due: "18:45", status: "new" };
  await Promise.all([manager.shows(all), other.shows(all)]);
  const { data } = await room.shop.order(order.id);
  assert.equal(data.attributes.description, "white ribbon");
  assert.equal(data.relationships.florist.data.id, florist);
  assert.equal(Date.parse(data.attributes.dueTime), Date.parse(`${shopDay()}T18:45:00+03:00`));
  assert.equal(written(room, mark), 3, "each was carried out once");
  for (const desk of [manager, other]) assert.equal(await desk.conflict().count(), 0);
});

scene("what came from somebody else while one was typing the same is asked about, not written over", async (room) => {
  const order = await room.shop.make();
  const desk = await Desk.of(room, "manager", order);
  const notes = desk.page.locator("#order-notes");
  await notes.focus();
  await room.shop.change(order.id, { description: "red ribbon", status: "assembled" });
  // Without a pause, until the change is here.
  await until(async () => (await notes.press("w"), (await desk.board.statusOf(order.id)) === "assembled"), "it is here", LONG);
  const typed = await notes.inputValue();
  assert.match(typed, /^w+$/, "the field is left to who types");
  await notes.blur();
  await desk.conflict().waitFor({ timeout: LONG });
  assert.equal((await attributes(room, order.id)).description, "red ribbon");
  assert.match(await desk.conflict().innerText(), new RegExp(`red ribbon[^]*${typed}|${typed}[^]*red ribbon`));
});

scene("what two people write into the same field, the later one decides, and both screens show it", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const workers = (await room.shop.get("workers")).data;
  const [manager, other] = await both(room, order);

  await other.offline(true);
  await Promise.all([other.note("white ribbon"), manager.note("red ribbon")]);
  await manager.sent();
  await other.offline(false);
  await other.choose("Keep mine", /Notes: yours “white ribbon”, theirs “red ribbon”\.[^]*Changed at [^]*\d\d:\d\d by \p{L}+/u);
  await Promise.all([manager, other].map((desk) => desk.shows({ notes: "white ribbon" })));
  assert.equal((await attributes(room, order.id)).description, "white ribbon");

  await manager.offline(true);
  await manager.page.locator("#order-florist").selectOption(workers[0].id);
  await other.page.locator("#order-florist").selectOption(workers[1].id);
  await other.sent();
  await manager.offline(false);
  await manager.choose("Take theirs", /Florist: yours “.+”, theirs “.+”\.[^]*Changed at [^]*\d\d:\d\d by \p{L}+/u);
  await Promise.all([manager, other].map((desk) => desk.shows({ florist: workers[1].id })));
  assert.equal((await room.shop.order(order.id)).data.relationships.florist.data.id, workers[1].id);

  // Both at once: each is chosen for itself.
  await other.offline(true);
  await other.note("blue ribbon");
  await other.page.locator("#order-florist").selectOption(workers[2].id);
  await manager.note("no ribbon");
  await manager.page.locator("#order-florist").selectOption(workers[0].id);
  await manager.sent();
  await other.offline(false);
  await until(async () => (await other.conflict().count()) === 2, "both are asked about", LONG);
  const about = (field) => other.conflict().filter({ hasText: field });
  await about("Notes:").getByRole("button", { name: "Keep mine" }).click();
  await about("Notes:").waitFor({ state: "detached" });
  await about("Florist:").getByRole("button", { name: "Take theirs" }).click();
  await other.sent();
  await Promise.all([manager, other].map((desk) => desk.shows({ notes: "blue ribbon", florist: workers[0].id })));
});

scene("tags that two people put on and take off one order at the same time are all as they left them", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const [manager, other] = await both(room, order);
  const tag = (desk, at) => desk.page.getByRole("group", { name: "Tags" }).getByRole("button").nth(at);
  const on = async (desk) => {
    const pressed = desk.page.getByRole("group", { name: "Tags" }).locator('[aria-pressed="true"]');
    return (await pressed.allInnerTexts()).sort();
  };
  const [first, second, third] = await Promise.all([0, 1, 2].map((at) => tag(manager, at).innerText()));
  await tag(manager, 0).click();
  await manager.sent();
  await until(async () => (await on(other)).length === 1, "the florist sees the first tag", LONG);
  await other.offline(true);
  await tag(other, 1).click();
  await tag(other, 0).click();
  await tag(manager, 2).click();
  await manager.sent();
  await other.offline(false);
  await other.sent();
  for (const desk of [manager, other]) {
    await until(async () => (await on(desk)).join() === [second, third].sort().join(), "both tags are shown, and the first is gone", LONG);
    assert.equal(await desk.conflict().count(), 0, "nobody is asked");
  }
  // Back again: only what the florist did.
  await other.page.keyboard.press("Control+z");
  await other.page.keyboard.press("Control+z");
  await other.sent();
  await until(async () => (await on(manager)).join() === [first, third].sort().join(), "the manager's tag stays", LONG);
});

scene("one moves the card on and the other cancels the order: the later one is asked", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const [manager, other] = await both(room, order);
  await other.offline(true);
  await other.move("assembled");
  await manager.board.chooseMove(order.id, "Canceled");
  await manager.sent();
  await other.offline(false);
  await other.choose("Take theirs", /Status: yours “Assembled”, theirs “Canceled”/);
  await Promise.all([manager, other].map((desk) => desk.shows({ status: "canceled" })));
  assert.deepEqual(await history(room, order.id), ["new", "canceled"]);
});

scene("both do the same to one order: nobody is asked, and it is done once", async (room) => {
  room.provokes("down");
  const order = await room.shop.make();
  const [manager, other] = await both(room, order);
  await other.offline(true);
  await other.move("assembled");
  await other.note("white ribbon");
  await manager.move("assembled");
  await manager.note("white ribbon");
  await manager.sent();
  await other.offline(false);
  await other.sent();
  assert.deepEqual(await history(room, order.id), ["new", "assembled"]);
  for (const desk of [manager, other]) {
    await desk.shows({ notes: "white ribbon", status: "assembled" });
    assert.equal(await desk.conflict().count(), 0);
  }
});

scene("one order from beginning to end on two devices: money and moves on one, notes on the other", async (room) => {
  room.provokes("down", "404");
  const { id, missing } = await unpaid(room);
  const { docNo, status, dueTime, delivery } = await attributes(room, id);
  if (status !== "new") await room.shop.change(id, { status: "new" });
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(new Date(dueTime));
  const [manager, other] = await both(room, { id, number: docNo, day });
  const left = ["assembled", ...(delivery ? ["courier"] : []), "done"];
  const mark = room.shop.mark();

  await Promise.all([manager.pay(200), other.note("first")]);
  await Promise.all([manager.sent(), other.sent()]);
  await Promise.all([manager, other].map((desk) => desk.shows({ notes: "first", payments: 1, status: "new" })));

  await other.offline(true);
  await other.note("second");
  await manager.move(left[0]);
  await manager.pay(missing - 200);
  await manager.sent();
  await other.offline(false);
  await other.sent();
  await Promise.all([manager, other].map((desk) => desk.shows({ notes: "second", payments: 2, status: left[0] })));
  for (const { page } of [manager, other]) assert.equal(await page.locator("#order-take-payment").count(), 0, "nothing is missing");

  await Promise.all([manager.offline(true), other.offline(true)]);
  for (const to of left.slice(1)) await manager.move(to);
  await other.note("handed over");
  await Promise.all([manager.offline(false), other.offline(false)]);
  await Promise.all([manager.sent(), other.sent()]);
  await Promise.all([manager, other].map((desk) => desk.shows({ notes: "handed over", status: "done" })));
  for (const desk of [manager, other]) assert.equal(await desk.conflict().count(), 0);

  const { data } = await room.shop.order(id);
  assert.deepEqual([data.attributes.description, data.attributes.paymentsAmount, data.attributes.dueTime], ["handed over", missing, dueTime]);
  assert.equal(data.relationships.payments.data.length, 2);
  const told = await history(room, id);
  assert.deepEqual(told.slice(-left.length), left, "each move once, in its order");
  assert.equal(written(room, mark), 3 + left.length, "each was carried out once");
});
