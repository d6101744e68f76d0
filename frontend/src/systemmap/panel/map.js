// @ts-check
/** The panel of the whole map: its question, how to begin, what is disputed, what has no name or no link yet. */
import { html } from "../../ui/parts/build.js";
import { textField } from "../../ui/parts/fields.js";
import { isBody } from "../document/bodies.js";
import { whoKeys } from "../look/who.js";
import { counted } from "../words.js";
import { act, heading, section } from "./parts.js";

const MOST = 8;

/**
 * @param {import("../page.js").MapPage} page
 * @param {Record<string, any>} deeds
 */
export function mapPanel(page, deeds) {
  const { arrows, boxes } = page.scene;
  const drawn = [...arrows.byId.values()].filter((arrow) => page.scene.curves.has(arrow.id));
  const contested = drawn.filter((arrow) => arrow.contested);
  const factors = [...boxes.keys()].filter((id) => !isBody(id));
  const alone = factors.filter((id) => page.scene.arrowsAt(id).length === 0);
  const own = page.store.maps.get(page.asked.map);
  return [
    heading(own ? "Map" : "The whole map", own?.name ?? page.start.name),
    html("p", { class: "cw-panel__lead" }, own?.question || page.start.question),
    html("p", { class: "cw-panel__quiet" }, `${counted(factors.length, "factor")}, ${counted(drawn.length, "link")}${page.asked.who ? `, ${counted(boxes.size - factors.length, "partner or person", "partners and people")}` : ""}${page.asked.focus ? `, of which you see the neighbours of ${page.name(page.asked.focus)}` : ""}.`),
    own && page.mayEdit && mapFields(page, own),
    page.mayEdit && factors.length < 6 && begin(deeds),
    contested.length > 0 && section(counted(contested.length, "disputed link"), html("ul", { class: "cw-panel__ends" }, ...contested.slice(0, MOST).map((arrow) => html("li", {}, act(`${page.name(arrow.from)} → ${page.name(arrow.to)}`, () => page.selection.chooseArrow(arrow.id), { key: `contested-${arrow.id}`, isLink: true }))), contested.length > MOST && html("li", {}, `and ${contested.length - MOST} more, gold in the drawing`))),
    alone.length > 0 && factors.length > 1 && section(`${counted(alone.length, "factor")} without a link`, html("ul", { class: "cw-panel__ends" }, ...alone.slice(0, MOST).map((id) => html("li", {}, act(page.name(id), () => deeds.open(id), { key: `alone-${id}`, isLink: true }))))),
    legend(),
  ];
}

/** @param {Record<string, any>} deeds */
function begin(deeds) {
  return section("How to begin",
    html("ol", { class: "cw-panel__steps" },
      html("li", {}, "Add the outcome that the question is about."),
      html("li", {}, "Add what raises or lowers it."),
      html("li", {}, "Link them: choose one, press L or “Link to…”, and type the other's name."),
      html("li", {}, "Ask of each: what does it act on in turn? Where a link comes back, a loop is found.")),
    act("Add a factor", () => deeds.add()));
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").NamedMap} own
 */
function mapFields(page, own) {
  const field = (/** @type {string} */ name, /** @type {string} */ label) => ({ key: `${own.id}-${name}`, label, value: /** @type {any} */ (own)[name], save: (/** @type {any} */ value) => page.change("maps", own.id, { [name]: value }) });
  return html("details", { class: "govuk-details", "data-key": "map-fields" }, html("summary", { class: "govuk-details__summary" }, html("span", { class: "govuk-details__summary-text" }, "Name and question of this map")), html("div", { class: "cw-fields" }, textField(field("name", "Name")), textField({ ...field("question", "Its question"), lines: 2 }), textField({ ...field("note", "Note"), lines: 2 })));
}

function legend() {
  return html("details", { class: "govuk-details", "data-key": "legend" },
    html("summary", { class: "govuk-details__summary" }, html("span", { class: "govuk-details__summary-text" }, "How to read the drawing")),
    html("ul", { class: "cw-panel__legend" }, ...drawnKeys(), ...whoKeys("all")));
}

/** How factors and links are drawn, a line each. */
export function drawnKeys() {
  const line = (/** @type {string} */ name, /** @type {string} */ words) => html("li", {}, html("span", { class: `cw-key cw-key--${name}`, "aria-hidden": "true" }), words);
  return [
    line("outcome", "Outcome: round ends"), line("cause", "Cause: a box"), line("activity", "Activity: pointed ends"), line("driver", "Outside force: a dashed edge"), line("stock", "Stock: a double edge"),
    line("plus", "+ more leads to more"), line("minus", "− more leads to less"), line("delay", "Two strokes: it takes time"), line("poor", "Dashed: poor evidence"), line("contested", "Gold, ±: views differ"), line("strong", "Thicker: stronger"),
  ];
}
