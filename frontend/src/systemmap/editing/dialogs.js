// @ts-check
/** Short questions over the page: a new factor, the other end of a link, a new map; and the help. */
import { html } from "../../ui/parts/build.js";
import { chooser } from "../../ui/parts/chooser.js";
import { openDialog } from "../../ui/parts/dialog.js";
import { KIND_HINTS, KINDS } from "../words.js";
import { KEYS } from "./keyboard.js";
import { found } from "./search.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {(name: string, kind: string) => void} done
 */
export function askFactor(page, done) {
  const name = html("input", { class: "govuk-input", id: "new-name", type: "text", maxlength: 200, required: true, autocomplete: "off" });
  const kinds = html("fieldset", { class: "cw-choices" }, html("legend", { class: "govuk-label" }, "What kind of thing is it?"), ...page.start.words.kinds.map((/** @type {string} */ kind) => radio("new-kind", kind, KINDS[kind], kind === "cause", KIND_HINTS[kind])));
  openDialog("New factor", (close) => [
    form(() => {
      const kind = /** @type {HTMLInputElement | null} */ (kinds.querySelector("input:checked"))?.value ?? "cause";
      close();
      done(name.value.trim(), kind);
    }, "Add it", html("div", { class: "govuk-form-group" }, html("label", { class: "govuk-label", for: "new-name" }, "What rises or falls?"), html("p", { class: "govuk-hint" }, "For example: street drinking, calls to the police."), name), kinds),
  ]);
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {string} from
 * @param {(to: {id: string, name: string}, sign: string, strength: string) => void} done
 */
export function askLink(page, from, done) {
  /** @type {{id: string, name: string} | null} */
  let to = null;
  const others = () => [...page.store.factors.values()].filter((factor) => factor.id !== from && page.scene.boxes.has(factor.id));
  const find = (/** @type {string} */ typed) => {
    to = null;
    const choices = typed.trim() ? found(others(), typed, 6) : others().slice(0, 8).map(({ id, name }) => ({ id, words: name }));
    const isNew = typed.trim() && !choices.some((choice) => choice.words.toLowerCase() === typed.trim().toLowerCase());
    return isNew ? [...choices, { id: "", words: `Add “${typed.trim()}” as a new factor` }] : choices;
  };
  const target = chooser({ label: "It acts on", id: "link-to", find, empty: "No factor fits", take: (choice, typed) => {
    to = { id: choice.id, name: choice.id ? choice.words : typed.trim() };
    target.field.value = to.name;
    /** @type {HTMLElement | null} */ (signs.querySelector("input:checked"))?.focus();
  } });
  const signs = html("fieldset", { class: "cw-choices" }, html("legend", { class: "govuk-label" }, `When “${page.name(from)}” goes up, the other goes`), radio("link-sign", "+", "up (+)", true), radio("link-sign", "-", "down (−)", false), radio("link-sign", "", "not sure", false));
  const strength = html("select", { class: "govuk-select", id: "link-strength" }, ...[["", "Nobody says yet"], ["weak", "Weak"], ["medium", "Medium"], ["strong", "Strong"]].map(([id, words]) => html("option", { value: id }, words)));
  const problem = html("p", { class: "govuk-error-message", role: "alert" });
  openDialog(`Link from ${page.name(from)}`, (close) => [
    form(() => {
      const chosen = to ?? [...find(target.field.value)].map(({ id, words }) => ({ id, name: id ? words : target.field.value.trim() }))[0];
      if (!chosen || !target.field.value.trim()) {
        problem.textContent = "Type the name of the factor that it acts on.";
        return target.field.focus();
      }
      const sign = /** @type {HTMLInputElement | null} */ (signs.querySelector("input:checked"))?.value ?? "";
      close();
      done(chosen, sign, strength.value);
    }, "Make the link", target.box, problem, signs, html("div", { class: "govuk-form-group" }, html("label", { class: "govuk-label", for: "link-strength" }, "How strongly?"), strength)),
  ]);
  target.field.focus();
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {(from: string) => void} done
 */
export function askFrom(page, done) {
  openDialog("New link", (close) => {
    const all = () => page.factors();
    const find = (/** @type {string} */ typed) => (typed.trim() ? found(all(), typed) : all().slice(0, 8).map(({ id, name }) => ({ id, words: name })));
    return [chooser({ label: "Which factor acts on another?", id: "link-from", find, take: (choice) => (close(), done(choice.id)) }).box];
  });
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {(name: string, question: string) => void} done
 */
export function askMap(page, done) {
  const name = html("input", { class: "govuk-input", id: "map-name", type: "text", maxlength: 200, required: true, autocomplete: "off" });
  const question = html("input", { class: "govuk-input", id: "map-question", type: "text", maxlength: 200, autocomplete: "off" });
  const count = page.selection.factors.size || page.scene.boxes.size;
  openDialog("New map", (close) => [
    html("p", { class: "govuk-body" }, `It begins with the ${count} factors ${page.selection.factors.size ? "that are chosen" : "in view"}. A factor is one thing on all maps: change it on one, and it is changed on all.`),
    form(() => {
      close();
      done(name.value.trim(), question.value.trim());
    }, "Make the map", html("div", { class: "govuk-form-group" }, html("label", { class: "govuk-label", for: "map-name" }, "Its name"), name), html("div", { class: "govuk-form-group" }, html("label", { class: "govuk-label", for: "map-question" }, "Its question"), question)),
  ]);
}

export function showHelp() {
  openDialog("Keys of the map", () => [
    html("p", { class: "govuk-body" }, "They work while the drawing has the focus. Everything can also be done with the mouse, by touch, and in the table."),
    html("table", { class: "govuk-table cw-keys" }, html("thead", { class: "govuk-table__head" }, html("tr", {}, html("th", { scope: "col", class: "govuk-table__header" }, "Key"), html("th", { scope: "col", class: "govuk-table__header" }, "What it does"))), html("tbody", {}, ...KEYS.map(([key, what]) => html("tr", { class: "govuk-table__row" }, html("th", { scope: "row", class: "govuk-table__header" }, key), html("td", { class: "govuk-table__cell" }, what))))),
    html("p", { class: "govuk-body" }, "With the mouse: double click to add or to rename; pull the round handle of a factor to link it; Shift and drag to choose several. By touch: press long on the ground to add, press long on a factor to link it; two fingers zoom. A line pulled from a partner to a factor says that it can act on it; one to a partner or a person is a tie."),
  ], { className: "cw-dialog--wide" });
}

/**
 * @param {() => void} done
 * @param {string} words
 * @param {...any} children
 */
export function form(done, words, ...children) {
  return html("form", { novalidate: false, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    done();
  } }, ...children, html("button", { type: "submit", class: "govuk-button" }, words));
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} words
 * @param {boolean} checked
 * @param {string} [hint]
 */
export function radio(name, value, words, checked, hint) {
  return html("label", { class: "cw-choice" }, html("input", { type: "radio", name, value, checked }), html("span", {}, words, hint && html("span", { class: "cw-choice__hint" }, hint)));
}
