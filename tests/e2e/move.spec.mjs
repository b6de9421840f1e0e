// Moving an order: by mouse, finger, keys and menu; what is undone, what is refused, and where the focus stays.
import assert from "node:assert/strict";
import { OrdersBoard, shopDay, stage, until } from "./harness.mjs";
import { Finger } from "./board.mjs";

const { scene } = stage();

/** A board with some orders of its own. */
async function boardWith(room, makes, options) {
  const orders = [];
  for (const attributes of makes) orders.push(await room.shop.make(attributes));
  const page = await room.work(`/orders?number=${orders.map((order) => order.number).join(",")}`, options);
  return { page, board: new OrdersBoard(page), orders };
}

const serverStatus = async (room, id) => (await room.shop.order(id)).data.attributes.status;
const arrives = (room, id, status) => until(async () => (await serverStatus(room, id)) === status, `the server has ${status}`);

/** The focus is on something that shows it by an outline. */
async function focusIsSeen(page, id) {
  const outline = () => page.evaluate(() => {
    const at = document.activeElement;
    const of = (element, pseudo) => getComputedStyle(element, pseudo);
    const card = at.closest(".card");
    const shown = [of(at), of(at, "::after"), ...(card ? [of(card)] : [])].some((style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px");
    return { id: at.id, shown };
  });
  await until(async () => (await outline()).id === `card-${id}`, "the focus is on the card");
  assert.equal((await outline()).shown, true, "the focus is visible");
}

scene("a card is dragged to another column with the mouse, and the server has it", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{}, {}]);
  const mark = room.shop.mark();
  await board.dragTo(order.id, "assembled");
  assert.equal(await board.column("assembled").getAttribute("data-drop"), "over");
  await board.drop();
  await board.stands(order.id, "assembled");
  await arrives(room, order.id, "assembled");
  await board.sent(order.id);
  assert.equal(room.shop.since(mark).filter((line) => line.op === 62).length, 1);
  assert.doesNotMatch(page.url(), /order=/, "a drag opens no detail");
});

scene("a move is undone from its message", async (room) => {
  const { board, orders: [order] } = await boardWith(room, [{}]);
  await board.dragTo(order.id, "assembled");
  await board.drop();
  await arrives(room, order.id, "assembled");
  await board.toasts().getByRole("button", { name: "Undo" }).click();
  await board.stands(order.id, "new");
  await arrives(room, order.id, "new");
});

scene("a move by a key or from the detail is undone from its message too", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{}]);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await arrives(room, order.id, "assembled");
  await board.toasts().getByRole("button", { name: "Undo" }).click();
  await board.stands(order.id, "new");
  await arrives(room, order.id, "new");
  await board.link(order.id).click();
  await page.locator(".order__foot .button--primary").click();
  await arrives(room, order.id, "assembled");
  await board.toasts().getByRole("button", { name: "Undo" }).last().click();
  await board.stands(order.id, "new");
  await arrives(room, order.id, "new");
});

scene("a column says beforehand that a card cannot be taken back from it", async (room) => {
  const { board, orders: [order] } = await boardWith(room, [{}]);
  const head = (status) => board.column(status).locator(".board__head").getByText("Cannot be moved back");
  await board.dragTo(order.id, "assembled");
  assert.equal(await head("assembled").count(), 0);
  await board.drop();
  await board.stands(order.id, "assembled");
  await board.dragTo(order.id, "done");
  await head("done").waitFor({ state: "visible" });
  await board.drop();
  await arrives(room, order.id, "done");
  await head("done").waitFor({ state: "detached" });
});

scene("a card dropped where it may not go comes back with the reason, and nothing is sent", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{ delivery: false }]);
  const mark = room.shop.mark();
  await board.dragTo(order.id, "courier");
  assert.equal(await board.column("courier").getAttribute("data-drop"), "refused");
  await board.drop();
  const toast = board.toasts();
  await toast.waitFor();
  assert.match(await toast.innerText(), new RegExp(`Order ${order.number} stays “New”.*no delivery`, "s"));
  assert.equal(await board.statusOf(order.id), "new");
  await board.dragTo(order.id, "returned");
  await board.drop();
  await page.getByText("cannot become “Returned”").first().waitFor();
  assert.deepEqual(room.shop.since(mark).filter((line) => line.op === 62), []);
});

