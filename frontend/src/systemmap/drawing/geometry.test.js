// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { along, curve, delayOf, edge, frameOf, headOf, lengthOf, lineOf, openHeadOf, signPlace } from "./geometry.js";

const LEFT = { x: 0, y: 0, wide: 100, high: 40 };
const RIGHT = { x: 400, y: 0, wide: 100, high: 40 };

test("a curve bends to its right: by 0.12 of the way, which is 48 of 400", () => {
  assert.deepEqual(curve(LEFT, RIGHT).bend, [200, 48]);
});

test("links that go both ways lie on different sides", () => {
  assert.equal(Math.sign(curve(LEFT, RIGHT).bend[1]), 1);
  assert.equal(Math.sign(curve(RIGHT, LEFT).bend[1]), -1);
});

test("a link is clipped where it meets the border", () => {
  assert.deepEqual(edge(LEFT, [200, 0], 0), [50, 0]);
  assert.deepEqual(edge(LEFT, [0, 90], 3), [0, 23]);
  const { start, end } = curve(LEFT, RIGHT);
  assert.ok(Math.abs(start[0] - 50) < 0.001 || Math.abs(start[1]) === 20);
  assert.ok(end[0] < 350);
});

test("boxes on the same spot give numbers, not nothing", () => {
  const way = curve(LEFT, { ...LEFT });

  assert.ok([...way.start, ...way.bend, ...way.end].every(Number.isFinite));
});

test("the sign stands near the head, and never before the middle", () => {
  const way = curve(LEFT, RIGHT);
  const [x] = signPlace(way);

  assert.ok(x > 290 && x < way.end[0]);
  assert.deepEqual(signPlace(curve(LEFT, { ...RIGHT, x: 110 })), along(curve(LEFT, { ...RIGHT, x: 110 }), 0.5));
});

test("a straight curve is as long as its ends are apart", () => {
  assert.equal(lengthOf({ start: [0, 0], bend: [5, 0], end: [10, 0] }), 10);
});

test("paths are written with a tenth at most", () => {
  assert.equal(lineOf({ start: [0, 0], bend: [5.123, 0], end: [10, 0] }), "M0,0Q5.1,0 10,0");
  assert.equal(headOf({ start: [0, 0], bend: [0, 0], end: [10, 0] }, 10), "M10,0L0,4.2 0,-4.2Z");
  assert.equal(openHeadOf({ start: [0, 0], bend: [0, 0], end: [10, 0] }, 10), "M0,6L10,0L0,-6");
  assert.match(delayOf(curve(LEFT, RIGHT)), /^(M[-\d.]+,[-\d.]+L[-\d.]+,[-\d.]+){2}$/);
});

test("a frame holds every box, and is none round none", () => {
  assert.deepEqual(frameOf([LEFT, RIGHT]), { left: -50, top: -20, wide: 500, high: 40 });
  assert.equal(frameOf([]), null);
});
