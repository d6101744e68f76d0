// @ts-check
/** Tells who listens what others change, in few words and not too often. */
import { counted } from "../words.js";

const PAUSE = 2500;

export class Hearsay {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {() => {name: string}[]} others
   */
  constructor(page, others) {
    this.page = page;
    this.others = others;
    /** @type {Map<string, string>} factor names by id, as last known */
    this.names = new Map([...page.store.factors].map(([id, factor]) => [id, factor.name]));
    this.came = /** @type {string[]} */ ([]);
    this.went = /** @type {string[]} */ ([]);
    this.links = 0;
    this.strands = 0;
    /** @type {any} */
    this.timer = null;
    page.onChange.add((touched) => this.#heard(touched));
  }

  /** @param {import("../document/store.js").Touched} touched */
  #heard(touched) {
    const isOthers = this.others().length > 0 && !this.page.map.isMine;
    for (const id of touched.factors ?? []) {
      const factor = this.page.store.factors.get(id);
      const known = this.names.get(id);
      if (factor) this.names.set(id, factor.name);
      else this.names.delete(id);
      if (!isOthers) continue;
      if (factor && known === undefined) this.came.push(factor.name);
      else if (!factor && known) this.went.push(known);
    }
    if (isOthers) this.links += touched.links?.size ?? 0;
    if (isOthers) this.strands += (touched.actors?.size ?? 0) + (touched.ties?.size ?? 0);
    if ((this.came.length || this.went.length || this.links || this.strands) && !this.timer) this.timer = setTimeout(() => this.#tell(), PAUSE);
  }

  #tell() {
    this.timer = null;
    const words = heardInWords(this.came, this.went, this.links, this.strands);
    [this.came, this.went, this.links, this.strands] = [[], [], 0, 0];
    if (words) this.page.announce(words);
  }
}

/**
 * @param {string[]} came
 * @param {string[]} went
 * @param {number} links
 * @param {number} [strands] acts and ties
 */
export function heardInWords(came, went, links, strands = 0) {
  const some = (/** @type {string[]} */ names, /** @type {string} */ verb) => (names.length === 0 ? "" : names.length <= 2 ? `${names.join(" and ")} ${verb}` : `${names.length} factors ${verb}`);
  return [some(came, "added"), some(went, "taken away"), links ? `${counted(links, "link")} changed` : "", strands ? `${counted(strands, "line")} of partners changed` : ""].filter(Boolean).join("; ");
}
