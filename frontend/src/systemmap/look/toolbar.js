// @ts-check
/** The bar over the map: which map, search, what is done to it, how it stands. */
import { html } from "../../ui/parts/build.js";
import { chooser } from "../../ui/parts/chooser.js";
import { item, menu } from "../../ui/parts/menu.js";
import { drawnId } from "../document/bodies.js";
import { showEmbedding } from "../editing/embedding.js";
import { found } from "../editing/search.js";
import { KINDS, counted } from "../words.js";
import { addressOf } from "./address.js";
import { COLOURINGS } from "./colouring.js";
import { lay } from "./layouts.js";
import { savedItems } from "./saved.js";
import { whoMenu } from "./who.js";
import { turnButton } from "./turn.js";

export const STATUS = /** @type {Record<string, string>} */ ({
  connecting: "Connecting", saved: "Saved", saving: "Saving", offline: "Offline: kept in this browser",
  refused: "A change was not taken", closed: "Not connected", reading: "You may look, not change",
});

export class Toolbar {
  /**
   * @param {import("../page.js").MapPage} page
   * @param {Record<string, any>} deeds
   */
  constructor(page, deeds) {
    this.page = page;
    this.deeds = deeds;
    this.status = html("p", { class: "cw-status", role: "status", "data-status": "connecting" }, STATUS.connecting);
    this.people = html("ul", { class: "cw-people", "aria-label": "Who is here" });
    this.add = html("button", { type: "button", class: "govuk-button cw-mapbar__add", onclick: () => deeds.add() }, "Add factor");
    this.undo = turnButton("undo", "Undo", () => page.step("undo"));
    this.redo = turnButton("redo", "Redo", () => page.step("redo"));
    this.search = chooser({ label: "Find a factor", id: "map-search", hidden: true, placeholder: "Find a factor", find: (typed) => found(this.#shown(), typed), take: (choice) => this.#found(choice.id) });
    this.maps = html("div", { class: "cw-mapbar__maps" });
    this.layerBox = html("div", { class: "cw-mapbar__layer" });
    this.more = html("span", { class: "cw-mapbar__more" });
    const view = menu("View", (close) => this.#view(close));
    const help = html("button", { type: "button", class: "cw-tool cw-tool--keys", onclick: () => deeds.help(), "aria-label": "Help: keys of the map" }, "?");
    const who = menu("Who", (close) => whoMenu(page, deeds, close), { key: "who" });
    const tools = page.start.framed ? [view, who, help] : [this.undo, this.redo, menu("Arrange", (close) => this.#arrange(close)), view, who, menu("Share", (close) => this.#share(close)), help, this.more];
    this.root = html("div", { class: "cw-mapbar" }, this.maps, this.search.box, html("div", { class: "cw-mapbar__tools" }, ...tools));
    if (!page.start.framed) this.root.append(this.layerBox, html("div", { class: "cw-mapbar__who" }, this.status, this.people), this.add);
    page.viewers.add(() => this.draw());
    page.map.onGesture.add(() => this.draw());
    this.draw();
  }

  draw() {
    const { page } = this;
    this.undo.disabled = page.map.done.length === 0;
    this.redo.disabled = page.map.undone.length === 0;
    for (const each of [this.add, this.undo, this.redo]) each.hidden = !page.start.can.edit && !page.mayEdit;
    this.add.disabled = !page.mayEdit;
    const names = [["main", "Everything"], ...[...page.store.maps.values()].map((map) => [map.id, map.name])];
    const now = JSON.stringify([names, page.asked.map]);
    if (now !== this.drawnMaps) this.#drawMaps(names);
    this.drawnMaps = now;
    this.#drawLayers();
  }

  /** @param {string[][]} names */
  #drawMaps(names) {
    const { page } = this;
    const choice = html("select", { class: "govuk-select cw-mapbar__map", id: "map-choice" }, ...names.map(([id, name]) => html("option", { value: id, selected: id === page.asked.map }, name || "No name yet")));
    choice.addEventListener("change", () => page.see({ map: choice.value, focus: "" }));
    this.maps.replaceChildren(html("label", { class: "govuk-visually-hidden", for: "map-choice" }, "Map"), choice);
    this.maps.hidden = names.length < 2;
  }

  #drawLayers() {
    const { page } = this;
    const layers = [...page.map.layers.values()].filter((layer) => layer.mayEdit || layer.id === page.drawsIn);
    const now = layers.map((layer) => layer.id).join() + page.drawsIn;
    if (now === this.drawnLayers) return;
    this.drawnLayers = now;
    const choice = html("select", { class: "govuk-select cw-mapbar__map", id: "layer-choice" }, ...layers.map((layer) => html("option", { value: layer.id, selected: layer.id === page.drawsIn }, `Seen by: ${layer.label[0].toLowerCase()}${layer.label.slice(1)}`)));
    choice.addEventListener("change", () => {
      page.drawsIn = choice.value;
      page.announce(`What you draw now is seen by: ${page.map.layer(choice.value).label}`);
      this.root.classList.toggle("is-private", page.drawsIn !== "shared");
    });
    this.layerBox.replaceChildren(html("label", { class: "govuk-visually-hidden", for: "layer-choice" }, "Who sees what you draw"), choice);
    this.layerBox.hidden = layers.length < 2;
  }

  /** @param {() => void} close */
  #arrange(close) {
    const { page, deeds } = this;
    const step = (/** @type {() => void} */ deed) => () => (close(), deed());
    if (!page.mayMove) return [html("p", { class: "cw-menu__note" }, page.mayEdit ? "The facilitator holds all places still." : "You may look, not change.")];
    return [
      item("By cause, left to right", step(() => lay(page, "layers")), { hint: "causes first, outcomes last" }),
      item("By nearness", step(() => lay(page, "force")), { hint: "what is linked stands together" }),
      item("By sector, in lanes", step(() => lay(page, "sectors")), { hint: "who can act" }),
      item("New map", step(() => deeds.newMap()), { hint: "of what is chosen, or of all in view" }),
    ];
  }

  /** @param {() => void} close */
  #view(close) {
    const { page } = this;
    const colours = Object.entries(COLOURINGS).map(([id, words]) => item(words, () => (close(), page.see({ colour: id })), { pressed: page.asked.colour === id }));
    const kinds = page.start.words.kinds.map((/** @type {string} */ kind) => item(KINDS[kind][0].toUpperCase() + KINDS[kind].slice(1), () => this.#toggleKind(kind, close), { pressed: !page.asked.hide.includes(kind) }));
    const title = (/** @type {string} */ words) => html("p", { class: "cw-menu__title" }, words);
    const saved = savedItems(page);
    const focus = page.selection.factor ?? page.asked.focus;
    const steps = focus ? [1, 2, 3].map((count) => item(`${counted(count, "link")} from ${page.name(focus)}`, () => (close(), page.see({ focus, steps: count })), { pressed: page.asked.focus === focus && page.asked.steps === count })) : [];
    const own = [title("This view"), ...saved.keep, item("Copy a link to it", () => this.#copy(close)), ...(saved.open.length ? [title("Saved views"), ...saved.open] : [])];
    return [...(page.start.framed ? [] : own), title("Colour shows"), ...colours, ...(steps.length ? [title("Only the neighbourhood"), ...steps] : []), page.asked.focus && item("Show all again", () => (close(), page.see({ focus: "" }))), title("Show"), ...kinds].filter(Boolean);
  }

  /** @param {() => void} close */
  #share(close) {
    const { page } = this;
    const asked = addressOf("", page.asked);
    const file = (/** @type {string} */ words, /** @type {string} */ kind, /** @type {string} */ hint) => html("a", { class: "cw-menu__item", href: `${page.start.urls.picture}${kind}${asked}`, download: `${page.start.place}-map.${kind}` }, html("span", {}, words), html("span", { class: "cw-menu__hint" }, hint));
    return [item("Print", () => (close(), print())), file("PDF", "pdf", "to hang on a wall"), file("PNG", "png", "for slides"), file("SVG", "svg", "to edit elsewhere"), item("Copy a link", () => this.#copy(close)), item("Embed on another site", () => (close(), showEmbedding(page)))];
  }

  /** @param {() => void} close */
  #copy(close) {
    close();
    const { page } = this;
    navigator.clipboard?.writeText(location.href).then(() => page.announce("The link is copied"), () => page.announce(`Copy the address of this page: ${location.href}`));
  }

  /** @param {string} kind @param {() => void} close */
  #toggleKind(kind, close) {
    const { hide } = this.page.asked;
    close();
    this.page.see({ hide: hide.includes(kind) ? hide.filter((each) => each !== kind) : [...hide, kind] });
  }

  /** What can be found: the factors, and partners and people while they are shown. */
  #shown() {
    const { page } = this;
    const bodies = [...page.scene.boxes.keys()].flatMap((id) => page.bodies.get(id) ?? []);
    return [...page.factors(), ...bodies.map(({ id, name, what }) => ({ id: drawnId(id), name, kind: what }))];
  }

  /** @param {string} id */
  #found(id) {
    if (!this.page.looks.shows(id)) this.page.see({ focus: "" });
    this.search.field.value = "";
    this.deeds.open(id);
  }
}
