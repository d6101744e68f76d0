// @ts-check
/** Mouse, pen and fingers on the drawing: choose, drag, pan, pinch, link by the handle, add by a double click. */
import { svg } from "../../ui/parts/build.js";
import { along, curve, edge } from "../drawing/geometry.js";

/** Pixels that a press may wander and still be a click; how near a link must be. */
const SLOP = 5;
const NEAR = 9;
const LONG_PRESS = 550;

export class Pointer {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {{add: (at: [number, number]) => void, rename: (id: string) => void, link: (from: string, to: string) => void,
   *   linkFrom: (id: string) => void, say: (said: Record<string, any>) => void}} deeds
   */
  constructor(page, deeds) {
    this.page = page;
    this.deeds = deeds;
    this.stage = page.stage;
    /** @type {Map<number, {x: number, y: number}>} fingers that are down */
    this.down = new Map();
    /** @type {any} */
    this.gesture = null;
    const { root } = page.stage;
    root.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.#pressed(event));
    root.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => this.#moved(event));
    for (const end of ["pointerup", "pointercancel"]) root.addEventListener(end, (/** @type {PointerEvent} */ event) => this.#released(event, end === "pointerup"));
    root.addEventListener("pointerleave", () => deeds.say({ cursor: null }));
    root.addEventListener("dblclick", (/** @type {MouseEvent} */ event) => this.#doubled(event));
    root.addEventListener("wheel", (/** @type {WheelEvent} */ event) => this.#wheeled(event), { passive: false });
    root.addEventListener("lostpointercapture", (/** @type {PointerEvent} */ event) => this.down.delete(event.pointerId));
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    if (event.button > 1) return;
    this.down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.stage.root.setPointerCapture(event.pointerId);
    if (this.down.size === 2) return this.#beginPinch();
    const target = /** @type {Element} */ (event.target);
    const factor = /** @type {HTMLElement | null} */ (target.closest("[data-factor]"))?.dataset.factor;
    const isHandle = Boolean(target.closest("[data-handle]"));
    const from = /** @type {HTMLElement | null} */ (target.closest("[data-handle]"))?.dataset.handle;
    const at = { x: event.clientX, y: event.clientY };
    clearTimeout(this.gesture?.timer);
    this.gesture = { kind: "press", factor, from, at, isHandle, adds: event.shiftKey || event.ctrlKey || event.metaKey, middle: event.button === 1, pointer: event.pointerId };
    if (event.pointerType === "touch") this.gesture.timer = setTimeout(() => this.#longPressed(), LONG_PRESS);
    if (factor) this.page.painter.nodeOf.get(factor)?.focus({ preventScroll: true });
    else this.stage.root.focus({ preventScroll: true });
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #moved(event) {
    this.deeds.say({ cursor: this.stage.point(event).map(Math.round) });
    const known = this.down.get(event.pointerId);
    if (!known || !this.gesture) return;
    const before = { ...known };
    Object.assign(known, { x: event.clientX, y: event.clientY });
    if (this.gesture.kind === "pinch") return this.#pinch();
    if (event.pointerId !== this.gesture.pointer) return;
    if (this.gesture.kind === "press") this.#begin(event);
    if (this.gesture.kind === "pan") this.stage.slide(event.clientX - before.x, event.clientY - before.y);
    else if (this.gesture.kind === "drag") this.#drag(event);
    else if (this.gesture.kind === "band") this.#band(event);
    else if (this.gesture.kind === "link") this.#pull(event);
  }

  /** What a press becomes once it moves. @param {PointerEvent} event */
  #begin(event) {
    const { gesture, page } = this;
    if (Math.hypot(event.clientX - gesture.at.x, event.clientY - gesture.at.y) < SLOP) return;
    clearTimeout(gesture.timer);
    gesture.begun = this.stage.point({ clientX: gesture.at.x, clientY: gesture.at.y });
    if (gesture.from && page.mayEdit) gesture.kind = "link";
    else if (gesture.factor && page.mayMove && !gesture.middle) {
      if (!page.selection.factors.has(gesture.factor)) page.selection.choose(gesture.adds ? [...page.selection.factors, gesture.factor] : [gesture.factor]);
      gesture.kind = "drag";
      gesture.places = Object.fromEntries([...page.selection.factors].map((id) => [id, page.scene.placeOf(id)]).filter(([, at]) => at));
    } else gesture.kind = gesture.adds && !gesture.factor ? "band" : "pan";
    this.stage.root.dataset.gesture = gesture.kind;
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const { gesture, page } = this;
    const [x, y] = this.stage.point(event);
    const [across, down] = [x - gesture.begun[0], y - gesture.begun[1]];
    gesture.now = Object.fromEntries(Object.entries(gesture.places).map(([id, at]) => [id, [at[0] + across, at[1] + down]]));
    if (gesture.frame) return;
    gesture.frame = requestAnimationFrame(() => {
      gesture.frame = 0;
      if (this.gesture !== gesture) return;
      page.painter.move(page.scene.hold(gesture.now));
      this.deeds.say({ dragging: Object.fromEntries(Object.entries(gesture.now).slice(0, 30).map(([id, at]) => [id, at.map(Math.round)])) });
    });
  }

  /** The rubber band. @param {PointerEvent} event */
  #band(event) {
    const { gesture, page } = this;
    const [x, y] = this.stage.point(event);
    const [left, top] = [Math.min(x, gesture.begun[0]), Math.min(y, gesture.begun[1])];
    const [wide, high] = [Math.abs(x - gesture.begun[0]), Math.abs(y - gesture.begun[1])];
    gesture.shape ??= page.painter.over.appendChild(svg("rect", { class: "cw-map__band" }));
    for (const [name, value] of Object.entries({ x: left, y: top, width: wide, height: high })) gesture.shape.setAttribute(name, value);
    gesture.inside = [...page.scene.boxes].filter(([id, box]) => page.looks.shows(id) && box.x > left && box.x < left + wide && box.y > top && box.y < top + high).map(([id]) => id);
  }

  /** A link on its way to another factor. @param {PointerEvent} event */
  #pull(event) {
    const { gesture, page } = this;
    const point = this.stage.point(event);
    const box = page.scene.boxes.get(gesture.from);
    if (!box) return;
    const to = page.scene.factorAt(point);
    gesture.to = to !== gesture.from ? to : undefined;
    gesture.shape ??= page.painter.over.appendChild(svg("path", { class: "cw-map__pulled" }));
    const end = gesture.to ? curve(box, /** @type {any} */ (page.scene.boxes.get(gesture.to))).end : point;
    gesture.shape.setAttribute("d", `M${edge(box, point, 0).join()}L${end.join()}`);
    for (const node of page.stage.root.querySelectorAll(".is-target")) node.classList.remove("is-target");
    if (gesture.to) page.painter.nodeOf.get(gesture.to)?.classList.add("is-target");
  }

  /** @param {PointerEvent} event @param {boolean} isDone */
  #released(event, isDone) {
    this.down.delete(event.pointerId);
    const { gesture, page } = this;
    if (!gesture || (gesture.kind !== "pinch" && gesture.pointer !== event.pointerId)) return;
    clearTimeout(gesture.timer);
    if (gesture.kind === "pinch" && this.down.size) return;
    this.gesture = null;
    gesture.shape?.remove();
    this.stage.settle();
    delete this.stage.root.dataset.gesture;
    for (const node of page.stage.root.querySelectorAll(".is-target")) node.classList.remove("is-target");
    if (gesture.kind === "press" && isDone) this.#clicked(gesture, event);
    else if (gesture.kind === "drag") this.#drop(gesture, isDone);
    else if (gesture.kind === "band" && isDone) page.selection.choose([...page.selection.factors, ...(gesture.inside ?? [])]);
    else if (gesture.kind === "link" && isDone && gesture.to) this.deeds.link(gesture.from, gesture.to);
  }

