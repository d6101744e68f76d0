// @ts-check
/** What stands in the shared document, and how junk in it is read: anybody's browser can write anything. */

/**
 * @typedef {[number | null, number | null, number | null]} Triple low, likely, high
 * @typedef {{id: string, layer: string, name: string, kind: string, unit: string, per: string, better: string,
 *   baseline: number | null, trend: Triple | null, floor: number | null, ceiling: number | null,
 *   source: string, note: string}} Factor
 * @typedef {{key: string, layer: string, from: string, to: string, kind: string, sign: string, strength: string,
 *   elasticity: Triple | null, delay: Triple | null, grade: number | null, source: string, note: string,
 *   contributed_by: string}} Link
 * @typedef {{id: string, layer: string, partner: string, factor: string, power: number | null}} Actor
 * @typedef {{key: string, layer: string, from: string, to: string, kind: string, strength: number | null,
 *   since: string | null, until: string | null}} Tie
 * @typedef {{id: string, layer: string, name: string, question: string, note: string}} NamedMap
 */

export const ROOTS = ["factors", "links", "actors", "ties", "maps", "positions", "reactions", "session"];

/** The fields of each kind of entry, with the value of a new one. */
export const FIELDS = {
  factors: {
    name: "", kind: "cause", unit: "", per: "", better: "", baseline: null, trend: null, floor: null, ceiling: null,
    source: "", note: "",
  },
  links: {
    from: "", to: "", kind: "influences", sign: "", strength: "", elasticity: null, delay: null, grade: null,
    source: "", note: "", contributed_by: "",
  },
  actors: { partner: "", factor: "", power: null },
  ties: { from: "", to: "", kind: "works_with", strength: null, since: null, until: null },
  maps: { name: "", question: "", note: "" },
};

const TRIPLES = new Set(["trend", "elasticity", "delay"]);
const NUMBERS = new Set(["baseline", "floor", "ceiling", "grade", "power"]);
const DAYS = new Set(["since", "until"]);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * An entry as a plain object with every field; null where it is no entry at all.
 * @param {"factors" | "links" | "actors" | "ties" | "maps"} root
 * @param {any} value a shared map, or a plain object of the page's JSON
 * @returns {Record<string, any> | null}
 */
export function entryOf(root, value) {
  const get = typeof value?.get === "function" ? (/** @type {string} */ name) => value.get(name) : typeof value === "object" && value ? (/** @type {string} */ name) => value[name] : null;
  if (!get) return null;
  const entry = /** @type {Record<string, any>} */ ({});
  for (const [name, otherwise] of Object.entries(FIELDS[root])) entry[name] = cleaned(name, get(name), otherwise);
  return entry;
}

/**
 * @param {string} name
 * @param {any} value
 * @param {any} otherwise
 */
function cleaned(name, value, otherwise) {
  if (TRIPLES.has(name)) return Array.isArray(value) && value.length === 3 ? value.map(number) : null;
  if (NUMBERS.has(name) || (name === "strength" && otherwise === null)) return number(value);
  if (DAYS.has(name)) return typeof value === "string" && DAY.test(value) ? value : null;
  if (typeof otherwise === "string") return typeof value === "string" ? value : otherwise;
  return value ?? otherwise;
}

/** @param {any} value */
function number(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/**
 * A position, or null where it is none.
 * @param {any} value
 * @returns {[number, number] | null}
 */
export function pointOf(value) {
  return Array.isArray(value) && value.length === 2 && value.every((part) => number(part) !== null) ? [value[0], value[1]] : null;
}
