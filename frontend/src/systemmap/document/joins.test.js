// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addFactor, remove, takeOffMap } from "./edits.js";
import { addActor, addTie, placeBody, removeRow } from "./joins.js";
import { begun } from "./who.fake.js";

test("a partner is said to act on a factor once, and one step takes it back", () => {
  const { map, a } = begun();

  const id = String(addActor(map, { partner: "police", factor: a, power: 3 }));

  assert.equal(map.store.actors.get(id)?.power, 3);
  assert.equal(addActor(map, { partner: "police", factor: a, power: 1 }), null);
  assert.equal(addActor(map, { partner: "police", factor: "gone" }), null);
  map.undo();
  assert.equal(map.store.actors.size, 0);
});

test("a tie of a kind stands once, another kind or the other way beside it, and none leads to oneself", () => {
  const { map } = begun();

  const key = String(addTie(map, { from: "police", to: "council", kind: "funds", strength: 2 }));

  assert.match(key, /^[a-z0-9]{20}$/);
  assert.deepEqual([map.store.ties.get(key)?.strength, map.store.ties.get(key)?.since], [2, null]);
  assert.equal(addTie(map, { from: "police", to: "council", kind: "funds" }), null);
  assert.equal(addTie(map, { from: "police", to: "police" }), null);
  assert.notEqual(addTie(map, { from: "police", to: "council" }), null);
  assert.notEqual(addTie(map, { from: "council", to: "police", kind: "funds" }), null);
});

test("a tie that has an end may be followed by another", () => {
  const { map } = begun();
  const key = String(addTie(map, { from: "police", to: "council" }));
  map.gesture({ shared: (root) => root("ties").get(key).set("until", "2020-03-31") });

  assert.notEqual(addTie(map, { from: "police", to: "council" }), null);
});

test("what names a private partner or factor is as private", () => {
  const { map, a } = begun();
  const secret = addFactor(map, { name: "Secret", at: [0, 0], layer: "own" });

  const tie = String(addTie(map, { from: "police", to: "informants" }));
  const [open, hidden, own] = [["informants", a], ["police", secret], ["informants", secret]].map(([partner, factor]) => String(addActor(map, { partner, factor })));

  assert.equal(map.store.ties.get(tie)?.layer, "organisation-police");
  assert.deepEqual([open, hidden, own].map((id) => map.store.actors.get(id)?.layer), ["organisation-police", "own", "own"]);
  assert.equal(map.layer("shared").doc.getMap("ties").size + map.layer("shared").doc.getMap("actors").size, 0);
});

test("a body is put on the map in its own layer, and taken off it alone", () => {
  const { map } = begun();

  placeBody(map, "@police", [10, 20]);
  placeBody(map, "@informants", [30, 40]);
  map.map = "night";
  placeBody(map, "@police", [1, 1]);

  assert.deepEqual(map.store.positions.get("main/@police"), [10, 20]);
  assert.equal(map.layer("shared").doc.getMap("positions").has("main/@informants"), false);
  assert.equal(map.store.layerOf("positions", "main/@informants"), "organisation-police");
  assert.equal(placeBody(map, "@nobody", [0, 0]), false);
  remove(map, ["@police"], []);
  assert.equal(map.store.positions.has("night/@police"), false);
  assert.equal(map.store.positions.has("main/@police"), true);
  map.map = "main";
  takeOffMap(map, ["@police"]);
  assert.equal(map.store.positions.has("main/@police"), false);
});

test("what was said is taken back by its key", () => {
  const { map, a } = begun();
  const act = String(addActor(map, { partner: "police", factor: a }));
  const tie = String(addTie(map, { from: "police", to: "inspector" }));

  removeRow(map, "actors", act);
  removeRow(map, "ties", tie);

  assert.equal(map.store.actors.size + map.store.ties.size, 0);
  assert.equal(removeRow(map, "ties", tie), false);
});
