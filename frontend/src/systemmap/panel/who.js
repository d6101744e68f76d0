// @ts-check
/** Who can act on a factor, with what power, and whose voice is missing. */
import { html } from "../../ui/parts/build.js";
import { choiceField } from "../../ui/parts/fields.js";
import { drawnId } from "../document/bodies.js";
import { addActor } from "../document/joins.js";
import { listed } from "../words.js";
import { powerChoice } from "./body.js";
import { act, section } from "./parts.js";
import { voices } from "./voices.js";

/**
 * @param {import("../page.js").MapPage} page
 * @param {import("../document/shapes.js").Factor} factor
 */
export function whoSection(page, factor) {
  const { arrows } = page.scene;
  const views = [...arrows.reaching(factor.id), ...arrows.leaving(factor.id)].flatMap((arrow) => arrow.views);
  const { missing } = voices(factor.id, { actors: page.store.actors.values(), views, partners: page.start.partners });
  const mine = [...page.store.actors.values()].filter((actor) => actor.factor === factor.id);
  const others = page.start.partners.filter((/** @type {any} */ each) => !mine.some((actor) => actor.partner === each.id));
  const add = page.map.mayEdit(factor.layer) && others.length > 0 && choiceField({ key: `actor-${factor.id}`, label: "Somebody else can act", value: "", options: [["", "Choose a partner"], ...others.map((/** @type {any} */ each) => /** @type {[string, string]} */ ([each.id, each.name]))], save: (partner) => partner && addActor(page.map, { partner, factor: factor.id, layer: page.drawsIn }) });
  return section("Who can act",
    mine.length ? html("ul", { class: "cw-panel__actors" }, ...mine.map((actor) => actorLine(page, actor))) : html("p", { class: "cw-panel__quiet" }, "Nobody has said that they can."),
    missing.length > 0 && html("p", { class: "cw-panel__missing" }, html("strong", {}, "No voice yet: "), `${listed(missing)}.`),
    add);
}

/** @param {import("../page.js").MapPage} page @param {import("../document/shapes.js").Actor} actor */
function actorLine(page, actor) {
  const id = drawnId(actor.partner);
  const name = page.name(id);
  const shown = page.scene.boxes.has(id) ? act(name, () => page.selection.choose([id]), { key: `who-${actor.id}`, isLink: true }) : html("span", {}, name);
  return html("li", { class: "cw-panel__who" }, shown, powerChoice(page, actor, `Power of ${name}`));
}
