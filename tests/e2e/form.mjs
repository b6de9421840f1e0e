// The form of a new order as a person fills it in.
import { shopDay, START } from "./shop.mjs";

export class OrderForm {
  constructor(page) {
    this.page = page;
  }

  /** Opens it from the board. */
  async open() {
    await this.page.locator(".page__actions a.button--primary").click();
    await this.page.locator("#new-due").waitFor({ timeout: START });
  }

  field(id) {
    return this.page.locator(`#new-${id}`);
  }

  /** What is found under a field, line by line. */
  found(id) {
    return this.page.locator(`#new-${id}-list [role=option]`);
  }

  async type(id, text) {
    await this.field(id).fill(text);
    await this.found(id).first().waitFor();
  }

  /** Chooses somebody the shop does not know. */
  async newCustomer(name, phone) {
    await this.type("customer", name);
    await this.found("customer").last().click();
    await this.field("phone").fill(phone);
  }

  /** Adds an item by its name, with the keys. */
  async add(title) {
    await this.type("goods", title);
    await this.found("goods").filter({ hasText: title }).first().waitFor();
    await this.field("goods").press("Enter");
    await this.line(title).waitFor();
  }

  line(title) {
    return this.page.locator(".order-form__line", { hasText: title });
  }

  async dueToday(time = "23:30") {
    await this.field("due").fill(`${shopDay()}T${time}`);
  }

  async save() {
    await this.page.locator(".order-form__foot .button--primary").click();
  }

  /** The id of the order whose detail is open after saving. */
  async saved() {
    await this.page.locator(".order__number").waitFor();
    return new URL(this.page.url()).searchParams.get("order");
  }
}
