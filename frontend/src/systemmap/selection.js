// @ts-check
/** What is chosen: some factors, or one link. */

export class Selection {
  constructor() {
    /** @type {Set<string>} */
    this.factors = new Set();
    /** @type {string | null} id of an arrow */
    this.arrow = null;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
  }

  /** The one factor that is chosen; undefined with none or several. */
  get factor() {
    return this.factors.size === 1 ? [...this.factors][0] : undefined;
  }

  get isEmpty() {
    return this.factors.size === 0 && this.arrow === null;
  }

  /** @param {Iterable<string>} ids */
  choose(ids) {
    this.#to(new Set(ids), null);
  }

  /** @param {string} id */
  toggle(id) {
    const factors = new Set(this.factors);
    if (!factors.delete(id)) factors.add(id);
    this.#to(factors, null);
  }

  /** @param {string} arrow */
  chooseArrow(arrow) {
    this.#to(new Set(), arrow);
  }

  clear() {
    this.#to(new Set(), null);
  }

  /**
   * Lets go of what is no longer there.
   * @param {(id: string) => boolean} hasFactor
   * @param {(id: string) => boolean} hasArrow
   */
  keep(hasFactor, hasArrow) {
    const factors = [...this.factors].filter(hasFactor);
    const arrow = this.arrow !== null && hasArrow(this.arrow) ? this.arrow : null;
    if (factors.length !== this.factors.size || arrow !== this.arrow) this.#to(new Set(factors), arrow);
  }

  /**
   * @param {Set<string>} factors
   * @param {string | null} arrow
   */
  #to(factors, arrow) {
    const isSame = arrow === this.arrow && factors.size === this.factors.size && [...factors].every((id) => this.factors.has(id));
    if (isSame) return;
    this.factors = factors;
    this.arrow = arrow;
    this.listeners.forEach((listener) => listener());
  }
}
