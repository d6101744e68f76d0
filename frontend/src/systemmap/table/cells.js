// @ts-check
/** The cells of the tables: fields where one may change them, else words. */
import { html } from "../../ui/parts/build.js";
import { numberOf } from "../../ui/parts/fields.js";
import { remove } from "../document/edits.js";
import { KINDS } from "../words.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {any} row
 * @param {Record<string, any>} deeds
 */
export function factorCells(page, { factor, measure, links }, deeds) {
  const save = (/** @type {string} */ name) => (/** @type {any} */ value) => page.change("factors", factor.id, { [name]: value });
  const may = page.map.mayEdit(factor.layer);
  const of = factor.name || "the factor without a name";
  const key = (/** @type {string} */ name) => `cell-${factor.id}-${name}`;
  return [
    text({ key: key("name"), label: "Name", value: factor.name, may, save: save("name") }),
    choice({ key: key("kind"), label: `Kind of ${of}`, value: factor.kind, may, save: save("kind"), options: page.start.words.kinds.map((/** @type {string} */ kind) => [kind, KINDS[kind]]) }),
    choice({ key: key("better"), label: `Which way is better for ${of}`, value: factor.better, may, save: save("better"), options: [["", "Not said"], ["higher", "Higher"], ["lower", "Lower"]] }),
    text({ key: key("unit"), label: `What ${of} is counted in`, value: factor.unit, may, save: save("unit") }),
    number({ key: key("baseline"), label: `How much of ${of} today`, value: factor.baseline, may, save: save("baseline") }),
    measure || html("span", { class: "cw-quiet" }, "none yet"),
    String(links),
    more(may, () => deeds.open(factor.id), () => remove(page.map, [factor.id], []), of),
  ];
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {any} row
 * @param {Record<string, any>} deeds
 */
export function linkCells(page, { view, arrow, from, to, delay, does }, deeds) {
  const save = (/** @type {string} */ name) => (/** @type {any} */ value) => page.change("links", view.key, { [name]: value });
  const may = page.map.mayEdit(view.layer);
  const of = `the link from ${from} to ${to}`;
  const key = (/** @type {string} */ name) => `cell-${view.key}-${name}`;
  const partners = page.start.partners.map((/** @type {any} */ each) => [each.id, each.name]);
  const known = partners.some((/** @type {string[]} */ each) => each[0] === view.contributed_by) || !view.contributed_by ? partners : [...partners, [view.contributed_by, view.contributed_by]];
  const saveDelay = (/** @type {number | null} */ likely) => save("delay")(likely === null ? null : [Math.min(view.delay?.[0] ?? likely, likely), likely, Math.max(view.delay?.[2] ?? likely, likely)]);
  return [
    html("span", { class: "cw-sheet__name" }, from),
    view.kind === "influences" ? choice({ key: key("sign"), label: `Which way: ${of}`, value: view.sign, may, save: save("sign"), options: [["+", "up (+)"], ["-", "down (−)"], ["", "not sure"]] }) : does,
    html("span", { class: "cw-sheet__name" }, to),
    choice({ key: key("strength"), label: `How strong: ${of}`, value: view.strength, may, save: save("strength"), options: [["", "Not said"], ["weak", "Weak"], ["medium", "Medium"], ["strong", "Strong"]] }),
    number({ key: key("delay"), label: `Likely months: ${of}`, value: delay, may, save: saveDelay }),
    choice({ key: key("grade"), label: `Grade of evidence: ${of}`, value: view.grade === null ? "" : String(view.grade), may, save: (grade) => save("grade")(grade === "" ? null : Number(grade)), options: [["", "Not graded"], ...[1, 2, 3, 4, 5, 6].map((grade) => [String(grade), String(grade)])] }),
    choice({ key: key("who"), label: `Who says so: ${of}`, value: view.contributed_by, may, save: save("contributed_by"), options: [["", "Nobody named"], ...known] }),
    more(may, () => deeds.openLink(arrow.id), () => remove(page.map, [], [view.key]), of),
  ];
}

/** @param {boolean} may @param {() => void} open @param {() => void} away @param {string} of */
export function more(may, open, away, of) {
  return html("span", { class: "cw-sheet__deeds" }, html("button", { type: "button", class: "cw-link-button", "data-key": `open-${of}`, "aria-label": `More about ${of}`, onclick: open }, "More"), may && html("button", { type: "button", class: "cw-link-button", "data-key": `away-${of}`, "aria-label": `Delete ${of}`, onclick: away }, "Delete"));
}

/** @param {{key: string, label: string, value: string, may: boolean, save: (value: string) => void}} cell */
function text({ key, label, value, may, save }) {
  if (!may) return value;
  const field = html("input", { class: "cw-cell", type: "text", maxlength: 200, "aria-label": label, "data-key": key, "data-was": value });
  field.value = value;
  field.addEventListener("change", () => save(field.value.trim()));
  return field;
}

/** @param {{key: string, label: string, value: number | null, may: boolean, save: (value: number | null) => void}} cell */
function number({ key, label, value, may, save }) {
  const words = value === null ? "" : String(value);
  if (!may) return words;
  const field = html("input", { class: "cw-cell cw-cell--number", type: "text", inputmode: "decimal", "aria-label": label, "data-key": key, "data-was": words });
  field.value = words;
  field.addEventListener("change", () => {
    const said = numberOf(field.value);
    field.toggleAttribute("aria-invalid", said === undefined);
    if (said !== undefined) save(said);
  });
  return field;
}

/** @param {{key: string, label: string, value: string, may: boolean, save: (value: string) => void, options: any[]}} cell */
export function choice({ key, label, value, may, save, options }) {
  if (!may) return options.find(([id]) => id === value)?.[1] ?? value;
  const field = html("select", { class: "cw-cell", "aria-label": label, "data-key": key, "data-was": value }, ...options.map(([id, words]) => html("option", { value: id, selected: id === value }, words)));
  field.addEventListener("change", () => save(field.value));
  return field;
}

/** @param {{key: string, label: string, value: string | null, may: boolean, save: (value: string | null) => void}} cell */
export function day({ key, label, value, may, save }) {
  if (!may) return value ?? "";
  const field = html("input", { class: "cw-cell cw-cell--day", type: "date", max: "9999-12-31", "aria-label": label, "data-key": key, "data-was": value ?? "" });
  field.value = value ?? "";
  field.addEventListener("change", () => field.validity.valid && save(field.value || null));
  return field;
}