  /** @param {any} gesture @param {boolean} isDone */
  #drop(gesture, isDone) {
    const { page } = this;
    const isMoved = isDone && gesture.now;
    if (isMoved) page.move(gesture.now);
    page.painter.move(page.scene.hold({}));
    this.deeds.say({ dragging: {} });
    if (isMoved) page.announce(`${page.inWords(Object.keys(gesture.now))} moved`);
  }

  /** @param {any} gesture @param {PointerEvent} event */
  #clicked(gesture, event) {
    const { page } = this;
    if (gesture.from) return this.deeds.linkFrom(gesture.from);
    if (gesture.factor) return gesture.adds ? page.selection.toggle(gesture.factor) : page.selection.choose([gesture.factor]);
    const arrow = this.#linkAt(this.stage.point(event));
    if (arrow) {
      page.selection.chooseArrow(arrow);
      page.painter.linkElement(arrow)?.focus({ preventScroll: true });
    } else if (!gesture.adds) page.selection.clear();
  }

  #longPressed() {
    const { gesture, page } = this;
    if (!gesture || gesture.kind !== "press" || !page.mayEdit) return;
    this.gesture = null;
    navigator.vibrate?.(20);
    if (gesture.factor) this.deeds.linkFrom(gesture.factor);
    else this.deeds.add(this.stage.point({ clientX: gesture.at.x, clientY: gesture.at.y }));
  }

  /** @param {MouseEvent} event */
  #doubled(event) {
    const factor = this.page.scene.factorAt(this.stage.point(event));
    if (!this.page.mayEdit) return;
    if (factor) this.deeds.rename(factor);
    else this.deeds.add(this.stage.point(event));
  }

  /** @param {WheelEvent} event */
  #wheeled(event) {
    if (this.page.start.framed && !event.ctrlKey && !event.metaKey) return; // the page around it scrolls on
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.stage.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), this.stage.pixel(event));
  }

  #beginPinch() {
    clearTimeout(this.gesture?.timer);
    if (this.gesture?.kind === "drag") this.#drop(this.gesture, false);
    this.gesture?.shape?.remove();
    this.gesture = { kind: "pinch", ...this.#fingers() };
  }

  #pinch() {
    const before = this.gesture;
    const now = this.#fingers();
    this.stage.pan(now.x - before.x, now.y - before.y);
    this.stage.zoom(now.apart / Math.max(before.apart, 1), this.stage.pixel({ clientX: now.x, clientY: now.y }));
    Object.assign(before, now);
  }

  #fingers() {
    const [one, other = one] = [...this.down.values()];
    return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, apart: Math.hypot(one.x - other.x, one.y - other.y) };
  }

  /** The line nearest to a point, if it is near. @param {[number, number]} point */
  #linkAt([x, y]) {
    let [nearest, least] = [/** @type {string | undefined} */ (undefined), NEAR / this.stage.camera.scale];
    for (const id of this.page.painter.lines()) {
      const way = this.page.scene.wayOf(id);
      if (!way) continue;
      for (let part = 0; part <= 1; part += 1 / 24) {
        const [at, low] = along(way, part);
        const far = Math.hypot(at - x, low - y);
        if (far < least) [nearest, least] = [id, far];
      }
    }
    return nearest;
  }
}
