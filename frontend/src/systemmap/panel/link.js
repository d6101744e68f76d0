// @ts-check
/** The panel of one link: what it says in a sentence, each partner's view of it, and the loops that it closes. */
import { html } from "../../ui/parts/build.js";
import { choiceField, said, textField, tripleField } from "../../ui/parts/fields.js";
import { addLink, remove } from "../document/edits.js";
import { loopsThrough } from "../document/loops.js";
import { STRENGTHS, months, verb } from "../words.js";
import { loopSection, lower } from "./loops.js";
import { act, heading, section } from "./parts.js";

const GRADES = /** @type {[string, string][]} */ ([
  ["", "Not graded"], ["1", "1: best, several strong studies"], ["2", "2"], ["3", "3"], ["4", "4"], ["5", "5: opinion of those who know"], ["6", "6: a guess"],
]);

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/arrows.js").Arrow} arrow
 * @param {Record<string, any>} deeds
 */
export function linkPanel(page, arrow, deeds) {
  const loops = loopsThrough(page.scene.arrows, arrow.from).filter((loop) => loop.arrows.includes(arrow.id));
  return [
    heading("Link", `${page.name(arrow.from)} → ${page.name(arrow.to)}`),
    html("p", { class: "cw-panel__lead" }, sentence(page, arrow)),
    arrow.contested && html("p", { class: "cw-mind" }, html("strong", {}, "Views differ. "), "Compare them below, and talk about why."),
    html("div", { class: "cw-panel__tools" }, act("From", () => page.selection.choose([arrow.from]), { label: `From: go to ${page.name(arrow.from)}` }), act("To", () => page.selection.choose([arrow.to]), { label: `To: go to ${page.name(arrow.to)}` }), page.mayEdit && act("Turn round", () => turned(page, arrow)), page.mayEdit && act("Delete", () => page.removeChosen())),
    ...arrow.views.map((view) => viewFields(page, view, arrow)),
    page.mayEdit && anotherView(page, arrow),
    loopSection(page, loops, "It is in no short loop.", { key: arrow.id, showLoop: deeds.showLoop }),
  ];
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/arrows.js").Arrow} arrow
 */
function sentence(page, arrow) {
  const [from, to] = [lower(page.name(arrow.from)), lower(page.name(arrow.to))];
  const what = arrow.kind !== "influences" ? `More ${from} ${verb(arrow)} ${to}` : arrow.sign ? `More ${from} leads to ${arrow.sign === "+" ? "more" : "less"} ${to}` : `${page.name(arrow.from)} acts on ${to}; nobody has said which way`;
  const parts = [arrow.strength ? STRENGTHS[arrow.strength] : "", arrow.delay ? `after about ${months(arrow.delay)}` : ""].filter(Boolean);
  return `${what}${parts.length ? ` (${parts.join(", ")})` : ""}.`;
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Link} view
 * @param {import("../document/arrows.js").Arrow} arrow
 */
function viewFields(page, view, arrow) {
  const names = new Map(page.start.partners.map((/** @type {any} */ each) => [each.id, each.name]));
  const who = view.contributed_by ? (names.get(view.contributed_by) ?? view.contributed_by) : "Nobody named";
  const readonly = page.readonly(view.layer);
  const field = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ hint = "") => ({ key: `${view.key}-${name}`, label, hint, value: /** @type {any} */ (view)[name], readonly, save: (/** @type {any} */ value) => page.change("links", view.key, { [name]: value }) });
  const isFlow = view.kind !== "influences";
  const grade = { ...field("grade", "Evidence"), value: view.grade === null ? "" : String(view.grade), save: (/** @type {string} */ value) => page.change("links", view.key, { grade: value === "" ? null : Number(value) }) };
  return html("section", { class: "cw-panel__view" },
    html("h3", { class: "govuk-heading-s" }, arrow.views.length > 1 ? `The view of ${who}` : "What it says"),
    !isFlow && signChoice(page, view, readonly),
    choiceField({ ...field("strength", "How strongly"), options: [["", "Not said, or by the figures below"], ["weak", "Weak"], ["medium", "Medium"], ["strong", "Strong"]] }),
    html("details", { class: "govuk-details", "data-key": `more-${view.key}` },
      html("summary", { class: "govuk-details__summary" }, html("span", { class: "govuk-details__summary-text" }, "Figures, delay, evidence, source")),
      html("div", { class: "cw-fields" },
        tripleField(field("elasticity", "If the first rises by 1 %, the other moves by", "In per cent, without a sign.")),
        tripleField(field("delay", "After how many months")),
        choiceField({ ...grade, options: GRADES }),
        choiceField({ ...field("kind", "How it acts"), options: [["influences", "It raises or lowers"], ["adds_to", "It adds to a stock"], ["drains", "It drains a stock"]] }),
        choiceField({ ...field("contributed_by", "Who says so"), options: [["", "Nobody named"], ...page.start.partners.map((/** @type {any} */ each) => /** @type {[string, string]} */ ([each.id, each.name])), ...(names.has(view.contributed_by) || !view.contributed_by ? [] : [/** @type {[string, string]} */ ([view.contributed_by, view.contributed_by])])] }),
        textField({ ...field("source", "Where this comes from"), lines: 2 }),
        textField({ ...field("note", "Note"), lines: 2 }))),
    arrow.views.length > 1 && !readonly && act("Take this view away", () => remove(page.map, [], [view.key]), { key: `away-${view.key}`, isLink: true }));
}

