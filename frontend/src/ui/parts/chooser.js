// @ts-check
/** A field that offers what fits as one types: arrow keys choose, Enter takes. */
import { html } from "./build.js";

/** @typedef {{id: string, words: string, hint?: string}} Choice */

const MOST = 8;

/**
 * @param {{label: string, id: string, hidden?: boolean, placeholder?: string, find: (typed: string) => Choice[],
 *   take: (choice: Choice, typed: string) => void, empty?: string}} options
 */
export function chooser({ label, id, hidden = false, find, take, placeholder = "", empty = "Nothing fits" }) {
  const list = html("ul", { class: "cw-chooser__list", role: "listbox", id: `${id}-list`, "aria-label": "What fits", hidden: true });
  const said = html("span", { class: "govuk-visually-hidden", role: "status" });
  const field = html("input", {
    class: "govuk-input cw-chooser__field", id, type: "text", role: "combobox", autocomplete: "off", placeholder,
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, "data-key": id,
  });
  /** @type {Choice[]} */
  let choices = [];
  let at = -1;
  const show = () => {
    list.replaceChildren(...choices.map((choice, index) => option(choice, index)));
    list.hidden = choices.length === 0;
    field.setAttribute("aria-expanded", String(choices.length > 0));
    mark(choices.length ? 0 : -1);
    said.textContent = field.value ? (choices.length ? `${choices.length} fit` : empty) : "";
  };
  const option = (/** @type {Choice} */ choice, /** @type {number} */ index) => {
    const line = html("li", { role: "option", id: `${id}-${index}`, class: "cw-chooser__option", "aria-selected": "false" }, choice.words, choice.hint && " ", choice.hint && html("span", { class: "cw-chooser__hint" }, choice.hint));
    line.addEventListener("pointerdown", (/** @type {Event} */ event) => event.preventDefault());
    line.addEventListener("click", () => pick(index));
    return line;
  };
  const mark = (/** @type {number} */ index) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = index;
    const line = list.children[at];
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    if (line) field.setAttribute("aria-activedescendant", line.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const pick = (/** @type {number} */ index) => {
    const choice = choices[index];
    if (!choice) return;
    const typed = field.value;
    close();
    take(choice, typed);
  };
  const close = () => {
    choices = [];
    show();
  };
  const look = () => {
    choices = find(field.value).slice(0, MOST);
    show();
  };
  field.addEventListener("input", look);
  field.addEventListener("focus", () => field.value && look());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!choices.length) look();
      else mark((at + (event.key === "ArrowDown" ? 1 : choices.length - 1)) % choices.length);
    } else if (event.key === "Enter" && choices.length) pick(at);
    else if (event.key === "Escape" && choices.length) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const name = html("label", { class: hidden ? "govuk-visually-hidden" : "govuk-label", for: id }, label);
  const box = html("div", { class: "cw-chooser" }, name, field, list, said);
  return { box, field };
}
