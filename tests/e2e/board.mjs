// The orders board as a person sees it: columns, cards, what can be done to a card.
import { until } from "./shop.mjs";

export const STATUSES = {
  notAccepted: "Not accepted", new: "New", assembled: "Assembled", courier: "With courier",
  done: "Done", canceled: "Canceled", returned: "Returned",
};

export class OrdersBoard {
  constructor(page) {
    this.page = page;
  }

  column(status) {
    return this.page.locator(`.board__column[data-status="${status}"]`);
  }

  card(id) {
    return this.page.locator("article.card:not(.card--lifted)", { has: this.page.locator(`[id="card-${id}"]`) });
  }

  link(id) {
    return this.page.locator(`[id="card-${id}"]`);
  }

  handle(id) {
    return this.card(id).locator(".card__move");
  }

  /** The number a column tells of itself. */
  async count(status) {
    return Number((await this.column(status).locator(".board__count").innerText()).replace(/\D/g, ""));
  }

  async counts() {
    const all = {};
    for (const status of Object.keys(STATUSES)) all[status] = await this.count(status);
    return all;
  }

  /** The column a card stands in, or nothing. */
  async statusOf(id) {
    return this.page.evaluate((link) => document.getElementById(link)?.closest(".board__column")?.dataset.status ?? null, `card-${id}`);
  }

  /** Waits until the card stands there. */
  async stands(id, status) {
    await until(async () => (await this.statusOf(id)) === status, `order ${id} stands in ${status}`);
  }

  /** The ids of the cards that are in the page. */
  async ids(status) {
    return this.page.evaluate((of) => {
      const links = document.querySelectorAll(`.board__column${of ? `[data-status="${of}"]` : ""} .card__link[id]`);
      return [...links].map((link) => link.id.replace(/^card-/, ""));
    }, status);
  }

  /** Everything of the order is on the server: no ring on the card. */
  async sent(id) {
    await until(async () => (await this.card(id).count()) === 0 || (await this.card(id).getAttribute("data-pending")) === null, `the changes of ${id} are sent`);
  }

  // --- Moving -------------------------------------------------------------------

  async dragTo(id, status) {
    const from = await this.card(id).boundingBox();
    await this.page.mouse.move(from.x + 90, from.y + 60);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 100, from.y + 70, { steps: 3 });
    await this.page.locator(".card--lifted").waitFor();
    await this.bring(status);
    // Columns may grow under the card in the hand, so that the place is looked up until it is reached.
    await until(async () => {
      const to = await this.column(status).boundingBox();
      const [x, y] = [to.x + to.width / 2, to.y + 80];
      await this.page.mouse.move(x, y, { steps: 3 });
      return this.page.evaluate(
        ([x, y, of]) => document.elementFromPoint(x, y)?.closest(".board__column")?.dataset.status === of, [x, y, status],
      );
    }, `the card is over ${status}`);
  }

  async drop() {
    await this.page.mouse.up();
  }

  /** Brings a column into view. */
  async bring(status) {
    await this.column(status).evaluate((column) => column.scrollIntoView({ inline: "nearest", block: "nearest" }));
  }

  async openMenu(id) {
    await this.card(id).scrollIntoViewIfNeeded();
    await this.handle(id).click();
    await this.page.getByRole("menu").waitFor();
  }

  async chooseMove(id, word) {
    await this.openMenu(id);
    await this.page.getByRole("menu").getByRole("menuitem", { name: word }).click();
  }

  toasts() {
    return this.page.locator(".toast");
  }
}

/** A finger, by the browser's own touch events. */
export class Finger {
  static async on(page) {
    const finger = new Finger();
    finger.page = page;
    finger.wire = await page.context().newCDPSession(page);
    return finger;
  }

  async at(type, x, y) {
    const touchPoints = type === "touchEnd" ? [] : [{ x, y, id: 1 }];
    await this.wire.send("Input.dispatchTouchEvent", { type, touchPoints });
  }

  async down(x, y) {
    this.last = [x, y];
    await this.at("touchStart", x, y);
  }

  async move(x, y, steps = 6) {
    const [fromX, fromY] = this.last;
    for (let step = 1; step <= steps; step += 1) {
      await this.at("touchMove", fromX + ((x - fromX) * step) / steps, fromY + ((y - fromY) * step) / steps);
    }
    this.last = [x, y];
  }

  /** Goes over a column, which may grow under the card in the hand. */
  async moveOver(column) {
    await until(async () => {
      const to = await column.boundingBox();
      await this.move(to.x + Math.min(to.width / 2, 60), to.y + 90);
      return (await column.getAttribute("data-drop")) === "over";
    }, "the card is over the column");
  }

  async up() {
    await this.at("touchEnd");
  }
}
