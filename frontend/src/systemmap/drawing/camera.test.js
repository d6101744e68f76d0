// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { LARGEST, fitted, panned, showing, toMap, toView, zoomed } from "./camera.js";

const VIEW = { wide: 800, high: 600 };

test("a map that fits is shown as large as life, a larger one smaller", () => {
  assert.deepEqual(fitted({ left: 0, top: 0, wide: 200, high: 100 }, VIEW), { x: 100, y: 50, scale: 1 });
  assert.equal(fitted({ left: 0, top: 0, wide: 1456, high: 100 }, VIEW).scale, 0.5);
  assert.deepEqual(fitted(null, VIEW), { x: 0, y: 0, scale: 1 });
});

test("zooming keeps the point under the pointer where it is", () => {
  const camera = { x: 10, y: 20, scale: 1 };
  const before = toMap(camera, VIEW, [700, 100]);

  assert.deepEqual(toMap(zoomed(camera, VIEW, 2, [700, 100]), VIEW, [700, 100]), before);
  assert.equal(zoomed(camera, VIEW, 1000).scale, LARGEST);
});

test("there and back is the same point", () => {
  const camera = panned({ x: 5, y: 6, scale: 0.5 }, 30, -10);

  assert.deepEqual(toView(camera, VIEW, toMap(camera, VIEW, [123, 45])), [123, 45]);
});

test("what is in view already moves nothing; what is not comes just in", () => {
  const camera = { x: 0, y: 0, scale: 1 };

  assert.deepEqual(showing(camera, VIEW, { x: 100, y: 0, wide: 100, high: 40 }), camera);
  assert.equal(showing(camera, VIEW, { x: 500, y: 0, wide: 100, high: 40 }).x, 500 - (400 - 50 - 24));
});
