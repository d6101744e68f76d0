// @ts-check
/** Colours that the server works out: fetched when they are chosen, and again when what is drawn has been saved. */

/** @typedef {{tone: string, label: string}} Tone */
/**
 * @typedef {{title: string, why: string, more: string, legend: Tone[], of: Record<string, number>, outcome: string,
 *   outcomes: {id: string, name: string}[]}} Answer
 */

/** Which colourings are fetched. */
export const SERVED = new Set(["leverage", "uncertainty"]);

/** How long nothing must change before what was fetched is compared, and before it is fetched anew. */
const BEFORE_LOOKING = 400;
const BEFORE_ASKING = 2500;

export class Served {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {{get?: (address: string) => Promise<{ok: boolean, json: () => Promise<any>}>, wait?: (deed: () => void, time: number) => any}} [world]
   */
  constructor(page, { get = fetched, wait = setTimeout } = {}) {
    this.page = page;
    this.get = get;
    this.wait = wait;
    /** @type {Answer | null} */
    this.answer = null;
    /** @type {{id: string, name: string}[]} outcomes to choose from, as last told */
    this.outcomes = [];
    /** @type {"" | "waiting" | "there" | "failed"} */
    this.state = "";
    /** Whether the drawing has moved on since it was asked for. */
    this.moved = false;
    this.address = "";
    this.said = "";
    this.turn = 0;
    page.onChange.add(() => this.#changed());
  }

  /** The colouring in view: fetched where it is one of these and is not there yet. */
  look() {
    const { colour, outcome } = this.page.asked;
    const address = SERVED.has(colour) ? addressOf(this.page.start.urls.colouring, colour, outcome) : "";
    if (address === this.address && this.state !== "failed") return;
    this.address = address;
    this.answer = null;
    this.state = "";
    if (address) this.#ask();
  }

  /** @param {string} id @returns {Tone | null} */
  of(id) {
    return this.answer?.legend[this.answer.of[id]] ?? null;
  }

  async #ask() {
    const turn = ++this.turn;
    const said = whatIsDrawn(this.page.store);
    this.state = this.answer ? "there" : "waiting";
    const answer = await this.get(this.address).then((found) => (found.ok ? found.json() : null), () => null);
    if (turn !== this.turn) return;
    this.state = answer ? "there" : "failed";
    this.answer = answer;
    if (answer?.outcomes.length) this.outcomes = answer.outcomes;
    this.said = said;
    this.moved = said !== whatIsDrawn(this.page.store);
    this.page.draw();
  }

  /** Asks anew once nothing has changed for a while and all is saved: each change puts it off. */
  #changed() {
    if (!this.address) return;
    const change = (this.change = (this.change ?? 0) + 1);
    this.wait(() => change === this.change && this.#compare(), BEFORE_LOOKING);
    const again = () => {
      if (change !== this.change || !this.moved) return;
      if (this.page.status === "saved") this.#ask();
      else this.wait(again, BEFORE_ASKING);
    };
    this.wait(again, BEFORE_ASKING);
  }

  #compare() {
    const moved = this.state === "there" && this.said !== whatIsDrawn(this.page.store);
    if (moved !== this.moved) {
      this.moved = moved;
      this.page.tellViewers();
    }
  }
}

/**
 * @param {string} start
 * @param {string} colour
 * @param {string} outcome
 */
function addressOf(start, colour, outcome) {
  return `${start}${colour}.json${colour === "leverage" && outcome ? `?outcome=${encodeURIComponent(outcome)}` : ""}`;
}

/** @param {string} address */
function fetched(address) {
  return fetch(address, { headers: { Accept: "application/json" } });
}

/** All of the drawing that such colours rest on, in one text to compare. @param {import("../document/store.js").MapStore} store */
function whatIsDrawn(store) {
  return [...store.factors, ...store.links].map((entry) => JSON.stringify(entry)).sort().join("\n");
}
