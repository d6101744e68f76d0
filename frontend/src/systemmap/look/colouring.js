// @ts-check
/** What the colours of the map show, with a legend: kind by itself, or one thing chosen. */

import { SERVED } from "./served.js";

/** @typedef {{tone: string, label: string}} Tone */

export const COLOURINGS = /** @type {Record<string, string>} */ ({
  kind: "Kind of factor",
  measure: "How its measure stands",
  sector: "Sector that can act",
  evidence: "Evidence for what acts on it",
  reach: "How much of the map it reaches",
  leverage: "What moves an outcome",
  uncertainty: "How unsure we are",
});

/** The words of a measure's variation and its tone: blue improvement, orange concern, purple neither. */
const VARIATIONS = /** @type {Record<string, string>} */ ({
  improvement: "blue", concern: "orange", "usual variation": "grey", "too early to say": "plain",
});

/**
 * The tone of a factor.
 * @param {string} colouring
 * @param {string} id
 * @param {{measures: Record<string, any[]>, sectors: (id: string) => string[], grades: (id: string) => number[],
 *   reach: (id: string) => number, served: (id: string) => Tone | null, sectorOrder: string[]}} known
 * @returns {Tone | null}
 */
export function toneOf(colouring, id, known) {
  if (colouring === "measure") return measureTone(known.measures[id]?.[0]);
  if (colouring === "sector") return sectorTone(known.sectors(id), known.sectorOrder);
  if (colouring === "evidence") return evidenceTone(known.grades(id));
  if (colouring === "reach") return reachTone(known.reach(id));
  return SERVED.has(colouring) ? known.served(id) : null;
}

/** @param {any} measure */
function measureTone(measure) {
  if (!measure) return { tone: "none", label: "not measured" };
  const variation = measure.variation || "too early to say";
  return { tone: VARIATIONS[variation] ?? "purple", label: variation };
}

/**
 * @param {string[]} sectors
 * @param {string[]} order
 */
function sectorTone(sectors, order) {
  if (!sectors.length) return { tone: "none", label: "nobody yet" };
  if (sectors.length > 1) return { tone: "mixed", label: "several sectors" };
  return { tone: `sector-${Math.max(0, order.indexOf(sectors[0])) % 10}`, label: sectors[0] };
}

/** @param {number[]} grades */
function evidenceTone(grades) {
  if (!grades.length) return { tone: "none", label: "not graded" };
  const best = Math.min(...grades);
  if (best <= 2) return { tone: "blue", label: "strong (1 to 2)" };
  return best <= 4 ? { tone: "grey", label: "some (3 to 4)" } : { tone: "orange", label: "weak (5 to 6)" };
}

/** @param {number} reach how many factors it reaches in three steps, as a part of all */
function reachTone(reach) {
  if (reach >= 0.4) return { tone: "deep", label: "reaches much of the map" };
  return reach >= 0.15 ? { tone: "middle", label: "reaches some of it" } : { tone: "none", label: "reaches little" };
}

/**
 * The legend of what is shown: each tone once, with how many factors have it, the commonest first or in a given order.
 * @param {Iterable<Tone | null>} tones
 * @param {Tone[]} [order]
 * @returns {(Tone & {count: number})[]}
 */
export function legendOf(tones, order = []) {
  const found = /** @type {Map<string, Tone & {count: number}>} */ (new Map());
  for (const tone of tones) {
    if (!tone) continue;
    const known = found.get(tone.label);
    if (known) known.count += 1;
    else found.set(tone.label, { ...tone, count: 1 });
  }
  if (order.length) return order.flatMap(({ label }) => found.get(label) ?? []);
  return [...found.values()].sort((one, other) => other.count - one.count || one.label.localeCompare(other.label));
}

/**
 * The badge of a measure: which way it signals.
 * @param {any} measure
 */
export function badgeOf(measure) {
  if (!measure) return { badge: "", tone: "" };
  const tone = { "govuk-tag--blue": "better", "govuk-tag--orange": "worse", "govuk-tag--purple": "special" }[String(measure.tone)] ?? "plain";
  if (measure.variation === "usual variation") return { badge: "usual", tone };
  if (!measure.variation || measure.variation === "too early to say") return { badge: "early", tone };
  return { badge: measure.way === "low" ? "down" : "up", tone };
}

