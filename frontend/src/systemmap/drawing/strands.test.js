// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { isFree, roomOf } from "./strands.js";

const WAY = /** @type {import("./geometry.js").Curve} */ ({ start: [0, 0], bend: [150, 0], end: [300, 0] });

test("the words of a tie stand at the middle of a line that is long enough", () => {
  const box = roomOf(WAY, "works with");

  assert.deepEqual([box.x, box.y], [150, 0]);
  assert.equal(isFree(WAY, box, []), true);
  assert.equal(isFree({ start: [0, 0], bend: [50, 0], end: [100, 0] }, box, []), false);
});

test("they cover no box and no other words", () => {
  const box = roomOf(WAY, "works with");

  assert.equal(isFree(WAY, box, [{ x: 150, y: 20, wide: 100, high: 40 }]), false);
  assert.equal(isFree(WAY, box, [{ x: 150, y: 60, wide: 100, high: 40 }]), true);
  assert.equal(isFree(WAY, box, [roomOf(WAY, "funds")]), false);
});
