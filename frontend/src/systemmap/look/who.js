// @ts-check
/** The menu "Who": which lines of partners and people are shown, and putting one of them on the map; and their marks. */
import { html, svg } from "../../ui/parts/build.js";
import { item } from "../../ui/parts/menu.js";
import { isBody } from "../document/bodies.js";
import { bodyMark, isBodyKind } from "../drawing/bodies.js";
import { outline } from "../drawing/shapes.js";
import { counted } from "../words.js";
import { WHO } from "./address.js";

const HINTS = /** @type {Record<string, string>} */ ({ acts: "partners, and what each can change", ties: "partners and people, and their ties" });

/**
 * @param {import("../page.js").MapPage} page
 * @param {Record<string, any>} deeds
 * @param {() => void} close
 */
export function whoMenu(page, deeds, close) {
  const choices = Object.entries(WHO).map(([who, words]) => item(words, () => (close(), seeWho(page, who)), { pressed: page.asked.who === who, hint: HINTS[who] }));
  const put = page.mayEdit && item("A partner or a person…", () => (close(), deeds.putBody()), { hint: "key W" });
  return [title("Beside the factors"), ...choices, ...(put ? [title("Put on the map"), put] : [])];
}

/**
 * Shows partners and people, or hides them, and says how many there are.
 * @param {import("../page.js").MapPage} page
 * @param {string} who
 */
export function seeWho(page, who) {
  const isNew = who !== "" && page.asked.who === "";
  page.see({ who });
  if (isNew) page.stage.fit(); // they stand round the rim
  const bodies = [...page.scene.boxes.keys()].filter(isBody).length;
  const lines = page.scene.company.curves.size;
  page.announce(who ? `${counted(bodies, "partner or person", "partners and people")} shown, with ${counted(lines, "line")}` : "Partners and people are not shown");
}

/** What the marks mean, a line each. @param {string} who */
export function whoKeys(who) {
  const marks = [
    ["partner", "Partner", true],
    ["person", "Person", who !== "acts"],
    ["act", "Can act on; larger: more power", who !== "ties"],
    ["tie", "Tie: works with, funds, …", who !== "acts"],
  ];
  return marks.filter(([, , isShown]) => isShown).map(([name, words]) => html("li", { class: "cw-who-key" }, keyOf(String(name)), String(words)));
}

/** @param {string} name */
function keyOf(name) {
  if (!isBodyKind(name)) return html("span", { class: `cw-key cw-key--${name}`, "aria-hidden": "true" });
  const [wide, high] = [58, 32];
  const pill = svg("g", { class: `cw-node--${name}` }, svg("path", { class: "cw-node__edge", d: outline(name, wide, high) }), bodyMark(name, { wide }));
  return svg("svg", { class: "cw-key cw-key--body", viewBox: `${-wide / 2 - 1} ${-high / 2 - 1} ${wide + 2} ${high + 2}`, "aria-hidden": "true" }, pill);
}

/** @param {string} words */
function title(words) {
  return html("p", { class: "cw-menu__title" }, words);
}
