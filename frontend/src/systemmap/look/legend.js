// @ts-check
/** What the colours mean, while they mean something. */
import { html } from "../../ui/parts/build.js";
import { COLOURINGS } from "./colouring.js";

export class Legend {
  /** @param {import("../page.js").MapPage} page */
  constructor(page) {
    this.page = page;
    this.root = html("div", { class: "cw-legend", hidden: true });
    page.viewers.add(() => this.draw());
  }

  draw() {
    const tones = this.page.looks.legend();
    this.root.hidden = tones.length === 0;
    this.root.replaceChildren(
      html("p", { class: "cw-legend__title" }, COLOURINGS[this.page.asked.colour] ?? ""),
      html("ul", { class: "cw-legend__list" }, ...tones.map(({ tone, label, count }) => html("li", {}, html("span", { class: `cw-tone has-tone-${tone}`, "aria-hidden": "true" }), `${label} (${count})`))),
    );
  }
}
