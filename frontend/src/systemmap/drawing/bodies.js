// @ts-check
/** The mark of a partner or a person: a full disk at the left end of its pill, with a house or a head in it. */
import { svg } from "../../ui/parts/build.js";

const GLYPHS = { partner: "M-6,5V-2L0,-6.5L6,-2V5ZM-1.6,5V0.8H1.6V5", person: "M-2.9,-3a2.9,2.9 0 1 0 5.8,0a2.9,2.9 0 1 0 -5.8,0ZM-5.8,6a5.8,5 0 0 1 11.6,0Z" };
const DISK = 11;
const AIR = 5;

/** Whether a kind of thing is a partner or a person. @param {string} kind @returns {kind is "partner" | "person"} */
export function isBodyKind(kind) {
  return kind in GLYPHS;
}

/**
 * @param {"partner" | "person"} kind
 * @param {{wide: number}} box
 * @returns {SVGGElement}
 */
export function bodyMark(kind, { wide }) {
  return svg("g", { class: "cw-node__mark", transform: `translate(${-wide / 2 + DISK + AIR},0)` }, svg("circle", { r: DISK }), svg("path", { d: GLYPHS[kind] }));
}
