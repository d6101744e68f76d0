// @ts-check
/** Factors whose names fit what is typed: those that begin with it first, then by words, then anywhere. */
import { KINDS } from "../words.js";

/**
 * @param {Iterable<{id: string, name: string, kind: string}>} factors
 * @param {string} typed
 * @returns {import("../../ui/parts/chooser.js").Choice[]}
 */
export function found(factors, typed, most = 8) {
  const wanted = plain(typed);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const fits = [];
  for (const { id, name, kind } of factors) {
    const said = plain(name);
    if (!words.every((word) => said.includes(word))) continue;
    const rank = said === wanted ? 0 : said.startsWith(wanted) ? 1 : said.includes(` ${wanted}`) ? 2 : 3;
    fits.push({ id, words: name, hint: KINDS[kind] ?? kind, rank });
  }
  fits.sort((one, other) => one.rank - other.rank || one.words.localeCompare(other.words));
  return fits.slice(0, most).map(({ id, words: name, hint }) => ({ id, words: name, hint }));
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ").trim();
}
