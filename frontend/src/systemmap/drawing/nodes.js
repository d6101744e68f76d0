// @ts-check
/** Draws one factor, partner or person. */
import { set, svg } from "../../ui/parts/build.js";
import { bodyMark, isBodyKind } from "./bodies.js";
import { MARK_WIDE } from "./company.js";
import { outline } from "./shapes.js";
import { LINE } from "./text.js";

/**
 * @typedef {{x: number, y: number, wide: number, high: number, lines: string[]}} NodeBox
 * @typedef {{kind: string, words: string, tone: string, badge: string, badgeTone: string, portal: boolean, isPrivate: boolean,
 *   votes: number, ring: number | null}} Look
 */

/**
 * @param {string} id
 * @returns {SVGGElement}
 */
export function newNode(id) {
  return svg("g", { class: "cw-node", "data-factor": id, role: "button", tabindex: -1 }, svg("path", { class: "cw-node__edge" }));
}

/**
 * Gives a factor its place, shape and name.
 * @param {SVGGElement} node
 * @param {NodeBox} box
 * @param {Look} look
 */
export function drawNode(node, box, look) {
  set(node, { transform: `translate(${box.x},${box.y})`, "aria-label": look.words });
  const kinds = ["cw-node", `cw-node--${look.kind}`, look.isPrivate && "is-private", look.tone && `has-tone-${look.tone}`, look.ring !== null && `cw-person--${look.ring}`, look.ring !== null && "is-others"];
  for (const state of ["is-selected", "is-lit", "is-spotlit", "is-dim"]) if (node.classList.contains(state)) kinds.push(state);
  set(node, { class: kinds.filter(Boolean).join(" ") });
  set(/** @type {Element} */ (node.firstElementChild), { d: outline(look.kind, box.wide, box.high) });
  if (node.dataset.detail) drawDetail(node, box, look);
}

/**
 * The name, and small marks: drawn only where they can be read.
 * @param {SVGGElement} node
 * @param {NodeBox} box
 * @param {Look} look
 */
export function drawDetail(node, box, look) {
  node.dataset.detail = "yes";
  while (node.childNodes.length > 1) node.lastChild?.remove();
  const first = -((box.lines.length - 1) * LINE) / 2 + 5;
  const x = isBodyKind(look.kind) ? MARK_WIDE / 2 : 0;
  const lines = box.lines.map((line, at) => svg("tspan", { x, y: first + at * LINE }, at + 1 < box.lines.length ? `${line} ` : line));
  node.append(svg("text", { class: "cw-node__name" }, ...lines));
  if (isBodyKind(look.kind)) node.append(bodyMark(look.kind, box));
  if (look.badge) node.append(badge(box, look));
  if (look.isPrivate) node.append(mark(-box.wide / 2 + 4, -box.high / 2 + 2, "M-4,-1V-4a4,4 0 0 1 8,0V-1M-6,-1H6V7H-6Z", "cw-node__lock"));
  if (look.portal) node.append(mark(-box.wide / 2 + 4, box.high / 2 - 2, "M-6,-3H2V5H-6ZM-2,-7H6V1", "cw-node__portal"));
  if (look.votes) node.append(votes(box, look.votes));
}

/** @param {SVGGElement} node */
export function dropDetail(node) {
  delete node.dataset.detail;
  while (node.childNodes.length > 1) node.lastChild?.remove();
}

/**
 * @param {NodeBox} box
 * @param {Look} look
 */
function badge(box, look) {
  const group = svg("g", { class: `cw-badge cw-badge--${look.badgeTone || "plain"}`, transform: `translate(${box.wide / 2 - 8},${-box.high / 2})` });
  group.append(svg("circle", { r: 9 }), svg("path", { d: BADGES[look.badge] ?? BADGES.usual }));
  return group;
}

/** An arrow for a signal up or down, a wave for usual variation, a dot for too early to say. */
const BADGES = /** @type {Record<string, string>} */ ({
  up: "M0,4V-4M-3.5,-0.5L0,-4L3.5,-0.5",
  down: "M0,-4V4M-3.5,0.5L0,4L3.5,0.5",
  usual: "M-5,1.5q2.5,-5 5,-1.5t5,-1.5",
  early: "M0,0h0.01",
});

/**
 * @param {number} x
 * @param {number} y
 * @param {string} d
 * @param {string} name
 */
function mark(x, y, d, name) {
  return svg("g", { class: name, transform: `translate(${x},${y})` }, svg("circle", { r: 10 }), svg("path", { d }));
}

/**
 * @param {NodeBox} box
 * @param {number} count
 */
function votes(box, count) {
  const text = svg("text", { class: "cw-node__votes-count", x: 0, y: 4.5 }, String(count));
  return svg("g", { class: "cw-node__votes", transform: `translate(0,${box.high / 2 + 1})` }, svg("rect", { x: -14, y: -9, width: 28, height: 18, rx: 9 }), text);
}
