// @ts-check
/** Rows of the tables of factors and links, sorted and searched. */
import { STRENGTHS, verb } from "../words.js";

/** @typedef {{column: string, down: boolean}} Order */

/**
 * @param {import("../page.js").MapPage} page
 * @param {Order} order
 * @param {string} typed
 */
export function factorRows(page, order, typed) {
  const rows = page.factors().map((factor) => ({
    factor,
    name: factor.name,
    kind: factor.kind,
    measure: page.start.measures[factor.id]?.[0]?.last ?? "",
    baseline: factor.baseline,
    links: page.scene.arrowsAt(factor.id).length,
  }));
  return sorted(fitting(rows, typed, (row) => row.name), order);
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {Order} order
 * @param {string} typed
 */
export function linkRows(page, order, typed) {
  const rows = [...page.scene.arrows.byId.values()]
    .filter((arrow) => page.scene.curves.has(arrow.id))
    .flatMap((arrow) => arrow.views.map((view) => ({
      arrow, view,
      from: page.name(view.from), to: page.name(view.to), does: verb(view), strength: STRENGTHS.indexOf(view.strength),
      delay: view.delay?.[1] ?? null, grade: view.grade, who: view.contributed_by,
    })));
  return sorted(fitting(rows, typed, (row) => `${row.from} ${row.to}`), order);
}

/**
 * @template Row
 * @param {Row[]} rows
 * @param {string} typed
 * @param {(row: Row) => string} textOf
 */
export function fitting(rows, typed, textOf) {
  const wanted = typed.trim().toLowerCase();
  return wanted ? rows.filter((row) => textOf(row).toLowerCase().includes(wanted)) : rows;
}

/**
 * By a column; what is not known comes last, whichever way.
 * @template {Record<string, any>} Row
 * @param {Row[]} rows
 * @param {Order} order
 */
export function sorted(rows, { column, down }) {
  const isEmpty = (/** @type {any} */ value) => value === null || value === "" || value === -1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[column], other[column]];
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
    const way = typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en-GB", { numeric: true });
    return down ? -way : way;
  });
}
