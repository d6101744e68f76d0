// @ts-check
/** A name typed where it stands on the map. */
import { html } from "../../ui/parts/build.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {HTMLElement} over the layer of the page that lies over the drawing
 * @param {{at: [number, number], name: string}} said
 * @param {(name: string) => void} done empty where it was given up
 */
export function renameInPlace(page, over, { at, name }, done) {
  over.querySelector(".cw-rename")?.remove();
  const field = html("input", { class: "cw-rename", type: "text", maxlength: 200, "aria-label": name ? `New name for ${name}` : "Name of the new factor", placeholder: "What rises or falls?" });
  field.value = name;
  let isOver = false;
  const place = () => {
    const [x, y] = page.stage.screen(at);
    const wide = Math.min(240, page.stage.view.wide - 16);
    field.style.left = `${Math.max(8, Math.min(x - wide / 2, page.stage.view.wide - wide - 8))}px`;
    field.style.top = `${Math.max(8, y - 22)}px`;
    field.style.width = `${wide}px`;
  };
  const end = (/** @type {string} */ said) => {
    if (isOver) return;
    isOver = true;
    page.stage.onCamera.delete(place);
    field.remove();
    done(said);
  };
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    event.stopPropagation();
    if (event.key === "Enter") end(field.value.trim());
    else if (event.key === "Escape") end("");
  });
  field.addEventListener("blur", () => end(field.value.trim()));
  page.stage.onCamera.add(place);
  over.append(field);
  place();
  field.focus();
  field.select();
}
