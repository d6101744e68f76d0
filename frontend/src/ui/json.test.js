// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { readJson } from "./json.js";

test("the JSON of a page is read by its id, and is null where there is none", () => {
  const page = /** @type {any} */ ({ getElementById: (/** @type {string} */ id) => (id === "start" ? { textContent: '{"a": 1}' } : null) });

  assert.deepEqual(readJson(page, "start"), { a: 1 });
  assert.equal(readJson(page, "gone"), null);
});
