// @ts-check
/** The panel of several factors: line them up, spread them out, make a map of them. */
import { html } from "../../ui/parts/build.js";
import { chainInWords } from "../document/loops.js";
import { aligned, distributed } from "../editing/arrange.js";
import { lower } from "./loops.js";
import { act, heading, section } from "./parts.js";

const SIDES = /** @type {[import("../editing/arrange.js").Side, string][]} */ ([["left", "Left"], ["centre", "Centre"], ["right", "Right"], ["top", "Top"], ["middle", "Middle"], ["bottom", "Bottom"]]);

/**
 * @param {import("../page.js").MapPage} page
 * @param {Record<string, any>} deeds
 */
export function severalPanel(page, deeds) {
  const ids = [...page.selection.factors];
  const boxes = () => new Map(ids.filter((id) => page.scene.boxes.has(id)).map((id) => [id, /** @type {any} */ (page.scene.boxes.get(id))]));
  const names = ids.map((id) => page.name(id)).sort((one, other) => one.localeCompare(other));
  return [
    heading(page.way ? "This way" : "Chosen together", page.inWords(ids)),
    page.way && html("p", { class: "cw-panel__lead" }, `${chainInWords(page.way.path, (id) => lower(page.name(id)))}.`),
    page.mayMove && section("Line up", html("div", { class: "cw-panel__tools" }, ...SIDES.map(([side, words]) => act(words, () => page.move(aligned(boxes(), side))))), html("div", { class: "cw-panel__tools" }, act("Spread across", () => page.move(distributed(boxes(), "across")), { disabled: ids.length < 3 }), act("Spread down", () => page.move(distributed(boxes(), "down")), { disabled: ids.length < 3 }))),
    page.mayEdit && html("div", { class: "cw-panel__tools" }, act("Make a map of these", () => deeds.newMap()), act("Copy", () => deeds.copy()), act("Delete", () => page.removeChosen())),
    section("They are", html("ul", { class: "cw-panel__actors" }, ...names.slice(0, 30).map((name) => html("li", {}, name)), names.length > 30 && html("li", {}, `and ${names.length - 30} more`))),
  ];
}
