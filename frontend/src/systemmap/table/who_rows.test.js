// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addMap } from "../document/edits.js";
import { addActor, addTie } from "../document/joins.js";
import { begun } from "../document/who.fake.js";
import { Scene } from "../drawing/scene.js";
import { widths } from "../drawing/text.js";
import { actRows, tieRows } from "./who_rows.js";

const BY_POWER = { column: "power", down: true };
const BY_FROM = { column: "from", down: false };

/** @param {any} map @returns {any} */
function pageOf(map) {
  const scene = new Scene(map, widths(null));
  return { store: map.store, bodies: map.bodies, scene, asked: { map: map.map }, name: (/** @type {string} */ id) => scene.nameOf(id) };
}

test("who can act has a row each, also while it is not drawn; power that is not known comes last", () => {
  const { map, a, b } = begun();
  addActor(map, { partner: "police", factor: a });
  addActor(map, { partner: "council", factor: a, power: 1 });
  addActor(map, { partner: "council", factor: b, power: 3 });

  assert.deepEqual(actRows(pageOf(map), BY_POWER, "").map((row) => [row.partner, row.factor, row.power]), [["Council", "B", 3], ["Council", "A", 1], ["Police", "A", null]]);
  assert.equal(actRows(pageOf(map), BY_POWER, "police").length, 1);
});

test("a tie has a row with its ends and its kind in words", () => {
  const { map } = begun();
  addTie(map, { from: "police", to: "council", kind: "refers_to" });
  addTie(map, { from: "inspector", to: "nobody" });

  assert.deepEqual(tieRows(pageOf(map), BY_FROM, "").map((row) => [row.from, row.does, row.to]), [["Police", "refers to", "Council"]]);
});

test("another map has the ties of those who can act on a factor there", () => {
  const { map, a } = begun();
  addTie(map, { from: "police", to: "council" });
  addActor(map, { partner: "police", factor: a });
  map.map = addMap(map, { name: "Night", places: { [a]: [0, 0] } });
  assert.equal(tieRows(pageOf(map), BY_FROM, "").length, 0);

  addActor(map, { partner: "council", factor: a });
  assert.equal(tieRows(pageOf(map), BY_FROM, "").length, 1);
});