scene("Escape lets go of a lifted card", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{}]);
  await board.dragTo(order.id, "done");
  await page.keyboard.press("Escape");
  await page.locator(".card--lifted").waitFor({ state: "detached" });
  await board.drop();
  assert.equal(await board.statusOf(order.id), "new");
});

scene("a finger that rests on a card drags it", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{}], { device: "tablet" });
  const finger = await Finger.on(page);
  const card = await board.card(order.id).boundingBox();
  await finger.down(card.x + 80, card.y + 60);
  await page.locator(".card--lifted").waitFor();
  await finger.moveOver(board.column("assembled"));
  await finger.up();
  await board.stands(order.id, "assembled");
  await arrives(room, order.id, "assembled");
});

scene("a finger drags at once by the handle", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{}], { device: "tablet" });
  const finger = await Finger.on(page);
  const handle = await board.handle(order.id).boundingBox();
  await finger.down(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await finger.move(handle.x + 30, handle.y + 30, 3);
  await page.locator(".card--lifted").waitFor();
  await finger.moveOver(board.column("assembled"));
  await finger.up();
  await board.stands(order.id, "assembled");
  await arrives(room, order.id, "assembled");
});

scene("a finger that moves on scrolls and lifts nothing", async (room) => {
  const page = await room.work("/orders?due=week", { device: "tablet" });
  const board = new OrdersBoard(page);
  const mark = room.shop.mark();
  const [status] = (await Promise.all(["done", "new", "assembled"].map(async (of) => [of, await board.count(of)]))).sort((a, b) => b[1] - a[1])[0];
  await board.bring(status);
  const column = await board.column(status).boundingBox();
  const finger = await Finger.on(page);
  await finger.down(column.x + 100, column.y + 500);
  await finger.move(column.x + 100, column.y + 150, 12);
  assert.equal(await page.locator(".card--lifted").count(), 0);
  await finger.up();
  await until(() => board.column(status).locator(".board__scroll").evaluate((scroll) => scroll.scrollTop > 50), "the column scrolled");
  assert.deepEqual(room.shop.since(mark).filter((line) => line.op === 62), []);
});

scene("Shift and an arrow move the card, and the focus goes with it", async (room) => {
  const { page, board, orders: [order, other] } = await boardWith(room, [{}, { delivery: true }]);
  await board.link(order.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(order.id, "assembled");
  await focusIsSeen(page, order.id);
  // From where there is no way back, the menu says so first.
  await page.keyboard.press("Shift+ArrowRight");
  const done = page.getByRole("menuitem", { name: "Done" });
  await done.getByText("Cannot be moved back").waitFor();
  assert.equal(await board.statusOf(order.id), "assembled");
  // The line that was meant has the focus.
  await until(() => page.evaluate(() => document.activeElement.textContent.includes("Done")), "the focus is on it");
  await page.keyboard.press("Enter");
  await board.stands(order.id, "done");
  await focusIsSeen(page, order.id);
  await arrives(room, order.id, "done");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await board.statusOf(order.id), "done", "what is done moves no further");
  await board.link(other.id).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(other.id, "assembled");
  await page.keyboard.press("Shift+ArrowRight");
  await board.stands(other.id, "courier");
  await page.keyboard.press("Shift+ArrowLeft");
  await board.stands(other.id, "assembled");
  await focusIsSeen(page, other.id);
  await arrives(room, other.id, "assembled");
});

scene("arrows go from card to card and from column to column", async (room) => {
  const { page, board, orders: [first, second, third] } = await boardWith(room, [
    { dueTime: `${shopDay()}T19:00:00+03:00` }, { dueTime: `${shopDay()}T19:30:00+03:00` }, { delivery: true },
  ]);
  await room.shop.change(third.id, { status: "courier" });
  await board.stands(third.id, "courier");
  await board.link(first.id).focus();
  await page.keyboard.press("ArrowDown");
  await focusIsSeen(page, second.id);
  await page.keyboard.press("ArrowRight");
  await focusIsSeen(page, third.id);
  await page.keyboard.press("ArrowLeft");
  await focusIsSeen(page, first.id);
});

