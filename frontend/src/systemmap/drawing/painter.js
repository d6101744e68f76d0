// @ts-check
/** Keeps the drawing equal to the scene: touches only what changed, and details only what is in view. */
import { svg } from "../../ui/parts/build.js";
import { isStrand } from "../document/strands.js";
import { arrowInWords } from "../words.js";
import { drawLink, drawMarks, dropMarks, newLink } from "./links.js";
import { drawDetail, drawNode, dropDetail, newNode } from "./nodes.js";
import { StrandPainter } from "./strands.js";

/** Pixels a unit under which names in boxes cannot be read, and signs not be told apart. */
export const NAMES_FROM = 0.6;
const MARKS_FROM = 0.46;
/** Screen pixels round the view that are drawn too, so that a small shift finds things there (as in the style sheet). */
export const BLEED = 160;

export class Painter {
  /**
   * @param {import("./scene.js").Scene} scene
   * @param {(id: string, box: any) => import("./nodes.js").Look} lookOf
   */
  constructor(scene, lookOf) {
    this.scene = scene;
    this.lookOf = lookOf;
    this.links = svg("g", { class: "cw-map__links" });
    this.strands = new StrandPainter(scene.company);
    this.strands.shows = (id) => this.shows(id);
    this.nodes = svg("g", { class: "cw-map__nodes" });
    this.names = svg("g", { class: "cw-map__names", "aria-hidden": "true" });
    this.over = svg("g", { class: "cw-map__over", "aria-hidden": "true" });
    this.world = svg("g", { class: "cw-map__world" }, this.links, this.strands.root, this.nodes, this.names, this.over);
    /** @type {Map<string, SVGGElement>} */
    this.nodeOf = new Map();
    /** @type {Map<string, SVGGElement>} */
    this.linkOf = new Map();
    /** @type {import("./camera.js").Camera} */
    this.camera = { x: 0, y: 0, scale: 1 };
    this.view = { wide: 800, high: 600 };
    /** On paper everything is drawn in full, however small. */
    this.isPaper = false;
    /** @type {(id: string) => boolean} which are drawn at all */
    this.shows = () => true;
  }

  /** Everything anew. */
  repaint() {
    for (const id of [...this.nodeOf.keys()]) if (!this.scene.boxes.has(id) || !this.shows(id)) this.#dropNode(id);
    for (const id of [...this.linkOf.keys()]) if (!this.scene.curves.has(id)) this.#dropLink(id);
    for (const id of this.scene.boxes.keys()) this.paintNode(id);
    for (const id of this.linkOf.keys()) this.paintLink(id);
    this.strands.paint();
    this.look();
  }

  /** @param {{factors: Iterable<string>, arrows: Iterable<string>, strands: Iterable<string>}} changed */
  paint({ factors, arrows, strands }) {
    for (const id of factors) this.paintNode(id);
    for (const id of arrows) this.paintLink(id);
    this.strands.paint(strands);
    this.look();
  }

  /**
   * Factors and bodies that only moved, and their lines: the quick way, for dragging.
   * @param {{factors: Iterable<string>, arrows: Iterable<string>, strands: Iterable<string>}} moved
   */
  move({ factors, arrows, strands }) {
    for (const id of factors) {
      const box = this.scene.boxes.get(id);
      if (box) this.nodeOf.get(id)?.setAttribute("transform", `translate(${box.x},${box.y})`);
    }
    for (const id of arrows) this.paintLink(id);
    this.strands.paint(strands);
  }

  /** @param {string} id */
  paintNode(id) {
    const box = this.scene.boxes.get(id);
    if (!box || !this.shows(id)) return this.#dropNode(id);
    let node = this.nodeOf.get(id);
    if (!node) {
      node = newNode(id);
      this.nodeOf.set(id, node);
      this.nodes.append(node);
    }
    drawNode(node, box, this.lookOf(id, box));
  }

  /** @param {string} id */
  paintLink(id) {
    const way = this.scene.curves.get(id);
    const arrow = this.scene.arrows.byId.get(id);
    if (!way || !arrow || !this.shows(arrow.from) || !this.shows(arrow.to)) return this.#dropLink(id);
    const link = this.linkOf.get(id);
    if (!link) return;
    const had = link.childNodes.length > 1;
    drawLink(link, way, arrow, this.wordsOf(arrow));
    if (had) drawMarks(link, way, arrow);
  }

  /** @param {import("../document/arrows.js").Arrow} arrow */
  wordsOf(arrow) {
    return arrowInWords(arrow, (id) => this.scene.map.store.factors.get(id)?.name ?? id);
  }

