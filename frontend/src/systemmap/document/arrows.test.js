// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Arrows } from "./arrows.js";
import { MapStore } from "./store.js";

/**
 * @param {Record<string, any>} links
 * @param {string[]} factors
 */
function drawn(links, factors = ["a", "b", "c"]) {
  const store = new MapStore(["shared"]);
  const rows = { factors: Object.fromEntries(factors.map((id) => [id, { name: id }])), links };
  store.setRows("shared", rows);
  return { store, rows, arrows: new Arrows(store) };
}

const AB = { from: "a", to: "b" };

test("views that agree are one arrow, no dispute", () => {
  const { arrows } = drawn({ k1: { ...AB, sign: "+", strength: "weak", contributed_by: "x" }, k2: { ...AB, sign: "+", strength: "medium", contributed_by: "y" } });

  const [arrow] = arrows.byId.values();

  assert.equal(arrows.byId.size, 1);
  assert.deepEqual([arrow.sign, arrow.contested, arrow.views.length], ["+", false, 2]);
});

test("views that differ in sign, or between weak and strong, are contested", () => {
  const signs = drawn({ k1: { ...AB, sign: "+", contributed_by: "x" }, k2: { ...AB, sign: "-", contributed_by: "y" } });
  const sizes = drawn({ k1: { ...AB, sign: "+", elasticity: [0, 0.05, 0.1], contributed_by: "x" }, k2: { ...AB, sign: "+", strength: "strong", contributed_by: "y" } });

  assert.equal([...signs.arrows.byId.values()][0].contested, true);
  assert.equal([...sizes.arrows.byId.values()][0].contested, true);
});

test("a second row by the same partner is not drawn", () => {
  const { arrows } = drawn({ k2: { ...AB, sign: "-", contributed_by: "x" }, k1: { ...AB, sign: "+", contributed_by: "x" } });

  const [arrow] = arrows.byId.values();

  assert.deepEqual([arrow.views.map((view) => view.key), arrow.sign], [["k1"], "+"]);
});

test("a link whose end is missing is drawn when the end comes", () => {
  const { store, rows, arrows } = drawn({ k: { from: "a", to: "late", sign: "+" } });
  assert.equal(arrows.byId.size, 0);
  /** @type {any} */ (rows.factors).late = { name: "late" };
  store.setRows("shared", rows);

  const touched = arrows.update([], ["late"]);

  assert.deepEqual([...touched], ["a>late>influences"]);
  assert.deepEqual(arrows.reaching("late").map((arrow) => arrow.from), ["a"]);
});

test("a row that changes its end leaves its old arrow", () => {
  const { store, rows, arrows } = drawn({ k: { ...AB, sign: "+" } });
  rows.links.k = { from: "a", to: "c", sign: "+" };
  store.setRows("shared", rows);

  arrows.update(["k"], []);

  assert.deepEqual([...arrows.byId.keys()], ["a>c>influences"]);
  assert.deepEqual([arrows.reaching("b").length, arrows.leaving("a").length], [0, 1]);
});

test("poor evidence, delay and flows are seen", () => {
  const { arrows } = drawn({ k: { ...AB, kind: "drains", grade: 6, delay: [1, 3, 6] } });

  const [arrow] = arrows.byId.values();

  assert.deepEqual([arrow.sign, arrow.poor, arrow.delay], ["-", true, 3]);
});
