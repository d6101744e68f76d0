// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { begun } from "../document/who.fake.js";
import { Scene } from "../drawing/scene.js";
import { widths } from "../drawing/text.js";
import { whoDeeds } from "./who_deeds.js";

/** What was said by a form: no question is asked. */
const SAID = { power: 2, kind: "funds", strength: 3 };

/** A page without a screen. */
function opened() {
  const { map, a, b } = begun();
  const scene = new Scene(map, widths(null), {}, "all");
  map.store.subscribe((touched) => scene.update(touched));
  const told = /** @type {string[]} */ ([]);
  const page = /** @type {any} */ ({
    map, scene, store: map.store, bodies: map.bodies, mayEdit: true, drawsIn: "shared", asked: { who: "all", map: "main" }, chosen: "",
    stage: { camera: { x: 0, y: 0 } }, painter: { linkElement: () => undefined },
    selection: { choose: (/** @type {string[]} */ ids) => (page.chosen = ids.join()), chooseArrow: (/** @type {string} */ id) => (page.chosen = id) },
    name: (/** @type {string} */ id) => scene.nameOf(id), announce: (/** @type {string} */ words) => told.push(words), see: () => {},
  });
  const deeds = whoDeeds(page, { drawing: () => {}, keyboard: () => ({ go: () => {} }), panel: () => ({ enter: () => {} }) });
  return { page, map, a, b, told, deeds };
}

test("a line between a partner and a factor says that it can act, whichever way it was drawn", () => {
  const { page, map, a, b, told, deeds } = opened();

  deeds.join("@police", a, SAID);
  deeds.join(b, "@police", SAID);

  assert.deepEqual([...map.store.actors.values()].map(({ partner, factor, power }) => [partner, factor, power]), [["police", a, 2], ["police", b, 2]]);
  assert.equal(told[0], "Police can act on A.");
  assert.match(page.chosen, /^act:police-b/);
});

test("a line between two bodies is a tie of the kind that was said", () => {
  const { map, told, deeds } = opened();

  deeds.join("@inspector", "@council", SAID);

  assert.deepEqual([...map.store.ties.values()].map(({ from, to, kind, strength }) => [from, to, kind, strength]), [["inspector", "council", "funds", 3]]);
  assert.equal(told[0], "Inspector funds Council.");
});

test("what is said already is shown, and not said twice", () => {
  const { map, a, told, deeds } = opened();
  for (let round = 0; round < 2; round += 1) {
    deeds.join("@police", a, SAID);
    deeds.join("@police", "@council", SAID);
  }

  assert.equal(map.store.actors.size + map.store.ties.size, 2);
  assert.deepEqual(told.slice(2), ["That is said already: here it is", "That tie is there already: here it is"]);
});

test("who is put on the map has a place and is chosen; who is there already stays", () => {
  const { page, map, told, deeds } = opened();

  deeds.placed("@police");
  const at = map.store.positions.get("main/@police");
  deeds.placed("@police");

  assert.equal(page.chosen, "@police");
  assert.deepEqual(map.store.positions.get("main/@police"), at);
  assert.match(told[0], /^Police is on the map\. Press L/);
  assert.match(told[1], /already/);
});
