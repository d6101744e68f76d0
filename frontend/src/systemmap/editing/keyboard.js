// @ts-check
/** The drawing by keyboard alone: one thing has the focus; arrow keys follow links. */

/** How far a factor moves by Alt and an arrow key, and with Shift too. */
const STEP = 20;
const FAR = 100;
const WAYS = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });

/** Every key, as the help shows it. */
export const KEYS = [
  ["Right, Left", "Follow a link: to what this acts on, or to what acts on this"],
  ["Up, Down", "The one before or after: among those at the end of the same links, else of the whole map"],
  ["K", "From a factor to its links, one after the other; Enter chooses one"],
  ["Enter", "Choose, and open its panel"],
  ["Space", "Add to what is chosen, or take out"],
  ["N", "New factor"],
  ["F2 or R", "Rename"],
  ["L", "Link to another factor: type its name. From a partner: to what it can act on, or whom it works with"],
  ["W", "Put a partner or a person on the map"],
  ["Alt and arrows", "Move what is chosen; with Shift further"],
  ["Delete", "Take away"],
  ["Ctrl Z, Ctrl Y", "Undo, redo"],
  ["Ctrl C, X, V", "Copy, cut, paste"],
  ["Ctrl A", "Choose all"],
  ["+, −, 0", "Zoom in, out, show everything"],
  ["Shift and arrows", "Move the view"],
  ["F", "Focus on this factor and its neighbours, or show all again"],
  ["V", "Choose as one that matters most, while choosing is on"],
  ["/", "Search"],
  ["Escape", "Choose nothing"],
  ["?", "This help"],
];

export class Keyboard {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {Record<string, (...said: any[]) => void>} deeds
   */
  constructor(page, deeds) {
    this.page = page;
    this.deeds = deeds;
    /** @type {{ids: string[], at: number}} those that Up and Down go through */
    this.ring = { ids: [], at: 0 };
    /** @type {string | null} */
    this.current = null;
    const { root } = page.stage;
    root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#pressed(event));
    root.addEventListener("focusin", (/** @type {FocusEvent} */ event) => this.#focused(/** @type {any} */ (event.target)));
    page.viewers.add(() => this.#rove());
  }

  /** Gives the focus to a factor, and brings it into view. @param {string} id @param {string[]} [ring] */
  go(id, ring) {
    const node = this.page.painter.nodeOf.get(id);
    if (!node) return;
    this.ring = { ids: ring ?? [], at: ring ? ring.indexOf(id) : 0 };
    this.page.stage.show(id);
    node.focus({ preventScroll: true });
  }

  /** The factor that has the focus, or that the chosen link leaves. */
  get factor() {
    const { current, page } = this;
    return current !== null && page.scene.boxes.has(current) ? current : page.selection.factor;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const arrow = target.dataset?.arrow;
    const isDone = event.ctrlKey || event.metaKey ? this.#withControl(event) : event.key in WAYS ? this.#arrowKey(event, arrow) : this.#letter(event, arrow);
    if (isDone) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** @param {KeyboardEvent} event */
  #withControl(event) {
    const { deeds, page } = this;
    const key = event.key.toLowerCase();
    if (key === "z") page.step(event.shiftKey ? "redo" : "undo");
    else if (key === "y") page.step("redo");
    else if (key === "a") page.selection.choose([...page.scene.boxes.keys()].filter((id) => page.looks.shows(id)));
    else if (key === "c") this.#onFocused(deeds.copy);
    else if (key === "x") this.#onFocused(deeds.cut);
    else if (key === "v") deeds.paste();
    else return false;
    return true;
  }

  /** @param {KeyboardEvent} event @param {string | undefined} arrow */
  #arrowKey(event, arrow) {
    const [across, down] = WAYS[event.key];
    if (event.altKey) return this.#shift(across * (event.shiftKey ? FAR : STEP), down * (event.shiftKey ? FAR : STEP));
    if (event.shiftKey) {
      this.page.stage.pan(-across * 60, -down * 60);
      return true;
    }
    if (arrow) return this.#fromLink(arrow, across, down);
    const from = this.factor;
    if (!from) {
      const [first] = this.#inOrder();
      if (first) this.go(first);
      return true;
    }
    if (down) return this.#beside(from, down);
    const { scene } = this.page;
    const found = across > 0 ? scene.linesAt("from", from).map((each) => each.to) : scene.linesAt("to", from).map((each) => each.from);
    const ends = this.#sorted(found.filter((id) => this.page.painter.nodeOf.has(id)));
    if (ends.length) this.go(ends[0], ends);
    else this.page.announce(across > 0 ? `${this.page.name(from)} acts on nothing` : `Nothing acts on ${this.page.name(from)}`);
    return true;
  }

  /** @param {string} from @param {number} step */
  #beside(from, step) {
    const isInRing = this.ring.ids.length > 1 && this.ring.ids.includes(from);
    const ids = isInRing ? this.ring.ids : this.#inOrder();
    const at = ids.indexOf(from);
    const next = ids[(at + step + ids.length) % ids.length];
    if (next) this.go(next, isInRing ? this.ring.ids : undefined);
    return true;
  }

