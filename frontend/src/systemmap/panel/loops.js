// @ts-check
/** The loops of a factor or a link, in words. */
import { html } from "../../ui/parts/build.js";
import { loopInWords } from "../document/loops.js";
import { months } from "../words.js";
import { act, section } from "./parts.js";

const FIRST = 3;
const KIND_WORDS = { R: "Reinforcing", B: "Balancing", "?": "Not known which way" };

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/loops.js").Loop[]} loops
 * @param {string} none what is said where there is none
 * @param {{key: string, showLoop: (loop: any) => void}} about
 */
export function loopSection(page, loops, none, { key, showLoop }) {
  const title = loops.length === 0 ? "Loops" : loops.length === 1 ? "In 1 loop" : `In ${loops.length} loops`;
  if (!loops.length) return section(title, html("p", { class: "cw-panel__quiet" }, none));
  const first = loops.slice(0, FIRST).map((loop, at) => loopLine(page, loop, `${key}-${at}`, showLoop));
  const rest = loops.slice(FIRST).map((loop, at) => loopLine(page, loop, `${key}-${at + FIRST}`, showLoop));
  const more = rest.length > 0 && html("details", { class: "govuk-details", "data-key": `loops-${key}` }, html("summary", { class: "govuk-details__summary" }, html("span", { class: "govuk-details__summary-text" }, `Show ${rest.length} more`)), html("div", { class: "cw-panel__loops" }, ...rest));
  return section(title, html("div", { class: "cw-panel__loops" }, ...first), more);
}

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/loops.js").Loop} loop
 * @param {string} key
 * @param {(loop: any) => void} showLoop
 */
function loopLine(page, loop, key, showLoop) {
  const name = (/** @type {string} */ id) => lower(page.name(id));
  const about = [KIND_WORDS[loop.kind], loop.months ? `about ${months(loop.months)} round` : "", loop.disputed ? "views differ" : ""].filter(Boolean).join(", ");
  return html("div", { class: "cw-panel__loop" }, html("p", {}, html("strong", { class: `cw-loop-kind cw-loop-kind--${loop.kind === "?" ? "open" : loop.kind}`, title: KIND_WORDS[loop.kind] }, loop.kind), " ", loopInWords(loop, page.scene.arrows, name)), html("p", { class: "cw-panel__quiet" }, `${about}. `, act("Show it", () => showLoop(loop), { key, isLink: true, label: `Show it: the loop of ${loop.factors.map((id) => page.name(id)).join(", ")}` })));
}

/** A name inside a sentence: with a small first letter, unless it is written in capitals. @param {string} name */
export function lower(name) {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name[0].toLowerCase() + name.slice(1) : name;
}
