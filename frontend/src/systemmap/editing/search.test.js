// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { found } from "./search.js";

const FACTORS = ["Rough sleeping", "Street drinking", "Drink prices", "Café noise"].map((name, at) => ({ id: String(at), name, kind: "cause" }));

/** @param {string} typed */
const names = (typed) => found(FACTORS, typed).map((choice) => choice.words);

test("what begins with the words comes first", () => {
  assert.deepEqual(names("drink"), ["Drink prices", "Street drinking"]);
});

test("letters with and without accents are the same, and every word must fit", () => {
  assert.deepEqual(names("cafe"), ["Café noise"]);
  assert.deepEqual(names("sleep rough"), ["Rough sleeping"]);
  assert.deepEqual(names(""), []);
});

// How long it takes is measured in benchmarks/map_drawing.py: a clock in a test says how busy the machine is.
test("of two thousand names the one that fits is found", () => {
  const many = Array.from({ length: 2000 }, (_, at) => ({ id: String(at), name: `Factor number ${at} of the street`, kind: "cause" }));

  assert.deepEqual(found(many, "1999").map((choice) => choice.id), ["1999"]);
});
