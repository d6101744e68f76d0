// @ts-check
/** A way through the map that is lit: a pathway, or a loop, whose last factor is its first. */

/** @typedef {{factors: Set<string>, arrows: Set<string>, path: import("../document/arrows.js").Arrow[]}} Way `path`: one arrow a step */

/**
 * The factors of the way that an address asks for, `?way=fear.trade.visits.fear`, in order; none where it asks for none.
 * @param {string} search the part of an address from "?"
 * @returns {string[]}
 */
export function wayIn(search) {
  return (new URLSearchParams(search).get("way") ?? "").split(".").filter(Boolean);
}

/**
 * A way with its arrows; null where the map lacks a step of it.
 * @param {import("../document/arrows.js").Arrows} arrows
 * @param {string[]} ids factors, in order
 * @returns {Way | null}
 */
export function wayOf(arrows, ids) {
  const found = ids.slice(1).map((to, at) => arrows.leaving(ids[at]).filter((arrow) => arrow.to === to));
  if (!found.length || found.some((step) => !step.length)) return null;
  return { factors: new Set(ids), arrows: new Set(found.flat().map((arrow) => arrow.id)), path: found.map(([first]) => first) };
}

/**
 * Whether what is chosen is a way, and nothing else.
 * @param {Way} way
 * @param {Set<string>} chosen
 */
export function isChosen(way, chosen) {
  return way.factors.size === chosen.size && [...chosen].every((id) => way.factors.has(id));
}
