// @ts-check
/** Who is here, and what each points at now: nothing of it is kept. */
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";

/** @typedef {{id: number, key: string, name: string, colour: number, cursor: [number, number] | null, map: string, selected: string[], dragging: Record<string, [number, number]>}} Other */

/** Twenty times a second is smooth to the eye. */
const PAUSE = 50;

export class Here {
  /**
   * @param {any} doc
   * @param {(bytes: Uint8Array) => void} send
   * @param {() => void} changed
   */
  constructor(doc, send, changed) {
    this.awareness = new Awareness(doc);
    this.send = send;
    /** @type {any} */
    this.waiting = null;
    this.last = 0;
    this.awareness.setLocalState({});
    this.awareness.on("update", (/** @type {any} */ change, /** @type {any} */ origin) => {
      if (origin === "local") this.#later();
      changed();
    });
  }

  /** @param {Record<string, any>} said */
  say(said) {
    this.awareness.setLocalState({ ...this.awareness.getLocalState(), ...said });
  }

  /** @param {Uint8Array} bytes */
  hear(bytes) {
    applyAwarenessUpdate(this.awareness, bytes, "room");
  }

  /** Sends all that others should know, such as after the line came back. */
  sayAgain() {
    this.send(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]));
  }

  /** Nobody is here when the line is broken. */
  forgetOthers() {
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, "room");
  }

  /** @returns {Other[]} the others, in the order of their keys */
  others() {
    const found = [];
    for (const [id, state] of this.awareness.getStates()) {
      if (id !== this.awareness.clientID && state?.user?.key) found.push(otherOf(id, state));
    }
    return found.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.id - other.id));
  }

  stop() {
    removeAwarenessStates(this.awareness, [this.awareness.clientID], "leaving");
    this.sayAgain();
    this.awareness.destroy();
  }

  #later() {
    if (this.waiting !== null) return;
    const pause = Math.max(0, this.last + PAUSE - Date.now());
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.last = Date.now();
      this.sayAgain();
    }, pause);
  }
}

/**
 * What somebody else says, read so that junk harms nothing.
 * @param {number} id
 * @param {any} state
 * @returns {Other}
 */
export function otherOf(id, state) {
  const point = (/** @type {any} */ value) => (Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) ? value : null);
  const dragging = Object.entries(state.dragging ?? {}).filter(([, at]) => point(at));
  return {
    id,
    key: String(state.user.key),
    name: String(state.user.name ?? ""),
    colour: Number.isInteger(state.user.colour) ? Math.abs(state.user.colour) % 12 : 0,
    cursor: /** @type {any} */ (point(state.cursor)),
    map: String(state.map ?? "main"),
    selected: Array.isArray(state.selected) ? state.selected.map(String).slice(0, 50) : [],
    dragging: /** @type {any} */ (Object.fromEntries(dragging)),
  };
}
