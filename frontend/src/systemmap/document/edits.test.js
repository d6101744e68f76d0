// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addFactor, addLink, addMap, changeEntry, move, remove, takeOffMap } from "./edits.js";
import { addActor } from "./joins.js";
import { LiveMap } from "./live_map.js";

/** A map with three layers that may all be edited, and three factors. */
function begun() {
  const map = new LiveMap([{ id: "shared", label: "Everybody" }, { id: "organisation-police", label: "My organisation" }, { id: "own", label: "Only me" }]);
  for (const id of map.layers.keys()) {
    map.setDoc(id);
    map.layer(id).mayEdit = true;
  }
  const [a, b, c] = ["A", "B", "C"].map((name, at) => addFactor(map, { name, at: [at * 300, 0] }));
  return { map, a, b, c };
}

test("a factor is added with its place, and one step takes both away", () => {
  const { map } = begun();

  const id = addFactor(map, { name: " Street drinking ", at: [10.04, 20], kind: "outcome" });

  assert.equal(map.store.factors.get(id)?.name, "Street drinking");
  assert.deepEqual(map.store.positions.get(`main/${id}`), [10, 20]);
  map.undo();
  assert.equal(map.store.factors.has(id), false);
  assert.equal(map.store.positions.has(`main/${id}`), false);
  map.redo();
  assert.equal(map.store.factors.get(id)?.kind, "outcome");
});

test("each gesture is one step back, however fast they follow", () => {
  const { map, a } = begun();
  changeEntry(map, "factors", a, { name: "First" });
  changeEntry(map, "factors", a, { name: "Second", note: "and a note" });

  map.undo();

  assert.equal(map.store.factors.get(a)?.name, "First");
  assert.equal(map.store.factors.get(a)?.note, "");
});

test("a value that is the same is no change", () => {
  const { map, a } = begun();
  const steps = map.done.length;

  assert.equal(changeEntry(map, "factors", a, { name: "A" }), false);

  assert.equal(map.done.length, steps);
});

test("a link joins two factors once for each who says so, and never one to itself", () => {
  const { map, a, b } = begun();

  const key = addLink(map, { from: a, to: b, sign: "+", contributed_by: "police" });

  assert.equal(map.store.links.get(String(key))?.sign, "+");
  assert.equal(addLink(map, { from: a, to: b, sign: "-", contributed_by: "police" }), null);
  assert.notEqual(addLink(map, { from: a, to: b, sign: "-", contributed_by: "council" }), null);
  assert.equal(addLink(map, { from: a, to: a }), null);
  assert.equal(addLink(map, { from: a, to: "gone" }), null);
});

test("what names a private factor is as private", () => {
  const { map, a } = begun();
  const secret = addFactor(map, { name: "Secret", at: [0, 0], layer: "own" });

  const key = String(addLink(map, { from: secret, to: a, sign: "-" }));

  assert.equal(map.store.links.get(key)?.layer, "own");
  assert.equal(map.layer("shared").doc.getMap("links").size, 0);
});

test("with a factor goes all that is said of it, in every layer, and comes back with one step", () => {
  const { map, a, b, c } = begun();
  addLink(map, { from: a, to: b, sign: "+" });
  addLink(map, { from: b, to: c, sign: "+", layer: "own" });
  addActor(map, { partner: "police", factor: b, power: 2 });

  remove(map, [b], []);

  assert.deepEqual([map.store.links.size, map.store.actors.size, map.store.positions.size], [0, 0, 2]);
  map.undo();
  assert.deepEqual([map.store.links.size, map.store.actors.size, map.store.positions.size], [2, 1, 3]);
});

test("several factors move in one step, and those that stood by the layout only are kept where they stood", () => {
  const { map, a, b } = begun();
  const steps = map.done.length;

  move(map, { [a]: [5, 5], [b]: [6, 6] }, { [a]: [0, 0] });

  assert.deepEqual(map.store.positions.get(`main/${a}`), [5, 5]);
  assert.equal(map.done.length, steps + 1);
});

test("a map made of some factors shows these, and lets them go again without losing them", () => {
  const { map, a, b } = begun();

  const id = addMap(map, { name: "Night time", places: { [a]: [1, 1], [b]: [2, 2] } });
  map.map = id;
  takeOffMap(map, [a]);

  assert.equal(map.store.maps.get(id)?.name, "Night time");
  assert.deepEqual([...map.store.positions.keys()].filter((key) => key.startsWith(id)), [`${id}/${b}`]);
  assert.equal(map.store.factors.has(a), true);
});

test("a layer that may not be edited is not", () => {
  const { map, a } = begun();
  map.layer("shared").mayEdit = false;

  assert.equal(changeEntry(map, "factors", a, { name: "Other" }), false);

  assert.equal(map.store.factors.get(a)?.name, "A");
});

test("who leads a session need not be one who may draw, and undo leaves the session alone", () => {
  const { map, a } = begun();
  map.layer("shared").mayEdit = false;

  assert.equal(map.lead({ spotlight: a }), true);

  assert.equal(map.store.session.get("spotlight"), a);
  map.layer("shared").mayEdit = true;
  map.undo();
  assert.equal(map.store.session.get("spotlight"), a);
});
