// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addFactor, addLink, move } from "../document/edits.js";
import { LiveMap } from "../document/live_map.js";
import { Scene } from "./scene.js";
import { widths } from "./text.js";

function begun() {
  const map = new LiveMap([{ id: "shared", label: "Everybody" }]);
  map.setDoc("shared");
  map.layer("shared").mayEdit = true;
  const a = addFactor(map, { name: "A", at: [0, 0] });
  const b = addFactor(map, { name: "B", at: [300, 0] });
  addLink(map, { from: a, to: b, sign: "+" });
  return { map, a, b, scene: new Scene(map, widths(null)) };
}

test("a change of one place touches that factor and its arrows alone", () => {
  const { map, a, scene } = begun();
  addFactor(map, { name: "C", at: [600, 0] });
  /** @type {any} */
  let drawn;
  map.store.subscribe((touched) => (drawn = scene.update(touched)));

  move(map, { [a]: [10, 50] });

  assert.deepEqual([...drawn.factors], [a]);
  assert.equal(drawn.arrows.size, 1);
  assert.equal(scene.boxes.get(a)?.y, 50);
});

test("what is held stands where it is held, and goes back when it is let go", () => {
  const { a, scene } = begun();

  scene.hold({ [a]: [99, 99] });
  assert.equal(scene.boxes.get(a)?.x, 99);
  scene.hold({});
  assert.equal(scene.boxes.get(a)?.x, 0);
});

test("a factor without a place stands where the layout says, else where it covers no other", () => {
  const { map } = begun();
  map.layer("shared").doc.getMap("positions").clear();
  const [a, b] = map.store.factors.keys();

  const scene = new Scene(map, widths(null), { [a]: [7, 8] });

  assert.deepEqual([scene.boxes.get(a)?.x, scene.boxes.get(a)?.y], [7, 8]);
  const other = /** @type {any} */ (scene.boxes.get(b));
  assert.ok(Math.abs(other.x - 7) > 96 || Math.abs(other.y - 8) > 40);
  assert.deepEqual(Object.keys(scene.unsettled()).sort(), [a, b].sort());
});

test("another map shows only the factors that have a place on it", () => {
  const { map, a, scene } = begun();
  map.map = "night";
  map.layer("shared").doc.getMap("positions").set(`night/${a}`, [1, 1]);

  scene.rebuild();

  assert.deepEqual([...scene.boxes.keys()], [a]);
  assert.equal(scene.curves.size, 0);
});

test("a point finds the factor whose box it is in", () => {
  const { a, scene } = begun();

  assert.equal(scene.factorAt([20, 10]), a);
  assert.equal(scene.factorAt([150, 0]), undefined);
});
