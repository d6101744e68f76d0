// @ts-check
/** Views that were kept under a name, and what a link says that the map has no more. */
import { html } from "../../ui/parts/build.js";
import { addressOf } from "./address.js";

const FOCUS_GONE = "What this link is about is not on the map any more, so all is shown.";
const MAP_GONE = "The map of this link is not there any more, so the map of the whole place is shown.";

/** So many stand in the menu; the page of saved views has all. */
const MOST = 6;

/** @typedef {{id: string, name: string, href: string, lost: string}} SavedView */

/**
 * The lines of a menu that open saved views, and the one that keeps what is in view.
 * @param {import("../page.js").MapPage} page
 * @returns {{open: Node[], keep: Node[]}}
 */
export function savedItems({ start, asked }) {
  const saved = /** @type {SavedView[]} */ (start.saved ?? []);
  const open = saved.slice(0, MOST).map(({ name, href, lost }) => line(name, href, lost && "something of it is gone"));
  if (saved.length) open.push(line("All saved views", start.urls.saved, "with what each shows"));
  return { open, keep: start.can.contribute ? [line("Keep this view …", addressOf(start.urls.keep, asked), "under a name, for others too")] : [] };
}

/**
 * What the address asked for and the map no longer has, in words, and the part of the view that has to change for it.
 * @param {import("../page.js").MapPage} page
 * @param {string} search the part of an address from "?"
 * @returns {{words: string, left: Partial<import("./address.js").View>}}
 */
export function whatIsLost({ start, asked, store, scene }, search) {
  const saved = /** @type {SavedView[]} */ (start.saved ?? []).find(({ id }) => id === new URLSearchParams(search).get("saved"));
  const words = saved?.lost ? [saved.lost] : [];
  const noMap = asked.map !== "main" && !store.maps.has(asked.map);
  const noFocus = Boolean(asked.focus) && !scene.boxes.has(asked.focus) && !(noMap && store.factors.has(asked.focus));
  if (noMap) words.push(MAP_GONE);
  if (noFocus) words.push(FOCUS_GONE);
  return { words: words.join(" "), left: { ...(noMap && { map: "main" }), ...(noFocus && { focus: "" }) } };
}

/** @param {string} words @param {string} href @param {string} hint */
function line(words, href, hint) {
  return html("a", { class: "cw-menu__item", href }, html("span", {}, words), hint && html("span", { class: "cw-menu__hint" }, hint));
}
