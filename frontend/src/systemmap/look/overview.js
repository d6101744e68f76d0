// @ts-check
/** A small picture of the whole map with the part that is in view: for a map that does not fit. */
import { html, set, svg } from "../../ui/parts/build.js";
import { frameOf } from "../drawing/geometry.js";

const WIDE = 150;
const HIGH = 96;
/** A map with fewer factors, or one that is nearly all in view, needs none. */
const FEWEST = 12;

export class Overview {
  /** @param {import("../page.js").MapPage} page */
  constructor(page) {
    this.page = page;
    this.dots = svg("path", { class: "cw-overview__dots" });
    this.view = svg("rect", { class: "cw-overview__view" });
    this.picture = svg("svg", { width: WIDE, height: HIGH, "aria-hidden": "true" }, this.dots, this.view);
    this.root = html("div", { class: "cw-overview", hidden: true }, this.picture);
    this.root.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.#go(event));
    this.root.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => event.buttons && this.#go(event));
    page.viewers.add(() => this.draw());
    page.stage.onCamera.add(() => this.frame());
  }

  draw() {
    const { boxes } = this.page.scene;
    const shown = [...boxes].filter(([id]) => this.page.looks.shows(id)).map(([, box]) => box);
    this.whole = frameOf(shown);
    this.count = shown.length;
    if (this.whole) {
      const { left, top, wide, high } = this.whole;
      set(this.picture, { viewBox: `${left} ${top} ${Math.max(wide, 1)} ${Math.max(high, 1)}` });
      this.dots.setAttribute("d", shown.map((box) => `M${Math.round(box.x - box.wide / 2)},${Math.round(box.y - box.high / 2)}h${box.wide}v${box.high}h${-box.wide}Z`).join(""));
    }
    this.frame();
  }

  frame() {
    const { camera, view } = this.page.stage;
    const [wide, high] = [view.wide / camera.scale, view.high / camera.scale];
    const whole = this.whole;
    const isNeeded = whole && (this.count ?? 0) >= FEWEST && (wide < whole.wide * 0.85 || high < whole.high * 0.85);
    this.root.hidden = !isNeeded;
    if (isNeeded) set(this.view, { x: camera.x - wide / 2, y: camera.y - high / 2, width: wide, height: high });
  }

  /** @param {PointerEvent} event */
  #go(event) {
    const matrix = this.picture.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    this.page.stage.aim({ ...this.page.stage.camera, x: point.x, y: point.y });
  }
}
