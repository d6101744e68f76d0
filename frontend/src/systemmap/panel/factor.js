// @ts-check
/** The panel of one factor: its measure, what acts on it, its loops, who can act, whose voice is missing, its fields. */
import { html } from "../../ui/parts/build.js";
import { choiceField, numberField, textField, tripleField } from "../../ui/parts/fields.js";
import { loopsThrough } from "../document/loops.js";
import { KINDS, KIND_HINTS, STRENGTHS, months, verb } from "../words.js";
import { loopSection } from "./loops.js";
import { act, heading, section } from "./parts.js";
import { whoSection } from "./who.js";

const TONES = /** @type {Record<string, string>} */ ({ "govuk-tag--blue": "better", "govuk-tag--orange": "worse", "govuk-tag--purple": "special" });

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Factor} factor
 * @param {Record<string, any>} deeds
 */
export function factorPanel(page, factor, deeds) {
  const { arrows } = page.scene;
  const loops = loopsThrough(arrows, factor.id);
  return [
    heading(captionOf(factor), factor.name || "No name yet"),
    factor.note && html("p", { class: "cw-panel__lead" }, factor.note),
    measureLine(page, factor),
    page.map.mayEdit(factor.layer) && toolRow(page, factor, deeds),
    ends("Acts on it", "Nothing on this map acts on it yet.", arrows.reaching(factor.id), "from", page),
    ends("It acts on", "It acts on nothing on this map yet.", arrows.leaving(factor.id), "to", page),
    loopSection(page, loops, "It does not feed back on itself in a short loop.", { key: factor.id, showLoop: deeds.showLoop }),
    whoSection(page, factor),
    portals(page, factor),
    details(page, factor),
    html("p", {}, html("a", { class: "govuk-link", href: `${page.start.urls.factors}${factor.id}/` }, "All about this factor", page.start.framed && " (in a new tab)"), ": its chart, its futures, its history"),
  ];
}

/** @param {import("../document/shapes.js").Factor} factor */
function captionOf(factor) {
  const unit = factor.unit ? `, in ${factor.unit}${factor.per ? ` a ${factor.per}` : ""}` : "";
  const seen = factor.layer === "shared" ? "" : factor.layer === "own" ? " · only you see it" : " · only your organisation sees it";
  const kind = KINDS[factor.kind] ?? factor.kind;
  return `${kind[0].toUpperCase()}${kind.slice(1)}${unit}${seen}`;
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Factor} factor
 */
function measureLine(page, factor) {
  const measures = page.start.measures[factor.id] ?? [];
  if (!measures.length) return html("p", { class: "cw-panel__quiet" }, "Nobody measures this yet.");
  return html("ul", { class: "cw-panel__measures" }, ...measures.map((/** @type {any} */ each) => html("li", {}, html("strong", {}, each.last), each.when && ` in ${each.when} `, each.variation && html("span", { class: `cw-pill cw-pill--${TONES[each.tone] ?? "plain"}` }, each.variation), html("br"), html("span", { class: "cw-panel__quiet" }, each.name))));
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Factor} factor
 * @param {Record<string, any>} deeds
 */
function toolRow(page, factor, deeds) {
  return html("div", { class: "cw-panel__tools" },
    act("Link to…", () => deeds.linkFrom(factor.id)),
    act("Rename", () => deeds.rename(factor.id)),
    act(page.asked.focus === factor.id ? "Show all" : "Focus", () => page.see({ focus: page.asked.focus === factor.id ? "" : factor.id }), { key: "focus" }),
    page.store.session.get("voting") && act("Choose as a priority", () => deeds.vote(factor.id), { key: "vote" }),
    page.you.may_facilitate && factor.layer === "shared" && act("Spotlight", () => deeds.spotlight(factor.id)),
    page.asked.map !== "main" && act("Take off this map", () => deeds.takeOff(factor.id)),
    act("Delete", () => page.removeChosen()));
}

/**
 * @param {string} title
 * @param {string} none
 * @param {import("../document/arrows.js").Arrow[]} arrows
 * @param {"from" | "to"} end
 * @param {import("../page.js").MapPage} page
 */
