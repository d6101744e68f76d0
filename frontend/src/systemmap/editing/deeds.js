// @ts-check
/** What a person does to the map, by whatever way: pointer, key, button or form. */
import { addFactor, addLink, sameView, takeOffMap } from "../document/edits.js";
import { isBody } from "../document/bodies.js";
import { loopClosedBy, loopInWords } from "../document/loops.js";
import { lower } from "../panel/loops.js";
import { copied, pasted } from "./clipboard.js";
import { askFactor, askFrom, askLink, askMap, showHelp } from "./dialogs.js";
import { renameInPlace } from "./rename.js";
import { whoDeeds } from "./who_deeds.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {{drawing: () => void, panel: () => any, keyboard: () => any, over: () => HTMLElement, search: () => void,
 *   say: (said: Record<string, any>) => void, hint: (words: string) => void, vote: (id: string) => void,
 *   spotlight: (id: string) => void}} parts
 */
export function deedsOf(page, parts) {
  const who = whoDeeds(page, parts);
  const deeds = {
    putBody: who.putBody,
    joinFromAny: who.joinFromAny,
    openStrand: who.openStrand,
    say: parts.say,
    search: parts.search,
    vote: (/** @type {string} */ id) => (isBody(id) ? page.announce("Only factors can be chosen as what matters most") : parts.vote(id)),
    spotlight: parts.spotlight,
    help: () => showHelp(),

    /** A new factor where somebody pointed, to be named in place; or by a form. @param {[number, number]} [at] */
    add(at) {
      if (!page.mayEdit) return;
      if (at) renameInPlace(page, parts.over(), { at, name: "" }, (name) => name && deeds.made(name, at));
      else askFactor(page, (name, kind) => deeds.made(name, undefined, kind));
    },

    /** @param {string} name @param {[number, number]} [at] @param {string} [kind] */
    made(name, at, kind = "cause") {
      const near = page.selection.factor ? page.scene.boxes.get(page.selection.factor) : undefined;
      const middle = /** @type {[number, number]} */ ([page.stage.camera.x, page.stage.camera.y]);
      const place = at ?? page.scene.freeNear(near ? [near.x + 260, near.y] : middle);
      const id = addFactor(page.map, { name, at: place, kind, layer: page.drawsIn });
      page.selection.choose([id]);
      page.announce(`${name} is on the map. Press L to link it.`);
      parts.keyboard().go(id);
      return id;
    },

    /** @param {string} id */
    rename(id) {
      if (isBody(id)) {
        deeds.open(id);
        return page.announce(`${page.name(id)} is renamed on its own page: the panel leads there`);
      }
      const factor = page.store.factors.get(id);
      const box = page.scene.boxes.get(id);
      if (!factor || !box || !page.map.mayEdit(factor.layer)) return;
      renameInPlace(page, parts.over(), { at: [box.x, box.y], name: factor.name }, (name) => {
        if (name && name !== factor.name) page.change("factors", id, { name });
        parts.keyboard().go(id);
      });
    },

    /** @param {string} from */
    linkFrom(from) {
      if (!page.mayEdit) return;
      if (isBody(from)) return who.joinFrom(from);
      askLink(page, from, (to, sign, strength) => {
        const id = to.id === "" ? addFactor(page.map, { name: to.name, at: page.scene.freeNear(beside(page, from)), layer: page.drawsIn }) : to.id;
        deeds.link(from, id, { sign, strength });
      });
    },

    /** A link by a form that asks for both ends. */
    linkFromAny: () => askFrom(page, (from) => deeds.linkFrom(from)),

    /** @param {string} from @param {string} to @param {{sign?: string, strength?: string}} [said] */
    link(from, to, { sign = "+", strength = "" } = {}) {
      if (isBody(from) || isBody(to)) return who.join(from, to);
      const contributed_by = page.start.speaks_for[0] ?? "";
      const known = sameView(page.map, { from, to, kind: "influences", contributed_by });
      if (!known && addLink(page.map, { from, to, sign, strength, contributed_by, layer: page.drawsIn }) === null) {
        page.announce(from === to ? "A factor cannot be linked to itself" : "That link could not be made");
        return;
      }
      const arrow = page.scene.arrows.byId.get(`${from}>${to}>influences`);
      if (!arrow) return;
      page.selection.chooseArrow(arrow.id);
      if (known) return page.announce("That link is there already: here it is");
      deeds.told(arrow);
      page.painter.linkElement(arrow.id)?.focus({ preventScroll: true });
    },

    /** Says what a new link does, and whether it closes a loop. @param {import("../document/arrows.js").Arrow} arrow */
    told(arrow) {
      const loop = loopClosedBy(page.scene.arrows, arrow);
      const words = loop ? `A loop has closed. ${loopInWords(loop, page.scene.arrows, (id) => lower(page.name(id)))}` : `${page.painter.wordsOf(arrow)}. Say in the panel whether it goes up or down.`;
      page.announce(words);
      parts.hint(loop ? words : "");
    },

    /** @param {string} id */
    open(id) {
      parts.drawing();
      page.selection.choose([id]);
      page.stage.show(id);
      page.painter.nodeOf.get(id)?.focus({ preventScroll: true });
      parts.panel().enter();
    },

    /** @param {string} id */
    openLink(id) {
      parts.drawing();
      page.selection.chooseArrow(id);
      parts.panel().enter();
    },

    /** @param {import("../document/loops.js").Loop} loop */
    showLoop(loop) {
      page.showWay([...loop.factors, loop.factors[0]]);
    },

    escape() {
      parts.hint("");
      page.selection.clear();
    },

    /** @param {string} [arrow] a link that has the focus */
    remove(arrow) {
      if (arrow && page.selection.arrow !== arrow) page.selection.chooseArrow(arrow);
      const next = !arrow && page.selection.factor ? neighbour(page, page.selection.factor) : undefined;
      page.removeChosen();
      if (next) parts.keyboard().go(next);
      else page.stage.root.focus({ preventScroll: true });
    },

    copy() {
      const text = copied(page.map, page.selection.factors, (id) => page.scene.placeOf(id));
      page.clip = text;
      navigator.clipboard?.writeText(text).catch(() => {});
      page.announce(`${page.inWords(page.selection.factors)} copied`);
    },

    cut() {
      deeds.copy();
      page.removeChosen();
    },

    async paste() {
      if (!page.mayEdit) return;
      const text = (await navigator.clipboard?.readText().catch(() => "")) || page.clip || "";
      const ids = pasted(page.map, text, { at: [page.stage.camera.x, page.stage.camera.y], layer: page.drawsIn });
      page.selection.choose(ids);
      page.announce(ids.length ? `${ids.length} pasted` : "There is nothing to paste");
    },

    newMap: () => askMap(page, (name, question) => page.mapOfChosen(name, question)),

    /** @param {string} id */
    takeOff(id) {
      takeOffMap(page.map, [id]);
      page.announce(page.scene.boxes.has(id) ? `${page.name(id)} has no place of its own any more: it stands by its lines` : `${page.name(id)} is off this map. It is still in the place.`);
    },
  };
  return deeds;
}

/** @param {import("../page.js").MapPage} page @param {string} id @returns {[number, number]} */
function beside(page, id) {
  const box = page.scene.boxes.get(id);
  return box ? [box.x + 280, box.y] : [0, 0];
}

/** @param {import("../page.js").MapPage} page @param {string} id */
function neighbour(page, id) {
  const ids = page.scene.inOrder();
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1];
}
