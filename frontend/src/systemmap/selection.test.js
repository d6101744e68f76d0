// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Selection } from "./selection.js";

test("factors are chosen alone or together, a link always alone", () => {
  const selection = new Selection();

  selection.choose(["a"]);
  assert.equal(selection.factor, "a");
  selection.toggle("b");
  assert.deepEqual([...selection.factors], ["a", "b"]);
  selection.chooseArrow("a>b");
  assert.deepEqual([selection.factors.size, selection.arrow], [0, "a>b"]);
});

test("who listens is told of a change, and not of the same again", () => {
  const selection = new Selection();
  let told = 0;
  selection.listeners.add(() => (told += 1));

  selection.choose(["a"]);
  selection.choose(["a"]);

  assert.equal(told, 1);
});

test("what is gone is let go", () => {
  const selection = new Selection();
  selection.choose(["a", "b"]);

  selection.keep((id) => id === "a", () => true);

  assert.deepEqual([...selection.factors], ["a"]);
});
