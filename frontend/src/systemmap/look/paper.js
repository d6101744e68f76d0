// @ts-check
/** What stands on paper alone: what the map is called, of which place and day, and how to read it. */
import { html } from "../../ui/parts/build.js";
import { drawnKeys } from "../panel/map.js";

/** @param {import("../page.js").MapPage} page */
export function paperTitle(page) {
  const title = html("p", { class: "cw-paper__title" });
  const line = html("p", { class: "cw-paper__line" });
  addEventListener("beforeprint", () => {
    title.textContent = page.store.maps.get(page.asked.map)?.name || page.start.question || page.start.name;
    line.textContent = `Map of ${page.start.name}, as of ${today()}${page.asked.focus ? `: the neighbours of ${page.name(page.asked.focus)}` : ""}`;
  });
  return html("div", { class: "cw-paper" }, title, line);
}

export function paperKey() {
  return html("ul", { class: "cw-paper cw-paper__key" }, ...drawnKeys());
}

function today() {
  return new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
