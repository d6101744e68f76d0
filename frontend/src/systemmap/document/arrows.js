// @ts-check
/** Rows of links as arrows: rival views of one link are one arrow with its agreement. */

/** @typedef {import("./shapes.js").Link} Link */
/**
 * @typedef {{id: string, from: string, to: string, kind: string, views: Link[], sign: string, strength: number,
 *   poor: boolean, delay: number, contested: boolean, layer: string}} Arrow
 * `sign` is that of most views, `strength` 0 not known to 3 strong, `delay` the likely months.
 */

/** Evidence of this grade or poorer is drawn dashed: an opinion, or a guess. */
const POOR_GRADE = 5;
const STRENGTHS = { weak: 1, medium: 2, strong: 3 };
/** Sizes of elasticity where words would change: between the likely values of the words (strengths.csv of the library). */
const WEAK_BELOW = 0.15;
const STRONG_FROM = 0.45;
const FLOWS = /** @type {Record<string, string>} */ ({ adds_to: "+", drains: "-" });

export class Arrows {
  /** @param {import("./store.js").MapStore} store */
  constructor(store) {
    this.store = store;
    /** @type {Map<string, Arrow>} */
    this.byId = new Map();
    /** @type {Map<string, Set<string>>} ids of arrows by the factor they leave */
    this.out = new Map();
    /** @type {Map<string, Set<string>>} ids of arrows by the factor they reach */
    this.into = new Map();
    /** @type {Map<string, Set<string>>} keys of rows by arrow */
    this.rows = new Map();
    /** @type {Map<string, string>} arrow by key of a row */
    this.arrowOf = new Map();
    /** @type {Map<string, Set<string>>} arrows with rows that name a factor, drawn or not */
    this.naming = new Map();
    this.update(store.links.keys(), []);
  }

  /**
   * Takes in what changed; the ids of arrows that are new, other than before, or gone.
   * @param {Iterable<string>} links keys of rows
   * @param {Iterable<string>} factors ids of factors that came or went
   */
  update(links, factors) {
    /** @type {Set<string>} */
    const touched = new Set();
    for (const key of links) {
      const before = this.arrowOf.get(key);
      if (before) {
        this.rows.get(before)?.delete(key);
        this.arrowOf.delete(key);
        touched.add(before);
      }
      const link = this.store.links.get(key);
      if (link) {
        const id = arrowId(link);
        this.arrowOf.set(key, id);
        entry(this.rows, id).add(key);
        entry(this.naming, link.from).add(id);
        entry(this.naming, link.to).add(id);
        touched.add(id);
      }
    }
    for (const factor of factors) for (const id of this.naming.get(factor) ?? []) touched.add(id);
    for (const id of touched) this.#remake(id);
    return touched;
  }

  /** @param {string} factor */
  leaving(factor) {
    return [...(this.out.get(factor) ?? [])].map((id) => /** @type {Arrow} */ (this.byId.get(id)));
  }

  /** @param {string} factor */
  reaching(factor) {
    return [...(this.into.get(factor) ?? [])].map((id) => /** @type {Arrow} */ (this.byId.get(id)));
  }

  /** @param {string} id */
  #remake(id) {
    const old = this.byId.get(id);
    if (old) {
      this.byId.delete(id);
      this.out.get(old.from)?.delete(id);
      this.into.get(old.to)?.delete(id);
    }
    const keys = this.rows.get(id);
    if (!keys?.size) this.rows.delete(id);
    const views = oneForEach([...(keys ?? [])].map((key) => /** @type {Link} */ (this.store.links.get(key))));
    const [first] = views;
    if (!first || first.from === first.to || !this.store.factors.has(first.from) || !this.store.factors.has(first.to)) return;
    this.byId.set(id, arrowOf(id, views));
    entry(this.out, first.from).add(id);
    entry(this.into, first.to).add(id);
  }
}

/** @param {{from: string, to: string, kind: string}} link */
export function arrowId(link) {
  return `${link.from}>${link.to}>${link.kind}`;
}

/**
 * Of two rows by the same partner only that with the smaller key counts; the others in the order of who says so.
 * @param {Link[]} links
 */
function oneForEach(links) {
  const sorted = [...links].sort((one, other) => (one.key < other.key ? -1 : 1));
  const found = /** @type {Map<string, Link>} */ (new Map());
  for (const link of sorted) if (!found.has(link.contributed_by)) found.set(link.contributed_by, link);
  return [...found.values()].sort((one, other) => one.contributed_by.localeCompare(other.contributed_by));
}

/**
 * @param {string} id
 * @param {Link[]} views
 * @returns {Arrow}
 */
export function arrowOf(id, views) {
  const signs = views.map(signOf).filter(Boolean);
  const sizes = views.map(strengthOf).filter(Boolean).sort();
  const grades = views.map((view) => view.grade).filter((grade) => grade !== null);
  const plus = signs.filter((sign) => sign === "+").length;
  const [first] = views;
  return {
    id,
    from: first.from,
    to: first.to,
    kind: first.kind,
    views,
    sign: signs.length === 0 ? "" : plus * 2 > signs.length ? "+" : plus * 2 < signs.length ? "-" : signs[0],
    strength: sizes.length ? sizes[Math.floor(sizes.length / 2)] : 0,
    poor: grades.length > 0 && Math.min(.../** @type {number[]} */ (grades)) >= POOR_GRADE,
    delay: Math.max(0, ...views.map((view) => view.delay?.[1] ?? 0)),
    contested: new Set(signs).size > 1 || (sizes.length > 0 && sizes[sizes.length - 1] - sizes[0] > 1),
    layer: first.layer,
  };
}

/** @param {{kind: string, sign: string}} view */
export function signOf(view) {
  return FLOWS[view.kind] ?? view.sign;
}

/**
 * How strong somebody holds a link to be: 0 not known, 1 weak, 2 medium, 3 strong.
 * @param {{strength: string, elasticity: import("./shapes.js").Triple | null}} view
 */
export function strengthOf(view) {
  if (view.strength) return /** @type {Record<string, number>} */ (STRENGTHS)[view.strength] ?? 0;
  const likely = view.elasticity?.[1] ?? null;
  if (likely === null) return 0;
  return likely < WEAK_BELOW ? 1 : likely >= STRONG_FROM ? 3 : 2;
}

/**
 * @param {Map<string, Set<string>>} map
 * @param {string} key
 */
function entry(map, key) {
  const found = map.get(key) ?? new Set();
  map.set(key, found);
  return found;
}
