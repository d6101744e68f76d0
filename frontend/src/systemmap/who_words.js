// @ts-check
/** Who can act, and who works with whom, in plain words. */
import { isOver } from "./document/strands.js";
import { STRENGTHS, counted } from "./words.js";

export const POWERS = /** @type {[string, string][]} */ ([["", "Not known"], ["1", "A little"], ["2", "Some"], ["3", "A lot"]]);
export const TIES = /** @type {Record<string, string>} */ ({
  works_with: "works with", funds: "funds", refers_to: "refers to", shares_data: "shares data with", advises: "advises",
});
/** How much a partner can do, inside a sentence. */
const POWER_WORDS = ["", "with a little power", "with some power", "with a lot of power"];

/** @param {string} kind */
export function tieWords(kind) {
  return TIES[kind] ?? "has a tie with";
}

/** How strong a tie is: strengths of a place folder may be any number. @param {number | null} strength */
export function strengthWords(strength) {
  return strength === null ? "" : (STRENGTHS[strength] ?? `strength ${strength}`);
}

/**
 * A partner or a person as it is read out: "Council, partner, council, can act on 3 factors, 2 ties".
 * @param {import("./document/bodies.js").Body} body
 * @param {{acts: number, ties: number, also?: string[]}} about
 */
export function bodyInWords(body, { acts, ties, also = [] }) {
  const seen = body.layer === "shared" ? "" : seenWords(body.layer);
  return [body.name, body.what, body.sector, acts ? `can act on ${counted(acts, "factor")}` : "", ties ? counted(ties, "tie") : "", seen, ...also].filter(Boolean).join(", ");
}

/**
 * An act or a tie as it is read out: "Tie: Council funds Shelter, strong, since 2016-04-01".
 * @param {import("./document/strands.js").Strand} strand
 * @param {(id: string) => string} name
 */
export function strandInWords(strand, name) {
  const about = strand.what === "act" ? [POWER_WORDS[strand.power ?? 0] || "power not known"] : [strengthWords(strand.strength), strand.since ? `since ${strand.since}` : "", overWords(strand)];
  return [`${strand.what === "act" ? "Act" : "Tie"}: ${sentenceOf(strand, name)}`, ...about, strand.layer === "shared" ? "" : seenWords(strand.layer)].filter(Boolean).join(", ");
}

/** @param {import("./document/strands.js").Strand} strand @param {(id: string) => string} name */
export function sentenceOf(strand, name) {
  return `${name(strand.from)} ${strand.what === "act" ? "can act on" : tieWords(strand.kind)} ${name(strand.to)}`;
}

/** @param {{until: string | null}} tie */
function overWords(tie) {
  if (tie.until === null) return "";
  return isOver(tie) ? `ended ${tie.until}` : `until ${tie.until}`;
}

/** @param {string} layer */
export function seenWords(layer) {
  return layer === "own" ? "seen by you only" : "seen by your organisation only";
}

/**
 * Some things of the drawing, counted: "3 factors", "2 partners or people", "1 factor and 1 partner or person".
 * @param {number} factors
 * @param {number} bodies
 */
export function thingsInWords(factors, bodies) {
  const parts = [factors || !bodies ? counted(factors, "factor") : "", bodies ? counted(bodies, "partner or person", "partners or people") : ""];
  return parts.filter(Boolean).join(" and ");
}
