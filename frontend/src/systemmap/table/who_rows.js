// @ts-check
/** Rows and cells of the two tables of who: who can act on what, and who works with whom. */
import { html } from "../../ui/parts/build.js";
import { drawnId } from "../document/bodies.js";
import { removeRow } from "../document/joins.js";
import { TIE_STRENGTHS, powerOf } from "../editing/who_dialogs.js";
import { MAIN } from "../document/edits.js";
import { POWERS, TIES } from "../who_words.js";
import { choice, day, more } from "./cells.js";
import { fitting, sorted } from "./rows.js";

/** @typedef {import("./rows.js").Order} Order */

export const ACT_COLUMNS = /** @type {[string, string][]} */ ([["partner", "Partner"], ["factor", "Can act on"], ["power", "Power"], ["", "More"]]);
export const TIE_COLUMNS = /** @type {[string, string][]} */ ([["from", "From"], ["does", "Does what"], ["to", "To"], ["strength", "Strength"], ["since", "Since"], ["until", "Until"], ["", "More"]]);

/** Of the factors of the map in view. @param {import("../page.js").MapPage} page @param {Order} order @param {string} typed */
export function actRows(page, order, typed) {
  const rows = [...page.store.actors.values()]
    .filter((actor) => page.scene.boxes.has(actor.factor))
    .map((actor) => ({ actor, partner: page.name(drawnId(actor.partner)), factor: page.name(actor.factor), power: actor.power }));
  return sorted(fitting(rows, typed, (row) => `${row.partner} ${row.factor}`), order);
}

/**
 * Of the whole place; on another map of those who can act on a factor there, or stand there.
 * @param {import("../page.js").MapPage} page
 * @param {Order} order
 * @param {string} typed
 */
export function tieRows(page, order, typed) {
  const isHere = hereOn(page);
  const rows = [...page.store.ties.values()]
    .filter((tie) => page.bodies.get(drawnId(tie.from)) && page.bodies.get(drawnId(tie.to)) && isHere(tie.from) && isHere(tie.to))
    .map((tie) => ({ tie, from: page.name(drawnId(tie.from)), to: page.name(drawnId(tie.to)), does: TIES[tie.kind] ?? tie.kind, strength: tie.strength, since: tie.since, until: tie.until }));
  return sorted(fitting(rows, typed, (row) => `${row.from} ${row.to}`), order);
}

/** @param {import("../page.js").MapPage} page @returns {(id: string) => boolean} */
function hereOn(page) {
  if (page.asked.map === MAIN) return () => true;
  const acting = new Set([...page.store.actors.values()].filter((actor) => page.scene.boxes.has(actor.factor)).map((actor) => actor.partner));
  return (id) => acting.has(id) || page.store.positions.has(`${page.asked.map}/${drawnId(id)}`);
}

/** @param {import("../page.js").MapPage} page @param {any} row @param {Record<string, any>} deeds */
export function actCells(page, { actor, partner, factor, power }, deeds) {
  const may = page.map.mayEdit(actor.layer);
  const of = `that ${partner} can act on ${factor}`;
  return [
    html("span", { class: "cw-sheet__name" }, partner),
    html("span", { class: "cw-sheet__name" }, factor),
    choice({ key: `cell-${actor.id}-power`, label: `Power: ${of}`, value: power === null ? "" : String(power), may, save: (said) => page.change("actors", actor.id, { power: powerOf(said) }), options: POWERS }),
    more(may, () => deeds.openStrand(`act:${actor.id}`), () => removeRow(page.map, "actors", actor.id), of),
  ];
}

/** @param {import("../page.js").MapPage} page @param {any} row @param {Record<string, any>} deeds */
export function tieCells(page, { tie, from, to, does }, deeds) {
  const may = page.map.mayEdit(tie.layer);
  const of = `the tie from ${from} to ${to}: ${does}`;
  const save = (/** @type {string} */ name) => (/** @type {any} */ value) => page.change("ties", tie.key, { [name]: value });
  const cell = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ value) => ({ key: `cell-${tie.key}-${name}`, label: `${label}: ${of}`, value, may, save: save(name) });
  const strength = tie.strength === null ? "" : String(tie.strength);
  const strengths = TIE_STRENGTHS.some(([id]) => id === strength) ? TIE_STRENGTHS : [...TIE_STRENGTHS, [strength, strength]];
  return [
    html("span", { class: "cw-sheet__name" }, from),
    choice({ ...cell("kind", "What the first does", tie.kind), options: Object.entries(TIES) }),
    html("span", { class: "cw-sheet__name" }, to),
    choice({ ...cell("strength", "Strength", strength), save: (/** @type {string} */ said) => save("strength")(powerOf(said)), options: strengths }),
    day(cell("since", "Since", tie.since)),
    day(cell("until", "Until", tie.until)),
    more(may, () => deeds.openStrand(`tie:${tie.key}`), () => removeRow(page.map, "ties", tie.key), of),
  ];
}
