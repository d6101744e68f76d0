// @ts-check
/** Labelled fields that say when they have changed. */
import { html } from "./build.js";

/** `readonly`: a field that shows its value and takes none; "words": no field at all. */
/** @typedef {{key: string, label: string, hint?: string, value: any, readonly?: boolean | "words", save: (value: any) => void}} Field */

/** @param {Field & {lines?: number}} options */
export function textField({ key, label, hint, value, readonly, save, lines = 1 }) {
  if (readonly === "words") return said(label, value);
  const shared = { class: lines > 1 ? "govuk-textarea" : "govuk-input", id: `field-${key}`, "data-key": key, "data-was": value, readonly, maxlength: lines > 1 ? 4000 : 200 };
  const field = lines > 1 ? html("textarea", { ...shared, rows: lines }) : html("input", { ...shared, type: "text" });
  field.value = value;
  field.addEventListener("change", () => save(field.value.trim()));
  return group(key, label, hint, field);
}

/** A day, such as 2026-04-01; null where it is empty. @param {Field} options */
export function dateField({ key, label, hint, value, readonly, save }) {
  if (readonly === "words") return said(label, value ?? "");
  const field = html("input", { class: "govuk-input govuk-input--width-10", id: `field-${key}`, type: "date", max: "9999-12-31", "data-key": key, "data-was": value ?? "", readonly });
  field.value = value ?? "";
  field.addEventListener("change", () => field.validity.valid && save(field.value || null));
  return group(key, label, hint, field);
}

/** @param {Field} options */
export function numberField({ key, label, hint, value, readonly, save }) {
  const text = value === null ? "" : String(value);
  if (readonly === "words") return said(label, text);
  const field = html("input", { class: "govuk-input govuk-input--width-10", id: `field-${key}`, type: "text", inputmode: "decimal", "data-key": key, "data-was": text, readonly });
  field.value = text;
  const box = group(key, label, hint, field);
  field.addEventListener("change", () => {
    const number = numberOf(field.value);
    complain(box, field, number === undefined ? `“${field.value}” is not a number. Write figures only, such as 0.3.` : "");
    if (number !== undefined) save(number);
  });
  return box;
}

/**
 * Low, likely and high, kept as one value.
 * @param {Field & {parts?: [string, string, string]}} options
 */
export function tripleField({ key, label, hint, value, readonly, save, parts = ["at least", "likely", "at most"] }) {
  const values = value ?? [null, null, null];
  if (readonly === "words") return said(label, value ? parts.map((part, at) => `${part} ${values[at] ?? "not said"}`).join(", ") : "");
  const legend = html("legend", { class: "govuk-label" }, label);
  const inputs = parts.map((part, at) => {
    const text = values[at] === null ? "" : String(values[at]);
    const field = html("input", { class: "govuk-input", id: `field-${key}-${at}`, type: "text", inputmode: "decimal", "data-key": `${key}-${at}`, "data-was": text, readonly });
    field.value = text;
    return field;
  });
  const box = html("fieldset", { class: "cw-fields__triple" }, legend, hint && html("p", { class: "govuk-hint" }, hint), html("div", { class: "cw-fields__three" }, ...parts.map((part, at) => html("div", {}, html("label", { for: `field-${key}-${at}` }, part), inputs[at]))));
  for (const field of inputs) {
    field.addEventListener("change", () => {
      const numbers = inputs.map((each) => numberOf(each.value));
      const wrong = numbers.findIndex((each) => each === undefined);
      complain(box, inputs[wrong] ?? field, wrong >= 0 ? `“${inputs[wrong].value}” is not a number. Write figures only, such as 0.3.` : disordered(/** @type {any} */ (numbers)));
      if (wrong < 0 && !disordered(/** @type {any} */ (numbers))) save(numbers.every((each) => each === null) ? null : numbers);
    });
  }
  return box;
}

/** @param {Field & {options: [string, string][]}} options */
export function choiceField({ key, label, hint, value, readonly, save, options }) {
  if (readonly === "words") return said(label, value === "" ? "" : (options.find(([id]) => id === value)?.[1] ?? value));
  const field = html("select", { class: "govuk-select", id: `field-${key}`, "data-key": key, "data-was": value, disabled: readonly }, ...options.map(([id, words]) => html("option", { value: id, selected: id === value }, words)));
  field.value = value;
  field.addEventListener("change", () => save(field.value));
  return group(key, label, hint, field);
}

/**
 * What a field would say, where there is nothing to fill in; nothing where it is empty.
 * @param {string} label
 * @param {string} words
 */
export function said(label, words) {
  return words ? html("p", { class: "cw-said" }, html("strong", {}, label), html("br"), words) : null;
}

/**
 * @param {string} text
 * @returns {number | null | undefined} null where it is empty, undefined where it is no number
 */
export function numberOf(text) {
  const plain = text.trim().replace(/[,\s£%]/g, "").replace("−", "-");
  if (plain === "") return null;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}

/** @param {(number | null)[]} numbers */
export function disordered(numbers) {
  const known = /** @type {number[]} */ (numbers.filter((each) => each !== null));
  return known.some((each, at) => at > 0 && each < known[at - 1]) ? "Write the smallest first: at least, likely, at most." : "";
}

/**
 * @param {string} key
 * @param {string} label
 * @param {string | undefined} hint
 * @param {any} field
 */
function group(key, label, hint, field) {
  if (hint) field.setAttribute("aria-describedby", `hint-${key}`);
  return html("div", { class: "cw-fields__group" }, html("label", { class: "govuk-label", for: `field-${key}` }, label), hint && html("p", { class: "govuk-hint", id: `hint-${key}` }, hint), field);
}

/**
 * @param {HTMLElement} box
 * @param {any} field
 * @param {string} problem empty takes an earlier one away
 */
function complain(box, field, problem) {
  box.querySelector(".govuk-error-message")?.remove();
  field.toggleAttribute("aria-invalid", Boolean(problem));
  if (problem) box.append(html("p", { class: "govuk-error-message", role: "alert" }, problem));
}
