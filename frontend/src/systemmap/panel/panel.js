// @ts-check
/** The panel beside the drawing: of the factor, the body or the line that is chosen, of several, or of the map. */
import { html } from "../../ui/parts/build.js";
import { keepingFocus } from "../../ui/parts/keep_focus.js";
import { isBody } from "../document/bodies.js";
import { bodyPanel } from "./body.js";
import { factorPanel } from "./factor.js";
import { linkPanel } from "./link.js";
import { mapPanel } from "./map.js";
import { severalPanel } from "./several.js";
import { strandPanel } from "./strand.js";

export class Panel {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {Record<string, any>} deeds
   */
  constructor(page, deeds) {
    this.page = page;
    this.deeds = deeds;
    this.content = html("div", { class: "cw-panel__content" });
    this.grip = html("button", { type: "button", class: "cw-panel__grip", "aria-expanded": "false", onclick: () => this.toggle() }, html("span", {}, "Details"));
    this.root = html("aside", { class: "cw-panel", "aria-label": "Details" }, this.grip, this.content);
    this.shown = "";
    page.viewers.add(() => this.draw());
    this.draw();
  }

  /** On a phone the panel is a sheet at the foot: open or closed. @param {boolean} [isOpen] */
  toggle(isOpen = !this.root.classList.contains("is-open")) {
    this.root.classList.toggle("is-open", isOpen);
    this.grip.setAttribute("aria-expanded", String(isOpen));
  }

  /** Goes into the panel by keyboard. */
  enter() {
    this.toggle(true);
    this.draw();
    /** @type {HTMLElement | null} */ (this.content.querySelector("h2"))?.focus();
  }

  draw() {
    const { selection } = this.page;
    const now = selection.arrow ?? [...selection.factors].join();
    const isOther = now !== this.shown;
    this.shown = now;
    const draw = () => this.content.replaceChildren(...this.#parts().filter(Boolean));
    if (isOther) draw();
    else keepingFocus(this.content, draw);
    if (isOther) this.root.scrollTop = 0;
    this.root.classList.toggle("has-chosen", !selection.isEmpty);
    this.grip.firstElementChild.textContent = selection.factor ? this.page.name(selection.factor) : selection.arrow ? "This line" : "This map";
  }

  #parts() {
    const { page, deeds } = this;
    const arrow = page.selection.arrow ? page.scene.arrows.byId.get(page.selection.arrow) : undefined;
    if (arrow) return linkPanel(page, arrow, deeds);
    const strand = page.selection.arrow ? page.scene.company.get(page.selection.arrow) : undefined;
    if (strand) return strandPanel(page, strand);
    const chosen = page.selection.factor;
    if (chosen && isBody(chosen) && page.bodies.get(chosen)) return bodyPanel(page, chosen, deeds);
    if (page.selection.factors.size > 1) return severalPanel(page, deeds);
    const factor = page.selection.factor ? page.store.factors.get(page.selection.factor) : undefined;
    return factor ? factorPanel(page, factor, deeds) : mapPanel(page, deeds);
  }
}
