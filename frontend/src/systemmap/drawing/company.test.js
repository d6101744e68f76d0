// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addMap, move, takeOffMap } from "../document/edits.js";
import { addActor, addTie, placeBody, removeRow } from "../document/joins.js";
import { sharedEntry } from "../document/live_map.js";
import { begun } from "../document/who.fake.js";
import { Scene } from "./scene.js";
import { widths } from "./text.js";

/** @param {any} map @param {string} who @param {Record<string, [number, number]>} [placed] */
function seen(map, who, placed = {}) {
  const scene = new Scene(map, widths(null), placed, who);
  map.store.subscribe((/** @type {any} */ touched) => scene.update(touched));
  return scene;
}

/** @param {Scene} scene */
function bodies(scene) {
  return [...scene.boxes.keys()].filter((id) => id.startsWith("@")).sort();
}

test("while they are not shown the scene is as if there were nobody", () => {
  const { map, a } = begun();
  const scene = seen(map, "");

  addActor(map, { partner: "police", factor: a });
  placeBody(map, "@council", [5, 5]);

  assert.deepEqual(bodies(scene), []);
  assert.equal(scene.company.curves.size, 0);
  assert.equal(scene.linesAt("to", a).length, 0);
});

test("on the whole map is who has a line of the view, or was put there", () => {
  const { map, a } = begun();
  addActor(map, { partner: "police", factor: a });
  addTie(map, { from: "inspector", to: "council" });

  assert.deepEqual(bodies(seen(map, "acts")), ["@police"]);
  assert.deepEqual(bodies(seen(map, "ties")), ["@council", "@inspector"]);
  assert.deepEqual(bodies(seen(map, "all")), ["@council", "@inspector", "@police"]);
  placeBody(map, "@informants", [9, 9]);
  assert.deepEqual(bodies(seen(map, "acts")), ["@informants", "@police"]);
});

test("somebody comes with a first line and goes with the last, unless put there", () => {
  const { map, a } = begun();
  const scene = seen(map, "all");
  const act = String(addActor(map, { partner: "police", factor: a }));
  assert.equal(scene.wayOf(`act:${act}`) !== undefined, true);

  placeBody(map, "@police", [40, 200]);
  removeRow(map, "actors", act);
  assert.deepEqual([bodies(scene), scene.company.curves.size], [["@police"], 0]);
  takeOffMap(map, ["@police"]);
  assert.deepEqual(bodies(scene), []);
});

test("on another map is who can act on a factor there", () => {
  const { map, a, b } = begun();
  addActor(map, { partner: "police", factor: a });
  addActor(map, { partner: "council", factor: b });
  map.map = addMap(map, { name: "Night", places: { [a]: [0, 0] } });
  const scene = seen(map, "all");
  assert.deepEqual(bodies(scene), ["@police"]);

  move(map, { [b]: [300, 0] });
  assert.deepEqual(bodies(scene), ["@council", "@police"]);
  takeOffMap(map, [a]);
  assert.deepEqual(bodies(scene), ["@council"]);
});

test("nobody's place is as the layout says, else free near what they can act on", () => {
  const { map, a } = begun();
  addActor(map, { partner: "police", factor: a });
  addActor(map, { partner: "council", factor: a });

  const { boxes } = seen(map, "acts", { "@police": [7, 800] });

  assert.deepEqual([boxes.get("@police")?.x, boxes.get("@police")?.y], [7, 800]);
  const council = /** @type {any} */ (boxes.get("@council"));
  assert.ok(Math.hypot(council.x, council.y) < 400);
  assert.ok([...boxes].every(([id, box]) => id === "@council" || Math.abs(box.x - council.x) > box.wide / 2 || Math.abs(box.y - council.y) > box.high / 2));
});

test("below a large map they stand in rows, and cover nothing", () => {
  const { map, a } = begun();
  map.gesture({ shared: (root) => {
    for (let at = 0; at < 700; at += 1) {
      root("factors").set(`f${at}`, sharedEntry({ name: "Many", kind: "cause" }));
      root("positions").set(`main/f${at}`, [(at % 30) * 120, Math.floor(at / 30) * 60]);
    }
  } });
  addActor(map, { partner: "police", factor: a });
  addActor(map, { partner: "council", factor: a });

  const { boxes } = seen(map, "acts");

  const [police, council] = ["@police", "@council"].map((id) => /** @type {any} */ (boxes.get(id)));
  assert.ok([...boxes].every(([id, box]) => id.startsWith("@") || box.y + box.high / 2 < police.y - police.high / 2));
  assert.deepEqual([police.y === council.y, Math.abs(police.x - council.x)], [true, 250]);
});

test("who is moved keeps the others where they stood; a factor that is moved settles nobody", () => {
  const { map, a } = begun();
  addActor(map, { partner: "police", factor: a });
  addActor(map, { partner: "council", factor: a });
  const scene = seen(map, "acts");

  assert.deepEqual(Object.keys(scene.unsettled([a])), []);
  assert.deepEqual(Object.keys(scene.unsettled(["@police"])).sort(), ["@council", "@police"]);
});

test("a line of power is straight, ties that go the same way lie apart", () => {
  const { map, a } = begun();
  const act = String(addActor(map, { partner: "police", factor: a }));
  const [one, other] = ["funds", "advises"].map((kind) => String(addTie(map, { from: "police", to: "council", kind })));
  const scene = seen(map, "all", { "@police": [0, 400], "@council": [400, 400] });

  const way = scene.wayOf(`act:${act}`);
  assert.deepEqual(way?.bend, [0, 200]);
  const bends = [one, other].map((key) => scene.wayOf(`tie:${key}`)?.bend[1]);
  assert.equal(new Set(bends).size, 2);
  assert.ok(bends.every((bend) => Number(bend) > 400));
});

test("who is dragged takes the lines along", () => {
  const { map, a } = begun();
  const act = String(addActor(map, { partner: "police", factor: a }));
  const scene = seen(map, "acts", { "@police": [0, 400] });

  const { strands } = scene.hold({ "@police": [100, 400] });

  assert.deepEqual([...strands], [`act:${act}`]);
  assert.equal(scene.boxes.get("@police")?.x, 100);
});
