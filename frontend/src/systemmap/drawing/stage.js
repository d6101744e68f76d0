// @ts-check
/** The drawing on the page: the painter's world behind a camera that pans, zooms and fits. */
import { set, svg } from "../../ui/build.js";
import { fitted, panned, showing, toMap, toView, zoomed } from "./camera.js";
import { frameOf } from "./geometry.js";
import { PIXELS, chosenNames } from "./names.js";
import { NAMES_FROM } from "./painter.js";

export class Stage {
  /** @param {import("./painter.js").Painter} painter */
  constructor(painter) {
    this.painter = painter;
    this.root = svg("svg", { class: "cw-map__svg", role: "application", "aria-label": "The map. Arrow keys follow links; press ? for all keys.", tabindex: -1 }, painter.world);
    this.camera = { x: 0, y: 0, scale: 1 };
    this.view = { wide: 800, high: 600 };
    /** @type {Set<() => void>} */
    this.onCamera = new Set();
    this.waiting = 0;
    /** @type {Set<string> | undefined} what is lit: its names come first */
    this.lit = undefined;
  }

  /** Takes the size that the page gives it. */
  measure() {
    const { width, height } = this.root.getBoundingClientRect();
    if (width && height) this.view = { wide: width, high: height };
    this.aim(this.camera);
  }

  /** @param {import("./camera.js").Camera} camera */
  aim(camera) {
    this.camera = camera;
    this.painter.aim(camera, this.view);
    if (!this.waiting) {
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0;
        this.painter.look();
        this.names();
        this.onCamera.forEach((listener) => listener());
      });
    }
  }

  /** Names for a map seen from afar. */
  names() {
    const isFar = this.camera.scale < NAMES_FROM;
    set(this.root, { "data-far": isFar ? "yes" : null });
    const chosen = isFar ? chosenNames(this.painter.scene, { camera: this.camera, view: this.view, shows: this.painter.shows, lit: this.lit }) : [];
    const size = PIXELS / this.camera.scale;
    set(this.painter.names, { "font-size": size.toFixed(2), "stroke-width": (4 / this.camera.scale).toFixed(2) });
    this.painter.names.replaceChildren(...chosen.map(({ id, x, y, lines }) => svg("text", { class: this.lit && !this.lit.has(id) ? "is-quiet" : null }, ...lines.map((line, at) => svg("tspan", { x, y: y + at * size * 1.2 }, line)))));
  }

  /** @param {number} across @param {number} down pixels */
  pan(across, down) {
    this.aim(panned(this.camera, across, down));
  }

  /** @param {number} times @param {[number, number]} [at] */
  zoom(times, at) {
    this.aim(zoomed(this.camera, this.view, times, at));
  }

  /** Shows everything, or some factors. @param {Iterable<string>} [ids] */
  fit(ids) {
    const { boxes } = this.painter.scene;
    const shown = [...(ids ?? boxes.keys())].filter((id) => boxes.has(id) && this.painter.shows(id));
    this.aim(fitted(frameOf(shown.map((id) => /** @type {any} */ (boxes.get(id)))), this.view));
  }

  /** The first picture: everything, unless names could just not be read so; then as large as they can. */
  begin() {
    this.fit();
    const { scale } = this.camera;
    if (scale >= NAMES_FROM || scale < NAMES_FROM * 0.62) return;
    const boxes = [...this.painter.scene.boxes.values()];
    const mean = (/** @type {"x" | "y"} */ axis) => boxes.reduce((sum, box) => sum + box[axis], 0) / boxes.length;
    this.aim({ x: mean("x"), y: mean("y"), scale: NAMES_FROM });
  }

  /** Brings a factor into view. @param {string} id */
  show(id) {
    const box = this.painter.scene.boxes.get(id);
    if (!box) return;
    const near = this.camera.scale < NAMES_FROM * 0.7 ? { x: box.x, y: box.y, scale: 0.8 } : this.camera;
    const camera = showing(near, this.view, box);
    if (camera !== this.camera) this.aim(camera);
  }

  /** @param {{clientX: number, clientY: number}} event @returns {[number, number]} pixels from the corner */
  pixel(event) {
    const { left, top } = this.root.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  /** @param {{clientX: number, clientY: number}} event */
  point(event) {
    return toMap(this.camera, this.view, this.pixel(event));
  }

  /** @param {[number, number]} point @returns {[number, number]} */
  screen(point) {
    return toView(this.camera, this.view, point);
  }
}
