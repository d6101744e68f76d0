// @ts-check
/** How each factor is drawn: its kind, its measure's badge, its colour, who has it in hand. */
import { isBody } from "../document/bodies.js";
import { bodyInWords } from "../who_words.js";
import { counted, factorInWords } from "../words.js";
import { badgeOf, legendOf, toneOf } from "./colouring.js";
import { SERVED, Served } from "./served.js";

export class Looks {
  /** @param {import("../page.js").MapPage} page */
  constructor(page) {
    this.page = page;
    this.served = new Served(page);
    /** @type {Map<string, number>} the colour of whoever else has chosen a factor */
    this.rings = new Map();
    /** @type {Set<string> | null | undefined} */
    this.focused = undefined;
    /** @type {Map<string, string[]> | undefined} */
    this.sectorsOf = undefined;
    /** @type {Map<string, number> | undefined} */
    this.mapsOf = undefined;
    /** @type {number | undefined} how many factors are on the map in view */
    this.count = undefined;
  }

  /** After any change: what was worked out is worked out again. */
  forget() {
    this.focused = undefined;
    this.sectorsOf = undefined;
    this.mapsOf = undefined;
    this.count = undefined;
  }

  /** Whether a factor is shown at all. @param {string} id */
  shows(id) {
    if (this.focused === undefined) this.focused = this.page.focused();
    const { hide } = this.page.asked;
    if (this.focused === null && hide.length === 0) return true;
    const factor = this.page.store.factors.get(id);
    return (isBody(id) || (factor !== undefined && !hide.includes(factor.kind))) && (this.focused === null || this.focused.has(id));
  }

  /** @param {string} id @returns {import("../drawing/nodes.js").Look} */
  of(id) {
    const { page } = this;
    if (isBody(id)) return this.#ofBody(id);
    const factor = /** @type {import("../document/shapes.js").Factor} */ (page.store.factors.get(id));
    const arrows = page.scene.arrows;
    const measure = page.start.measures[id]?.[0];
    const { badge, tone } = badgeOf(measure);
    const colouring = page.asked.colour;
    const coloured = toneOf(colouring, id, this.known());
    const portal = this.otherMaps(id).length > 0;
    const votes = this.votes(id);
    const also = [votes ? counted(votes, "choice") : "", coloured ? coloured.label : "", portal ? "also on other maps" : ""].filter(Boolean);
    return {
      kind: factor.kind,
      words: factorInWords(factor, { into: arrows.into.get(id)?.size ?? 0, out: arrows.out.get(id)?.size ?? 0, measure, also }),
      tone: coloured?.tone ?? "",
      badge,
      badgeTone: tone,
      portal,
      isPrivate: factor.layer !== "shared",
      votes,
      ring: this.rings.get(id) ?? null,
    };
  }

  /** How a partner or a person is drawn. @param {string} id @returns {import("../drawing/nodes.js").Look} */
  #ofBody(id) {
    const { page } = this;
    const body = /** @type {import("../document/bodies.js").Body} */ (page.bodies.get(id));
    const lines = page.scene.company.at(id);
    const ties = lines.filter((strand) => strand.what === "tie").length;
    const coloured = page.asked.colour === "sector" ? toneOf("sector", id, this.known()) : null;
    const portal = this.otherMaps(id).length > 0;
    return {
      kind: body.what,
      words: bodyInWords(body, { acts: lines.length - ties, ties, also: portal ? ["also on other maps"] : [] }),
      tone: coloured?.tone ?? "",
      badge: "",
      badgeTone: "",
      portal,
      isPrivate: body.layer !== "shared",
      votes: 0,
      ring: this.rings.get(id) ?? null,
    };
  }

  /** The legend of the colouring in view. */
  legend() {
    const { colour } = this.page.asked;
    if (colour === "kind") return [];
    const known = this.known();
    const order = SERVED.has(colour) ? this.served.answer?.legend : [];
    return legendOf(this.page.factors().map((factor) => factor.id).filter((id) => this.shows(id)).map((id) => toneOf(colour, id, known)), order);
  }

  /** Names of the other maps that a factor is on. @param {string} id @returns {string[]} ids of maps */
  otherMaps(id) {
    if (!this.mapsOf) {
      this.mapsOf = new Map();
      for (const key of this.page.store.positions.keys()) {
        const factor = key.slice(key.indexOf("/") + 1);
        if (!key.startsWith("main/")) this.mapsOf.set(factor, (this.mapsOf.get(factor) ?? 0) + 1);
      }
    }
    if (!this.mapsOf.get(id)) return [];
    const here = this.page.asked.map;
    const others = [...this.page.store.maps.keys()].filter((map) => map !== here && this.page.store.positions.has(`${map}/${id}`));
    return here === "main" ? others : ["main", ...others];
  }

  /** How many have chosen a factor as one that matters. @param {string} id */
  votes(id) {
    if (!this.page.store.reactions.size) return 0;
    let count = 0;
    for (const key of this.page.store.reactions.keys()) if (key.startsWith(`${id}/`)) count += 1;
    return count;
  }

  /** Sectors whose partners say that they can act on a factor; of a body its own. @param {string} id */
  sectors(id) {
    if (isBody(id)) return [this.page.bodies.get(id)?.sector ?? ""].filter(Boolean);
    if (!this.sectorsOf) {
      const sectors = new Map(this.page.start.partners.map((/** @type {any} */ each) => [each.id, each.sector]));
      this.sectorsOf = new Map();
      for (const actor of this.page.store.actors.values()) {
        const known = this.sectorsOf.get(actor.factor) ?? [];
        const sector = sectors.get(actor.partner);
        if (sector && !known.includes(sector)) this.sectorsOf.set(actor.factor, [...known, sector]);
      }
    }
    return this.sectorsOf.get(id) ?? [];
  }

  known() {
    const { page } = this;
    return {
      measures: page.start.measures,
      sectors: (/** @type {string} */ id) => this.sectors(id),
      grades: (/** @type {string} */ id) => /** @type {number[]} */ (page.scene.arrows.reaching(id).flatMap((arrow) => arrow.views.map((view) => view.grade)).filter((grade) => grade !== null)),
      reach: (/** @type {string} */ id) => this.reach(id),
      served: (/** @type {string} */ id) => this.served.of(id),
      sectorOrder: page.start.words.sectors,
    };
  }

  /** What part of the other factors a factor acts on within three links. @param {string} id */
  reach(id) {
    const { arrows } = this.page.scene;
    const found = new Set([id]);
    let edge = [id];
    for (let step = 0; step < 3; step += 1) {
      edge = edge.flatMap((at) => arrows.leaving(at).map((arrow) => arrow.to)).filter((to) => !found.has(to));
      edge.forEach((to) => found.add(to));
    }
    this.count ??= this.page.factors().length;
    return (found.size - 1) / Math.max(1, this.count - 1);
  }
}
