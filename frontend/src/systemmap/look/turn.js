// @ts-check
/** The buttons of undo and redo: a bent arrow with its word, which a small screen leaves to screen readers. */
import { html, svg } from "../../ui/parts/build.js";

const ARROWS = { undo: "M4,8H12a4.5,4.5 0 0 1 0,9H8M8,4L4,8L8,12", redo: "M16,8H8a4.5,4.5 0 0 0 0,9H12M12,4L16,8L12,12" };

/**
 * @param {"undo" | "redo"} way
 * @param {string} word
 * @param {() => void} deed
 */
export function turnButton(way, word, deed) {
  const arrow = svg("svg", { class: "cw-tool__arrow", viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, svg("path", { d: ARROWS[way] }));
  return html("button", { type: "button", class: "cw-tool cw-tool--turn", onclick: deed }, arrow, html("span", { class: "cw-tool__word" }, word));
}
