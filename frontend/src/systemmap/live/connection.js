// @ts-check
/** One layer's line to the server: catches up, sends edits in order, knows what is saved, comes back when it breaks. */
import { applyUpdate, decodeUpdate, encodeStateAsUpdate, encodeStateVector } from "../document/yjs.js";
import { AWARENESS, EDIT, REFUSED, SAVED, SYNC_ANSWER, SYNC_ASK, UPDATE, WELCOME, read, written } from "./messages.js";

/** @typedef {"connecting" | "saved" | "saving" | "offline" | "refused" | "closed"} Status */

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;
/** Closed for good: no such layer, or no role any more; an edit refused. */
const NOT_FOUND = 4404;
const EDIT_REFUSED = 4403;
const OPEN = 1;

export class Connection {
  /**
   * @param {{url: string, doc: any, unsaved?: boolean, onStatus?: (status: Status) => void,
   *   onWelcome?: (said: any) => void, onSynced?: () => void, onRefused?: (said: any) => void,
   *   onAwareness?: (bytes: Uint8Array) => void, onUnsaved?: (unsaved: boolean) => void,
   *   open?: (url: string) => any, later?: (deed: () => void, pause: number) => any}} options
   */
  constructor(options) {
    this.options = options;
    this.doc = options.doc;
    /** Whether there are edits that the server has not said to have saved. */
    this.unsaved = options.unsaved ?? false;
    this.mayEdit = false;
    this.synced = false;
    this.stopped = false;
    this.pause = FIRST_PAUSE;
    /** @type {any} */
    this.socket = null;
    this.sent = 0;
    this.saved = 0;
    this.ready = false;
    /** @type {Status} */
    this.status = "connecting";
    this.listener = (/** @type {Uint8Array} */ update, /** @type {any} */ origin) => this.#edited(update, origin);
    this.doc.on("update", this.listener);
    this.connect();
  }

  connect() {
    if (this.stopped) return;
    const open = this.options.open ?? ((url) => new WebSocket(url));
    const socket = open(this.options.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.sent = this.saved = 0;
    this.ready = false;
    socket.onopen = () => this.#send({ kind: SYNC_ASK, bytes: encodeStateVector(this.doc) });
    socket.onmessage = (/** @type {any} */ event) => this.#received(read(new Uint8Array(event.data)));
    socket.onclose = (/** @type {any} */ event) => this.#closed(socket, event.code);
  }

  /** Sends what others may see of this person now.
   * @param {Uint8Array} bytes */
  sendAwareness(bytes) {
    if (this.ready) this.#send({ kind: AWARENESS, bytes });
  }

  /** The browser says that there is no network: no use in waiting for the line to break. */
  lose() {
    const { socket } = this;
    this.socket = null;
    socket?.close();
    this.ready = false;
    if (!this.stopped) this.#tell("offline");
  }

  /** The browser says that the network is back. */
  comeBack() {
    if (this.stopped || this.ready || this.socket?.readyState === 0) return;
    this.pause = FIRST_PAUSE;
    this.connect();
  }

  stop() {
    this.stopped = true;
    this.doc.off("update", this.listener);
    this.socket?.close();
  }

  /** @param {import("./messages.js").Message} message */
  #received(message) {
    const bytes = message.bytes ?? new Uint8Array();
    if (message.kind === WELCOME) {
      this.mayEdit = Boolean(message.said?.you?.may_edit || message.said?.you?.may_facilitate);
      this.options.onWelcome?.(message.said);
    } else if (message.kind === SYNC_ANSWER) {
      applyUpdate(this.doc, bytes, this);
      this.synced = true;
      this.options.onSynced?.();
    } else if (message.kind === SYNC_ASK) this.#answer(bytes);
    else if (message.kind === UPDATE) applyUpdate(this.doc, bytes, this);
    else if (message.kind === SAVED) this.#acknowledged(message.number ?? 0);
    else if (message.kind === REFUSED) this.#refused(message.said);
    else if (message.kind === AWARENESS) this.options.onAwareness?.(bytes);
  }

  /**
   * Tells the server what it lacks, such as edits made offline; from now on every edit is sent as it is made.
   * @param {Uint8Array} vector
   */
  #answer(vector) {
    this.ready = true;
    this.pause = FIRST_PAUSE;
    const update = encodeStateAsUpdate(this.doc, vector);
    const hasNew = decodeUpdate(update).structs.length > 0;
    if (this.mayEdit && (hasNew || this.unsaved)) {
      this.#tell("saving");
      this.#sendEdit(update);
      return;
    }
    this.#setUnsaved(false);
    this.#tell("saved");
  }

  /**
   * @param {Uint8Array} update
   * @param {any} origin
   */
  #edited(update, origin) {
    if (origin === this || origin?.isStored) return;
    this.#setUnsaved(true);
    if (this.ready && this.mayEdit) {
      this.#tell("saving");
      this.#sendEdit(update);
    }
  }

  /** @param {Uint8Array} update */
  #sendEdit(update) {
    this.sent += 1;
    this.#send({ kind: EDIT, number: this.sent, bytes: update });
  }

  /** @param {number} number */
  #acknowledged(number) {
    this.saved = Math.max(this.saved, number);
    if (this.saved < this.sent) return;
    this.#setUnsaved(false);
    this.#tell("saved");
  }

  /** @param {any} said */
  #refused(said) {
    this.stop();
    this.#tell("refused");
    this.options.onRefused?.(said);
  }

  /**
   * @param {any} socket
   * @param {number} code
   */
  #closed(socket, code) {
    if (socket !== this.socket || this.stopped) return;
    this.ready = false;
    if (code === NOT_FOUND || code === EDIT_REFUSED) {
      this.stop();
      if (code === EDIT_REFUSED) this.options.onRefused?.({ problem: "the server did not take a change", mend: "Make it again." });
      this.#tell("closed");
      return;
    }
    this.#tell("offline");
    const later = this.options.later ?? setTimeout;
    later(() => this.socket === socket && this.connect(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** @param {boolean} unsaved */
  #setUnsaved(unsaved) {
    if (this.unsaved === unsaved) return;
    this.unsaved = unsaved;
    this.options.onUnsaved?.(unsaved);
  }

  /** @param {Status} status */
  #tell(status) {
    this.status = status;
    this.options.onStatus?.(status);
  }

  /** @param {import("./messages.js").Message} message */
  #send(message) {
    if (this.socket?.readyState === OPEN) this.socket.send(written(message));
  }
}
