// @ts-check
/** What a link to a view says: `?map=&focus=&steps=&colour=&outcome=&hide=&who=`. */
import { KINDS } from "../words.js";
import { COLOURINGS } from "./colouring.js";

/** @typedef {{map: string, focus: string, steps: number, colour: string, outcome: string, hide: string[], who: string}} View */

/** Which lines of partners and people are shown: those of the first name none. */
export const WHO = /** @type {Record<string, string>} */ ({ "": "Not shown", acts: "Who can act", ties: "Who works with whom", all: "Both" });

/**
 * @param {string} search the part of an address from "?"
 * @returns {View}
 */
export function viewOf(search) {
  const asked = new URLSearchParams(search);
  const steps = Number(asked.get("steps") ?? 1);
  const colour = asked.get("colour") ?? "";
  return {
    map: asked.get("map") || "main",
    focus: asked.get("focus") ?? "",
    steps: Number.isInteger(steps) && steps >= 1 && steps <= 5 ? steps : 1,
    colour: Object.hasOwn(COLOURINGS, colour) ? colour : "kind",
    outcome: asked.get("outcome") ?? "",
    hide: kindsIn(asked.get("hide") ?? ""),
    who: Object.hasOwn(WHO, asked.get("who") ?? "") ? (asked.get("who") ?? "") : "",
  };
}

/**
 * The address of a view; what is as usual is left out.
 * @param {string} path
 * @param {View} view
 */
export function addressOf(path, { map, focus, steps, colour, outcome, hide, who }) {
  const said = new URLSearchParams();
  if (map !== "main") said.set("map", map);
  if (focus) said.set("focus", focus);
  if (focus && steps !== 1) said.set("steps", String(steps));
  if (colour !== "kind") said.set("colour", colour);
  if (colour === "leverage" && outcome) said.set("outcome", outcome);
  if (hide.length) said.set("hide", hide.join("."));
  if (who) said.set("who", who);
  const search = said.toString();
  return search ? `${path}?${search}` : path;
}

/** Kinds of factors as an address names them, "activity.driver", in our own order. @param {string} said */
function kindsIn(said) {
  const named = said.split(".");
  return Object.keys(KINDS).filter((kind) => named.includes(kind));
}

/**
 * What is within some steps of a factor or a body, along links, acts and ties either way.
 * @param {{linesAt: (end: "from" | "to", id: string) => {from: string, to: string}[]}} scene
 * @param {string} from
 * @param {number} steps
 */
export function neighbourhood(scene, from, steps) {
  const found = new Set([from]);
  let edge = [from];
  for (let step = 0; step < steps; step += 1) {
    const next = edge.flatMap((id) => [...scene.linesAt("from", id).map((line) => line.to), ...scene.linesAt("to", id).map((line) => line.from)]);
    edge = [...new Set(next)].filter((id) => !found.has(id));
    edge.forEach((id) => found.add(id));
  }
  return found;
}
