// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { aligned, distributed } from "./arrange.js";

const BOXES = new Map([
  ["a", { x: 50, y: 0, wide: 100, high: 40 }],
  ["b", { x: 230, y: 60, wide: 60, high: 40 }],
  ["c", { x: 450, y: 30, wide: 100, high: 40 }],
]);

test("at the left all left sides are where the leftmost was", () => {
  assert.deepEqual(aligned(BOXES, "left"), { a: [50, 0], b: [30, 60], c: [50, 30] });
});

test("in the middle all stand at the mean of their heights", () => {
  assert.deepEqual(aligned(BOXES, "middle"), { a: [50, 30], b: [230, 30], c: [450, 30] });
});

test("spread out, the air between them is the same: 500 less 260, by two", () => {
  assert.deepEqual(distributed(BOXES, "across"), { a: [50, 0], b: [250, 60], c: [450, 30] });
});

test("two cannot be spread out", () => {
  assert.deepEqual(distributed(new Map([...BOXES].slice(0, 2)), "across"), {});
});
