// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { label, widths } from "./text.js";

const widthOf = widths(null);

test("a short name is one line", () => {
  assert.deepEqual(label("Rain", widthOf), { lines: ["Rain"], wide: 96, high: 43 });
});

test("a longer name is two lines of like length", () => {
  assert.deepEqual(label("Late-night street drinking", widthOf).lines, ["Late-night", "street drinking"]);
});

test("a name without an end is cut at four lines", () => {
  const { lines, high } = label("word ".repeat(60), widthOf);

  assert.equal(lines.length, 4);
  assert.ok(lines[3].endsWith("…"));
  assert.equal(high, 100);
});

test("a word wider than a line is broken, and no line is too wide", () => {
  const { lines } = label("Donaudampfschifffahrtsgesellschaftskapitän", widthOf);

  assert.ok(lines.length > 1);
  assert.ok(lines.every((line) => widthOf(line) <= 172));
});

test("a factor without a name is said to have none", () => {
  assert.deepEqual(label("  ", widthOf).lines, ["No name yet"]);
});
