// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { disordered, numberOf, said, textField } from "./fields.js";

test("numbers are read as people write them", () => {
  assert.equal(numberOf("£1,250"), 1250);
  assert.equal(numberOf(" −0.3 "), -0.3);
  assert.equal(numberOf(""), null);
  assert.equal(numberOf("about five"), undefined);
});

test("three numbers rise", () => {
  assert.equal(disordered([1, null, 3]), "");
  assert.match(disordered([3, 2, null]), /smallest first/);
});

test("what a field has nothing to say of is not shown as words", () => {
  assert.equal(said("Where this comes from", ""), null);
  assert.equal(textField({ key: "k", label: "Note", value: "", readonly: "words", save: () => {} }), null);
});