scene("the menu of a card moves it, says what may not be and why, and gives the focus back", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{ delivery: false }]);
  await board.openMenu(order.id);
  const menu = page.getByRole("menu", { name: `Move order ${order.number} to` });
  const courier = menu.getByRole("menuitem", { name: /With courier/ });
  assert.equal(await courier.getAttribute("aria-disabled"), "true");
  assert.match(await courier.innerText(), /no delivery/);
  // What cannot be taken back says so first.
  for (const [name, back] of [["Assembled", true], ["Done", false], ["Canceled", false]]) {
    const said = (await menu.getByRole("menuitem", { name }).innerText()).includes("Cannot be moved back");
    assert.equal(said, !back, name);
  }
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "detached" });
  assert.equal(await board.statusOf(order.id), "new");
  await board.link(order.id).focus();
  await page.keyboard.press("m");
  await menu.waitFor();
  await until(() => page.evaluate(() => document.activeElement.getAttribute("role") === "menuitem"), "the focus is in the menu");
  await page.keyboard.press("Enter");
  await board.stands(order.id, "assembled");
  await arrives(room, order.id, "assembled");
  await focusIsSeen(page, order.id);
});

scene("an order is canceled from the menu and moves no further", async (room) => {
  const { board, orders: [order] } = await boardWith(room, [{}]);
  await board.chooseMove(order.id, "Canceled");
  await board.stands(order.id, "canceled");
  await arrives(room, order.id, "canceled");
  assert.equal(await board.handle(order.id).count(), 0);
});

scene("a move the server refuses comes back with the reason and a danger mark", async (room) => {
  room.provokes("422");
  const { page, board, orders: [order] } = await boardWith(room, [{ delivery: true }]);
  // Somebody takes the delivery away after the app has sent its own change, and before that arrives.
  await page.route(`**/orders/${order.id}**`, async (route) => {
    if (route.request().method() === "PATCH") await room.shop.change(order.id, { delivery: false });
    await route.continue();
  });
  assert.equal(await board.statusOf(order.id), "new");
  await board.dragTo(order.id, "courier");
  await board.drop();
  const toast = board.toasts().filter({ hasText: "has no delivery" });
  await toast.waitFor();
  assert.match(await toast.innerText(), new RegExp(`Order ${order.number} stays`));
  await board.stands(order.id, "new");
  assert.match(await board.card(order.id).innerText(), /Refused: This order has no delivery/);
  assert.match(await board.card(order.id).getAttribute("class"), /card--refused/);
  assert.equal(await serverStatus(room, order.id), "new");
  // A click in the first moment after a drag belongs to the drag.
  await page.waitForTimeout(400);
  await board.link(order.id).click();
  const notice = page.getByRole("alert").filter({ hasText: "Refused:" });
  await notice.getByRole("button", { name: "Close" }).click();
  await notice.waitFor({ state: "detached" });
  assert.doesNotMatch(await board.card(order.id).getAttribute("class"), /card--refused/);
});

scene("several quick moves of one order arrive in their order", async (room) => {
  const { page, board, orders: [order] } = await boardWith(room, [{ delivery: true }]);
  await room.shop.faults({ latency: 400 });
  await board.link(order.id).focus();
  for (const [key, status] of [["Right", "assembled"], ["Right", "courier"], ["Left", "assembled"]]) {
    await page.keyboard.press(`Shift+Arrow${key}`);
    await board.stands(order.id, status);
    await focusIsSeen(page, order.id);
  }
  await room.shop.heal();
  const history = async () => {
    const { included } = await room.shop.order(order.id, "history");
    return included.filter((line) => line.type === "order-history-lines").map((line) => line.attributes.status);
  };
  await until(async () => (await history()).length === 4, "all have arrived");
  assert.deepEqual(await history(), ["new", "assembled", "courier", "assembled"]);
});
