// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { remove } from "./edits.js";
import { addActor, addTie } from "./joins.js";
import { Strands, isOver, isStrand } from "./strands.js";
import { begun } from "./who.fake.js";

test("acts and ties are lines between ids of the drawing", () => {
  const { map, a } = begun();
  const act = addActor(map, { partner: "police", factor: a, power: 2 });
  const tie = addTie(map, { from: "inspector", to: "council", kind: "advises" });

  const strands = new Strands(map.store, map.bodies);

  assert.deepEqual(strands.at(a).map(({ id, from, to, power }) => [id, from, to, power]), [[`act:${act}`, "@police", a, 2]]);
  assert.deepEqual(strands.at("@council").map(({ id, from, kind }) => [id, from, kind]), [[`tie:${tie}`, "@inspector", "advises"]]);
  assert.deepEqual([isStrand(`act:${act}`), isStrand(`tie:${tie}`), isStrand("a>b>influences")], [true, true, false]);
});

test("a line to what nobody here knows is not drawn, and is once it is known", () => {
  const { map, a } = begun();
  addActor(map, { partner: "police", factor: a });
  addActor(map, { partner: "gone", factor: a });
  const strands = new Strands(map.store, map.bodies);
  assert.equal(strands.byId.size, 1);

  remove(map, [a], []);
  strands.update({ factors: new Set([a]), actors: new Set(map.store.actors.keys()) });
  assert.equal(strands.at("@police").length, 0);
});

test("a change tells the lines and all ends it had before and has now", () => {
  const { map, a, b } = begun();
  const act = String(addActor(map, { partner: "police", factor: a }));
  const strands = new Strands(map.store, map.bodies);
  map.gesture({ shared: (root) => root("actors").get(act).set("factor", b) });

  const { ids, ends } = strands.update({ actors: new Set([act]) });

  assert.deepEqual([...ids], [`act:${act}`]);
  assert.deepEqual([...ends].sort(), ["@police", a, b].sort());
  assert.deepEqual([strands.at(a).length, strands.at(b).length], [0, 1]);
});

test("a tie is over from the day after its last", () => {
  assert.equal(isOver({ until: "2026-03-31" }, "2026-03-31"), false);
  assert.equal(isOver({ until: "2026-03-31" }, "2026-04-01"), true);
  assert.equal(isOver({ until: null }, "2026-04-01"), false);
});
