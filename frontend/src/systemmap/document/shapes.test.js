// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { entryOf, pointOf } from "./shapes.js";

test("an entry has every field, whatever is missing", () => {
  const factor = entryOf("factors", { name: "Rain", kind: "driver" });

  assert.equal(factor?.name, "Rain");
  assert.equal(factor?.baseline, null);
  assert.equal(factor?.note, "");
});

test("junk is read as not known", () => {
  const link = entryOf("links", new Map(Object.entries({ from: 7, sign: "+", delay: [1, "two", Infinity], elasticity: "much" })));

  assert.equal(link?.from, "");
  assert.equal(link?.sign, "+");
  assert.deepEqual(link?.delay, [1, null, null]);
  assert.equal(link?.elasticity, null);
  assert.equal(entryOf("links", "no entry"), null);
});

test("a tie's strength is a number and its days are days, or not known", () => {
  const tie = entryOf("ties", { from: "police", to: "council", strength: "strong", since: "2018-04-01", until: "some day" });

  assert.deepEqual([tie?.strength, tie?.since, tie?.until, tie?.kind], [null, "2018-04-01", null, "works_with"]);
});

test("a position is two numbers", () => {
  assert.deepEqual(pointOf([1, 2.5]), [1, 2.5]);
  assert.equal(pointOf([1]), null);
  assert.equal(pointOf([1, NaN]), null);
});
