// @ts-check
/** What every panel is made of. */
import { html } from "../../ui/parts/build.js";

/**
 * A heading of the panel that may take the focus.
 * @param {string} caption
 * @param {string} title
 */
export function heading(caption, title) {
  return html("div", { class: "cw-panel__heading" }, html("p", { class: "cw-panel__caption" }, caption), html("h2", { class: "govuk-heading-m", tabindex: -1 }, title));
}

/**
 * A part of the panel under a small heading.
 * @param {string} title
 * @param {...any} children
 */
export function section(title, ...children) {
  return html("section", { class: "cw-panel__section" }, html("h3", { class: "govuk-heading-s" }, title), ...children);
}

/**
 * A small button of the panel.
 * @param {string} words
 * @param {() => void} deed
 * @param {{key?: string, label?: string, isLink?: boolean, disabled?: boolean}} [options]
 */
export function act(words, deed, { key = words, label, isLink = false, disabled = false } = {}) {
  return html("button", { type: "button", class: isLink ? "cw-link-button" : "cw-tool", onclick: deed, "data-key": `act-${key}`, "aria-label": label, disabled }, words);
}
