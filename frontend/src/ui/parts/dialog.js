// @ts-check
/** A dialog over the page: it begins at its first field, the browser keeps the focus inside, and Escape closes it. */
import { html } from "./build.js";

/**
 * Opens a dialog; it goes when it closes, and the focus goes back to where it was.
 * @param {string} title
 * @param {(close: () => void) => (Node | string | false | null)[]} content
 * @param {{onclose?: () => void, className?: string}} [options]
 */
export function openDialog(title, content, { onclose, className = "" } = {}) {
  const id = `dialog-${document.querySelectorAll("dialog").length + 1}`;
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const dialog = html("dialog", { class: `cw-dialog ${className}`, "aria-labelledby": id });
  const close = () => dialog.close();
  dialog.append(
    html("div", { class: "cw-dialog__head" }, html("h2", { class: "govuk-heading-m", id }, title), html("button", { type: "button", class: "cw-tool", onclick: close }, "Close")),
    ...content(close).filter((each) => each),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected && document.activeElement === document.body) before.focus();
    onclose?.();
  });
  dialog.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("input, select, textarea"))?.focus();
  return dialog;
}