  /**
   * @param {import("./camera.js").Camera} camera
   * @param {{wide: number, high: number}} view
   */
  aim(camera, view) {
    this.camera = camera;
    this.view = view;
    const { x, y, scale } = camera;
    const [left, top] = [view.wide / 2 - x * scale + BLEED, view.high / 2 - y * scale + BLEED];
    this.world.setAttribute("transform", `translate(${left.toFixed(2)},${top.toFixed(2)}) scale(${scale.toFixed(5)})`);
  }

  /** Draws what has come into view in full, and what has left it without details. */
  look() {
    const { x, y, scale } = this.camera;
    const across = (this.view.wide / 2 + BLEED) / scale;
    const down = (this.view.high / 2 + BLEED) / scale;
    const frame = { left: x - across, right: x + across, top: y - down, bottom: y + down };
    this.#lookAtNodes(frame, this.isPaper || scale >= NAMES_FROM);
    this.#lookAtLinks(frame, this.isPaper || scale >= MARKS_FROM);
    this.strands.look(frame, { readable: this.isPaper || scale >= NAMES_FROM, seen });
  }

  /** Ids of the lines that are drawn now: links, acts and ties. */
  lines() {
    return [...this.linkOf.keys(), ...this.strands.elementOf.keys()];
  }

  /** The element of a line, if it is drawn. @param {string} id */
  lineOf(id) {
    return this.linkOf.get(id) ?? this.strands.elementOf.get(id);
  }

  /**
   * A line's element, made if it is not in view.
   * @param {string} id
   */
  linkElement(id) {
    if (isStrand(id)) return this.strands.element(id);
    const way = this.scene.curves.get(id);
    const arrow = this.scene.arrows.byId.get(id);
    if (!way || !arrow) return undefined;
    return this.linkOf.get(id) ?? this.#newLink(id, way, arrow);
  }

  /**
   * @param {{left: number, right: number, top: number, bottom: number}} frame
   * @param {boolean} readable
   */
  #lookAtNodes(frame, readable) {
    for (const [id, node] of this.nodeOf) {
      const box = /** @type {import("./scene.js").NodeBox} */ (this.scene.boxes.get(id));
      const wanted = readable && box.x + box.wide / 2 > frame.left && box.x - box.wide / 2 < frame.right && box.y + box.high / 2 > frame.top && box.y - box.high / 2 < frame.bottom;
      if (wanted && !node.dataset.detail) drawDetail(node, box, this.lookOf(id, box));
      else if (!wanted && node.dataset.detail) dropDetail(node);
    }
  }

  /**
   * @param {{left: number, right: number, top: number, bottom: number}} frame
   * @param {boolean} readable
   */
  #lookAtLinks(frame, readable) {
    for (const [id, way] of this.scene.curves) {
      const arrow = /** @type {import("../document/arrows.js").Arrow} */ (this.scene.arrows.byId.get(id));
      const link = this.linkOf.get(id);
      const isNear = seen(way, frame) && this.shows(arrow.from) && this.shows(arrow.to);
      if (!isNear) {
        if (link && !link.matches(":focus, .is-selected")) this.#dropLink(id);
        continue;
      }
      const drawn = link ?? this.#newLink(id, way, arrow);
      if (readable && drawn.childNodes.length === 1) drawMarks(drawn, way, arrow);
      else if (!readable && drawn.childNodes.length > 1) dropMarks(drawn);
    }
  }

  /**
   * @param {string} id
   * @param {import("./geometry.js").Curve} way
   * @param {import("../document/arrows.js").Arrow} arrow
   */
  #newLink(id, way, arrow) {
    const link = newLink(id);
    this.linkOf.set(id, link);
    drawLink(link, way, arrow, this.wordsOf(arrow));
    this.links.append(link);
    this.onNewLink?.(id, link);
    return link;
  }

  /** @type {((id: string, link: SVGGElement) => void) | undefined} */
  onNewLink;

  /** @param {string} id */
  #dropNode(id) {
    this.nodeOf.get(id)?.remove();
    this.nodeOf.delete(id);
  }

  /** @param {string} id */
  #dropLink(id) {
    this.linkOf.get(id)?.remove();
    this.linkOf.delete(id);
  }
}

/**
 * @param {import("./geometry.js").Curve} way
 * @param {{left: number, right: number, top: number, bottom: number}} frame
 */
function seen({ start, bend, end }, frame) {
  return (
    Math.max(start[0], bend[0], end[0]) > frame.left &&
    Math.min(start[0], bend[0], end[0]) < frame.right &&
    Math.max(start[1], bend[1], end[1]) > frame.top &&
    Math.min(start[1], bend[1], end[1]) < frame.bottom
  );
}
