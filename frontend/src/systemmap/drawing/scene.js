// @ts-check
/** Where everything of one map stands: boxes of factors, curves of arrows, and what is near a point. Knows no page. */
import { Arrows } from "../document/arrows.js";
import { isBody } from "../document/bodies.js";
import { MAIN } from "../document/edits.js";
import { Company } from "./company.js";
import { curve } from "./geometry.js";
import { label } from "./text.js";

/** @typedef {import("./geometry.js").Box & {lines: string[]}} NodeBox */

/** Where a factor without a place goes: to the right of what is there. */
const STEP = 96;

export class Scene {
  /**
   * @param {import("../document/live_map.js").LiveMap} map
   * @param {(text: string) => number} widthOf
   * @param {Record<string, [number, number]>} [placed] by the layout, for what nobody has put anywhere
   * @param {string} [who] whether partners and people are shown, and by which lines
   */
  constructor(map, widthOf, placed = {}, who = "") {
    this.map = map;
    this.widthOf = widthOf;
    this.placed = { ...placed };
    this.arrows = new Arrows(map.store);
    /** @type {Map<string, NodeBox>} */
    this.boxes = new Map();
    /** @type {Map<string, import("./geometry.js").Curve>} */
    this.curves = new Map();
    /** @type {Record<string, [number, number]>} where factors are being dragged to, by this person or another */
    this.held = {};
    this.company = new Company(this);
    this.company.who = who;
    this.rebuild();
  }

  /** Everything anew: after another map was chosen. */
  rebuild() {
    this.boxes.clear();
    this.curves.clear();
    for (const id of this.map.store.factors.keys()) this.#place(id);
    for (const id of this.arrows.byId.keys()) this.#bend(id);
    this.company.rebuild();
  }

