// @ts-check
/** The same map as tables of factors and links, changed in place; both ways live. */
import { html } from "../../ui/parts/build.js";
import { keepingFocus } from "../../ui/parts/keep_focus.js";
import { counted } from "../words.js";
import { factorCells, linkCells } from "./cells.js";
import { factorRows, linkRows } from "./rows.js";

/** So many rows are drawn at first, and so many more at a time. */
const A_PAGE = 100;

const FACTOR_COLUMNS = /** @type {[string, string][]} */ ([["name", "Factor"], ["kind", "Kind"], ["better", "Better"], ["unit", "Counted in"], ["baseline", "Today"], ["measure", "Measure"], ["links", "Links"], ["", "More"]]);
const LINK_COLUMNS = /** @type {[string, string][]} */ ([["from", "From"], ["does", "When it goes up, the other goes"], ["to", "To"], ["strength", "Strength"], ["delay", "Months"], ["grade", "Evidence"], ["who", "Who says so"], ["", "More"]]);

export class Table {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {Record<string, any>} deeds
   */
  constructor(page, deeds) {
    this.page = page;
    this.deeds = deeds;
    this.isShown = false;
    this.orders = { factors: { column: "name", down: false }, links: { column: "from", down: false } };
    this.counts = { factors: A_PAGE, links: A_PAGE };
    this.field = html("input", { class: "govuk-input", type: "search", id: "table-search", placeholder: "Words in the name", oninput: () => this.draw() });
    this.parts = { factors: html("div", { class: "cw-sheet" }), links: html("div", { class: "cw-sheet" }) };
    this.root = html("div", { class: "cw-tables", hidden: true }, html("div", { class: "cw-tables__search" }, html("label", { class: "govuk-label", for: "table-search" }, "Show only rows with"), this.field), this.parts.factors, this.parts.links);
    page.viewers.add(() => this.isShown && this.draw());
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.isShown = isShown;
    this.root.hidden = !isShown;
    if (isShown) this.draw();
  }

  draw() {
    const { page } = this;
    const typed = this.field.value;
    this.#sheet("factors", "Factors", FACTOR_COLUMNS, factorRows(page, this.orders.factors, typed), (row) => factorCells(page, row, this.deeds));
    this.#sheet("links", "Links", LINK_COLUMNS, linkRows(page, this.orders.links, typed), (row) => linkCells(page, row, this.deeds));
  }

  /**
   * @param {"factors" | "links"} name
   * @param {string} title
   * @param {[string, string][]} columns
   * @param {any[]} rows
   * @param {(row: any) => any[]} cellsOf
   */
  #sheet(name, title, columns, rows, cellsOf) {
    const part = this.parts[name];
    const shown = rows.slice(0, this.counts[name]);
    keepingFocus(part, () => {
      const head = html("tr", {}, ...columns.map(([column, words]) => this.#header(name, column, words)));
      const body = shown.map((row) => html("tr", {}, ...cellsOf(row).map((cell, at) => html(at ? "td" : "th", { "data-label": columns[at][1], scope: at ? null : "row" }, cell))));
      const more = rows.length > shown.length && html("button", { type: "button", class: "cw-tool", "data-key": `more-${name}`, onclick: () => this.#more(name) }, `Show ${Math.min(A_PAGE, rows.length - shown.length)} more`);
      const add = this.page.mayEdit && html("button", { type: "button", class: "cw-tool", "data-key": `add-${name}`, onclick: () => this.#add(name) }, name === "factors" ? "Add a factor" : "Add a link");
      const caption = html("caption", { class: "govuk-table__caption govuk-table__caption--m" }, title, html("span", { class: "cw-sheet__count" }, counted(rows.length, name === "factors" ? "factor" : "view", name === "factors" ? "factors" : "views")));
      part.replaceChildren(html("table", { class: "cw-sheet__table" }, caption, html("thead", {}, head), html("tbody", {}, ...body)), ...[more, add].filter(Boolean).map((each) => /** @type {Node} */ (each)));
    });
  }

  /** @param {"factors" | "links"} name */
  #add(name) {
    if (name === "factors") return this.deeds.add();
    const first = this.page.selection.factor ?? this.page.scene.inOrder()[0];
    if (first) this.deeds.linkFromAny();
  }

  /** @param {"factors" | "links"} name */
  #more(name) {
    this.counts[name] += A_PAGE;
    this.draw();
  }

  /**
   * @param {"factors" | "links"} name
   * @param {string} column
   * @param {string} words
   */
  #header(name, column, words) {
    if (!column || column === "better" || column === "unit") return html("th", { scope: "col" }, words);
    const order = this.orders[name];
    const isBy = order.column === column;
    const sort = () => {
      this.orders[name] = { column, down: isBy && !order.down };
      this.draw();
    };
    const mark = isBy ? (order.down ? " ↓" : " ↑") : "";
    return html("th", { scope: "col", "aria-sort": isBy ? (order.down ? "descending" : "ascending") : null }, html("button", { type: "button", class: "cw-sheet__sort", "data-key": `sort-${name}-${column}`, onclick: sort }, words, html("span", { "aria-hidden": "true" }, mark)));
  }
}
