// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { heardInWords } from "./hearsay.js";

test("what others do is told in few words", () => {
  assert.equal(heardInWords(["Rain", "Flood"], [], 1), "Rain and Flood added; 1 link changed");
  assert.equal(heardInWords(["a", "b", "c"], ["Old"], 0), "3 factors added; Old taken away");
  assert.equal(heardInWords([], [], 0, 2), "2 lines of partners changed");
  assert.equal(heardInWords([], [], 0), "");
});
