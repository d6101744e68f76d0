// @ts-check
/** Draws one arrow. */
import { set, svg } from "../../ui/parts/build.js";
import { delayOf, headOf, lineOf, signPlace } from "./geometry.js";
import { SIGNS } from "./shapes.js";

/** Size of the head by strength: not known, weak, medium, strong. */
const HEADS = [11, 10, 12, 15];

/**
 * @param {string} id
 * @returns {SVGGElement}
 */
export function newLink(id) {
  return svg("g", { class: "cw-link", "data-arrow": id, role: "button", tabindex: -1 }, svg("path", { class: "cw-link__line" }));
}

/**
 * @param {SVGGElement} link
 * @param {import("./geometry.js").Curve} way
 * @param {import("../document/arrows.js").Arrow} arrow
 * @param {string} words
 */
export function drawLink(link, way, arrow, words) {
  const kinds = ["cw-link", `cw-link--${arrow.strength}`, arrow.poor && "is-poor", arrow.contested && "is-contested", arrow.layer !== "shared" && "is-private", arrow.kind !== "influences" && "is-flow", arrow.sign === "-" && "is-minus"];
  for (const state of ["is-selected", "is-lit", "is-dim"]) if (link.classList.contains(state)) kinds.push(state);
  set(link, { class: kinds.filter(Boolean).join(" "), "aria-label": words });
  bendLink(link, way, arrow);
}

/**
 * Only where it runs: for a link whose ends move.
 * @param {SVGGElement} link
 * @param {import("./geometry.js").Curve} way
 * @param {import("../document/arrows.js").Arrow} arrow
 */
export function bendLink(link, way, arrow) {
  const [line, head, ...marks] = /** @type {Element[]} */ ([...link.children]);
  line.setAttribute("d", lineOf(way));
  if (!head) return;
  head.setAttribute("d", headOf(way, HEADS[arrow.strength]));
  for (const mark of marks) {
    if (mark.classList.contains("cw-link__delay")) mark.setAttribute("d", delayOf(way));
    else mark.setAttribute("transform", `translate(${signPlace(way).map((part) => Math.round(part * 10) / 10).join()})`);
  }
}

/**
 * Head, sign and delay: drawn only where they can be told apart.
 * @param {SVGGElement} link
 * @param {import("./geometry.js").Curve} way
 * @param {import("../document/arrows.js").Arrow} arrow
 */
export function drawMarks(link, way, arrow) {
  while (link.childNodes.length > 1) link.lastChild?.remove();
  link.append(svg("path", { class: "cw-link__head" }));
  if (arrow.delay) link.append(svg("path", { class: "cw-link__delay" }));
  const said = signsDiffer(arrow) ? "±" : arrow.sign;
  if (said) link.append(svg("path", { class: "cw-link__sign", d: SIGNS[said] }));
  bendLink(link, way, arrow);
}

/** @param {SVGGElement} link */
export function dropMarks(link) {
  while (link.childNodes.length > 1) link.lastChild?.remove();
}

/** @param {import("../document/arrows.js").Arrow} arrow */
function signsDiffer(arrow) {
  return new Set(arrow.views.map((view) => view.sign).filter(Boolean)).size > 1;
}
