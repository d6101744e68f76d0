// @ts-check
/** What the map says of itself, in plain words. */
import { signOf } from "./document/arrows.js";

export const KINDS = /** @type {Record<string, string>} */ ({
  outcome: "outcome", cause: "cause", activity: "activity", driver: "outside force", stock: "stock",
});
export const KIND_HINTS = /** @type {Record<string, string>} */ ({
  outcome: "what people want in the end",
  cause: "something that rises or falls, and acts on others",
  activity: "something that partners do",
  driver: "a force from outside that nobody here sets",
  stock: "something that fills and empties",
});
const VERBS = /** @type {Record<string, string>} */ ({ "+": "raises", "-": "lowers", "": "acts on" });
const FLOWS = /** @type {Record<string, string>} */ ({ adds_to: "adds to", drains: "drains" });
export const STRENGTHS = ["", "weak", "medium", "strong"];

/**
 * A number with its thing.
 * @param {number} count
 * @param {string} thing
 */
export function counted(count, thing, things = `${thing}s`) {
  return `${count} ${count === 1 ? thing : things}`;
}

/**
 * A factor as it is read out: "Street drinking, cause, 3 links in, 2 out".
 * @param {{name: string, kind: string, layer: string}} factor
 * @param {{into: number, out: number, measure?: {last: string, variation: string}, also?: string[]}} about
 */
export function factorInWords(factor, { into, out, measure, also = [] }) {
  const parts = [factor.name || "No name yet", KINDS[factor.kind] ?? factor.kind, `${counted(into, "link")} in, ${out} out`];
  if (measure) parts.push(`now ${measure.last}${measure.variation ? `, ${measure.variation}` : ""}`);
  if (factor.layer !== "shared") parts.push(factor.layer === "own" ? "seen by you only" : "seen by your organisation only");
  return [...parts, ...also].join(", ");
}

/**
 * A link as it is read out: "Link: rain raises flood, strong, after about 3 months".
 * @param {import("./document/arrows.js").Arrow} arrow
 * @param {(id: string) => string} name
 */
export function arrowInWords(arrow, name) {
  const parts = [`Link: ${name(arrow.from)} ${verb(arrow)} ${name(arrow.to)}`];
  if (arrow.strength) parts.push(STRENGTHS[arrow.strength]);
  if (arrow.delay) parts.push(`after about ${months(arrow.delay)}`);
  if (arrow.contested) parts.push("views differ");
  if (arrow.poor) parts.push("poor evidence");
  if (arrow.layer !== "shared") parts.push(arrow.layer === "own" ? "seen by you only" : "seen by your organisation only");
  return parts.join(", ");
}

/** @param {{kind: string, sign: string}} view */
export function verb(view) {
  return FLOWS[view.kind] ?? VERBS[signOf(view)] ?? VERBS[""];
}

/** @param {number} count */
export function months(count) {
  return `${Math.round(count * 10) / 10} ${count === 1 ? "month" : "months"}`;
}

/**
 * A list in a sentence.
 * @param {string[]} words
 */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
