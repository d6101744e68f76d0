// @ts-check
/** Copy, cut and paste of factors with the links between them, within a place or from another one. Nobody is copied. */
import { isBody } from "../document/bodies.js";
import { newFactorId, newKey } from "../document/ids.js";
import { sharedEntry } from "../document/live_map.js";
import { FIELDS } from "../document/shapes.js";

const MARK = "commonweal-map";
const STEP = 40;

/**
 * What is chosen, as text that can be pasted here or elsewhere.
 * @param {import("../document/live_map.js").LiveMap} map
 * @param {Iterable<string>} ids
 * @param {(id: string) => [number, number] | null} placeOf
 */
export function copied(map, ids, placeOf) {
  const chosen = new Set([...ids].filter((id) => !isBody(id)));
  const factors = [...chosen].map((id) => ({ ...pick(FIELDS.factors, map.store.factors.get(id)), id, at: placeOf(id) ?? [0, 0] }));
  const links = [...map.store.links.values()].filter((link) => chosen.has(link.from) && chosen.has(link.to)).map((link) => pick(FIELDS.links, link));
  return JSON.stringify({ [MARK]: 1, factors, links });
}

/**
 * Pastes what was copied, a little beside it; the ids of the new factors. Lines of plain text become factors.
 * @param {import("../document/live_map.js").LiveMap} map
 * @param {string} text
 * @param {{at: [number, number], layer: string}} where
 */
export function pasted(map, text, { at, layer }) {
  const { factors, links } = readCopied(text, at);
  /** @type {Map<string, string>} */
  const ids = new Map(factors.map((factor) => [factor.id, newFactorId(factor.name, map.random)]));
  if (!factors.length) return [];
  map.gesture({
    [layer]: (root) => {
      for (const { id, at: place, ...fields } of factors) {
        root("factors").set(ids.get(id), sharedEntry({ ...FIELDS.factors, ...fields }));
        root("positions").set(`${map.map}/${ids.get(id)}`, place);
      }
      for (const link of links) root("links").set(newKey(map.random), sharedEntry({ ...FIELDS.links, ...link, from: ids.get(link.from), to: ids.get(link.to) }));
    },
  });
  return [...ids.values()];
}

/**
 * @param {string} text
 * @param {[number, number]} at
 * @returns {{factors: any[], links: any[]}}
 */
export function readCopied(text, at) {
  try {
    const said = JSON.parse(text);
    if (said?.[MARK] !== 1) return { factors: [], links: [] };
    const factors = said.factors.map((/** @type {any} */ factor) => ({ ...pick(FIELDS.factors, factor), id: String(factor.id), at: factor.at.map((/** @type {number} */ part) => Number(part) + STEP) }));
    const known = new Set(factors.map((/** @type {any} */ factor) => factor.id));
    const links = said.links.map((/** @type {any} */ link) => pick(FIELDS.links, link)).filter((/** @type {any} */ link) => known.has(link.from) && known.has(link.to));
    return { factors, links };
  } catch {
    const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).slice(0, 50);
    return { factors: lines.map((name, index) => ({ ...FIELDS.factors, name: name.slice(0, 200), id: String(index), at: [at[0], at[1] + index * 90] })), links: [] };
  }
}

/**
 * @param {Record<string, any>} fields
 * @param {any} entry
 */
function pick(fields, entry) {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, entry?.[name] ?? fields[name]]));
}
