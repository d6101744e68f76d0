// @ts-check
/** A button that shows a small panel of choices below it; Escape and a press elsewhere close it. */
import { html } from "./build.js";

/**
 * @param {string} words
 * @param {(close: () => void) => (Node | false | null)[]} content made when it opens
 * @param {{key?: string, className?: string, label?: string}} [options]
 */
export function menu(words, content, { key = words, className = "", label } = {}) {
  const button = html("button", { type: "button", class: `cw-tool ${className}`, "aria-expanded": "false", "data-key": `menu-${key}`, "aria-label": label }, words);
  const panel = html("div", { class: "cw-menu__panel", hidden: true });
  const box = html("div", { class: "cw-menu" }, button, panel);
  const page = box.ownerDocument;
  const outside = (/** @type {any} */ event) => box.contains(event.target) || close(false);
  const close = (back = true) => {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    page.removeEventListener("pointerdown", outside, true);
    if (back) button.focus();
  };
  button.addEventListener("click", () => {
    if (!panel.hidden) return close();
    panel.replaceChildren(...content(close).filter((each) => each instanceof Node));
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    page.addEventListener("pointerdown", outside, true);
  });
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    close();
  });
  box.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
    if (!panel.hidden && event.relatedTarget && !box.contains(/** @type {Node} */ (event.relatedTarget))) close(false);
  });
  return box;
}

/**
 * A line of such a panel.
 * @param {string} words
 * @param {() => void} deed
 * @param {{pressed?: boolean, hint?: string}} [options]
 */
export function item(words, deed, { pressed, hint } = {}) {
  const marks = pressed === undefined ? {} : { "aria-pressed": String(pressed) };
  return html("button", { type: "button", class: "cw-menu__item", onclick: deed, ...marks }, html("span", {}, words), hint && html("span", { class: "cw-menu__hint" }, hint));
}
