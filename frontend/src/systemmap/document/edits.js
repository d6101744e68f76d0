// @ts-check
/** What can be done to a map, each as one gesture. */
import { isBody } from "./bodies.js";
import { newFactorId, newKey, slug } from "./ids.js";
import { sharedEntry } from "./live_map.js";
import { FIELDS } from "./shapes.js";

/** @typedef {import("./live_map.js").LiveMap} LiveMap */
/** @typedef {import("./shapes.js").Link} Link */

export const MAIN = "main";
const MOST_LETTERS = 200;

/**
 * A new factor on the map in view; its id.
 * @param {LiveMap} map
 * @param {{name: string, at: [number, number], kind?: string, layer?: string}} said
 */
export function addFactor(map, { name, at, kind = "cause", layer = "shared" }) {
  const id = newFactorId(name, map.random);
  map.gesture({
    [layer]: (root) => {
      root("factors").set(id, sharedEntry({ ...FIELDS.factors, name: name.trim().slice(0, MOST_LETTERS), kind }));
      root("positions").set(`${map.map}/${id}`, rounded(at));
    },
  });
  return id;
}

/**
 * Change fields of a factor, a link, an actor, a tie or a map.
 * @param {LiveMap} map
 * @param {"factors" | "links" | "actors" | "ties" | "maps"} root
 * @param {string} key
 * @param {Record<string, any>} fields
 */
export function changeEntry(map, root, key, fields) {
  const layer = map.store.layerOf(root, key);
  if (!layer) return false;
  return map.gesture({
    [layer]: (get) => {
      const entry = get(root).get(key);
      for (const [name, value] of Object.entries(fields)) {
        if (JSON.stringify(entry.get(name) ?? null) !== JSON.stringify(value)) entry.set(name, value);
      }
    },
  });
}

/**
 * A new link; its key, or null where the two cannot be linked or the same view stands already.
 * @param {LiveMap} map
 * @param {{from: string, to: string, sign?: string, strength?: string, kind?: string, contributed_by?: string,
 *   layer?: string}} said
 */
export function addLink(map, { from, to, layer = "shared", ...fields }) {
  const view = { ...FIELDS.links, ...fields, from, to };
  if (from === to || !map.store.factors.has(from) || !map.store.factors.has(to) || sameView(map, view)) return null;
  const key = newKey(map.random);
  const into = mostPrivate(map, [layer, map.store.layerOf("factors", from), map.store.layerOf("factors", to)]);
  const added = map.gesture({ [into]: (root) => root("links").set(key, sharedEntry(view)) });
  return added ? key : null;
}

/**
 * The view that somebody already gave of the same link.
 * @param {LiveMap} map
 * @param {{from: string, to: string, kind: string, contributed_by: string}} view
 */
export function sameView(map, view) {
  const alike = ["from", "to", "kind", "contributed_by"];
  return [...map.store.links.values()].find((link) => alike.every((name) => /** @type {any} */ (link)[name] === /** @type {any} */ (view)[name]));
}

/**
 * Take factors and links away, and with each factor all that is said of it. Partners and people stay in the place: they
 * are taken off the map in view.
 * @param {LiveMap} map
 * @param {Iterable<string>} things ids of the drawing
 * @param {Iterable<string>} links
 */
export function remove(map, things, links) {
  const gone = new Set([...things].filter((id) => !isBody(id)));
  const off = new Set([...things].filter(isBody).map((id) => `${map.map}/${id}`));
  const keys = new Set(links);
  for (const link of map.store.links.values()) if (gone.has(link.from) || gone.has(link.to)) keys.add(link.key);
  return map.gesture(
    inEach(map, (root) => {
      for (const id of gone) root("factors").delete(id);
      for (const key of keys) root("links").delete(key);
      for (const [id, actor] of root("actors").entries()) if (gone.has(actor.get?.("factor"))) root("actors").delete(id);
      for (const key of root("positions").keys()) if (off.has(key) || gone.has(key.slice(key.indexOf("/") + 1))) root("positions").delete(key);
      for (const key of root("reactions").keys()) if (gone.has(key.slice(0, key.lastIndexOf("/")))) root("reactions").delete(key);
    }),
  );
}

