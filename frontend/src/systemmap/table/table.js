// @ts-check
/** The same map as tables of factors, links, who can act and who works with whom, changed in place; both ways live. */
import { html } from "../../ui/parts/build.js";
import { keepingFocus } from "../../ui/parts/keep_focus.js";
import { counted } from "../words.js";
import { factorCells, linkCells } from "./cells.js";
import { factorRows, linkRows } from "./rows.js";
import { ACT_COLUMNS, TIE_COLUMNS, actCells, actRows, tieCells, tieRows } from "./who_rows.js";

/** @typedef {"factors" | "links" | "acts" | "ties"} Name */

/** So many rows are drawn at first, and so many more at a time. */
const A_PAGE = 100;

const FACTOR_COLUMNS = /** @type {[string, string][]} */ ([["name", "Factor"], ["kind", "Kind"], ["better", "Better"], ["unit", "Counted in"], ["baseline", "Today"], ["measure", "Measure"], ["links", "Links"], ["", "More"]]);
const LINK_COLUMNS = /** @type {[string, string][]} */ ([["from", "From"], ["does", "When it goes up, the other goes"], ["to", "To"], ["strength", "Strength"], ["delay", "Months"], ["grade", "Evidence"], ["who", "Who says so"], ["", "More"]]);

const SHEETS = /** @type {Record<Name, {title: string, thing: string, things: string, add: string, columns: [string, string][], rows: any, cells: any, first: string}>} */ ({
  factors: { title: "Factors", thing: "factor", things: "factors", add: "Add a factor", columns: FACTOR_COLUMNS, rows: factorRows, cells: factorCells, first: "name" },
  links: { title: "Links", thing: "view", things: "views", add: "Add a link", columns: LINK_COLUMNS, rows: linkRows, cells: linkCells, first: "from" },
  acts: { title: "Who can act", thing: "line", things: "lines", add: "Add who can act", columns: ACT_COLUMNS, rows: actRows, cells: actCells, first: "partner" },
  ties: { title: "Who works with whom", thing: "tie", things: "ties", add: "Add a tie", columns: TIE_COLUMNS, rows: tieRows, cells: tieCells, first: "from" },
});
const NAMES = /** @type {Name[]} */ (Object.keys(SHEETS));
/** Columns that nobody sorts by. */
const UNSORTED = new Set(["", "better", "unit"]);

export class Table {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {Record<string, any>} deeds
   */
  constructor(page, deeds) {
    this.page = page;
    this.deeds = deeds;
    this.isShown = false;
    /** @template Value @param {(name: Name) => Value} value @returns {Record<Name, Value>} */
    const each = (value) => /** @type {any} */ (Object.fromEntries(NAMES.map((name) => [name, value(name)])));
    this.orders = each((name) => ({ column: SHEETS[name].first, down: false }));
    this.counts = each(() => A_PAGE);
    this.field = html("input", { class: "govuk-input", type: "search", id: "table-search", placeholder: "Words in the name", oninput: () => this.draw() });
    this.parts = each(() => html("div", { class: "cw-sheet" }));
    this.root = html("div", { class: "cw-tables", hidden: true }, html("div", { class: "cw-tables__search" }, html("label", { class: "govuk-label", for: "table-search" }, "Show only rows with"), this.field), ...NAMES.map((name) => this.parts[name]));
    page.viewers.add(() => this.isShown && this.draw());
  }

  /** @param {boolean} isShown */
  show(isShown) {
    this.isShown = isShown;
    this.root.hidden = !isShown;
    if (isShown) this.draw();
  }

  draw() {
    for (const name of NAMES) this.#sheet(name);
  }

  /** @param {Name} name */
  #sheet(name) {
    const { title, thing, things, add: words, columns, rows: rowsOf, cells } = SHEETS[name];
    const rows = rowsOf(this.page, this.orders[name], this.field.value);
    const part = this.parts[name];
    const shown = rows.slice(0, this.counts[name]);
    keepingFocus(part, () => {
      const head = html("tr", {}, ...columns.map(([column, words]) => this.#header(name, column, words)));
      const body = shown.map((/** @type {any} */ row) => html("tr", {}, ...cells(this.page, row, this.deeds).map((/** @type {any} */ cell, /** @type {number} */ at) => html(at ? "td" : "th", { "data-label": columns[at][1], scope: at ? null : "row" }, cell))));
      const more = rows.length > shown.length && html("button", { type: "button", class: "cw-tool", "data-key": `more-${name}`, onclick: () => this.#more(name) }, `Show ${Math.min(A_PAGE, rows.length - shown.length)} more`);
      const add = this.page.mayEdit && html("button", { type: "button", class: "cw-tool", "data-key": `add-${name}`, onclick: () => this.#add(name) }, words);
      const caption = html("caption", { class: "govuk-table__caption govuk-table__caption--m" }, title, html("span", { class: "cw-sheet__count" }, counted(rows.length, thing, things)));
      part.replaceChildren(html("table", { class: "cw-sheet__table" }, caption, html("thead", {}, head), html("tbody", {}, ...body)), ...[more, add].filter(Boolean).map((each) => /** @type {Node} */ (each)));
    });
  }

  /** @param {Name} name */
  #add(name) {
    if (name === "factors") return this.deeds.add();
    if (name !== "links") return this.deeds.joinFromAny(name === "acts" ? "act" : "tie");
    const first = this.page.selection.factor ?? this.page.scene.inOrder()[0];
    if (first) this.deeds.linkFromAny();
  }

  /** @param {Name} name */
  #more(name) {
    this.counts[name] += A_PAGE;
    this.draw();
  }

  /**
   * @param {Name} name
   * @param {string} column
   * @param {string} words
   */
  #header(name, column, words) {
    if (UNSORTED.has(column)) return html("th", { scope: "col" }, words);
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
