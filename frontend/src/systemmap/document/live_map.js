// @ts-check
/** A map that is being drawn: its layers with their documents, one picture of them, and undo by gesture. */
import { Bodies } from "./bodies.js";
import { ROOTS } from "./shapes.js";
import { MapStore } from "./store.js";
import { Doc, SharedMap, UndoManager } from "./yjs.js";

/** What a step back may undo: never another's doing, and not the facilitator's tools. */
const UNDONE = ROOTS.filter((root) => root !== "session" && root !== "reactions");

/**
 * @typedef {{id: string, label: string, doc: any, undo: any, ready: boolean, mayEdit: boolean}} Layer
 */

export class LiveMap {
  /**
   * @param {{id: string, label: string}[]} layers
   * @param {{map?: string, person?: string, bodies?: Bodies, random?: () => number}} [options]
   */
  constructor(layers, { map = "main", person = "", bodies = new Bodies(), random = Math.random } = {}) {
    this.map = map;
    this.person = person;
    this.bodies = bodies;
    this.random = random;
    this.origin = { by: "this page" };
    this.store = new MapStore(layers.map((layer) => layer.id));
    /** @type {Map<string, Layer>} */
    this.layers = new Map(layers.map((layer) => [layer.id, { ...layer, doc: null, undo: null, ready: false, mayEdit: false }]));
    /** @type {string[][]} gestures that can be undone, each with its layers */
    this.done = [];
    /** @type {string[][]} */
    this.undone = [];
    /** @type {Set<() => void>} */
    this.onGesture = new Set();
    /** Whether what changes just now is this person's own doing. */
    this.isMine = false;
  }

  /**
   * Gives a layer its document: from now on it is drawn from that, and can be edited where that is allowed.
   * @param {string} id
   * @param {any} doc
   */
  setDoc(id, doc = new Doc()) {
    const layer = this.layer(id);
    layer.undo?.destroy();
    layer.doc = doc;
    layer.ready = true;
    this.store.setDoc(id, doc);
    const scope = UNDONE.map((root) => doc.getMap(root));
    layer.undo = new UndoManager(scope, { trackedOrigins: new Set([this.origin]), captureTimeout: 0 });
    this.done = this.done.filter((gesture) => !gesture.includes(id));
    this.undone = this.undone.filter((gesture) => !gesture.includes(id));
  }

  /**
   * @param {string} id
   * @returns {Layer}
   */
  layer(id) {
    const layer = this.layers.get(id);
    if (!layer) throw new Error(`there is no layer ${id}`);
    return layer;
  }

  /** @param {string} id */
  mayEdit(id) {
    const layer = this.layers.get(id);
    return Boolean(layer?.ready && layer.mayEdit);
  }

  /**
   * One gesture: changes in one or several layers, that one step undoes.
   * @param {Record<string, (root: (name: string) => any) => void>} byLayer
   */
  gesture(byLayer) {
    const changed = [];
    this.isMine = true;
    for (const [id, change] of Object.entries(byLayer)) {
      const layer = this.layer(id);
      if (!this.mayEdit(id)) continue;
      const before = layer.undo.undoStack.length;
      layer.doc.transact(() => change((name) => layer.doc.getMap(name)), this.origin);
      if (layer.undo.undoStack.length > before) changed.push(id);
    }
    this.isMine = false;
    if (changed.length) {
      this.done.push(changed);
      this.undone = [];
      this.onGesture.forEach((listener) => listener());
    }
    return changed.length > 0;
  }

  /**
   * What a facilitator shows to all: in the shared layer, and no step to undo. They need not be one who may draw.
   * @param {Record<string, any>} said
   */
  lead(said) {
    const { doc, ready } = this.layer("shared");
    if (!ready) return false;
    this.isMine = true;
    doc.transact(() => Object.entries(said).forEach(([name, value]) => doc.getMap("session").set(name, value)), this.origin);
    this.isMine = false;
    return true;
  }

  undo() {
    return this.#step(this.done, this.undone, "undo");
  }

  redo() {
    return this.#step(this.undone, this.done, "redo");
  }

  /**
   * @param {string[][]} from
   * @param {string[][]} to
   * @param {"undo" | "redo"} step
   */
  #step(from, to, step) {
    const gesture = from.pop();
    if (!gesture) return false;
    this.isMine = true;
    for (const id of gesture) this.layer(id).undo[step]();
    this.isMine = false;
    to.push(gesture);
    this.onGesture.forEach((listener) => listener());
    return true;
  }
}

/**
 * A shared map with these fields.
 * @param {Record<string, any>} fields
 */
export function sharedEntry(fields) {
  return new SharedMap(Object.entries(fields));
}
