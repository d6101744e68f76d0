// @ts-check
/** Draws the lines from partners and people: dotted to what they can act on, whole with an open head to each other. */
import { set, svg } from "../../ui/parts/build.js";
import { isOver } from "../document/strands.js";
import { strandInWords, tieWords } from "../who_words.js";
import { along, lengthOf, lineOf, openHeadOf } from "./geometry.js";

/** Letters of a tie's kind are so wide; it is written only on a line that is so much longer. */
const LETTER = 6.4;
const AIR = 56;
const LINE_HIGH = 9;

export class StrandPainter {
  /** @param {import("./company.js").Company} company */
  constructor(company) {
    this.company = company;
    this.root = svg("g", { class: "cw-map__strands" });
    /** @type {Map<string, SVGGElement>} */
    this.elementOf = new Map();
    /** @type {(id: string) => boolean} which ends are drawn at all */
    this.shows = () => true;
    /** @type {((id: string, element: SVGGElement) => void) | undefined} */
    this.onNew = undefined;
  }

  /** Takes away what is no longer there, and draws the rest again. @param {Iterable<string>} [ids] */
  paint(ids = [...this.elementOf.keys()]) {
    for (const id of ids) {
      const element = this.elementOf.get(id);
      if (!this.#isDrawn(id)) this.#drop(id);
      else if (element) this.#draw(element, id);
    }
  }

  /**
   * Draws what has come into view.
   * @param {{left: number, right: number, top: number, bottom: number}} frame
   * @param {{readable: boolean, seen: (way: import("./geometry.js").Curve, frame: any) => boolean}} how
   */
  look(frame, { readable, seen }) {
    for (const [id, way] of this.company.curves) {
      const element = this.elementOf.get(id);
      if (this.#isDrawn(id) && seen(way, frame)) this.element(id);
      else if (element && !element.matches(":focus, .is-selected")) this.#drop(id);
    }
    if (this.elementOf.size) this.#write(readable, frame);
  }

  /** A line's element, made if it is not in view. @param {string} id */
  element(id) {
    const known = this.elementOf.get(id);
    const strand = this.company.get(id);
    if (known || !strand || !this.company.curves.has(id)) return known;
    const parts = strand.what === "tie" ? [svg("path", { class: "cw-strand__head" })] : [];
    const element = svg("g", { "data-arrow": id, role: "button", tabindex: -1 }, svg("path", { class: "cw-strand__line" }), ...parts);
    this.elementOf.set(id, element);
    this.#draw(element, id);
    this.root.append(element);
    this.onNew?.(id, element);
    return element;
  }

  /** @param {SVGGElement} element @param {string} id */
  #draw(element, id) {
    const strand = /** @type {import("../document/strands.js").Strand} */ (this.company.get(id));
    const way = /** @type {import("./geometry.js").Curve} */ (this.company.curves.get(id));
    const kinds = ["cw-strand", `cw-strand--${strand.what}`, `cw-strand--${(strand.what === "act" ? strand.power : strand.strength) ?? 0}`, strand.layer !== "shared" && "is-private", strand.what === "tie" && isOver(strand) && "is-over"];
    for (const state of ["is-selected", "is-lit"]) if (element.classList.contains(state)) kinds.push(state);
    set(element, { class: kinds.filter(Boolean).join(" "), "aria-label": strandInWords(strand, (end) => this.company.scene.nameOf(end)) });
    element.children[0].setAttribute("d", lineOf(way));
    if (strand.what === "tie") element.children[1].setAttribute("d", openHeadOf(way, 9));
    element.querySelector("text")?.setAttribute("transform", at(way));
  }

  /**
   * Writes the kinds of ties where there is room, and of a chosen one always.
   * @param {boolean} readable
   * @param {{left: number, right: number, top: number, bottom: number}} frame
   */
  #write(readable, { left, right, top, bottom }) {
    /** @type {import("./geometry.js").Box[]} */
    const taken = [];
    const boxes = readable ? [...this.company.scene.boxes.values()] : [];
    const near = boxes.filter(({ x, y }) => x > left && x < right && y > top && y < bottom);
    for (const [id, element] of this.elementOf) {
      const strand = this.company.get(id);
      const way = this.company.curves.get(id);
      if (!strand || !way || strand.what !== "tie") continue;
      const words = tieWords(strand.kind);
      const box = roomOf(way, words);
      const isWritten = readable && (element.matches(".is-selected, :focus") || isFree(way, box, [...near, ...taken]));
      if (isWritten) taken.push(box);
      const text = element.querySelector("text");
      if (!isWritten) text?.remove();
      else if (!text) element.append(svg("text", { class: "cw-strand__words", transform: at(way), y: 4 }, words));
      else if (text.textContent !== words) text.textContent = words;
    }
  }

  /** @param {string} id */
  #isDrawn(id) {
    const strand = this.company.get(id);
    return strand !== undefined && this.company.curves.has(id) && this.shows(strand.from) && this.shows(strand.to);
  }

  /** @param {string} id */
  #drop(id) {
    this.elementOf.get(id)?.remove();
    this.elementOf.delete(id);
  }
}

/**
 * The box of the words at the middle of a line.
 * @param {import("./geometry.js").Curve} way
 * @param {string} words
 */
export function roomOf(way, words) {
  const [x, y] = along(way, 0.5);
  return { x, y, wide: words.length * LETTER, high: 2 * LINE_HIGH };
}

/**
 * Whether words may stand on a line: it is long enough for them, and they cover nothing.
 * @param {import("./geometry.js").Curve} way
 * @param {import("./geometry.js").Box} box
 * @param {import("./geometry.js").Box[]} others
 */
export function isFree(way, box, others) {
  if (lengthOf(way) <= box.wide + AIR) return false;
  return others.every((other) => Math.abs(other.x - box.x) >= (other.wide + box.wide) / 2 + 3 || Math.abs(other.y - box.y) >= (other.high + box.high) / 2 + 2);
}

/** @param {import("./geometry.js").Curve} way */
function at(way) {
  return `translate(${along(way, 0.5).map((part) => Math.round(part * 10) / 10).join()})`;
}
