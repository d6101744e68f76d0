// @ts-check
/** What a person does to partners and people on the map, by whatever way. */
import { isBody, placeId } from "../document/bodies.js";
import { addActor, addTie, placeBody, sameAct, sameTie } from "../document/joins.js";
import { seeWho } from "../look/who.js";
import { sentenceOf } from "../who_words.js";
import { askBody, askPower, askStrand, askTie, refusePerson } from "./who_dialogs.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {{drawing: () => void, keyboard: () => any, panel: () => any}} parts
 */
export function whoDeeds(page, parts) {
  const deeds = {
    /** Asks which partner or person to put on the map; one that is there already is shown. */
    putBody() {
      if (!page.mayEdit) return;
      askBody(page, { title: "Put on the map", label: "Which partner or person?" }, (id) => deeds.placed(id));
    },

    /** @param {string} id */
    placed(id) {
      if (!page.asked.who) seeWho(page, "all");
      const isHere = page.scene.boxes.has(id);
      if (!isHere) placeBody(page.map, id, page.scene.freeNear([page.stage.camera.x, page.stage.camera.y]));
      if (!page.scene.boxes.has(id)) return page.announce(`${page.name(id)} could not be put on the map`);
      page.selection.choose([id]);
      page.announce(isHere ? `${page.name(id)} is on the map already: here it is` : `${page.name(id)} is on the map. Press L to say what it can act on, or whom it works with.`);
      parts.keyboard().go(id);
    },

    /** A line from a body by typing what it goes to. @param {string} from @param {"act" | "tie"} [only] */
    joinFrom(from, only) {
      if (page.mayEdit) askStrand(page, { from, only }, (to, said) => deeds.join(from, to, said));
    },

    /** For the tables: first who, then what. @param {"act" | "tie"} what */
    joinFromAny(what) {
      const fits = (/** @type {string} */ id) => what === "tie" || page.bodies.get(id)?.what === "partner";
      askBody(page, { title: what === "act" ? "Who can act" : "New tie", label: what === "act" ? "Which partner?" : "From which partner or person?", fits }, (id) => deeds.joinFrom(id, what));
    },

    /**
     * A line between a body and a factor or another body; what is not said is asked.
     * @param {string} one @param {string} other
     * @param {{power: number | null, kind: string, strength: number | null}} [said]
     */
    join(one, other, said) {
      if (isBody(one) && isBody(other)) return said ? deeds.tied(one, other, said) : askTie(page, { from: one, to: other }, (tie) => deeds.tied(one, other, tie));
      const [from, to] = isBody(one) ? [one, other] : [other, one];
      if (page.bodies.get(from)?.what === "person") return refusePerson(page, from, to, (partner) => deeds.join(partner, to));
      const known = sameAct(page.map, { partner: placeId(from), factor: to });
      if (known) return deeds.here(`act:${known.id}`, "That is said already: here it is");
      if (said) return deeds.acts(from, to, said.power);
      askPower(page, { from, to }, (power) => deeds.acts(from, to, power));
    },

    /** @param {string} from @param {string} to @param {number | null} power */
    acts(from, to, power) {
      const id = addActor(page.map, { partner: placeId(from), factor: to, power, layer: page.drawsIn });
      if (id) deeds.made(`act:${id}`);
      else page.announce("That could not be said");
    },

    /** @param {string} from @param {string} to @param {{kind: string, strength: number | null}} said */
    tied(from, to, { kind, strength }) {
      const ends = { from: placeId(from), to: placeId(to) };
      const known = sameTie(page.map, { ...ends, kind });
      if (known) return deeds.here(`tie:${known.key}`, "That tie is there already: here it is");
      const key = addTie(page.map, { ...ends, kind, strength, layer: page.drawsIn });
      if (key) deeds.made(`tie:${key}`);
      else page.announce("That tie could not be made");
    },

    /** @param {string} id of a line that is new */
    made(id) {
      if (page.asked.who && !page.scene.wayOf(id)) page.see({ who: "all" });
      const strand = page.scene.company.get(id);
      deeds.here(id, strand ? `${sentenceOf(strand, (end) => page.name(end))}.` : "Done. Choose Who over the map to see it drawn.");
    },

    /** The panel of a line, which is shown for it. @param {string} id */
    openStrand(id) {
      parts.drawing();
      if (!page.scene.wayOf(id)) seeWho(page, "all");
      page.selection.chooseArrow(id);
      parts.panel().enter();
    },

    /** Shows a line, if it is drawn. @param {string} id @param {string} words */
    here(id, words) {
      if (page.scene.company.curves.has(id)) {
        page.selection.chooseArrow(id);
        page.painter.linkElement(id)?.focus({ preventScroll: true });
      }
      page.announce(words);
    },
  };
  return deeds;
}
