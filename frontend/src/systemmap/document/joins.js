// @ts-check
/** What can be done to who can act and who works with whom, each as one gesture. */
import { drawnId } from "./bodies.js";
import { mostPrivate, move } from "./edits.js";
import { newFactorId, newKey } from "./ids.js";
import { sharedEntry } from "./live_map.js";
import { FIELDS } from "./shapes.js";

/** @typedef {import("./live_map.js").LiveMap} LiveMap */

/**
 * Say that a partner can act on a factor; the id of what is said, or null where that stands already or cannot be.
 * @param {LiveMap} map
 * @param {{partner: string, factor: string, power?: number | null, layer?: string}} said
 */
export function addActor(map, { partner, factor, power = null, layer = "shared" }) {
  if (!map.store.factors.has(factor) || sameAct(map, { partner, factor })) return null;
  const id = newFactorId(`${partner} ${factor}`.slice(0, 50), map.random);
  const into = mostPrivate(map, [layer, map.store.layerOf("factors", factor), map.bodies.layerOf(drawnId(partner))]);
  return map.gesture({ [into]: (root) => root("actors").set(id, sharedEntry({ partner, factor, power })) }) ? id : null;
}

/**
 * What says already that a partner can act on a factor.
 * @param {LiveMap} map
 * @param {{partner: string, factor: string}} said
 */
export function sameAct(map, { partner, factor }) {
  return [...map.store.actors.values()].find((actor) => actor.partner === partner && actor.factor === factor);
}

/**
 * Say that a partner or a person works with another; the key of the tie, or null where it stands already or cannot be.
 * @param {LiveMap} map
 * @param {{from: string, to: string, kind?: string, strength?: number | null, layer?: string}} said ids of the place
 */
export function addTie(map, { from, to, kind = "works_with", strength = null, layer = "shared" }) {
  if (from === to || sameTie(map, { from, to, kind })) return null;
  const key = newKey(map.random);
  const into = mostPrivate(map, [layer, map.bodies.layerOf(drawnId(from)), map.bodies.layerOf(drawnId(to))]);
  return map.gesture({ [into]: (root) => root("ties").set(key, sharedEntry({ ...FIELDS.ties, from, to, kind, strength })) }) ? key : null;
}

/**
 * The tie of this kind that stands already and has not ended.
 * @param {LiveMap} map
 * @param {{from: string, to: string, kind: string}} said
 */
export function sameTie(map, { from, to, kind }) {
  return [...map.store.ties.values()].find((tie) => tie.from === from && tie.to === to && tie.kind === kind && tie.until === null);
}

/**
 * Take what is said of an act or a tie away.
 * @param {LiveMap} map
 * @param {"actors" | "ties"} root
 * @param {string} key
 */
export function removeRow(map, root, key) {
  const layer = map.store.layerOf(root, key);
  return layer ? map.gesture({ [layer]: (get) => get(root).delete(key) }) : false;
}

/**
 * Put a partner or a person on the map in view.
 * @param {LiveMap} map
 * @param {string} id of the drawing
 * @param {[number, number]} at
 */
export function placeBody(map, id, at) {
  return map.bodies.get(id) !== undefined && move(map, { [id]: at });
}