function ends(title, none, arrows, end, page) {
  if (!arrows.length) return section(title, html("p", { class: "cw-panel__quiet" }, none));
  const sorted = [...arrows].sort((one, other) => page.name(one[end]).localeCompare(page.name(other[end])));
  return section(title, html("ul", { class: "cw-panel__ends" }, ...sorted.map((arrow) => endLine(arrow, end, page))));
}

/**
 * @param {import("../document/arrows.js").Arrow} arrow
 * @param {"from" | "to"} end
 * @param {import("../page.js").MapPage} page
 */
function endLine(arrow, end, page) {
  const signs = { "+": "+", "-": "−", "": "?" };
  const about = [STRENGTHS[arrow.strength], arrow.delay ? `after ${months(arrow.delay)}` : ""].filter(Boolean).join(", ") || "nobody says how strongly";
  const partners = new Map(page.start.partners.map((/** @type {any} */ each) => [each.id, each.name]));
  const holders = arrow.contested && arrow.views.map((view) => `${partners.get(view.contributed_by) ?? (view.contributed_by || "nobody named")} ${view.sign === "-" ? "−" : view.sign || "?"}${view.strength ? ` ${view.strength}` : ""}`).join("; ");
  return html("li", { class: "cw-panel__end" },
    html("span", { class: `cw-sign cw-sign--${arrow.sign === "-" ? "minus" : arrow.sign ? "plus" : "open"}`, "aria-hidden": "true" }, /** @type {any} */ (signs)[arrow.sign]),
    html("span", {},
      act(page.name(arrow[end]), () => page.selection.choose([arrow[end]]), { key: `${end}-${arrow.id}`, isLink: true }),
      html("span", { class: "govuk-visually-hidden" }, `: ${verb(arrow)} it, `),
      html("span", { class: "cw-panel__about" }, act(about, () => page.selection.chooseArrow(arrow.id), { key: `about-${arrow.id}`, isLink: true, label: `The link with ${page.name(arrow[end])}: ${about}` })),
      arrow.contested && html("span", { class: "cw-panel__dispute" }, html("strong", {}, "views differ"), ` (${holders})`)));
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Factor} factor
 */
function portals(page, factor) {
  const others = page.looks.otherMaps(factor.id);
  if (!others.length) return null;
  return section("Also on", html("ul", { class: "cw-panel__actors" }, ...others.map((map) => html("li", {}, act(map === "main" ? "Everything" : (page.store.maps.get(map)?.name ?? map), () => page.see({ map, focus: "" }), { key: `map-${map}`, isLink: true })))));
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Factor} factor
 */
function details(page, factor) {
  const readonly = page.readonly(factor.layer);
  const field = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ hint = "") => ({ key: `${factor.id}-${name}`, label, hint, value: /** @type {any} */ (factor)[name], readonly, save: (/** @type {any} */ value) => page.change("factors", factor.id, { [name]: value }) });
  const kinds = page.start.words.kinds.map((/** @type {string} */ kind) => /** @type {[string, string]} */ ([kind, `${KINDS[kind]}: ${KIND_HINTS[kind]}`]));
  return html("details", { class: "govuk-details", "data-key": `details-${factor.id}` },
    html("summary", { class: "govuk-details__summary" }, html("span", { class: "govuk-details__summary-text" }, readonly === "words" ? "More about it" : readonly ? "Its fields" : "Change its fields")),
    html("div", { class: "cw-fields" },
      textField(field("name", "What rises or falls")),
      choiceField({ ...field("kind", "Kind"), options: kinds }),
      choiceField({ ...field("better", "Which way is better"), options: [["", "Neither, or not said"], ["higher", "Higher"], ["lower", "Lower"]] }),
      textField(field("unit", "Counted in", "For example: calls, people, £.")),
      choiceField({ ...field("per", "Counted per"), options: [["", "A level, at one time"], ["month", "Month"], ["year", "Year"]] }),
      numberField(field("baseline", "How much today")),
      tripleField(field("trend", "Change a year if nothing is done", "A fraction: 0.02 rises by 2 in 100 a year.")),
      numberField(field("floor", "Cannot fall below")),
      numberField(field("ceiling", "Cannot rise above")),
      textField({ ...field("source", "Where the figures come from"), lines: 2 }),
      textField({ ...field("note", "Note"), lines: 3 })));
}