  /**
   * Takes in a change of the document; ids of factors and bodies, arrows and strands to draw again (or to take away).
   * @param {import("../document/store.js").Touched} touched
   */
  update(touched) {
    const factors = new Set(touched.factors ?? []);
    for (const key of touched.positions ?? []) {
      const [map, ...rest] = key.split("/");
      if (map === this.map.map) factors.add(rest.join("/"));
    }
    const arrows = this.arrows.update(touched.links ?? [], touched.factors ?? []);
    const moved = [...factors].filter((id) => this.#place(id));
    for (const id of moved) for (const arrow of this.arrowsAt(id)) arrows.add(arrow);
    for (const id of arrows) this.#bend(id);
    const { bodies, strands } = this.company.update(touched, factors);
    for (const id of bodies) factors.add(id);
    return { factors, arrows, strands };
  }

  /**
   * Holds factors at places that are not in the document (yet); the arrows that move with them.
   * @param {Record<string, [number, number]>} held
   */
  hold(held) {
    const ids = new Set([...Object.keys(this.held), ...Object.keys(held)]);
    this.held = held;
    const arrows = new Set();
    const strands = new Set();
    for (const id of ids) {
      if (!this.#place(id)) continue;
      for (const arrow of this.arrowsAt(id)) arrows.add(arrow);
      for (const strand of this.company.at(id)) strands.add(strand.id);
    }
    for (const id of arrows) this.#bend(id);
    for (const id of strands) this.company.bend(id);
    return { factors: ids, arrows, strands };
  }

  /** @param {string} factor */
  arrowsAt(factor) {
    return [...(this.arrows.out.get(factor) ?? []), ...(this.arrows.into.get(factor) ?? [])];
  }

  /** A line of the drawing: a link, an act or a tie. @param {string} id */
  line(id) {
    return this.arrows.byId.get(id) ?? this.company.get(id);
  }

  /** Where a line runs; undefined where it is not drawn. @param {string} id */
  wayOf(id) {
    return this.curves.get(id) ?? this.company.curves.get(id);
  }

  /**
   * The lines that leave a factor, a partner or a person, or that reach it.
   * @param {"from" | "to"} end
   * @param {string} id
   * @returns {{id: string, from: string, to: string}[]}
   */
  linesAt(end, id) {
    return [...(end === "from" ? this.arrows.leaving(id) : this.arrows.reaching(id)), ...this.company.at(id).filter((strand) => strand[end] === id)];
  }

  /** @param {string} id */
  nameOf(id) {
    return isBody(id) ? this.map.bodies.name(id) : (this.map.store.factors.get(id)?.name ?? "");
  }

  /**
   * Where a factor or a body stands on the map in view; null where it is not on it.
   * @param {string} id
   * @returns {[number, number] | null}
   */
  placeOf(id) {
    if (isBody(id)) return this.boxes.has(id) ? this.company.placeOf(id) : null;
    if (this.held[id] && this.boxes.has(id)) return this.held[id];
    const own = this.map.store.positions.get(`${this.map.map}/${id}`);
    if (own || this.map.map !== MAIN) return own ?? null;
    return (this.placed[id] ??= this.#free(id));
  }

  /**
   * Places by the layout only, that a change of any position keeps: those of bodies where one of them is moved.
   * @param {string[]} [moved]
   * @returns {Record<string, [number, number]>}
   */
  unsettled(moved = []) {
    const withBodies = moved.some(isBody);
    const isLoose = (/** @type {string} */ id) => (isBody(id) ? withBodies : this.map.map === MAIN) && !this.map.store.positions.has(`${this.map.map}/${id}`);
    return Object.fromEntries([...this.boxes.keys()].filter(isLoose).map((id) => [id, isBody(id) ? this.company.placeOf(id) : this.placed[id]]));
  }

  /** Factors of the map in view, in reading order: by columns of a box's width, then from the top. */
  inOrder() {
    return [...this.boxes.keys()].sort((one, other) => {
      const [a, b] = [/** @type {NodeBox} */ (this.boxes.get(one)), /** @type {NodeBox} */ (this.boxes.get(other))];
      return Math.round(a.x / 220) - Math.round(b.x / 220) || a.y - b.y || (one < other ? -1 : 1);
    });
  }

  /**
   * The factor or body at a point; undefined where there is none.
   * @param {[number, number]} point
   */
  factorAt([x, y]) {
    for (const [id, box] of this.boxes) {
      if (Math.abs(x - box.x) <= box.wide / 2 && Math.abs(y - box.y) <= box.high / 2) return id;
    }
    return undefined;
  }

  /**
   * Beside something that was made last: where a new factor covers no other.
   * @param {[number, number]} from
   * @returns {[number, number]}
   */
  freeNear([x, y]) {
    for (let round = 0; round < 40; round += 1) {
      for (let side = 0; side < Math.max(1, round * 6); side += 1) {
        const turn = (side / Math.max(1, round * 6)) * 2 * Math.PI;
        const [at, low] = [x + Math.cos(turn) * round * 120, y + Math.sin(turn) * round * 70];
        const isFree = [...this.boxes.values()].every((box) => Math.abs(box.x - at) > box.wide / 2 + 100 || Math.abs(box.y - low) > box.high / 2 + 34);
        if (isFree) return [at, low];
      }
    }
    return [x, y];
  }

  /** @param {string} id */
  #place(id) {
    if (isBody(id)) return this.company.place(id);
    const factor = this.map.store.factors.get(id);
    const at = factor ? this.placeOf(id) : null;
    if (!factor || !at) return this.boxes.delete(id);
    this.boxes.set(id, { x: at[0], y: at[1], ...label(factor.name, this.widthOf) });
    return true;
  }

  /** @param {string} id */
  #bend(id) {
    const arrow = this.arrows.byId.get(id);
    const from = arrow && this.boxes.get(arrow.from);
    const to = arrow && this.boxes.get(arrow.to);
    if (!arrow || !from || !to) this.curves.delete(id);
    else this.curves.set(id, curve(from, to, arrow.kind === "influences" ? 1 : 1.9));
  }

  /** @param {string} id */
  #free(id) {
    const before = this.arrows.reaching(id)[0]?.from ?? this.arrows.leaving(id)[0]?.to;
    const near = before ? this.boxes.get(before) : undefined;
    const lowest = Math.max(0, ...[...this.boxes.values()].map((box) => box.y));
    return this.freeNear(near ? [near.x + 260, near.y] : [0, lowest + (this.boxes.size ? STEP : 0)]);
  }
}
