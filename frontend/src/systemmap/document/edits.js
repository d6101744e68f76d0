// @ts-check
/** What can be done to a map, each as one gesture. */
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
 * Change fields of a factor, a link, an actor or a map.
 * @param {LiveMap} map
 * @param {"factors" | "links" | "actors" | "maps"} root
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
 * Take factors and links away, and with each factor all that is said of it.
 * @param {LiveMap} map
 * @param {Iterable<string>} factors
 * @param {Iterable<string>} links
 */
export function remove(map, factors, links) {
  const gone = new Set(factors);
  const keys = new Set(links);
  for (const link of map.store.links.values()) if (gone.has(link.from) || gone.has(link.to)) keys.add(link.key);
  return map.gesture(
    inEach(map, (root) => {
      for (const id of gone) root("factors").delete(id);
      for (const key of keys) root("links").delete(key);
      for (const [id, actor] of root("actors").entries()) if (gone.has(actor.get?.("factor"))) root("actors").delete(id);
      for (const key of root("positions").keys()) if (gone.has(key.slice(key.indexOf("/") + 1))) root("positions").delete(key);
      for (const key of root("reactions").keys()) if (gone.has(key.slice(0, key.lastIndexOf("/")))) root("reactions").delete(key);
    }),
  );
}

/**
 * Put factors at new places of the map in view.
 * @param {LiveMap} map
 * @param {Record<string, [number, number]>} places by factor
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
 * Take factors off the map in view; they stay in the place.
 * @param {LiveMap} map
 * @param {Iterable<string>} ids
 */
export function takeOffMap(map, ids) {
  if (map.map === MAIN) return false;
  return map.gesture(byLayer(map, [...ids], (root, own) => own.forEach((id) => root("positions").delete(`${map.map}/${id}`))));
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
 * Say that a partner can act on a factor.
 * @param {LiveMap} map
 * @param {{partner: string, factor: string, power?: number | null}} said
 */
export function addActor(map, { partner, factor, power = null }) {
  const id = newFactorId(`${partner} ${factor}`.slice(0, 50), map.random);
  const layer = map.store.layerOf("factors", factor) ?? "shared";
  map.gesture({ [layer]: (root) => root("actors").set(id, sharedEntry({ partner, factor, power })) });
  return id;
}

/**
 * @param {LiveMap} map
 * @param {string} id
 */
export function removeActor(map, id) {
  const layer = map.store.layerOf("actors", id);
  return layer ? map.gesture({ [layer]: (root) => root("actors").delete(id) }) : false;
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
 * @param {LiveMap} map
 * @param {string[]} ids of factors
 * @param {(root: (name: string) => any, ids: string[]) => void} change
 * @returns {Record<string, (root: (name: string) => any) => void>}
 */
function byLayer(map, ids, change) {
  /** @type {Record<string, string[]>} */
  const groups = {};
  for (const id of ids) (groups[map.store.layerOf("factors", id) ?? "shared"] ??= []).push(id);
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
