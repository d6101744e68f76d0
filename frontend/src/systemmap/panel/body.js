// @ts-check
/** The panel of a partner or a person: what it can act on and with what power, and whom it works with. */
import { html } from "../../ui/parts/build.js";
import { choiceField } from "../../ui/parts/fields.js";
import { drawnId, isBody, placeId } from "../document/bodies.js";
import { addActor, removeRow } from "../document/joins.js";
import { actOf, isOver, tieOf } from "../document/strands.js";
import { pageOf, powerOf } from "../editing/who_dialogs.js";
import { POWERS, TIES, seenWords, sentenceOf, strengthWords } from "../who_words.js";
import { act, heading, section } from "./parts.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {string} id of the drawing
 * @param {Record<string, any>} deeds
 */
export function bodyPanel(page, id, deeds) {
  const body = /** @type {import("../document/bodies.js").Body} */ (page.bodies.get(id));
  const partner = page.bodies.partnerOf(id);
  const seen = body.layer === "shared" ? "" : ` · ${seenWords(body.layer)}`;
  return [
    heading(`${body.what === "person" ? "Person" : "Partner"}${body.sector ? `, ${body.sector}` : ""}${seen}`, body.name),
    body.what === "person" && partner && html("p", { class: "cw-panel__lead" }, "Of ", act(partner.name, () => page.scene.boxes.has(drawnId(partner.id)) && page.selection.choose([drawnId(partner.id)]), { key: `of-${id}`, isLink: true }), ". What the partner can act on is said of the partner."),
    page.mayEdit && html("div", { class: "cw-panel__tools" },
      act("Link to…", () => deeds.linkFrom(id)),
      act(page.asked.focus === id ? "Show all" : "Focus", () => page.see({ focus: page.asked.focus === id ? "" : id }), { key: "focus" }),
      page.you.may_facilitate && body.layer === "shared" && act("Spotlight", () => deeds.spotlight(id)),
      page.store.positions.has(`${page.asked.map}/${id}`) && act("Take off this map", () => deeds.takeOff(id))),
    body.what === "partner" && acts(page, id),
    ties(page, id),
    html("p", {}, html("a", { class: "govuk-link", href: pageOf(page, id) }, body.what === "person" ? "The page of this person" : "All about this partner")),
  ];
}

/** @param {import("../page.js").MapPage} page @param {string} id */
function acts(page, id) {
  const mine = [...page.store.actors.values()].filter((actor) => drawnId(actor.partner) === id && page.store.factors.has(actor.factor));
  mine.sort((one, other) => page.name(one.factor).localeCompare(page.name(other.factor)));
  const held = new Set(mine.map((actor) => actor.factor));
  const others = page.factors().filter((factor) => !held.has(factor.id)).sort((one, other) => one.name.localeCompare(other.name));
  const add = page.mayEdit && others.length > 0 && choiceField({ key: `acts-${id}`, label: "It can act on something else", value: "", options: [["", "Choose a factor"], ...others.map((factor) => /** @type {[string, string]} */ ([factor.id, factor.name || "No name yet"]))], save: (factor) => factor && addActor(page.map, { partner: placeId(id), factor, layer: page.drawsIn }) });
  const lines = mine.map((actor) => html("li", { class: "cw-panel__who" }, act(page.name(actor.factor), () => page.selection.choose([actor.factor]), { key: `to-${actor.id}`, isLink: true }), powerChoice(page, actor, `Power over ${page.name(actor.factor)}`)));
  return section("It can act on", mine.length ? html("ul", { class: "cw-panel__actors" }, ...lines) : html("p", { class: "cw-panel__quiet" }, "Nobody has said what it can act on."), add);
}

/**
 * How much power, to change in place, and a way to take it off.
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Actor} actor
 * @param {string} label
 */
export function powerChoice(page, actor, label) {
  const value = actor.power === null ? "" : String(actor.power);
  if (!page.map.mayEdit(actor.layer)) return html("span", { class: "cw-panel__quiet" }, POWERS.find(([power]) => power === value)?.[1].toLowerCase() ?? value);
  const field = html("select", { class: "govuk-select cw-panel__power", "aria-label": label, "data-key": `power-${actor.id}`, "data-was": value }, ...POWERS.map(([power, words]) => html("option", { value: power, selected: power === value }, power ? words : "Power not known")));
  field.value = value;
  field.addEventListener("change", () => page.change("actors", actor.id, { power: powerOf(field.value) }));
  return html("span", { class: "cw-panel__powers" }, field, act("Take off", () => removeRow(page.map, "actors", actor.id), { key: `off-${actor.id}`, isLink: true, label: `${sentenceOf(actOf(actor), (id) => page.name(id))}: take off` }));
}

/** @param {import("../page.js").MapPage} page @param {string} id */
function ties(page, id) {
  const mine = [...page.store.ties.values()].map(tieOf).filter((tie) => (tie.from === id || tie.to === id) && page.bodies.get(tie.from) && page.bodies.get(tie.to));
  const other = (/** @type {any} */ tie) => (tie.from === id ? tie.to : tie.from);
  mine.sort((one, two) => page.name(other(one)).localeCompare(page.name(other(two))) || one.kind.localeCompare(two.kind));
  if (!mine.length) return section("Works with", html("p", { class: "cw-panel__quiet" }, "No tie is noted."));
  return section("Works with", html("ul", { class: "cw-panel__ends" }, ...mine.map((tie) => tieLine(page, tie, tie.from === id))));
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/strands.js").Strand} tie
 * @param {boolean} isOut
 */
function tieLine(page, tie, isOut) {
  const end = isOut ? tie.to : tie.from;
  const kind = TIES[tie.kind] ?? tie.kind;
  const about = [strengthWords(tie.strength), tie.since ? `since ${tie.since}` : "", tie.until ? `${isOver(tie) ? "ended" : "until"} ${tie.until}` : ""].filter(Boolean).join(", ") || "nobody says how strongly";
  return html("li", { class: "cw-panel__end" },
    html("span", { class: "cw-sign cw-sign--open", "aria-hidden": "true" }, isOut ? "→" : "←"),
    html("span", {},
      isOut ? `${kind} ` : "", act(page.name(end), () => isBody(end) && page.scene.boxes.has(end) && page.selection.choose([end]), { key: `tie-${tie.key}`, isLink: true }), isOut ? "" : ` ${kind} it`,
      html("span", { class: "cw-panel__about" }, act(about, () => page.scene.line(tie.id) && page.selection.chooseArrow(tie.id), { key: `about-${tie.key}`, isLink: true, label: `The tie with ${page.name(end)}: ${kind}, ${about}` }))));
}
