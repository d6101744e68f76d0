// @ts-check
/** Partners and people, "bodies" for short: on the map they have ids that begin with "@", which no factor's does. */

/** @typedef {{id: string, name: string, sector: string, what: "partner" | "person", partner: string, layer: string}} Body */

const MARK = "@";

/** Whether an id of the drawing is that of a partner or a person. @param {string} id */
export function isBody(id) {
  return id.startsWith(MARK);
}

/** The id that a partner or a person has in the drawing. @param {string} id of the place */
export function drawnId(id) {
  return MARK + id;
}

/** The id that a body of the drawing has in the place. @param {string} id */
export function placeId(id) {
  return id.slice(MARK.length);
}

export class Bodies {
  /**
   * @param {{partners?: {id: string, name: string, sector: string, layer?: string}[],
   *   people?: {id: string, name: string, partner: string, sector: string, layer?: string}[]}} [start] the JSON of the page
   */
  constructor({ partners = [], people = [] } = {}) {
    /** @type {Map<string, Body>} by the id of the drawing */
    this.byId = new Map();
    for (const each of partners) this.#add({ layer: "shared", ...each, what: "partner", partner: each.id });
    for (const each of people) this.#add({ layer: "shared", ...each, what: "person" });
  }

  /** @param {string} id of the drawing */
  get(id) {
    return this.byId.get(id);
  }

  /** @param {string} id of the drawing */
  name(id) {
    return this.byId.get(id)?.name || placeId(id);
  }

  /** The layer that a body is seen in: what names it is as private. @param {string} id of the drawing */
  layerOf(id) {
    return this.byId.get(id)?.layer;
  }

  /** The partner that a body is, or acts for; undefined for a person without one. @param {string} id of the drawing */
  partnerOf(id) {
    const partner = this.byId.get(id)?.partner;
    return partner ? this.byId.get(drawnId(partner)) : undefined;
  }

  /** Partners first, each by name. */
  listed() {
    return [...this.byId.values()].sort((one, other) => one.what.localeCompare(other.what) || one.name.localeCompare(other.name));
  }

  /** @param {Body} body */
  #add(body) {
    if (!this.byId.has(drawnId(body.id))) this.byId.set(drawnId(body.id), body);
  }
}
