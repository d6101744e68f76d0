// @ts-check
/** Others on the map: their cursors, what they have chosen and what they drag, by name and colour. */
import { html, set, svg } from "../../ui/parts/build.js";

const ARROW = "M0,0L0,15L4,11.5L7,17.5L9.5,16.3L6.6,10.5L11.5,10.5Z";

export class Presence {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {HTMLElement} list where the people are named
   */
  constructor(page, list) {
    this.page = page;
    this.list = list;
    /** @type {Map<number, SVGGElement>} */
    this.cursors = new Map();
    this.waiting = 0;
    this.named = "";
    page.stage.onCamera.add(() => this.#size());
  }

  /** @param {import("./awareness.js").Other[]} others */
  show(others) {
    this.others = others;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.#draw(this.others ?? []);
    });
  }

  /** @param {import("./awareness.js").Other[]} others */
  #draw(others) {
    const here = others.filter((other) => other.map === this.page.asked.map);
    this.#people(others);
    for (const [id, cursor] of this.cursors) if (!here.some((other) => other.id === id && other.cursor)) this.#gone(id, cursor);
    for (const other of here) if (other.cursor) this.#cursor(other);
    this.#rings(here);
    this.#dragged(here);
  }

  /** @param {import("./awareness.js").Other[]} others */
  #people(others) {
    const people = [...new Map(others.map((other) => [other.key, other])).values()];
    const now = JSON.stringify(people.map((other) => [other.key, other.name, other.colour]));
    if (now === this.named) return;
    this.named = now;
    const first = people.slice(0, 5).map((other) => html("li", { class: `cw-people__one cw-person--${other.colour}`, title: other.name }, html("span", { "aria-hidden": "true" }, initials(other.name)), html("span", { class: "govuk-visually-hidden" }, other.name)));
    const more = people.length > 5 && html("li", { class: "cw-people__more" }, `+${people.length - 5}`);
    this.list.replaceChildren(...[...first, more].filter(Boolean).map((each) => /** @type {Node} */ (each)));
    this.list.hidden = people.length === 0;
  }

  /** @param {import("./awareness.js").Other} other */
  #cursor(other) {
    let cursor = this.cursors.get(other.id);
    if (!cursor) {
      cursor = svg("g", { class: `cw-cursor cw-person--${other.colour}` }, svg("g", {}, svg("path", { d: ARROW }), svg("rect", { x: 12, y: 14, height: 19, width: 14 + other.name.length * 6.6, rx: 3 }), svg("text", { x: 18, y: 28 }, other.name)));
      this.cursors.set(other.id, /** @type {SVGGElement} */ (cursor));
      this.page.painter.over.append(/** @type {SVGGElement} */ (cursor));
    }
    set(/** @type {Element} */ (cursor), { transform: `translate(${other.cursor?.join()})` });
    this.#size();
  }

  #size() {
    for (const cursor of this.cursors.values()) set(/** @type {Element} */ (cursor.firstElementChild), { transform: `scale(${(1 / this.page.stage.camera.scale).toFixed(4)})` });
  }

  /** @param {number} id @param {SVGGElement} cursor */
  #gone(id, cursor) {
    cursor.remove();
    this.cursors.delete(id);
  }

  /** @param {import("./awareness.js").Other[]} here */
  #rings(here) {
    const rings = new Map(here.flatMap((other) => other.selected.map((id) => /** @type {[string, number]} */ ([id, other.colour]))));
    const before = this.page.looks.rings;
    this.page.looks.rings = rings;
    const changed = [...new Set([...rings.keys(), ...before.keys()])].filter((id) => rings.get(id) !== before.get(id));
    for (const id of changed) this.page.painter.paintNode(id);
  }

  /** @param {import("./awareness.js").Other[]} here */
  #dragged(here) {
    const held = Object.assign({}, ...here.map((other) => other.dragging));
    const known = this.page.scene.held;
    const isMine = this.page.stage.root.dataset.gesture === "drag";
    if (isMine || (!Object.keys(held).length && !Object.keys(known).length)) return;
    this.page.painter.move(this.page.scene.hold(held));
  }
}

/** @param {string} name */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.length ? (words[0][0] + (words.length > 1 ? words[words.length - 1][0] : "")).toUpperCase() : "?";
}
