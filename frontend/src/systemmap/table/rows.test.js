// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { sorted } from "./rows.js";

const ROWS = [{ name: "b", size: 2 }, { name: "", size: null }, { name: "a10", size: 10 }, { name: "a9", size: 1 }];

test("rows are sorted as people read, numbers within names by size", () => {
  assert.deepEqual(sorted(ROWS, { column: "name", down: false }).map((row) => row.name), ["a9", "a10", "b", ""]);
});

test("what is not known is last, whichever way", () => {
  assert.deepEqual(sorted(ROWS, { column: "size", down: true }).map((row) => row.size), [10, 2, 1, null]);
  assert.deepEqual(sorted(ROWS, { column: "size", down: false }).map((row) => row.size), [1, 2, 10, null]);
});
