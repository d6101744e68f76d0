// @ts-check
/** Buttons that copy a text, such as the link of an invitation. */

/**
 * Shows each [data-copy] button and lets it copy the text of the element that it names.
 * @param {Document} page
 * @param {Pick<Clipboard, "writeText">} clipboard
 */
export function mountCopyButtons(page, clipboard = navigator.clipboard) {
  for (const button of page.querySelectorAll("button[data-copy]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", async () => {
      const source = page.getElementById(button.getAttribute("data-copy") ?? "");
      const said = await clipboard.writeText(textOf(source)).then(() => "Copied", () => "Could not copy: select it instead");
      button.textContent = said;
    });
  }
}

/**
 * What a person would copy: the value of a field, else the words.
 * @param {any} source
 * @returns {string}
 */
export function textOf(source) {
  return (source?.value ?? source?.textContent ?? "").trim();
}
