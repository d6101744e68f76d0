// @ts-check
/** Short questions of who: which partner or person to put on the map, what one can act on, whom one works with. */
import { html } from "../../ui/parts/build.js";
import { chooser } from "../../ui/parts/chooser.js";
import { openDialog } from "../../ui/parts/dialog.js";
import { drawnId, isBody, placeId } from "../document/bodies.js";
import { POWERS, TIES } from "../who_words.js";
import { form, radio } from "./dialogs.js";
import { found } from "./search.js";

const MOST = 8;
export const TIE_STRENGTHS = /** @type {[string, string][]} */ ([["", "Nobody says yet"], ["1", "Weak"], ["2", "Medium"], ["3", "Strong"]]);

const ENDS = {
  act: { label: "Can act on", thing: "a factor" },
  tie: { label: "Works with", thing: "a partner or a person" },
  any: { label: "Can act on, or works with", thing: "a factor, a partner or a person" },
};

/**
 * @param {import("../page.js").MapPage} page
 * @param {{title: string, label: string, fits?: (id: string) => boolean}} about
 * @param {(id: string) => void} done with an id of the drawing
 */
export function askBody(page, { title, label, fits = () => true }, done) {
  const all = bodiesToFind(page).filter(({ id }) => fits(id));
  openDialog(title, (close) => [
    all.length ? chooser({ label, id: "who-body", find: (typed) => find(all, typed), empty: "No partner or person fits", take: (choice) => (close(), done(choice.id)) }).box : html("p", { class: "govuk-body" }, "There is nobody to choose."),
    html("p", { class: "govuk-body" }, "Somebody is missing? ", html("a", { class: "govuk-link", href: page.start.urls.partners }, "Add partners and people"), " first."),
  ]);
}

/**
 * The other end of a line from a partner or a person, and how much power or what kind of tie.
 * @param {import("../page.js").MapPage} page
 * @param {{from: string, only?: "act" | "tie"}} about
 * @param {(to: string, said: {power: number | null, kind: string, strength: number | null}) => void} done
 */
export function askStrand(page, { from, only }, done) {
  const isPerson = page.bodies.get(from)?.what === "person";
  const what = only ?? (isPerson ? "tie" : "any");
  const all = [...(what === "tie" ? [] : page.factors()), ...(what === "act" ? [] : bodiesToFind(page))].filter(({ id }) => id !== from);
  /** @type {string} */
  let to = "";
  const powers = powerFields();
  const ties = tieFields();
  const show = () => {
    powers.box.hidden = !to || isBody(to);
    ties.box.hidden = !to || !isBody(to);
  };
  const target = chooser({ label: ENDS[what].label, id: "who-to", empty: "Nothing fits", find: (typed) => {
    to = "";
    show();
    return find(all, typed);
  }, take: (choice) => {
    to = choice.id;
    target.field.value = choice.words;
    show();
    /** @type {HTMLElement | null} */ ((isBody(to) ? ties : powers).box.querySelector("input:checked"))?.focus();
  } });
  const problem = html("p", { class: "govuk-error-message", role: "alert" });
  show();
  openDialog(`Link from ${page.name(from)}`, (close) => [
    form(() => {
      const typed = target.field.value;
      to = to || (typed.trim() ? (find(all, typed)[0]?.id ?? "") : "");
      if (!to) {
        problem.textContent = `Type the name of ${ENDS[what].thing}.`;
        return target.field.focus();
      }
      close();
      done(to, { power: powers.value(), ...ties.value() });
    }, "Make the link", isPerson && !only && personNote(page, from), target.box, problem, powers.box, ties.box),
  ]);
  target.field.focus();
}

/**
 * How much power a partner has over a factor; it may be skipped.
 * @param {import("../page.js").MapPage} page
 * @param {{from: string, to: string}} ends
 * @param {(power: number | null) => void} done
 */
