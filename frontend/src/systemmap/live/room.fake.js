// @ts-check
/** A room of the server inside the tests: it speaks the protocol, saves at once, and refuses what it is told to. */
import { Doc, applyUpdate, encodeStateAsUpdate, encodeStateVector } from "../document/yjs.js";
import { AWARENESS, EDIT, REFUSED, SAVED, SYNC_ANSWER, SYNC_ASK, UPDATE, WELCOME, read, written } from "./messages.js";

export class FakeRoom {
  constructor() {
    this.doc = new Doc();
    /** @type {any[]} */
    this.sockets = [];
    this.edits = 0;
    this.mayEdit = true;
    /** @type {(() => any) | null} what a refusal says */
    this.refusal = null;
    this.isDown = false;
    this.holdsBack = false;
  }

  /** A socket as a page opens it. */
  open() {
    const socket = { readyState: 0, onopen: () => {}, onmessage: (/** @type {any} */ _) => {}, onclose: (/** @type {any} */ _) => {}, send: (/** @type {Uint8Array} */ bytes) => this.#received(socket, read(bytes)), close: () => this.#close(socket, 1000) };
    queueMicrotask(() => (this.isDown ? this.#close(socket, 1006) : this.#opened(socket)));
    return socket;
  }

  /** Breaks every line. */
  breakLines() {
    this.isDown = true;
    for (const socket of [...this.sockets]) this.#close(socket, 1006);
  }

  /** Says of all edits so far that they are saved. */
  release() {
    this.holdsBack = false;
    for (const socket of this.sockets) this.#send(socket, { kind: SAVED, number: this.edits });
  }

  /** @param {any} socket */
  #opened(socket) {
    socket.readyState = 1;
    this.sockets.push(socket);
    this.#send(socket, { kind: WELCOME, said: { you: { key: "user-1", name: "Somebody", colour: 1, may_edit: this.mayEdit } } });
    socket.onopen();
  }

  /**
   * @param {any} socket
   * @param {import("./messages.js").Message} message
   */
  #received(socket, message) {
    const bytes = message.bytes ?? new Uint8Array();
    if (message.kind === SYNC_ASK) {
      this.#send(socket, { kind: SYNC_ANSWER, bytes: encodeStateAsUpdate(this.doc, bytes) });
      this.#send(socket, { kind: SYNC_ASK, bytes: encodeStateVector(this.doc) });
    } else if (message.kind === EDIT) this.#edited(socket, message.number ?? 0, bytes);
    else if (message.kind === AWARENESS) this.#toOthers(socket, { kind: AWARENESS, bytes });
  }

  /**
   * @param {any} socket
   * @param {number} number
   * @param {Uint8Array} bytes
   */
  #edited(socket, number, bytes) {
    if (this.refusal) {
      this.#send(socket, { kind: REFUSED, number, said: this.refusal() });
      this.#close(socket, 4403);
      return;
    }
    this.edits += 1;
    applyUpdate(this.doc, bytes);
    this.#toOthers(socket, { kind: UPDATE, bytes });
    if (!this.holdsBack) this.#send(socket, { kind: SAVED, number });
  }

  /**
   * @param {any} from
   * @param {import("./messages.js").Message} message
   */
  #toOthers(from, message) {
    for (const socket of this.sockets) if (socket !== from) this.#send(socket, message);
  }

  /**
   * @param {any} socket
   * @param {import("./messages.js").Message} message
   */
  #send(socket, message) {
    const bytes = written(message);
    socket.onmessage({ data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });
  }

  /**
   * @param {any} socket
   * @param {number} code
   */
  #close(socket, code) {
    if (socket.readyState === 3) return;
    socket.readyState = 3;
    this.sockets = this.sockets.filter((each) => each !== socket);
    socket.onclose({ code });
  }
}