  /** From a link: to its ends, or to the next link of the same factor. @param {string} id @param {number} across @param {number} down */
  #fromLink(id, across, down) {
    const arrow = this.page.scene.line(id);
    if (!arrow) return false;
    if (across) this.go(across > 0 ? arrow.to : arrow.from);
    else this.#goLink(this.linkHome ?? arrow.from, down);
    return true;
  }

  /** The next link of a factor gets the focus. @param {string} factor @param {number} [step] */
  #goLink(factor, step = 1) {
    const { scene } = this.page;
    const ids = [...scene.linesAt("from", factor), ...scene.linesAt("to", factor)].map((line) => line.id).filter((id) => scene.wayOf(id));
    if (!ids.length) return this.page.announce(`${this.page.name(factor)} has no links yet. Press L to make one.`);
    const at = ids.indexOf(/** @type {any} */ (document.activeElement)?.dataset?.arrow ?? "");
    this.linkHome = factor;
    const id = ids[(at + step + ids.length) % ids.length];
    this.page.painter.linkElement(id)?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event @param {string | undefined} arrow */
  #letter(event, arrow) {
    const { deeds, page } = this;
    const factor = this.factor;
    const keys = /** @type {Record<string, () => any>} */ ({
      Enter: () => (arrow ? deeds.openLink(arrow) : factor && deeds.open(factor)),
      " ": () => (arrow ? page.selection.chooseArrow(arrow) : factor && page.selection.toggle(factor)),
      Escape: () => deeds.escape(),
      Delete: () => this.#onFocused(() => deeds.remove(arrow)),
      Backspace: () => this.#onFocused(() => deeds.remove(arrow)),
      F2: () => factor && deeds.rename(factor),
      r: () => factor && deeds.rename(factor),
      n: () => deeds.add(),
      l: () => factor && deeds.linkFrom(factor),
      w: () => deeds.putBody(),
      k: () => this.#goLink(arrow ? (this.linkHome ?? "") : (factor ?? "")),
      f: () => page.see({ focus: page.asked.focus ? "" : (factor ?? "") }),
      v: () => factor && deeds.vote(factor),
      "+": () => page.stage.zoom(1.25),
      "=": () => page.stage.zoom(1.25),
      "-": () => page.stage.zoom(0.8),
      0: () => page.stage.fit(),
      Home: () => this.go(this.#inOrder()[0]),
      End: () => this.go(this.#inOrder().slice(-1)[0]),
      "/": () => deeds.search(),
      "?": () => deeds.help(),
    });
    const deed = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!deed || event.altKey) return false;
    deed();
    return true;
  }

  /** Does something to what is chosen, which the factor that has the focus is part of. @param {() => void} deed */
  #onFocused(deed) {
    const focused = /** @type {any} */ (document.activeElement)?.dataset?.factor;
    if (focused && !this.page.selection.factors.has(focused)) this.page.selection.choose([focused]);
    deed();
  }

  /** @param {number} across @param {number} down */
  #shift(across, down) {
    const { page } = this;
    this.#onFocused(() => {});
    const ids = [...page.selection.factors];
    const places = Object.fromEntries(ids.map((id) => [id, /** @type {[number, number]} */ ((page.scene.placeOf(id) ?? [0, 0]).map((part, at) => part + [across, down][at]))]));
    if (ids.length && !page.move(places)) page.announce("Places are held still for now");
    if (ids.length === 1) page.stage.show(ids[0]);
    return true;
  }

  /** @param {HTMLElement} target */
  #focused(target) {
    const { factor } = target.dataset ?? {};
    if (factor === undefined) return;
    this.current = factor;
    this.#rove();
  }

  /** One factor alone is reached by Tab. */
  #rove() {
    const { nodeOf } = this.page.painter;
    const wanted = this.current !== null && nodeOf.has(this.current) ? this.current : (this.page.selection.factor ?? this.#inOrder()[0]);
    if (this.roving && this.roving !== wanted) nodeOf.get(this.roving)?.setAttribute("tabindex", "-1");
    if (wanted) nodeOf.get(wanted)?.setAttribute("tabindex", "0");
    this.page.stage.root.setAttribute("tabindex", wanted && nodeOf.has(wanted) ? "-1" : "0");
    this.roving = wanted;
  }

  #inOrder() {
    return this.page.scene.inOrder().filter((id) => this.page.painter.nodeOf.has(id));
  }

  /** From the top, as they stand. @param {string[]} ids */
  #sorted(ids) {
    const { boxes } = this.page.scene;
    return [...new Set(ids)].sort((one, other) => (boxes.get(one)?.y ?? 0) - (boxes.get(other)?.y ?? 0));
  }
}