export function askPower(page, { from, to }, done) {
  const powers = powerFields();
  openDialog(`${page.name(from)} can act on ${page.name(to)}`, (close) => [
    form(() => (close(), done(powers.value())), "Say so", powers.box),
  ]);
  /** @type {HTMLElement | null} */ (powers.box.querySelector("input:checked"))?.focus();
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {{from: string, to: string}} ends
 * @param {(said: {kind: string, strength: number | null}) => void} done
 */
export function askTie(page, { from, to }, done) {
  const ties = tieFields();
  openDialog(`${page.name(from)} → ${page.name(to)}`, (close) => [
    form(() => (close(), done(ties.value())), "Make the tie", ties.box),
  ]);
  /** @type {HTMLElement | null} */ (ties.box.querySelector("input:checked"))?.focus();
}

/**
 * A person acts for a partner: what to do instead.
 * @param {import("../page.js").MapPage} page
 * @param {string} person
 * @param {string} factor
 * @param {(partner: string) => void} instead
 */
export function refusePerson(page, person, factor, instead) {
  const partner = page.bodies.partnerOf(person);
  openDialog("A person acts for a partner", (close) => [
    html("p", { class: "govuk-body" }, `What “${page.name(person)}” can act on is said of the partner${partner ? `, ${partner.name}` : ""}, so that it still holds when people change. ${partner ? "Draw the line from there, or:" : "Say first on the page of this person whose they are."}`),
    partner && html("button", { type: "button", class: "govuk-button", onclick: () => (close(), instead(drawnId(partner.id))) }, `Say that ${partner.name} can act on ${page.name(factor)}`),
  ]);
}

/** @param {import("../page.js").MapPage} page @param {string} person */
function personNote(page, person) {
  const partner = page.bodies.partnerOf(person);
  return html("p", { class: "govuk-body" }, `What a person can act on is said of the partner${partner ? `: choose ${partner.name} for that` : ""}.`);
}

function powerFields() {
  const box = html("fieldset", { class: "cw-choices" }, html("legend", { class: "govuk-label" }, "How much can it do about it?"), ...POWERS.map(([power, words]) => radio("who-power", power, words, power === "")));
  return { box, value: () => powerOf(/** @type {HTMLInputElement | null} */ (box.querySelector("input:checked"))?.value ?? "") };
}

function tieFields() {
  const kinds = html("fieldset", { class: "cw-choices" }, html("legend", { class: "govuk-label" }, "What does the first do?"), ...Object.entries(TIES).map(([kind, words], at) => radio("who-kind", kind, words, at === 0)));
  const strength = html("select", { class: "govuk-select", id: "who-strength" }, ...TIE_STRENGTHS.map(([id, words]) => html("option", { value: id }, words)));
  const box = html("div", {}, kinds, html("div", { class: "govuk-form-group" }, html("label", { class: "govuk-label", for: "who-strength" }, "How strong is it?"), strength));
  return { box, value: () => ({ kind: /** @type {HTMLInputElement | null} */ (kinds.querySelector("input:checked"))?.value ?? "works_with", strength: powerOf(strength.value) }) };
}

/** A number that was chosen, or null. @param {string} value */
export function powerOf(value) {
  return value === "" ? null : Number(value);
}

/** @param {import("../page.js").MapPage} page */
function bodiesToFind(page) {
  return page.bodies.listed().map(({ id, name, what }) => ({ id: drawnId(id), name, kind: what }));
}

/** @param {{id: string, name: string, kind: string}[]} all @param {string} typed */
function find(all, typed) {
  return typed.trim() ? found(all, typed, MOST) : all.slice(0, MOST).map(({ id, name, kind }) => ({ id, words: name, hint: isBody(id) ? kind : undefined }));
}

/** For a page of one partner or person. @param {import("../page.js").MapPage} page @param {string} id of the drawing */
export function pageOf(page, id) {
  const { partners, people } = page.start.urls;
  return page.bodies.get(id)?.what === "person" ? `${people}${placeId(id)}/edit/` : `${partners}${placeId(id)}/`;
}
