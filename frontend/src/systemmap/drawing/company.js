// @ts-check
/** The partners and people on a map and the lines from them: nothing at all while they are not shown. */
import { isBody } from "../document/bodies.js";
import { MAIN } from "../document/edits.js";
import { Strands } from "../document/strands.js";
import { curve, frameOf } from "./geometry.js";
import { label } from "./text.js";

/** What is shown, by what the address says. */
const SHOWN = /** @type {Record<string, string[]>} */ ({ "": [], acts: ["act"], ties: ["tie"], all: ["act", "tie"] });
/** Room for the mark at the left of a name; how much lower than a factor's box; where one without lines goes. */
export const MARK_WIDE = 26;
const LOWER = 8;
const STEP = 96;
/** With more boxes than this nobody looks for free ground among them: whoever has no place stands in rows below. */
const MANY = 600;
const [ROOM_WIDE, ROOM_HIGH] = [250, 90];
/** Ties that go the same way bend more, one after the other. */
const MORE_BEND = 0.9;

export class Company {
  /** @param {import("./scene.js").Scene} scene */
  constructor(scene) {
    this.scene = scene;
    this.who = "";
    /** @type {Strands | null} */
    this.strands = null;
    /** @type {Map<string, import("./geometry.js").Curve>} */
    this.curves = new Map();
    /** @type {Record<string, [number, number]>} where those that nobody has put anywhere stand, by map and id */
    this.freed = {};
    /** @type {Record<string, {left: number, top: number, across: number, count: number}>} the rows below a large map */
    this.rows = {};
    /** The map for which the layout has placed partners and people: that with which the page began. */
    this.home = scene.map.map;
  }

  /** Everything anew: after the factors have their boxes. */
  rebuild() {
    const { bodies, store } = this.scene.map;
    this.curves.clear();
    this.strands = this.who ? new Strands(store, bodies) : null;
    if (!this.strands) return;
    for (const id of [...bodies.byId.keys()].sort()) this.place(id);
    for (const id of this.strands.byId.keys()) this.bend(id);
  }

  /**
   * Takes in a change of the document; what to draw again: bodies, and lines.
   * @param {import("../document/store.js").Touched} touched
   * @param {Iterable<string>} things ids of the drawing whose places may be others
   */
  update(touched, things) {
    if (!this.strands) return { bodies: [], strands: new Set() };
    const { ids, ends } = this.strands.update(touched);
    const moved = new Set([...things, ...ends]);
    for (const id of moved) for (const strand of isBody(id) ? [] : this.strands.at(id)) moved.add(strand.from);
    const bodies = [...moved].filter(isBody);
    for (const id of bodies) this.place(id);
    for (const id of moved) for (const strand of this.strands.at(id)) ids.add(strand.id);
    for (const id of ids) this.bend(id);
    return { bodies, strands: ids };
  }

  /** @param {string} id of a line */
  get(id) {
    return this.strands?.byId.get(id);
  }

  /** The lines in view at an end. @param {string} end */
  at(end) {
    return (this.strands?.at(end) ?? []).filter((strand) => this.curves.has(strand.id));
  }

  /** Gives a body its box, or takes it away. @param {string} id */
  place(id) {
    const { boxes, map, widthOf } = this.scene;
    const at = this.#isOn(id) ? this.placeOf(id) : null;
    if (!at) return boxes.delete(id);
    const said = label(map.bodies.name(id), widthOf);
    boxes.set(id, { x: at[0], y: at[1], ...said, wide: said.wide + MARK_WIDE, high: said.high - LOWER });
    return true;
  }

  /** @param {string} id @returns {[number, number]} */
  placeOf(id) {
    const { boxes, held, map, placed } = this.scene;
    if (held[id] && boxes.has(id)) return held[id];
    const key = `${map.map}/${id}`;
    const known = map.store.positions.get(key) ?? (map.map === this.home ? placed[id] : undefined);
    return known ?? (this.freed[key] ??= this.#free(id));
  }

  /** @param {string} id of a line */
  bend(id) {
    const strand = this.strands?.byId.get(id);
    const from = strand && this.scene.boxes.get(strand.from);
    const to = strand && this.scene.boxes.get(strand.to);
    if (!strand || !from || !to || !SHOWN[this.who].includes(strand.what)) this.curves.delete(id);
    else this.curves.set(id, curve(from, to, strand.what === "act" ? 0 : 1 + MORE_BEND * this.#before(strand)));
  }

  /** How many ties go the same way and come first. @param {import("../document/strands.js").Strand} strand */
  #before({ id, from, to }) {
    const alike = /** @type {Strands} */ (this.strands).at(from).filter((other) => other.what === "tie" && other.from === from && other.to === to);
    return alike.filter((other) => other.id < id).length;
  }

  /** On the whole map: whoever has a line in view. On another: whoever can act on a factor there. Or who was put there. */
  #isOn(id) {
    const { boxes, map } = this.scene;
    if (!this.strands || !map.bodies.get(id)) return false;
    if (map.store.positions.has(`${map.map}/${id}`)) return true;
    const lines = this.strands.at(id);
    if (map.map === MAIN) return lines.some((strand) => SHOWN[this.who].includes(strand.what));
    return lines.some((strand) => strand.what === "act" && boxes.has(strand.to));
  }

  /** Near what it can act on, else near whom it works with, covering nobody. @param {string} id @returns {[number, number]} */
  #free(id) {
    const { boxes } = this.scene;
    if (boxes.size > MANY) return this.#below();
    const lines = /** @type {Strands} */ (this.strands).at(id);
    const ends = (/** @type {string} */ what) => lines.filter((strand) => strand.what === what).flatMap((strand) => boxes.get(strand.from === id ? strand.to : strand.from) ?? []);
    const near = ends("act").length ? ends("act") : ends("tie");
    if (!near.length) return this.scene.freeNear([0, Math.max(0, ...[...boxes.values()].map((box) => box.y)) + (boxes.size ? STEP : 0)]);
    const mean = (/** @type {"x" | "y"} */ axis) => near.reduce((sum, box) => sum + box[axis], 0) / near.length;
    return this.scene.freeNear([mean("x"), mean("y")]);
  }
  /** The next place in the rows below everything. @returns {[number, number]} */
  #below() {
    const { boxes, map } = this.scene;
    const rows = (this.rows[map.map] ??= rowsBelow(/** @type {any} */ (frameOf(boxes.values()))));
    const at = rows.count;
    rows.count += 1;
    return [rows.left + (at % rows.across) * ROOM_WIDE, rows.top + Math.floor(at / rows.across) * ROOM_HIGH];
  }
}

/** @param {{left: number, top: number, wide: number, high: number}} frame */
function rowsBelow({ left, top, wide, high }) {
  return { left: left + ROOM_WIDE / 2, top: top + high + ROOM_HIGH, across: Math.max(1, Math.floor(wide / ROOM_WIDE)), count: 0 };
}
