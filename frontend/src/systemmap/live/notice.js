// @ts-check
/** What the server did not take, with what was typed, so that nothing is lost. */
import { html } from "../../ui/parts/build.js";
import { ROOTS, entryOf } from "../document/shapes.js";

const NOT_SHOWN = new Set(["id", "key", "layer"]);

/**
 * @param {HTMLElement} place
 * @param {import("../page.js").MapPage} page
 * @param {string} layer
 * @param {{problem?: string, mend?: string} | null} said
 * @param {any} lost the document as it was here
 */
export function notice(place, page, layer, said, lost) {
  const box = html("div", { class: "cw-mind cw-notice", role: "alert", tabindex: -1 }, html("h2", { class: "govuk-heading-s" }, "A change was not taken"), html("p", {}, `${said?.problem ?? "The server refused it"}. ${said?.mend ?? ""}`));
  const list = html("ul", { class: "govuk-list govuk-list--bullet" });
  const done = html("button", { type: "button", class: "cw-tool", onclick: () => box.remove() }, "I have seen it");
  box.append(list, done);
  place.append(box);
  const stop = page.store.subscribe(() => fill());
  const fill = () => {
    const lines = lost ? differences(lost, page.map.layer(layer).doc) : [];
    list.replaceChildren(...lines.slice(0, 20).map((line) => html("li", {}, line)));
    if (lines.length) stop();
  };
  fill();
  box.focus();
}

/**
 * What stood in one document and does not in another, in words.
 * @param {any} before
 * @param {any} now
 * @returns {string[]}
 */
export function differences(before, now) {
  if (before === now) return [];
  const lines = [];
  for (const root of ROOTS.filter((each) => ["factors", "links", "actors", "ties", "maps"].includes(each))) {
    const names = /** @type {any} */ (root);
    const old = before.getMap(root);
    old.forEach((/** @type {any} */ value, /** @type {string} */ key) => {
      const mine = entryOf(names, value);
      const theirs = now.getMap(root).has(key) ? entryOf(names, now.getMap(root).get(key)) : null;
      if (!mine) return;
      const fields = Object.entries(mine).filter(([name, said]) => !NOT_SHOWN.has(name) && JSON.stringify(said) !== JSON.stringify(theirs?.[name] ?? (theirs ? null : "")) && said !== null && said !== "");
      if (fields.length) lines.push(`${mine.name || `${mine.from ?? mine.partner ?? key} → ${mine.to ?? mine.factor ?? ""}`}: ${fields.map(([name, said]) => `${name} “${Array.isArray(said) ? said.join(", ") : said}”`).join(", ")}`);
    });
  }
  return lines;
}
