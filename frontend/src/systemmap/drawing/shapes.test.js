// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { SIGNS, outline } from "./shapes.js";

test("every kind has an edge of its own but the two that only their dashes tell apart", () => {
  const edges = ["outcome", "activity", "stock", "cause", "driver", "partner"].map((kind) => outline(kind, 100, 60));

  assert.equal(new Set(edges).size, 5);
  assert.equal(edges[3], edges[4]);
});

test("a plus, a minus and a dispute look different", () => {
  assert.equal(new Set(Object.values(SIGNS)).size, 3);
});
