// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { addFactor, addLink } from "../document/edits.js";
import { LiveMap } from "../document/live_map.js";
import { copied, pasted } from "./clipboard.js";

function begun() {
  const map = new LiveMap([{ id: "shared", label: "Everybody" }]);
  map.setDoc("shared");
  map.layer("shared").mayEdit = true;
  const a = addFactor(map, { name: "A", at: [0, 0] });
  const b = addFactor(map, { name: "B", at: [300, 0] });
  addLink(map, { from: a, to: b, sign: "-", strength: "weak" });
  return { map, a, b };
}

test("factors are pasted with the links between them, as things of their own, and undone in one step", () => {
  const { map, a, b } = begun();
  const text = copied(map, [a, b], (id) => /** @type {any} */ (map.store.positions.get(`main/${id}`)));

  const ids = pasted(map, text, { at: [0, 0], layer: "shared" });

  assert.equal(map.store.factors.size, 4);
  const link = [...map.store.links.values()].find((each) => each.from === ids[0]);
  assert.deepEqual([link?.to, link?.sign, link?.strength], [ids[1], "-", "weak"]);
  assert.deepEqual(map.store.positions.get(`main/${ids[0]}`), [40, 40]);
  map.undo();
  assert.equal(map.store.factors.size, 2);
});

test("lines of text become factors under each other", () => {
  const { map } = begun();

  const ids = pasted(map, "Rain\n\n  Flood \n", { at: [10, 20], layer: "shared" });

  assert.deepEqual(ids.map((id) => map.store.factors.get(id)?.name), ["Rain", "Flood"]);
  assert.deepEqual(map.store.positions.get(`main/${ids[1]}`), [10, 110]);
});

test("a copy of one factor brings no link", () => {
  const { map, a } = begun();

  pasted(map, copied(map, [a], () => [0, 0]), { at: [0, 0], layer: "shared" });

  assert.equal(map.store.links.size, 1);
});
