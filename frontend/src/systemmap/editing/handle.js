// @ts-check
/** The round handle at the edge of the chosen factor, from which a link is pulled. */
import { set, svg } from "../../ui/parts/build.js";

export class Handle {
  /** @param {import("../page.js").MapPage} page */
  constructor(page) {
    this.page = page;
    this.root = svg("g", { class: "cw-handle", "aria-hidden": "true" }, svg("circle", { r: 18, class: "cw-handle__room" }), svg("circle", { r: 9 }), svg("path", { d: "M-4,0H4M1,-3L4,0L1,3" }));
    page.painter.world.append(this.root);
    page.viewers.add(() => this.draw());
    page.selection.listeners.add(() => this.draw());
    page.stage.onCamera.add(() => this.draw());
  }

  draw() {
    const id = this.page.selection.factor;
    const box = id && this.page.mayEdit ? this.page.scene.boxes.get(id) : undefined;
    set(this.root, { visibility: box ? null : "hidden", "data-handle": box ? id : null });
    const scale = Math.min(2.4, Math.max(1, 0.8 / this.page.stage.camera.scale));
    if (box) set(this.root, { transform: `translate(${box.x + box.wide / 2 + 12 * scale},${box.y}) scale(${scale.toFixed(2)})` });
  }
}