/**
 * Put factors, partners and people at new places of the map in view.
 * @param {LiveMap} map
 * @param {Record<string, [number, number]>} places by id of the drawing
 * @param {Record<string, [number, number]>} [settled] places that others had by the layout only: they are kept too
 */
export function move(map, places, settled = {}) {
  const all = { ...settled, ...places };
  return map.gesture(
    byLayer(map, Object.keys(all), (root, ids) => {
      for (const id of ids) setPoint(root("positions"), `${map.map}/${id}`, all[id]);
    }),
  );
}

/**
 * Take factors, partners or people off the map in view; they stay in the place.
 * @param {LiveMap} map
 * @param {Iterable<string>} ids
 */
export function takeOffMap(map, ids) {
  const off = [...ids].filter((id) => map.map !== MAIN || isBody(id));
  return map.gesture(byLayer(map, off, (root, own) => own.forEach((id) => root("positions").delete(`${map.map}/${id}`))));
}

/**
 * A new map, with some factors where they stand; its id.
 * @param {LiveMap} map
 * @param {{name: string, question?: string, places: Record<string, [number, number]>}} said
 */
export function addMap(map, { name, question = "", places }) {
  const id = newFactorId(slug(name) === MAIN ? "another main" : name, map.random);
  const positions = byLayer(map, Object.keys(places), (root, ids) => {
    for (const factor of ids) root("positions").set(`${id}/${factor}`, rounded(places[factor]));
  });
  const others = positions.shared;
  positions.shared = (root) => {
    root("maps").set(id, sharedEntry({ ...FIELDS.maps, name: name.slice(0, MOST_LETTERS), question }));
    others?.(root);
  };
  map.gesture(positions);
  return id;
}

/**
 * Of several layers the one that fewest people see: what names a private thing is as private.
 * @param {LiveMap} map
 * @param {(string | undefined)[]} ids
 */
export function mostPrivate(map, ids) {
  const order = [...map.layers.keys()];
  return ids.reduce((/** @type {string} */ most, id) => (id && order.indexOf(id) > order.indexOf(most) ? id : most), order[0]);
}

/**
 * The layer that a place of something on the map in view goes into: that of the factor; of a body where it has its place.
 * @param {LiveMap} map
 * @param {string} id of the drawing
 */
function homeOf(map, id) {
  if (!isBody(id)) return map.store.layerOf("factors", id) ?? "shared";
  return map.store.layerOf("positions", `${map.map}/${id}`) ?? map.bodies.layerOf(id) ?? "shared";
}

/**
 * @param {LiveMap} map
 * @param {string[]} ids of the drawing
 * @param {(root: (name: string) => any, ids: string[]) => void} change
 * @returns {Record<string, (root: (name: string) => any) => void>}
 */
function byLayer(map, ids, change) {
  /** @type {Record<string, string[]>} */
  const groups = {};
  for (const id of ids) (groups[homeOf(map, id)] ??= []).push(id);
  return Object.fromEntries(Object.entries(groups).map(([layer, own]) => [layer, (root) => change(root, own)]));
}

/**
 * @param {LiveMap} map
 * @param {(root: (name: string) => any) => void} change
 */
function inEach(map, change) {
  return Object.fromEntries([...map.layers.keys()].map((layer) => [layer, change]));
}

/**
 * @param {any} positions
 * @param {string} key
 * @param {[number, number]} point
 */
function setPoint(positions, key, point) {
  const to = rounded(point);
  const from = positions.get(key);
  if (!from || from[0] !== to[0] || from[1] !== to[1]) positions.set(key, to);
}

/**
 * @param {[number, number]} point
 * @returns {[number, number]}
 */
function rounded([x, y]) {
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}
