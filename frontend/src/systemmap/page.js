// @ts-check
/** The page of a map: holds its document, its drawing and what is chosen, and tells its parts when something changes. */
import { set } from "../ui/parts/build.js";
import { Bodies, isBody } from "./document/bodies.js";
import { addMap, changeEntry, move, remove } from "./document/edits.js";
import { removeRow } from "./document/joins.js";
import { LiveMap } from "./document/live_map.js";
import { Painter } from "./drawing/painter.js";
import { Scene } from "./drawing/scene.js";
import { Stage } from "./drawing/stage.js";
import { addressOf, neighbourhood, viewOf } from "./look/address.js";
import { Looks } from "./look/looks.js";
import { isChosen, wayOf } from "./look/way.js";
import { Selection } from "./selection.js";
import { sentenceOf, thingsInWords } from "./who_words.js";

export class MapPage {
  /**
   * @param {any} start the JSON of the page
   * @param {{announce: (words: string) => void, widthOf: (text: string) => number}} page
   */
  constructor(start, { announce, widthOf }) {
    this.start = start;
    this.announce = announce;
    this.asked = viewOf(location.search);
    if (start.framed) this.asked.map = start.map; // one that is not there for strangers is the whole map
    /** How it stands with the server, as the bar says it. */
    this.status = "connecting";
    this.map = new LiveMap(start.layers, { map: this.asked.map, person: start.person, bodies: new Bodies(start) });
    for (const [layer, rows] of Object.entries(start.rows)) this.map.store.setRows(layer, rows);
    this.drawsIn = "shared";
    this.you = /** @type {any} */ ({ may_edit: false, may_facilitate: false, name: "", key: start.person });
    this.selection = new Selection();
    this.scene = new Scene(this.map, widthOf, start.placed, this.asked.who);
    /** @type {Set<(touched: import("./document/store.js").Touched) => void>} */
    this.onChange = new Set();
    this.looks = new Looks(this);
    this.painter = new Painter(this.scene, (id) => this.looks.of(id));
    this.stage = new Stage(this.painter);
    /** @type {Set<() => void>} what shows the document: panel, table, lists */
    this.viewers = new Set();
    this.clip = "";
    /** @type {{factors: Set<string>, arrows: Set<string>} | null} */
    this.lit = null;
    /** @type {import("./look/way.js").Way | null} */
    this.way = null;
    this.waiting = 0;
    this.map.store.subscribe((touched) => this.#changed(touched));
    this.selection.listeners.add(() => this.#chosen());
    this.painter.onNewLink = (id, link) => this.#dressLink(id, link);
    this.painter.strands.onNew = (id, element) => this.#dressLink(id, element);
    this.painter.shows = (id) => this.looks.shows(id);
  }

  get store() {
    return this.map.store;
  }

  /** Whether anything may be drawn by this person now. */
  get mayEdit() {
    return this.map.mayEdit("shared");
  }

  /** How the fields of a layer are shown to who may not change them: not at all inside another website, but as words. @param {string} layer */
  readonly(layer) {
    return this.start.framed ? /** @type {const} */ ("words") : !this.map.mayEdit(layer);
  }

  /** Whether positions may be moved: the facilitator can hold them for all others. */
  get mayMove() {
    return this.mayEdit && (!this.store.session.get("locked") || this.you.may_facilitate);
  }

  get bodies() {
    return this.map.bodies;
  }

  /** @param {string} id */
  name(id) {
    return this.scene.nameOf(id) || "No name yet";
  }

  /** Some things of the drawing in words: the name of one, several counted. @param {Iterable<string>} ids */
  inWords(ids) {
    const all = [...ids];
    return all.length === 1 ? this.name(all[0]) : thingsInWords(all.filter((id) => !isBody(id)).length, all.filter(isBody).length);
  }

  /** The factors of the map in view. */
  factors() {
    return [...this.scene.boxes.keys()].filter((id) => !isBody(id)).map((id) => /** @type {import("./document/shapes.js").Factor} */ (this.store.factors.get(id)));
  }

  /** Everything is drawn anew: another map, another colouring. */
  redraw() {
    this.scene.rebuild();
    this.draw();
  }

  /** Everything is drawn as the scene has it. */
  draw() {
    set(this.stage.root, { "data-who": this.asked.who || null });
    this.painter.repaint();
    this.#dress();
    this.stage.names();
    this.tellViewers();
  }

  /** @param {Partial<import("./look/address.js").View>} said */
  see(said) {
    const before = this.asked;
    this.asked = { ...before, ...said };
    history.replaceState(null, "", addressOf(location.pathname, this.asked));
    this.map.map = this.asked.map;
    this.scene.company.who = this.asked.who;
    this.looks.forget();
    this.looks.served.look();
    if (before.map !== this.asked.map) this.selection.clear();
    this.redraw();
    if (before.who !== this.asked.who) this.#keepChosen();
    if (before.map !== this.asked.map || before.focus !== this.asked.focus) this.stage.fit();
  }

  /** What a focus leaves; null where all are shown. */
  focused() {
    const { focus, steps } = this.asked;
    const isKnown = this.store.factors.has(focus) || (isBody(focus) && this.scene.boxes.has(focus));
    return focus && isKnown ? neighbourhood(this.scene, focus, steps) : null;
  }

  /** @param {Record<string, [number, number]>} places */
  move(places) {
    return this.mayMove && move(this.map, places, this.scene.unsettled(Object.keys(places)));
  }

  removeChosen() {
    const { factors, arrow } = this.selection;
    const strand = arrow ? this.scene.company.get(arrow) : undefined;
    if (strand) return this.#removed(removeRow(this.map, strand.what === "act" ? "actors" : "ties", strand.key), sentenceOf(strand, (id) => this.name(id)));
    const links = arrow ? (this.scene.arrows.byId.get(arrow)?.views ?? []) : [];
    const words = arrow ? "the link" : this.inWords(factors);
    if (this.selection.isEmpty) return;
    const isDone = remove(this.map, factors, links.map((link) => link.key));
    const left = [...this.selection.factors].filter(isBody);
    if (left.length) this.announce(`${this.inWords(left)}: still here by what ${left.length === 1 ? "it" : "they"} can act on, or by ties. Delete those lines first.`);
    else this.#removed(isDone, words);
  }

  /** @param {boolean} isDone @param {string} words */
  #removed(isDone, words) {
    if (isDone) this.announce(`Taken away: ${words}. Undo brings it back.`);
  }

  /** @param {"undo" | "redo"} step */
  step(step) {
    if (this.map[step]()) this.announce(step === "undo" ? "Undone" : "Done again");
    else this.announce(step === "undo" ? "There is nothing of yours to undo" : "There is nothing to do again");
  }

  /** @param {"factors" | "links" | "maps" | "actors" | "ties"} root @param {string} key @param {Record<string, any>} fields */
  change(root, key, fields) {
    return changeEntry(this.map, root, key, fields);
  }

  /** A map of what is chosen. @param {string} name @param {string} question */
  mapOfChosen(name, question) {
    const ids = this.selection.factors.size ? [...this.selection.factors] : [...this.scene.boxes.keys()];
    const places = Object.fromEntries(ids.map((id) => [id, /** @type {[number, number]} */ ([this.scene.boxes.get(id)?.x ?? 0, this.scene.boxes.get(id)?.y ?? 0])]));
    this.see({ map: addMap(this.map, { name, question, places }), focus: "" });
  }

  tellViewers() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.viewers.forEach((viewer) => viewer());
    });
  }

  /** @param {import("./document/store.js").Touched} touched */
  #changed(touched) {
    const drawn = this.scene.update(touched);
    const beside = new Set(drawn.factors);
    for (const id of drawn.arrows) for (const end of id.split(">").slice(0, 2)) beside.add(end);
    for (const key of touched.reactions ?? []) beside.add(key.slice(0, key.lastIndexOf("/")));
    this.looks.forget();
    for (const id of drawn.strands) for (const end of this.#endsOf(id)) beside.add(end);
    this.painter.paint({ factors: beside, arrows: drawn.arrows, strands: drawn.strands });
    this.#keepChosen();
    this.#dress();
    if (this.stage.camera.scale < 1) this.stage.names();
    this.onChange.forEach((listener) => listener(touched));
    this.tellViewers();
  }

  /** @param {string} strand */
  #endsOf(strand) {
    const line = this.scene.company.get(strand);
    return line ? [line.from, line.to] : [];
  }

  /** Lets go of what is no longer drawn. */
  #keepChosen() {
    this.selection.keep((id) => this.scene.boxes.has(id), (id) => this.scene.line(id) !== undefined);
  }

  /**
   * Lights a way and nothing beside it, for as long as its factors are what is chosen.
   * @param {string[]} ids factors, in order
   */
  showWay(ids) {
    const way = wayOf(this.scene.arrows, ids);
    if (!way || ids.some((id) => !this.scene.boxes.has(id))) return false;
    this.way = way;
    this.selection.choose(way.factors);
    this.#dress();
    this.stage.fit(way.factors);
    return true;
  }

  #chosen() {
    if (this.way && !isChosen(this.way, this.selection.factors)) this.way = null;
    this.#dress();
    if (this.asked.who) this.painter.look(); // the words of a chosen tie
    this.stage.names();
    this.tellViewers();
  }

  /** What is lit: a way that is shown, else what is chosen with its neighbours. @returns {{factors: Set<string>, arrows: Set<string>}} */
  #toLight() {
    if (this.way) return this.way;
    const { factors, arrow } = this.selection;
    const lit = new Set(factors);
    const arrows = new Set(arrow ? [arrow] : []);
    for (const id of factors) {
      for (const each of [...this.scene.linesAt("from", id), ...this.scene.linesAt("to", id)]) {
        arrows.add(each.id);
        lit.add(each.from).add(each.to);
      }
    }
    const chosen = arrow ? this.scene.line(arrow) : undefined;
    if (chosen) lit.add(chosen.from).add(chosen.to);
    return { factors: lit, arrows };
  }

  /** Shows what is chosen, and lights what belongs to it. */
  #dress() {
    const { arrow } = this.selection;
    const { factors: lit, arrows: litArrows } = this.#toLight();
    this.lit = { factors: lit, arrows: litArrows };
    this.stage.lit = this.selection.isEmpty ? undefined : lit;
    if (arrow) this.painter.linkElement(arrow);
    this.stage.root.toggleAttribute("data-chosen", !this.selection.isEmpty);
    const dressed = new Set([...this.stage.root.querySelectorAll(".is-lit, .is-selected, .is-spotlit"), ...[...lit].map((id) => this.painter.nodeOf.get(id)), ...[...litArrows].map((id) => this.painter.lineOf(id))]);
    const spotlit = this.store.session.get("spotlight");
    if (spotlit) dressed.add(/** @type {any} */ (this.painter.nodeOf.get(spotlit)));
    for (const element of dressed) if (element) this.#dressOne(/** @type {any} */ (element), spotlit);
  }

  /** @param {SVGGElement} element @param {string | undefined} spotlit */
  #dressOne(element, spotlit) {
    const { factor, arrow } = element.dataset;
    const isSelected = factor !== undefined ? this.selection.factors.has(factor) : arrow === this.selection.arrow;
    const isLit = factor !== undefined ? this.lit?.factors.has(factor) : this.lit?.arrows.has(arrow ?? "");
    element.classList.toggle("is-selected", isSelected);
    element.classList.toggle("is-lit", Boolean(isLit));
    element.classList.toggle("is-spotlit", factor !== undefined && factor === spotlit);
    element.setAttribute("aria-pressed", String(isSelected));
    if (isLit && arrow !== undefined) element.parentElement?.append(element);
  }

  /** @param {string} id @param {SVGGElement} link */
  #dressLink(id, link) {
    if (this.lit?.arrows.has(id)) this.#dressOne(link, undefined);
  }
}
