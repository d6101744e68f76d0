// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { arrowOf } from "./document/arrows.js";
import { arrowInWords, counted, factorInWords, listed } from "./words.js";

test("a factor is read out with its kind and its links", () => {
  assert.equal(factorInWords({ name: "Street drinking", kind: "cause", layer: "shared" }, { into: 3, out: 2 }), "Street drinking, cause, 3 links in, 2 out");
});

test("a measured, private factor says so", () => {
  const words = factorInWords({ name: "Calls", kind: "outcome", layer: "own" }, { into: 1, out: 0, measure: { last: "96 calls", variation: "improvement" } });

  assert.equal(words, "Calls, outcome, 1 link in, 0 out, now 96 calls, improvement, seen by you only");
});

test("a link is read out with all that is drawn of it", () => {
  const view = /** @type {any} */ ({ from: "a", to: "b", kind: "influences", sign: "-", strength: "strong", delay: [1, 3, 6], grade: 6, contributed_by: "", layer: "shared" });

  assert.equal(arrowInWords(arrowOf("x", [view]), (id) => id.toUpperCase()), "Link: A lowers B, strong, after about 3 months, poor evidence");
});

test("numbers and lists are said as a person says them", () => {
  assert.equal(counted(1, "link"), "1 link");
  assert.equal(listed(["health", "police", "housing"]), "health, police and housing");
  assert.equal(listed(["health"]), "health");
});
