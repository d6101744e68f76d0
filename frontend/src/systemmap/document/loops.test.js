// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Arrows } from "./arrows.js";
import { loopClosedBy, loopInWords, loopsThrough } from "./loops.js";
import { MapStore } from "./store.js";

/** @param {string[]} said such as "a + b" */
function drawn(...said) {
  const store = new MapStore(["shared"]);
  const parts = said.map((each) => each.split(" "));
  const factors = Object.fromEntries(parts.flatMap(([from, , to]) => [from, to]).map((id) => [id, { name: id.toUpperCase() }]));
  const links = Object.fromEntries(parts.map(([from, sign, to], at) => [`k${at}`, { from, to, sign: sign === "?" ? "" : sign }]));
  store.setRows("shared", { factors, links });
  return new Arrows(store);
}

/** @param {string} id */
const name = (id) => id.toUpperCase();

test("two factors that raise each other feed themselves", () => {
  const arrows = drawn("a + b", "b + a");

  const [loop] = loopsThrough(arrows, "a");

  assert.equal(loopInWords(loop, arrows, name), "More A leads to more B, which leads to more A: it feeds itself (reinforcing).");
});

test("one minus holds a loop back, and words turn with it", () => {
  const arrows = drawn("a + b", "b - c", "c + a");

  const [loop] = loopsThrough(arrows, "a");

  assert.equal(loop.kind, "B");
  assert.equal(loopInWords(loop, arrows, name), "More A leads to more B, which leads to less C, which leads to less A: it holds itself back (balancing).");
});

test("a link without a sign leaves the loop open", () => {
  const arrows = drawn("a ? b", "b + a");

  assert.match(loopInWords(loopsThrough(arrows, "a")[0], arrows, name), /^More A acts on B, which leads to more A: nobody has said/);
});

test("loops are told the shortest first, each once, and only those through the factor", () => {
  const arrows = drawn("a + b", "b + a", "b + c", "c + a", "c + d", "d + c");

  const found = loopsThrough(arrows, "a").map((loop) => loop.factors.join(""));

  assert.deepEqual(found, ["ab", "abc"]);
});

test("the loop that a new arrow closes is found from its start", () => {
  const arrows = drawn("a + b", "b + c", "c - a");

  assert.deepEqual(loopClosedBy(arrows, /** @type {any} */ (arrows.byId.get("c>a>influences")))?.factors, ["c", "a", "b"]);
  assert.equal(loopClosedBy(drawn("a + b"), /** @type {any} */ (drawn("a + b").byId.get("a>b>influences"))), null);
});

test("a dense map, of more loops than anybody could wait for, gives the first few", () => {
  const names = Array.from({ length: 40 }, (_, at) => `f${at}`);
  const arrows = drawn(...names.flatMap((one) => names.filter((other) => other !== one).map((other) => `${one} + ${other}`)));

  const found = loopsThrough(arrows, "f0");

  assert.deepEqual(found.map((loop) => loop.factors.length), Array(12).fill(2));
});
