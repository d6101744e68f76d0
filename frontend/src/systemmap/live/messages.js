// @ts-check
/** The messages between a page and the server's room: a number for the kind, then its parts. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const SYNC_ASK = 0;
export const SYNC_ANSWER = 1;
export const EDIT = 2;
export const SAVED = 3;
export const REFUSED = 4;
export const UPDATE = 5;
export const AWARENESS = 6;
export const WELCOME = 7;

/** @typedef {{kind: number, number?: number, bytes?: Uint8Array, said?: any}} Message */

const WITH_NUMBER = new Set([EDIT, SAVED, REFUSED]);
const WITH_BYTES = new Set([SYNC_ASK, SYNC_ANSWER, EDIT, UPDATE, AWARENESS]);
const WITH_JSON = new Set([REFUSED, WELCOME]);

/**
 * @param {Message} message
 * @returns {Uint8Array}
 */
export function written(message) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, message.kind);
  if (WITH_NUMBER.has(message.kind)) encoding.writeVarUint(encoder, message.number ?? 0);
  if (WITH_BYTES.has(message.kind)) encoding.writeVarUint8Array(encoder, message.bytes ?? new Uint8Array());
  if (WITH_JSON.has(message.kind)) encoding.writeVarString(encoder, JSON.stringify(message.said ?? null));
  return encoding.toUint8Array(encoder);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Message}
 */
export function read(bytes) {
  const decoder = decoding.createDecoder(bytes);
  /** @type {Message} */
  const message = { kind: decoding.readVarUint(decoder) };
  if (WITH_NUMBER.has(message.kind)) message.number = decoding.readVarUint(decoder);
  if (WITH_BYTES.has(message.kind)) message.bytes = decoding.readVarUint8Array(decoder);
  if (WITH_JSON.has(message.kind)) message.said = JSON.parse(decoding.readVarString(decoder));
  return message;
}
