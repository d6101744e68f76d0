// @ts-check
/** The drawing on the page: the painter's world behind a camera that pans, zooms and fits. */
import { set, svg } from "../../ui/parts/build.js";
import { fitted, panned, showing, toMap, toView, zoomed } from "./camera.js";
import { frameOf } from "./geometry.js";
import { PIXELS, chosenNames } from "./names.js";
import { BLEED, NAMES_FROM } from "./painter.js";

/** A map with more factors is begun from afar, whatever the screen. */
const MOST_NEAR = 150;
/** On a screen narrower than this many pixels a map with all its partners is too small to be begun with. */
const WIDE_ENOUGH = 600;
/** The camera rests after so many milliseconds. */
const REST = 100;
/** So many things drawn are a large map, which is painted as seldom as can be; so many pixels are far. */
const LARGE = 1200;
/** With more links in view, only those of what is dragged are shown while it is. */
const MANY_LINKS = 8000;
const FAR = BLEED;

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
    /** @type {any} */
    this.rests = undefined;
    /** @type {any} */
    this.slides = undefined;
    /** @type {[number, number]} pixels that the picture is shifted by and not yet painted */
    this.shift = [0, 0];
    /** @type {Set<string> | undefined} what is lit: its names come first */
    this.lit = undefined;
  }

  /** Takes the size that the page gives it. */
  measure() {
    const { width, height } = (this.root.parentElement ?? this.root).getBoundingClientRect();
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
        this.root.classList.toggle("is-large", this.painter.linkOf.size > MANY_LINKS);
        this.#namesSoon();
        this.onCamera.forEach((listener) => listener());
      });
    }
  }

  /** While the camera moves the names stay those they are; they are chosen anew when it rests. */
  #namesSoon() {
    const isFar = this.camera.scale < NAMES_FROM;
    if (isFar !== this.root.hasAttribute("data-far")) return this.names();
    if (!isFar) return;
    clearTimeout(this.rests);
    this.rests = setTimeout(() => this.names(), REST);
  }

  /** Names for a map seen from afar. */
  names() {
    const isFar = this.camera.scale < NAMES_FROM && !this.painter.isPaper;
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

  /**
   * Pans by a pointer. A large map is not painted anew at every step: the picture is shifted as it is, until it is
   * shifted far or rests.
   * @param {number} across @param {number} down pixels
   */
  slide(across, down) {
    if (this.painter.linkOf.size + this.painter.nodeOf.size < LARGE) return this.pan(across, down);
    this.shift = [this.shift[0] + across, this.shift[1] + down];
    this.root.style.transform = `translate(${this.shift[0]}px,${this.shift[1]}px)`;
    clearTimeout(this.slides);
    if (Math.hypot(...this.shift) > FAR) this.settle();
    else this.slides = setTimeout(() => this.settle(), REST);
  }

  /** Paints the map where it was shifted to. */
  settle() {
    clearTimeout(this.slides);
    const [across, down] = this.shift;
    if (!across && !down) return;
    this.shift = [0, 0];
    this.root.style.transform = "";
    this.pan(across, down);
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

  /**
   * The first picture: everything, unless names could not be read so. Then a map that just fits is shown as large as
   * they can be read, and on a small screen what has most links and is around it; a large map is seen from afar, and so
   * is one with partners and people, who stand round its rim.
   */
  begin() {
    this.fit();
    const { scene } = this.painter;
    const boxes = [...scene.boxes].filter(([id]) => this.painter.shows(id));
    const isWhole = scene.company.who !== "" && this.view.wide >= WIDE_ENOUGH;
    if (this.camera.scale >= NAMES_FROM || isWhole || boxes.length === 0 || boxes.length > MOST_NEAR) return;
    const isSmall = this.camera.scale < NAMES_FROM * 0.62;
    const [, hub] = boxes.reduce((most, each) => (scene.arrowsAt(each[0]).length > scene.arrowsAt(most[0]).length ? each : most));
    const mean = (/** @type {"x" | "y"} */ axis) => boxes.reduce((sum, [, box]) => sum + box[axis], 0) / boxes.length;
    this.aim({ x: isSmall ? hub.x : mean("x"), y: isSmall ? hub.y : mean("y"), scale: NAMES_FROM });
  }

  /** For paper: everything, as large as the sheet; `after` gives the screen its own again. */
  print() {
    const before = this.camera;
    this.settle();
    this.fit();
    this.painter.isPaper = true;
    this.painter.look();
    this.names();
    this.root.setAttribute("viewBox", `${BLEED} ${BLEED} ${this.view.wide} ${this.view.high}`);
    return () => {
      this.painter.isPaper = false;
      this.root.removeAttribute("viewBox");
      this.aim(before);
    };
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
    const { left, top } = (this.root.parentElement ?? this.root).getBoundingClientRect();
    return [event.clientX - left - this.shift[0], event.clientY - top - this.shift[1]];
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