/**
 * Three large buttons: raises, lowers, not sure.
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Link} view
 * @param {boolean | "words"} readonly
 */
function signChoice(page, view, readonly) {
  if (readonly === "words") return said("When the first goes up, the other goes", { "+": "up (+)", "-": "down (−)" }[view.sign] ?? "not sure");
  const choice = (/** @type {string} */ sign, /** @type {string} */ words) => html("label", { class: "cw-choice" }, html("input", { type: "radio", name: `sign-${view.key}`, value: sign, checked: view.sign === sign, disabled: readonly, "data-key": `${view.key}-sign-${sign || "open"}`, onchange: () => page.change("links", view.key, { sign }) }), html("span", {}, words));
  return html("fieldset", { class: "cw-choices" }, html("legend", { class: "govuk-label" }, "When the first goes up, the other goes"), choice("+", "up (+)"), choice("-", "down (−)"), choice("", "not sure"));
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/arrows.js").Arrow} arrow
 */
function anotherView(page, arrow) {
  const held = new Set(arrow.views.map((view) => view.contributed_by));
  const others = page.start.partners.filter((/** @type {any} */ each) => !held.has(each.id));
  if (!others.length) return null;
  const options = /** @type {[string, string][]} */ ([["", "Choose who sees it otherwise"], ...others.map((/** @type {any} */ each) => [each.id, each.name])]);
  return section("Does somebody see it otherwise?", choiceField({ key: `other-${arrow.id}`, label: "Add their view beside this one", value: "", options, save: (partner) => partner && addLink(page.map, { from: arrow.from, to: arrow.to, kind: arrow.kind, sign: arrow.sign === "+" ? "-" : "+", contributed_by: partner, layer: arrow.layer }) }));
}

/**
 * The same link the other way, in one step.
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/arrows.js").Arrow} arrow
 */
function turned(page, arrow) {
  const byLayer = /** @type {Record<string, (root: (name: string) => any) => void>} */ ({});
  for (const view of arrow.views) {
    const before = byLayer[view.layer];
    byLayer[view.layer] = (root) => {
      before?.(root);
      const entry = root("links").get(view.key);
      entry.set("from", view.to);
      entry.set("to", view.from);
    };
  }
  page.map.gesture(byLayer);
  page.selection.chooseArrow(`${arrow.to}>${arrow.from}>${arrow.kind}`);
}
