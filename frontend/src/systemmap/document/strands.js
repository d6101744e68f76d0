// @ts-check
/** Lines that begin at a partner or a person: what it can act on ("acts"), and whom it works with ("ties"). */
import { drawnId } from "./bodies.js";

/**
 * @typedef {{id: string, key: string, what: "act" | "tie", from: string, to: string, layer: string, power: number | null,
 *   kind: string, strength: number | null, since: string | null, until: string | null}} Strand
 * `from` and `to` are ids of the drawing; of an act `power` is known, of a tie the rest.
 */

/** Whether the id of a line is that of an act or a tie. @param {string} id */
export function isStrand(id) {
  return id.startsWith("act:") || id.startsWith("tie:");
}

/** @param {import("./shapes.js").Actor} actor @returns {Strand} */
export function actOf(actor) {
  return { id: `act:${actor.id}`, key: actor.id, what: "act", from: drawnId(actor.partner), to: actor.factor, layer: actor.layer, power: actor.power, kind: "", strength: null, since: null, until: null };
}

/** @param {import("./shapes.js").Tie} tie @returns {Strand} */
export function tieOf(tie) {
  const { key, layer, kind, strength, since, until } = tie;
  return { id: `tie:${key}`, key, what: "tie", from: drawnId(tie.from), to: drawnId(tie.to), layer, power: null, kind, strength, since, until };
}

export class Strands {
  /**
   * @param {import("./store.js").MapStore} store
   * @param {import("./bodies.js").Bodies} bodies
   */
  constructor(store, bodies) {
    this.store = store;
    this.bodies = bodies;
    /** @type {Map<string, Strand>} those whose both ends are known */
    this.byId = new Map();
    /** @type {Map<string, Strand>} every row as it was last read */
    this.rows = new Map();
    /** @type {Map<string, Set<string>>} ids of rows that name an end, known or not */
    this.naming = new Map();
    this.update({ actors: new Set(store.actors.keys()), ties: new Set(store.ties.keys()) });
  }

  /**
   * Takes in a change of the document: ids of the lines that are new, other than before, or gone, and their ends.
   * @param {import("./store.js").Touched} touched
   */
  update({ actors = new Set(), ties = new Set(), factors = new Set() }) {
    const changed = { ids: /** @type {Set<string>} */ (new Set()), ends: /** @type {Set<string>} */ (new Set()) };
    for (const key of actors) this.#read(`act:${key}`, this.store.actors.get(key), actOf, changed);
    for (const key of ties) this.#read(`tie:${key}`, this.store.ties.get(key), tieOf, changed);
    for (const factor of factors) for (const id of this.naming.get(factor) ?? []) this.#tell(/** @type {Strand} */ (this.rows.get(id)), changed);
    for (const id of changed.ids) this.#check(id);
    return changed;
  }

  /** The lines at an end. @param {string} end @returns {Strand[]} */
  at(end) {
    return [...(this.naming.get(end) ?? [])].flatMap((id) => this.byId.get(id) ?? []);
  }

  /**
   * @template Row
   * @param {string} id
   * @param {Row | undefined} row
   * @param {(row: Row) => Strand} read
   * @param {{ids: Set<string>, ends: Set<string>}} changed
   */
  #read(id, row, read, changed) {
    const before = this.rows.get(id);
    if (before) {
      for (const end of [before.from, before.to]) this.naming.get(end)?.delete(id);
      this.rows.delete(id);
      this.#tell(before, changed);
    }
    if (!row) return;
    const strand = read(row);
    this.rows.set(id, strand);
    for (const end of [strand.from, strand.to]) this.naming.set(end, (this.naming.get(end) ?? new Set()).add(id));
    this.#tell(strand, changed);
  }

  /** @param {Strand} strand @param {{ids: Set<string>, ends: Set<string>}} changed */
  #tell({ id, from, to }, changed) {
    changed.ids.add(id);
    changed.ends.add(from).add(to);
  }

  /** @param {string} id */
  #check(id) {
    const strand = this.rows.get(id);
    if (strand && this.#knows(strand)) this.byId.set(id, strand);
    else this.byId.delete(id);
  }

  /** @param {Strand} strand */
  #knows({ what, from, to }) {
    return from !== to && this.bodies.get(from) !== undefined && (what === "act" ? this.store.factors.has(to) : this.bodies.get(to) !== undefined);
  }
}

/** Whether a tie had ended before a day. @param {{until: string | null}} tie @param {string} [today] */
export function isOver({ until }, today = new Date().toISOString().slice(0, 10)) {
  return until !== null && until < today;
}
