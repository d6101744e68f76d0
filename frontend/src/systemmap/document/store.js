// @ts-check
/** All layers of a map as one plain picture, kept up to date entry by entry. */
import { FIELDS, ROOTS, entryOf, pointOf } from "./shapes.js";

/**
 * @typedef {Record<string, Set<string>>} Touched keys by root type
 * @typedef {Record<string, Map<string, any>>} Content
 */

export class MapStore {
  /** @param {string[]} layers ids, the first wins where two hold the same key */
  constructor(layers) {
    this.layers = layers;
    /** @type {Map<string, Content>} */
    this.contents = new Map(layers.map((layer) => [layer, emptyContent()]));
    this.merged = emptyContent();
    /** @type {Set<(touched: Touched) => void>} */
    this.listeners = new Set();
    /** @type {Map<string, () => void>} */
    this.detachers = new Map();
  }

  /** @returns {Map<string, import("./shapes.js").Factor>} */
  get factors() {
    return this.merged.factors;
  }

  /** @returns {Map<string, import("./shapes.js").Link>} */
  get links() {
    return this.merged.links;
  }

  /** @returns {Map<string, import("./shapes.js").Actor>} */
  get actors() {
    return this.merged.actors;
  }

  /** @returns {Map<string, import("./shapes.js").Tie>} */
  get ties() {
    return this.merged.ties;
  }

  /** @returns {Map<string, import("./shapes.js").NamedMap>} */
  get maps() {
    return this.merged.maps;
  }

  /** @returns {Map<string, [number, number]>} by `<map>/<factor>` */
  get positions() {
    return this.merged.positions;
  }

  /** @returns {Map<string, true>} by `<factor>/<person>` */
  get reactions() {
    return this.merged.reactions;
  }

  /** @returns {Map<string, any>} */
  get session() {
    return this.merged.session;
  }

  /**
   * The layer that holds an entry; undefined where none does.
   * @param {string} root
   * @param {string} key
   */
  layerOf(root, key) {
    return this.layers.find((layer) => this.contents.get(layer)?.[root].has(key));
  }

  /** @param {(touched: Touched) => void} listener */
  subscribe(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * A layer as the page's JSON says it: a first picture before there is a document.
   * @param {string} layer
   * @param {any} rows
   */
  setRows(layer, rows) {
    const content = emptyContent();
    for (const root of ROOTS) {
      for (const [key, value] of Object.entries(rows?.[root] ?? {})) put(content, layer, root, key, value);
    }
    this.#replace(layer, content);
  }

  /**
   * A layer as its shared document has it, from now on.
   * @param {string} layer
   * @param {any} doc
   */
  setDoc(layer, doc) {
    this.detachers.get(layer)?.();
    const content = emptyContent();
    const undo = [];
    for (const root of ROOTS) {
      const shared = doc.getMap(root);
      shared.forEach((/** @type {any} */ value, /** @type {string} */ key) => put(content, layer, root, key, value));
      const listener = (/** @type {any[]} */ events) => this.#changed(layer, root, shared, events);
      shared.observeDeep(listener);
      undo.push(() => shared.unobserveDeep(listener));
    }
    this.detachers.set(layer, () => undo.forEach((stop) => stop()));
    this.#replace(layer, content);
  }

  /**
   * @param {string} layer
   * @param {string} root
   * @param {any} shared
   * @param {any[]} events
   */
  #changed(layer, root, shared, events) {
    const keys = new Set(events.flatMap((event) => (event.path.length ? [String(event.path[0])] : [...event.keys.keys()])));
    const content = /** @type {Content} */ (this.contents.get(layer));
    for (const key of keys) put(content, layer, root, key, shared.has(key) ? shared.get(key) : undefined);
    this.#tell({ [root]: keys });
  }

  /**
   * @param {string} layer
   * @param {Content} content
   */
  #replace(layer, content) {
    const before = /** @type {Content} */ (this.contents.get(layer));
    this.contents.set(layer, content);
    const touched = /** @type {Touched} */ ({});
    for (const root of ROOTS) {
      const keys = new Set([...before[root].keys(), ...content[root].keys()]);
      touched[root] = new Set([...keys].filter((key) => !same(before[root].get(key), content[root].get(key))));
    }
    this.#tell(touched);
  }

  /** @param {Touched} touched */
  #tell(touched) {
    for (const [root, keys] of Object.entries(touched)) {
      for (const key of keys) {
        const layer = this.layerOf(root, key);
        if (layer === undefined) this.merged[root].delete(key);
        else this.merged[root].set(key, this.contents.get(layer)?.[root].get(key));
      }
    }
    if (Object.values(touched).some((keys) => keys.size)) this.listeners.forEach((listener) => listener(touched));
  }
}

/** @returns {Content} */
function emptyContent() {
  return Object.fromEntries(ROOTS.map((root) => [root, new Map()]));
}

/**
 * @param {Content} content
 * @param {string} layer
 * @param {string} root
 * @param {string} key
 * @param {any} value undefined takes the entry away
 */
function put(content, layer, root, key, value) {
  const entry = value === undefined ? null : plain(layer, root, key, value);
  if (entry === null) content[root].delete(key);
  else content[root].set(key, entry);
}

/**
 * @param {string} layer
 * @param {string} root
 * @param {string} key
 * @param {any} value
 */
function plain(layer, root, key, value) {
  if (root === "positions") return pointOf(value);
  if (root === "reactions") return value === true ? true : null;
  if (root === "session") return value ?? null;
  const entry = entryOf(/** @type {keyof typeof FIELDS} */ (root), value);
  return entry && Object.freeze({ ...entry, layer, ...(root === "links" || root === "ties" ? { key } : { id: key }) });
}

/**
 * @param {any} one
 * @param {any} other
 */
function same(one, other) {
  return one === other || (one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other));
}
