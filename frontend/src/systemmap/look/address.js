// @ts-check
/** What a link to a view says: `?map=&focus=&steps=&colour=&outcome=&hide=`. */
import { KINDS } from "../words.js";
import { COLOURINGS } from "./colouring.js";

/** @typedef {{map: string, focus: string, steps: number, colour: string, outcome: string, hide: string[]}} View */

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
  };
}

/**
 * The address of a view; what is as usual is left out.
 * @param {string} path
 * @param {View} view
 */
export function addressOf(path, { map, focus, steps, colour, outcome, hide }) {
  const said = new URLSearchParams();
  if (map !== "main") said.set("map", map);
  if (focus) said.set("focus", focus);
  if (focus && steps !== 1) said.set("steps", String(steps));
  if (colour !== "kind") said.set("colour", colour);
  if (colour === "leverage" && outcome) said.set("outcome", outcome);
  if (hide.length) said.set("hide", hide.join("."));
  const search = said.toString();
  return search ? `${path}?${search}` : path;
}

/** Kinds of factors as an address names them, "activity.driver", in our own order. @param {string} said */
function kindsIn(said) {
  const named = said.split(".");
  return Object.keys(KINDS).filter((kind) => named.includes(kind));
}

/**
 * The factors within some steps of one, along links either way.
 * @param {import("../document/arrows.js").Arrows} arrows
 * @param {string} from
 * @param {number} steps
 */
export function neighbourhood(arrows, from, steps) {
  const found = new Set([from]);
  let edge = [from];
  for (let step = 0; step < steps; step += 1) {
    const next = edge.flatMap((id) => [...arrows.leaving(id).map((arrow) => arrow.to), ...arrows.reaching(id).map((arrow) => arrow.from)]);
    edge = [...new Set(next)].filter((id) => !found.has(id));
    edge.forEach((id) => found.add(id));
  }
  return found;
}
