// @ts-check
/** Draws a part of a page anew without taking away what somebody is typing, or where they are. */

/** What can have the focus, key or not: found again by its place. */
const FOCUSABLE = "a, button, input, select, textarea, summary, [tabindex]";

/**
 * @param {HTMLElement} part its fields and buttons that may keep the focus have a data-key
 * @param {() => void} draw
 */
export function keepingFocus(part, draw) {
  const before = /** @type {any} */ (part.ownerDocument.activeElement);
  const isInside = before && part.contains(before);
  const key = isInside ? before.dataset?.key : undefined;
  const place = isInside && !key ? [...part.querySelectorAll(FOCUSABLE)].indexOf(before) : -1;
  const typed = key && "value" in before && before.value !== before.dataset.was ? before.value : undefined;
  const marked = typed !== undefined && typeof before.selectionStart === "number" ? [before.selectionStart, before.selectionEnd] : null;
  const open = new Set([...part.querySelectorAll("details[open]")].map((each) => /** @type {HTMLElement} */ (each).dataset.key));
  draw();
  for (const each of part.querySelectorAll("details")) if (open.has(each.dataset.key)) each.open = true;
  const same = place >= 0 ? /** @type {any} */ (part.querySelectorAll(FOCUSABLE)[place]) : null;
  if (same && same.tagName === before?.tagName) same.focus({ preventScroll: true });
  if (!key) return;
  const after = /** @type {any} */ (part.querySelector(`[data-key="${CSS.escape(key)}"]`));
  after?.focus({ preventScroll: true });
  if (after && typed !== undefined) after.value = typed;
  if (after && marked && after.setSelectionRange) after.setSelectionRange(...marked);
}
