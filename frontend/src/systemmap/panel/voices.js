// @ts-check
/** Who can act on a factor, who has said something of it, and whose voice is missing. */

/** Sectors that can speak; the last two of the library's list are no one's in particular. */
const SILENT = new Set(["government", "other"]);

/**
 * @param {string} factor
 * @param {{actors: Iterable<{factor: string, partner: string}>, views: {contributed_by: string}[],
 *   partners: {id: string, name: string, sector: string}[]}} known
 * @returns {{actors: string[], heard: string[], missing: string[]}} names of partners, and words for sectors
 */
export function voices(factor, { actors, views, partners }) {
  const byId = new Map(partners.map((partner) => [partner.id, partner]));
  const acting = [...actors].filter((actor) => actor.factor === factor).map((actor) => actor.partner);
  const speaking = views.map((view) => view.contributed_by).filter(Boolean);
  const sectors = new Set([...acting, ...speaking].map((id) => byId.get(id)?.sector));
  const inPlace = [...new Set(partners.map((partner) => partner.sector))].filter((sector) => !SILENT.has(sector));
  const missing = inPlace.filter((sector) => !sectors.has(sector));
  if (!inPlace.includes("residents")) missing.push("residents");
  return { actors: named(acting, byId), heard: named(speaking, byId), missing };
}

/**
 * @param {string[]} ids
 * @param {Map<string, {name: string}>} byId
 */
function named(ids, byId) {
  return [...new Set(ids)].map((id) => byId.get(id)?.name ?? id);
}
